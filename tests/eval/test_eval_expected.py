"""What a report, a comparison and the app say that a case expected."""

from __future__ import annotations

import json

import pytest

from eval.cases.expected import of_case, of_claim, of_topic
from eval.cases.questions import Case
from eval.cases.topics import Topic
from eval.metrics.intervals import Metric
from eval.reports.compare import as_markdown, compare
from eval.reports.report import write_reports
from eval.runs.folders import read_samples, run_cases, write_summary
from eval.suites import whole
from eval.suites.libraries import library_of
from eval.suites.suite import sample_of
from eval.systems.ranking import Ranker
from tests.eval.test_eval_runs import made, sample
from tests.eval.test_eval_scores import answer
from ui.evaluation.results import samples as shown


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (Case("1", "q", answers=("Kest", "Ann Kest")), "Kest, Ann Kest"),
        (Case("1", "q", expect="abstain"), "abstain"),
        (Case("1", "q", answers=("Kest",), forbidden=("Varn", "Belk")), "Kest; not: Varn, Belk"),
        (Case("1", "q", expect="any", forbidden=("Group A",)), "any; not: Group A"),
        (Case("1", "q", articles=("a",), passages=(("a", 10, 20), ("b", 5, 9))), "answer; on a 10–20, b 5–9"),
        (Case("1", "q", articles=("a", "b")), "answer; on a, b"),
        (Case("1", "q", speaker="Ann Kest", quote="It is four."), "answer; said by Ann Kest: “It is four.”"),
        (Case("1", "q", quote="It is four."), "answer; “It is four.”"),
        (Case("1", "q", choices=("Mirl", "Oder"), answer_index=(1,)), "Oder"),
    ],
)
def test_everything_that_a_case_asks_of_an_answer_is_told(case, words):
    assert of_case(case) == words


def test_of_many_relevant_documents_the_best_are_named():
    grades = {f"d{n}": 1 for n in range(12)} | {"best": 3, "none": 0}
    assert of_topic(Topic("q", "ice", grades)).startswith("relevant: best (3), d0, d1")
    assert of_topic(Topic("q", "ice", grades)).endswith("d8 and 3 more")
    assert of_topic(Topic("q", "ice", {"none": 0})) == "no relevant document"


def test_a_claim_is_told_with_the_beginning_of_its_source():
    item = {"claim": "Ostrel met.", "supported": False, "source": "The council\nof Ostrel met. " + "It was late. " * 40}
    told = of_claim(item)
    assert told.startswith("unsupported: Ostrel met. By the source: The council of Ostrel met. It was late.")
    assert len(told) < 300
    assert of_claim(item | {"source": " "}).endswith("(empty)")


def test_questions_queries_and_claims_keep_what_they_expect(tmp_path, settings, embedder, desk, monkeypatch):
    case = Case("1", "Which group?", forbidden=("Group A",))
    assert sample_of(case, lambda _: answer("Group B."), desk, None)["expected"] == "answer; not: Group A"
    documents = [{"id": "a", "title": "Ice", "text": "The harbour of Tamsen was closed by ice for nine days."}]
    with library_of("expected", settings, documents, None, embedder) as library:
        found = Ranker(library, "full text only", documents).sample(Topic("q", "ice", {"a": 1}))
    assert found["expected"] == "relevant: a"
    rows = [{"id": str(n), "dataset": "d", "source": f"S{n} met.", "claim": "x", "supported": n > 1} for n in range(4)]
    monkeypatch.setattr(whole, "embedder_for", lambda _: embedder)
    monkeypatch.setattr(whole, "load", lambda _: rows)
    claims, _ = whole.claims(tmp_path, settings, None, None, tmp_path / "kept", lambda *_: None)
    assert claims[0]["expected"] == "unsupported: x By the source: S0 met."


def test_reports_comparisons_and_the_app_say_what_was_expected(tmp_path, settings):
    folders = []
    for name, right in (("1", True), ("2", False)):
        body = sample("a", right) | {"expected": "answer; not: Group A"}
        body["scores"] |= {"right_when_answered": float(right)}
        body["answer"]["sentences"][0]["support"] = 0.9
        folders.append(made(tmp_path / name, settings, ("a",)))
        run_cases(folders[-1], ("a",), lambda _: body, lambda *_: None)  # noqa: B023
        write_summary(folders[-1], {"contains": Metric(float(right), 1)}, 1.0)
        write_reports(folders[-1])
    old, new = folders
    assert "expected: answer; not: Group A" in (new / "report.md").read_text("utf-8")
    assert "Expected: answer; not: Group A" in (new / "report.html").read_text("utf-8")
    assert "expected: answer; not: Group A" in as_markdown(old, new, compare(old, new))
    assert [s.expected for s in shown(new.parent.parent, new.name)] == ["answer; not: Group A"]
    # A run that was kept before these words were is told by the other, or by its answer strings.
    row = {n: v for n, v in next(read_samples(old)).items() if n != "expected"}
    (old / "samples.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    assert "expected: answer; not: Group A" in as_markdown(old, new, compare(old, new))
    assert [s.expected for s in shown(old.parent.parent, old.name)] == ["x"]
