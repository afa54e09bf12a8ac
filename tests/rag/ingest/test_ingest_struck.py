"""Text that is shown struck out is no text of the article: it is taken out and recorded."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rag.ingest import clean
from rag.ingest.struck import without_struck
from rag.types import Article, Markup, RawArticle

NOW = datetime(2026, 11, 24, tzinfo=UTC)
BODY = [
    "The new bridge over the Alba was opened on Monday by the mayor of Port Alba after two years of work.",
    "Thousands of people crossed it on the first day, and the ferry that had linked the banks made its last trip.",
    "A toll of two crowns will be taken from lorries, and the city expects 4 million of them over ten years.",
]


def cleaned(text: str, markup: Markup) -> Article:
    return clean(RawArticle("ref", text, markup), now=NOW)


def page(line: str) -> Article:
    first, *rest = (f"<p>{each}</p>" for each in BODY)
    body = f"<article><h1>Bridge opens</h1>{first}{line}{''.join(rest)}</article>"
    return cleaned(f"<html lang=en><head><title>Bridge opens</title></head><body>{body}</body></html>", "html")


def note(line: str) -> Article:
    first, *rest = BODY
    return cleaned("\n\n".join(["# Bridge opens", first, line, *rest]), "markdown")


def struck(article: Article) -> list[str]:
    return [part.text for part in article.removed if part.kind == "struck_out"]


@pytest.mark.parametrize("tag", ["del", "s", "strike", "DEL"])
def test_what_a_page_strikes_out_goes_and_is_recorded(tag: str) -> None:
    article = page(f"<p>It cost <{tag}>24</{tag}> <ins>42</ins> million crowns, Mayor Ida Holm told reporters.</p>")
    assert article.text.split("\n\n")[1] == "It cost 42 million crowns, Mayor Ida Holm told reporters."
    assert struck(article) == ["24"]


def test_a_sentence_struck_out_by_style_goes_and_a_whole_paragraph_too() -> None:
    line = '<p><span style="text-decoration: line-through">The mayor left office on Friday.</span> Correction: she did not.</p>'
    article = page(f"{line}<del><p>The ferry sank on Sunday, with 9 people on board.</p></del>")
    assert article.text.split("\n\n") == [BODY[0], "Correction: she did not.", *BODY[1:]]
    assert struck(article) == ["The mayor left office on Friday.", "The ferry sank on Sunday, with 9 people on board."]


def test_a_strike_that_was_never_closed_takes_no_article_away() -> None:
    rest = "".join(f"<div><p>{line}</p></div>" for line in BODY[1:])
    article = cleaned(f"<html><body><h1>Bridge opens</h1><p>{BODY[0]}</p><s>{rest}</body></html>", "html")
    assert [line for line in BODY if line in article.text] == BODY
    assert struck(article) == []


def test_no_space_is_left_in_front_of_a_comma() -> None:
    assert (
        "on Monday, it said" in page("<p>It will open on Monday <s>or Tuesday</s>, it said of the old museum.</p>").text
    )
    assert "on Monday, it said" in note("It will open on Monday ~~or Tuesday~~, it said of the old museum.").text


@pytest.mark.parametrize("marks", [("~~", "~~"), ("<del>", "</del>"), ("<s>", "</s>")])
def test_what_markdown_strikes_out_goes_and_is_recorded(marks: tuple[str, str]) -> None:
    begin, end = marks
    article = note(f"It cost {begin}24{end} 42 million crowns. {begin}The **mayor** left\noffice.{end} She did not.")
    assert article.text.split("\n\n")[1] == "It cost 42 million crowns. She did not."
    assert struck(article) == ["24", "The mayor left office."]


@pytest.mark.parametrize(
    "line", [r"The sign read \~~so~~ in chalk.", "It took ~5 to ~7 hours.", "Rooms ~~ and halls ~~ stood."]
)
def test_tildes_that_strike_nothing_out_stay(line: str) -> None:
    article = note(line)
    assert struck(article) == []
    assert "hours" not in line or line in article.text


@pytest.mark.parametrize(
    "text", ["Write `~~so~~` to strike a word.", "```\na ~~b~~ c\n```\n", "~~All of it is taken back.~~"]
)
def test_code_and_a_text_struck_out_whole_stay_as_they_are(text: str) -> None:
    assert without_struck(text) == (text, [])
