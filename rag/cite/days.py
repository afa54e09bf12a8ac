"""Does a claim date a deed on another day than the sentence that tells of it by a weekday? Pure, conservative.

What tells no day is of the day of publication, unless a sentence of the same article says on which day it was done.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.text.clauses import Word, words
from rag.text.dates import PartialDate, dates, days_meant
from rag.text.tense import is_telling, verb_beside
from rag.text.words import content_words, fold
from rag.types import EvidenceSentence

LEAST_TOLD = 0.75
"""Share of a claim's words that the sentence with the weekday must have: with fewer it may tell of another deed of that kind."""
_CLOSE = 4
"""So many characters may part two sentences that stand one behind the other."""
_PRONOUNS = frozenset("he she it they who which".split())
_BORDER = re.compile(r"\b(?:before|after|until|till|since|by|from|to|than|between|through|and)\s+$", re.IGNORECASE)
_OWNS = re.compile(r"\w+day['’]s\b", re.IGNORECASE)


def other_days(claim: str, evidence: Sequence[EvidenceSentence], used: Sequence[int]) -> tuple[str, ...]:
    """Return the days of a claim on which the sentence that carries it tells the claim's deed not to have been done.

    It tells so by a weekday beside the deed's own verb, or the sentence behind it does that goes on of the same one. No day is
    returned that any sentence of the evidence writes, nor one beside a verb of saying.
    """
    among = [s for i in used[:1] for s in (evidence[i], *_going_on(evidence[i], evidence))]
    written = [d for s in evidence for d in days_meant(s)]
    ours = words(claim)
    found = []
    for wanted in (d for d in dates(claim) if d.weekday is not None or d.day is not None):
        verb = verb_beside(ours, wanted.start)
        if verb is None or is_telling(ours, verb) or any(wanted.agrees(d) for d in written):
            continue
        if any(_tells_of(claim, ours[verb], s) and _weekdays_of(ours[verb].lemma, s) for s in among):
            found.append(wanted.text)
    return tuple(found)


def _going_on(told: EvidenceSentence, evidence: Sequence[EvidenceSentence]) -> list[EvidenceSentence]:
    """Return the sentence that stands right behind one in its article, where the evidence has it."""
    return [s for s in evidence if s.article_id == told.article_id and 0 <= s.span.start - told.span.end <= _CLOSE]


def _tells_of(claim: str, deed: Word, sentence: EvidenceSentence) -> bool:
    """Return whether a sentence has most of a claim's words but its dates; a pronoun before the deed is whoever does it there."""
    theirs = words(sentence.text)
    at = next((i for i, w in enumerate(theirs) if w.lemma == deed.lemma), None)
    if at is None:
        return False
    mine = set(content_words(_undated(claim)))
    told = set(content_words(sentence.text)) | {w for w in mine if w in content_words(deed.text)}
    if any(fold(w.text) in _PRONOUNS for w in theirs[:at]):
        told |= set(content_words(claim[: deed.start]))
    return len(mine & told) >= LEAST_TOLD * len(mine)


def _undated(text: str) -> str:
    """Return a text with its dates and weekdays blanked out."""
    for day in dates(text):
        text = text[: day.start] + " " * len(day.text) + text[day.start + len(day.text) :]
    return text


def _weekdays_of(deed: str, sentence: EvidenceSentence) -> tuple[PartialDate, ...]:
    """Return the days that the weekdays beside a verb of a sentence may mean; empty where it has none, or another date as well."""
    text = sentence.text
    theirs, own = words(text), dates(text)
    verbs = {verb_beside(theirs, day.start) for day in own}
    bordering = any(_BORDER.search(text, 0, d.start) or _OWNS.match(text, d.start) for d in own)
    if bordering or any(d.weekday is None for d in own) or any(v is None or theirs[v].lemma != deed for v in verbs):
        return ()
    return days_meant(sentence) if own else ()
