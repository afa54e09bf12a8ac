"""Pages behind a subscription: its lines are no text, and the article is known to be a part."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rag.ingest import clean
from rag.types import Article, RawArticle

STORY = [
    f"Paragraph {n} says that the port lost {n} million euros on day {n} of the strike, Ana Melo said."
    for n in range(6)
]


def told(*lines: str) -> Article:
    body = "".join(f"<p>{line}</p>" for line in (*STORY, *lines))
    page = f"<html><head><title>Strike</title></head><body><article><h1>Strike</h1>{body}</article></body></html>"
    return clean(RawArticle("ref", page, "html"), now=datetime(2026, 11, 24, tzinfo=UTC))


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("Sign in to continue reading", True),
        ("Subscribe to unlock this article", True),
        ("This post is for paid subscribers", True),
        ("This is a subscriber-only article. Get unlimited access to all our stories from only €1 a week.", True),
        ("Member-only story", True),
        ("Already a paid subscriber? Sign in", False),
        ("Try unlimited access for $1 for 4 weeks", False),
        ("Then $75 per month. Complete digital access on any device. Cancel anytime during your trial.", False),
        ("Explore more offers.", False),
        ("Thanks for reading The Quay! Subscribe for free to receive new posts and support my work.", False),
        ("The Quay is a reader-supported publication. To receive new posts, consider subscribing.", False),
        ("Press enter or click to view image in full size", False),
        ("Our Standards: The Thomson Reuters Trust Principles.", False),
        ("((ana.reth@agency.example; +49 30 1234))", False),
    ],
)
def test_a_line_about_subscribing_goes_and_one_that_closes_the_text_says_it_is_a_part(line: str, part: bool) -> None:
    article = told(line)
    assert article.text == "\n\n".join(STORY)
    assert ("excerpt_only" in article.flags) is part


@pytest.mark.parametrize(
    "line",
    [
        "Subscribers then paid $75 per month for the trains, the union said.",
        "The story is for members of the jury to judge, Ana Melo said on Friday.",
        "Listen to the sea, the mayor told the children of Velka on Monday.",
    ],
)
def test_a_sentence_of_the_text_stays(line: str) -> None:
    assert line in told(line).text


def test_the_stories_that_follow_a_page_are_none_of_its_text() -> None:
    article = told("Up next", "Bakery wins prize for its bread in the capital", "Mayor opens bridge after four years")
    assert article.text == "\n\n".join(STORY)
