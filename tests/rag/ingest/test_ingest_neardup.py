"""Near-duplicates: signatures, their similarity, and bands to find candidates by."""

from __future__ import annotations

import random
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.neardup import BANDS, FEWEST_SHARED, PERMUTATIONS, THRESHOLD, alike, bands, signature, similarity

WORDS = [f"word{i}" for i in range(2000)]


def story(seed: int, words: int = 600) -> list[str]:
    return random.Random(seed).choices(WORDS, k=words)


def changed(words: list[str], count: int, seed: int = 7) -> list[str]:
    out = list(words)
    for i in random.Random(seed).sample(range(len(words)), count):
        out[i] = "changed"
    return out


def jaccard(a: list[str], b: list[str]) -> float:
    left, right = ({tuple(w[i : i + 5]) for i in range(len(w) - 4)} for w in (a, b))
    return len(left & right) / len(left | right)


@pytest.mark.parametrize("count", [0, 2, 5, 10, 20, 60])
def test_the_estimate_is_near_the_true_similarity(count: int) -> None:
    words = story(1)
    other = changed(words, count)
    estimate = similarity(signature(" ".join(words)), signature(" ".join(other)))
    assert abs(estimate - jaccard(words, other)) < 0.13


def test_copies_share_a_band_and_strangers_do_not() -> None:
    for seed in range(30):
        words = story(seed)
        copy = changed(words, 9, seed)
        assert jaccard(words, copy) > THRESHOLD
        mine = set(bands(signature(" ".join(words))))
        assert mine & set(bands(signature(" ".join(copy))))
        assert not mine & set(bands(signature(" ".join(story(seed + 1000)))))


def test_case_punctuation_and_spacing_do_not_matter() -> None:
    assert signature("The Bridge, over — the Alba: opened!") == signature("the bridge over the\n\nalba opened")


def test_texts_without_words_or_spaces_are_told_apart() -> None:
    assert similarity(signature("😀😀"), signature("🎉🎉")) < 0.5
    chinese = "外交部长星期一在哈瓦那举行了会谈并宣布了新的协议内容"
    assert similarity(signature(chinese * 4), signature(chinese * 4 + "完")) > 0.8
    assert similarity(signature(chinese), signature("市长星期二宣布新桥将于五月开放通行引发热烈讨论")) < 0.2


def test_a_signature_is_the_same_in_every_run() -> None:
    import hashlib

    found = hashlib.sha256(signature("The bridge over the Alba was opened on Monday.")).hexdigest()
    assert found[:16] == "7ffdcbee581991cf"


@given(st.text(max_size=200))
def test_every_text_has_a_signature_that_equals_itself(text: str) -> None:
    made = signature(text)
    assert len(made) == 128 * 8
    assert similarity(made, made) == 1.0
    assert len(set(bands(made))) == BANDS


def test_signatures_of_different_make_are_not_alike() -> None:
    assert similarity(signature("a b c d e f"), b"") == 0.0
    assert similarity(b"", b"") == 0.0


def test_a_signature_takes_milliseconds() -> None:
    text = " ".join(story(3, 700))
    signature(text)
    times = []
    for _ in range(10):
        start = time.process_time()
        signature(text)
        times.append(time.process_time() - start)
    assert min(times) < 0.008


@given(st.sets(st.integers(0, PERMUTATIONS - 1), max_size=40))
def test_copies_share_as_many_bands_as_are_looked_for_and_are_told_at_once(changed):
    one = np.arange(PERMUTATIONS, dtype="<u8")
    other = one.copy()
    other[sorted(changed)] += 1000
    near = similarity(one.tobytes(), other.tobytes()) >= THRESHOLD
    assert alike(one.tobytes(), [other.tobytes(), b"", b"short", one.tobytes()]) == [near, False, False, True]
    if near:
        assert len(set(bands(one.tobytes())) & set(bands(other.tobytes()))) >= FEWEST_SHARED


def test_nothing_is_like_a_signature_that_is_empty():
    assert alike(b"", [b"", signature("a b c d e f")]) == [False, False]
    assert alike(signature("a b c d e f"), []) == []
