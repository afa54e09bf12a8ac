"""Does a claim turn an order round: after for before, from for to, because the other way? Pure."""

from __future__ import annotations

import re

from rag.cite.matter import tells_of
from rag.text.clauses import lemma
from rag.text.dates import PartialDate, dates
from rag.text.words import bare, content_words, fold

_PAIRED = (
    ("before", "after"), ("with", "without"), ("inside", "outside"), ("above", "below"), ("from", "to"),
    ("during", "before"), ("during", "after"),
)  # fmt: skip
"""Words that put what stands behind them on one side or the other."""
_WITH_NEXT = re.compile(
    r"(?P<idle>\b(?:according|due|thanks|next|close|up|prior|owing|belong\w*|compared|similar|response|addition|apart|far|aside|date|later|earlier|ambassador|envoy|visit|trip) )?"
    r"\b(?P<word>before|after|without|with|inside|outside|above|below|from|to|during) "
    r"(?P<next>(?:(?:the|a|an|his|her|its|their|this|that|about|around|some|more|than|nearly|almost) )*(?P<head>[£$€]?[^\W_][\w.,’'-]*))",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\bjoin(?:s|ed|ing)? (?:the )?(?P<head>[A-ZÀ-Þ][\w’'-]*)")
"""Whom somebody joins he goes to: "joined Leeds from Hull"."""
_BEARING = re.compile(
    r"\b(?P<bearing>(?:north|south)(?:-?(?:east|west))?|east|west) of (?:the )?(?:[a-z]+ (?:of )?)?(?P<place>[A-ZÀ-Þ][\w-]+)"
)
_LAG = re.compile(
    r"\b(?P<span>[\w.]+ (?:second|minute|hour|day|week|month|year|decade)s?) (?P<way>before|earlier|after|later)\b",
    re.IGNORECASE,
)
"""A length of time with the side on which it lies of what it is counted from."""
_PAST = frozenset(("before", "earlier"))
SIDE = 0.5
"""Share of what stands on either side of "before" that must stand on a side of the evidence's."""
_LAST = re.compile(
    r"\b(?:last|latest|most recent(?:ly)?)\b(?! (?:year|month|week|season|night|spring|summer|autumn|fall|winter)\b)",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\b(?:first|inaugural|earliest)\b(?! (?:time|lady|minister|degree|half|round)\b)", re.IGNORECASE)
_TURNING = re.compile(r"\b(?P<word>before|after|because|because of|due to)\b", re.IGNORECASE)
_BREAK = re.compile(r"[;:]|, (?:and|but|while|who|which)\b|[.!?]\s")


def _is_a_day(written: PartialDate) -> bool:
    """Return whether a date is one day of the calendar, with its year or without: "Friday" may be any."""
    return written.month is not None and written.day is not None


def first_for_last(claim: str, sentence: str) -> str:
    """Return in words that a claim calls last what the sentence with its date calls the first, or the other way; else nothing.

    "They last met on 19 October 1894" of "the first game was on 19 October 1894".
    """
    if not any(_is_a_day(d) and _is_a_day(o) and d.agrees(o) for d in dates(claim) for o in dates(sentence)):
        return ""
    for mine, other in ((_LAST, _FIRST), (_FIRST, _LAST)):
        ours, theirs = mine.search(claim), other.search(sentence)
        if ours and theirs and not other.search(claim) and not mine.search(sentence):
            return f"{theirs.group()}, not {ours.group()}"
    return ""


def turned_round(claim: str, sentence: str) -> str:
    """Return in words what of a claim stands the other way round in the sentence that carries it, or an empty string."""
    return (
        _other_side(claim, sentence)
        or _crossed(claim, sentence)
        or _other_bearing(claim, sentence)
        or _other_lag(claim, sentence)
    )


def _other_lag(claim: str, sentence: str) -> str:
    """Return "20 minutes after" where a sentence has the same time the other way only: "20 minutes earlier"."""
    if not tells_of(claim, sentence):
        return ""
    theirs = {(m["span"].lower(), m["way"].lower() in _PAST) for m in _LAG.finditer(sentence)}
    for match in _LAG.finditer(claim):
        span, past = match["span"].lower(), match["way"].lower() in _PAST
        if (span, not past) in theirs and (span, past) not in theirs:
            return f"{span} {'later' if past else 'earlier'}, not {match['way']}"
    return ""


def _other_bearing(claim: str, sentence: str) -> str:
    """Return "north of Oban" where a sentence has only another bearing from the same place."""
    theirs = {(m["place"], m["bearing"].lower()) for m in _BEARING.finditer(sentence)}
    for match in _BEARING.finditer(claim):
        mine, place = match["bearing"].lower(), match["place"]
        told = sorted(bearing for other, bearing in theirs if other == place)
        if told and not any(mine in bearing or bearing in mine for bearing in told):
            return f"{told[0]}, not {mine} of {place}"
    return ""


def _other_side(claim: str, sentence: str) -> str:
    """Return "after dawn" where a sentence alike has "before dawn" and no "after dawn"."""
    ours, theirs = _sides(claim), _sides(sentence)
    if not tells_of(claim, sentence):
        return ""
    for word, head in ours:
        if any(h == head and w == word for w, h in theirs):
            continue
        others = {b if a == word else a for a, b in _PAIRED if word in (a, b)}
        found = [w for w, h in theirs if h == head and w in others]
        if found and (word, head) not in theirs:
            return f"{found[0]}, not {word}, “{head}”"
    return ""


def _sides(text: str) -> list[tuple[str, str]]:
    found = [("to", bare(fold(m["head"]))) for m in _JOINED.finditer(text)]
    for match in _WITH_NEXT.finditer(text):
        word, head = match["word"].lower(), match["head"].rstrip(".,’'")
        if match["idle"] or (word in ("from", "to") and not (head[:1].isupper() or re.search(r"\d", head))):
            continue
        found.append((word, bare(fold(head))))
    return found


def _crossed(claim: str, sentence: str) -> str:
    """Return the word of order whose two sides a claim exchanges, or keeps with the opposite word."""
    mine = _halves(claim)
    if len(mine) != 1:
        return ""
    word, first, second = mine[0]
    told = []
    for other, left, right in _halves(sentence):
        straight = min(_share(first, left), _share(second, right))
        across = min(_share(first, right), _share(second, left))
        if max(straight, across) >= SIDE and straight != across:
            same = (word == other) or {word, other} <= _CAUSES
            if not same and {word, other} != {"before", "after"}:
                return ""
            told.append((straight > across) == same)
    return word if told and not any(told) else ""


_CAUSES = frozenset(("because", "because of", "due to"))


def _halves(text: str) -> list[tuple[str, set[str], set[str]]]:
    """Return each word of order with the words of what stands before and behind it in its part of the sentence."""
    found = []
    for part in _BREAK.split(text):
        for match in _TURNING.finditer(part):
            before, after = part[: match.start()], part[match.end() :]
            if not before.strip():
                after, _, before = after.partition(",")
            sides = [{lemma(w) for w in re.findall(r"[^\W_]+", t) if content_words(w)} for t in (before, after)]
            if all(sides):
                found.append((match["word"].lower(), sides[0], sides[1]))
    return found


def _share(ours: set[str], theirs: set[str]) -> float:
    return len(ours & theirs) / max(1, len(ours))
