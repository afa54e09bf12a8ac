"""Sentences of different articles that cannot both be true: one thing, two numbers. Pure, conservative."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from rag.text.clauses import lemma, words
from rag.text.dates import without_dates
from rag.text.figures import as_written, is_label, is_part, place_of
from rag.text.names import names
from rag.text.numbers import Number, agree, numbers
from rag.text.words import content_words, fold
from rag.types import EvidenceSentence

OVERLAP = 0.34
"""Share of the shorter sentence's content words that the two must have in common."""
SAME_STATE = timedelta(hours=24)
"""Reports further apart in time are an earlier and a later state of a story, not a conflict."""

_NAME = r"(?P<name>[A-ZÀ-Þ][\w’'-]*(?: [A-ZÀ-Þ][\w’'-]*){0,3})"
_OWNER = re.compile(rf"{_NAME}(?:,[^,;.]{{1,60}},)?(?: (?:has|have|had|also|already|once))*(?: [a-z]+)?\s+$")
_THING = re.compile(rf"[^\W_]\S* {_NAME}")
_TELLING = frozenset(map(lemma, "say tell report count put estimate announce confirm record list".split()))
"""What somebody does with another's number."""


def conflicts(sentences: Sequence[EvidenceSentence]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return (what it is about, positions) for sentences that count the same thing differently."""
    found = []
    taken: set[int] = set()
    for left in range(len(sentences)):
        for right in range(left + 1, len(sentences)):
            if left in taken or right in taken:
                continue
            about = _differ(sentences[left], sentences[right])
            if about:
                found.append((about, (left, right)))
                taken |= {left, right}
    return tuple(found)


def _differ(a: EvidenceSentence, b: EvidenceSentence) -> str | None:
    return count_differently(a, b) if a.article_id != b.article_id and _same_time(a, b) else None


def count_differently(a: EvidenceSentence, b: EvidenceSentence) -> str | None:
    """Return what two sentences give different numbers for, or None; whenever they were published."""
    ours, theirs = set(content_words(a.text)), set(content_words(b.text))
    common = {w for w in ours & theirs if not w.isdigit()}
    if len(common) < 2 or len(common) / max(1, min(len(ours), len(theirs))) < OVERLAP:
        return None
    if not _same_matter(a, b):
        return None
    counted = _counted(a.text)
    others = _counted(b.text)
    for noun in sorted(counted.keys() & others.keys()):
        (x, at), (y, there) = counted[noun], others[noun]
        if _of_two(a, at, b, there):
            continue
        if x.unit == y.unit and not (agree(x, y) or agree(y, x) or _both_know(x, y, a.text, b.text)):
            return f"{as_written(noun, a.text)}: {x.text} or {y.text}"
    return None


def _both_know(x: Number, y: Number, one: str, other: str) -> bool:
    """Return whether each sentence has the other's number too: 10% on one land's goods and 25% on another's."""
    return any(agree(x, n) for n in numbers(other)) and any(agree(y, n) for n in numbers(one))


def _same_time(a: EvidenceSentence, b: EvidenceSentence) -> bool:
    if a.published is None or b.published is None:
        return False
    apart = abs(a.published.at - b.published.at)
    if not (a.published.has_time and b.published.has_time):
        return a.published.day == b.published.day
    return apart <= SAME_STATE


def _same_matter(a: EvidenceSentence, b: EvidenceSentence) -> bool:
    named = set(names(f"{a.title}. {a.text}")) & set(names(f"{b.title}. {b.text}"))
    return bool(named)


def _of_two(a: EvidenceSentence, at: int, b: EvidenceSentence, there: int) -> bool:
    """Return whether two numbers are of two: Mahomes has won three Super Bowl titles, Manning won two.

    The one that has them stands before the verb at the number, and the other sentence does not know it. One such
    is enough where the two have no name in common but that of the thing counted.
    """
    ours, theirs = _owner(a.text, at), _owner(b.text, there)
    strange = [
        bool(owner) and not owner & {fold(w.text) for w in words(f"{s.title}. {s.text}")}
        for owner, s in ((ours, b), (theirs, a))
    ]
    things = _names_behind(a.text, at) | _names_behind(b.text, there)
    return all(strange) or (any(strange) and _named(a) & _named(b) <= things)


def _named(sentence: EvidenceSentence) -> frozenset[str]:
    return frozenset(fold(n) for n in names(f"{sentence.title}. {sentence.text}"))


def _owner(text: str, at: int) -> frozenset[str]:
    """Return the names of who has what a number counts: those right before the verb that stands at the number."""
    before = words(without_dates(text)[:at])
    match = _OWNER.search(without_dates(text)[:at])
    if match is None or not before[-1].verb or before[-1].lemma in _TELLING:
        return frozenset()
    return frozenset(fold(n) for n in names(f"the {match['name']}"))


def _names_behind(text: str, at: int) -> frozenset[str]:
    """Return the names that begin what a number counts: "three Super Bowl titles"."""
    match = _THING.match(without_dates(text), at)
    return frozenset(fold(n) for n in names(f"the {match['name']}")) if match else frozenset()


def _counted(text: str) -> dict[str, tuple[Number, int]]:
    """Return each number and its place by the noun or verb that stands within three words behind it, in the same clause.

    The number of a flight, an age, a clock time and a bare year count nothing, and "another five" are not all.
    """
    found: dict[str, tuple[Number, int]] = {}
    plain, end = without_dates(text), 0
    for number in numbers(plain):
        at = place_of(number, plain, end)
        if at < 0:
            continue
        end = at + len(number.text)
        if is_label(plain, at, end) or is_part(plain, at, end):
            continue
        following = content_words(re.split(r"[,;:()–—―]|\.(?:\s|$)|\bper\b", plain[end : end + 60])[0])[:3]
        for word in following:
            if not word.isdigit():
                found.setdefault(word, (number, at))
    return found
