"""What the question is about is nowhere in what was found: nobody is asked, and the reader is told what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from rag.chain.unanswerable import unknown_matter
from rag.types import ArticleId, Evidence, Filter, Passage, Question, Reason, Span, Window

TOLD = "Brask Athletic won the National Cup on Saturday, beating Halvoren Rovers on penalties."
NOW = datetime(2024, 3, 1, tzinfo=UTC)


def found(question: str, text: str = TOLD) -> Evidence:
    passage = Passage(1, ArticleId("a"), Span(0, len(text)), text, 1.0, "Brask win the cup", "Radio", None, None)
    return Evidence(Question(question, NOW), Window(None, None, None), Filter(as_of=NOW), (passage,), ())


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Which team won the ice hockey championship?", "ice hockey championship"),
        ("Which team from Osk won the national cup?", "Osk"),
        ("What does the new offshore wind farm cost?", "offshore wind farm cost"),
    ],
)
def test_a_name_or_a_row_of_words_that_no_passage_has_is_not_in_the_news(question, missing):
    stop = unknown_matter(question, found(question))
    assert stop is not None
    assert stop.reason is Reason.NOT_STATED
    assert missing in (stop.missing or "")


@pytest.mark.parametrize(
    "question",
    [
        "Which team won the national cup?",
        "Which Osk-based club won the national cup?",  # an article may not say where it is from
        "Which Hollywood veteran was at the national cup?",
        "Which club took home the trophy, and how?",  # other words for it, no three of them in a row
        "Quelle équipe de hockey sur glace professionnelle masculine gagnait?",  # articles are in their own language
        "Combien de supporters étrangers mécontents sont partis?",
    ],
)
def test_other_words_for_a_matter_do_not_keep_it_from_being_asked(question):
    assert unknown_matter(question, found(question)) is None


def test_of_several_parts_one_that_is_known_is_enough():
    question = "Which team won the national cup? And which team won the ice hockey championship?"
    assert unknown_matter(question, found(question)) is None
    alone = replace(found(question), question=Question("Which team won the ice hockey championship?", NOW))
    assert unknown_matter("Which team won the ice hockey championship?", alone) is not None
