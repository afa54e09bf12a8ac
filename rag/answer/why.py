"""Does a text give a reason where a question asks for one? Pure."""

from __future__ import annotations

import re

from rag.text.abroad import REASONS_ABROAD
from rag.text.words import fold

_WHY = re.compile(
    r"^\W*(?:and |but )?(?:why|what (?:led to|caused|is the reason|was the reason))\b|\bfor what reason\b|\b(?:reasons?|cause)\W*$",
    re.IGNORECASE,
)
_REASON = re.compile(
    rf"\b(?:{REASONS_ABROAD})\b|"
    r"\b(?:because|(?<!shortly )(?<!soon )(?<!minutes )(?<!hours )(?<!days )(?<!long )after|due to|owing|thanks to|over(?! (?:the (?:weekend|past|last|next|coming|years?|course|phone|air|holidays?|summer|winter|decades?)|an? (?:year|month|week|decade|century|period|hundred|dozen)|\d+)\b)|(?<!the )following|since|so that|"
    r"so as|amid|reasons?|caus\w+|therefore|thus|hence|blam\w+|led to|result\w*|respon[sd]\w*|prompt\w+|trigger\w+|spark\w+|attribut\w+|"
    r"cit(?:ed|ing|es)|argu\w+|claim\w*|accus\w+|alleg\w+|fear\w*|concern\w*|protest\w*|aim\w*|in order|motiv\w+|why|explain\w*|retaliat\w+|"
    r"amounts? to|(?:in )?(?:answer|reaction|reply) to|in (?:return|protest)|given that|as (?:the|he|she|it|they)|despite|for (?!(?:the|an?)\b)(?:\w+ )?\w+ing|(?:held up|delayed|halted|hit|disrupted|brought about) by|want\w*|needs?|needed|hop(?:e|es|ed|ing)|seek\w*|too \w+|"
    r"to (?:avoid|prevent|protect|stop|make|help|allow|ensure|reduce|save|give|get|keep|raise|improve|end|repair|let|show))\b",
    re.IGNORECASE,
)
"""What ties a reason to what it is the reason of."""


SURE_OF_A_REASON = 0.70
"""Support that a drafted reason must have: it is a claim on two things and on what joins them, and a small model makes up the third. Of ten
under it that were shown one was right, of eleven over it three (docs/results.md)."""


def asks_why(question: str) -> bool:
    """Return whether a question asks for a reason."""
    return _WHY.search(question) is not None


def tells_why(question: str, text: str) -> bool:
    """Return whether a sentence ties something to what it says where it is asked why, and not in the question's own words alone."""
    if not asks_why(question):
        return True
    own = _REASON.findall(text)
    asked = {fold(w) for w in _REASON.findall(_WHY.sub(" ", question))}
    return any(fold(w) not in asked for w in own)
