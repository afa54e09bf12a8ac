"""Does a claim date a deed on another day than the sentence that tells of it by a weekday? Pure, conservative.

What tells no day is of the day of publication, unless a sentence of the same article says on which day it was done.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.text.clauses import words
from rag.text.dates import PartialDate, dates, days_meant
from rag.text.tense import is_telling, verb_beside
from rag.text.words import content_words, fold
from rag.types import EvidenceSentence

_PRONOUNS = frozenset("he she it they who which".split())
_BORDER = re.compile(r"\b(?:before|after|until|till|since|by|from|to|than|between|through|and)\s+$", re.IGNORECASE)
_OWNS = re.compile(r"\w+day['’]s\b", re.IGNORECASE)


def other_days(claim: str, evidence: Sequence[EvidenceSentence], used: Sequence[int]) -> tuple[str, ...]:
    """Return the days of a claim on which the article that carries it tells the claim's deed not to have been done.

    A sentence tells so by a weekday beside the deed's own verb. No day is returned that another sentence writes beside that
    verb, nor one beside a verb of saying.
    """
    article = {evidence[i].article_id for i in used[:1]}
    among = [s for s in evidence if s.article_id in article]
    ours = words(claim)
    found = []
    for wanted in (d for d in dates(claim) if d.weekday is not None or d.day is not None):
        verb = verb_beside(ours, wanted.start)
        if verb is None or is_telling(ours, verb):
            continue
        deed = ours[verb].lemma
        told = [d for s in among if _is_of(claim, deed, s) for d in _weekdays_of(deed, s)]
        written = [d for s in evidence if deed in {w.lemma for w in words(s.text)} for d in days_meant(s)]
        if told and not any(wanted.agrees(d) for d in (*told, *written)):
            found.append(wanted.text)
    return tuple(found)


def _is_of(claim: str, deed: str, sentence: EvidenceSentence) -> bool:
    """Return whether a sentence tells the deed of whom a claim tells it of: by a pronoun, or with a word of the claim before it."""
    theirs = words(sentence.text)
    at = next((i for i, w in enumerate(theirs) if w.lemma == deed), None)
    if at is None:
        return False
    before = theirs[:at]
    mine = set(content_words(claim))
    return any(fold(w.text) in _PRONOUNS for w in before) or not mine.isdisjoint(
        content_words(" ".join(w.text for w in before))
    )


def _weekdays_of(deed: str, sentence: EvidenceSentence) -> tuple[PartialDate, ...]:
    """Return the days that the weekdays beside a verb of a sentence may mean; empty where it has none, or another date as well."""
    text = sentence.text
    theirs, own = words(text), dates(text)
    verbs = {verb_beside(theirs, day.start) for day in own}
    bordering = any(_BORDER.search(text, 0, d.start) or _OWNS.match(text, d.start) for d in own)
    if bordering or any(d.weekday is None for d in own) or any(v is None or theirs[v].lemma != deed for v in verbs):
        return ()
    return days_meant(sentence) if own else ()
