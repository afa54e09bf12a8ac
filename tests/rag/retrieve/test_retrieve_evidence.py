"""Which sentences may bear on a question."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from rag.types import Question

FLOOD = {
    "id": "flood", "title": "Flood peaks in Estermoor", "source": "The Lantern", "published": "2024-02-22",
    "text": "The flood in Estermoor reached its highest level on Thursday. There were no deaths in the town.",
}  # fmt: skip
RECALLED = {
    "id": "recalled", "title": "The flood of Estermoor", "source": "The Gazette", "published": "2024-02-22",
    "text": "On this day, 22 February 1987, the flood drowned the lower town of Estermoor. Twelve people died in the flood.",
}  # fmt: skip


@pytest.fixture
def told(desk, tmp_path):
    file = tmp_path / "news.jsonl"
    file.write_text("\n".join(map(json.dumps, (FLOOD, RECALLED))), "utf-8")
    list(desk.ingest([str(file)]))

    def articles(question, **more):
        answer = desk.ask(replace(Question(question, desk.now()), **more))
        return {s.article_id for s in answer.evidence.sentences}

    return articles


def test_an_article_that_recalls_an_earlier_year_tells_nothing_of_the_week_it_was_printed_in(told):
    assert told("How many people died in the flood at Estermoor this week?") == {"flood"}


def test_it_is_evidence_where_no_time_or_its_own_year_is_asked_for(told):
    assert "recalled" in told("How many people died in a flood at Estermoor?")
    assert "recalled" in told("How many people died in the flood of Estermoor in 1987?", any_time=True)


def test_a_filter_on_when_articles_were_printed_hides_no_recollection(told, desk):
    found = told("How many people died in the flood at Estermoor?", since=desk.now() - timedelta(days=7))
    assert "recalled" in found


def test_a_year_that_the_question_names_itself_may_be_recalled_in_any_week(told):
    assert "recalled" in told("What did the Gazette recall this week of the flood at Estermoor in 1987?")
