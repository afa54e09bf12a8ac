"""The store as one object: each public method is one transaction under one lock."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock

import numpy as np

from rag.ports import ChunkRow, Counts, IndexState, Vectors
from rag.store import cache, health, lines, listing, read, texts, write
from rag.store.briefs import BriefStore
from rag.store.connection import connect, in_our_words
from rag.types import (
    Article,
    ArticleId,
    ChunkId,
    Filter,
    Ingested,
    Prepared,
    Quote,
    Scored,
    StoredArticle,
    Version,
)

PAGE = 200


def open_store(path: Path) -> SqliteStore:
    """Return the store in that file, created or migrated where it must be.

    Raises:
        StoreError: the file cannot be opened, is no store, or is of a newer release.
    """
    return SqliteStore(path)


class SqliteStore:
    """Implements ArticleReader, ArticleWriter and EmbeddingCache on SQLite. Safe to use from several threads.

    Raises:
        StoreError: SQLite failed (a full disk, a read-only folder, a damaged file).
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = RLock()
        self._db = connect(path)
        self._closed = False

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock, in_our_words(self.path):
            yield self._db

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, in_our_words(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    # reading

    def article(self, article_id: ArticleId) -> StoredArticle | None:
        """Return the article, or None."""
        with self._reading() as db:
            return read.article(db, article_id)

    def versions(self, article_id: ArticleId) -> tuple[Version, ...]:
        """Return all its versions, oldest first; empty when unknown."""
        with self._reading() as db:
            return read.versions(db, article_id)

    def texts_by_version(self, article_ids: Sequence[ArticleId]) -> Mapping[ArticleId, Sequence[str]]:
        """Return the hashes of the texts that each known article has had, oldest first."""
        with self._reading() as db:
            return read.texts_by_version(db, article_ids)

    def articles(self, where: Filter | None = None, *, limit: int = 1000, offset: int = 0) -> tuple[StoredArticle, ...]:
        """Return articles, newest publication first, undated last, then by id."""
        with self._reading() as db:
            return read.articles(db, where, limit, offset)

    def chunk_rows(self, chunk_ids: Sequence[ChunkId]) -> Mapping[ChunkId, ChunkRow]:
        """Return the rows of those chunks that exist, in the order asked for."""
        with self._reading() as db:
            return read.chunk_rows(db, chunk_ids)

    def search_text(self, query: str, k: int, where: Filter | None) -> tuple[Scored, ...]:
        """Return up to k chunks by BM25 over title and text, best first."""
        with self._reading() as db:
            return read.search_text(db, query, k, where)

    def quotes(
        self,
        *,
        where: Filter | None = None,
        speaker: str | Sequence[str] | None = None,
        limit: int = 10_000,
        about: str = "",
    ) -> tuple[Quote, ...]:
        """Return quotes, newest article first, in order of the text."""
        with self._reading() as db:
            return read.quotes(db, where, speaker, limit, about)

    def page(
        self,
        *,
        words: str = "",
        sources: Sequence[str] = (),
        order: listing.Order = "newest",
        limit: int = 50,
        offset: int = 0,
    ) -> listing.Page:
        """Return a page of a searched and sorted list of articles."""
        with self._reading() as db:
            return listing.page(db, words, sources, order, limit, offset)

    def coverage(self) -> tuple[listing.DayCount, ...]:
        """Return how many articles there are by day and outlet, oldest day first."""
        with self._reading() as db:
            return listing.coverage(db)

    def counts(self) -> Counts:
        """Return how much there is."""
        with self._reading() as db:
            return read.counts(db)

    @property
    def briefs(self) -> BriefStore:
        """The archive of briefs, their ledger, watchlists and outbox: tables of the same file."""
        return BriefStore(self._reading, self._writing)

    # writing

    def put(self, batch: Sequence[Prepared], *, fetched_at: datetime) -> tuple[Ingested, ...]:
        """Store a batch in one transaction and return each item's fate, in order."""
        with self._writing() as db:
            fates = tuple(write.put(db, item, fetched_at) for item in batch)
            if any(f.fate in ("added", "updated", "duplicate") for f in fates):
                _advance(db)
            return fates

    def put_versions(self, versions: Iterable[tuple[Prepared, datetime]]) -> None:
        """Store one article after the other, each with when it was fetched, all of them or none."""
        with self._writing() as db:
            for item, fetched_at in versions:
                write.put(db, item, fetched_at)
            _advance(db)

    def replace_quotes(self, quotes: Mapping[ArticleId, Sequence[Quote]]) -> None:
        """Put quotes in the place of those that these articles had, in one transaction."""
        with self._writing() as db:
            for article_id, each in quotes.items():
                write.replace_quotes(db, article_id, each)

    def remove(self, article_id: ArticleId) -> bool:
        """Delete an article with everything derived from it; return False when there is none."""
        with self._writing() as db:
            removed = write.remove(db, article_id)
            if removed:
                _advance(db)
            return removed

    def pending(self, limit: int) -> tuple[ChunkRow, ...]:
        """Return chunks that are not in the vector index yet."""
        with self._reading() as db:
            return read.pending(db, limit)

    def mark_indexed(self, chunk_ids: Sequence[ChunkId]) -> None:
        """Note that the vector index holds these."""
        with self._writing() as db:
            db.executemany("UPDATE chunks SET indexed = 1 WHERE id = ?", [[i] for i in chunk_ids])
            _advance(db)

    def stale_chunks(self, limit: int) -> tuple[ChunkId, ...]:
        """Return ids of chunks that are gone and must leave the vector index."""
        with self._reading() as db:
            rows = db.execute("SELECT id FROM stale_chunks LIMIT ?", [limit])
            return tuple(ChunkId(row["id"]) for row in rows)

    def forget_stale(self, chunk_ids: Sequence[ChunkId]) -> None:
        """Note that the vector index no longer holds these."""
        with self._writing() as db:
            db.executemany("DELETE FROM stale_chunks WHERE id = ?", [[i] for i in chunk_ids])
            _advance(db)

    def all_chunk_ids(self, after: ChunkId | None, limit: int) -> tuple[ChunkId, ...]:
        """Return the next ids in order, after the one given."""
        with self._reading() as db:
            rows = db.execute("SELECT id FROM chunks WHERE id > ? ORDER BY id LIMIT ?", [after or "", limit])
            return tuple(ChunkId(row["id"]) for row in rows)

    # the embedding cache

    def vectors(self, model: str, keys: Sequence[str]) -> Mapping[str, Vectors]:
        """Return the known ones of these vectors."""
        rows = self._kept("embeddings", "vector", model, keys)
        return {key: np.frombuffer(kept, "<f4") for key, kept in rows if len(kept) % 4 == 0}

    def keep(self, model: str, vectors: Mapping[str, Vectors]) -> None:
        """Remember vectors durably."""
        with self._writing() as db:
            db.executemany(
                "INSERT OR REPLACE INTO embeddings VALUES (?, ?, ?)",
                [[model, key, vector.astype("<f4").tobytes()] for key, vector in vectors.items()],
            )

    def signs(self, model: str, keys: Sequence[str]) -> Mapping[str, bytes]:
        """Return the known ones of these signs of token vectors."""
        return dict(self._kept("token_signs", "signs", model, keys))

    def keep_signs(self, model: str, signs: Mapping[str, bytes]) -> None:
        """Remember signs of token vectors durably."""
        with self._writing() as db:
            db.executemany(
                "INSERT OR REPLACE INTO token_signs VALUES (?, ?, ?)", [[model, k, s] for k, s in signs.items()]
            )

    def forget_unused(self) -> None:
        """Forget vectors and signs of texts that no chunk has any more."""
        with self._writing() as db:
            cache.forget_unused(db)

    def _kept(self, table: str, column: str, model: str, keys: Sequence[str]) -> list[tuple[str, bytes]]:
        found: list[tuple[str, bytes]] = []
        with self._reading() as db:
            for start in range(0, len(keys), read.IN_LIST):
                part = keys[start : start + read.IN_LIST]
                marks = ", ".join("?" * len(part))
                found += map(tuple, db.execute(
                    f"SELECT key, {column} FROM {table} WHERE model = ? AND key IN ({marks})", [model, *part]
                ))  # fmt: skip
        return found

    # the pointer to the vector index

    def generation(self) -> int:
        """Return a number that rises with every committed change of articles, and of what is in the vector index."""
        return int(self._fact("generation") or 0)

    def index_state(self) -> IndexState | None:
        """Return the pointer to the vector collection in use, or None when there is none yet."""
        fact = self._fact("index")
        if fact is None or fact.count("|") != 2:
            return None
        collection, fingerprint, built_at = fact.split("|")
        return IndexState(collection, fingerprint, datetime.fromisoformat(built_at))

    def set_index_state(self, state: IndexState) -> None:
        """Swap the pointer, in one transaction."""
        with self._writing() as db:
            value = f"{state.collection}|{state.fingerprint}|{state.built_at.astimezone(UTC).isoformat()}"
            db.execute("INSERT OR REPLACE INTO facts VALUES ('index', ?)", [value])
            _advance(db)

    def _fact(self, name: str) -> str | None:
        with self._reading() as db:
            row = db.execute("SELECT value FROM facts WHERE name = ?", [name]).fetchone()
            return str(row["value"]) if row else None

    # upkeep

    def integrity(self) -> tuple[str, ...]:
        """Return what is wrong with the store, in words; empty when it is well."""
        return (*self.lasting_integrity(), *self.derived_integrity())

    def lasting_integrity(self) -> tuple[str, ...]:
        """Return what is wrong with the articles and all else that nothing can make again, in words."""
        with self._lock:
            return health.problems(self._db)

    def derived_integrity(self) -> tuple[str, ...]:
        """Return what is wrong with what ``mend`` makes again, in words; empty when it is well."""
        with self._lock:
            return health.derived_problems(self._db)

    def mend(self, derive: Callable[[Article], Prepared]) -> None:
        """Make the full text again, and by ``derive`` what is made of articles without chunks that fit.

        A text that was changed is first put back from its other copy.
        """
        with self._writing() as db:
            texts.put_back(db)
            write.rebuild_text(db)
            for article_id in dict.fromkeys((*health.misfits(db), *health.without_bands(db))):
                stored = read.article(db, article_id)
                if stored is not None:
                    write.derive_again(db, derive(stored.article))
            _advance(db)

    def backup(self, to: Path) -> None:
        """Write a consistent copy; never over an existing file.

        Raises:
            StoreError: there is such a file, or it cannot be written.
        """
        from rag.store.copying import copied

        copied(self._db, self._lock, to)

    def export(self) -> Iterator[Mapping[str, object]]:
        """Yield every article as an article line of the contract, with its metadata and earlier versions."""
        last = 0
        while True:
            with self._reading() as db:
                rows = db.execute(
                    "SELECT * FROM articles WHERE rowid > ? ORDER BY rowid LIMIT ?", [last, PAGE]
                ).fetchall()
                found = [lines.line_of(row, read.versions(db, ArticleId(row["id"]))) for row in rows]
            if not rows:
                return
            yield from found
            last = rows[-1]["rowid"]

    def close(self) -> None:
        """Release the file. Calling twice is no error."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._db.close()


def _advance(db: sqlite3.Connection) -> None:
    db.execute("UPDATE facts SET value = CAST(value AS INTEGER) + 1 WHERE name = 'generation'")
