"""A raw article to a clean one: its text is final from here, every offset points into it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from rag.errors import ArticleError
from rag.ingest.boilerplate import strip
from rag.ingest.chars import one_line, visible
from rag.ingest.dates import parse
from rag.ingest.front_matter import Fields
from rag.ingest.header import Header, read_header
from rag.ingest.html import read_page
from rag.ingest.identity import article_id, canonical
from rag.ingest.markdown import read_markdown
from rag.ingest.notices import is_notice
from rag.ingest.struck import without_struck
from rag.ingest.wrapped import unwrapped
from rag.text.digest import content_hash
from rag.text.instructions import holds_instruction
from rag.types import Article, Published, RawArticle, Removed

MOST_CHARS = 2_000_000
SHORT_CHARS = 200
TITLE_CHARS = 500
LEAST_PAGE_CHARS = 30
"""A web page with less text than this is a menu or an error, no article."""
_WALL = re.compile(
    r"\bto (?:continue reading|unlock|read the (?:full|rest))\b|\bfor (?:paid |paying )?(?:subscribers|members)\b|\b(?:subscriber|member)s?[- ]only\b",
    re.IGNORECASE,
)
FUTURE = timedelta(hours=36)


def clean(raw: RawArticle, *, now: datetime) -> Article:
    """Return the article: NFC text without boilerplate, with what its header and metadata say.

    What the raw article gives wins over what its text or page says. ``removed`` records what went;
    ``flags`` what is unusual: ``hidden_characters``, ``hidden_text``, ``damaged_characters``,
    ``undated``, ``bad_date``, ``future_date``, ``bad_url``, ``very_short``, ``excerpt_only``,
    ``truncated``, ``possible_instructions``.

    Raises:
        ArticleError: nothing is left, or it is too long to be an article.
    """
    if len(raw.text) > MOST_CHARS and raw.markup != "html":
        raise ArticleError(
            "too long", why=f"{len(raw.text):,} characters are no article (most: {MOST_CHARS:,})",
            fix="Split it into articles.",
        )  # fmt: skip
    raw, removed, flags, day = _as_text(raw)
    text, hidden = visible(raw.text)
    if raw.markup != "html" and not raw.final:
        text = unwrapped(text)
    raw = _tidy(raw)
    header, stripped, box = _taken_apart(raw, text)
    body = visible("\n".join(header.body))[0]
    if raw.markup == "html" and is_notice(raw.title, body):
        raise ArticleError(
            "page without an article", why="it says that the page was not found, or asks for consent or for proof of a human reader",
            fix="Open the address in a browser, save the article's text as .txt and ingest that.",
        )  # fmt: skip
    if not body or (raw.markup == "html" and len(body) < LEAST_PAGE_CHARS):
        raise _nothing_left([*removed, *stripped])
    published, bad = _published(raw, header, day)
    raw = replace(raw, url=raw.url or _line(header.url, 2_000))
    url = canonical(raw.url) if raw.url else None
    flags += _flags(body, hidden, published, now)
    walled = any(part.kind == "subscription" and _WALL.search(part.text) for part in stripped)
    flags += ["excerpt_only"] if raw.markup == "html" and walled else []
    flags += [name for name, holds in (("bad_date", bad), ("bad_url", bool(raw.url and not url))) if holds]
    return _article(raw, replace(header, published=published), body, url, (*removed, *stripped), box, flags)


def _taken_apart(raw: RawArticle, text: str) -> tuple[Header, list[Removed], list[str]]:
    """Return the header with the lines of the text, the boilerplate that went, and the names of authors' boxes."""
    if raw.final:
        # Cleaned again, with what is known of it by now, it could lose more, and the library would hold another
        # state of it. What is a defence, and not tidiness, is done for it too: hidden characters go, orders are told.
        return Header(title=raw.title, body=tuple(text.split("\n"))), [], []
    lines, stripped, box = strip(text.split("\n"), raw.title or _below_crumbs(text), raw.authors)
    return read_header(lines, raw.title, raw.source), stripped, box


def _nothing_left(removed: Sequence[Removed]) -> ArticleError:
    if any(part.kind == "javascript" for part in removed):
        return ArticleError(
            "nothing left", why="the page shows its text only to a browser that runs its scripts",
            fix="Open it in a browser, save the article's text as .txt and ingest that.",
        )  # fmt: skip
    return ArticleError("nothing left", why="it has no text but boilerplate", fix="Check the file.")


