"""ROUGE-1, ROUGE-2 and ROUGE-L of a text against reference texts (Lin 2004), F1.

Words are runs of letters and digits, lower-cased, neither stemmed nor stopped; ROUGE-L takes a text as one sequence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rag.text.words import longest_common

_WORD = re.compile(r"[a-z0-9]+")
MEASURES = ("rouge1", "rouge2", "rougeL")


def rouge(text: str, references: Sequence[str]) -> dict[str, float]:
    """Return the mean F1 over the references of each measure."""
    words = words_of(text)
    scored = [_against(words, words_of(r)) for r in references]
    return {name: sum(s[i] for s in scored) / len(scored) for i, name in enumerate(MEASURES)}


def words_of(text: str) -> list[str]:
    """Return the words that are compared."""
    return _WORD.findall(text.lower())


def _against(words: Sequence[str], reference: Sequence[str]) -> tuple[float, float, float]:
    return (
        _n_grams(words, reference, 1),
        _n_grams(words, reference, 2),
        _f1(longest_common(words, reference), len(words), len(reference)),
    )


def _n_grams(words: Sequence[str], reference: Sequence[str], n: int) -> float:
    ours, theirs = (Counter(zip(*(x[i:] for i in range(n)), strict=False)) for x in (words, reference))
    return _f1((ours & theirs).total(), ours.total(), theirs.total())


def _f1(shared: int, ours: int, theirs: int) -> float:
    return 2 * shared / (ours + theirs) if shared else 0.0
