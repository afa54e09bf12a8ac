"""Date words in a question to a window of time, resolved against "now". Pure.

A table of what can stand around an expression of time (``periods``): the first rule that matches in the text wins. What the
reports could not be from is no window: a month or weekday without a year where the question speaks of what is still to come
("could be paused in November"), and days that lie wholly ahead. The date of a border or of a range that is no window is not
read again as a day by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from rag.retrieve.periods import (
    AGO,
    COUNT,
    DATED,
    DAY,
    LAST_MONTH,
    LONG_MONTH,
    MONTH,
    NAMED_MONTH,
    NO_DAY,
    OF_YEAR,
    PART,
    PERIOD,
    QUARTER,
    RELATIVE,
    SHIFTED,
    UNIT,
    WEEKDAY,
    WEEKEND,
    YEAR,
    Period,
    ago,
    count,
    in_digits,
    read_period,
    read_range,
)
from rag.text.words import content_words
from rag.types import Window


@dataclass(frozen=True, slots=True)
class _Read:
    """What a rule reads: first day and the day after the last (None is open), and how far it can be relied on."""

    first: date | None
    after: date | None
    recency: float
    strict: bool = True
    guessed: bool = False


_Resolve = Callable[[re.Match[str], date], _Read | None]
_A_FEW_WORDS = 40
_HALF_A_YEAR = timedelta(days=183)
_MEASURED = re.compile(
    r"\b(?:profits?|loss(?:es)?|revenues?|sales|earnings?|turnover|gdp|gross domestic product|growth|grow|grew|economy|"
    r"inflation|prices|unemployment|jobless|exports?|imports?|output|results|guidance|dividends?|deliver(?:y|ies)|"
    r"shipments|orders|bookings|spending|deficit|surplus)\b",
    re.IGNORECASE,
)
"""What is measured over a month or a quarter is reported after it has ended."""


def _plain(m: re.Match[str], now: date) -> _Read | None:
    """Return the days themselves; what is of one day ("yesterday's strike") may be reported later, so it excludes nothing."""
    days = read_period(m.group(1), now)
    later = days and _owns(m) and days.after - days.first <= timedelta(days=1)
    return _days(replace(days, strict=False) if days and later else days, m.string)


def _days(found: Period | None, text: str) -> _Read | None:
    """Return what a rule reads of days; figures of a month or a longer time are reported later, so those exclude nothing."""
    if not found:
        return None
    measured = found.after - found.first > timedelta(days=7) and _MEASURED.search(text)
    return _Read(found.first, found.after, found.recency, found.strict and not measured, found.guessed)


def _dated(m: re.Match[str], now: date) -> _Read | None:
    """Return a date; behind words that no rule knows ("delayed to 3 May") it may be no day of reports, so it excludes nothing."""
    found = _plain(m, now)
    bare = m.start() == m.start(1)
    return replace(found, strict=False) if found and bare and _ends_with(_UNREAD, m) else found


def _about(m: re.Match[str], now: date) -> _Read | None:
    found, slack = read_period(m.group(1), now), timedelta(days=3)
    if not found or _next_is_nearer(found, now):
        return None
    return _Read(found.first - slack, found.after + slack, 0.5, strict=False, guessed=found.guessed)


def _run_up(m: re.Match[str], now: date) -> _Read | None:
    """Return so many days, weeks or months of which a day is the last; what was counted in them is reported later."""
    found = read_period(m.group(3), now)
    if not found or _next_is_nearer(found, now):
        return None
    first = ago(found.after, count(m.group(1) or "1"), m.group(2).lower())
    return _days(replace(found, first=first, strict=False), m.string)


def _quarter(m: re.Match[str], now: date) -> _Read | None:
    """A quarter or half without a year may be of a match; only beside a word of business is it one of a year."""
    found = read_period(m.group(1), now)
    if not found or not (_MEASURED.search(m.string) or found.strict):
        return None
    return _plain(m, now)


def _range(m: re.Match[str], now: date) -> _Read | None:
    return _days(read_range(m.group(1), m.group(2), now), m.string)


def _range_plain(m: re.Match[str], now: date) -> _Read | None:
    """Return a range without "from" or "between", which is one of dates only: "3-7 May"."""
    dated = any(re.fullmatch(DATED, g, re.IGNORECASE) for g in m.groups())
    return _range(m, now) if dated else None


def _any_of(m: re.Match[str], now: date) -> _Read | None:
    """Return the days from the earliest to the latest of a list: "in March or April", "on 3 and 7 May", "on May 3 and 7"."""
    *others, last = (in_digits(g, now) for g in m.groups() if g)
    if any(
        re.fullmatch(rf"{DAY}(?:,?\s+\d{{4}})?", g, re.IGNORECASE) for g in (*others, last)
    ):  # of a month named once
        return _days(read_range(others[0], last, now), m.string)
    found = [p for p in (_one_of(g, last, now) for g in others) if p]
    end = read_period(last, now)
    if len(found) < len(others) or not end:
        return None
    found.append(end)
    joined = Period(
        min(p.first for p in found),
        max(p.after for p in found),
        max(p.recency for p in found),
        all(p.strict for p in found),
        all(p.guessed for p in found),
    )
    return _days(joined, m.string)


def _one_of(text: str, last: str, now: date) -> Period | None:
    shared = read_range(text, last, now) if re.search(r"\d{4}", last) else None
    return replace(shared, guessed=False) if shared else read_period(text, now)


def _since(m: re.Match[str], now: date) -> _Read | None:
    found = None if _is_name(m) else read_period(m.group(1), now)
    return _Read(found.first, None, 1.0) if found else None


def _from(m: re.Match[str], now: date) -> _Read | None:
    """ "From 3 May" may be said of what was reported before, so it excludes nothing."""
    found = None if _is_name(m) else read_period(m.group(1), now)
    return _Read(found.first, None, 1.0, strict=False, guessed=found.guessed) if found else None


def _after(m: re.Match[str], now: date) -> _Read | None:
    found = None if _is_name(m) else read_period(m.group(1), now)
    return (
        _Read(found.first if found.part or _owns(m) else found.after, None, 0.5, guessed=found.guessed)
        if found
        else None
    )


def _until(m: re.Match[str], now: date) -> _Read | None:
    """Return what lies before a border; none where the border is yet to come, or its next one is nearer than its last one."""
    found = None if _is_name(m) else read_period(m.group(2), now)
    if not found or _next_is_nearer(found, now):
        return None
    inner = re.fullmatch(
        r"before|prior to|ahead of|in the run-up to|earlier than", " ".join(m.group(1).lower().split())
    )
    end = found.first if inner and not found.part and not _owns(m) else found.after
    if end > now:  # "as of today" leaves nothing out: it asks for the newest
        return _Read(None, end, 2.0, strict=False) if end == now + timedelta(days=1) else None
    return _Read(None, end, 0.0, guessed=found.guessed)


def _next_is_nearer(found: Period, now: date) -> bool:
    return found.guessed and now - found.after > _HALF_A_YEAR


def _owns(m: re.Match[str]) -> bool:
    """Return whether it is something of those days that is spoken of, at an hour that is not told: "after Monday's vote"."""
    return re.match(r"['’]s?\b", m.string[m.end() :]) is not None


def _is_name(m: re.Match[str]) -> bool:
    """Return whether a bare month or weekday is somebody's name: "by April Jones", "since May resigned"."""
    bare = re.fullmatch(rf"(?:{MONTH})|{WEEKDAY}", m.group(m.lastindex or 1), re.IGNORECASE)
    return (
        bool(bare)
        and re.match(r"\s+(?:[A-Z]|(?:said|was|became|took|left|won|lost)\b|[a-z]+ed\b)", m.string[m.end() :])
        is not None
    )


