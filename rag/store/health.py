"""Whether the file is what it should be, in words."""

from __future__ import annotations

import sqlite3


def problems(db: sqlite3.Connection) -> tuple[str, ...]:
    """Return what is wrong with the store; empty when it is well. Reads the whole file."""
    found = []
    try:
        found += [row[0] for row in db.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
        found += [f"{row[0]} refers to what is not there" for row in db.execute("PRAGMA foreign_key_check")]
        found += _derived(db)
    except sqlite3.DatabaseError as exc:
        found.append(str(exc))
    return tuple(found)


def _derived(db: sqlite3.Connection) -> list[str]:
    found = []
    chunks, passages = db.execute("SELECT (SELECT count(*) FROM chunks), (SELECT count(*) FROM passages)").fetchone()
    if chunks != passages:
        found.append(f"the full text holds {passages} passages, the store {chunks} chunks")
    outside = db.execute(
        "SELECT count(*) FROM chunks JOIN articles ON articles.rowid = chunks.article"
        ' WHERE chunks."end" > length(articles.text) OR chunks.start < 0 OR chunks.start >= chunks."end"'
    ).fetchone()[0]
    if outside:
        found.append(f"{outside} chunks lie outside their article's text")
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
        found.append(f"the full text index is damaged ({exc})")
    return found
