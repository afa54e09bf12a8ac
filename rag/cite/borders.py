"""Does a claim put its deed on another side of a day than the sentence that tells of it: before it, on it, after it? Pure."""

from __future__ import annotations

import re

from rag.cite.matter import tells_of
from rag.cite.negation import parity
from rag.text.clauses import Words, words
from rag.text.dates import PartialDate, dates
from rag.text.tense import is_telling, verb_beside
from rag.text.words import STOP_WORDS, fold

_WORD = re.compile(
    r"(?P<lag>\b(?:or|than|not|just|only|even|long|shortly|soon|\w*(?:days?|weeks?|months?|hours?|minutes?|years?|night|morning|eve)) )?"
    r"\b(?P<word>before|after|since|until|till|through|by|on|between)\s+$",
    re.IGNORECASE,
)
"""The word before a day; "two days before Friday" and "on or after Friday" are another time."""
_OF_ANOTHER = re.compile(
    r"\b(?:before|after|until|till|since|ahead of|following)\s+(?:[^\W\d_]+(?:[’'-][^\W\d_]+)*\s+){1,5}on\s+$",
    re.IGNORECASE,
)
"""What puts a day on another thing, and the deed on a side of that: "left before the storm on Tuesday"."""
_REACH = 80
"""How far before a day its border is looked for, in characters."""
_BETWEEN = re.compile(r"\bbetween\s+(?P<first>[^,;:]{2,30}?)\s+and\s+$", re.IGNORECASE)
_SAME = {"till": "until", "through": "until", "between": "start"}
_APART = frozenset(
    map(
        frozenset,
        (
            ("before", "after"), ("before", "since"), ("before", "on"), ("after", "on"), ("after", "by"),
            ("after", "until"), ("since", "until"), ("before", "start"), ("after", "end"), ("since", "end"),
        ),
    )
)  # fmt: skip
"""What cannot both be true of one deed and one day: "by Friday" may be before it, "until Friday" ends on it."""


def other_border(claim: str, sentence: str) -> str:
    """Return in words that a claim's deed is told to lie on another side of the claim's day, or an empty string.

    "On 1 March, not after" where the sentence with that deed and day has only that. One with a "not" is let be: what
    does not open until Friday opens after it.
    """
    if not tells_of(claim, sentence):
        return ""
    ours, theirs = words(claim), words(sentence)
    for day in dates(claim):
        mine, deed = _border(claim, day), _deed(ours, day)
        told = [d for d in dates(sentence) if _same_day(day, d)]
        borders = [_border(sentence, d) for d in told]
        if not (mine and deed and told) or any(frozenset((mine, b)) not in _APART for b in borders):
            continue
        if any(_deed(theirs, d) == deed for d in told):
            return f"{_told(sentence, told[0])}, not {_told(claim, day)}"
    return ""


def _border(text: str, day: PartialDate) -> str:
    """Return on which side of a day the words before it put what they tell; empty where they put it nowhere that is known."""
    before = text[max(0, day.start - _REACH) : day.start]
    if not _stands_alone(text, day.start + len(day.text)) or _OF_ANOTHER.search(before):
        return ""
    between = _BETWEEN.search(text, 0, day.start)
    if between is not None and dates(between["first"]):
        return "end"
    match = _WORD.search(text, max(0, day.start - 30), day.start)
    if match is None or match["lag"]:
        return ""
    word = match["word"].lower()
    return _SAME.get(word, word)


def _stands_alone(text: str, end: int) -> bool:
    """Return whether a date is what its border is of, and not only tells another thing: "after Friday's vote"."""
    behind = re.match(r"\s*(?P<mark>[’'])?(?P<word>[^\W_]+)?", text[end:])
    if behind is None or behind["mark"]:
        return False
    after = next((w for w in words(text) if w.start >= end), None)
    return behind["word"] is None or after is None or after.verb or fold(after.text) in STOP_WORDS


def _deed(sentence: Words, day: PartialDate) -> str:
    """Return the verb that a day belongs to; empty where there is none, or it is denied or one of saying."""
    at = verb_beside(sentence, day.start)
    return "" if at is None or is_telling(sentence, at) or parity(sentence, at) else sentence[at].lemma


def _same_day(one: PartialDate, other: PartialDate) -> bool:
    """Return whether two dates are written as the same day, and not only one as a part of the other."""
    by_date = one.day is not None and one.month is not None
    same = (one.day, one.month) == (other.day, other.month) if by_date else one.weekday == other.weekday
    return same and (by_date or (one.weekday is not None and other.day is None)) and one.agrees(other)


def _told(text: str, day: PartialDate) -> str:
    """Return a day as it is written, with the word that borders it."""
    between, word = _BETWEEN.search(text, 0, day.start), _WORD.search(text, 0, day.start)
    start = between.start() if between else word.start("word") if word else day.start
    end = day.start + len(day.text)
    if word and word["word"].lower() == "between":
        end = next((d.start + len(d.text) for d in dates(text) if d.start > day.start), end)
    return text[start:end]