def _last_n(m: re.Match[str], now: date) -> _Read | None:
    return _Read(ago(now, count(m.group(1) or "1"), m.group(2).lower()), now + timedelta(days=1), 3.0, strict=False)


def _so_long_ago(m: re.Match[str], now: date) -> _Read | None:
    """Return the days about the one so long ago, as many as the unit is vague."""
    found, unit = read_period(m.group(1), now), m.group(1).lower().split()[-2].rstrip("s")
    if not found:
        return None
    around = timedelta(days={"week": 3, "fortnight": 3, "month": 15, "year": 183}.get(unit, 0))
    after = max(found.after, found.first + around)
    return _Read(found.first - around, after, found.recency or 0.5, strict=False)


@dataclass(frozen=True, slots=True)
class _Rule:
    """What an expression looks like and what it means; ``whole`` is one of which no part is read by itself."""

    pattern: re.Pattern[str]
    resolve: _Resolve
    whole: bool


def _rule(pattern: str, resolve: _Resolve) -> _Rule:
    return _Rule(re.compile(pattern, re.IGNORECASE), resolve, whole=False)


def _border(pattern: str, resolve: _Resolve) -> _Rule:
    return _Rule(re.compile(pattern, re.IGNORECASE), resolve, whole=True)


_JOIN = r"(?:\s+(?:and|to|until|till|through)\s+|\s*[-–—]\s*)"
_END = rf"{PERIOD}|{DAY}{OF_YEAR}?(?![\w%-])"
_LAST_DAY = rf"{DAY}{OF_YEAR}?(?=\s*(?:[?.,;:!)]|$)|\s+(?:in|at|by|during)\b)"
"""A day that shares its month with the one before it ("May 3 and 7"), and no count ("on May 3 and 20 people")."""
_NO_SHIFT = r"(?<!day\s)(?<!eve\s)(?<!night\s)(?<!week\s)"
"""The day before D is no border."""
_NOT_SO = r"(?<!no\s)(?<!not\s)"
_OR_ON = r"on\s+or\s+{0}|{0}\s+or\s+on"
_FROM = rf"since|{_OR_ON.format('after')}|not\s+(?:before|until|till)|(?:no|not)\s+earlier\s+than"
_TO = (
    rf"{_OR_ON.format('before')}|(?:up\s+to|until|till|through|to)\s+and\s+including|(?:no|not)\s+later\s+than|not\s+after|"
    r"before|prior\s+to|ahead\s+of|in\s+the\s+run-up\s+to|earlier\s+than|until|till|up\s+to|through|by|as\s+(?:of|at)"
)
_RULES = (
    _border(rf"\b(?:between|from)\s+(?!{DAY}{_JOIN}{DAY}{OF_YEAR})({PERIOD}|{DAY}){_JOIN}({_END})", _range),
    _rule(rf"(?<![\w.,-])({DATED}|{DAY})(?:\s+(?:to|through|until|till)\s+|\s*[-–—]\s*)({DATED}|{DAY}{OF_YEAR}?(?![\w%-]))", _range_plain),
    _rule(rf"\b(?:in|during|over)\s+({NAMED_MONTH})(?:\s+to\s+|\s*[-–—]\s*)({NAMED_MONTH})", _range),
    _rule(rf"\b(?:in|on|during|throughout)\s+({PERIOD}|{DAY})(?:,\s+({PERIOD}|{DAY}))?,?\s+(?:and|or)\s+(?:in\s+|on\s+)?({PERIOD}|{_LAST_DAY})", _any_of),
    _border(rf"\b(?:(?:in|over|during)\s+)?the\s+(?:({COUNT})\s+)?({UNIT})\s+(?:up\s+)?to\s+({PERIOD})", _run_up),
    _border(rf"\b(?:{_FROM})\s+({PERIOD})", _since),
    _rule(rf"\b(?:from|starting)\s+({PERIOD})\s+(?:onwards?\b|on(?=\s*[?.,;!]|$))", _since),
    _border(rf"\bfrom\s+({DATED})", _from),
    _border(rf"{_NO_SHIFT}{_NOT_SO}\b(?:after|later\s+than)\s+({PERIOD})(?!\s+[a-z]+s\b)", _after),
    _border(rf"{_NO_SHIFT}\b({_TO})\s+({PERIOD})", _until),
    _border(rf"\b(?:(?:on\s+or\s+)?(?:around|about)|circa|close\s+to)\s+({DATED})", _about),
    _rule(rf"(?<!\w)({QUARTER})", _quarter),
    _rule(rf"\b(?:in|at|during|throughout|over|on)\s+({PART})", _plain),
    _rule(rf"\b({SHIFTED})", _plain),
    _rule(rf"\b(?:in|over|during|within)?\s*the\s+(?:last|past)\s+({COUNT})?\s*({UNIT})\b", _last_n),
    _rule(rf"\b(?:last|past)\s+({COUNT})\s+({UNIT})\b", _last_n),
    _rule(r"\bpast()\s+(week|fortnight|month|year)\b", _last_n),
    _rule(rf"\b({AGO})", _so_long_ago),
    _rule(rf"\b(?:(?:over|at|on|during|in)\s+|(?!the\b))({WEEKEND})", _plain),
    _border(rf"\b({NO_DAY})", lambda _match, _now: None),
    _rule(r"\b(today|yesterday)\b(?!['’]s\s+(?-i:[A-Z]))", _plain),
    _rule(r"\b(last\s+night|overnight|tonight|this\s+(?:morning|afternoon|evening)|last\s+fortnight)\b", _plain),
    _rule(rf"(?:\bon\s+)?(?<!\w)({DATED})(?<=year)", _plain),
    _rule(rf"\b(?:in|during|throughout|over)\s+({NAMED_MONTH})(?<=year)", _plain),
    _rule(rf"\b({RELATIVE})", _plain),
    _rule(rf"(?:\bon\s+|\bdated?\s+)?(?<!\w)({DATED})", _dated),
    _rule(rf"\b(?:in|during|throughout|over)\s+({NAMED_MONTH})", _plain),
    _rule(rf"(?<!the\s)\b({LAST_MONTH})", _plain),
    _rule(rf"(?<!\d\s)\b((?:{LONG_MONTH})\s+\d{{4}})\b", _plain),
    _rule(rf"\b(?:on\s+|this\s+|(?<!from\s)(?=last))((?:last\s+)?{WEEKDAY})(?!\s+[A-Z][a-z]+\s+(?:Lights|Live))", _plain),
    _rule(rf"\b(?:in|during|throughout)\s+({YEAR})", _plain),
    _rule(rf"\bfrom\s+((?:last\s+)?{WEEKDAY})(?!['’]s)", _from),
)  # fmt: skip
_UNREAD = re.compile(
    r"\b(?:to|than|for|towards?|beyond|past|near|over|under|between|from|against|like|versus|not)\s+$", re.IGNORECASE
)
_APART = re.compile(
    r"\b(?:except(?:ing|\s+for)?|excluding|other\s+than|rather\s+than|instead\s+of|(?:apart|aside)\s+from|"
    r"(?:every|each|any)\s+day\s+but|but\s+not)\s+(?:(?:on|in|at|during|from)\s+)?$|,\s+not\s+(?:(?:on|in)\s+)?$",
    re.IGNORECASE,
)
"""Behind these a time is the one that is not asked of."""
_THAN = re.compile(r"\bthan\s+$", re.IGNORECASE)
_ROUGHLY = re.compile(r"\b(?:(?:few|couple\s+of|several)\s+\w+|(?:week|fortnight|month|year)s?)\s+ago\b", re.IGNORECASE)
"""What another time is compared with, and so long ago, is nothing that reports keep to."""
_TO_COME = (
    r"will|would|could|might|shall|should|must|may be|(?:is|are|was|were) (?:to|due)|due|"
    r"(?:set|scheduled|expected|planned|going|ha(?:s|ve)|needs?|plans?|wants?|hopes?|expects?|intends?|promised?|pledged?) (?:to|for)|"
    r"happens|takes? (?:place|effect|part)|begins|starts|opens|ends"
)
_AHEAD = re.compile(
    rf"\b(?:{_TO_COME}|[Ww]hen (?:is|are))\b|"
    r"(?:^|[.?!:;]\s)\W*(?i:would|could|might|shall|should|must|(?:is|are) there|"
    r"will(?!\s+(?-i:[A-Z])\S*(?:\s\S+){0,5}?\s(?:was|were|did|had|has|is)\b))\b"
)
"""Words of what is still to come: a question's first word in capitals too, but not "Will Smith's film was shown"."""
_OPENING = re.compile(r",?\s+(?:\w+\s+)?(?:will|would|could|might|shall)\b")
_FRESH = re.compile(
    r"\b(?:latest|newest|most recent(?:ly)?|recent(?:ly)?|currently|right now|so far|just (?:announced|released|said))\b",
    re.IGNORECASE,
)


