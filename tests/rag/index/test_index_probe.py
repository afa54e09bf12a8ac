"""What counts as damage of an index, and what is the way of such graphs."""

from __future__ import annotations

import numpy as np
import pytest

from rag.index.probe import verify_built
from rag.types import ChunkId, Scored

OWN = {ChunkId(f"a{i}:0"): np.eye(20, dtype=np.float32)[i] for i in range(20)}
SAMPLES = list(OWN.items())


class Graph:
    """An index that holds vectors, some of which its graph has no way to."""

    def __init__(self, unreached=(), held=OWN):
        self._unreached, self._held = {ChunkId(f"a{i}:0") for i in unreached}, held

    def present(self, chunk_ids):
        return {i for i in chunk_ids if i in self._held}

    def vectors(self, chunk_ids):
        return {i: self._held[i] for i in chunk_ids if i in self._held}

    def count(self):
        return len(self._held)

    def query(self, vector, k, where):
        found = [Scored(i, float(vector @ v)) for i, v in self._held.items() if i not in self._unreached]
        return tuple(sorted(found, key=lambda s: -s.score)[:k])


def test_one_node_in_ten_that_the_graph_cannot_reach_is_no_damage():
    assert verify_built(Graph(), 20, SAMPLES) == ()
    assert verify_built(Graph(unreached=(3, 7)), 20, SAMPLES) == ()


@pytest.mark.parametrize(("unreached", "samples"), [((3, 4, 5), 20), ((0, 1), 12), ((0,), 9), ((0,), 1)])
def test_more_than_that_is(unreached, samples):
    (found,) = verify_built(Graph(unreached=unreached), 20, SAMPLES[:samples])
    assert f"{len(unreached)} of {samples} known chunks are not found" in found


def test_a_chunk_with_the_vector_of_another_text_is_damage_even_alone():
    strange = -np.ones(20, dtype=np.float32)
    (found,) = verify_built(Graph(held={**OWN, ChunkId("a3:0"): strange}, unreached=(3,)), 20, SAMPLES)
    assert "1 of 20 known chunks are not found" in found


def test_a_chunk_that_is_not_there_is_damage_even_alone():
    held = {i: v for i, v in OWN.items() if i != "a3:0"}
    assert "1 of 20 known chunks are not in the index" in " ".join(verify_built(Graph(held=held), 20, SAMPLES))
