"""Whether what is told is the highest, the oldest, the most of all where a question asks for that: one of many is not. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answer.asked import parts
from rag.text.words import fold
from rag.types import EvidenceSentence

_EST = (
    r"(?:(?:high|low|larg|bigg|small|old|young|fast|long|short|dead|dear|rich|poor|new|great|strong|weak|heavi|hott|warm|cold|"
    r"wett|dri|busi|cheap|tall|deep|clos|tough|hard|wealthi)(?:li)?est)"
)
_ASKED = re.compile(rf"\bthe (?:most|least)\b(?! of\b)|\b(?:most|least)-\w+|\bworst\b|\bbest\b|\b{_EST}\b")
_TOLD = re.compile(rf"\b(?:most|least|worst|best|top|topp\w+|record|first|no other|unrivalled|unprecedented|{_EST})\b")


def is_the_utmost(question: str, sentence: EvidenceSentence) -> bool:
    """Return whether a sentence has each word of the utmost that a question has; True where it has none."""
    return _asked(question) <= set(_ASKED.findall(fold(sentence.around)))


def _asked(question: str) -> set[str]:
    """Return the words of the utmost in a question; none where one of its parts has none, for that may be what is answered."""
    found = [set(_ASKED.findall(fold(part))) for part in parts(question)]
    return set[str]().union(*found) if all(found) else set()


def tells_of_an_utmost(question: str, draft: str, used: Sequence[EvidenceSentence]) -> bool:
    """Return whether one of the sentences calls anything the utmost in any words; True where a question asks for none.

    Nor does a draft need it that answers the part of a question which asks for none, and does not say the word itself.

    "The most prestigious" may answer for the biggest; "six nominations" do not for the most.
    """
    every = set(_ASKED.findall(fold(question)))
    if not every or (not _asked(question) and every.isdisjoint(_ASKED.findall(fold(draft)))):
        return True
    return any(_TOLD.search(fold(s.around)) for s in used)
