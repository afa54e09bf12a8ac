"""Paragraphs that the extraction leaves out: those of the article come back, in their place, and nothing else does."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rag.ingest import clean
from rag.ingest.put_back import Block, put_back
from rag.types import Article, RawArticle

NOW = datetime(2026, 11, 24, tzinfo=UTC)
BODY = [
    "The new bridge over the Alba was opened on Monday by the mayor of Port Alba after two years of work.",
    "“Today the two halves of our town are one,” Mayor Ida Holm told reporters at the river.",
    "Thousands of people crossed it on the first day, and the ferry that had linked the banks made its last trip.",
    "A toll of two crowns will be taken from lorries, and the city expects 4 million of them over ten years.",
]
LEDE = "Harbour master Jan Reth resigned on Monday after a vote of 7 to 4."
TEXT = f"<div class=story-text>{''.join(f'<p>{line}</p>' for line in BODY)}</div>"


def cleaned(body: str) -> Article:
    head = "<head><title>Bridge opens</title></head>"
    return clean(RawArticle("ref", f"<!doctype html><html lang=en>{head}<body>{body}</body></html>", "html"), now=NOW)


@pytest.mark.parametrize(
    "body",
    [f'<main><h1>Bridge opens</h1><div class="standfirst"><p>{LEDE}</p></div>{TEXT}</main>',
     f'<article><h1>Bridge opens</h1><h2 class="subtitle">{LEDE}</h2>{TEXT}</article>',
     f'<article><header><h1>Bridge opens</h1><p class="lead">{LEDE}</p></header>{TEXT}</article>'],
)  # fmt: skip
def test_a_standfirst_stands_in_front_of_the_text(body: str) -> None:
    assert cleaned(body).text.split("\n\n") == [LEDE, *BODY]


@pytest.mark.parametrize(
    "beside",
    ["<figure><figcaption>The new bridge on the morning of its first day in use.</figcaption></figure>",
     '<div class="article-caption"><p>The new bridge on the morning of its first day in use.</p></div>',
     '<p class="author-bio">Ann Bell has told the stories of the coast since she was ten years old.</p>',
     '<aside><p>The old ferry was sold last year to an owner on the islands.</p></aside>',
     "<p>Sign up for our newsletter to get the news of the coast in your inbox.</p>",
     '<div class="related"><p>The old ferry was sold last year to an owner on the islands.</p></div>'],
)  # fmt: skip
def test_what_a_page_puts_between_headline_and_text_stays_out(beside: str) -> None:
    text = cleaned(f"<article><h1>Bridge opens</h1>{beside}{TEXT}</article>").text
    assert text.split("\n\n")[-4:] == BODY
    assert "ferry was sold" not in text
    assert "first day in use" not in text
    assert "inbox" not in text
    assert "since she was ten" not in text


@pytest.mark.parametrize(
    "name", ["ticker", "most-read", "donation", "audio-player", "survey", "premium", "event", "slide", "embed"]
)
def test_only_what_is_called_a_standfirst_comes_back_between_headline_and_text(name: str) -> None:
    beside = f'<p class="{name}">Seven people were killed in a fire at a factory in Brandon.</p>'
    text = cleaned(f"<main><header><h1>Bridge opens</h1>{beside}</header><article>{TEXT}</article></main>").text
    assert "Brandon" not in text


def test_a_paragraph_that_is_called_otherwise_than_its_neighbours_is_none_of_the_text() -> None:
    blocks = [block(BODY[0]), block(LEDE, called="slide"), block(BODY[1])]
    text, gone = put_back("\n".join(BODY[:2]), blocks)
    assert text == "\n".join(BODY[:2])
    assert gone == [LEDE]


def block(
    text: str, tag: str = "p", *, linked: bool = False, parent: int = 1, prose: bool = True, called: str = ""
) -> Block:
    return Block(text, tag, prose, linked, parent, frozenset({0}), frozenset(), called, standfirst=True)


def test_a_paragraph_between_two_of_the_text_comes_back_where_it_stands() -> None:
    blocks = [block(BODY[0]), block(BODY[1]), block("What now?", "h2", prose=False), block(BODY[2])]
    assert put_back("\n".join([BODY[0], "What now?", BODY[2]]), blocks) == (
        "\n".join([BODY[0], BODY[1], "What now?", BODY[2]]),
        [],
    )


def test_a_paragraph_behind_the_text_or_mostly_linked_is_recorded() -> None:
    blocks = [block(BODY[0]), block(BODY[1], linked=True), block(BODY[2]), block(BODY[3])]
    text = "\n".join([BODY[0], BODY[2]])
    assert put_back(text, blocks) == (text, [BODY[1], BODY[3]])


def test_a_paragraph_of_another_element_or_in_another_form_stays_out() -> None:
    blocks = [block(BODY[0]), block(LEDE, parent=2), block(BODY[1] + " *"), block(BODY[2])]
    text = "\n".join([BODY[0], BODY[1], BODY[2]])
    assert put_back(text, blocks) == (text, [])


def test_a_text_without_a_paragraph_of_the_page_stays_as_it_is() -> None:
    assert put_back(BODY[0], [block(BODY[1])]) == (BODY[0], [])
    assert put_back("", ()) == ("", [])
