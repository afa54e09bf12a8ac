"""Rows to values, and filters to SQL. The only place that knows both sides."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from typing import Any

from rag.text.words import fold
from rag.types import (
    Article,
    ArticleId,
    Chunk,
    ChunkId,
    Filter,
    Published,
    Removed,
    Span,
    Version,
)


def epoch(moment: datetime) -> int:
    """Return whole seconds since the epoch."""
    return int(moment.timestamp())


def moment(seconds: int) -> datetime:
    """Return the moment that many seconds after the epoch, in UTC."""
    return datetime.fromtimestamp(seconds, UTC)


def published_of(row: sqlite3.Row) -> Published | None:
    """Return a row's publication, as a day or a time."""
    if row["published"] is None:
        return None
    return Published(moment(row["published"]), bool(row["published_has_time"]))


def article_of(row: sqlite3.Row) -> Article:
    """Return the article of a full row."""
    return Article(
        id=ArticleId(row["id"]),
        text=row["text"],
        title=row["title"],
        url=row["url"],
        source=row["source"],
        published=published_of(row),
        authors=tuple(json.loads(row["authors"])),
        language=row["language"],
        metadata=json.loads(row["metadata"]),
        content_hash=row["content_hash"],
        removed=tuple(Removed(kind, text) for kind, text in json.loads(row["removed"])),
        flags=tuple(json.loads(row["flags"])),
    )


def article_columns(article: Article) -> dict[str, Any]:
    """Return the columns that come from the article itself."""
    return {
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "text": article.text,
        "source": article.source,
        "source_folded": fold(article.source or ""),
        "published": epoch(article.published.at) if article.published else None,
        "published_has_time": int(article.published.has_time) if article.published else 0,
        "authors": _dump(list(article.authors)),
        "language": article.language,
        "metadata": _dump(dict(article.metadata)),
        "removed": _dump([[r.kind, r.text] for r in article.removed]),
        "flags": _dump(list(article.flags)),
        "content_hash": article.content_hash,
    }


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def chunk_of(row: sqlite3.Row) -> Chunk:
    """Return a chunk; its text is cut from the article by SQLite, in code points."""
    return Chunk(ChunkId(row["chunk_id"]), ArticleId(row["id"]), Span(row["start"], row["end"]), row["chunk_text"])


def version_of(row: sqlite3.Row) -> Version:
    """Return one version of an article."""
    return Version(row["number"], moment(row["fetched"]), row["content_hash"], row["title"], row["text"])


def where_clause(where: Filter | None) -> tuple[str, list[Any]]:
    """Return the SQL condition on table ``articles`` for a filter, and its values."""
    if where is None:
        return "1", []
    times, days = where.times, where.days
    # The first two bounds say nothing new: they let SQLite search the dates in order.
    dated = (
        "articles.published BETWEEN ? AND ? AND articles.published >= iif(articles.published_has_time, ?, ?)"
        " AND articles.published <= iif(articles.published_has_time, ?, ?)"
    )
    values: list[Any] = [
        min(times.first, days.first), max(times.last, days.last), times.first, days.first, times.last, days.last
    ]  # fmt: skip
    clauses = [f"({dated})"]
    if where.undated:
        clauses = [f"({dated} OR articles.published IS NULL AND articles.fetched <= ?)"]
        values.append(times.last)
    if where.sources:
        clauses.append("articles.source_folded IN (SELECT value FROM json_each(?))")
        values.append(_dump([fold(s) for s in where.sources]))
    if where.article_ids:
        clauses.append("articles.id IN (SELECT value FROM json_each(?))")
        values.append(_dump(list(where.article_ids)))
    return " AND ".join(clauses), values
