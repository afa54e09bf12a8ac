"""What somebody said, asked for by its time alone or by an office, and of one whose words are not known."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from rag.types import Question

NOW = datetime(2024, 3, 15, 18, tzinfo=UTC)
NEWS = {
    "ferry": (
        "2024-03-12",
        "Ferry to Osk is stopped",
        "The ferry to Osk was stopped on Tuesday. Petra Lund, a nurse, was on board.\n\nTom Varn, who runs the port, said the hull was cracked. “We will mend "
        "it by the summer,” he told reporters.\n\n“They knew it for years,” said the pilot, Ilsa Roe.",
    ),
    "bank": (
        "2024-03-14",
        "Bank of Norland keeps its rate",
        "The Bank of Norland kept its rate on Thursday.\n\nGovernor Halvor Pelt said prices rose too fast.\n\n“I promise "
        "nothing for May,” Mr Pelt told reporters.\n\nAccording to Joanna Vest, an economist, the governor is cornered.",
    ),
    "quay": (
        "2023-11-02",
        "New quay for Osk",
        "Osk gets a new quay.\n\n“The quay will hold for fifty years,” said Karl Boe, the engineer.",
    ),
}


@pytest.fixture
def asked(desk, tmp_path):
    rows = [
        {"id": i, "url": f"http://ex.org/{i}", "title": title, "published": day, "source": "Osk Post", "text": text}
        for i, (day, title, text) in NEWS.items()
    ]
    file = tmp_path / "news.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    list(desk.ingest([str(file)]))
    return lambda question: desk.ask(Question(question, NOW))


@pytest.mark.parametrize(
    "when", ["this week", "on Tuesday", "since January", "in March", "in the last ten days", "in the past month"]
)
def test_words_of_a_time_are_found_by_whoever_said_them_then(asked, when):
    answer = asked(f"What did Tom Varn say {when}?")
    assert any("the hull was cracked" in s.text for s in answer.sentences)
    assert not any("for years" in s.text or "fifty" in s.text for s in answer.sentences)


@pytest.mark.parametrize("when", ["this week", "yesterday", "today"])
def test_words_of_long_before_are_not_those_of_this_week(asked, when):
    assert not asked(f"What did Karl Boe say {when}?").sentences


@pytest.mark.parametrize("when", ["last week", "two weeks ago", "last month", "last year"])
def test_words_of_this_week_are_not_those_of_before(asked, when):
    assert not asked(f"What did Tom Varn say {when}?").evidence.quotes


def test_the_words_of_another_are_no_evidence_of_one_who_was_not_heard(asked):
    answer = asked("What did Petra Lund say about the ferry?")
    assert not any("hull" in s.text or "for years" in s.text for s in answer.evidence.sentences)
    assert not any("hull" in s.text or "for years" in s.text for s in answer.sentences)


def test_who_is_asked_for_by_an_office_is_heard_under_the_name_that_an_article_gives_it(asked):
    answer = asked("What did the governor of the Bank of Norland say?")
    assert answer.evidence.quotes
    assert {q.speaker for q in answer.evidence.quotes} == {"Halvor Pelt"}
    assert not any("cornered" in s.text for s in answer.sentences)
