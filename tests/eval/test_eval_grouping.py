"""Measures of grouping and of summaries, by hand-worked cases and against a reference."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from eval.metrics.grouping import adjusted_rand, b_cubed, grouped, labelled
from eval.metrics.rouge import rouge
from rag.text.words import longest_common


def test_b_cubed_of_the_published_example():
    # Bagga and Baldwin 1998: 1-5 are one, 6-7 another, 8-12 a third; the answer joins the second to the third.
    truth = list("aaaaabbccccc")
    found = list("aaaaaxxxxxxx")
    assert b_cubed(found, truth) == (pytest.approx((5 + 4 / 7 + 25 / 7) / 12), 1.0)
    # Joining the two large ones is the worse mistake.
    worse = list("xxxxxbbxxxxx")
    assert b_cubed(worse, truth)[0] == pytest.approx((2 + 10 * 0.5) / 12)


def test_all_alone_is_precise_and_finds_little():
    result = grouped({"a": 0, "b": 1, "c": 2, "d": 3}, {"a": 0, "b": 0, "c": 1, "d": 1})
    assert (result.precision, result.recall, result.rand) == (1.0, 0.5, 0.0)
    assert result.f1 == pytest.approx(2 / 3)


def test_what_was_put_nowhere_is_alone():
    assert labelled([["a", "b"]], ["a", "b", "c"]) == {"a": 0, "b": 0, "c": 3}


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=12))
def test_the_rand_index_is_that_of_the_reference_implementation(pairs):
    found, truth = zip(*pairs, strict=True)
    assert adjusted_rand(found, truth) == pytest.approx(adjusted_rand_score(truth, found))


def test_rouge_of_lins_examples():
    # Lin 2004, section 3.1: the second keeps the order of two words, the first of three.
    reference = "police killed the gunman"
    assert longest_common("police kill the gunman".split(), reference.split()) == 3
    assert longest_common("the gunman kill police".split(), reference.split()) == 2
    first = rouge("Police kill the gunman.", [reference])
    assert first == {"rouge1": pytest.approx(3 / 4), "rouge2": pytest.approx(1 / 3), "rougeL": pytest.approx(3 / 4)}
    assert rouge("the gunman kill police", [reference])["rougeL"] == pytest.approx(1 / 2)


def test_rouge_counts_a_word_no_more_often_than_the_reference_and_means_over_references():
    assert rouge("the the the", ["the cat"])["rouge1"] == pytest.approx(2 / 5)
    both = rouge("the cat", ["the cat", "a dog"])
    assert both["rouge1"] == pytest.approx(0.5)
    assert rouge("", ["the cat"]) == {"rouge1": 0.0, "rouge2": 0.0, "rougeL": 0.0}


@given(st.text("abc", max_size=12), st.text("abc", max_size=12))
def test_the_longest_common_subsequence_is_that_of_the_textbook(a, b):
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            table[i + 1][j + 1] = table[i][j] + 1 if x == y else max(table[i][j + 1], table[i + 1][j])
    assert longest_common(list(a), list(b)) == table[-1][-1]
