"""Embeddings of OpenAI and compatible servers, with everything they may get wrong checked."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from rag.errors import ProviderError
from rag.llm.background import Call, OutOfTime, WorkFailed, in_background, pause
from rag.llm.connect import CONNECT_S, OPENAI, READ_S, WRITE_S, key_for
from rag.llm.faults import diagnose
from rag.llm.lines import Lines
from rag.ports import Vectors

if TYPE_CHECKING:
    from openai import OpenAI

BATCH = 64
TRIES = 3
BACK_OFF_S = 0.5
LIMIT_S = 120.0
WHERE = "the embedding server"


@dataclass(frozen=True, slots=True)
class _Limit:
    """A moment of the monotonic clock until which a server is waited for."""

    at: float

    def remaining_s(self) -> float:
        return self.at - time.monotonic()

    def cancelled(self) -> bool:
        return False


class OpenAIEmbedder:
    """Implements Embedder on the embeddings API. Texts are sent as text, vectors asked for as floats.

    OpenAI's library is used directly: LangChain's wrapper hides the index of each vector. A server is
    waited for at most ``limit_s`` seconds a batch, retries and all. ``sleep`` waits between tries, ``now`` is the real clock.

    Raises:
        ProviderError: the server failed, or gave vectors that cannot be what was asked for.
    """

    def __init__(
        self,
        model: str,
        *,
        base_url: str | None,
        limit_s: float = LIMIT_S,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.name = f"openai:{model}"
        self._model = model
        self._base_url = base_url
        self._limit_s = limit_s
        self._sleep = sleep
        self._now = now
        self._lines = Lines(base_url or OPENAI)
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
        client = self._client()
        return np.concatenate([self._batch(client, texts[i : i + BATCH]) for i in range(0, len(texts), BATCH)])

    def _client(self) -> OpenAI:
        import httpx2
        import openai

        return openai.OpenAI(
            base_url=self._base_url or OPENAI,
            api_key=key_for(self._base_url),
            timeout=openai.Timeout(connect=CONNECT_S, read=READ_S, write=WRITE_S, pool=CONNECT_S),
            max_retries=0,
            http_client=httpx2.Client(transport=self._lines),
        )

    def _batch(self, client: OpenAI, texts: Sequence[str]) -> Vectors:
        # An empty text is refused by some servers, a lone surrogate by all.
        plain = [t.encode("utf-8", "replace").decode("utf-8") or " " for t in texts]
        found = self._answer(client, plain)
        places = [place for place, _ in found]
        if len(found) != len(texts):
            raise self._wrong(f"{len(found)} vectors for {len(texts)} texts")
        if {str(place) for place in places} != {str(n) for n in range(len(texts))}:
            raise self._wrong("vectors without saying which text each is of")
        return self._checked([row for _, row in sorted(found, key=lambda item: int(item[0]))])

    def _answer(self, client: OpenAI, texts: list[str]) -> list[tuple[Any, Any]]:
        """Return (index, vector) of each vector that the server gives, as it gives them."""
        limit = _Limit(time.monotonic() + self._limit_s)

        def work(call: Call) -> Iterator[list[tuple[Any, Any]]]:
            with self._lines.line(call):
                answer = client.embeddings.create(model=self._model, input=texts, encoding_format="float")
                found = [(item.index, item.embedding) for item in answer.data]
            yield found

        try:
            for attempt in range(1, TRIES + 1):
                try:
                    return next(in_background(work, limit))
                except WorkFailed as failed:
                    fault = diagnose(failed.cause, self.name, WHERE, asked="a text", now=self._now)
                    back_off = BACK_OFF_S * 2 ** (attempt - 1)
                    wait = back_off if fault.retry_after_s is None else fault.retry_after_s
                    if attempt == TRIES or not fault.may_pass or wait >= limit.remaining_s():
                        raise fault.error from failed.cause
                    pause(wait, limit, self._sleep)
        except OutOfTime:
            why = f"{WHERE} did not answer within {self._limit_s:.0f} s"
            raise ProviderError(
                f"{self.name} too slow", why=why, fix="Check the server, or raise DATELINE_DEADLINE_S."
            ) from None
        raise AssertionError("the last try returns or raises")

    def _checked(self, rows: list[Any]) -> Vectors:
        if not all(isinstance(row, list) for row in rows):
            raise self._wrong("what is no vector")
        lengths = {len(v) for v in rows} | ({self._dimension} if self._dimension else set())
        if len(lengths) != 1 or 0 in lengths:
            raise self._wrong(f"vectors of different lengths ({', '.join(map(str, sorted(lengths)))})")
        try:
            with np.errstate(over="ignore"):  # what is too large becomes infinite, which is refused below
                matrix = np.asarray(rows, dtype=np.float32)
        except (ValueError, TypeError) as error:
            raise self._wrong("vectors that hold what is no number") from error
        if matrix.ndim != 2:
            raise self._wrong("vectors that hold what is no number")
        norms = np.linalg.norm(matrix, axis=1, keepdims=True)
        if not np.isfinite(norms).all() or not (norms > 0).all():
            raise self._wrong("vectors that hold what is no number, or nothing")
        self._dimension = int(matrix.shape[1])
        return np.asarray(matrix / norms, dtype=np.float32)

    def _wrong(self, why: str) -> ProviderError:
        return ProviderError(f"{self.name} not used", why=f"the server gave {why}", fix="Check DATELINE_EMBEDDINGS.")
