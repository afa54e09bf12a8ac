"""Values about taking articles in: what is prepared, what became of each item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rag.types.corpus import Article, ArticleId, Chunk, Quote

Fate = Literal["added", "updated", "unchanged", "duplicate", "rejected"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article with all that is derived from its text, ready for the store.

    ``signature`` is its MinHash signature, as bytes.
    """

    ref: str
    article: Article
    chunks: tuple[Chunk, ...]
    quotes: tuple[Quote, ...]
    signature: bytes


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one item. ``reason`` is set for rejections and notes in words what was unusual.

    ``duplicate`` means: stored, and grouped with the article named by ``copy_of``.
    """

    ref: str
    fate: Fate
    article_id: ArticleId | None = None
    copy_of: ArticleId | None = None
    reason: str | None = None
    fix: str | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page that was fetched: its final address, its type and its bytes, decompressed."""

    url: str
    content_type: str
    body: bytes
    encoding: str | None = None
