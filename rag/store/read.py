"""Reading articles, chunks and quotes. Every function is one or a few SELECTs."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby

from rag.ports import ChunkRow, Counts
from rag.store.rows import article_of, chunk_of, moment, published_of, version_of, where_clause
from rag.text.words import fold
from rag.types import (
    ArticleId,
    ChunkId,
    Filter,
    Quote,
    QuoteKind,
    Scored,
    Span,
    StoredArticle,
    Version,
)

IN_LIST = 500
TITLE_WEIGHT = 2.0
_STOP = frozenset(
    "a an and are as at be been by did do does for from had has have he her his how in is it its of on or she "
    "that the their there they this to was were what when where which who whom whose why will with would".split()
)
CHUNK_COLUMNS = """
    chunks.id AS chunk_id, chunks.start, chunks."end",
    substr(articles.text, chunks.start + 1, chunks."end" - chunks.start) AS chunk_text,
    articles.id, articles.title, articles.source, articles.url, articles.published,
    articles.published_has_time, articles.fetched, articles.group_id
"""


def article(db: sqlite3.Connection, article_id: ArticleId) -> StoredArticle | None:
    """Return an article with its copies, or None."""
    row = db.execute("SELECT * FROM articles WHERE id = ?", [article_id]).fetchone()
    return _stored(row, _members(db, row["group_id"])) if row else None


def articles(db: sqlite3.Connection, where: Filter | None, limit: int, offset: int) -> tuple[StoredArticle, ...]:
    """Return articles, newest publication first, undated last, then by id."""
    clause, values = where_clause(where)
    rows = db.execute(
        f"SELECT * FROM articles WHERE {clause} ORDER BY published DESC, id LIMIT ? OFFSET ?",
        [*values, limit, offset],
    ).fetchall()
    # A group is read once, however many of its members are asked for.
    groups = {group: _members(db, group) for group in dict.fromkeys(row["group_id"] for row in rows)}
    return tuple(_stored(row, groups[row["group_id"]]) for row in rows)


def _members(db: sqlite3.Connection, group: str) -> list[ArticleId]:
    rows = db.execute(
        "SELECT id FROM articles WHERE group_id = ? ORDER BY published IS NULL, published, fetched, id", [group]
    )
    return [ArticleId(row["id"]) for row in rows]


def _stored(row: sqlite3.Row, members: Sequence[ArticleId]) -> StoredArticle:
    copies = tuple(member for member in members if member != row["id"])
    original = None if row["group_id"] == row["id"] else ArticleId(row["group_id"])
    return StoredArticle(article_of(row), moment(row["fetched"]), row["version"], copies, original)


def versions(db: sqlite3.Connection, article_id: ArticleId) -> tuple[Version, ...]:
    """Return all versions of an article, oldest first."""
    rows = db.execute(
        "SELECT versions.* FROM versions JOIN articles ON articles.rowid = versions.article"
        " WHERE articles.id = ? ORDER BY number",
        [article_id],
    )
    return tuple(version_of(row) for row in rows)


def texts_by_version(db: sqlite3.Connection, article_ids: Sequence[ArticleId]) -> dict[ArticleId, list[str]]:
    """Return the hashes of the texts that each known article has had, oldest first."""
    found: dict[ArticleId, list[str]] = {}
    rows = db.execute(
        "SELECT articles.id, versions.content_hash FROM articles JOIN versions ON versions.article = articles.rowid"
        " WHERE articles.id IN (SELECT value FROM json_each(?)) ORDER BY versions.article, versions.number",
        [json.dumps(list(article_ids))],
    )
    for row in rows:
        found.setdefault(ArticleId(row["id"]), []).append(row["content_hash"])
    return found


def chunk_rows(db: sqlite3.Connection, chunk_ids: Sequence[ChunkId]) -> dict[ChunkId, ChunkRow]:
    """Return the rows of those chunks that exist, in the order asked for."""
    found: dict[ChunkId, ChunkRow] = {}
    for start in range(0, len(chunk_ids), IN_LIST):
        ids = chunk_ids[start : start + IN_LIST]
        marks = ", ".join("?" * len(ids))
        rows = db.execute(
            f"SELECT {CHUNK_COLUMNS} FROM chunks JOIN articles ON articles.rowid = chunks.article"
            f" WHERE chunks.id IN ({marks})",
            list(ids),
        )
        found.update((ChunkId(row["chunk_id"]), chunk_row(row)) for row in rows)
    return {i: found[i] for i in chunk_ids if i in found}


def chunk_row(row: sqlite3.Row) -> ChunkRow:
    """Return a chunk with its article's fields."""
    return ChunkRow(
        chunk_of(row), row["title"], row["source"], row["url"], published_of(row), moment(row["fetched"]),
        ArticleId(row["group_id"]),
    )  # fmt: skip


