"""What is different from before: the old words and the new ones. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.brief.background import event_day, looks_ahead
from rag.brief.event import Event, Revision, labelled
from rag.brief.pick import overlap, usable
from rag.brief.report import Report
from rag.brief.screen import tells
from rag.cite.negation import opposed
from rag.cite.quotations import normal
from rag.text.figures import figures, moved_figure, written
from rag.text.names import missing_names
from rag.text.numbers import Number, missing_numbers, numbers
from rag.text.sentences import split
from rag.text.words import content_words
from rag.types import EvidenceSentence

MOST = 3
LOOKED_AT = 8
"""Sentences of each article that are compared."""
REWRITTEN = 0.5
"""Share of words in common from which a new sentence stands in the place of an old one."""
FEWEST_WORDS = 8
NEAR = 0.34
"""Share of words in common from which an old sentence is on the same thing as a new one."""
ROUNDED = 0.01
"""Share of an amount by which another way to write it may differ."""
SAID = 0.8
"""Share of the shorter sentence's words in common from which an old sentence said the same."""
SAYS_AGAIN = 0.75
"""Share of a new sentence's own words that one old sentence has, from which it says nothing new."""

_WRONG = re.compile(
    r"\b(?:was|were|is) (?:wrong|incorrect|in error|misstated|mistaken)\b|\b(?:incorrectly|wrongly|mistakenly|erroneously)\b"
    r"|\bsaid (?:in error|that)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Moved:
    """Old and new words on one thing; ``old`` is None when only the new ones are known.

    ``old_words`` stand for it when they are of a text that the outlet has since replaced: no article holds them.
    """

    about: str
    old: EvidenceSentence | None
    new: EvidenceSentence
    old_words: str | None = None


def moved(event: Event, told: Sequence[EvidenceSentence]) -> tuple[Moved, ...]:
    """Return what changed since the earlier articles: figures first, else what they did not say.

    ``told`` are the sentences that will tell the story now.
    """
    if event.correction is not None:
        return _corrected(event.correction, event.earlier)
    if event.revisions:
        return tuple(m for r in event.revisions for m in rewritten(r))[:MOST]
    if not event.earlier:
        return ()
    before = [s for r in reversed(event.earlier) for s in r.sentences[:LOOKED_AT] if usable(r, s)]
    figures = _figures(before, _now(event, told))
    if figures:
        return figures[:MOST]
    return _other_words(before, told)


def _other_words(before: Sequence[EvidenceSentence], told: Sequence[EvidenceSentence]) -> tuple[Moved, ...]:
    """Return the first sentence that says more on a thing than earlier reports did, with their words where it takes the place of these.

    Words on another thing are no "before", and words that say the same are no change.
    """
    further: EvidenceSentence | None = None
    for new in told:
        old = None if any(_said(new, b) for b in before) else _nearest(new, before)
        if old is None or _of_before(new, old):
            continue
        if _replaces(old, new):
            return (Moved("", old, new),)
        further = further or new
    return (Moved("", None, further),) if further else ()


def _replaces(old: EvidenceSentence, new: EvidenceSentence) -> bool:
    """Return whether what an old sentence tells is no longer so: what it saw coming is told now, or it tells of a later day.

    Two sentences on one thing with nothing of the kind stand beside each other, however many words they share.
    """
    day = event_day(new)
    later = day is not None and old.published is not None and day > old.published.day
    return later or (looks_ahead(old.text) and not looks_ahead(new.text))


def _said(new: EvidenceSentence, old: EvidenceSentence) -> bool:
    """Return whether an old sentence says what a new one says: nearly all its words, or those of the shorter of two long ones."""
    words, known = frozenset(content_words(new.text)), frozenset(content_words(old.text))
    again = len(words & known) >= SAYS_AGAIN * len(words) and not missing_numbers(new.text, old.text)
    return again or (overlap(words, known) >= SAID and len(known) >= FEWEST_WORDS)


def _of_before(new: EvidenceSentence, old: EvidenceSentence) -> bool:
    """Return whether a new sentence tells of a day before the old report: what had happened by then has not changed since."""
    day = event_day(new)
    return day is not None and old.published is not None and day < old.published.day


def rewritten(revision: Revision) -> tuple[Moved, ...]:
    """Return what an outlet changed in an article it had published: other numbers or names, or a denial.

    Mended spelling and moved commas are no change.
    """
    present = {normal(s.text) for s in revision.report.sentences}
    gone = [t for span in split(revision.before) if normal(t := span.of(revision.before)) not in present]
    old_texts = {normal(span.of(revision.before)) for span in split(revision.before)}
    fresh = [s for s in revision.report.sentences if normal(s.text) not in old_texts]
    out = []
    for sentence in fresh:
        words = frozenset(content_words(sentence.text))
        near = max(gone, key=lambda t: overlap(words, frozenset(content_words(t))), default=None)
        if near and overlap(words, frozenset(content_words(near))) >= REWRITTEN and _matters(near, sentence.text):
            gone.remove(near)
            source = revision.report.article.source or "the outlet"
            out.append(Moved(f"{source} changed its article", None, sentence, " ".join(near.split())))
    return tuple(out)


def _matters(old: str, new: str) -> bool:
    numbers_moved = missing_numbers(new, old) or missing_numbers(old, new)
    return bool(numbers_moved or missing_names(new, [old]) or missing_names(old, [new]) or opposed(old, new))


def _now(event: Event, told: Sequence[EvidenceSentence]) -> list[EvidenceSentence]:
    rest = [s for r in reversed(event.reports) for s in r.sentences[:LOOKED_AT] if tells(s) and s not in told]
    return [*told, *rest]


def _figures(before: Sequence[EvidenceSentence], now: Sequence[EvidenceSentence]) -> tuple[Moved, ...]:
    """Return the figures that are others now, each against the last sentence that gave it."""
    found: dict[str, Moved] = {}
    known = {(written(f.of, s.text), f.number.value) for s in before for f in figures(s.text)}
    for new in now:
        for old in before:
            step = moved_figure(old.text, new.text)
            if step is None:
                continue
            of, was, is_now = step
            if _same_but_shorter(was, is_now):
                continue
            # What an earlier report counted too is not what changed since, however far back another count is found.
            fresh = (of, is_now.value) not in known and all(m.new != new for m in found.values())
            if of not in found and fresh:
                found[of] = Moved(f"{of}: {was.text} → {is_now.text}", old, new)
            break
    return tuple(found.values())


def _same_but_shorter(a: Number, b: Number) -> bool:
    """Return whether one of two amounts is the other with fewer digits: $102.63 million and $102 million."""
    digits = {sum(c.isdigit() for c in n.text) for n in (a, b)}
    return bool(a.unit) and len(digits) > 1 and abs(a.value - b.value) < ROUNDED * max(abs(a.value), abs(b.value))


def _nearest(sentence: EvidenceSentence, before: Sequence[EvidenceSentence]) -> EvidenceSentence | None:
    words = frozenset(content_words(sentence.text))
    scored = [(_shared(words, frozenset(content_words(s.text))), -i) for i, s in enumerate(before)]
    best = max(scored, default=(0.0, 0))
    return before[-best[1]] if best[0] >= NEAR else None


def _shared(a: frozenset[str], b: frozenset[str]) -> float:
    """Return the share of words in common; two names are not enough, however short a sentence is."""
    return len(a & b) / max(FEWEST_WORDS, min(len(a), len(b)))


def _corrected(report: Report, earlier: Sequence[Report]) -> tuple[Moved, ...]:
    """Return what a correction takes back, in the words of the corrected article, and what it puts in their place."""
    wrong = next((i for i, s in enumerate(report.sentences) if _WRONG.search(s.text)), 0)
    saying = report.sentences[wrong]
    old = _taken_back(saying, earlier)
    # A label that goes before "an earlier version …" carries the right words itself: "Correction: the ferry has two decks."
    head = [s for s in report.sentences[:wrong] if labelled(s.text)]
    after = [s for s in (*head, *report.sentences[wrong + 1 :]) if tells(s) or len(s.text.split()) >= 4]
    right = next((s for s in after if not _WRONG.search(s.text) and _says_other(saying, s)), None)
    before = old or (saying if right is not None else None)
    return (Moved("correction", before, right or saying),)


def _says_other(wrong: EvidenceSentence, right: EvidenceSentence) -> bool:
    return bool(missing_numbers(right.text, wrong.text)) or not numbers(wrong.text)


def _taken_back(saying: EvidenceSentence, earlier: Sequence[Report]) -> EvidenceSentence | None:
    words = frozenset(content_words(saying.text))
    shared = [
        (overlap(words, frozenset(content_words(s.text))), s) for r in earlier for s in r.sentences if numbers(s.text)
    ]
    best = max(shared, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= 0.5 else None
