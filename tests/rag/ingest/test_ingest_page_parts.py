"""Parts of a page that are easily read as something else: raised figures, layout, other stories."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rag.ingest import clean, read
from rag.types import Article, Fetched, RawArticle

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


NAMED = '<html><head><meta charset="{}"></head><body><p>{}</p></body></html>'
RUSSIAN = "Мост открыт в понедельник, сказал министр журналистам."


@pytest.mark.parametrize(
    ("server", "own", "real", "text"),
    [
        ("iso-8859-1", "windows-1251", "cp1251", RUSSIAN),
        ("utf-8", "windows-1251", "cp1251", RUSSIAN),
        ("iso-8859-1", "utf-8", "cp1252", "Le café de l’Alba est fermé."),
        ("koi8-r", "windows-1251", "koi8_r", RUSSIAN),
        (None, "windows-1251", "cp1251", RUSSIAN),
    ],
)
def test_the_encoding_that_a_server_names_for_every_page_yields_to_that_of_the_page(
    server: str | None, own: str, real: str, text: str
) -> None:
    whole = NAMED.format(own, text)
    fetched = Fetched("https://post.example/a", "text/html", whole.encode(real), server)
    [article] = read("https://post.example/a", fetch=lambda url: fetched)
    assert isinstance(article, RawArticle)
    assert article.text == whole


def test_the_headline_of_another_story_between_the_paragraphs_goes() -> None:
    other = '<a href="/lund">Mayor of Lund resigns over budget hole</a>'
    own = 'The report said: <a href="/report">the bridge is safe for forty years</a> and more.'
    quote = '<a href="/quote">“It will stand for forty years.”</a>'
    note = '<a href="#plan">How the new bridge was planned</a>'
    lines = (BODY[0], other, BODY[1], own, f"<strong>{other}</strong>", BODY[2], quote, note, *BODY[::-1])
    text = cleaned(f"<article><h1>Bridge opens</h1>{paragraphs(*lines)}</article>").text
    assert "Lund" not in text
    assert "for forty years and more." in text
    assert "“It will stand for forty years.”" in text
    assert "How the new bridge was planned" in text


def test_a_page_of_headlines_keeps_them() -> None:
    heads = [f"Council of Port Alba votes on plan {word}" for word in ("one", "two", "three")]
    lines = [part for head, line in zip(heads, BODY, strict=True) for part in (f'<a href="/x">{head}</a>', line)]
    text = cleaned(f"<article><h1>The week in Port Alba</h1>{paragraphs(*lines)}</article>").text
    assert all(head in text for head in heads)


def linked(data: str) -> str:
    return f'<title>Storm - Alba Post</title><script type="application/ld+json">{data}</script>'


@pytest.mark.parametrize(
    ("data", "title"),
    [
        ('{"@context":"https://schema.org","@type":"LiveBlogPosting","headline":"Storm over Alba, live","liveBlogUpdate":[{"@type":"BlogPosting",'
         '"headline":"Harbour closed"}]}', "Storm over Alba, live"),
        ('{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle","citation":{"@type":"Article","headline":"Ferry turns back"},'
         '"headline":"Storm over Alba, live"}]}', "Storm over Alba, live"),
        ('{"@context":"https://schema.org","@type":"NewsArticle","headline":"Storm "of the year" over Alba","author":"Ann Bell",}', "Storm over Alba"),
        ('{"@context":"https://schema.org","@type":"NewsArticle","headline":"Storm over Alba, live"}', "Storm over Alba, live"),
    ],
)  # fmt: skip
def test_the_title_is_that_of_the_page_and_of_nothing_in_its_data(data: str, title: str) -> None:
    body = f"<main><h1>Storm over Alba</h1>{paragraphs(*BODY)}</main>"
    article = cleaned(body, linked(data))
    assert article.title == title
    assert article.text.split("\n\n")[-3:] == BODY


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td>Menu</td><td>{breaks}</td></tr></table>",
        "<table><tr><td>Menu</td><td>{prose}</td></tr></table>",
        "<table><tr><td><a href=/>Home</a></td><td><table><tr><td>Bridge opens</td></tr><tr><td>{prose}</td></tr></table>"
        "</td></tr></table>",
    ],
)
def test_a_table_that_only_lays_out_the_page_is_read_as_paragraphs(body: str) -> None:
    text = cleaned(body.format(breaks="<br><br>".join(BODY), prose=paragraphs(*BODY))).text
    assert text.split("\n\n")[-3:] == BODY
    assert "|" not in text


@pytest.mark.parametrize("cell", ["{}", "<p>{}</p>"])
def test_a_table_of_data_stays_one(cell: str) -> None:
    rows = [("Year", "What was built in it"), ("1998", "The first pier"), ("2025", "The roadway")]
    table = "".join(f"<tr>{''.join(f'<td>{cell.format(part)}</td>' for part in row)}</tr>" for row in rows)
    text = cleaned(f"<article><h1>Bridge opens</h1>{paragraphs(*BODY)}<table>{table}</table></article>").text
    assert "| 1998 | The first pier |" in text
