"""What is kept of texts that were embedded, by the key of the text. It leaves with the last chunk that has the text."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from rag.types import chunk_text, key_of

_TABLES = ("embeddings", "token_signs")
_CUT = 'substr(articles.text, chunks.start + 1, chunks."end" - chunks.start)'
_CHUNKS = "articles JOIN chunks ON chunks.article = articles.rowid"

TitleAndText = tuple[str, str]


def texts_of(db: sqlite3.Connection, rowid: int) -> Sequence[TitleAndText]:
    """Return title and text of each chunk of an article."""
    rows = db.execute(f"SELECT articles.title, {_CUT} FROM {_CHUNKS} WHERE articles.rowid = ?", [rowid])
    return [(row[0], row[1]) for row in rows]


def forget(db: sqlite3.Connection, texts: Sequence[TitleAndText]) -> None:
    """Forget what was made of these texts, those that a chunk still has left out."""
    for title, text in texts:
        # The first condition says nothing new: it lets SQLite look titles up.
        kept = db.execute(
            f"SELECT 1 FROM {_CHUNKS} WHERE articles.title = ? COLLATE NOCASE AND articles.title = ? AND {_CUT} = ? LIMIT 1",
            [title, title, text],
        ).fetchone()
        if kept is None:
            _delete(db, key_of(chunk_text(title, text)))


def forget_unused(db: sqlite3.Connection) -> None:
    """Forget whatever was made of texts that no chunk has. Reads all chunks."""
    db.execute("CREATE TEMP TABLE living (key TEXT PRIMARY KEY) WITHOUT ROWID")
    rows = db.execute(f"SELECT articles.title, {_CUT} FROM {_CHUNKS}")
    db.executemany("INSERT OR IGNORE INTO living VALUES (?)", ([key_of(chunk_text(t, text))] for t, text in rows))
    for table in _TABLES:
        db.execute(f"DELETE FROM {table} WHERE key NOT IN (SELECT key FROM living)")
    db.execute("DROP TABLE living")


def _delete(db: sqlite3.Connection, key: str) -> None:
    for table in _TABLES:
        for model in list(_models(db, table)):
            db.execute(f"DELETE FROM {table} WHERE model = ? AND key = ?", [model, key])


def _models(db: sqlite3.Connection, table: str) -> Iterator[str]:
    """Yield the models of a table, each found through the index: the rows are large."""
    model = ""
    while (model := db.execute(f"SELECT min(model) FROM {table} WHERE model > ?", [model]).fetchone()[0]) is not None:
        yield model
