"""Whether a sentence counts a part of what a question asks for the whole of, or the whole where a part is asked for. Pure."""

from __future__ import annotations

import re

from rag.answer.asked import A_NUMBER, Wanted, counts_in, wanted
from rag.text.dates import MONTH_NAMES, WEEKDAYS
from rag.text.figures import states
from rag.text.kindred import deeds
from rag.text.names import names
from rag.text.words import bare, fold
from rag.types import EvidenceSentence

_WHOLE = re.compile(
    r"\b(?:nation(?:al(?:ly)?|wide)|country-?wide|world-?wide|global(?:ly)?|in (?:all|total)|overall|altogether|"
    r"across (?:the|all|two|three|four|five|six|seven|eight|nine|ten|several|\d+) \w+)\b",
    re.IGNORECASE,
)
"""Words of the whole: a nation's figure, a total."""
_REGION = (
    r"(?:state|county|province|region|city|town|village|district|island|department|country|canton|prefecture|territory)"
)
_PART = re.compile(
    rf"\b(?:in|from|of) (?:the|that|this|one|neighbou?ring) (?:\w+ ){{0,2}}?{_REGION}\b(?! of (?:emergency|affairs|the union))",
    re.IGNORECASE,
)
"""A part by its kind: "in the state of Northmark", "had died in the country"."""
_HOW_MANY = re.compile(
    r"\bhow many (?!(?:do|does|did|is|are|was|were|has|have|had|will|would|can|could|should|may|might|must)\b)([\w-]+(?: [\w-]+)?)",
    re.IGNORECASE,
)
_ANYBODY = frozenset(deeds("people persons times"))
_CLAUSE_END = re.compile(r"[.;:](?!\d)")
_REACH = 60
"""How far behind its number what is counted stands, in characters."""
_IN_NAME = re.compile(r"\b(?:[Ii]n|[Ii]nside|[Aa]cross|[Nn]eighbou?ring)\s+(?:[a-z]+\s+)?([A-ZÀ-ÖØ-Þ][\w’'-]+)")
_NO_PLACE = frozenset((*WEEKDAYS, *MONTH_NAMES, *(m[:3] for m in MONTH_NAMES), "sept"))


def of_another_scope(question: str, sentence: EvidenceSentence) -> bool:
    """Return whether a sentence gives a figure of another scope than is asked for: one land's dead of a storm's, a nation's rate for a state's.

    Only a doubt: where the sentences have no other figure, it is the one that there is.
    """
    if wanted(question) is not Wanted.NUMBER:
        return False
    text = sentence.text
    asks_whole, told_whole = _WHOLE.search(question), _WHOLE.search(text)
    if asks_whole or _is_of_a_place(question):
        # A nation's figure is none of the state that is named, and a state's none of the nation.
        return bool(told_whole) is not bool(asks_whole) and not _shares_a_name(question, text)
    if told_whole:
        return False
    return _PART.search(text) is not None or (bool(states(question)) and bool(_places(text) - _given(question)))


def counts_the_noun(question: str, text: str) -> bool:
    """Return whether a number of a sentence stands before what "how many" asks of: "eight months" count no workers.

    A sentence with sums of money, years and percentages alone counts nothing but these.
    """
    asked = _HOW_MANY.search(question)
    if asked:
        text = counts_in(question, text, shares=False)
        if not A_NUMBER.search(text):
            return False
    nouns = set(deeds(asked.group(1))) - _ANYBODY if asked and not states(question) else set()
    if not nouns or nouns.isdisjoint(deeds(text)):
        return True
    counted = (_CLAUSE_END.split(text[m.start() : m.start() + _REACH])[0] for m in A_NUMBER.finditer(text))
    return any(not nouns.isdisjoint(deeds(c)) for c in counted)


def _is_of_a_place(question: str) -> bool:
    return bool(_places(question)) or _PART.search(question) is not None


def _shares_a_name(question: str, text: str) -> bool:
    return not _given(question).isdisjoint(fold(n) for n in names(text))


def _given(question: str) -> set[str]:
    return {fold(n) for n in names(question)}


def _places(text: str) -> set[str]:
    found = (bare(fold(m.group(1))) for m in _IN_NAME.finditer(text))
    return {name for name in found if name not in _NO_PLACE}
