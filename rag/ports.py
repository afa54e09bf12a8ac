"""The seams between Dateline and the parts it is built from.

Each Protocol's docstring is its contract. What every ChatModel does is tested in ``tests/contracts``, on the
real one and on the fake; the others are tested where their real part is, in ``tests/rag``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from rag.types import (
    ArticleId,
    Chunk,
    ChunkId,
    Filter,
    Ingested,
    Prepared,
    Published,
    Quote,
    Scored,
    StoredArticle,
    Version,
)

Vectors = npt.NDArray[np.float32]
Signs = npt.NDArray[np.uint8]
"""Token vectors by the sign of each component, eight to a byte: shape (tokens, dimension / 8)."""


class Clock(Protocol):
    """Now. The only source of time below the command line."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""


class Embedder(Protocol):
    """Texts to vectors of unit length. ``name`` changes whenever the vectors would.

    Raises ModelFileError when its files are missing, ProviderError when a server fails.
    """

    @property
    def name(self) -> str:
        """Identity of the model, for the cache and the index fingerprint."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one row a text, in the order given, shape (len(texts), dimension)."""


@runtime_checkable
class TokenEmbedder(Embedder, Protocol):
    """An embedder that also tells what the words of a text mean in their context, those that carry meaning."""

    def token_vectors(self, text: str) -> Vectors:
        """Return one unit vector a token that carries meaning, shape (tokens, dimension); there may be none."""

    def embed_tokens(self, texts: Sequence[str]) -> tuple[Vectors, Sequence[Signs]]:
        """Return what ``embed`` returns, and of each text the signs of its token vectors, from one run of the model."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a prompt."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Completion:
    """How a model's reply ended. ``finished`` is false when it was cut off by anything but itself.

    Token counts are the server's own; ``estimated`` where it gave none and they are counted here. None: not counted.
    """

    text: str
    finished: bool
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    cost_usd: float | None = None
    attempts: int = 1
    estimated: bool = False


class Deadline(Protocol):
    """The time one question may still take, and whether its reader gave up."""

    def remaining_s(self) -> float:
        """Return the seconds left; 0 or less when time is up or the question was cancelled."""

    def cancelled(self) -> bool:
        """Return whether the reader gave up."""


class ChatModel(Protocol):
    """A language model. Retries transient failures within the deadline; raises ProviderError after."""

    @property
    def name(self) -> str:
        """What the trace calls it, e.g. ``embedded`` or ``openai:gpt-5.4``."""

    def stream(self, messages: Sequence[Message], *, max_tokens: int, deadline: Deadline) -> Iterator[str | Completion]:
        """Yield the reply piece by piece, then exactly one Completion as the last item."""

    def yes_probability(self, messages: Sequence[Message], *, deadline: Deadline) -> float | None:
        """Return P(yes) / (P(yes) + P(no)) of the next word, or None where the server gives no odds."""


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """What the vector index keeps of a chunk: its id, its vector and what filters need.

    ``published`` is seconds since the epoch (UTC), or None; ``has_time`` is false when only the day
    is known; ``source`` is the outlet or empty.
    """

    chunk_id: ChunkId
    article_id: ArticleId
    vector: Vectors
    published: int | None
    source: str
    has_time: bool = True


@dataclass(frozen=True, slots=True)
class IndexState:
    """The store's pointer to the vector collection in use, and what that was built from."""

    collection: str
    fingerprint: str
    built_at: datetime


Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done, and of how many."""


def silent(what: str, done: int, total: int) -> None:
    """Report nothing: the progress of what nobody watches."""


class Nearest(Protocol):
    """What finds the chunks nearest to a vector."""

    def query(self, vector: Vectors, k: int, where: Filter | None) -> tuple[Scored, ...]:
        """Return up to k chunks that the filter admits, best first, scores = cosine in -1..1."""


class VectorIndex(Nearest, Protocol):
    """Nearest chunks by cosine. Holds ids, vectors and filter fields, never the only copy of a text."""

    def upsert(self, entries: Sequence[IndexEntry]) -> None:
        """Put entries in, replacing those with the same id."""

    def delete(self, chunk_ids: Sequence[ChunkId]) -> None:
        """Take entries out; unknown ids are no error."""

    def count(self) -> int:
        """Return how many chunks are indexed."""

    def close(self) -> None:
        """Release files and locks. Calling twice is no error."""


class EmbeddingCache(Protocol):
    """Vectors that were paid for once, keyed by model name and sha256 of the text."""

    def vectors(self, model: str, keys: Sequence[str]) -> Mapping[str, Vectors]:
        """Return those of the keys that are known, each as a vector of shape (dimension,)."""

    def keep(self, model: str, vectors: Mapping[str, Vectors]) -> None:
        """Remember vectors, as durably as the cache is."""


class TokenCache(EmbeddingCache, Protocol):
    """An EmbeddingCache that also keeps the signs of a text's token vectors."""

    def signs(self, model: str, keys: Sequence[str]) -> Mapping[str, bytes]:
        """Return those of the keys that are known, each as the bytes of its Signs."""

    def keep_signs(self, model: str, signs: Mapping[str, bytes]) -> None:
        """Remember signs, as durably as the cache is."""


