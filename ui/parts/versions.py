"""What differs between two versions of a text: paragraphs that went and came, and in them the words. Pure: no Streamlit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

MOST_COMPARED = 1_000
"""Paragraphs of a version, and words of a paragraph, that are compared: more than a report has, few enough for a page."""
ALIKE = 0.5
"""The share of the shorter paragraph that the longer has too, in runs of words, from which one is the other edited."""
AROUND = 12
"""Unchanged words that are shown on each side of changed ones."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words in a row: changed, the same in both versions, or (``left_out``) the same and too many to show."""

    text: str
    changed: bool = False
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph that went or ``came``. One stretch that is not changed: it has no counterpart to tell its words from."""

    came: bool
    stretches: tuple[Stretch, ...]


def changes(old: str, new: str) -> tuple[tuple[str | None, str | None], ...]:
    """Return pairs of a paragraph that went and the one that came in its place, None for none, in the order of the text.

    Beginning and end that both have are passed over; of what lies between, ``MOST_COMPARED`` paragraphs are compared.
    """
    before, after = ([line for line in text.split("\n") if line.strip()] for text in (old, new))
    same = next(
        (i for i, (x, y) in enumerate(zip(before, after, strict=False)) if x != y), min(len(before), len(after))
    )
    before, after = before[same:], after[same:]
    while before and after and before[-1] == after[-1]:
        before.pop()
        after.pop()
    before, after = before[:MOST_COMPARED], after[:MOST_COMPARED]
    # Whole paragraphs are matched: to look for likeness between all of them takes minutes for a text written anew.
    found: list[tuple[str | None, str | None]] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after).get_opcodes():
        if kind != "equal":
            found += zip_longest(before[a:b], after[c:d])
    return tuple(found)


def told(went: str | None, came: str | None) -> tuple[Change, ...]:
    """Return a pair of paragraphs as what is shown of it: of one that was edited, the words that differ and those around."""
    if went is None or came is None:
        return tuple(Change(text is came, (Stretch(text),)) for text in (went, came) if text is not None)
    old, new = went.split(), came.split()
    matcher = SequenceMatcher(None, old, new)
    kept = 0
    if max(len(old), len(new)) <= MOST_COMPARED:
        kept = sum(block.size for block in matcher.get_matching_blocks() if block.size > 1)
    if kept < max(1, ALIKE * min(len(old), len(new))):
        return (Change(False, (Stretch(went),)), Change(True, (Stretch(came),)))
    codes = matcher.get_opcodes()
    return (
        Change(False, _stretches(old, [(kind != "equal", a, b) for kind, a, b, _, _ in codes])),
        Change(True, _stretches(new, [(kind != "equal", c, d) for kind, _, _, c, d in codes])),
    )


def _stretches(words: Sequence[str], runs: Sequence[tuple[bool, int, int]]) -> tuple[Stretch, ...]:
    made: list[Stretch] = []
    for at, (changed, start, end) in enumerate(runs):
        # What is unchanged keeps the words next to a change: at the beginning and the end of the text there is none.
        lead, tail = AROUND if at else 0, AROUND if at < len(runs) - 1 else 0
        if not changed and end - start > lead + tail + AROUND:
            parts = [words[start : start + lead], words[start + lead : end - tail], words[end - tail : end]]
            made += [Stretch(" ".join(p), left_out=n == 1) for n, p in enumerate(parts) if p]
        elif end > start:
            made.append(Stretch(" ".join(words[start:end]), changed))
    return tuple(made)
