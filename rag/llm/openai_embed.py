"""Embeddings of OpenAI and compatible servers, with everything they may get wrong checked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rag.errors import ProviderError
from rag.llm.faults import in_our_words
from rag.llm.make import _key
from rag.ports import Vectors

BATCH = 64
TIMEOUT_S = 60.0
RETRIES = 2


class OpenAIEmbedder:
    """Implements Embedder on the embeddings API. Texts are sent as text, vectors asked for as floats.

    Raises:
        ProviderError: the server failed, or gave vectors that cannot be what was asked for.
    """

    def __init__(self, model: str, *, base_url: str | None) -> None:
        self.name = f"openai:{model}"
        self._model = model
        self._base_url = base_url
        self._dimension: int | None = None

    @property
    def dimension(self) -> int:
        """Length of a vector; asked of the server once."""
        if self._dimension is None:
            self.embed(["dimension"])
        assert self._dimension is not None
        return self._dimension

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text, in the order given."""
        rows = [self._batch(texts[i : i + BATCH]) for i in range(0, len(texts), BATCH)]
        return np.concatenate(rows) if rows else np.zeros((0, self.dimension), dtype=np.float32)

    def _batch(self, texts: Sequence[str]) -> Vectors:
        import openai

        client = openai.OpenAI(
            base_url=self._base_url, api_key=_key(self._base_url), timeout=TIMEOUT_S, max_retries=RETRIES
        )
        try:
            answer = client.embeddings.create(
                model=self._model, input=[t or " " for t in texts], encoding_format="float"
            )
            found = {item.index: item.embedding for item in answer.data}
        except (openai.OpenAIError, ValueError, TypeError, AttributeError) as error:
            raise in_our_words(error, self.name, self._base_url) from error
        return self._checked(found, len(texts))

    def _checked(self, found: dict[int, list[float]], wanted: int) -> Vectors:
        if sorted(found) != list(range(wanted)):
            raise self._wrong(f"{len(found)} vectors for {wanted} texts")
        lengths = {len(v) for v in found.values()} | ({self._dimension} if self._dimension else set())
        if len(lengths) != 1:
            raise self._wrong(f"vectors of different lengths: {sorted(lengths)}")
        matrix = np.asarray([found[i] for i in range(wanted)], dtype=np.float32)
        norms = np.linalg.norm(matrix, axis=1, keepdims=True)
        if not np.isfinite(matrix).all() or not (norms > 0).all():
            raise self._wrong("vectors that hold what is no number, or nothing")
        self._dimension = matrix.shape[1]
        return np.asarray(matrix / norms, dtype=np.float32)

    def _wrong(self, why: str) -> ProviderError:
        return ProviderError(f"{self.name} not used", why=f"the server gave {why}", fix="Check DATELINE_EMBEDDINGS.")
