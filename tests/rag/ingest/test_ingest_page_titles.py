"""Pages: the title is that of the article, not the name of its outlet."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rag.ingest import clean
from rag.types import RawArticle

STORY = "".join(
    f"<p>Paragraph {n} says that the port lost {n} million euros on day {n} of the strike, Ana Melo said.</p>"
    for n in range(6)
)
NAMED = '<meta property="og:site_name" content="Harbour Gazette"><meta property="og:title" content="Harbour Gazette">'


@pytest.mark.parametrize(
    ("title", "head", "above", "read"),
    [
        ("Harbour Gazette", NAMED, "<h2>Ferry line to stop</h2>", "Ferry line to stop"),
        ("Harbour Gazette", NAMED, "<h1>Harbour Gazette</h1><h1>Ferry line to stop</h1>", "Ferry line to stop"),
        ("Harbourgazette", "", "<h2>Ferry line to stop</h2>", "Ferry line to stop"),
        ("Ferry line to stop :: Harbour Gazette", "", "", "Ferry line to stop"),
        ("渡轮航线将停运多日_新华网", "", "", "渡轮航线将停运多日"),
        ("新华网_渡轮航线将停运多日", "", "", "新华网_渡轮航线将停运多日"),
        ("Ferry line to stop", "", "", "Ferry line to stop"),
        ("Harbour Gazette", "", "<div class=title>Ferry line to stop</div>", "Ferry line to stop"),
        (
            "Harbour Gazette",
            "",
            "<p class=site-title>Port of Alba</p><div class='news headline'>Ferry line to stop</div>",
            "Ferry line to stop",
        ),
        ("Harbour Gazette", "", "<p>FOR IMMEDIATE RELEASE</p><h2>Ferry line to stop</h2>", "Ferry line to stop"),
        ("Press release", "", "<h1>Press release</h1><h1>Ferry line to stop</h1>", "Ferry line to stop"),
    ],
)
def test_the_title_of_a_page_is_no_outlet(title: str, head: str, above: str, read: str) -> None:
    page = f"<html><head><title>{title}</title>{head}</head><body><main>{above}{STORY}</main></body></html>"
    raw = RawArticle("ref", page, "html", url="https://harbourgazette.example/a")
    assert clean(raw, now=datetime(2026, 11, 24, tzinfo=UTC)).title == read
