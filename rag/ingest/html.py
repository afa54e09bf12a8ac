"""Pages to text and what their head says, through trafilatura. Fed with text that we have, never an address."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rag.errors import ArticleError
from rag.ingest.boilerplate import kind_of
from rag.ingest.front import headlines_listed
from rag.ingest.hidden import take_hidden
from rag.ingest.layout import open_layout_tables
from rag.ingest.page_date import (
    PageDates,
    article_bodies,
    authors_said,
    page_dates,
    published,
    take_other_dates,
    take_other_titles,
)
from rag.ingest.page_day import headlines, language_of, likely_day
from rag.ingest.pieces import join_pieces, parted, take_repeated
from rag.ingest.pointers import take_pointers
from rag.ingest.put_back import Block, blocks_of, put_back
from rag.ingest.raised import write_out_raised
from rag.ingest.state import paragraphs_of_state, scripts_of_state
from rag.ingest.struck import take_struck
from rag.ingest.titles import is_outlet, without_outlet
from rag.text.dates import MONTH_NAMES, WEEKDAYS

MOST_CHARS = 3_000_000
MOST_TAGS = 60_000
"""Larger pages take many seconds to parse; no article is that long."""
SHORT_CHARS = 300
"""Of so little text trafilatura gives a rough rendering, with line breaks around every link."""
MOST_ATTRIBUTES = 2_000
_LONG_TAG = re.compile(r"<([a-zA-Z][\w-]{0,40})\s[^<>]{8000,}>")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_BODY = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_PAYWALL = re.compile(r'"isAccessibleForFree"\s*:\s*"?false', re.IGNORECASE)
_NOT_A_NAME = re.compile(
    r"\b(?:is|covers|reporter|staff|news|updated|published|our|desk|member since)\b|admin\b|\d|https?:|[@|]",
    re.IGNORECASE,
)
_SURNAME_FIRST = re.compile(
    r"(?:(?:[Vv]an|[Vv]on|[Dd]e|[Dd]er|[Dd]en|[Dd]el|[Dd]i|[Ll]a) )*[A-ZÀ-Þ][\w’'-]+, [A-ZÀ-Þ][\w’'-]+"
)
_CALENDAR = frozenset((*MONTH_NAMES, *WEEKDAYS))


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says. ``flags`` holds ``truncated`` and ``excerpt_only``; ``hidden`` the text nobody sees.

    ``day`` is a date that was found on it and may be that of a change: good where nothing else is said.
    ``struck`` is what it shows struck out, ``pointers`` are the linked headlines of other stories and ``repeated``
    the sentences shown again in large letters: the text is without them. ``lost`` are paragraphs that it is without
    though nothing is known to be wrong with them.
    """

    text: str
    title: str | None = None
    published: str | None = None
    source: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    language: str | None = None
    flags: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()
    day: str | None = None
    pointers: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def read_page(html: str, url: str | None) -> Page:
    """Return the article on a page.

    Raises:
        ArticleError: there is no article text on it.
    """
    flags: tuple[str, ...] = ("truncated",) if len(html) > MOST_CHARS else ()
    html = html[:MOST_CHARS]
    if _PAYWALL.search(html):
        flags += ("excerpt_only",)
    tree = _parsed(html)
    whole = html.count("<") <= MOST_TAGS
    beside = _read_beside(tree, url, whole=whole) if tree is not None else _Beside()
    found = _extracted(tree, url) if whole else None
    text, lost = put_back((getattr(found, "text", None) or "").strip(), beside.blocks)
    if len(text) < SHORT_CHARS:
        stated = paragraphs_of_state(beside.scripts, [*beside.heads, _title(html) or ""])
        text = max(_plain(tree), text, "\n\n".join(stated), key=_letters)
    if tree is not None and "\n" not in text:
        text = parted(text, (_plain(tree), *beside.bodies))
    if not text:
        raise ArticleError(
            "page without an article", why="no running text was found on it",
            fix="Save the article's text as .txt and ingest that.",
        )  # fmt: skip
    day = beside.day
    page = Page(
        text, _title(html), published(beside.dates, day), url=url, language=beside.language, flags=flags,
        hidden=beside.hidden, struck=beside.struck, day=day, pointers=beside.pointers, repeated=beside.repeated, lost=tuple(lost),
    )  # fmt: skip
    if found is None:
        return page
    source = _source(found.sitename, found.hostname)
    title: str | None = found.title or page.title
    if title and (is_outlet(title, source) or kind_of(title)):
        title = next((head for head in beside.heads if not is_outlet(head, source) and not kind_of(head)), None)
    return replace(
        page, text=_paragraphs(text), title=without_outlet(title, source) if title else None, source=source,
        authors=_authors(found.author, beside.said), url=url or found.url, language=found.language or beside.language,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Beside:
    """What was read on a page before the extraction, which takes from the tree what it does not need."""

    hidden: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()
    dates: PageDates = field(default_factory=PageDates)
    day: str | None = None
    language: str | None = None
    said: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    pointers: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()


def _read_beside(tree: Any, url: str | None, *, whole: bool) -> _Beside:
    """Return what a parsed page says beside its text, and make it ready for the extraction, in place.

    Raises:
        ArticleError: it lists other pages.
    """
    hidden, struck = tuple(take_hidden(tree)), tuple(take_struck(tree))
    listed = headlines_listed(tree, url)
    if listed:
        raise ArticleError(
            "page of many articles", why=f"it lists {listed} headlines of other pages and has no text of its own",
            fix="Give the addresses of the articles themselves.",
        )  # fmt: skip
    open_layout_tables(tree)
    write_out_raised(tree)
    take_other_dates(tree)
    dates, said, heads = page_dates(tree), authors_said(tree), tuple(headlines(tree))
    day = (likely_day(tree, url) if whole else None) or next(iter(dates.changed), None)
    pointers = tuple(take_pointers(tree)) if whole else ()
    bodies, scripts = article_bodies(tree), scripts_of_state(tree)
    take_other_titles(tree)
    repeated = tuple(take_repeated(tree)) if whole else ()
    blocks = blocks_of(tree) if whole else ()
    if whole:
        join_pieces(tree)
    return _Beside(
        hidden, struck, dates, day, language_of(tree), said, heads, bodies, scripts, pointers, repeated, blocks
    )


def _parsed(html: str) -> Any:
    from trafilatura import load_html

    for name in ("trafilatura", "htmldate", "courlan"):
        # Without a handler of ours their findings about a page would be printed to standard error.
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
    html = _LONG_TAG.sub(_without_attributes, html)
    return load_html(html if _BODY.search(html) else f"<html><body>{html}</body></html>")


def _without_attributes(tag: re.Match[str]) -> str:
    """Return a tag as it is, or bare if it has so many attributes that reading them takes minutes."""
    many = len(_QUOTED.sub("", tag.group()).split()) > MOST_ATTRIBUTES
    return f"<{tag[1]}>" if many else tag.group()


def _extracted(tree: Any, url: str | None) -> Any:
    from trafilatura import bare_extraction

    if tree is None:
        return None
    return bare_extraction(
        tree, url=url, with_metadata=True, include_comments=False, include_tables=True,
        favor_recall=True, date_extraction_params={"original_date": True, "extensive_search": False},
    )  # fmt: skip


def _paragraphs(text: str) -> str:
    """Return the text with a blank line between paragraphs: trafilatura puts each on a line of its own."""
    return re.sub(r"\n+", "\n\n", text)


def _source(name: str | None, host: str | None) -> str | None:
    """Return the outlet: the name that the page gives itself, when it is one, else its host."""
    if name and not re.match(r"(?:https?://|www\.|copyright\b|©)", name.strip(), re.IGNORECASE):
        return name.strip()
    return (host or "").removeprefix("www.") or None


def _authors(given: str | None, as_said: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the names among what a page gives as authors: pages put roles, dates and links there too.

    ``as_said`` is how it gives them: "Reth, Jana" is one person, not two.
    """
    names: list[str] = []
    parts = [" ".join(part.split()) for part in (given or "").split(";")]
    if len(parts) == 2 and any(
        _SURNAME_FIRST.fullmatch(said.strip()) and said.strip() == ", ".join(parts) for said in as_said
    ):
        parts = [f"{parts[1]} {parts[0]}"]
    for part in parts:
        words = [w for w in part.split() if w.casefold() not in _CALENDAR]
        name = " ".join(words)
        cut = re.split(r"\s+(?:is|covers)\s+", name, maxsplit=1)[0]
        if cut and len(cut) <= 60 and len(cut.split()) <= 6 and not _NOT_A_NAME.search(cut):
            names.append(cut)
    return tuple(dict.fromkeys(names))


def _title(html: str) -> str | None:
    import html as entities

    match = re.search(r"<title[^>]*>([^<]{1,300})</title>", html, re.IGNORECASE)
    return " ".join(entities.unescape(match.group(1)).split()) if match else None


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _plain(tree: Any) -> str:
    """Return the text of all paragraphs and headings, for pages that trafilatura finds little on."""
    if tree is None:
        return ""
    found: dict[str, None] = {}
    for node in tree.iter("h1", "h2", "h3", "p", "blockquote", "pre", "figcaption", "li", "td"):
        line = " ".join(node.text_content().split())
        if len(line) > 40 or node.tag in ("h1", "p", "blockquote", "pre"):
            found[line] = None
    lines = list(found) or [
        " ".join(text.split()) for text in tree.xpath("//body//text()[not(parent::script or parent::style)]")
    ]
    return "\n\n".join(line for line in lines if line)
