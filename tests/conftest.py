"""For every test: no keys, no settings of the machine, no network but loopback, a home of its own."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import socket
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from rag.config import Settings
from rag.ports import Vectors
from rag.service.clock import FixedClock

NOW = datetime(2024, 2, 25, 9, tzinfo=UTC)
MACHINE_CACHE = os.environ.get("DATELINE_CACHE")

# What a property costs on a busy machine is not what it says; where time is the promise, a test measures it.
hypothesis_settings.register_profile(
    "dateline", parent=hypothesis_settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("dateline")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="run the long versions of tests")


@pytest.fixture(autouse=True)
def _own_world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith(("DATELINE_", "OPENAI_", "LANGSMITH_", "LANGCHAIN_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    if MACHINE_CACHE:
        monkeypatch.setenv("DATELINE_CACHE", MACHINE_CACHE)
    real = socket.socket.connect

    def only_loopback(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else "127.0.0.1"
        if host not in ("127.0.0.1", "::1", "localhost"):
            raise OSError(f"tests have no network: {address}")
        real(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", only_loopback)


class WordEmbedder:
    """An embedder for tests: words hashed into 64 numbers, so that texts with common words are near."""

    name = "words-64"
    dimension = 64

    def __init__(self) -> None:
        self.embedded = 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.embedded += len(texts)
        out = np.zeros((len(texts), 64), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()):
                out[row, hashlib.md5(word.encode()).digest()[0] % 64] += 1
            out[row, 0] += 1e-3
        return np.asarray(out / np.linalg.norm(out, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", cache=tmp_path / "cache", llm="none", timezone="UTC")


@pytest.fixture(scope="session")
def _sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from rag.sample import path
    from rag.service import open_newsdesk

    made = Settings(home=tmp_path_factory.mktemp("sample") / "home", cache=Path(), llm="none", timezone="UTC")
    with open_newsdesk(made, embedder=WordEmbedder(), clock=FixedClock(NOW)) as desk:
        assert all(item.fate in ("added", "duplicate") for item in desk.ingest([str(path())]))
    return made.home


@pytest.fixture
def sample(settings: Settings, _sample_home: Path) -> Settings:
    """Settings of a library of one's own with the sample news in it: a copy, for a hundredth of what an ingest costs."""
    shutil.copytree(_sample_home, settings.home, dirs_exist_ok=True)
    return settings


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def desk(settings: Settings, embedder: WordEmbedder, clock: FixedClock) -> Iterator[object]:
    from rag.service import open_newsdesk

    with open_newsdesk(settings, embedder=embedder, clock=clock) as made:
        yield made


@pytest.fixture
def stocked_desk(sample: Settings, embedder: WordEmbedder, clock: FixedClock) -> Iterator[object]:
    """A newsdesk of one's own with the sample news in it."""
    from rag.service import open_newsdesk

    with open_newsdesk(sample, embedder=embedder, clock=clock) as made:
        yield made


@pytest.fixture
def cli(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], settings: Settings, embedder: WordEmbedder
) -> Callable[..., tuple[int, str, str]]:
    """The command line in this process, with an embedder that needs no files: exit code, output and errors of a call."""
    import rag.service.models as models
    from rag.cli.main import run
    from rag.cli.terminal import err, out

    monkeypatch.setenv("DATELINE_HOME", str(settings.home))
    monkeypatch.setenv("DATELINE_LLM", "none")
    monkeypatch.setenv("DATELINE_TIMEZONE", "UTC")
    monkeypatch.setattr(models, "embedder_for", lambda *_: embedder)

    def call(*argv: str) -> tuple[int, str, str]:
        out.cache_clear()
        err.cache_clear()
        code = run(list(argv))
        streams = capsys.readouterr()
        return code, streams.out, streams.err

    return call
