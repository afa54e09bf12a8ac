"""How fast: ingest against the bare embedder, retrieval by size of library, start-up, memory. Ratios of one run."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from eval.metrics.intervals import Metric
from eval.runs.identity import peak_mb
from rag.config import Settings
from rag.ports import Embedder, Signs, TokenEmbedder, Vectors
from rag.sample import articles
from rag.service import open_newsdesk
from rag.service.models import embedder_for

ROUNDS = 2

QUESTIONS = (
    "What did the minister say about the strike?", "How many people were hurt?", "When does the bank decide?",
    "Who won the cup?", "What is the latest on the flood?",
)  # fmt: skip


class _Noted:
    """An embedder that notes the batches it was given, so that its model can be timed bare on the same ones."""

    def __init__(self, inner: Embedder) -> None:
        self._inner = inner
        self.name = f"{inner.name}-bench"
        self.dimension = inner.dimension
        self.batches: list[Sequence[str]] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.batches.append(texts)
        return self._inner.embed(texts)

    def bare(self) -> None:
        """Embed all that was noted once more, with nothing around it, and forget it."""
        for texts in self.batches:
            self._inner.embed(texts)
        self.batches.clear()


class _NotedTokens(_Noted):
    """The same, of an embedder that tells of tokens: ingest keeps them, and is to be timed with that."""

    def __init__(self, inner: TokenEmbedder) -> None:
        super().__init__(inner)
        self._tokens = inner

    def embed_tokens(self, texts: Sequence[str]) -> tuple[Vectors, Sequence[Signs]]:
        self.batches.append(texts)
        return self._tokens.embed_tokens(texts)

    def token_vectors(self, text: str) -> Vectors:
        return self._tokens.token_vectors(text)


class _Synthetic:
    """Vectors from nothing: for sizes of library that nobody wants to wait for. Said so in the results."""

    name = "synthetic"
    dimension = 384

    def embed(self, texts: Sequence[str]) -> Vectors:
        rows = np.random.default_rng(len(texts[0]) if texts else 0).normal(size=(len(texts), 384)).astype(np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def bench(settings: Settings, sizes: Sequence[int], say: Callable[[str], None]) -> dict[str, Metric]:
    """Return ratios and times; ``sizes`` are numbers of synthetic passages for the latency of retrieval."""
    found: dict[str, Metric] = {}
    with tempfile.TemporaryDirectory() as folder:
        here = replace(settings, home=Path(folder) / "ingest", llm="none")
        say("ingest against the bare embedder")
        found |= _ingest(here, Path(folder))
        say("start-up")
        found |= _start(here)
        for size in sizes:
            say(f"retrieval over {size:,} passages")
            found |= _retrieval(replace(here, home=Path(folder) / f"size-{size}"), Path(folder), size)
    found["memory_mb"] = Metric(peak_mb(), 1)
    return found


def _ingest(settings: Settings, folder: Path) -> dict[str, Metric]:
    """Time ingest and then its model bare, in turn, so that both see the same machine.

    Each of the rounds is of several batches, as a run of ingest is.
    """
    inner = embedder_for(settings)
    inner.embed(["warm"])
    noted = _NotedTokens(inner) if isinstance(inner, TokenEmbedder) else _Noted(inner)
    whole_s = bare_s = 0.0
    count = passages = 0
    with open_newsdesk(settings, embedder=noted) as desk:
        for file in _rounds(folder):
            started = time.perf_counter()
            count += sum(1 for _ in desk.ingest([str(file)]))
            whole_s += time.perf_counter() - started
            passages += sum(map(len, noted.batches))
            started = time.perf_counter()
            noted.bare()
            bare_s += time.perf_counter() - started
    return {
        "ingest_share_of_bare_embedder": Metric(bare_s / whole_s, passages),
        "ingest_passages_per_s": Metric(passages / whole_s, passages),
        "ingest_articles_per_s": Metric(count / whole_s, count),
    }


def _rounds(folder: Path) -> Iterator[Path]:
    """Yield files of articles, each of some batches: the sample's with their sentences in other orders."""
    rng = random.Random(3)
    for name in range(ROUNDS):
        file = folder / f"bench-{name}.jsonl"
        with file.open("w", encoding="utf-8") as lines:
            for n in range(4):
                for article in articles():
                    sentences = str(article["text"]).split(". ")
                    rng.shuffle(sentences)
                    made = {"id": f"{name}-{n}-{article['id']}", "url": None, "text": ". ".join(sentences) * 3}
                    lines.write(json.dumps(dict(article) | made) + "\n")
        yield file


def _start(settings: Settings) -> dict[str, Metric]:
    def seconds(*argv: str) -> float:
        import os

        env = os.environ | {
            "DATELINE_HOME": str(settings.home),
            "DATELINE_CACHE": str(settings.cache),
            "DATELINE_LLM": "none",
        }
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "rag", *argv], env=env, capture_output=True, check=False)
        return time.perf_counter() - started

    seconds("--help")
    return {
        "help_s": Metric(min(seconds("--help") for _ in range(3)), 3),
        "cold_search_s": Metric(min(seconds("search", "bridge") for _ in range(2)), 2),
    }


def _retrieval(settings: Settings, folder: Path, size: int) -> dict[str, Metric]:
    rng = random.Random(5)
    words = sorted({w for a in articles() for w in str(a["text"]).split()})
    file = folder / f"synthetic-{size}.jsonl"
    with file.open("w", encoding="utf-8") as lines:
        for n in range(size):
            text = " ".join(rng.choices(words, k=60)) + "."
            day = f"2024-{1 + n % 12:02}-{1 + n % 28:02}"
            lines.write(
                json.dumps(
                    {"id": f"s{n}", "title": f"Synthetic {n}", "text": text, "published": day, "source": f"o{n % 40}"}
                )
                + "\n"
            )
    real = embedder_for(settings)
    with open_newsdesk(settings, embedder=_Synthetic()) as desk:
        for _ in desk.ingest([str(file)]):
            pass
        times = []
        real.embed([QUESTIONS[0]])
        desk.search(QUESTIONS[0])
        for question in QUESTIONS:
            started = time.perf_counter()
            real.embed([question])
            desk.ask_stream(question).__next__()
            times.append(time.perf_counter() - started)
    return {f"first_evidence_ms_at_{size}": Metric(1000 * sorted(times)[len(times) // 2], len(times))}
