"""Chunks embedded and kept, and ranked again token by token where the model tells of tokens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

import numpy as np

from rag.embed.cached import CachedEmbedder
from rag.embed.text import chunk_text, key_of
from rag.embed.tokens import late_interaction
from rag.errors import StoreError
from rag.ports import ChunkRow, Embedder, Reranker, Signs, TokenCache, TokenEmbedder, Vectors


class TokenReranker(CachedEmbedder):
    """A CachedEmbedder of chunks that keeps with each vector the signs of its tokens, and ranks chunks by them.

    A chunk whose signs are not kept (an older release embedded it) is run through the model once, when it is ranked.
    """

    def __init__(self, embedder: TokenEmbedder, cache: TokenCache) -> None:
        super().__init__(embedder, cache)
        self._tokens = embedder
        self._signs = cache

    def score(self, question: str, rows: Sequence[ChunkRow]) -> Sequence[float]:
        """Return the late interaction of the question with each chunk under its title, in the order given."""
        asked = self._tokens.token_vectors(question)
        return [late_interaction(asked, signs) for signs in self._signs_of(rows)]

    def _signs_of(self, rows: Sequence[ChunkRow]) -> list[Signs]:
        texts = {key_of(text): text for text in (chunk_text(r.title, r.chunk.text) for r in rows)}
        width = self.dimension // 8
        kept = self._signs.signs(self.name, list(texts))
        known = {key: signs for key, signs in kept.items() if signs and len(signs) % width == 0}
        unknown = {key: text for key, text in texts.items() if key not in known}
        if unknown:
            known.update(self._made(unknown)[1])
        keys = (key_of(chunk_text(r.title, r.chunk.text)) for r in rows)
        return [np.frombuffer(known[key], dtype=np.uint8).reshape(-1, width) for key in keys]

    def _embedded(self, texts: Mapping[str, str]) -> Vectors:
        vectors, _ = self._made(texts)
        return vectors

    def _made(self, texts: Mapping[str, str]) -> tuple[Vectors, Mapping[str, bytes]]:
        vectors, signs = self._tokens.embed_tokens(list(texts.values()))
        kept = {key: s.tobytes() for key, s in zip(texts, signs, strict=True)}
        with suppress(StoreError):  # a store that cannot be written now still answers; they are made again
            self._signs.keep_signs(self.name, kept)
        return vectors, kept


def passage_embedder(embedder: Embedder, cache: TokenCache) -> tuple[CachedEmbedder, Reranker | None]:
    """Return what embeds chunks and keeps their vectors, and what ranks them again; None where the model cannot."""
    if isinstance(embedder, TokenEmbedder):
        both = TokenReranker(embedder, cache)
        return both, both
    return CachedEmbedder(embedder, cache), None
