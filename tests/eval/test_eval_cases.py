"""Cases of one's own: what is read, what is refused and where, and what a passage alone is worth."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from eval.cases.marks import mark
from eval.cases.questions import Case, read_cases, squad_cases
from eval.cases.topics import Topic, ir_topics, judgements
from eval.metrics.scores import score
from eval.suites.libraries import library_of
from eval.suites.suite import fingerprint
from eval.systems.answering import question_of
from eval.systems.ranking import Ranker
from rag.cli.main import run as cli
from rag.cli.options import question
from rag.errors import NothingToWorkOn, UsageError
from rag.ingest import known_as
from rag.service import open_newsdesk
from tests.eval.test_eval_scores import answer, cited

GOOD = '{"question": "Who won?"}\n'


def read(tmp_path, body, name="own.jsonl"):
    file = tmp_path / name
    file.write_bytes(body if isinstance(body, bytes) else body.encode())
    return read_cases(file)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b'{"question": 5}', "`question` is 5, not a string"),
        (b'{"as_of": "2024-02-20"}', "`question` is missing"),
        (b'{"question": "x", "as_of": "20 Feb 2024"}', "as_of"),
        (b'{"question": "x", "as_of": 2024}', "as_of"),
        (b'{"question": "x", "since": "lately"}', "since"),
        (b'{"question": "x", "sources": 7}', "sources"),
        (b'{"question": "x", "sorces": ["A"]}', "sources"),
        (b'{"question": "x", "any_time": "no"}', "any_time"),
        (b'{"question": "x", "choices": ["a", "b"], "answer_index": [7]}', "answer_index"),
        (b'{"question": "half \\ud800"}', "surrogate"),
        (b'{"question": "x \xff"}', "UTF-8"),
        (b'{"question": "x", "answers": [null]}', "`answers` holds None"),
        (b'{"question": "x", "not": ["y", " "]}', "`not` holds an empty string"),
        (b'{"question": "x", "answer": ["y"]}', "did you mean `answers`"),
        (b'{"question": "x", "passages": [{"article_id": "a", "start": 5, "end": 5}]}', "holds nothing"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(tmp_path, line, says):
    with pytest.raises(UsageError) as caught:
        read(tmp_path, GOOD.encode() + line + b"\n")
    assert says in caught.value.why
    assert "line 2" in caught.value.why


def test_a_file_that_is_not_gzipped_though_its_name_says_so_is_refused(tmp_path):
    with pytest.raises(UsageError, match="gz"):
        read(tmp_path, GOOD, "own.jsonl.gz")


def test_a_file_without_cases_is_nothing_to_work_on(tmp_path):
    with pytest.raises(NothingToWorkOn):
        read(tmp_path, "\n\n")


def test_two_cases_of_one_id_are_refused_with_both_lines(tmp_path):
    with pytest.raises(UsageError) as caught:
        read(tmp_path, '{"id": "a", "question": "x"}\n\n{"id": "a", "question": "y"}\n')
    assert "line 3" in caught.value.why
    assert "line 1" in caught.value.why


def test_a_case_without_an_id_keeps_its_name_when_other_lines_come_and_go(tmp_path):
    first = read(tmp_path, '{"question": "x"}\n{"question": "y"}\n{"question": "y", "as_of": "2024-02-20"}\n')
    later = read(tmp_path, '{"question": "y"}\n')
    assert len({c.id for c in first}) == 3
    assert later[0].id == first[1].id


def test_a_passage_names_its_article_and_is_looked_for_in_ranking_and_citations(tmp_path):
    row = {"question": "Who?", "answers": [], "passages": [{"article_id": "a", "start": 12, "end": 20}]}
    (case,) = read(tmp_path, json.dumps(row))
    assert case.articles == ("a",)
    here, there = cited("a", "Ann won the race."), cited("b", "Somebody came.", 2)
    ranked = [{"rank": 1, "title": "", **there}, {"rank": 2, "title": "", **here}]
    given = answer("Ann won.", citations=[here, there], passages=ranked)
    given["sentences"] = [{"text": "Ann won.", "citations": [1, 2], "support": 1.0}]
    found = score(case, given)
    assert (found["citation_precision"], found["citation_recall"]) == (0.5, 1.0)
    assert (found["hit_at_5"], found["mrr"]) == (1.0, 0.5)


def test_a_day_of_since_begins_and_of_until_ends_as_for_ask(desk):
    asked = question_of(Case("1", "Who?", since="2024-02-20", until="2024-02-21"), desk)
    assert asked.since.isoformat() == "2024-02-20T00:00:00+00:00"
    assert asked.until.isoformat() == "2024-02-22T00:00:00+00:00"


def test_a_day_of_asking_ends_in_the_zone_of_the_reader_as_for_ask(settings, embedder):
    for zone, moment in (
        ("Asia/Tokyo", "2024-02-20T14:59:59+00:00"),
        ("America/New_York", "2024-02-21T04:59:59+00:00"),
    ):
        with open_newsdesk(replace(settings, timezone=zone), embedder=embedder) as desk:
            asked = question_of(Case("1", "Who?", as_of="2024-02-20"), desk)
            ask = question("Who?", desk.settings, now=desk.now(), zone=desk.zone, as_of="2024-02-20")
        assert asked.as_of.isoformat() == moment == ask.as_of.isoformat()


def test_times_in_words_are_taken_and_reckoned_from_the_moment_of_asking(tmp_path, desk):
    (case,) = read(tmp_path, '{"question": "Who?", "as_of": "2024-02-21", "since": "last week", "until": "yesterday"}')
    asked = question_of(case, desk)
    ask = question(
        "Who?", desk.settings, now=desk.now(), zone=desk.zone, as_of="2024-02-21", since="last week", until="yesterday"
    )
    assert (asked.since, asked.until) == (ask.since, ask.until)
    assert asked.until.isoformat() == "2024-02-21T00:00:00+00:00"


@pytest.mark.parametrize("outlets", ['["Radio Sondreya", "The Gull"]', '"Radio Sondreya"'])
def test_a_case_is_asked_of_its_outlets_alone_and_of_any_time_where_it_says_so(tmp_path, desk, outlets):
    (case,) = read(tmp_path, f'{{"question": "Who won last week?", "sources": {outlets}, "any_time": true}}')
    asked = question_of(case, desk)
    assert asked.sources == (("Radio Sondreya", "The Gull") if "[" in outlets else ("Radio Sondreya",))
    assert asked.any_time


@pytest.mark.parametrize("told", ['"a notebook"', '{"kind": "x"}', '["the workshop"]'])
def test_where_a_case_comes_from_may_be_said_in_any_form(tmp_path, told):
    (case,) = read(tmp_path, f'{{"question": "Who won?", "source": {told}}}')
    assert case.sources == ()


def test_a_case_of_other_outlets_is_another_case_and_one_of_all_is_what_it_was(tmp_path):
    plain, one, any_time = read(
        tmp_path, '{"question": "Who?"}\n{"question": "Who?", "sources": "A"}\n{"question": "Who?", "any_time": true}'
    )
    assert len({c.id for c in (plain, one, any_time)}) == len({fingerprint(c) for c in (plain, one, any_time)}) == 3
    before = {"question": "Who?", "expect": "answer"} | dict.fromkeys(
        ("as_of", "since", "until", "after", "speaker", "quote")
    )
    before |= dict.fromkeys(("answers", "forbidden", "articles", "passages", "choices", "answer_index"), ())
    assert fingerprint(plain) == mark(before | {"conflict": False})  # as runs of before the field was there have it


def test_a_case_whose_time_ends_before_it_begins_is_at_fault_as_for_ask(desk):
    with pytest.raises(UsageError, match="ends before it begins"):
        question_of(Case("1", "Who?", since="2024-03-01", until="2024-02-01"), desk)


def leak(as_of, published, zone="UTC"):
    given = answer("x", citations=[cited("a", "x") | {"published": published}])
    return score(Case("1", "q", as_of=as_of), given, ZoneInfo(zone))["time_leak"]


@pytest.mark.parametrize(
    ("zone", "published", "leaks"),
    [
        ("Asia/Tokyo", "2024-02-20T14:00:00Z", 0.0),
        ("Asia/Tokyo", "2024-02-20T16:00:00Z", 1.0),
        ("America/New_York", "2024-02-21T04:00:00Z", 0.0),
        ("America/New_York", "2024-02-21T06:00:00Z", 1.0),
        ("America/New_York", "2024-02-20", 0.0),
        ("America/New_York", "2024-02-21", 1.0),
    ],
)
def test_a_leak_is_reckoned_from_the_moment_at_which_the_case_was_asked(zone, published, leaks):
    assert leak("2024-02-20", published, zone) == leaks


def test_an_article_of_later_the_same_day_is_a_leak():
    assert leak("2024-02-20T09:00:00Z", "2024-02-20T18:00:00Z") == 1.0
    assert leak("2024-02-20T19:00:00Z", "2024-02-20T18:00:00Z") == 0.0
    assert leak("2024-02-20T09:00:00Z", "2024-02-20") == 0.0
    assert leak("2024-02-20T23:30:00-05:00", "2024-02-21T04:00:00Z") == 0.0


def test_nothing_equals_no_answer():
    assert score(Case("1", "q", answers=("A",)), answer())["exact_match"] == 0.0
    assert score(Case("1", "q", answers=("A",)), answer("a"))["exact_match"] == 1.0


def beir(folder, **files):
    (folder / "qrels").mkdir()
    (folder / "corpus.jsonl").write_text('{"_id": "d1", "title": "T", "text": "x"}\n')
    (folder / "queries.jsonl").write_text('{"_id": "q1", "text": "x?"}\n')
    for name, body in files.items():
        (folder / "qrels" / f"{name}.tsv").write_text(body)


def test_the_test_part_is_measured_where_there_is_a_dev_part_too(tmp_path):
    head = "query-id\tcorpus-id\tscore\n"
    beir(tmp_path, dev=f"{head}q1\tother\t1\n", test=f"{head}q1\td1\t1\n\n")
    topics, _ = ir_topics(tmp_path)
    assert topics[0].relevant == {"d1": 1}


def test_trec_judgements_have_four_columns_and_stand_beside_the_queries(tmp_path):
    beir(tmp_path)
    (tmp_path / "qrels.txt").write_text("q1 0 d1 2\n")
    assert ir_topics(tmp_path)[0][0].relevant == {"d1": 2}
    (tmp_path / "bad.txt").write_text("q1 0 d1 2\nq1 d1\n")
    with pytest.raises(UsageError, match="line 2"):
        judgements(tmp_path / "bad.txt")


def test_a_row_without_its_id_is_named(tmp_path):
    beir(tmp_path, test="q1\td1\t1\n")
    (tmp_path / "corpus.jsonl").write_text('{"_id": "d1", "text": "x"}\n{"text": "y"}\n')
    with pytest.raises(UsageError, match=r"corpus.jsonl, line 2: '_id'"):
        ir_topics(tmp_path)


def test_a_file_of_cases_can_be_checked_without_a_run(tmp_path, capsys):
    (tmp_path / "own.jsonl").write_text(GOOD)
    assert cli(["eval", "check", str(tmp_path / "own.jsonl")]) == 0
    (tmp_path / "own.jsonl").write_text(GOOD + '{"question": "x", "answers": "Kest"}\n')
    assert cli(["eval", "check", str(tmp_path / "own.jsonl")]) == 2
    assert "line 2" in capsys.readouterr().err


def test_documents_of_the_same_words_are_ranked_side_by_side_and_recall_goes_to_a_hundred(
    tmp_path, settings, embedder, monkeypatch, capsys
):
    import rag.service.models as models
    from eval.suites.suite import prepare
    from rag.config import parse_as_of

    monkeypatch.setattr(models, "embedder_for", lambda *_: embedder)
    towns = [f"{a}{b}" for a in "bdfgklmnprstvz" for b in ("orin", "elka", "umas", "ivet", "adol", "oprak", "ysten")][
        :90
    ]
    rows = [{"id": t, "text": f"The ferry of {t} {t[::-1]} {t}berg was {t}ed by {t}sen near {t}stad."} for t in towns]
    rows.append({"id": "twin", "text": rows[0]["text"]})
    query = {"id": "1", "query": "ferry", "relevant": [r["id"] for r in rows]}
    for name, body in (("documents", rows), ("queries", [query])):
        with gzip.open(tmp_path / f"{name}.jsonl.gz", "wt") as file:
            file.writelines(json.dumps(row) + "\n" for row in body)
    here = replace(settings, as_of=parse_as_of("2024-02-25"))
    suite = prepare("ir", here, system="full text only", data=tmp_path, library=None, limit=None)
    found = suite.one("1")["scores"]
    suite.close()
    assert found["recall_at_100"] == 1.0
    assert "2 documents have the very words of another" in capsys.readouterr().err


def test_documents_are_found_by_ids_that_could_be_no_part_of_an_address(tmp_path, settings, embedder):
    texts = {
        "<dbpedia:Harbour>": "The harbour of Tamsen was closed by ice for nine days, the port authority said on Friday.",
        "Who_fell?b/c": "Wheat prices fell to their lowest in four years after a wet spring, traders in Orrin said.",
    }
    documents = [{"id": i, "title": "", "text": t, "url": f"https://documents.example/{i}"} for i, t in texts.items()]
    with library_of("odd", settings, documents, None, embedder) as desk:
        ranker = Ranker(desk, "full text only", documents)
        found = ranker.sample(Topic("q", "harbour closed by ice", {"<dbpedia:Harbour>": 1}))
    assert found["ranked"][0] == "<dbpedia:Harbour>"
    assert found["scores"]["ndcg_at_10"] == 1.0


def test_a_case_names_articles_by_the_ids_that_their_lines_gave(tmp_path):
    file = tmp_path / "own.jsonl"
    file.write_text('{"question": "Who won?", "articles": ["2024/02/cup", "a-1"]}\n', "utf-8")
    assert read_cases(file)[0].articles == (known_as("2024/02/cup"), "a-1")


@pytest.mark.parametrize("grade", ["\u00b2", "--1", "1.5", "much"])
def test_a_grade_that_is_no_number_is_named_with_its_line(tmp_path, grade):
    (tmp_path / "test.tsv").write_text(f"q1 d1 1\nq1 d2 {grade}\n", "utf-8")
    with pytest.raises(UsageError, match="line 2"):
        judgements(tmp_path / "test.tsv")


def read_beir(tmp_path, corpus, queries='{"_id": "q", "text": "ice"}', qrels="q d 1"):
    (tmp_path / "qrels").mkdir()
    for name, body in (("corpus.jsonl", corpus), ("queries.jsonl", queries), ("qrels/test.tsv", qrels)):
        (tmp_path / name).write_text(f"{body}\n", "utf-8")
    return ir_topics(tmp_path)


def test_a_document_that_is_only_a_title_is_searched_and_one_without_words_has_none(tmp_path):
    corpus = '{"_id": "d", "title": "Harbour closed by ice", "text": ""}\n{"_id": 7, "title": null, "text": null}'
    _, documents = read_beir(tmp_path, corpus)
    assert [(d["id"], d["text"]) for d in documents] == [("d", "Harbour closed by ice"), ("7", "")]


@pytest.mark.parametrize("text", ["", "Harbour closed by ice", "Harbour Closed by Ice."])
def test_a_document_that_is_only_a_title_is_taken_in_and_found(tmp_path, settings, embedder, capsys, text):
    rows = [
        {"_id": "d", "title": "Harbour closed by ice", "text": text},
        {"_id": "e", "title": "Quota", "text": "The parliament voted on the new fishing quota on Tuesday."},
    ]
    topics, documents = read_beir(tmp_path, "\n".join(map(json.dumps, rows)))
    with library_of("titles", settings, documents, None, embedder) as desk:
        found = Ranker(desk, "full text only", documents).sample(topics[0])
        assert desk.store.article("d").article.title.lower() == "harbour closed by ice"
    assert found["ranked"][0] == "d"
    assert "taken in" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("corpus", "queries"),
    [('{"_id": null, "text": "x"}', ""), ('{"_id": "d", "text": "x"}', '{"_id": "q", "text": null}')],
)
def test_what_is_null_is_no_word_none(tmp_path, corpus, queries):
    with pytest.raises(UsageError, match=r"line 1: .* is None, not a string"):
        read_beir(tmp_path, corpus, queries)


def test_a_query_without_a_relevant_document_is_unscored(tmp_path, settings, embedder):
    documents = [{"id": "a", "title": "Ice", "text": "The harbour of Tamsen was closed by ice for nine days."}]
    with library_of("none", settings, documents, None, embedder) as desk:
        found = Ranker(desk, "full text only", documents).sample(Topic("q", "ice", {"a": 0}))["scores"]
    assert set(found.values()) == {None}


def test_squad_paragraphs_of_the_same_words_are_one_article(tmp_path):
    asked = {"question": "Who won?", "answers": [{"text": "Ann"}]}
    odd = {"id": "3", "question": "Who\ud83d lost?", "answers": [{"text": "Bo"}], "is_impossible": True}
    paragraphs = [
        {"context": "Ann won.", "qas": [asked | {"id": "1"}]},
        {"context": "Ann won.", "qas": [asked | {"id": "2"}, odd]},
    ]
    with gzip.open(tmp_path / "s.json.gz", "wt") as file:
        json.dump({"data": [{"title": "T", "paragraphs": paragraphs}]}, file)
    cases, documents = squad_cases(tmp_path / "s.json.gz")
    assert len(documents) == 1
    assert {c.articles for c in cases} == {("squad-0-0",)}
    assert [c.expect for c in cases] == ["answer", "answer", "abstain"]
    assert cases[2].question == "Who\ufffd lost?"
