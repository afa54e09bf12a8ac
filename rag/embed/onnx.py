"""The embedded embedder: all-MiniLM-L6-v2, int8, on onnxruntime. No network, no key."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path

import numpy as np
import onnxruntime as ort
from tokenizers import Encoding, Tokenizer

from rag.errors import ModelFileError
from rag.ports import Vectors

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

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text, in order, shape (len(texts), 384)."""
        encodings = self._encoder.encode_batch([t.encode("utf-8", "replace").decode() for t in texts])
        if len(encodings) < 2:
            rows = [self._run(e) for e in encodings]
        else:
            _ = self._inputs  # loaded once, here: the threads of the pool would each begin to
            rows = list(self._pool.map(self._run, encodings))
        return np.stack(rows) if rows else np.zeros((0, DIMENSION), dtype=np.float32)

    def _run(self, encoding: Encoding) -> Vectors:
        ids = np.array([encoding.ids], dtype=np.int64)
        feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        hidden = self._session.run(None, {k: v for k, v in feeds.items() if k in self._inputs})[0]
        pooled = np.asarray(hidden, dtype=np.float32)[0].mean(axis=0)
        return np.asarray(pooled / max(float(np.linalg.norm(pooled)), 1e-12), dtype=np.float32)
