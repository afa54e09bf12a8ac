"""An embedder that asks its model only for texts it has never seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from rag.embed.text import key_of
from rag.ports import Embedder, EmbeddingCache, Vectors


class CachedEmbedder:
    """Wraps an embedder with a durable cache, so that a rebuild of the index costs no model calls."""

    def __init__(self, embedder: Embedder, cache: EmbeddingCache) -> None:
        self._embedder = embedder
        self._cache = cache
        self.name = embedder.name
        self.dimension = embedder.dimension

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one row a text, in order; unknown texts are embedded once each and remembered."""
        keys = [key_of(text) for text in texts]
        kept = self._cache.vectors(self.name, sorted(set(keys)))
        # A damaged vector is made again: one that is kept damaged could never be mended.
        known = {key: vector for key, vector in kept.items() if self._is_whole(vector)}
        fresh = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if fresh:
            rows = self._embedded(fresh)
            new = dict(zip(fresh, rows, strict=True))
            self._cache.keep(self.name, new)
            known.update(new)
        if not keys:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return np.stack([known[key] for key in keys]).astype(np.float32)

    def _is_whole(self, vector: Vectors) -> bool:
        return vector.shape == (self.dimension,) and bool(np.isfinite(vector).all()) and bool(vector.any())

    def _embedded(self, texts: Mapping[str, str]) -> Vectors:
        """Return one row for each of these texts by key, from the model."""
        return self._embedder.embed(list(texts.values()))
