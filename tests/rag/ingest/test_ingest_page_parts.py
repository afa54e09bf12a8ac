"""Parts of a page that are easily read as something else: raised figures, layout, other stories."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rag.ingest import clean
from rag.types import Article, RawArticle

NOW = datetime(2026, 11, 24, tzinfo=UTC)
BODY = [
    "The new bridge over the Alba was opened on Monday by the mayor of Port Alba after two years of work.",
    "Thousands of people crossed it on the first day, and the ferry that had linked the banks made its last trip.",
    "“Today the two halves of our town are one,” Mayor Ida Holm told reporters at the river.",
]


def cleaned(body: str, head: str = "<title>Bridge opens</title>") -> Article:
    html = f"<!doctype html><html lang=en><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    return clean(RawArticle("ref", html, "html"), now=NOW)


def paragraphs(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


@pytest.mark.parametrize(
    ("marked", "read"),
    [
        ("Tolls rose 3<sup>1</sup>/<sub>2</sub> per cent.", "Tolls rose 3 1/2 per cent."),
        ("About <sup>3</sup>&frasl;<sub>4</sub> of it was paid.", "About 3/4 of it was paid."),
        ("It cost 10<sup>6</sup> crowns over 40 m<sup>2</sup>.", "It cost 10⁶ crowns over 40 m²."),
        ("A dose of 10<sup>−3</sup> grams.", "A dose of 10⁻³ grams."),
        ("It was begun in 1998<sup>1</sup> and paid.", "It was begun in 1998¹ and paid."),
        ('It was begun in 1998<sup><a href="#fn1">1</a></sup> and paid.', "It was begun in 1998 and paid."),
        ('It was begun in 1998<a href="#n2"><sup>[2]</sup></a> and paid.', "It was begun in 1998 and paid."),
        ('The <a href="/area#top">40 m<sup>2</sup></a> hall stands.', "The 40 m² hall stands."),
        ("On the 21<sup>st</sup> the CO<sub>2</sub> fell.", "On the 21st the CO2 fell."),
        ("The sign 101<sub>2</sub> was odd.", "The sign 101₂ was odd."),
        ("Both <sup>1</sup>/<sub>2</sub> and <sup>1</sup>/<sub>3</sub> fit.", "Both 1/2 and 1/3 fit."),
    ],
)
def test_raised_figures_do_not_run_into_the_number_before_them(marked: str, read: str) -> None:
    article = cleaned(f"<article><h1>Bridge opens</h1>{paragraphs(*BODY, marked)}</article>")
    assert article.text.split("\n\n") == [*BODY, read]
