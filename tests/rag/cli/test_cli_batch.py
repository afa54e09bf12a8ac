"""A batch: one bad line is one error, whatever is wrong with it, and a line ends where its line ends."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from rag.cli.batch import run_batch
from rag.errors import ModelFileError, NothingToWorkOn, ProviderError, StoreError, UsageError


def written(path):
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def rows_in(path, *rows):
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("since", 2024),
        ("until", ["2024-02-20"]),
        ("as_of", 5),
        ("as_of", "9999-12-31T23:00:00-10:00"),
        ("until", "9999-12-31"),
        ("top_k", "5"),
        ("top_k", 0),
        ("top_k", True),
        ("any_time", "no"),
        ("source", 7),
        ("source", [7]),
        ("article", {"id": "x"}),
        ("article", "nope"),
        ("question", 5),
    ],
)
def test_a_field_of_another_kind_is_an_error_of_its_line_alone(stocked, tmp_path, field, value):
    good, bad = {"id": "a", "question": "bridge"}, {"id": "b", "question": "bridge", field: value}
    batch = rows_in(tmp_path / "q.jsonl", bad, good | {"id": "c"})
    code, _, _ = stocked("search", "--batch", batch, "--out", str(tmp_path / "o.jsonl"))
    first, second = written(tmp_path / "o.jsonl")
    assert code == 0
    assert set(first["error"]) == {"what", "why", "fix"}
    assert second["id"] == "c"
    assert second["passages"]


def test_the_filters_of_a_line_are_used(stocked, tmp_path):
    row = {"id": "a", "question": "Lavrov", "article": ["s08-lavrov-havana"], "top_k": 2, "since": "2020-01-01"}
    batch = rows_in(tmp_path / "q.jsonl", row)
    stocked("search", "--batch", batch, "--out", str(tmp_path / "o.jsonl"))
    (found,) = written(tmp_path / "o.jsonl")
    assert {p["article_id"] for p in found["passages"]} == {"s08-lavrov-havana"}


def test_any_fault_in_one_line_leaves_the_others(tmp_path):
    def answer(row):
        if row["id"] == 1:
            raise TypeError("a fault of ours")
        return {"fine": True}

    batch = rows_in(tmp_path / "q.jsonl", {"id": 1}, {"id": 2})
    assert run_batch(batch, str(tmp_path / "o.jsonl"), answer) == (1, 1)
    assert "a fault of ours" in written(tmp_path / "o.jsonl")[0]["error"]["why"]


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\u0085"])
def test_a_separator_inside_a_text_ends_no_line(tmp_path, mark):
    batch, out = rows_in(tmp_path / "q.jsonl", {"id": "a", "source": f"One.{mark}Two."}), tmp_path / "o.jsonl"
    echo = lambda row: {"source": row["source"]}  # noqa: E731
    assert run_batch(batch, str(out), echo) == (1, 0)
    (result,) = written(out)
    assert result.pop("line")
    assert result == {"id": "a", "source": f"One.{mark}Two."}
    assert run_batch(batch, str(out), echo) == (0, 0)
    assert len(written(out)) == 1


def test_a_byte_order_mark_is_no_part_of_the_first_line(tmp_path):
    batch = tmp_path / "q.jsonl"
    batch.write_bytes(b'\xef\xbb\xbf{"id": "a"}\r\n{"id": "b"}\r\n')
    assert run_batch(str(batch), str(tmp_path / "o.jsonl"), lambda row: {}) == (2, 0)


def test_a_result_with_half_a_character_is_written(tmp_path):
    batch, out = tmp_path / "q.jsonl", tmp_path / "o.jsonl"
    batch.write_text('{"id": "a\\ud800"}\n', "utf-8")
    assert run_batch(str(batch), str(out), lambda row: {"text": "\udce9"}) == (1, 0)
    assert written(out)[0]["text"] == "\ufffd"


@pytest.mark.parametrize("place", ["nodir/o.jsonl", "x" * 300, "."])
def test_results_that_cannot_be_written_are_told_before_any_work(tmp_path, place):
    batch = rows_in(tmp_path / "q.jsonl", {"id": 1})
    with pytest.raises(StoreError) as caught:
        run_batch(batch, str(tmp_path / place), lambda row: pytest.fail("the work was begun"))
    assert "folder" in caught.value.fix


@pytest.mark.parametrize(
    "held", ["Notes of mine.\nMore of them.\n", '{"title": "An article", "text": "Words."}\n', "[1]\n", "One note."]
)
def test_a_file_of_something_else_is_not_taken_for_results(tmp_path, held):
    batch, other = rows_in(tmp_path / "q.jsonl", {"id": 1}), tmp_path / "other.txt"
    other.write_text(held, "utf-8")
    with pytest.raises(UsageError, match=r"line( 1)? is no result"):
        run_batch(batch, str(other), lambda row: pytest.fail("the work was begun"))
    assert other.read_text("utf-8") == held


def test_the_file_of_the_questions_is_not_written_over(tmp_path, monkeypatch):
    batch = rows_in(tmp_path / "q.jsonl", {"id": 1, "question": "Who?"})
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="the file of the questions"):
        run_batch(batch, "q.jsonl", lambda row: pytest.fail("the work was begun"))
    assert written(tmp_path / "q.jsonl") == [{"id": 1, "question": "Who?"}]


def test_half_a_line_left_by_a_kill_is_done_again(tmp_path):
    batch, out = rows_in(tmp_path / "q.jsonl", {"id": 1}, {"id": 2}), tmp_path / "o.jsonl"
    out.write_bytes(b'{"id": 1, "fine": true}\n{"id": 2, "te')
    assert run_batch(batch, str(out), lambda row: {"fine": True}) == (1, 0)
    assert [row["id"] for row in written(out)] == [1, 2]


def test_the_filters_of_the_command_are_those_of_every_line_that_names_none(stocked, tmp_path):
    own = {"id": "own", "question": "Lavrov", "article": "s08-lavrov-havana", "top_k": 3}
    batch = rows_in(tmp_path / "q.jsonl", {"id": "bare", "question": "bridge", "source": None}, own)
    given = ("--article", "s01-bridge-wire", "--top-k", "1")
    stocked("search", "--batch", batch, "--out", str(tmp_path / "o.jsonl"), *given)
    bare, named = written(tmp_path / "o.jsonl")
    assert [p["article_id"] for p in bare["passages"]] == ["s01-bridge-wire"]
    assert {p["article_id"] for p in named["passages"]} == {"s08-lavrov-havana"}


def test_a_time_given_beside_a_batch_of_questions_holds_for_them(stocked, tmp_path):
    batch = rows_in(
        tmp_path / "q.jsonl",
        {"id": "a", "question": "bridge"},
        {"id": "b", "question": "bridge", "since": "2024-02-01"},
    )
    stocked("ask", "--batch", batch, "--out", str(tmp_path / "o.jsonl"), "--since", "2024-02-19", "--source", "Nobody")
    first, second = written(tmp_path / "o.jsonl")
    assert first["window"]["since"] == "2024-02-19T00:00:00Z"
    assert second["window"]["since"] == "2024-02-01T00:00:00Z"
    assert first["passages"] == second["passages"] == []


@pytest.mark.parametrize("command", ["ask", "search"])
def test_what_would_be_left_undone_beside_a_batch_or_without_one_is_refused(stocked, tmp_path, command):
    batch, out = rows_in(tmp_path / "q.jsonl", {"id": "a", "question": "bridge"}), tmp_path / "o.jsonl"
    assert stocked(command, "bridge", "--batch", batch, "--out", str(out))[0] == 2
    assert stocked(command, "bridge", "--out", str(out))[0] == 2
    assert not out.exists()


def test_lines_whose_id_is_null_are_told_apart_when_the_run_goes_on(tmp_path):
    batch, out = rows_in(tmp_path / "q.jsonl", {"id": None}, {"id": None}), tmp_path / "o.jsonl"
    run_batch(batch, str(out), lambda _: {"fine": True})
    assert [row["id"] for row in written(out)] == [1, 2]
    out.write_text(out.read_text("utf-8").split("\n")[0] + "\n", "utf-8")
    assert run_batch(batch, str(out), lambda _: {"fine": True}) == (1, 0)


def test_a_line_that_was_changed_under_its_id_is_answered_anew(tmp_path, capsys):
    target = tmp_path / "o.jsonl"
    tried = []

    def run(*rows, **given):
        tried.clear()
        batch = rows_in(tmp_path / "q.jsonl", *rows)
        run_batch(batch, str(target), lambda row: tried.append(row["question"]) or {"q": row["question"]}, given=given)
        return [row["q"] for row in written(target)]

    same, other = {"id": 1, "question": "Who won?"}, {"id": 2, "question": "Who lost?"}
    assert run(same, other) == ["Who won?", "Who lost?"]
    assert run(same, other) == ["Who won?", "Who lost?"]
    assert tried == []
    assert run(same, other | {"question": "Who fell?"}) == ["Who won?", "Who fell?"]
    assert tried == ["Who fell?"]
    assert "1 of the lines" in capsys.readouterr().err
    run(same | {"since": "2024-02-01"}, other | {"question": "Who fell?"})
    assert tried == ["Who won?"]
    run(same | {"since": "2024-02-01"}, other | {"question": "Who fell?"}, until="2024-03-01")
    assert tried == ["Who won?", "Who fell?"]


def test_a_result_of_an_earlier_release_counts_for_the_question_that_it_repeats(tmp_path):
    target = tmp_path / "o.jsonl"
    rows_in(
        target, {"id": "a", "question": "Who won?"}, {"id": "b", "query": "tram"}, {"id": "gone", "question": "Why?"}
    )
    batch = rows_in(tmp_path / "q.jsonl", {"id": "a", "question": "Who lost?"}, {"id": "b", "question": " tram "})
    tried = []
    run_batch(batch, str(target), lambda row: tried.append(row["id"]) or {})
    assert tried == ["a"]
    assert [row["id"] for row in written(target)] == ["b", "gone", "a"]


def test_of_two_lines_with_one_id_the_one_without_a_result_is_done_when_the_run_goes_on(tmp_path):
    rows = {"id": "a", "question": "Who won?"}, {"id": "a", "question": "Who lost?"}
    target = tmp_path / "o.jsonl"
    run_batch(rows_in(tmp_path / "q.jsonl", rows[0]), str(target), lambda _: {})
    assert run_batch(rows_in(tmp_path / "q.jsonl", *rows), str(target), lambda _: {}) == (1, 0)


def test_results_made_with_other_settings_are_kept_and_that_is_told(stocked, tmp_path):
    batch = rows_in(tmp_path / "q.jsonl", {"id": "a", "question": "How many people were hurt at the bridge?"})
    target = tmp_path / "o.jsonl"
    asked = ("ask", "--batch", batch, "--out", str(target))
    assert stocked(*asked)[0] == 0
    assert [row["made_with"]["llm"] for row in written(target)] == ["none"]
    assert "other settings" not in stocked(*asked)[2]
    assert "1 results were made with other settings than --llm none --sure high" in stocked(*asked, "--sure", "high")[2]
    assert len(written(target)) == 1


@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_batch_tells_its_counts_as_json(stocked, tmp_path, command):
    batch = rows_in(tmp_path / "q.jsonl", {"id": "a", "question": "bridge"}, {"id": "b"})
    out = str(tmp_path / "o.jsonl")
    code, said, _ = stocked(command, "--batch", batch, "--out", out, "--json")
    assert code == 0
    assert json.loads(said) == {"schema": "dateline.batch/1", "answered": 1, "failed": 1, "kept": 0, "file": out}
    assert json.loads(stocked(command, "--batch", batch, "--out", out, "--json")[1])["kept"] == 1


def test_a_line_that_the_model_did_not_answer_failed_and_is_asked_again(stocked, tmp_path, monkeypatch):
    batch = rows_in(tmp_path / "q.jsonl", {"id": "a", "question": "How many people were hurt at the Dunmar Bridge?"})
    target = tmp_path / "o.jsonl"
    asked = ("ask", "--batch", batch, "--out", str(target), "--json")
    monkeypatch.setenv("DATELINE_LLM", "openai:m")
    monkeypatch.setenv("DATELINE_LLM_BASE_URL", "http://127.0.0.1:9/v1")
    for _ in range(2):
        code, said, _ = stocked(*asked)
        (row,) = written(target)
        assert code == 5
        assert json.loads(said) | {"answered": 0, "failed": 1, "kept": 0} == json.loads(said)
        assert row["reason"] == "model_unavailable"
        assert row["note"].rstrip(".") == row["error"]["why"]
        assert row["passages"]
    code, said, _ = stocked(*asked, "--llm", "none")
    assert (code, json.loads(said)["answered"]) == (0, 1)
    assert "error" not in written(target)[0]


def test_a_batch_without_the_file_of_its_model_exits_as_one_that_lacks_something(stocked, tmp_path, monkeypatch):
    batch = rows_in(tmp_path / "q.jsonl", {"id": "a", "question": "How many people were hurt at the Dunmar Bridge?"})
    monkeypatch.setattr("rag.service.models.chat_for", lambda *_: (None, "the model file is missing"))
    monkeypatch.setenv("DATELINE_LLM", "embedded")
    code, _, _ = stocked("ask", "--batch", batch, "--out", str(tmp_path / "o.jsonl"))
    assert code == 4
    assert written(tmp_path / "o.jsonl")[0]["error"]["why"] == "the model file is missing"


@pytest.mark.parametrize(
    ("fault", "exit_code"), [(ProviderError, 5), (ModelFileError, 4), (UsageError, 0), (NothingToWorkOn, 0)]
)
@pytest.mark.parametrize("command", ["ask", "search", "verify"])
def test_a_batch_whose_embeddings_fail_exits_with_their_fault_and_one_of_wrong_lines_does_not(
    stocked, tmp_path, monkeypatch, embedder, command, fault, exit_code
):
    good = {"id": "a", "question": "Who was hurt?", "claim": "Ann won.", "source": "Ann won the race."}
    batch, target = rows_in(tmp_path / "q.jsonl", good), tmp_path / "o.jsonl"

    def failing(_texts):
        raise fault("no vectors", why="the server is away", fix="Try again.")

    monkeypatch.setattr(embedder, "embed", failing)
    told = (command, "--batch", batch, "--out", str(target), "--json")
    code, said, _ = stocked(*told)
    assert (code, json.loads(said)["failed"]) == (exit_code, 1)
    assert written(target)[0]["error"]["why"] == "the server is away"


def test_the_help_of_verify_says_what_a_line_of_its_batch_holds(cli):
    told = " ".join(cli("verify", "--help")[1].split())
    assert '{"id", "source", "claim", "published"?}' in told
    assert "one question a line" not in told


def test_why_a_model_did_not_judge_is_told_also_where_another_line_failed(stocked, tmp_path, monkeypatch):
    from rag.service import Newsdesk

    verify = Newsdesk.verify

    def verified(desk, claim, *given, **more):
        if claim == "Ben won.":
            raise ProviderError("no vectors", why="the server is away", fix="Try again.")
        return replace(verify(desk, claim, *given, **more), note="the model timed out")

    monkeypatch.setattr(Newsdesk, "verify", verified)
    rows = [{"id": n, "claim": f"{n} won.", "source": "Ann won the race."} for n in ("Ann", "Ben")]
    batch = rows_in(tmp_path / "q.jsonl", *rows)
    code, _, told = stocked("verify", "--batch", batch, "--out", str(tmp_path / "o.jsonl"))
    assert code == 5
    assert "The model did not judge: the model timed out" in told
