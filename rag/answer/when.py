"""Is what a sentence tells of another day than the weekday, the week or the month that a question asks of? Pure, conservative.

Vague words of time exclude no article, since a report may come late. None comes before what it reports, and one that says
"on Wednesday" tells of that day only.
"""

from __future__ import annotations

import re
from datetime import UTC, date, timedelta

from rag.text.clauses import words
from rag.text.dates import WEEKDAYS, days_meant
from rag.text.tense import Tense, is_past_form, is_telling, looks_ahead, tense_at, verb_beside
from rag.types import EvidenceSentence, Window

_WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})\b", re.IGNORECASE)
_VAGUE = re.compile(rf"{_WEEKDAY.pattern}|\blast (?:week|month|fortnight)\b|\bweekend\b", re.IGNORECASE)
_OF_A_DAY = re.compile(rf"{_WEEKDAY.pattern}(?!['’]s)|\b(?:today|yesterday)\b", re.IGNORECASE)
_BORDER = re.compile(r"\b(?:before|after|until|till|since|by|from|to|than|ahead of|next)\s+$", re.IGNORECASE)
_PRESENT = re.compile(r"\b(?:is|are|am|do|does|can|could|may|might|will|would|shall|should|must)\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:was|were|did|had|been)\b", re.IGNORECASE)
_DONE = re.compile(r"^\W*(?:who|what|which \w+) (?:beat|cut|hit|hurt|set|put|quit|shut|cost|split)\b", re.IGNORECASE)
_BETWEEN_TIMES = re.compile(
    r"\b(?:compar\w+|differ\w*|than|since|previous\w*|earlier|ago|before|after|until)\b", re.IGNORECASE
)
_A_DAY = timedelta(days=1)


def of_another_day(
    question: str, sentence: EvidenceSentence, window: Window | None, article: str | None = None
) -> bool:
    """Return whether a sentence tells what was done on another day than the time which the question's words name.

    False where the question asks of what is or will be. ``article`` is the text of the whole article, where it is at hand: one
    of the day before a weekday that never names it tells nothing of it; without it a day is left to the zones.
    """
    if window is None or window.words is None or window.since is None or window.until is None or window.strict:
        return False
    if sentence.published is None or not _VAGUE.search(window.words) or not _asks_of_the_past(question):
        return False
    first, last = window.first_day(), window.last_day()
    asked = WEEKDAYS[first.weekday()] if first == last else ""
    if _came_before(sentence, window, asked, article):
        return True
    events = _past_weekdays(sentence.text)
    if not events:
        return False
    if asked and asked not in events and not _near(sentence, first, last, timedelta()):
        named = {m.group(1).lower() for m in _WEEKDAY.finditer(sentence.around)}
        return asked not in named and bool(events & set(WEEKDAYS))
    return sentence.published.at >= window.until and not _near(sentence, first, last, _A_DAY)


def _asks_of_the_past(question: str) -> bool:
    if _BETWEEN_TIMES.search(question):
        return False
    if _PAST.search(question) or _DONE.search(question):
        return True
    return not _PRESENT.search(question) and any(is_past_form(w.text) for w in words(question))


def _came_before(sentence: EvidenceSentence, window: Window, asked: str, article: str | None) -> bool:
    """Return whether a report came out before the time that is asked of began, and tells of nothing to come."""
    assert sentence.published is not None
    assert window.since is not None
    came = sentence.published.at.astimezone(UTC) + (timedelta() if sentence.published.has_time else _A_DAY)
    unnamed = bool(asked) and article is not None and not re.search(rf"\b{asked}\b", article, re.IGNORECASE)
    if window.since - came < (timedelta() if unnamed else _A_DAY):
        return False
    ahead = [m for m in _WEEKDAY.finditer(sentence.text) if m.group().lower() == asked]
    return not looks_ahead(sentence.text) and all(tense_at(sentence.text, m.start()) is Tense.PAST for m in ahead)


def _past_weekdays(text: str) -> frozenset[str]:
    """Return the weekdays, "today" and "yesterday" on which a sentence says that something was done, but for saying it."""
    found, sentence = set(), words(text)
    for match in _OF_A_DAY.finditer(text):
        verb = verb_beside(sentence, match.start())
        if verb is None or is_telling(sentence, verb) or _BORDER.search(text, 0, match.start()):
            continue
        if tense_at(text, match.start()) is Tense.PAST:
            found.add(match.group().lower())
    return frozenset(found)


def _near(sentence: EvidenceSentence, first: date, last: date, slack: timedelta) -> bool:
    """Return whether a sentence tells a day of a time, or something that is no single day."""
    days = [d.whole() for d in days_meant(sentence)]
    return any(day is None or first - slack <= day <= last + slack for day in days)