@dataclass(frozen=True, slots=True)
class ChunkRow:
    """A chunk with what ranking and showing need of its article.

    ``group`` is shared by near-duplicate articles (the id of the earliest).
    """

    chunk: Chunk
    title: str
    source: str | None
    url: str | None
    published: Published | None
    fetched_at: datetime
    group: ArticleId


class Reranker(Protocol):
    """Question and passages read closer than an index can."""

    def score(self, question: str, rows: Sequence[ChunkRow]) -> Sequence[float]:
        """Return how well each chunk meets the question, in the order given; higher is better, the scale is its own."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the store holds."""

    articles: int
    chunks: int
    quotes: int
    sources: int
    pending_chunks: int


class ArticleReader(Protocol):
    """Reading side of the store. Every method sees only committed articles, in their latest version."""

    def article(self, article_id: ArticleId) -> StoredArticle | None:
        """Return the article, or None."""

    def versions(self, article_id: ArticleId) -> tuple[Version, ...]:
        """Return all its versions, oldest first, the present one last; empty when unknown."""

    def articles(self, where: Filter | None = None, *, limit: int = 1000, offset: int = 0) -> tuple[StoredArticle, ...]:
        """Return articles, newest publication first, undated last, then by id."""

    def chunk_rows(self, chunk_ids: Sequence[ChunkId]) -> Mapping[ChunkId, ChunkRow]:
        """Return the rows of those chunks that exist (any number of ids)."""

    def search_text(self, query: str, k: int, where: Filter | None) -> tuple[Scored, ...]:
        """Return up to k chunks by BM25 over title and text for any of the words of ``query``, best first.

        ``query`` is plain text: quotes and operators in it have no meaning.
        """

    def quotes(
        self,
        *,
        where: Filter | None = None,
        speaker: str | Sequence[str] | None = None,
        limit: int = 10_000,
        about: str = "",
    ) -> tuple[Quote, ...]:
        """Return quotes, newest article first, in order of the text.

        ``speaker`` matches whole name words, or the beginning of one where it ends with ``*``; of several names, one
        is enough. ``about`` leaves the articles that have half of its words in their title or text.
        """

    def counts(self) -> Counts:
        """Return how much there is."""


class ArticleWriter(Protocol):
    """Writing side of the store. Each call is one transaction: all of it happens, or nothing."""

    def put(self, batch: Sequence[Prepared], *, fetched_at: datetime) -> tuple[Ingested, ...]:
        """Store a batch and return each item's fate, in order. Durable when it returns.

        Same id, same content hash and nothing else that is new: unchanged. Same id and content with
        another date, outlet, author, address or field: these are changed, ``updated``, no new version.
        Same id (ids derive from the URL) and other content: a new version, ``updated``; its old chunks
        are queued for removal from the index. What a later copy does not say stays as it was.
        Same id, but another address or outlet, title and text: another article, ``rejected``.
        Near-duplicate of a stored article, or of one earlier in the batch: ``duplicate``, stored
        all the same and grouped. Full text, quotes and chunks change in the same transaction;
        the new chunks are pending until ``mark_indexed``.
        """

    def remove(self, article_id: ArticleId) -> bool:
        """Delete an article with everything derived from it; False when there is none."""

    def pending(self, limit: int) -> tuple[ChunkRow, ...]:
        """Return chunks that are not in the vector index yet."""

    def mark_indexed(self, chunk_ids: Sequence[ChunkId]) -> None:
        """Note that the vector index holds these."""

    def stale_chunks(self, limit: int) -> tuple[ChunkId, ...]:
        """Return ids of chunks that are gone from the store and must leave the vector index."""

    def forget_stale(self, chunk_ids: Sequence[ChunkId]) -> None:
        """Note that the vector index no longer holds these."""
