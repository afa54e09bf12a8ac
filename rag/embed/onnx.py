"""The embedded embedder: all-MiniLM-L6-v2, int8, on onnxruntime. No network, no key."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import onnxruntime as ort
from tokenizers import Encoding, Tokenizer

from rag.embed.tokens import signs_of
from rag.errors import ModelFileError
from rag.ports import Signs, Vectors
from rag.text.words import STOP_WORDS

T = TypeVar("T")

DIMENSION = 384
WINDOW_TOKENS = 256


class OnnxEmbedder:
    """Embeds texts with a sentence-transformer in ONNX form: mean pooling over the mask, L2 norm.

    Loading waits for the first text. Each text is run by itself, several at once: measured side by side, batches of 16
    cost more than twice the processor time (padding, and work that does not fit the caches). Safe to use from several
    threads.

    Raises:
        ModelFileError: a file is missing or is not what it should be.
    """

    name = "all-MiniLM-L6-v2-int8"
    dimension = DIMENSION

    def __init__(self, model: Path, tokenizer: Path, *, threads: int | None = None) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._threads = threads or os.cpu_count() or 1

    @cached_property
    def _session(self) -> ort.InferenceSession:
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1  # the texts are what runs side by side
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            return ort.InferenceSession(str(self._model), options, providers=["CPUExecutionProvider"])
        except Exception as exc:
            raise ModelFileError(
                "embedding model not loaded", why=f"{self._model}: {exc}", fix="Run `dateline setup`."
            ) from exc

    @cached_property
    def _inputs(self) -> frozenset[str]:
        return frozenset(i.name for i in self._session.get_inputs())

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self._threads, thread_name_prefix="embed")

    @cached_property
    def _encoder(self) -> Tokenizer:
        try:
            encoder = Tokenizer.from_file(str(self._tokenizer))
        except Exception as exc:
            raise ModelFileError(
                "tokenizer not loaded", why=f"{self._tokenizer}: {exc}", fix="Run `dateline setup`."
            ) from exc
        encoder.enable_truncation(WINDOW_TOKENS)
        encoder.no_padding()
        return encoder

    @cached_property
    def _telling(self) -> npt.NDArray[np.bool_]:
        """Of each entry of the vocabulary, whether it carries meaning: no stop word, no mere punctuation, no mark of the model's."""
        encoder = self._encoder
        telling = np.zeros(encoder.get_vocab_size(), dtype=np.bool_)
        for piece, n in encoder.get_vocab().items():
            word = piece.removeprefix("##")
            telling[n] = any(c.isalnum() for c in word) and piece not in STOP_WORDS and not piece.startswith("[")
        return telling

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text, in order, shape (len(texts), 384)."""
        return _stacked(self._map(lambda e: _pooled(self._run(e)), self._encodings(texts)))

    def embed_tokens(self, texts: Sequence[str]) -> tuple[Vectors, Sequence[Signs]]:
        """Return one unit vector a text, and of each text the signs of the vectors of its telling tokens, (tokens, 48)."""

        def both(encoding: Encoding) -> tuple[Vectors, Signs]:
            hidden = self._run(encoding)
            return _pooled(hidden), signs_of(hidden[self._telling[encoding.ids]])

        made = self._map(both, self._encodings(texts))
        return _stacked([vector for vector, _ in made]), [signs for _, signs in made]

    def token_vectors(self, text: str) -> Vectors:
        """Return one unit vector a telling token of the text, shape (tokens, 384)."""
        (encoding,) = self._encodings([text])
        hidden = self._run(encoding)[self._telling[encoding.ids]]
        return np.asarray(hidden / np.maximum(np.linalg.norm(hidden, axis=1, keepdims=True), 1e-12), dtype=np.float32)

    def _encodings(self, texts: Sequence[str]) -> list[Encoding]:
        return self._encoder.encode_batch([t.encode("utf-8", "replace").decode() for t in texts])

    def _map(self, run: Callable[[Encoding], T], encodings: Sequence[Encoding]) -> list[T]:
        if len(encodings) < 2:
            return [run(e) for e in encodings]
        _ = self._inputs, self._telling  # made once, here: the threads of the pool would each begin to
        return list(self._pool.map(run, encodings))

    def _run(self, encoding: Encoding) -> Vectors:
        """Return the last hidden state, shape (tokens, 384)."""
        ids = np.array([encoding.ids], dtype=np.int64)
        feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        hidden = self._session.run(None, {k: v for k, v in feeds.items() if k in self._inputs})[0]
        return np.asarray(hidden[0], dtype=np.float32)


def _pooled(hidden: Vectors) -> Vectors:
    pooled = hidden.mean(axis=0)
    return np.asarray(pooled / max(float(np.linalg.norm(pooled)), 1e-12), dtype=np.float32)


def _stacked(rows: Sequence[Vectors]) -> Vectors:
    return np.stack(rows) if rows else np.zeros((0, DIMENSION), dtype=np.float32)
