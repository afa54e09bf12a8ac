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
        "The ferry to Osk was stopped on Tuesday.\n\nTom Varn, who runs the port, said the hull was cracked. “We will mend "
        "it by the summer,” he told reporters.\n\n“They knew it for years,” said the pilot, Ilsa Roe.",
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
