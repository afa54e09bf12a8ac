"""Pages: the date that an article's own lines give, and the linked headlines of other stories between them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rag.ingest import clean
from rag.types import Article, RawArticle

STORY = [
    f"Paragraph {n} says that the port lost {n} million euros on day {n} of the strike, Ana Melo said."
    for n in range(8)
]
LINES = [f"<p>{line}</p>" for line in STORY]
LINK = "<a href='/x'>Ferry line to Ostrand sinks into debt</a>"
CHANGE = '<meta property="og:updated_time" content="2024-02-22T10:00:00Z">'


def told(lines: list[str], head: str = "", after: str = "") -> Article:
    page = (
        f"<!doctype html><html><head><title>Port strike ends</title>{head}</head><body><main><article>"
        f"<h1>Port strike ends</h1>{after}{''.join(lines)}</article></main></body></html>"
    )
    return clean(RawArticle("ref", page, "html"), now=datetime(2026, 11, 24, tzinfo=UTC))


@pytest.mark.parametrize(
    ("head", "after", "published"),
    [
        (CHANGE, "<p>Last updated on 22 February 2024</p><p>First published on 20 February 2024</p>", "2024-02-20"),
        (CHANGE, "", "2024-02-22"),
        ('<meta name="date" content="2024-02-20">', "<p>Updated on 22 February 2024</p>", "2024-02-20"),
    ],
)
def test_what_the_lines_of_an_article_say_of_its_date_comes_before_that_of_a_change(
    head: str, after: str, published: str
) -> None:
    article = told(LINES, head, after)
    assert article.published is not None
    assert article.published.iso() == published


def test_a_time_without_words_beside_another_ends_nothing() -> None:
    article = told(LINES, after="<p><time></time><time datetime='2024-02-20T10:00:00Z'>20 February 2024</time></p>")
    assert article.published is not None
    assert article.published.iso() == "2024-02-20T10:00:00Z"


@pytest.mark.parametrize(
    "line", [LINK, f"<b>Lesen Sie auch:</b> {LINK}", f"Читайте также: {LINK}", f"Leggi &gt; {LINK}"]
)
def test_a_linked_headline_between_paragraphs_is_another_story(line: str) -> None:
    article = told([*LINES[:4], f"<p>{line}</p>", *LINES[4:]])
    assert article.text == "\n\n".join(STORY)
    assert any(r.kind == "also_read" and "Ferry line" in r.text for r in article.removed)


@pytest.mark.parametrize(
    "line",
    [
        "<a href='/x'>The port will open again on Monday, the union said.</a>",
        "Her words: <a href='/x'>“The port is ours to run”</a>",
        "The union wrote in a letter to all: <a href='/x'>the port is ours to run</a>",
        "<a href='/x'>What we know</a>",
    ],
)
def test_a_linked_sentence_quotation_or_heading_stays(line: str) -> None:
    article = told([*LINES[:4], f"<p>{line}</p>", *LINES[4:]])
    assert not [r for r in article.removed if r.kind == "also_read"]
