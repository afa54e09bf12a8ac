"""A brief as a page that stands alone, and as the HTML part of a letter. Everything is escaped by the templates."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rag.export.escape import address, plain
from rag.export.words import (
    KINDS,
    QUOTE_MARKS,
    STATUS,
    change_words,
    happened,
    meta_words,
    reported,
    reports,
    short,
    stamp,
    title_of,
    watched_words,
)
from rag.types import Brief, Watched

if TYPE_CHECKING:
    from jinja2 import Environment

LONGEST_TOOLTIP = 300


def brief_page(value: Brief) -> str:
    """Return a page with its own styles, without scripts and without anything from elsewhere; it prints well."""
    return _rendered("page.html.j2", value)


def brief_letter(value: Brief, *, whole: bool = True) -> str:
    """Return the HTML of a letter, each style on its element; without ``whole`` only what is inside its body."""
    return _rendered("letter.html.j2", value, whole=whole)


def _rendered(template: str, value: Brief, *, whole: bool = True) -> str:
    by_number = {c.n: c for c in value.citations}
    titles = {s.id: s.headline for s in value.stories}

    def words(n: int) -> str:
        cited = by_number.get(n)
        text = plain(f"{cited.source or cited.title}: {cited.text}") if cited else ""
        return text if len(text) <= LONGEST_TOOLTIP else text[: LONGEST_TOOLTIP - 1] + "…"

    def watched(one: Watched) -> str:
        return watched_words(one, titles)

    return _environment().get_template(template).render(
        brief=value, title=title_of(value.window), meta=meta_words(value), kinds=KINDS, status=STATUS,
        reports=reports, reported=reported, happened=happened, change_words=change_words, stamp=stamp, words=words, watched=watched, short=short, by_number=by_number, quote_marks=QUOTE_MARKS, whole=whole,
    )  # fmt: skip


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("rag.export"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        keep_trailing_newline=True, finalize=_shown,
    )  # fmt: skip
    made.filters["plain"] = plain
    made.filters["address"] = address
    return made


def _shown(value: object) -> object:
    """Return what is put into a page: text without control characters; what is escaped already stays as it is."""
    return plain(value) if type(value) is str else value
