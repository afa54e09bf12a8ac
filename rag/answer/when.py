"""Is what a sentence tells of another day than the weekday, the week or the month that a question asks of? Pure, conservative.

Vague words of time exclude no article, since a report may come late. None comes before what it reports, and one that says
"on Wednesday" tells of that day only. What only was said on a day may be of any, but for a question of what was said then.
"""

from __future__ import annotations

import re
from datetime import UTC, date, timedelta

from rag.text.clauses import lemma, words
from rag.text.dates import WEEKDAYS, dates, days_meant
from rag.text.tense import Tense, is_past_form, is_telling, looks_ahead, tense_at, verb_beside
from rag.types import EvidenceSentence, Window

_WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})\b", re.IGNORECASE)
_VAGUE = re.compile(rf"{_WEEKDAY.pattern}|\blast (?:week|month|fortnight)\b|\bweekend\b", re.IGNORECASE)
_OF_A_DAY = re.compile(rf"{_WEEKDAY.pattern}(?!['’]s)|\b(?:today|yesterday)\b", re.IGNORECASE)
_OF_ANY_DAY = re.compile(rf"{_WEEKDAY.pattern}|\b(?:today|yesterday)\b", re.IGNORECASE)
_BORDER = re.compile(r"\b(?:before|after|until|till|since|by|from|to|than|ahead of|next)\s+$", re.IGNORECASE)
_PRESENT = re.compile(r"\b(?:is|are|am|do|does|can|could|may|might|will|would|shall|should|must)\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:was|were|did|had|been)\b", re.IGNORECASE)
_DONE = re.compile(r"^\W*(?:who|what|which \w+) (?:beat|cut|hit|hurt|set|put|quit|shut|cost|split)\b", re.IGNORECASE)
_BETWEEN_TIMES = re.compile(
    r"\b(?:compar\w+|differ\w*|than|since|previous\w*|earlier|ago|before|after|until)\b", re.IGNORECASE
)
_HAPPENED = re.compile(r"\bwhat(?: else)? (?:happened|took place|went on)\b", re.IGNORECASE)
_OTHER_TIME = re.compile(
    r"\b(?:last|ago|earlier|previous\w*|past|recent\w*|since|weekend|fortnight|weeks?|months?|eve|"
    r"(?:days?|nights?|evenings?|mornings?|hours?) (?:before|ahead|prior))\b",
    re.IGNORECASE,
)
"""What may take an article back to before the days that it names."""
_MADE_KNOWN = frozenset(map(lemma, "announce publish release".split()))
"""Verbs of telling that are something that happened as well."""
_JUST_PAST = 2
"""So many days back a weekday is the one just past, though the sentence may look ahead: "announced a curfew on Wednesday"."""
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
    if _HAPPENED.search(question) and article is not None and _all_later(sentence.published.day, last, article):
        return True
    events = _past_weekdays(sentence.text, sentence.published.day, _telling_asked(question, sentence.text))
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


def _all_later(published: date, last: date, article: str) -> bool:
    """Return whether an article from after a time dates all that it tells to days behind it: it names weekdays, and those only."""
    if published <= last + _A_DAY or _OTHER_TIME.search(article) or any(d.weekday is None for d in dates(article)):
        return False
    back = [_days_back(m.group(), published) for m in _OF_ANY_DAY.finditer(article)]
    return bool(back) and all(published - timedelta(days=days) > last for days in back)


def _days_back(word: str, published: date) -> int:
    """Return how many days before an article the last such weekday was, or "today" or "yesterday"."""
    word = word.lower()
    return (published.weekday() - WEEKDAYS.index(word)) % 7 if word in WEEKDAYS else int(word == "yesterday")


def _telling_asked(question: str, text: str) -> frozenset[str]:
    """Return the verbs of telling after whose own day a question asks: "What did the mayor announce on Monday?".

    One of what happened asks after a sentence's only verb, where that makes something known.
    """
    asked, told = words(question), words(text)
    if _HAPPENED.search(question):
        verbs = frozenset(w.lemma for w in told if w.verb)
        return verbs & _MADE_KNOWN if len(verbs) == 1 else frozenset()
    telling = frozenset(w.lemma for i, w in enumerate(asked) if is_telling(asked, i))
    return telling if all(w.lemma in telling for w in asked if w.verb) else frozenset()


def _past_weekdays(text: str, published: date, asked: frozenset[str]) -> frozenset[str]:
    """Return the weekdays, "today" and "yesterday" on which a sentence says that something was done.

    Not those on which it was only said, but for verbs of telling that are ``asked``.
    """
    found, sentence = set(), words(text)
    for match in _OF_A_DAY.finditer(text):
        verb = verb_beside(sentence, match.start())
        if verb is None or _BORDER.search(text, 0, match.start()):
            continue
        day = match.group().lower()
        if is_telling(sentence, verb):
            done = sentence[verb].lemma in asked and is_past_form(sentence[verb].text)
            done = done and _days_back(day, published) <= _JUST_PAST
        else:
            done = tense_at(text, match.start()) is Tense.PAST
        if done:
            found.add(day)
    return frozenset(found)


def _near(sentence: EvidenceSentence, first: date, last: date, slack: timedelta) -> bool:
    """Return whether a sentence tells a day of a time, or something that is no single day."""
    days = [d.whole() for d in days_meant(sentence)]
    return any(day is None or first - slack <= day <= last + slack for day in days)
