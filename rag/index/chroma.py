"""One Chroma collection as a VectorIndex."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

import numpy as np

from rag.errors import IndexFault
from rag.index.client import forget_clients, in_our_words, make_client
from rag.index.where import UNDATED, where_clause
from rag.ports import IndexEntry, Vectors
from rag.text.words import fold
from rag.types import ChunkId, Filter, Scored

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

PREFIX = "articles"
UPSERT = 500
EF_SEARCH = 300
"""Candidates that a search of the graph keeps (Malkov and Yashunin, 2018): with Chroma's 100, of fifty nearest some are missed."""
OVERFETCH = 4
"""How many times k is asked for before a filter is left to Chroma, which is slow with broad filters."""


def next_collection(home: Path, fingerprint: str) -> str:
    """Return a name no collection has yet. ``home`` has its own part of it: stores may share a server."""
    return f"{PREFIX}__{_owner(home)}__{fingerprint}__{secrets.token_hex(4)}"


def _owner(home: Path) -> str:
    """Return this store's random id, made once; for a copy of the folder another one, the same with each call.

    Beside it stand the number of its file and the folder. A folder that was moved has one of them, or neither where it went to
    another disk: then it counts as a copy.
    """
    file, here = home / "store.id", str(home.resolve())
    kept, number, folder = [*_lines_of(file), "", "", ""][:3]
    known = re.fullmatch("[0-9a-f]{8}", kept) is not None
    own = str(file.stat().st_ino) if known else ""
    if known and (number == own or folder == here):
        return kept
    if not known:
        kept = secrets.token_hex(4)
    elif number:
        kept = sha256(f"{kept} {here}".encode("utf-8", "surrogateescape")).hexdigest()[:8]
    _store_id(file, kept, here)
    return kept


def _store_id(file: Path, kept: str, here: str) -> None:
    """Write an id with its file's number, as a whole; where nothing can be written, the id is told again by the same rule."""
    beside = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.touch()
        beside.write_text(f"{kept}\n{beside.stat().st_ino}\n{here}\n", "utf-8", "surrogateescape")
        beside.replace(file)


def _lines_of(file: Path) -> list[str]:
    return file.read_bytes().decode("utf-8", "surrogateescape").splitlines() if file.exists() else []


def has_had_index(home: Path) -> bool:
    """Return whether an index was ever made for the store in that folder."""
    return (home / "store.id").exists()


def delete_others(home: Path, where: str, *, keep: str) -> int:
    """Delete this store's other collections; return how many. The caller holds the writer's lock."""
    client = make_client(home, where)
    mine = f"{PREFIX}__{_owner(home)}__"
    with in_our_words(where):
        old = [c.name for c in client.list_collections() if c.name.startswith(mine) and c.name != keep]
        for name in old:
            client.delete_collection(name)
    return len(old)


def open_index(
    *, home: Path, where: str, collection: str, fingerprint: str, dimension: int, create: bool
) -> ChromaIndex:
    """Return the index in a collection, made first when ``create`` is true.

    Raises:
        IndexFault: it is missing, damaged, built from other parts, or that of the store whose folder was copied.
        ProviderError: the server does not answer.
    """
    if where != "embedded" and not create and collection.startswith(PREFIX) and _owner(home) not in collection:
        raise IndexFault(
            "index not used", why="it belongs to the library that this one is a copy of", fix="Run `dateline reindex`."
        )
    index = ChromaIndex(home, where, collection, fingerprint, dimension)
    index.open(create=create)
    return index


