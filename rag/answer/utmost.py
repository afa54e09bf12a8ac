"""Whether what is told is the highest, the oldest, the most of all where a question asks for that: one of many is not. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
    return set(_ASKED.findall(fold(question))) <= set(_ASKED.findall(fold(sentence.around)))


def tells_of_an_utmost(question: str, used: Sequence[EvidenceSentence]) -> bool:
    """Return whether one of the sentences calls anything the utmost in any words; True where a question asks for none.

    "The most prestigious" may answer for the biggest; "six nominations" do not for the most.
    """
    return _ASKED.search(fold(question)) is None or any(_TOLD.search(fold(s.around)) for s in used)
