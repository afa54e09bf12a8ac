"""Caches of vectors: the durable one and the one in memory keep the same contract; a text is embedded once."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from rag.embed import CachedEmbedder, RecentVectors, key_of
from rag.store import open_store


class Counting:
    """An embedder that notes what it was asked."""

    name, dimension = "counting", 2

    def __init__(self):
        self.asked = []

    def embed(self, texts):
        self.asked += texts
        return np.array([[len(t), 1.0] for t in texts], dtype=np.float32)


@pytest.fixture(params=["durable", "recent"])
def cache(request, tmp_path):
    return open_store(tmp_path / "s.sqlite3") if request.param == "durable" else RecentVectors()


def test_a_text_is_embedded_once_and_comes_back_as_it_was(cache):
    model = Counting()
    embedder = CachedEmbedder(model, cache)
    first = embedder.embed(["one", "three", "one"])
    again = embedder.embed(["three", "seventh", "one"])
    assert model.asked == ["one", "three", "seventh"]
    assert first.tolist() == [[3, 1], [5, 1], [3, 1]]
    assert again.tolist() == [[5, 1], [7, 1], [3, 1]]
    assert again.dtype == np.float32


def test_no_text_gives_no_row(cache):
    assert CachedEmbedder(Counting(), cache).embed([]).shape == (0, 2)


def test_models_do_not_share_vectors(cache):
    cache.keep("one model", {key_of("x"): np.ones(2, dtype=np.float32)})
    assert cache.vectors("another", [key_of("x")]) == {}


def test_what_was_not_asked_for_the_longest_is_forgotten_first():
    recent = RecentVectors(2)
    for name in ("a", "b"):
        recent.keep("m", {name: np.zeros(2, dtype=np.float32)})
    recent.vectors("m", ["a"])
    recent.keep("m", {"c": np.zeros(2, dtype=np.float32)})
    assert set(recent.vectors("m", ["a", "b", "c"])) == {"a", "c"}


def test_a_kept_vector_does_not_keep_its_batch_alive():
    recent = RecentVectors()
    batch = np.zeros((100, 2), dtype=np.float32)
    recent.keep("m", {"a": batch[0]})
    assert recent.vectors("m", ["a"])["a"].base is None


def test_threads_may_share_it():
    recent, faults = RecentVectors(50), []

    def work(seed):
        try:
            for n in range(300):
                recent.keep("m", {str((seed * n) % 97): np.zeros(2, dtype=np.float32)})
                recent.vectors("m", [str(k) for k in range(97)])
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=work, args=(s,)) for s in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(recent.vectors("m", [str(k) for k in range(97)])) == 50
