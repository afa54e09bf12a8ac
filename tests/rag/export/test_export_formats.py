"""Every format of a hostile brief: text stays text, nothing is loaded from elsewhere, nothing leaks into headers."""

from __future__ import annotations

import email
import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from email.policy import default
from html.parser import HTMLParser
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from rag.export.as_atom import brief_atom
from rag.export.as_email import brief_email, message_id, subject_of
from rag.export.as_html import brief_letter, brief_page
from rag.export.as_markdown import brief_markdown
from rag.export.as_text import brief_text
from rag.export.escape import address
from rag.export.words import title_of
from rag.types import ArticleId, BriefWindow, CitedChange, SetAside
from tests.rag.export.conftest import hostile_brief

AT = datetime(2024, 2, 21, 7, tzinfo=UTC)
OURS = set(
    "html head meta title style body a main header h1 h2 h3 p section ul ol li sup bdi div article blockquote br span dl "
    "dt dd time strong b footer".split()
)


class Seen(HTMLParser):
    """Collects tags, attributes and text as a browser would read them."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.text = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_data(self, data):
        self.text.append(data)


def seen(page):
    parser = Seen()
    parser.feed(page)
    return parser


@pytest.mark.parametrize("render", [brief_page, brief_letter])
def test_html_holds_only_our_tags_and_shows_the_hostile_words_as_words(hostile, render):
    page = seen(render(hostile))
    assert set(page.tags) <= OURS
    assert "<script>alert(1)</script>" in "".join(page.text)
    assert "{{ 7*7 }}" in "".join(page.text)
    assert not [a for a in page.attributes if a[1].startswith("on") or a[1] == "src"]
    assert all(v.startswith("#") for t, n, v in page.attributes if n == "href")


@pytest.mark.parametrize("render", [brief_page, brief_letter])
def test_html_links_only_to_http_and_loads_nothing(render):
    page = seen(render(hostile_brief("Plain words.", "https://outlet.example/a?b=1&c=2")))
    links = {v for t, n, v in page.attributes if n == "href" and not v.startswith("#")}
    assert links == {"https://outlet.example/a?b=1&c=2"}
    assert not {"img", "script", "link", "iframe", "object", "form"} & set(page.tags)


def test_every_citation_carries_outlet_date_link_and_words():
    for text in (brief_page, brief_letter, brief_text, brief_markdown):
        made = text(hostile_brief("Plain words here.", "https://outlet.example/a"))
        for part in ("Plain words here", "2024-02-20 18:00 UTC", "https://outlet.example/a"):
            assert part in made


def test_the_page_prints_and_reads_in_the_dark():
    page = brief_page(hostile_brief("Plain words."))
    assert "@media print" in page
    assert "prefers-color-scheme: dark" in page
    assert '<html lang="en">' in page


def test_terminal_escapes_and_reversed_reading_are_gone_everywhere(hostile):
    for render in (brief_page, brief_letter, brief_markdown, brief_text):
        assert not re.search("[\x00\x1b\u202e]", render(hostile))


def test_a_letter_has_two_parts_and_no_header_of_the_articles(hostile):
    raw = bytes(brief_email(hostile, sender="brief@desk.example", recipient="ada@reader.example", sent_at=AT))
    letter = email.message_from_bytes(raw, policy=default)
    assert letter["Bcc"] is None
    assert letter["To"] == "ada@reader.example"
    assert [p.get_content_type() for p in letter.iter_parts()] == ["text/plain", "text/html"]
    assert raw.isascii()
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert letter["Subject"].endswith("may be incomplete")


def test_the_same_brief_to_the_same_reader_is_the_same_letter(hostile):
    one, two = (
        bytes(brief_email(hostile, sender="b@d.example", recipient="a@r.example", sent_at=AT)) for _ in range(2)
    )
    assert one == two
    assert message_id(hostile, "a@r.example") != message_id(hostile, "b@r.example")


def test_the_feed_is_atom_that_readers_parse(hostile):
    feed = brief_atom([(hostile, AT), (hostile_brief("Plain words."), AT)])
    ElementTree.fromstring(feed)
    parsed = feedparser.parse(io.BytesIO(feed.encode()))
    assert not parsed.bozo
    assert parsed.feed.updated_parsed[:3] == (2024, 2, 21)
    assert parsed.entries[0].title == "Brief of Tuesday 20 February 2024"
    assert parsed.entries[0].id.startswith("urn:uuid:")
    assert "script" not in seen(parsed.entries[0].content[0].value).tags


@given(st.text(max_size=80))
def test_no_text_at_all_breaks_a_format(text):
    brief = hostile_brief(text or "x", text)
    assert set(seen(brief_page(brief)).tags) <= OURS
    assert set(seen(brief_letter(brief)).tags) <= OURS
    ElementTree.fromstring(brief_atom([(brief, AT)]))
    bytes(brief_email(brief, sender="b@d.example", recipient="a@r.example", sent_at=AT))
    brief_markdown(brief)


def test_a_letter_and_a_feed_say_too_what_changed_since_the_brief_was_made():
    cited = replace(
        hostile_brief("Plain words."), changed=(CitedChange(1, ArticleId("a1"), "the article was removed"),)
    )
    for text in (brief_text(cited), brief_letter(cited), brief_atom([(cited, AT)])):
        assert "Changed since this brief was made" in text
        assert "the article was removed" in text


def test_every_form_says_what_was_before_and_of_which_day_it_tells():
    for render in (brief_letter, brief_text, brief_markdown, brief_page):
        made = " ".join(re.sub("<[^>]*>", "", render(hostile_brief("Plain words."))).split())
        assert "Before" in made
        assert "2024-02-20 18:00 UTC (of 2024-02-19): Plain words." in made


def test_a_letter_has_its_own_paper_where_the_reader_is_dark():
    letter = brief_letter(hostile_brief("Plain words."), whole=False)
    assert "background:#ffffff;color:#1c1b19" in letter
    assert "overflow-wrap:anywhere" in letter


def test_an_address_stays_the_same_address_in_markdown():
    url = "https://outlet.example/a?b=1&lt;c=2&d=3"
    made = brief_markdown(hostile_brief("Plain words.", url))
    shown = MarkdownIt().render(made)
    assert f'href="{url.replace("&lt;", "&amp;lt;").replace("&d", "&amp;d").replace(";c", ";c")}"' in shown


@pytest.mark.parametrize(
    ("first", "end", "title"),
    [
        (datetime(2024, 2, 20, tzinfo=UTC), datetime(2024, 2, 21, tzinfo=UTC), "Brief of Tuesday 20 February 2024"),
        (
            datetime(2024, 2, 19, 22, 59, tzinfo=UTC),
            datetime(2024, 2, 21, tzinfo=UTC),
            "Brief of Tuesday 20 February 2024",
        ),
        (
            datetime(2024, 2, 20, 23, tzinfo=UTC),
            datetime(2024, 2, 20, 23, 30, tzinfo=UTC),
            "Brief of Tuesday 20 February 2024",
        ),
        (
            datetime(2024, 2, 14, tzinfo=UTC),
            datetime(2024, 2, 21, tzinfo=UTC),
            "Brief of 14 February to 20 February 2024",
        ),
        (
            datetime(2023, 12, 31, tzinfo=UTC),
            datetime(2024, 2, 20, 11, 30, tzinfo=UTC),
            "Brief of 31 December 2023 to 20 February 2024",
        ),
    ],
)
def test_a_brief_of_several_days_says_from_which_day_on(first, end, title):
    assert title_of(BriefWindow(date(2024, 2, 20), first, end)) == title


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("2 source(s) failed: coast.example (timed out)", "some sources failed"),
        ("only the latest 5,000 of 5,200 articles of this time were read", "not all articles read"),
        ("no article reaches this window: no article has a date. The sources may have failed", "may be incomplete"),
    ],
)
def test_a_letter_says_that_sources_failed_only_where_they_did(why, said):
    assert subject_of(replace(hostile_brief("Plain words."), why=why)).endswith(said)


def test_an_address_with_an_apostrophe_stays_a_link():
    url = "https://coast.example/l'ouverture-de-la-foire"
    assert address(url) == url
    page = brief_page(hostile_brief("Plain words.", url))
    assert set(seen(page).tags) <= OURS
    assert "l&#39;ouverture" in page


def test_a_set_aside_article_without_an_outlet_has_no_empty_brackets():
    without = SetAside(ArticleId("a1"), "Ferry of Velka", None, "it looks back")
    told = replace(hostile_brief("Osk"), set_aside=(without, replace(without, source="Osk Post")))
    lines = brief_markdown(told).splitlines()
    assert "- Ferry of Velka: it looks back" in lines
    assert "- Ferry of Velka (Osk Post): it looks back" in lines
