"""The embedded embedder: all-MiniLM-L6-v2, int8, on onnxruntime. No network, no key."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import onnxruntime as ort
from tokenizers import Encoding, Tokenizer

from rag.errors import ModelFileError
from rag.ports import Vectors

DIMENSION = 384
WINDOW_TOKENS = 256
BATCH = 16


class OnnxEmbedder:
    """Embeds texts with a sentence-transformer in ONNX form: mean pooling over the mask, L2 norm.

    Loading waits for the first text. Batches are sorted by length, so that little is spent on padding.
    Safe to use from several threads.

    Raises:
        ModelFileError: a file is missing or is not what it should be.
    """

    name = "all-MiniLM-L6-v2-int8"
    dimension = DIMENSION

    def __init__(self, model: Path, tokenizer: Path, *, threads: int | None = None) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._threads = threads or 0

    @cached_property
    def _session(self) -> ort.InferenceSession:
        options = ort.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # the arena keeps the largest batch's memory for ever
        options.log_severity_level = 3
        try:
            return ort.InferenceSession(str(self._model), options, providers=["CPUExecutionProvider"])
        except Exception as exc:
            raise ModelFileError(
                "embedding model not loaded", why=f"{self._model}: {exc}", fix="Run `dateline setup`."
            ) from exc

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
        out = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        encodings = self._encoder.encode_batch([t.encode("utf-8", "replace").decode() for t in texts])
        order = sorted(range(len(texts)), key=lambda i: len(encodings[i].ids))
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            out[rows] = self._run([encodings[i] for i in rows])
        return out

    def _run(self, batch: Sequence[Encoding]) -> Vectors:
        width = max(len(e.ids) for e in batch)
        ids = np.zeros((len(batch), width), dtype=np.int64)
        mask = np.zeros((len(batch), width), dtype=np.int64)
        for row, encoding in enumerate(batch):
            ids[row, : len(encoding.ids)] = encoding.ids
            mask[row, : len(encoding.ids)] = 1
        feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        wanted = {i.name for i in self._session.get_inputs()}
        hidden = np.asarray(
            self._session.run(None, {k: v for k, v in feeds.items() if k in wanted})[0], dtype=np.float32
        )
        weights = mask[:, :, None].astype(np.float32)
        pooled = (hidden * weights).sum(axis=1) / weights.sum(axis=1)
        norms = np.linalg.norm(pooled, axis=1, keepdims=True)
        return np.asarray(pooled / np.maximum(norms, 1e-12), dtype=np.float32)
