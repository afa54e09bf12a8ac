"""The command line: contract shapes, exit codes, resumable batches, no escapes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime

import pytest
import typer

from rag.cli import options
from rag.cli.batch import run_batch
from rag.cli.terminal import safe
from rag.errors import ProviderError, UsageError

LAVROV = "What did Lavrov say about the intergovernmental commission?"


def test_ingest_counts_every_fate(cli):
    code, text, _ = cli("ingest", "--sample", "--json")
    body = json.loads(text)
    assert code == 0
    assert body["schema"] == "dateline.ingest/1"
    assert body["added"] + body["duplicate"] == 61
    assert body["rejected"] == 0


def test_ask_json_has_the_contract_shape_and_exact_spans(stocked):
    answer = json.loads(stocked("ask", LAVROV, "--json")[1])
    assert answer["schema"] == "dateline.answer/1"
    assert set(answer) >= set(
        "question as_of window status reason answer sentences citations withheld missing passages quotes conflicts "
        "copies trace".split()
    )
    assert answer["status"] == "answered"
    for c in answer["citations"]:
        text = json.loads(stocked("article", c["article_id"], "--json")[1])["text"]
        assert text[c["start"] : c["end"]] == c["text"]


def test_ask_prints_the_answer_to_stdout_and_evidence_to_stderr(stocked):
    code, text, diagnostics = stocked("ask", LAVROV)
    assert code == 0
    assert "[1]" in text
    assert "commission" in diagnostics
    assert "\x1b" not in text + diagnostics


def test_the_reading_commands_speak_json(stocked):
    assert json.loads(stocked("search", "bridge", "--json")[1])["schema"] == "dateline.passages/1"
    assert json.loads(stocked("quotes", "--speaker", "Lavrov", "--about", "commission", "--json")[1])["quotes"]
    assert len(json.loads(stocked("articles", "--json")[1])["articles"]) == 61
    status = json.loads(stocked("status", "--json")[1])
    assert status["articles"] == 61
    assert status["chunks"] > 61
    assert "problems" in json.loads(stocked("doctor", "--json")[1])


def test_the_reading_commands_print_for_people(stocked):
    assert "Lavrov" in stocked("quotes", "--speaker", "Lavrov")[1]
    assert "bridge" in stocked("search", "bridge")[1].lower()
    assert "Sondreya" in stocked("articles")[1]
    assert "version 1" in stocked("article", "s08-lavrov-havana")[1]
    assert "articles: 61" in stocked("status")[1]
    assert stocked("remove", "s08-lavrov-havana")[0] == 0
    assert stocked("reindex")[0] == 0


def test_the_status_of_an_empty_library_says_that_there_is_no_index_yet(cli):
    assert "fingerprint: none yet" in cli("status")[1]
    assert json.loads(cli("status", "--json")[1])["fingerprint"] is None


def test_a_missing_id_is_exit_3_and_a_missing_question_exit_2(stocked):
    assert stocked("article", "nope")[0] == 3
    assert stocked("remove", "nope")[0] == 3
    assert stocked("ask")[0] == 2
    assert stocked("nonsense")[0] == 2


def test_an_unknown_setting_is_exit_2_and_names_the_nearest(cli, monkeypatch):
    monkeypatch.setenv("DATELINE_TOPK", "3")
    code, _, diagnostics = cli("status")
    assert code == 2
    assert "DATELINE_TOP_K" in diagnostics


def test_an_export_is_read_back_as_unchanged(stocked, tmp_path):
    assert stocked("export", "--out", str(tmp_path / "all.jsonl"))[0] == 0
    body = json.loads(stocked("ingest", str(tmp_path / "all.jsonl"), "--json")[1])
    assert body["unchanged"] == 61
    assert stocked("backup", str(tmp_path / "copy.sqlite3"))[0] == 0


def test_verify_says_on_which_words(cli, tmp_path):
    file = tmp_path / "story.txt"
    file.write_text("The tram crash hurt 14 people. The mayor spoke.", "utf-8")
    body = json.loads(cli("verify", "The tram crash hurt 14 people.", "--against", str(file), "--json")[1])
    assert body["supported"] is True
    assert body["span"]["text"] == "The tram crash hurt 14 people."
    body = json.loads(cli("verify", "The tram crash hurt 40 people.", "--against", str(file), "--json")[1])
    assert body["supported"] is False
    assert any("40" in r for r in body["reasons"])
    assert "sentences" not in body


def test_verify_tells_the_verdict_on_each_sentence_of_a_claim_that_has_several(cli, tmp_path):
    file = tmp_path / "story.txt"
    file.write_text("The tram crash hurt 14 people. The mayor spoke.", "utf-8")
    claim = "The mayor spoke. The tram crash hurt 40 people."
    body = json.loads(cli("verify", claim, "--against", str(file), "--json")[1])
    assert body["supported"] is False
    assert [(s["text"], s["supported"]) for s in body["sentences"]] == [
        ("The mayor spoke.", True),
        ("The tram crash hurt 40 people.", False),
    ]
    assert body["sentences"][0]["span"]["text"] == "The mayor spoke."


def test_a_batch_carries_ids_names_bad_lines_and_resumes(stocked, tmp_path):
    questions, results = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    questions.write_text('{"id": "x", "question": "bridge?"}\n{broken\n{"id": "y"}\n', "utf-8")
    stocked("ask", "--batch", str(questions), "--out", str(results))
    rows = [json.loads(line) for line in results.read_text("utf-8").splitlines()]
    assert rows[0]["id"] == "x"
    assert rows[0]["schema"] == "dateline.answer/1"
    assert all("error" in r for r in rows[1:])
    tried = []
    run_batch(str(questions), str(results), lambda row: tried.append(row["id"]) or {})
    assert "x" not in tried


FIRST = "What did Lavrov say about the intergovernmental commission?"


def test_a_question_goes_on_from_the_one_before(stocked):
    body = json.loads(stocked("ask", "and when is the next session?", "--after", FIRST, "--json")[1])
    assert "intergovernmental commission" in body["question"]
    assert "s08-lavrov-havana" in {p["article_id"] for p in body["passages"]}


def test_a_line_of_a_batch_goes_on_from_the_question_that_it_names(stocked, tmp_path):
    questions, results = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    rows = [{"id": "x", "question": "and when is the next session?", "after": FIRST}, {"id": "y", "question": FIRST}]
    questions.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    assert stocked("ask", "--batch", str(questions), "--out", str(results))[0] == 0
    following, alone = [json.loads(line) for line in results.read_text("utf-8").splitlines()]
    assert "intergovernmental commission" in following["question"]
    assert alone["question"] == FIRST
    assert stocked("ask", "--batch", str(questions), "--out", str(results), "--after", FIRST)[0] == 2


def test_a_verify_batch_has_the_rows_of_the_contract(cli, tmp_path):
    claims, results = tmp_path / "c.jsonl", tmp_path / "v.jsonl"
    text = "The mayor spoke in Velka."
    claims.write_text(json.dumps({"id": "1", "source": text, "claim": text}), "utf-8")
    cli("verify", "--batch", str(claims), "--out", str(results))
    assert set(json.loads(results.read_text("utf-8"))) >= {"id", "supported", "score", "reasons", "span", "note"}


def test_verify_says_when_the_model_that_it_names_did_not_judge(cli, tmp_path):
    file, nowhere = tmp_path / "story.txt", f"embedded:{tmp_path / 'nowhere.gguf'}"
    file.write_text("The mayor spoke in Velka.", "utf-8")
    asked = ("verify", "The mayor spoke in Velka.", "--against", str(file))
    code, out, err = cli(*asked, "--llm", nowhere)
    assert code == 0
    assert out.startswith("supported")
    assert "The model did not judge" in err
    body = json.loads(cli(*asked, "--llm", nowhere, "--json")[1])
    assert "nowhere.gguf" in body["note"]
    code, out, err = cli(*asked, "--json")
    assert json.loads(out)["note"] is None
    assert "did not judge" not in err


def test_a_verify_batch_names_no_model_that_took_no_part(cli, tmp_path):
    claims, results = tmp_path / "c.jsonl", tmp_path / "v.jsonl"
    text = "The mayor spoke in Velka."
    rows = [{"id": name, "source": text, "claim": text} for name in "ab"]
    claims.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    nowhere = f"embedded:{tmp_path / 'nowhere.gguf'}"
    asked = ("verify", "--batch", str(claims), "--out", str(results), "--llm")
    code, _, err = cli(*asked, nowhere)
    assert code == 0
    assert err.count("The model did not judge") == 1
    found = [json.loads(line) for line in results.read_text("utf-8").splitlines()]
    assert [(r["id"], r["supported"], r["made_with"]["llm"]) for r in found] == [
        ("a", True, "none"),
        ("b", True, "none"),
    ]
    assert all("nowhere.gguf" in r["note"] for r in found)
    assert "2 results were made with other settings" in cli(*asked, nowhere)[2]


def test_a_verify_batch_reads_days_by_when_its_text_was_published(cli, tmp_path):
    claims, results = tmp_path / "c.jsonl", tmp_path / "v.jsonl"
    row = {
        "source": "The council met yesterday to vote on the tram.",
        "claim": "The council met on Monday to vote on the tram.",
    }
    rows = [{"id": d, "published": d, **row} for d in ("2024-05-14", "2024-05-16", "soon")]
    claims.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    cli("verify", "--batch", str(claims), "--out", str(results))
    tuesday, thursday, unread = map(json.loads, results.read_text("utf-8").splitlines())
    assert not any("date" in reason for reason in tuesday["reasons"])
    assert any("date" in reason for reason in thursday["reasons"])
    assert unread["error"]["what"] == "date not read"


def test_a_failed_line_does_not_end_a_batch(tmp_path):
    questions, results = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    questions.write_text('{"id": 1}\n{"id": 2}\n', "utf-8")

    def answer(row):
        if row["id"] == 1:
            raise ProviderError("down", why="it is", fix="wait")
        return {"fine": True}

    with pytest.raises(typer.Exit) as ended:
        run_batch(str(questions), str(results), answer)
    assert ended.value.exit_code == ProviderError.exit_code
    first, second = results.read_text("utf-8").splitlines()
    assert ("error" in first, "error" in second) == (True, False)


@pytest.mark.parametrize(
    "text", ["\x1b[31mred\x1b[0m", "a\x1b]8;;http://x\x07link", "\x9b2Jclear", "\u202ereversed", "bell\x07"]
)
def test_terminal_escapes_in_articles_are_taken_out(text):
    assert all(ord(c) >= 32 and c not in "\x9b\u202e" for c in safe(text))


def test_help_imports_nothing_heavy():
    code = (
        "import sys\nfrom rag.cli.main import run\nrun(['--help'])\n"
        "heavy = {'chromadb', 'langchain_core', 'streamlit', 'openai', 'onnxruntime', 'numpy'} & set(sys.modules)\n"
        "sys.exit(repr(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=os.environ)
    assert done.returncode == 0, done.stderr
    assert "ask" in done.stdout


def test_dates_of_options_are_whole_days():
    assert options.start_of("2024-02-20", UTC).isoformat() == "2024-02-20T00:00:00+00:00"
    assert options.end_of("2024-02-20", UTC).isoformat() == "2024-02-21T00:00:00+00:00"
    with pytest.raises(UsageError):
        options.start_of("soon", UTC)


NOON = datetime(2024, 2, 21, 12, tzinfo=UTC)  # a Wednesday


@pytest.mark.parametrize(
    ("words", "first", "after"),
    [
        ("yesterday", "2024-02-20", "2024-02-21"),
        ("Today", "2024-02-21", "2024-02-22"),
        ("last week", "2024-02-12", "2024-02-19"),
        ("in January", "2024-01-01", "2024-02-01"),
        ("last May", "2023-05-01", "2023-06-01"),
        ("last march", "2023-03-01", "2023-04-01"),
        ("two weeks ago", "2024-02-07", "2024-02-08"),
        ("a month ago", "2024-01-21", "2024-01-22"),
        ("A year ago", "2023-02-21", "2023-02-22"),
    ],
)
def test_dates_of_options_may_be_said_in_words(words, first, after):
    assert options.start_of(words, UTC, NOON).date().isoformat() == first
    assert options.end_of(words, UTC, NOON).date().isoformat() == after


@pytest.mark.parametrize(("words", "hour"), [("an hour ago", "21T11"), ("13 hours ago", "20T23")])
def test_hours_ago_are_that_moment_on_either_side(words, hour):
    assert options.start_of(words, UTC, NOON).isoformat() == f"2024-02-{hour}:00:00+00:00"
    assert options.end_of(words, UTC, NOON).isoformat() == f"2024-02-{hour}:00:00+00:00"
    assert options.day_of(words, UTC, NOON) == date(2024, 2, int(hour[:2]))


@pytest.mark.parametrize(
    ("words", "day"), [("2024-02-19", 19), ("yesterday", 20), ("Today", 21), ("on Monday", 19), ("20 February", 20)]
)
def test_a_day_may_be_said_in_words(words, day):
    assert options.day_of(words, UTC, NOON) == date(2024, 2, day)


@pytest.mark.parametrize(
    ("words", "why"), [("last week", "more than a day"), ("soon", "no ISO"), ("2024-02-31", "no ISO"), ("", "no ISO")]
)
def test_what_is_no_day_is_told(words, why):
    with pytest.raises(UsageError, match="date not read") as told:
        options.day_of(words, UTC, NOON)
    assert why in told.value.why


def test_words_are_offered_only_where_they_are_read():
    with pytest.raises(UsageError) as told:
        options.start_of("soon", UTC)
    assert "yesterday" not in told.value.fix
    with pytest.raises(UsageError) as told:
        options.start_of("soon", UTC, NOON)
    assert "yesterday" in told.value.fix


@pytest.mark.parametrize("words", ["soon", "yesterday or so", "tomorrow", "2024", "", " "])
def test_words_that_name_no_time_are_not_guessed_at(words):
    if not words:
        assert options.start_of(words, UTC, NOON) is None
        return
    with pytest.raises(UsageError, match="date not read"):
        options.start_of(words, UTC, NOON)


def test_a_brief_and_a_question_take_the_time_in_words(stocked, monkeypatch):
    monkeypatch.setenv("DATELINE_AS_OF", "2024-02-21T12:00:00Z")
    _, text, _ = stocked("brief", "--since", "yesterday", "--until", "today", "--format", "json")
    assert json.loads(text)["window"]["since"].startswith("2024-02-20")
    _, text, _ = stocked("search", "port", "--since", "yesterday", "--json")
    shown = json.loads(text)["passages"]
    assert shown
    assert all(p["published"] >= "2024-02-20" for p in shown)


def test_how_sure_a_sentence_must_be_can_be_said(stocked, tmp_path):
    text = tmp_path / "story.txt"
    text.write_text("The river rose by a metre on Friday, and two bridges were closed to traffic.", "utf-8")
    claim = "Two bridges were shut to traffic as the river rose."

    def verdict(level):
        return json.loads(stocked("verify", claim, "--against", str(text), "--sure", level, "--json")[1])

    low, high = verdict("low"), verdict("high")
    assert low["score"] == high["score"]
    assert low["supported"] >= high["supported"]
    code, _, err = stocked("ask", "Who won?", "--sure", "very")
    assert code == 2
    assert "low" in err


def test_an_article_is_read_checked_against_and_removed_by_the_id_that_its_line_gave(cli, tmp_path):
    text = "The tram of Vell opened on Monday and runs until midnight, the mayor said at the depot."
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "2024/02/tram", "title": "Tram opens", "text": text}), "utf-8")
    assert cli("ingest", str(tmp_path / "a.jsonl"))[0] == 0
    assert json.loads(cli("article", "2024/02/tram", "--json")[1])["text"] == text
    assert cli("ask", "When did the tram open?", "--article", "2024/02/tram")[0] == 0
    assert json.loads(cli("verify", text, "--against", "2024/02/tram", "--json")[1])["supported"]
    assert cli("remove", "2024/02/tram")[0] == 0
    assert cli("article", "2024/02/tram")[0] == 3
