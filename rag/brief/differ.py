"""Where reports of one window differ, and which of two figures is only the older one. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from rag.cite.conflicts import count_differently
from rag.text.dates import MONTH_NAMES, MONTHS
from rag.text.figures import STATES, figures, moved_figure
from rag.text.numbers import checked
from rag.types import EvidenceSentence

MOST_COMPARED = 60
SAME_MOMENT = timedelta(hours=3)
"""Reports within this time of each other speak of the same state; beyond it the later one may have overtaken."""

_LONG_AGO = re.compile(
    r"\b(?:in|on)\s+(?:[A-Z][a-z]+\.?\s+(?:\d{1,2},?\s+)?|\d{1,2}\s+[A-Z][a-z]+\s+)?(?P<year>1\d{3}|20\d\d)\b"
)
"""A year in which something was: what is counted beside it may be of then."""
_IN_MONTH = re.compile(
    rf"\b(?:in|last|since) (?:early |late |mid-)?(?P<month>{'|'.join(m.title() for m in MONTH_NAMES)})\b(?! \d)"
)
_MOVED = re.compile(
    r"\b(?:ris(?:en|es|ing)|rose|climb(?:ed|s)|grew|grown|increas\w+|revis\w+|updat\w+|now|fell|fallen|dropp\w+|"
    r"rais(?:ed|es)|higher|lower|more than the|up from|down from|by (?:evening|night(?:fall)?|noon)|latest|no longer|"
    r"another|further|additional|final|bringing)\b",
    re.IGNORECASE,
)


def differences(sentences: Sequence[EvidenceSentence]) -> tuple[tuple[str, int, int], ...]:
    """Return (what it is about, position, position) for sentences of different articles that cannot both be true.

    A later sentence that says itself that things moved overtakes the older one instead; see ``overtaken``.
    """
    found, taken = [], set()
    for a, b, about in _pairs(sentences):
        if a in taken or b in taken or _overtakes(sentences[a], sentences[b]):
            continue
        found.append((about, a, b))
        taken |= {a, b}
    return tuple(found)


def overtaken(sentences: Sequence[EvidenceSentence]) -> frozenset[int]:
    """Return the positions of sentences whose figure a later sentence replaces, or whose count of the dead or missing it moves."""
    found = {a for a, b, _ in _pairs(sentences) if _overtakes(sentences[a], sentences[b])}
    tolls = [i for i, s in enumerate(sentences) if s.published and any(f.of in STATES for f in figures(s.text))]
    for i in tolls[:MOST_COMPARED]:
        for j in tolls[:MOST_COMPARED]:
            if i not in found and _moves_on(sentences[i], sentences[j]):
                found.add(i)
    return frozenset(found)


def _moves_on(older: EvidenceSentence, younger: EvidenceSentence) -> bool:
    """Return whether a younger sentence of another article has another count of a story's dead, missing or the like."""
    if older.article_id == younger.article_id or _recalls(older) or _recalls(younger):
        return False
    step = moved_figure(older.text, younger.text) if _overtakes(older, younger) else None
    return step is not None and step[0] in STATES and _month_recalled(older) == _month_recalled(younger)


def _pairs(sentences: Sequence[EvidenceSentence]) -> list[tuple[int, int, str]]:
    """Return (older, younger, about) for each two sentences that count one thing differently."""
    counting = [i for i, s in enumerate(sentences) if s.published and checked(s.text) and not _recalls(s)][
        :MOST_COMPARED
    ]
    out = []
    for n, i in enumerate(counting):
        for j in counting[n + 1 :]:
            if sentences[i].article_id == sentences[j].article_id:
                continue
            if _month_recalled(sentences[i]) != _month_recalled(sentences[j]):
                continue  # The 2.4 million cars of October are not those of today.
            about = count_differently(sentences[i], sentences[j])
            if about:
                a, b = sorted((i, j), key=lambda k: (_when(sentences[k]), k))
                out.append((a, b, about))
    return out


def _recalls(sentence: EvidenceSentence) -> bool:
    """Return whether a sentence tells of a year before the last one too: the earthquake of then is not today's."""
    years = [int(m["year"]) for m in _LONG_AGO.finditer(sentence.text)]
    return sentence.published is not None and any(y < sentence.published.day.year - 1 for y in years)


def _month_recalled(sentence: EvidenceSentence) -> int | None:
    """Return the month of which a sentence tells, where it names one that was over when the article appeared."""
    if sentence.published is None:
        return None
    day = sentence.published.day
    recent = {day.month, (day.month - 2) % 12 + 1}
    named = [MONTHS[m["month"].lower()] for m in _IN_MONTH.finditer(sentence.text)]
    return next((m for m in named if m not in recent), None)


def _overtakes(older: EvidenceSentence, younger: EvidenceSentence) -> bool:
    if older.published is None or younger.published is None:
        return False
    apart = younger.published.at - older.published.at
    if not (older.published.has_time and younger.published.has_time):
        return younger.published.day > older.published.day
    return apart > SAME_MOMENT and (_MOVED.search(younger.text) is not None or apart >= timedelta(hours=12))


def _when(sentence: EvidenceSentence) -> float:
    return sentence.published.at.timestamp() if sentence.published else 0.0
