"""Is what stands beside a word of time past or still to come? By rule, and unclear where no rule can tell. Pure."""

from __future__ import annotations

import re
from enum import Enum

from rag.text.clauses import IRREGULAR, Words, governed, lemma, words
from rag.text.words import fold


class Tense(Enum):
    """When something is told to be, seen from the day of the report."""

    PAST = "past"
    COMING = "coming"
    UNCLEAR = "unclear"


_WILL = frozenset("will shall due going".split())
"""What makes of the verb behind it one that is still to come."""
_OPEN = _WILL | frozenset("would may might could should must can to".split())
"""What takes from the verb behind it that it is past; "to" may stand before a noun as well."""
_PLANNED = frozenset(map(lemma, "plan schedule due slate expect set".split()))
_ANNOUNCED = frozenset(map(lemma, "call announce agree adjourn postpone delay".split()))
"""Verbs of what lies ahead of them: what is planned or announced for a day comes on that day."""
_WAS = frozenset("was were had did been".split())
_TELLING = frozenset(
    map(lemma, "say tell add report announce confirm state write show warn claim publish release reveal".split())
)
_LOOKS_AHEAD = re.compile(
    r"\b(?:will|would|due|next|(?:is|are|was|were) to|set (?:to|for)|(?:is|are) set|scheduled|plan\w*|expect\w*|until|tomorrow|to be|going to|upcoming|"
    r"coming|announc\w+|forecasts?|guidance|outlook|takes? (?:effect|place|part)|begins?|starts?|opens?|ends?|expires?|closes?|returns?)\b"
    r"|[’']ll\b",
    re.IGNORECASE,
)
_FORMS = [forms.split() for forms in IRREGULAR.split("|")]
_IS = frozenset("is are".split())
_SHORT = frozenset("died tied lied vied used".split())
"""Past forms too short to be known by their ending."""
_PAST_FORMS = _SHORT | frozenset(form for plain, *others in _FORMS for form in others) - {plain for plain, *_ in _FORMS}


def looks_ahead(text: str) -> bool:
    """Return whether a text has a word of what is still to come, be it beside what is past."""
    return _LOOKS_AHEAD.search(text) is not None


def verb_beside(sentence: Words, start: int) -> int | None:
    """Return the place of the verb to which a word of time that begins at ``start`` belongs, or None.

    It is the last one before it in its clause, else in an earlier one, else the next one: "a jury on Wednesday convicted".
    """
    at = next((i for i, w in enumerate(sentence) if w.end > start), None)
    if at is None:
        return None
    verbs = [i for i, w in enumerate(sentence) if w.verb or fold(w.text) in _SHORT]
    before = [i for i in verbs if i < at and sentence[i].clause == sentence[at].clause]
    if not before and any(sentence[i].clause < sentence[at].clause for i in range(at)):
        before = [i for i in verbs if i < at]  # a figure, an hour or a quoted word has broken the clause
    return before[-1] if before else next((i for i in verbs if i >= at), None)


def is_telling(sentence: Words, verb: int) -> bool:
    """Return whether a verb only says when something was said: "police said on Monday"."""
    return sentence[verb].lemma in _TELLING


def tense_at(text: str, start: int) -> Tense:
    """Return when it is that a word of time, which begins at ``start``, dates."""
    sentence = words(text)
    verb = verb_beside(sentence, start)
    if verb is None:
        was = any(fold(w.text) in _WAS for w in sentence)
        return Tense.PAST if was and not looks_ahead(text) else Tense.UNCLEAR
    before = [i for i in range(verb) if sentence[i].clause == sentence[verb].clause]
    marks = {fold(sentence[i].text) for i in before if governed(sentence, i, verb)} | (
        {fold(sentence[i].text) for i in before} & (_IS | _WAS)
    )
    if marks & _WILL or (marks & _IS and _is_planned(sentence, verb)):
        return Tense.UNCLEAR if marks & _WAS else Tense.COMING
    if marks & _OPEN or sentence[verb].lemma in _PLANNED | _ANNOUNCED or not is_past_form(sentence[verb].text):
        return Tense.UNCLEAR
    return Tense.PAST


def _is_planned(sentence: Words, verb: int) -> bool:
    """Return whether a verb is one of planning: what is "set" for nothing and to do nothing is only settled."""
    behind = fold(sentence[verb + 1].text) if verb + 1 < len(sentence) else ""
    return sentence[verb].lemma in _PLANNED and (fold(sentence[verb].text) != "set" or behind in ("to", "for"))


def is_past_form(verb: str) -> bool:
    """Return whether a verb has a form of the past that is no other form of it: "opened", "met", not "cut"."""
    folded = fold(verb)
    return folded in _PAST_FORMS or (len(folded) > 4 and folded.endswith("ed"))
