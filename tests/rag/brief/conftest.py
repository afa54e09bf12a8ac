"""The sample news in a newsdesk, read once; each day's brief made once."""

from __future__ import annotations

import shutil
import zlib
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import platformdirs
import pytest

from rag.config import Settings
from rag.errors import ModelFileError
from rag.ports import Vectors
from rag.sample import path
from rag.service import open_newsdesk
from rag.service.clock import FixedClock
from rag.service.models import embedder_for
from rag.text.words import content_words
from rag.types import BriefRequest
from tests.conftest import MACHINE_CACHE, NOW


class StemEmbedder:
    """An embedder for tests: the stems of a text hashed into 2,048 numbers, so that only common words bring texts near."""

    name = "stems-2048"
    dimension = 2048

    def embed(self, texts: Sequence[str]) -> Vectors:
        out = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in set(content_words(text)):
                out[row, zlib.crc32(word.encode()) % self.dimension] += 1
            out[row, 0] += 1e-3
        return np.asarray(out / np.linalg.norm(out, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture(scope="package")
def sample_desk(tmp_path_factory):
    """A newsdesk with the sample in it and the embedder that readers have, for tests that only read."""
    home = tmp_path_factory.mktemp("home")
    models = Path(MACHINE_CACHE or platformdirs.user_cache_path("dateline"))
    settings = Settings(home=home, cache=models, llm="none", timezone="UTC", offline=True)
    try:
        embedder = embedder_for(settings)
    except ModelFileError as error:
        pytest.skip(f"the embedding model is not here: {error.why}")
    with open_newsdesk(settings, embedder=embedder, clock=FixedClock(NOW)) as desk:
        list(desk.ingest([str(path())]))
        yield desk


@pytest.fixture(scope="package")
def _made(sample_desk):
    return cache(sample_desk.brief)


@pytest.fixture
def day(_made):
    def brief_of(number, **more):
        return _made(BriefRequest(day=date(2024, 2, number), **more))

    return brief_of


@pytest.fixture(scope="package")
def _stems_home(tmp_path_factory):
    made = Settings(home=tmp_path_factory.mktemp("stems") / "home", cache=Path(), llm="none", timezone="UTC")
    with open_newsdesk(made, embedder=StemEmbedder(), clock=FixedClock(NOW)) as desk:
        list(desk.ingest([str(path())]))
    return made.home


@pytest.fixture
def stems(settings, _stems_home):
    """Settings of a library of one's own with the sample in it, for tests that change something."""
    shutil.copytree(_stems_home, settings.home)
    return settings


@pytest.fixture
def stocked(stems, clock):
    """The newsdesk of such a library."""
    with open_newsdesk(stems, embedder=StemEmbedder(), clock=clock) as desk:
        yield desk
