"""The sources of the printed page."""

from __future__ import annotations

from ui.parts.printed import printed_sources
from ui.parts.views import citation_view


def cited(n: int, **changes: object):
    whole = {
        "n": n, "article_id": "a", "start": 0, "end": 4, "text": "Ink.", "title": "Ferry", "source": "Post",
        "published": "2024-02-20", "url": "https://example.org/a",
    }  # fmt: skip
    return citation_view(whole | changes)


def test_every_source_is_listed_by_its_number_with_its_words_and_address():
    page = printed_sources([cited(1), cited(2, url=None)], "http://127.0.0.1:8501/?answer=x")
    assert "[1] <bdi>Post</bdi>, 20 February 2024: <bdi>Ferry</bdi>. <bdi>“Ink.”</bdi> https://example.org/a<" in page
    assert "[2] " in page
    assert "?answer=x" in page


def test_an_article_prints_no_markup_and_no_address_that_is_none():
    page = printed_sources([cited(1, title="<img src=x onerror=alert(1)>\u202e", url="javascript:alert(2)")])
    assert "<img" not in page
    assert "javascript:" not in page
    assert "\u202e" not in page


def test_an_answer_without_sources_has_no_heading_for_them():
    assert "Sources" not in printed_sources([])