def pending(db: sqlite3.Connection, limit: int) -> tuple[ChunkRow, ...]:
    """Return chunks that the vector index does not hold yet."""
    rows = db.execute(
        f"SELECT {CHUNK_COLUMNS} FROM chunks JOIN articles ON articles.rowid = chunks.article"
        " WHERE chunks.indexed = 0 ORDER BY chunks.rowid LIMIT ?",
        [limit],
    )
    return tuple(chunk_row(row) for row in rows)


def search_text(db: sqlite3.Connection, query: str, k: int, where: Filter | None) -> tuple[Scored, ...]:
    """Return up to k chunks by BM25 over title and text for any word of the query, best first."""
    match = _match(query)
    if not match:
        return ()
    clause, values = where_clause(where)
    rows = db.execute(
        f"SELECT chunks.id, bm25(passages, {TITLE_WEIGHT}, 1.0) AS score FROM passages"
        " JOIN chunks ON chunks.rowid = passages.rowid JOIN articles ON articles.rowid = chunks.article"
        f" WHERE passages MATCH ? AND {clause} ORDER BY score LIMIT ?",
        [match, *values, k],
    )
    return tuple(Scored(ChunkId(row["id"]), -row["score"]) for row in rows)


def _match(query: str) -> str:
    return " OR ".join(_telling(query))


def _telling(query: str) -> list[str]:
    """Return the words of a query, each in marks, those without meaning only where there are no others."""
    words = list(dict.fromkeys(re.findall(r"[^\W_]+", query.lower())))
    return [f'"{w}"' for w in words if w not in _STOP] or [f'"{w}"' for w in words]


def quotes(
    db: sqlite3.Connection, where: Filter | None, speaker: str | Sequence[str] | None, limit: int, about: str
) -> tuple[Quote, ...]:
    """Return quotes, newest article first, in order of the text."""
    clause, values = where_clause(where)
    if words := _telling(about)[:MOST_TOPIC_WORDS]:
        each = " UNION ".join([_OF_A_WORD] * len(words))
        clause += f" AND articles.rowid IN (SELECT article FROM ({each}) GROUP BY article HAVING count(*) >= ?)"
        values += [*(w for word in words for w in (word, word)), max(1, len(words) // 2)]
    names = [re.findall(r"[^\W_]+\*?", fold(n)) for n in ([speaker] if isinstance(speaker, str) else speaker or ())]
    if any(names):
        known = [" AND ".join(["quotes.speaker_folded GLOB ?"] * len(words)) for words in names if words]
        clause += f" AND (({') OR ('.join(known)}))"
        values += [_glob(word) for words in names for word in words]
    found: list[Quote] = []
    with _one_state(db):
        rows = db.execute(
            f"SELECT quotes.*, articles.id FROM quotes JOIN articles ON articles.rowid = quotes.article WHERE {clause}"
            " ORDER BY articles.published DESC, articles.id, quotes.start LIMIT ?",
            [*values, limit],
        )
        for article, said in groupby(rows, key=lambda row: row["article"]):
            # Read once an article: with thousands of quotes, cut out of it by each row took seconds.
            text = db.execute("SELECT text FROM articles WHERE rowid = ?", [article]).fetchone()["text"]
            found += [_quote(row, text) for row in said]
    return tuple(found)


@contextmanager
def _one_state(db: sqlite3.Connection) -> Iterator[None]:
    """Let several SELECTs see one state of the library, whatever another process writes in between."""
    if db.in_transaction:
        yield
        return
    db.execute("BEGIN")
    try:
        yield
    finally:
        db.execute("COMMIT")


MOST_TOPIC_WORDS = 20
_OF_A_WORD = (
    "SELECT chunks.article AS article, ? AS word FROM passages JOIN chunks ON chunks.rowid = passages.rowid"
    " WHERE passages MATCH ?"
)


def _glob(word: str) -> str:
    """Return the pattern of a speaker with that word, or with one that begins so where it ends with a star."""
    return f"*[^a-z0-9]{word}" if word.endswith("*") else f"*[^a-z0-9]{word}[^a-z0-9]*"


def _quote(row: sqlite3.Row, text: str) -> Quote:
    kind: QuoteKind = "direct" if row["kind"] == "direct" else "reported"
    span = Span(row["start"], row["end"])
    return Quote(ArticleId(row["id"]), row["speaker"], kind, span, span.of(text), row["cue"])


def counts(db: sqlite3.Connection) -> Counts:
    """Return how much there is."""
    row = db.execute(
        "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM chunks), (SELECT count(*) FROM quotes),"
        " (SELECT count(DISTINCT source_folded) FROM articles WHERE source_folded != ''),"
        " (SELECT count(*) FROM chunks WHERE indexed = 0)"
    ).fetchone()
    return Counts(*row)
