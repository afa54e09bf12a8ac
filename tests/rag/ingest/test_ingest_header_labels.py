"""Headers of lines with labels, and the name of a section above a headline."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rag.ingest import clean
from rag.types import Article, RawArticle

TEXT = [
    "The council of the port met on Tuesday to speak of the strike, which has cost it nine million euros.",
    "Its chair, Tom Varn, said that a vote was open and that talks would go on through the week.",
]


def cleaned(*lines: str) -> Article:
    text = "\n".join((*lines, "", TEXT[0], "", TEXT[1]))
    return clean(RawArticle("ref", text), now=datetime(2026, 11, 24, tzinfo=UTC))


LABELLED = [
    "Title: Port strike ends", "Author: Ann Lee", "Date: 2026-03-10", "Source: The Harbour Ledger", "URL: https://ledger.example/port/1?utm_source=x",
]  # fmt: skip


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (0, 4, 3, 2, 1), (4, 0, 1, 2, 3), (0, 2, 3, 1, 4)])
def test_a_header_of_labels_gives_all_its_fields_and_goes(order: tuple[int, ...]) -> None:
    article = cleaned(*(LABELLED[at] for at in order))
    assert (article.title, article.authors, article.source) == ("Port strike ends", ("Ann Lee",), "The Harbour Ledger")
    assert article.url == "https://ledger.example/port/1"
    assert article.published is not None
    assert article.published.iso() == "2026-03-10"
    assert article.text.split("\n\n") == TEXT
    assert {part.text for part in article.removed} == set(LABELLED)


def test_another_text_of_the_same_address_is_the_same_article() -> None:
    first, second = (
        cleaned(*LABELLED),
        cleaned(*LABELLED, "Nobody came to work on Tuesday, the union of the port said."),
    )
    assert first.id == second.id
    assert first.content_hash != second.content_hash


@pytest.mark.parametrize(
    "line", ["URL: javascript:alert(1)", "URL: https://", "URL: ledger.example/1", "Link: https://other.example/study"]
)
def test_what_is_no_address_of_the_article_is_none(line: str) -> None:
    assert cleaned("Port strike ends", line).url is None


def test_the_source_of_a_picture_is_no_outlet() -> None:
    assert cleaned("Port strike ends", "Source: Olga Varn").source is None


@pytest.mark.parametrize("section", ["Politics", "World News", "Wirtschaft", "Économie", "Deportes"])
@pytest.mark.parametrize("below", [("By Tom Hill", "10 March 2026"), ()])
def test_the_name_of_a_section_above_the_headline_is_no_title(section: str, below: tuple[str, ...]) -> None:
    article = cleaned(section, "Mayor of Port Alba resigns over costs", *below)
    assert article.title == "Mayor of Port Alba resigns over costs"
    assert section in [part.text for part in article.removed]
    assert article.text.split("\n\n") == TEXT


@pytest.mark.parametrize(
    "lines", [("Politics", "10 March 2026"), ("Opinion",), ("Anglia", "Mayor of Port Alba resigns over costs")]
)
def test_a_word_is_a_title_where_it_names_no_section_or_no_headline_follows(lines: tuple[str, ...]) -> None:
    assert cleaned(*lines).title == lines[0]
