"""What briefs read of the store, and their own tables: one function a question. Callers hold the transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from rag.store.rows import article_of, epoch, moment, published_of
from rag.types import Article, ArticleId, Published

IN_LIST = 500


def undated(db: sqlite3.Connection, since: datetime, until: datetime, limit: int) -> tuple[Article, ...]:
    """Return the articles without a date that were taken in during that time."""
    rows = db.execute(
        "SELECT * FROM articles WHERE published IS NULL AND fetched >= ? AND fetched < ? ORDER BY id LIMIT ?",
        [epoch(since), epoch(until), limit],
    )
    return tuple(article_of(row) for row in rows)


def chunk_texts(db: sqlite3.Connection, article_ids: Sequence[ArticleId]) -> dict[ArticleId, list[str]]:
    """Return the texts of the chunks of each article, in order."""
    found: dict[ArticleId, list[str]] = {i: [] for i in article_ids}
    for start in range(0, len(article_ids), IN_LIST):
        part = article_ids[start : start + IN_LIST]
        marks = ", ".join("?" * len(part))
        rows = db.execute(
            'SELECT articles.id, substr(articles.text, chunks.start + 1, chunks."end" - chunks.start) AS text'
            " FROM chunks JOIN articles ON articles.rowid = chunks.article"
            f" WHERE articles.id IN ({marks}) ORDER BY articles.id, chunks.start",
            list(part),
        )
        for row in rows:
            found[ArticleId(row["id"])].append(row["text"])
    return found


def newest(db: sqlite3.Connection, as_of: datetime) -> tuple[Published | None, datetime | None]:
    """Return the last publication known by then, and when the last article was taken in."""
    row = db.execute(
        "SELECT published, published_has_time FROM articles WHERE published <= ? ORDER BY published DESC LIMIT 1",
        [epoch(as_of)],
    ).fetchone()
    fetched = db.execute("SELECT max(fetched) AS at FROM articles").fetchone()["at"]
    return (published_of(row) if row else None, moment(fetched) if fetched is not None else None)
