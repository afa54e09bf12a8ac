"""Is a number of a claim that of another matter, where the evidence gives the claim's matter a number of its own? Pure, conservative."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.text.dates import without_dates
from rag.text.figures import figures
from rag.text.fractions import without_fractions
from rag.text.numbers import Number, agree, numbers
from rag.text.words import content_words

LIKE = 0.75
"""Share of a claim's words, its numbers apart, that the sentence must have which gives its number otherwise."""
FEWEST = 2
_NEWER = re.compile(
    r"\b(?:toll|total|so far|now|later|since|revised|updat\w+|rise|rose|risen|increas\w+|bring\w*|brought|up from|down from|more than|at least|to)\b",
    re.IGNORECASE,
)
"""Where the number of a later count may stand: "the toll has risen to 12"."""


def other_number(claim: str, sentences: Sequence[str]) -> str:
    """Return a number of a claim that stands in another sentence only, where the one that has its words has another of the kind.

    "The court gave her six years" of "the court gave her four years" and "the prosecution had asked for six".
    """
    plain = without_dates(claim)
    given = numbers(without_fractions(plain))
    wanted = {w for w in content_words(claim) if not w.isdigit()} - {w for n in given for w in content_words(n.text)}
    told = [without_dates(s) for s in sentences]
    shares = [len(wanted & set(content_words(s))) for s in sentences]
    for number in given:
        kind = _kind(number, plain)
        homes = [i for i, s in enumerate(told) if any(agree(number, n) for n in numbers(s))]
        if not kind or not homes or any(_is_newer(number, told[i]) for i in homes):
            continue
        most = max((s for i, s in enumerate(shares) if i not in homes), default=0)
        if most < max(FEWEST, LIKE * len(wanted)) or any(shares[i] >= most for i in homes):
            continue
        rivals = [
            n
            for i, s in enumerate(shares)
            if s == most and i not in homes
            for n in numbers(told[i])
            if _kind(n, told[i]) == kind
        ]
        if rivals and not any(agree(g, r) for g in given for r in rivals):
            return f"{rivals[0].text}, not {number.text}"
    return ""


def _kind(number: Number, text: str) -> str:
    """Return what a number is a number of: a unit, a measure, or what it counts."""
    if number.measure and not number.unit:
        return f"{number.measure.kind} {number.measure.system}"
    if number.unit:
        return number.unit
    return next((f.of for f in figures(text) if f.number == number), "")


def _is_newer(number: Number, text: str) -> bool:
    """Return whether a text may give a number as the later count: "the toll has risen to 12"."""
    places = [text.find(n.text) for n in numbers(text) if agree(number, n)]
    return any(_NEWER.search(text[max(0, at - NEAR_CHARS) : at]) for at in places if at >= 0)


NEAR_CHARS = 40
"""How far before a number the word stands that makes it a later count."""
