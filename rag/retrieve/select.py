"""Which of the ranked chunks become passages: one of each group of copies, no single voice. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rag.ports import ChunkRow
from rag.types import ArticleId


@dataclass(frozen=True, slots=True)
class Ranked:
    """A chunk with its article's fields and its final score."""

    row: ChunkRow
    score: float


@dataclass(frozen=True, slots=True)
class Caps:
    """How many passages one article and one outlet may have before others come first."""

    per_article: int = 3
    per_outlet: int = 7


def collapse_copies(ranked: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """Return the chunks of the earliest present article of each group of copies, order kept.

    A copy that ranks above its original hands its place to the original's best chunk.
    """
    originals: dict[ArticleId, ArticleId] = {}
    for item in sorted(ranked, key=_age):
        originals.setdefault(item.row.group, item.row.chunk.article_id)
    best: dict[ArticleId, float] = {}
    for item in ranked:
        best[item.row.group] = max(best.get(item.row.group, item.score), item.score)
    kept = [r for r in ranked if originals[r.row.group] == r.row.chunk.article_id]
    promoted: set[ArticleId] = set()
    out = []
    for item in kept:
        score = item.score if item.row.group in promoted else max(item.score, best[item.row.group])
        promoted.add(item.row.group)
        out.append(Ranked(item.row, score))
    return tuple(sorted(out, key=lambda r: -r.score))


def _age(item: Ranked) -> tuple[bool, float, float, str]:
    published = item.row.published
    stamp = published.at.timestamp() if published else 0.0
    return (published is None, stamp, item.row.fetched_at.timestamp(), item.row.chunk.article_id)


def cap(ranked: Iterable[Ranked], caps: Caps, k: int) -> tuple[Ranked, ...]:
    """Return at most k chunks, best first; those over a cap only fill what is left."""
    per_article: Counter[str] = Counter()
    per_outlet: Counter[str] = Counter()
    first: list[Ranked] = []
    deferred: list[Ranked] = []
    for item in ranked:
        article, outlet = item.row.chunk.article_id, (item.row.source or "").lower()
        over = per_article[article] >= caps.per_article
        over = over or (outlet != "" and per_outlet[outlet] >= caps.per_outlet)
        (deferred if over else first).append(item)
        if not over:
            per_article[article] += 1
            per_outlet[outlet] += 1
        if len(first) == k:
            break
    return tuple((first + deferred)[:k])
