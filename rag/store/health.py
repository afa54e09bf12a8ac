"""Whether the file is what it should be, in words."""

from __future__ import annotations

import sqlite3

from rag.store.texts import altered
from rag.types import ArticleId

_CANNOT_WRITE = frozenset(
    (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN)
)


SHOWN = 20


def problems(db: sqlite3.Connection) -> tuple[str, ...]:
    """Return what is wrong with the articles and all else that nothing can make again. Reads the whole file."""
    found = []
    try:
        # Of the full text SQLite says so too; that is derived.
        found += [
            row[0] for row in db.execute(f"PRAGMA integrity_check({SHOWN})") if row[0] != "ok" and "FTS5" not in row[0]
        ]
        found += [f"{row[0]} refers to what is not there" for row in db.execute("PRAGMA foreign_key_check")]
        found += _unreadable(db)
        found += [
            f"the text of article {each.article_id}, version {each.version}, is not what it was when it came in"
            for each in altered(db)
            if not each.mendable
        ][:SHOWN]
    except sqlite3.DatabaseError as exc:
        found.append(str(exc))
    return tuple(found)


_JSON_COLUMNS = {"authors": "array", "metadata": "object", "removed": "array", "flags": "array"}


def _unreadable(db: sqlite3.Connection) -> list[str]:
    """Return the fields of articles that are no JSON of their kind: whoever reads such an article fails."""
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'articles'").fetchone():
        return []  # The history is looked at with the same eyes.
    found = []
    for column, kind in _JSON_COLUMNS.items():
        # Only of what is JSON can the type be asked.
        rows = db.execute(
            f"SELECT id FROM articles WHERE iif(json_valid({column}), json_type({column}), '') != ? LIMIT 3", [kind]
        ).fetchall()
        found += [f"the {column} of article {row['id']} cannot be read" for row in rows]
    return found


def derived_problems(db: sqlite3.Connection) -> tuple[str, ...]:
    """Return what is wrong with the chunks and the full text, which can be made again from the articles."""
    try:
        return tuple(_derived(db))
    except sqlite3.DatabaseError as exc:
        return (f"the full text index is damaged ({exc})",)


_MISFITS = """
    SELECT articles.id FROM articles WHERE NOT EXISTS (SELECT 1 FROM chunks WHERE article = articles.rowid)
    UNION SELECT articles.id FROM chunks JOIN articles ON articles.rowid = chunks.article
    WHERE chunks."end" > length(articles.text) OR chunks.start < 0 OR chunks.start >= chunks."end"
"""


def misfits(db: sqlite3.Connection) -> tuple[ArticleId, ...]:
    """Return the articles that have no chunks, or chunks that lie outside their text."""
    return tuple(ArticleId(row["id"]) for row in db.execute(_MISFITS))


def without_bands(db: sqlite3.Connection) -> tuple[ArticleId, ...]:
    """Return the articles whose near-duplicates cannot be found."""
    rows = db.execute("SELECT id FROM articles WHERE NOT EXISTS (SELECT 1 FROM bands WHERE article = articles.rowid)")
    return tuple(ArticleId(row["id"]) for row in rows)


def _derived(db: sqlite3.Connection) -> list[str]:
    found = []
    twice = sum(each.mendable for each in altered(db))
    if twice:
        found.append(f"{twice} texts are not what they were when they came in, and stand elsewhere as they were")
    chunks, passages = db.execute("SELECT (SELECT count(*) FROM chunks), (SELECT count(*) FROM passages)").fetchone()
    if chunks != passages:
        found.append(f"the full text holds {passages} passages, the store {chunks} chunks")
    unfit, unbanded = len(misfits(db)), len(without_bands(db))
    if unfit:
        found.append(f"the chunks of {unfit} articles are missing or lie outside their text")
    if unbanded:
        found.append(f"what copies of {unbanded} articles are found by is missing")
    differing = db.execute(
        "SELECT count(*) FROM (SELECT passages.text AS kept,"
        ' substr(articles.text, chunks.start + 1, chunks."end" - chunks.start) AS cut FROM chunks'
        " JOIN passages ON passages.rowid = chunks.rowid JOIN articles ON articles.rowid = chunks.article"
        " LIMIT 2000) WHERE kept != cut"
    ).fetchone()[0]
    if differing:
        found.append(f"{differing} passages differ from their article's text")
    try:
        db.execute("INSERT INTO passages (passages) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as exc:
        # The question is put as a change: a file that is read-only or in use is not damaged for it.
        if exc.sqlite_errorcode & 0xFF not in _CANNOT_WRITE:
            found.append(f"the full text index is damaged ({exc})")
    return found
