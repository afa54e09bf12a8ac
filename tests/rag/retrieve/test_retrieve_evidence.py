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


def test_what_is_too_old_for_the_week_that_is_asked_of_takes_no_room_from_what_is_not(desk, tmp_path):
    question = "Which roads did the police close in Estermoor this week?"
    asks = "The police close roads in Estermoor, and which roads the police close this week they say in Estermoor"
    text = " ".join(f"{asks}, on road {n}." for n in range(20))
    old = [
        {
            "id": f"old-{n}",
            "title": f"Roads {n}",
            "source": f"Paper {n}",
            "published": f"2023-0{n}-05",
            "text": text + f" Paper {n}.",
        }
        for n in range(1, 5)
    ]
    new = FLOOD | {"text": "Traffic was turned away on Thursday from two streets in Estermoor. The water rose."}
    file = tmp_path / "roads.jsonl"
    file.write_text("\n".join(map(json.dumps, (*old, new))), "utf-8")
    list(desk.ingest([str(file)]))
    assert {s.article_id for s in desk.ask(question).evidence.sentences} == {"flood"}


def test_a_sentence_brought_along_by_one_that_leans_on_it_keeps_its_own_score(desk, tmp_path):
    row = FLOOD | {"text": "Brask Foods added a surcharge to eggs. It will end the surcharge on eggs in May."}
    file = tmp_path / "eggs.jsonl"
    file.write_text(json.dumps(row), "utf-8")
    list(desk.ingest([str(file)]))
    first, second = desk.ask("When will the surcharge on eggs end?").evidence.sentences
    assert 0 < first.score < second.score
