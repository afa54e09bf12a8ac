"""Embeddings of OpenAI and compatible servers, with everything they may get wrong checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from rag.errors import ProviderError
from rag.llm.address import is_loopback
from rag.llm.connect import CONNECT_S, OPENAI, READ_S, WRITE_S, key_for
from rag.llm.faults import diagnose
from rag.ports import Vectors

if TYPE_CHECKING:
    from openai import OpenAI

BATCH = 64
RETRIES = 2


class OpenAIEmbedder:
    """Implements Embedder on the embeddings API. Texts are sent as text, vectors asked for as floats.

    OpenAI's library is used directly: LangChain's wrapper hides the index of each vector.

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
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with self._client() as client:
            rows = [self._batch(client, texts[i : i + BATCH]) for i in range(0, len(texts), BATCH)]
        return np.concatenate(rows)

    def _client(self) -> OpenAI:
        import openai

        return openai.OpenAI(
            base_url=self._base_url or OPENAI,
            api_key=key_for(self._base_url),
            timeout=openai.Timeout(connect=CONNECT_S, read=READ_S, write=WRITE_S, pool=CONNECT_S),
            max_retries=RETRIES,
            http_client=openai.DefaultHttpxClient(trust_env=not is_loopback(self._base_url)),
        )

    def _batch(self, client: OpenAI, texts: Sequence[str]) -> Vectors:
        import openai

        # An empty text is refused by some servers, a lone surrogate by all.
        plain = [t.encode("utf-8", "replace").decode("utf-8") or " " for t in texts]
        try:
            answer = client.embeddings.create(model=self._model, input=plain, encoding_format="float")
            found = {item.index: item.embedding for item in answer.data}
            given = len(answer.data)
        except (openai.OpenAIError, ValueError, TypeError, AttributeError) as error:
            raise diagnose(error, self.name, "the embedding server").error from error
        if given != len(texts) or sorted(found) != list(range(len(texts))):
            raise self._wrong(f"{given} vectors for {len(texts)} texts")
        return self._checked([found[i] for i in range(len(texts))])

    def _checked(self, rows: list[list[float]]) -> Vectors:
        lengths = {len(v) for v in rows} | ({self._dimension} if self._dimension else set())
        if len(lengths) != 1 or 0 in lengths:
            raise self._wrong(f"vectors of different lengths ({', '.join(map(str, sorted(lengths)))})")
        try:
            matrix = np.asarray(rows, dtype=np.float32)
        except (ValueError, TypeError) as error:
            raise self._wrong("vectors that hold what is no number") from error
        norms = np.linalg.norm(matrix, axis=1, keepdims=True)
        if not np.isfinite(norms).all() or not (norms > 0).all():
            raise self._wrong("vectors that hold what is no number, or nothing")
        self._dimension = int(matrix.shape[1])
        return np.asarray(matrix / norms, dtype=np.float32)

    def _wrong(self, why: str) -> ProviderError:
        return ProviderError(f"{self.name} not used", why=f"the server gave {why}", fix="Check DATELINE_EMBEDDINGS.")