def _as_text(raw: RawArticle) -> tuple[RawArticle, list[Removed], list[str], str | None]:
    """Return the article as plain text with what its markup says, the hidden text that went, flags, and a likely day."""
    if raw.markup == "html":
        page = read_page(raw.text, raw.url)
        merged = replace(
            raw, text=page.text, title=raw.title or page.title,
            published=raw.published or page.published, source=raw.source or page.source,
            authors=raw.authors or page.authors, url=raw.url or page.url, language=raw.language or page.language,
        )  # fmt: skip
        went = (
            ("hidden_text", page.hidden), ("struck_out", page.struck),
            ("also_read", page.pointers), ("pull_quote", page.repeated), ("not_extracted", page.lost),
        )  # fmt: skip
        removed = [Removed(kind, text[:TITLE_CHARS]) for kind, texts in went for text in texts]
        return merged, removed, [*page.flags, *(["hidden_text"] if page.hidden else [])], page.day
    if raw.markup == "markdown":
        left, struck = without_struck(raw.text)
        text, fields = read_markdown(left)
        removed = [Removed("struck_out", read_markdown(part)[0][:TITLE_CHARS]) for part in struck]
        return _with_fields(replace(raw, text=text), fields), removed, [], None
    return raw, [], [], None


def _with_fields(raw: RawArticle, fields: Fields) -> RawArticle:
    return replace(
        raw,
        title=raw.title or _field(fields, "title"),
        published=raw.published or _field(fields, "published", "date"),
        source=raw.source or _field(fields, "source", "outlet"),
        url=raw.url or _field(fields, "url", "link"),
        language=raw.language or _field(fields, "language"),
        authors=raw.authors or _authors(fields.get("authors") or fields.get("author") or ()),
    )


def _field(fields: Fields, *names: str) -> str | None:
    """Return the first of the fields that holds one value."""
    return next((value for name in names if isinstance(value := fields.get(name), str)), None)


def _authors(given: str | tuple[str, ...]) -> tuple[str, ...]:
    names = re.split(r"\s*[,;]\s*", given.strip("[] ")) if isinstance(given, str) else given
    return tuple(bare for name in names if (bare := name.strip("\"' ")))


def _tidy(raw: RawArticle) -> RawArticle:
    """Return the article with its fields as single lines of visible characters."""
    return replace(
        raw,
        title=_line(raw.title, TITLE_CHARS),
        url=_line(raw.url, 2_000),
        source=_line(raw.source, 200),
        language=_line(raw.language, 35),
        authors=tuple(name for a in raw.authors if (name := _line(a, 200))),
        metadata={one_line(k)[:200]: visible(v)[0] for k, v in raw.metadata.items()},
    )


def _line(text: str | None, most: int) -> str | None:
    return (one_line(text)[:most].strip() if text else None) or None


def _below_crumbs(text: str) -> str | None:
    """Return a line near the top that the line before it ends with: a title below its breadcrumbs."""
    lines = [line for line in text[:4000].split("\n") if line.strip()][:8]
    for before, line in pairwise(lines):
        if len(line) > 15 and before != line and before.endswith(line):
            return line
    return None


def _published(raw: RawArticle, header: Header, day: str | None) -> tuple[Published | None, bool]:
    """Return the publication, and whether a date was there that could not be understood.

    ``day`` was found on a page beside what its article says, and counts where that says nothing.
    """
    given = parse(raw.published) if raw.published else None
    likely = parse(day) if day else None
    said = header.published
    if said is None or (likely is not None and said == header.updated and likely.day < said.day):
        said = likely
    found = given or said
    return found, (bool(raw.published) and given is None) or (found is None and header.bad_date)


def _flags(body: str, hidden: int, published: Published | None, now: datetime) -> list[str]:
    checks = (
        ("hidden_characters", hidden > 0),
        ("damaged_characters", "\ufffd" in body),
        ("undated", published is None),
        ("future_date", published is not None and published.at > now + FUTURE),
        ("very_short", len(body) < SHORT_CHARS),
        ("possible_instructions", holds_instruction(body)),
    )
    return [name for name, holds in checks if holds]


def _article(
    raw: RawArticle,
    header: Header,
    body: str,
    url: str | None,
    removed: Sequence[Removed],
    box_authors: Sequence[str],
    flags: Sequence[str],
) -> Article:
    title = header.title or raw.ref
    metadata = {**({"place": header.place} if header.place else {}), **raw.metadata}
    if raw.url and not url:
        metadata.setdefault("address", raw.url)
    return Article(
        id=article_id(raw.id, url or raw.url, title, body),
        text=body,
        title=title,
        url=url,
        source=raw.source or header.outlet,
        published=header.published,
        authors=raw.authors or header.authors or tuple(box_authors),
        language=raw.language,
        metadata=metadata,
        content_hash=content_hash(title, body),
        removed=(*removed, *header.removed),
        flags=tuple(dict.fromkeys(flags)),
    )