def topic(text: str) -> str:
    """Return a question without the words that only ask for what is new: articles of any age call themselves "the latest"."""
    left = _FRESH.sub(" ", text)
    return left if content_words(left) else text


def read_window(text: str, now: datetime, zone: tzinfo) -> Window:
    """Return the window of time that a question's words name, or an open one.

    ``strict`` is true where the words name a date or a border, false where they are vague ("this week") or could name other
    days as well: then the window ranks and does not exclude.
    """
    today = now.astimezone(zone).date()
    spent: list[tuple[int, int]] = []
    for rule in _RULES:
        for match in rule.pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in spent):
                continue
            apart = _ends_with(_APART, match) or _ends_with(_APART, match, 1)  # "from" may be of "apart from"
            window = None if apart else _resolved(rule, match, today, zone)
            if window:
                return window
            if apart or rule.whole:
                spent.append(match.span())
    fresh = _FRESH.search(text)
    if fresh:
        return Window(None, None, fresh.group(), 2.0, strict=False)
    return Window(None, None, None, 1.0, strict=False)


def read_exactly(text: str, now: datetime, zone: tzinfo) -> Window | None:
    """Return the time that words name all by themselves, as a filter takes it; None where it has no beginning or no end.

    So long ago is that very day, or that moment where it is reckoned in hours, and not the days about it.
    """
    if re.fullmatch(AGO, text, re.IGNORECASE):
        *number, unit, _ = text.lower().split()
        try:
            if unit.startswith("hour"):
                moment = now.astimezone(UTC) - timedelta(hours=count(" ".join(number)))
                return Window(moment, moment, text, zone=zone)
            day = ago(now.astimezone(zone).date(), count(" ".join(number)), unit)
            return Window(_start(day, zone), _start(day + timedelta(days=1), zone), text, zone=zone)
        except (ValueError, OverflowError):
            return None
    asked = f"on {text}" if re.fullmatch(WEEKDAY, text, re.IGNORECASE) else text
    found = read_window(asked.title(), now, zone)  # no verb, so a month by itself: "last may"
    whole = (found.words or "").lower() == asked.lower()
    return found if whole and found.since and found.until else None


