"""A raw article to a clean one: its text is final from here, every offset points into it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import pairwise

from rag.errors import ArticleError
from rag.ingest.boilerplate import strip
from rag.ingest.chars import visible
from rag.ingest.dates import parse
from rag.ingest.header import Header, read_header, shortened
from rag.ingest.html import read_page
from rag.ingest.identity import article_id, canonical
from rag.ingest.markdown import read_markdown
from rag.types import Article, Published, RawArticle, Removed

MOST_CHARS = 2_000_000
SHORT_CHARS = 200
FUTURE = timedelta(hours=36)
_INSTRUCTIONS = re.compile(
    r"<\|\w+\|>|\[/?INST\]|</?(?:system|assistant)>|"
    r"\b(?:ignore|disregard|forget)\s+(?:all\s+|any\s+|the\s+)*(?:previous|prior|above|earlier|preceding)\s+"
    r"(?:instructions?|prompts?|text|messages?)|\byou are now\b.{0,40}\b(?:assistant|model|ai)\b|"
    r"\bas an ai (?:language )?model\b",
    re.IGNORECASE,
)


def clean(raw: RawArticle, *, now: datetime) -> Article:
    """Return the article: NFC text without boilerplate, with what its header and metadata say.

    ``removed`` records what went, ``flags`` what is unusual: ``hidden_characters``, ``undated``,
    ``bad_date``, ``future_date``, ``very_short``, ``possible_instructions``, ``truncated``.

    Raises:
        ArticleError: nothing is left, or it is too long to be an article.
    """
    if len(raw.text) > MOST_CHARS and raw.markup != "html":
        raise ArticleError(
            "too long", why=f"{len(raw.text):,} characters are no article (most: {MOST_CHARS:,})",
            fix="Split it into articles.",
        )  # fmt: skip
    raw, flags = _as_text(raw)
    text, hidden = visible(raw.text)
    title = _inline(raw.title)
    lines, removed, authors = strip(text.split("\n"), title or _first_line(text))
    header = read_header(lines, title) if _has_header(raw) else _only_body(lines, title)
    body = visible("\n".join(header.body))[0]
    if not body:
        raise ArticleError("nothing left", why="it has no text but boilerplate", fix="Check the file.")
    published, bad = _published(raw, header)
    flags += _flags(body, hidden, published, bad, now)
    return _article(raw, header, body, published, removed, tuple(authors), tuple(flags))


def _as_text(raw: RawArticle) -> tuple[RawArticle, list[str]]:
    if raw.markup == "html":
        page = read_page(raw.text, raw.url)
        merged = replace(
            raw, text=page.text, markup="text", title=raw.title or page.title,
            published=raw.published or page.published, source=raw.source or page.source,
            authors=raw.authors or page.authors, url=raw.url or page.url, language=raw.language or page.language,
        )  # fmt: skip
        return merged, ["truncated"] if page.truncated else []
    if raw.markup == "markdown":
        text, fields = read_markdown(raw.text)
        authors = raw.authors or tuple(a.strip() for a in fields.get("author", "").split(",") if a.strip())
        merged = replace(
            raw, text=text, markup="text", title=raw.title or fields.get("title"), authors=authors,
            published=raw.published or fields.get("date") or fields.get("published"),
            source=raw.source or fields.get("source"), url=raw.url or fields.get("url"),
        )  # fmt: skip
        return merged, []
    return raw, []


def _has_header(raw: RawArticle) -> bool:
    """Return whether title, date and author may stand in the text: not when the data gave them."""
    return not (raw.title and raw.published)


def _only_body(lines: list[str], title: str | None) -> Header:
    whole = Header(title=title, body=tuple(lines))
    # The dateline is still worth reading for the place.
    found = read_header(lines, title)
    repeated = bool(lines) and bool(title) and _bare(lines[0]) == _bare(title or "")
    return replace(whole, place=found.place, body=tuple(lines[1:]) if repeated else whole.body)


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _first_line(text: str) -> str | None:
    """Return a line that stands alone near the top and is repeated at the end of the one before: a title."""
    lines = [line for line in text.split("\n")[:8] if line.strip()]
    for before, line in pairwise(lines):
        if len(line) > 15 and before != line and before.endswith(line):
            return line
    return None


def _inline(text: str | None) -> str | None:
    plain = " ".join(visible(text or "")[0].split())
    return plain[:500] or None


def _published(raw: RawArticle, header: Header) -> tuple[Published | None, bool]:
    given = parse(raw.published) if raw.published else None
    return given or header.published, bool(raw.published) and given is None


def _flags(body: str, hidden: int, published: Published | None, bad: bool, now: datetime) -> list[str]:
    checks = (
        ("hidden_characters", hidden > 0),
        ("bad_date", bad),
        ("undated", published is None),
        ("future_date", published is not None and published.at > now + FUTURE),
        ("very_short", len(body) < SHORT_CHARS),
        ("possible_instructions", _INSTRUCTIONS.search(body) is not None),
    )
    return [name for name, holds in checks if holds]


def _article(
    raw: RawArticle,
    header: Header,
    body: str,
    published: Published | None,
    removed: Sequence[Removed],
    box_authors: Sequence[str],
    flags: tuple[str, ...],
) -> Article:
    title = header.title or shortened(body)
    place = {"place": header.place} if header.place else {}
    url = canonical(raw.url) if raw.url else None
    return Article(
        id=article_id(raw.id, url, title, body),
        text=body,
        title=title,
        url=url,
        source=_inline(raw.source) or header.outlet,
        published=published,
        authors=raw.authors or header.authors or tuple(box_authors),
        language=raw.language,
        metadata={**place, **{visible(k)[0]: visible(v)[0] for k, v in raw.metadata.items()}},
        content_hash=sha256(f"{title}\n{body}".encode()).hexdigest(),
        removed=tuple(removed),
        flags=flags,
    )
