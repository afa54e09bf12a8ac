"""Average linkage: equal to a reference, deterministic, never joining what is unlike."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from rag.brief.cluster import groups, margin


@given(st.integers(2, 14), st.integers(0, 10_000), st.floats(0.2, 0.8))
def test_the_groups_are_those_of_the_reference_implementation(size, seed, threshold):
    likeness = np.random.default_rng(seed).random((size, size))
    likeness = (likeness + likeness.T) / 2
    np.fill_diagonal(likeness, 1.0)
    labels = fcluster(linkage(squareform(1 - likeness, checks=False), "average"), 1 - threshold, "distance")
    expected = sorted(tuple(np.flatnonzero(labels == n).tolist()) for n in set(labels))
    assert list(groups(likeness, threshold)) == expected


def test_nothing_and_one_are_groups_too():
    assert groups(np.zeros((0, 0))) == ()
    assert groups(np.ones((1, 1))) == ((0,),)


def test_a_report_that_shares_little_with_the_others_is_of_the_margin():
    likeness = np.array([[1.0, 0.8, 0.2], [0.8, 1.0, 0.2], [0.2, 0.2, 1.0]], dtype=np.float32)
    assert margin((0, 1, 2), likeness) == (2,)
    assert margin((0, 1), likeness) == ()
    assert margin((0, 2), likeness) == (2,), "of two that are not clearly on one thing the later is not told from"