class ChromaIndex:
    """Nearest chunks by cosine. Safe to use from several threads of one process."""

    def __init__(self, home: Path, where: str, name: str, fingerprint: str, dimension: int) -> None:
        self._home = home
        self._where = where
        self._name = name
        self._fingerprint = fingerprint
        self._dimension = dimension
        self._lock = RLock()
        self._collection: Collection | None = None

    def open(self, *, create: bool) -> None:
        """Open the collection, made first when ``create`` is true.

        Raises:
            IndexFault: it is missing or was built from other parts.
        """
        with self._lock, in_our_words(self._where):
            client = make_client(self._home, self._where)
            if create:
                self._collection = client.create_collection(
                    self._name,
                    metadata={"fingerprint": self._fingerprint, "dimension": self._dimension},
                    configuration={"hnsw": {"space": "cosine", "ef_search": EF_SEARCH}},
                    embedding_function=None,
                )
                return
            # Never rebuild an embedding function from what a collection says of itself.
            self._collection = client.get_collection(self._name, embedding_function=None)
            self._check(self._collection.metadata or {})

    def _check(self, metadata: dict[str, Any]) -> None:
        if (metadata.get("fingerprint"), metadata.get("dimension")) != (self._fingerprint, self._dimension):
            raise IndexFault(
                "index not used", why="it was built from other parts than the ones in use",
                fix="Run `dateline reindex`.",
            )  # fmt: skip

    def _opened(self) -> Collection:
        if self._collection is None:
            self.open(create=False)
        assert self._collection is not None
        return self._collection

    def upsert(self, entries: Sequence[IndexEntry]) -> None:
        """Put entries in, replacing those with the same id.

        Raises:
            IndexFault: a vector has the wrong length or holds what is no number.
        """
        for entry in entries:
            if entry.vector.shape != (self._dimension,) or not np.isfinite(entry.vector).all():
                raise IndexFault(
                    "vector not stored", why=f"that of {entry.chunk_id} is not {self._dimension} finite numbers",
                    fix="Check the embedding model.",
                )  # fmt: skip
        with self._lock, in_our_words(self._where):
            for start in range(0, len(entries), UPSERT):
                part = entries[start : start + UPSERT]
                self._opened().upsert(
                    ids=[e.chunk_id for e in part],
                    embeddings=np.stack([e.vector for e in part]),
                    metadatas=[_metadata(e) for e in part],
                )

    def delete(self, chunk_ids: Sequence[ChunkId]) -> None:
        """Take entries out; unknown ids are no error."""
        with self._lock, in_our_words(self._where):
            for start in range(0, len(chunk_ids), UPSERT):
                self._opened().delete(ids=list(chunk_ids[start : start + UPSERT]))

    def query(self, vector: Vectors, k: int, where: Filter | None) -> tuple[Scored, ...]:
        """Return up to k chunks that the filter admits, best first, scores = cosine.

        Chroma applies a filter by listing all ids that pass, which is slow when most pass. So the
        nearest are fetched first and filtered here; only when too few pass is the filter handed over.
        """
        if where is None:
            return self._nearest(vector, k, None)
        found = self._nearest(vector, k * OVERFETCH, where)
        if len(found) >= k:
            return found[:k]
        return self._filtered(vector, k, where)

    def _nearest(self, vector: Vectors, k: int, where: Filter | None) -> tuple[Scored, ...]:
        ids, distances, metadatas = self._ask(vector, k, None)
        kept = zip(ids, distances, metadatas, strict=True)
        return tuple(Scored(ChunkId(i), 1.0 - d) for i, d, m in kept if where is None or _admits(where, m))

    def _filtered(self, vector: Vectors, k: int, where: Filter) -> tuple[Scored, ...]:
        ids, distances, metadatas = self._ask(vector, k, where_clause(where))
        kept = zip(ids, distances, metadatas, strict=True)
        return tuple(Scored(ChunkId(i), 1.0 - d) for i, d, m in kept if _admits(where, m))

    def _ask(self, vector: Vectors, k: int, clause: dict[str, Any] | None) -> tuple[list[str], list[float], list[Any]]:
        with self._lock, in_our_words(self._where):
            answer = self._opened().query(
                query_embeddings=vector[None, :], n_results=k, where=clause, include=["distances", "metadatas"]
            )
        distances, metadatas = answer["distances"], answer["metadatas"]
        assert distances is not None
        assert metadatas is not None
        return answer["ids"][0], [float(d) for d in distances[0]], list(metadatas[0])

    def count(self) -> int:
        """Return how many chunks are indexed."""
        with self._lock, in_our_words(self._where):
            return self._opened().count()

    def present(self, chunk_ids: Sequence[ChunkId]) -> set[str]:
        """Return which of those ids the collection holds."""
        if not chunk_ids:
            return set()  # Chroma takes an empty list for a mistake.
        with self._lock, in_our_words(self._where):
            return set(self._opened().get(ids=list(chunk_ids), include=[])["ids"])

    def vectors(self, chunk_ids: Sequence[ChunkId]) -> dict[ChunkId, Vectors]:
        """Return the vectors that the collection holds for those ids; what it does not hold is left out."""
        if not chunk_ids:
            return {}
        with self._lock, in_our_words(self._where):
            held = self._opened().get(ids=list(chunk_ids), include=["embeddings"])
        kept = held["embeddings"] if held["embeddings"] is not None else ()
        return {ChunkId(i): np.asarray(v, dtype=np.float32) for i, v in zip(held["ids"], kept, strict=True)}

    def close(self) -> None:
        """Release the collection and, when embedded, its files. Calling twice is no error."""
        with self._lock:
            if self._collection is not None and self._where == "embedded":
                forget_clients()
            self._collection = None


def _metadata(entry: IndexEntry) -> dict[str, str | int]:
    return {
        "article_id": entry.article_id,
        "published": UNDATED if entry.published is None else entry.published,
        "has_time": int(entry.has_time),
        "source": fold(entry.source),
    }


def _admits(where: Filter, metadata: Any) -> bool:
    """Return whether an entry passes, as far as its metadata can tell."""
    published = int(metadata["published"])
    if published == UNDATED:
        if not where.undated:
            return False
    elif not (where.times if metadata["has_time"] else where.days).holds(published):
        return False
    if where.sources and metadata["source"] not in {fold(s) for s in where.sources}:
        return False
    return not where.article_ids or metadata["article_id"] in set(where.article_ids)
