"""Pages to text and what their head says, through trafilatura. Fed with bytes or text that we have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from rag.errors import ArticleError

MOST_CHARS = 3_000_000
"""Longer pages take tens of seconds to parse; no article is that long."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says. ``truncated`` is true when only its beginning was read."""

    text: str
    title: str | None
    published: str | None
    source: str | None
    authors: tuple[str, ...]
    url: str | None
    language: str | None
    truncated: bool


def read_page(html: str, url: str | None) -> Page:
    """Return the article on a page.

    Raises:
        ArticleError: there is no article text on it.
    """
    from trafilatura import bare_extraction

    truncated = len(html) > MOST_CHARS
    found: Any = bare_extraction(
        html[:MOST_CHARS], url=url, with_metadata=True, include_comments=False, include_tables=True,
        favor_recall=True, date_extraction_params={"original_date": True, "extensive_search": False},
    )  # fmt: skip
    text = (getattr(found, "text", None) or "") if found is not None else ""
    if not text.strip():
        text = _plain(html[:MOST_CHARS])
    if not text.strip():
        raise ArticleError(
            "page without an article", why="no running text was found on it",
            fix="Save the article's text as .txt and ingest that.",
        )  # fmt: skip
    if found is None:
        return Page(text, _title(html), None, None, (), url, None, truncated)
    authors = tuple(a.strip() for a in (found.author or "").split(";") if a.strip())
    return Page(
        _paragraphs(text), found.title or _title(html), found.date, found.sitename or found.hostname, authors,
        url or found.url, found.language, truncated,
    )  # fmt: skip


def _paragraphs(text: str) -> str:
    """Return the text with a blank line between paragraphs: trafilatura puts each on a line of its own."""
    return re.sub(r"\n+", "\n\n", text)


def _title(html: str) -> str | None:
    import html as entities

    match = re.search(r"<title[^>]*>(.{1,300}?)</title>", html, re.IGNORECASE | re.DOTALL)
    return " ".join(entities.unescape(match.group(1)).split()) if match else None


def _plain(html: str) -> str:
    """Return the text of all paragraphs and headings, for pages that trafilatura finds nothing on."""
    from lxml.etree import LxmlError
    from lxml.html import fromstring

    try:
        tree = fromstring(html.encode("utf-8", "replace"))
    except (LxmlError, ValueError):
        return ""
    found = [" ".join(node.text_content().split()) for node in tree.iter("p", "h1", "h2", "blockquote", "li")]
    return "\n\n".join(line for line in found if len(line) > 40)
