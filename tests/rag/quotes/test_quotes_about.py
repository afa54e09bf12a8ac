"""On what topic a quote is, in libraries of many."""

from __future__ import annotations

import pytest

from rag.quotes import about, shares_of
from rag.types import ArticleId, Quote, Span


def _quote(text: str, start: int = 0, speaker: str = "Ilsa Varn") -> Quote:
    return Quote(ArticleId("a1"), speaker, "direct", Span(start, start + len(text)), text, "said")


@pytest.mark.parametrize(
    ("topic", "words"),
    [
        ("party", "Both parties agreed."),
        ("parties", "The party agreed."),
        ("deny", "We denied it."),
        ("bridges", "A bridge is closed."),
        ("planning", "We planned it."),
        ("passes", "It will pass."),
        ("closures", "The closure is wrong."),
        ("Málaga", "Malaga is full."),
        ("zoë", "Ask Zoe’s office."),
        ("a1", "The A1 is closed."),
    ],
)
def test_a_word_of_the_topic_is_found_in_each_of_its_forms(topic: str, words: str) -> None:
    quote = _quote(words)

    assert shares_of([quote], {}, topic, {}) == {quote: 1.0}


def test_a_quote_that_leans_on_the_one_before_it_is_on_its_topic_too() -> None:
    text = "The bridge is closed. It will stay so. The mayor left."
    first, second = _quote(text[:21]), _quote(text[22:38], 22)

    assert about([second, first], {ArticleId("a1"): text}, "bridge") == (first, second)


def test_what_leans_on_nothing_is_on_no_topic() -> None:
    text = "The ferry is closed. It will stay so."
    quotes = [_quote(text[:20]), _quote(text[21:], 21)]

    assert about(quotes, {ArticleId("a1"): text}, "bridge") == ()