def _resolved(rule: _Rule, match: re.Match[str], today: date, zone: tzinfo) -> Window | None:
    try:
        found = rule.resolve(match, today)
        return _window(found, match, today, zone) if found else None
    except (ValueError, OverflowError):
        return None


def _ends_with(pattern: re.Pattern[str], match: re.Match[str], group: int = 0) -> bool:
    """Return whether a pattern fits right before a match, or a group of it."""
    end = match.start(group)
    return pattern.search(match.string, max(0, end - _A_FEW_WORDS), max(0, end)) is not None


def _window(found: _Read, match: re.Match[str], today: date, zone: tzinfo) -> Window | None:
    """Return the window of what a rule read; None where it lies ahead."""
    if (found.first and found.first > today) or (found.first and found.after and found.first >= found.after):
        return None
    running = found.after is None or found.after > today
    ahead = _speaks_of_what_is_to_come(match)
    if ahead and found.guessed:
        return None
    since, until = _start(found.first, zone), _start(found.after, zone)
    # What is to come today or this month was announced before.
    vague = (ahead and running) or _ends_with(_THAN, match) or _ROUGHLY.search(match.group())
    return Window(since, until, match.group().strip(), found.recency, found.strict and not vague, zone)


def _speaks_of_what_is_to_come(match: re.Match[str]) -> bool:
    text, start = match.string, match.start()
    opens = not text[:start].strip() and _OPENING.match(text, match.end())
    return bool(opens) or _AHEAD.search(text, 0, start) is not None


def _start(day: date | None, zone: tzinfo) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), zone).astimezone(UTC)
