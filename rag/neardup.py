"""Near-duplicates by MinHash: signatures of texts, how alike two are, and keys to find candidates by.

Broder, "On the resemblance and containment of documents", 1997; the banding is the usual
locality-sensitive hashing (Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", ch. 3).
"""

from __future__ import annotations

import re
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

_UNSPACED = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f"
# Scripts without spaces between words: each character counts as a word.
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")


def signature(text: str) -> bytes:
    """Return the MinHash signature of a text's five-word shingles; texts of fewer words are one shingle."""
    words = _WORD.findall(text.lower()) or [text]
    count = max(1, len(words) - SHINGLE_WORDS + 1)
    shingles = {" ".join(words[i : i + SHINGLE_WORDS]).encode("utf-8", "replace") for i in range(count)}
    made = _empty()
    made.update_batch(sorted(shingles))
    return bytes(made.hashvalues.astype("<u8").tobytes())


def _empty() -> MinHash:
    from datasketch import MinHash

    return MinHash(num_perm=PERMUTATIONS, seed=1)


def similarity(a: bytes, b: bytes) -> float:
    """Return the estimated Jaccard similarity of two signatures, 0 to 1."""
    left, right = np.frombuffer(a, "<u8"), np.frombuffer(b, "<u8")
    if left.shape != right.shape or not left.size:
        return 0.0
    return float((left == right).mean())


def bands(signature_bytes: bytes) -> tuple[bytes, ...]:
    """Return the keys of a signature's bands: likely copies share at least one."""
    size = len(signature_bytes) // BANDS
    return tuple(
        blake2b(signature_bytes[i * size : (i + 1) * size], digest_size=8, salt=i.to_bytes(2, "big")).digest()
        for i in range(BANDS)
    )
