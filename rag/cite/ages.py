"""An age that a claim gives to somebody whom its evidence gives another. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rag.text.clauses import lemma
from rag.text.words import bare, fold

_NAME = r"(?P<name>[A-ZÀ-Þ][\w’'-]+)"
_AGE = r"(?P<age>\d{1,3})(?!\d|[.,]\d|\s?%)"
_WHO = r"(?P<noun>[^\W\d_]+)"
_AGES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_NAME}, (?:aged? |who (?:is|was|turned) )?{_AGE}(?:[,.;)]|$| years old)",
        rf"{_NAME} \((?:aged )?{_AGE}\)",
        rf"{_NAME},? (?:is|was|aged) (?:aged )?{_AGE}(?: years old|[,.;]|$)",
        rf"{_AGE}[- ]years?[- ]old {_NAME}(?: (?P<last>[A-ZÀ-Þ][\w’'-]+))?",
        rf"{_AGE}[- ]years?[- ]old {_WHO}",
    )
)
"""Where an age stands: behind a name, before one, before "man" or "woman"."""


def other_ages(claim: str, texts: Iterable[str]) -> tuple[str, ...]:
    """Return in words which ages of a claim the texts give otherwise, where they give the same person an age."""
    told: dict[str, set[int]] = {}
    for text in texts:
        for who, age in _ages(text):
            told.setdefault(who, set()).add(age)
    return tuple(f"{age} ({who} is {min(told[who])})" for who, age in _ages(claim) if age not in told.get(who, {age}))


def _ages(text: str) -> list[tuple[str, int]]:
    found = []
    for pattern in _AGES:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            noun = parts.get("noun")
            if noun and not noun.islower():
                continue  # the pattern for names reads it
            who = parts.get("last") or parts.get("name") or lemma(noun or "")
            found.append((fold(bare(who)), int(match["age"])))
    return found
