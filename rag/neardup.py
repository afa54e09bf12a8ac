"""Near-duplicates by MinHash: signatures of texts, how alike two are, and keys to find candidates by.

Broder, "On the resemblance and containment of documents", 1997; the banding is the usual
locality-sensitive hashing (Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", ch. 3).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from datasketch import MinHash

PERMUTATIONS = 128
SHINGLE_WORDS = 5
BANDS = 32
THRESHOLD = 0.8
"""Estimated Jaccard similarity from which two articles count as copies."""
FEWEST_SHARED = BANDS - int((1 - THRESHOLD) * PERMUTATIONS)
"""Bands that copies share at least: each of the values in which they differ spoils one band at most."""

_UNSPACED = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f"
# Scripts without spaces between words: each character counts as a word.
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")


def signature(text: str) -> bytes:
    """Return the MinHash signature of a text's five-word shingles; texts of fewer words are one shingle."""
    words = _WORD.findall(text.lower()) or [text]
    count = max(1, len(words) - SHINGLE_WORDS + 1)
    shingles = {" ".join(words[i : i + SHINGLE_WORDS]).encode("utf-8", "replace") for i in range(count)}
    made = _empty().copy()
    made.update_batch(sorted(shingles))
    return bytes(made.hashvalues.astype("<u8").tobytes())


@cache
def _empty() -> MinHash:
    """Return the signature of nothing, made once: its permutations cost more than most texts."""
    from datasketch import MinHash

    return MinHash(num_perm=PERMUTATIONS, seed=1)


def similarity(a: bytes, b: bytes) -> float:
    """Return the estimated Jaccard similarity of two signatures, 0 to 1."""
    left, right = np.frombuffer(a, "<u8"), np.frombuffer(b, "<u8")
    if left.shape != right.shape or not left.size:
        return 0.0
    return float((left == right).mean())


def alike(mine: bytes, others: Sequence[bytes]) -> list[bool]:
    """Return for each of the other signatures whether its text counts as a copy."""
    whole = [len(other) == len(mine) > 0 for other in others]
    if not any(whole):
        return [False] * len(others)
    rows = np.frombuffer(b"".join(o for o, is_whole in zip(others, whole, strict=True) if is_whole), "<u8")
    one = np.frombuffer(mine, "<u8")
    near = iter((rows.reshape(-1, one.size) == one).mean(axis=1) >= THRESHOLD)
    return [is_whole and bool(next(near)) for is_whole in whole]


def bands(signature_bytes: bytes) -> tuple[bytes, ...]:
    """Return the keys of a signature's bands: likely copies share at least one."""
    size = len(signature_bytes) // BANDS
    return tuple(
        blake2b(signature_bytes[i * size : (i + 1) * size], digest_size=8, salt=i.to_bytes(2, "big")).digest()
        for i in range(BANDS)
    )
