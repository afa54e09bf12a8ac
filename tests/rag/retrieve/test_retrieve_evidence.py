"""Which sentences of the passages found are shown as evidence."""

from __future__ import annotations

import json

from rag.types import Question, Retrieved

FILLER = [
    f"Office {n} of the port helps people who file taxes after the deadline of year {1900 + n}." for n in range(24)
]
ASKED, ANSWER = "When is the deadline to file taxes?", "Forms must reach Velka by 15 April."


def evidence(desk, tmp_path, sentences: list[str], question: str) -> list[str]:
    file = tmp_path / "explainer.jsonl"
    file.write_text(json.dumps({"id": "e", "title": "Explainer", "text": " ".join(sentences)}), "utf-8")
    assert [i.fate for i in desk.ingest([str(file)])] == ["added"]
    first = next(iter(desk.ask_stream(Question(question, desk.now()))))
    assert isinstance(first, Retrieved)
    return [s.text for s in first.evidence.sentences]


def test_the_answer_under_a_question_of_an_explainer_is_evidence_though_it_repeats_no_word_of_it(desk, tmp_path):
    shown = evidence(desk, tmp_path, [*FILLER[:12], ASKED, ANSWER, *FILLER[12:]], ASKED)
    assert ANSWER in shown


def test_without_that_question_above_it_other_sentences_are_nearer(desk, tmp_path):
    shown = evidence(desk, tmp_path, [*FILLER[:12], ANSWER, *FILLER[12:]], ASKED)
    assert ANSWER not in shown


def test_a_question_that_an_article_asks_is_no_evidence(desk, tmp_path):
    shown = evidence(desk, tmp_path, [ASKED, ANSWER, "The port is open."], ASKED)
    assert shown
    assert ASKED not in shown


def test_a_question_that_somebody_is_quoted_with_is_evidence(desk, tmp_path):
    quoted = "“When is the deadline to file taxes?”"
    shown = evidence(desk, tmp_path, [f"{quoted} Lena Brisk asked the office on Monday.", "The port is open."], ASKED)
    assert any(quoted in s for s in shown)
