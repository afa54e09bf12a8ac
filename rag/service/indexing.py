"""Keeping the vector index equal to the store: catching up, rebuilding beside and swapping, mending."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import RLock

from rag.chunk import CHUNKER
from rag.config import Settings
from rag.embed import chunk_text
from rag.embed.text import PREFIX
from rag.errors import DatelineError, IndexFault, LockHeld, StoreError
from rag.index import (
    ChromaIndex,
    WriterLock,
    clear_dirty,
    delete_others,
    fingerprint,
    is_dirty,
    mark_dirty,
    next_collection,
    open_index,
    probe,
    remove_orphans,
    verify_built,
)
from rag.ports import (
    ArticleWriter,
    ChunkRow,
    Clock,
    Embedder,
    IndexEntry,
    IndexState,
    Nearest,
    Progress,
    VectorIndex,
    Vectors,
    silent,
)
from rag.store import SqliteStore
from rag.types import ChunkId, Filter, Scored

BATCH = 256
SAMPLES = 12


class Indexing:
    """Owns the vector index of one store. Safe to use from several threads."""

    def __init__(self, settings: Settings, store: SqliteStore, embedder: Embedder, clock: Clock) -> None:
        self._settings = settings
        self._store = store
        self._embedder = embedder
        self._clock = clock
        self._writer = RLock()
        """Held for as long as this process writes, which may be minutes. Taken before the guard, never within it."""
        self._guard = RLock()
        """Held while the index is opened or exchanged: what a question waits for."""
        self._index: ChromaIndex | None = None
        self._sound = False
        """Whether the open index was looked at by its writer, who alone can tell and mend a damaged one."""
        self._generation = -1
        self._writing = 0

    @property
    def fingerprint(self) -> str:
        """What an index must have been built from to be used with these settings."""
        return fingerprint(
            embedder=self._embedder.name, dimension=self._embedder.dimension, chunker=CHUNKER, prefix=PREFIX
        )

    @contextmanager
    def writing(self, wait_s: float = 0.0) -> Iterator[None]:
        """Hold the writer's lock; may be nested.

        Raises:
            LockHeld: another process is writing.
        """
        with self._writer:
            if self._writing:
                yield
                return
            with WriterLock(self._settings.home, wait_s=wait_s):
                with self._guard:
                    # Written through an index that is behind the files, vectors of both writers would be lost.
                    self._let_go_where_changed()
                self._writing += 1
                try:
                    yield
                finally:
                    self._writing -= 1

    def reading(self, progress: Progress = silent) -> Nearest | None:
        """Return the index of ``ready`` for a question, which may take longer than the index is in use."""
        index = self.ready(progress)
        return None if index is None else _Followed(self, index)

    def ready(self, progress: Progress = silent) -> ChromaIndex | None:
        """Return the index, caught up as far as another writer allows; None while there is none to read.

        A missing or damaged index is rebuilt from the store and the embedding cache.

        Raises:
            IndexFault: it was built from other parts than the settings name.
        """
        with self._guard:
            if not self._writing:
                self._let_go_where_changed()
            # One that is level is only opened: a question must not keep writers out meanwhile.
            if not self._lags() and not is_dirty(self._settings.home):
                self._open_for_reading()
        if self._index is None or self._lags():
            self._catch_up_unless_busy(progress)
        with self._guard:
            self._open_for_reading()
            return self._index

    def instead_of(self, faulty: ChromaIndex) -> ChromaIndex | None:
        """Return what ``ready`` does once an index that failed is opened anew: it may have been exchanged, or be gone."""
        with self._guard:
            if self._index is faulty:
                self._release()
        return self.ready()

    def _let_go_where_changed(self) -> None:
        """Close an index that another process has changed or exchanged: opened again, it is the new one."""
        if self._index is not None and self._generation != self._store.generation():
            self._release()

    def _open_for_reading(self) -> None:
        if self._index is None:
            # Asked before it is opened: what is written meanwhile has it opened once more.
            generation = self._store.generation()
            self._index, self._generation = self._existing(), generation

    def _catch_up_unless_busy(self, progress: Progress) -> None:
        """Bring the index level unless somebody is writing or nothing can be written: what is there is then read, and the
        full text has the rest."""
        if not self._writer.acquire(blocking=False):
            return
        try:
            with self.writing():
                self.catch_up(progress)
        except (LockHeld, StoreError):
            return
        finally:
            self._writer.release()

    def catch_up(self, progress: Progress = silent, *, after: str | None = None) -> None:
        """Bring the index level with the store. The caller holds the writer's lock; questions do not wait for it.

        ``after`` says in an error what was done in the store already, and stays done.
        """
        try:
            self._level(progress)
        except DatelineError as error:
            if after is None:
                raise
            what = f"{after}, and the index is not level with it ({error.what})"
            fix = f"{error.fix} The next command that reads or writes articles brings the index level."
            raise type(error)(what, why=error.why, fix=fix) from error

    def _level(self, progress: Progress) -> None:
        index = self._index if self._sound else None
        if index is None:
            index = self._opened(progress)
            with self._guard:
                self._index, self._sound = index, True
                self._generation = self._store.generation()
        if not self._lags():
            return
        mark_dirty(self._settings.home)
        _drop_stale(index, self._store)
        self._add_pending(index, progress)
        clear_dirty(self._settings.home)
        self._generation = self._store.generation()

    def rebuild(self, progress: Progress = silent) -> int:
        """Build a new index beside the old one, check it, swap it in; return its number of chunks.

        The caller holds the writer's lock. Until the swap, readers keep the old index.

        Raises:
            IndexFault: the new index does not hold what the store holds; the old one stays.
        """
        with self._guard:
            self._release()
        fresh, name = self._fresh()
        mark_dirty(self._settings.home)
        self._fill(fresh, progress)
        problems = verify_built(fresh, self._store.counts().chunks, self._samples())
        if problems:
            raise IndexFault("index not swapped", why="; ".join(problems), fix="Run `dateline doctor`.")
        with self._guard:
            self._store.set_index_state(IndexState(name, self.fingerprint, self._clock.now()))
            self._index, self._sound = fresh, True
        self._store.mark_indexed(list(self._ids()))
        self._store.forget_stale(self._store.stale_chunks(1_000_000))
        self._store.forget_unused()
        delete_others(self._settings.home, self._settings.chroma, keep=name)
        remove_orphans(self._settings.home)
        clear_dirty(self._settings.home)
        self._generation = self._store.generation()
        return fresh.count()

    def problems(self) -> tuple[str, ...]:
        """Return in words what is wrong with the index; empty when it is well or not built yet."""
        state = self._store.index_state()
        if state is None:
            return ()
        if state.fingerprint != self.fingerprint:
            return ("the index was built by another embedding model or chunker than the settings name",)
        before, counts = self._store.generation(), self._store.counts()
        holds = (counts.chunks - counts.pending_chunks, counts.chunks + len(self._store.stale_chunks(1_000_000)))
        found = probe(
            self._settings.home, self._settings.chroma, state.collection, self.fingerprint, self._samples(), holds
        )
        # Of an index that another process writes to meanwhile nothing can be told.
        return found if before == self._store.generation() else ()

    def close(self) -> None:
        """Release the index once nobody writes to it. Calling twice is no error."""
        with self._writer, self._guard:
            self._release()

    def _release(self) -> None:
        if self._index is not None:
            self._index.close()
            self._index, self._sound = None, False

    def _lags(self) -> bool:
        return bool(self._store.counts().pending_chunks or self._store.stale_chunks(1))

    def _opened(self, progress: Progress) -> ChromaIndex:
        """Return the index of the store's pointer, made or mended where it must be. Needs the lock."""
        counts = self._store.counts()
        if self._store.index_state() is None and counts.chunks == counts.pending_chunks:
            fresh, name = self._fresh()
            self._store.set_index_state(IndexState(name, self.fingerprint, self._clock.now()))
            return fresh
        # A marker that outlived its writer (we hold the lock) means a writer died half-way.
        damaged = is_dirty(self._settings.home) and self.problems()
        existing = None if damaged else self._existing()
        if existing is None:
            self.rebuild(progress)
            existing = self._index
        assert existing is not None
        return existing

    def _existing(self) -> ChromaIndex | None:
        """Return the index of the store's pointer, or None when it is missing or cannot be opened."""
        state = self._store.index_state()
        if state is None:
            return None
        if state.fingerprint != self.fingerprint:
            raise IndexFault(
                "index not used",
                why="it was built by another embedding model or chunker than the settings name",
                fix="Run `dateline reindex`, or go back to the former settings.",
            )
        try:
            return self._open(state.collection, create=False)
        except IndexFault:
            return None

    def _fresh(self) -> tuple[ChromaIndex, str]:
        name = next_collection(self._settings.home, self.fingerprint)
        return self._open(name, create=True), name

    def _open(self, collection: str, *, create: bool) -> ChromaIndex:
        return open_index(
            home=self._settings.home,
            where=self._settings.chroma,
            collection=collection,
            fingerprint=self.fingerprint,
            dimension=self._embedder.dimension,
            create=create,
        )

    def _add_pending(self, index: VectorIndex, progress: Progress) -> None:
        total, done = self._store.counts().pending_chunks, 0
        while rows := self._store.pending(BATCH):
            index.upsert(self._entries(rows))
            self._store.mark_indexed([r.chunk.id for r in rows])
            done += len(rows)
            progress("indexing", done, total)

    def _fill(self, index: VectorIndex, progress: Progress) -> None:
        total, done = self._store.counts().chunks, 0
        for ids in self._pages():
            index.upsert(self._entries(list(self._store.chunk_rows(ids).values())))
            done += len(ids)
            progress("indexing", done, total)

    def _entries(self, rows: Sequence[ChunkRow]) -> list[IndexEntry]:
        vectors = self.vectors(rows)
        return [
            IndexEntry(
                row.chunk.id,
                row.chunk.article_id,
                vector,
                int(row.published.at.timestamp()) if row.published else None,
                row.source or "",
                bool(row.published and row.published.has_time),
            )
            for row, vector in zip(rows, vectors, strict=True)
        ]

    def vectors(self, rows: Sequence[ChunkRow]) -> Vectors:
        """Return the vectors that chunks have in the index, one a row in order: those kept in the store are not made again."""
        return self._embedder.embed([chunk_text(r.title, r.chunk.text) for r in rows])

    def _pages(self) -> Iterator[tuple[ChunkId, ...]]:
        after: ChunkId | None = None
        while ids := self._store.all_chunk_ids(after, BATCH):
            yield ids
            after = ids[-1]

    def _ids(self) -> Iterator[ChunkId]:
        for page in self._pages():
            yield from page

    def _samples(self) -> list[tuple[ChunkId, Vectors]]:
        """Return some indexed chunks from all over the store with their own vectors."""
        indexed = self._store.counts().chunks - self._store.counts().pending_chunks
        ids = [i for n, i in enumerate(self._ids()) if n % max(1, indexed // SAMPLES) == 0][:SAMPLES]
        pending = {r.chunk.id for r in self._store.pending(1_000_000)}
        rows = [row for i, row in self._store.chunk_rows(ids).items() if i not in pending]
        return [(row.chunk.id, vector) for row, vector in zip(rows, self.vectors(rows), strict=True)]


def _drop_stale(index: VectorIndex, store: ArticleWriter) -> None:
    while stale := store.stale_chunks(BATCH):
        index.delete(stale)
        store.forget_stale(stale)


@dataclass(frozen=True, slots=True)
class _Followed:
    """An index in use by a question. Where it was exchanged meanwhile, the one in its place is asked."""

    indexing: Indexing
    index: ChromaIndex

    def query(self, vector: Vectors, k: int, where: Filter | None) -> tuple[Scored, ...]:
        """Return up to k chunks that the filter admits, best first; none while there is no index to read."""
        try:
            return self.index.query(vector, k, where)
        except IndexFault:
            now = self.indexing.instead_of(self.index)
            return now.query(vector, k, where) if now is not None else ()
