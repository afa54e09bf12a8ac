"""The highest, the oldest, the most: one of many is not the one that is asked for."""

from __future__ import annotations

import pytest

from rag.answer.utmost import is_the_utmost, tells_of_an_utmost
from rag.types import ArticleId, EvidenceSentence, Span


def sentence(text: str, title: str = "Prizes") -> EvidenceSentence:
    return EvidenceSentence(ArticleId("a"), Span(0, len(text)), text, 0.5, title, None, None, None, "")


@pytest.mark.parametrize(
    ("question", "text", "tells"),
    [
        ("Which singer got the most nominations?", "Ann Velka received six nominations.", False),
        ("Which singer got the most nominations?", "Ann Velka led with a record nine nominations.", True),
        ("What is the most-nominated show of the year?", "“Tides” surprised with some nominations.", False),
        ("Which land was hit with the highest tariff?", "Osk would be hit with a tariff of 20 per cent.", False),
        ("Which is held to be the biggest fair of the year?", "The Orlo Fair is the most prestigious of all.", True),
        ("Where do most people live?", "People live in Velka.", True),
        ("What is the latest offer?", "The company has raised its offer to 5 per cent.", True),
        ("Who received the prize?", "Ann Velka received the prize.", True),
    ],
)
def test_what_is_not_called_the_utmost_is_no_answer_to_a_question_for_it(question: str, text: str, tells: bool):
    assert tells_of_an_utmost(question, text, [sentence(text)]) is tells


def test_a_title_may_call_it_so():
    assert tells_of_an_utmost(
        "Which is the tallest tower?", "It is 90 metres high.", [sentence("It is 90 metres high.", "The tallest tower")]
    )


def test_in_place_of_a_draft_the_very_word_must_be_there():
    question = "Which land was hit with the highest tariff?"
    assert not is_the_utmost(question, sentence("Osk got the lowest tariff."))
    assert is_the_utmost(question, sentence("Osk got the highest tariff."))


def test_a_part_that_asks_for_no_utmost_may_be_answered():
    question = "When is the last day to claim, and what is the most cash one can get?"
    due = [sentence("Claims are due by 5 March, from a fund of $9 million.")]
    assert tells_of_an_utmost(question, "Claims are due by 5 March.", due)
    assert not tells_of_an_utmost(question, "The most cash one can get is $9 million.", due)
    assert is_the_utmost(question, sentence("Claims are due by 5 March."))
