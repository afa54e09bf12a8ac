"""Pages: no date of anything else on the page becomes that of its article."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rag.ingest import clean
from rag.types import Article, RawArticle

STORY = [
    f"Paragraph {n} says that the port lost {n} million euros on day {n} of the strike, Ana Melo said."
    for n in range(6)
]
CARD = '<a href="/b">Bakery wins a prize</a><span class="post-date">1 June 2023</span>'


def told(*, head: str = "", before: str = "", beside: str = "", after: str = "", **fields: str) -> Article:
    title, language = fields.get("title", "Port strike ends"), fields.get("language", 'lang="en"')
    page = (
        f"<!doctype html><html {language}><head><title>{title}</title>{head}</head><body>{before}<main><article>"
        f"<h1>{title}</h1>{beside}{''.join(f'<p>{line}</p>' for line in STORY)}</article></main>{after}</body></html>"
    )
    return clean(RawArticle("ref", page, "html", url="https://hg.example/a"), now=datetime(2026, 11, 24, tzinfo=UTC))


def day(article: Article) -> str | None:
    return article.published.iso() if article.published else None


OTHERS = {
    "the day of the visit": {"before": '<header><div class="date">Friday, 20 November 2026</div></header>'},
    "the day of the visit above the page": {"before": '<div class="topbar"><b class="current-date">Nov 20, 2026</b></div>'},
    "the weather": {"before": '<div class="weather"><span class="date">Nov 20, 2026</span> 5 C</div>'},
    "most read, above": {"before": f'<div class="most-read">{CARD}</div>'},
    "a sidebar": {"before": '<div class="sidebar"><time datetime="2023-06-01">1 June 2023</time></div>'},
    "related stories": {"after": f'<div class="related"><h2>Related</h2>{CARD}</div>'},
    "cards below": {"after": f'<section class="grid"><div>{CARD}</div></section>'},
    "a comment": {"after": '<div class="comments"><span class="date">May 5, 2024</span><p>I miss it.</p></div>'},
    "the writer's first day": {"after": '<div class="who">Member since <span class="date">12 January 2015</span></div>'},
    "the foot of the page": {"after": '<div id="footer">Last updated: 2023-06-01</div>'},
    "a picture": {"head": '<meta property="og:image" content="https://x.example/uploads/2019/03/12/f.jpg">'},
    "a headline that tells of a day": {"title": "What happened on 11 September 2001"},
    "a sentence": {"after": "<p>The office released on 2019-03-12 a version that is in use in Velka to this day.</p>"},
    "other stories in the data": {
        "head": '<script type="application/ld+json">{"@type":"ItemList","itemListElement":[{"item":'
        '{"@type":"NewsArticle","headline":"Bakery wins","datePublished":"2023-06-01"}}]}</script>'
    },
    "several other stories in the data": {
        "head": '<script type="application/ld+json">[{"@type":"NewsArticle","headline":"Bakery wins",'
        '"datePublished":"2023-06-01"},{"@type":"NewsArticle","headline":"Mayor opens","datePublished":"2023-06-02"}]'
        "</script>"
    },
    "the state of a script": {"after": '<script>var all = [{"datePublished":"2023-06-01T10:00:00Z"}]</script>'},
    "a date that can be read two ways": {"beside": '<div class="date">05/04/2024</div>'},
}  # fmt: skip


@pytest.mark.parametrize("other", OTHERS.values(), ids=list(OTHERS))
def test_a_date_of_something_else_on_the_page_dates_no_article(other: dict[str, str]) -> None:
    assert day(told(**other)) is None


@pytest.mark.parametrize("other", OTHERS.values(), ids=list(OTHERS))
def test_the_article_s_own_date_is_read_beside_it(other: dict[str, str]) -> None:
    beside = '<p class="meta">30 April 2024</p>' + other.get("beside", "")
    assert day(told(**(other | {"beside": beside}))) == "2024-04-30"


@pytest.mark.parametrize(
    ("beside", "after", "published"),
    [
        ('<span class="date">30.04.2024</span>', "", "2024-04-30"),
        ("", '<p class="published">Published 30 April 2024</p>', "2024-04-30"),
        ('<div class="date">November 20, 2019 - 11:28 AMT</div>', "", "2019-11-20"),
        ("<p>Tuesday, 30 Apr 2024 18:22 WIB</p>", "", "2024-04-30"),
        ("<p>Updated - April 30, 2024 01:22 am IST - Velka</p>", "", "2024-04-30"),
    ],
)
def test_a_date_beside_the_headline_or_said_to_be_that_of_publication_counts(
    beside: str, after: str, published: str
) -> None:
    assert day(told(beside=beside, after=after)) == published


def test_a_date_of_numbers_is_read_by_the_language_of_the_page() -> None:
    given = '<div class="date">05/04/2024</div>'
    assert day(told(beside=given, language='lang="it"')) == "2024-04-05"
    assert day(told(beside=given, language='lang="en-US"')) is None


def test_where_the_line_beside_the_headline_gives_the_day_of_a_change_the_first_day_counts() -> None:
    data = '{"@type":"WebPage","datePublished":"2024-04-18T12:39:09Z","dateModified":"2024-05-10T08:00:00Z"}'
    head = f'<script type="application/ld+json">{data}</script>'
    assert day(told(head=head, beside="<p class='date'>2024-05-10</p>")) == "2024-04-18T12:39:09Z"


@pytest.mark.parametrize(
    ("language", "head", "read"),
    [
        ('lang="de"', "", "de"),
        ("", '<meta property="og:locale" content="pt_BR">', "pt-BR"),
        ('lang="{{ lang }}"', "", None),
    ],
)
def test_a_page_says_its_language(language: str, head: str, read: str | None) -> None:
    assert told(language=language, head=head).language == read


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ("Reth, Jana", ("Jana Reth",)),
        ("Van der Berg, Jan", ("Jan Van der Berg",)),
        ("Jana Reth, Tom Ode", ("Jana Reth", "Tom Ode")),
        ("jane_admin", ()),
        ("Our Correspondent", ()),
        ("Web Desk", ()),
    ],
)
def test_a_writer_whose_surname_comes_first_is_one_person_and_an_account_is_none(
    given: str, names: tuple[str, ...]
) -> None:
    data = f'{{"@context":"https://schema.org","@type":"NewsArticle","author":{{"@type":"Person","name":"{given}"}}}}'
    assert told(head=f'<meta name="author" content="{given}">').authors == names
    assert told(head=f'<script type="application/ld+json">{data}</script>').authors == names


@pytest.mark.parametrize(
    "line",
    ["<div>30 April 2024</div>", "<div><span>30 April 2024</span><span>Release no. 14</span></div>", "<b>30. April 2024</b>",
     "<div>Velka, 30 de abril de 2024</div>", "<div>Text: Ana Melo</div><div>30.04.2024</div>"],
)  # fmt: skip
def test_a_line_beside_the_headline_that_is_nothing_but_a_date_is_that_of_the_article(line: str) -> None:
    assert day(told(beside=line)) == "2024-04-30"


@pytest.mark.parametrize(
    "line",
    ["<div>Conference of ports on 30 April 2024</div>", "<div>Room 30, Hall 2024</div>", "<aside><div>30 April 2024</div></aside>",
     "<div>Next Meeting: 30 April 2024</div>", "<div>12 May 1941 – 30 April 2024</div>"],
)  # fmt: skip
def test_a_line_beside_the_headline_that_says_more_than_a_date_gives_none(line: str) -> None:
    assert day(told(beside=line)) is None


@pytest.mark.parametrize(
    ("head", "published"),
    [('<meta name="publish-date" content="1714500000000">', "2024-04-30T18:00:00Z"),
     ('<meta name="dcterms.issued" content="2024-04-30">', "2024-04-30"),
     ('<script type="application/ld+json">{"@type":"PodcastEpisode","datePublished":"2024-04-30"}</script>', "2024-04-30")],
)  # fmt: skip
def test_other_standard_names_of_the_day_of_publication_are_known(head: str, published: str) -> None:
    assert day(told(head=head)) == published
