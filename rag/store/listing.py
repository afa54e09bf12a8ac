"""Lists of articles for a page to show: searched, sorted, a page at a time; and how many there are by day and outlet."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rag.store.rows import moment, published_of
from rag.text.words import fold
from rag.types import ArticleId, Published

Order = Literal["newest", "oldest", "title", "outlet"]
ORDERS: dict[str, str] = {
    "newest": "a.published DESC, a.id",
    "oldest": "a.published IS NULL, a.published, a.id",
    "title": "a.title COLLATE NOCASE, a.id",
    "outlet": "a.source_folded, a.published DESC, a.id",
}


PREFIX = 3
"""Letters from which on a word is also looked for as the beginning of others."""
MOST = 5_000
"""Passages that a list is made of at most."""
_MATCHING = (
    "a.rowid IN (SELECT c.article FROM chunks c WHERE c.rowid IN"
    " (SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rowid DESC LIMIT ?))"
)


@dataclass(frozen=True, slots=True)
class Listed:
    """An article as a list shows it. ``copies`` counts the others of its group."""

    id: ArticleId
    title: str
    source: str | None
    published: Published | None
    version: int
    copies: int
    is_copy: bool
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list, and how many there are in all; ``more`` where it is one of too many matches.

    ``whole`` are the words too short to be looked for as the beginning of others.
    """

    rows: tuple[Listed, ...]
    total: int
    more: bool = False
    whole: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many articles an outlet published on a day; ``day`` is None for undated ones."""

    day: date | None
    source: str
    articles: int


def page(db: sqlite3.Connection, words: str, sources: Sequence[str], order: Order, limit: int, offset: int) -> Page:
    """Return a page of the articles that hold every one of the words (in title or text) and are by one of the outlets.

    Words of ``PREFIX`` letters and more are found as the beginning of longer ones too. Where more than ``MOST``
    passages match, the list is made of those that were taken in last, so that a page stays quick.
    """
    clauses, values = ["1"], list[object]()
    match, whole = _match(words)
    more = bool(match) and _passages(db, match) > MOST
    if match:
        clauses.append(_MATCHING)
        values += [match, MOST]
    if sources:
        clauses.append("a.source_folded IN (SELECT value FROM json_each(?))")
        values.append(json.dumps([fold(s) for s in sources]))
    where = " AND ".join(clauses)
    total = db.execute(f"SELECT count(*) FROM articles a WHERE {where}", values).fetchone()[0]
    rows = db.execute(
        "SELECT a.id, a.title, a.source, a.published, a.published_has_time, a.version, a.flags, a.group_id,"
        " (SELECT count(*) FROM articles b WHERE b.group_id = a.group_id) - 1 AS copies"
        f" FROM articles a WHERE {where} ORDER BY {ORDERS[order]} LIMIT ? OFFSET ?",
        [*values, limit, offset],
    )
    return Page(tuple(_listed(row) for row in rows), int(total), more, whole)


def _passages(db: sqlite3.Connection, match: str) -> int:
    """Return how many passages match, counted no further than needed."""
    counted = "SELECT count(*) FROM (SELECT 1 FROM passages WHERE passages MATCH ? LIMIT ?)"
    return int(db.execute(counted, [match, MOST + 1]).fetchone()[0])


def _match(words: str) -> tuple[str, tuple[str, ...]]:
    """Return the full-text query, and the words that it takes as whole ones."""
    found = tuple(dict.fromkeys(re.findall(r"[^\W_]+", words.lower())))
    whole = tuple(w for w in found if len(w) < PREFIX)
    return " AND ".join(f'"{w}"' if w in whole else f'"{w}"*' for w in found), whole


def _listed(row: sqlite3.Row) -> Listed:
    return Listed(
        ArticleId(row["id"]), row["title"], row["source"], published_of(row), row["version"], row["copies"],
        row["group_id"] != row["id"], tuple(json.loads(row["flags"])),
    )  # fmt: skip


def coverage(db: sqlite3.Connection) -> tuple[DayCount, ...]:
    """Return how many articles there are by day (UTC) and outlet, oldest day first."""
    rows = db.execute(
        # A division rounds towards zero, which is the wrong way before 1970.
        "SELECT (published - ((published % 86400) + 86400) % 86400) / 86400 AS day, coalesce(source, '') AS source,"
        " count(*) AS n FROM articles"
        " GROUP BY day, source ORDER BY day, source"
    )
    return tuple(
        DayCount(None if r["day"] is None else moment(r["day"] * 86_400).date(), r["source"], r["n"]) for r in rows
    )
