"""Several rankings to one. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rag.types import ChunkId, Scored

RRF_K = 20
"""The paper has 60, for rankings of a thousand: of fifty, the first places must tell more."""


def fuse(rankings: Sequence[Sequence[Scored]], weights: Sequence[float]) -> Mapping[ChunkId, float]:
    """Return a score a chunk by reciprocal rank fusion, scaled so that first place everywhere is 1.

    Cormack, Clarke and Buettcher, "Reciprocal Rank Fusion outperforms Condorcet and individual
    rank learning methods", SIGIR 2009.
    """
    best = sum(weights) / (RRF_K + 1)
    scores: dict[ChunkId, float] = {}
    for ranking, weight in zip(rankings, weights, strict=True):
        for rank, item in enumerate(ranking, start=1):
            scores[item.chunk_id] = scores.get(item.chunk_id, 0.0) + weight / (RRF_K + rank) / best
    return scores
