"""Date words in a question to a window of time, resolved against "now". Pure.

A table of expressions, each with the small function that resolves it; the first that matches in the
text wins. Weeks start on Monday; a month or weekday without a year is the most recent one, or none that reports
could be from where the question speaks of what is still to come ("could be paused in November").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from rag.types import Window

Days = tuple[date | None, date | None]
"""First day, and the day after the last; None is open."""

_MONTHS = {
    name: i
    for i, name in enumerate(
        "january february march april may june july august september october november december".split(), start=1
    )
}
_MONTHS |= {name[:3]: i for name, i in _MONTHS.items()} | {"sept": 9}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_COUNTS = {w: i for i, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}
_COUNTS |= {"a": 1, "couple of": 2, "few": 3, "several": 5}
_COUNT = r"\d{1,3}|" + "|".join(sorted(_COUNTS, key=len, reverse=True))
_ORDINAL = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_DATE = (
    rf"(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTH})\b\.?(?:,?\s+\d{{4}})?|"
    rf"(?:{_MONTH})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!\d)(?:,?\s+\d{{4}})?|\d{{4}}-\d{{2}}(?!\d|-)|"
    rf"(?:{_MONTH})\b\.?(?:,?\s+\d{{4}})?|(?:last\s+)?(?:{'|'.join(_DAYS)})\b|yesterday|today|"
    rf"(?:last|this) (?:week|month|year)|(?:19|20)\d{{2}}\b)"
)


def _period(text: str, now: date) -> Days | None:
    """Return the days of one date expression, or None."""
    text = text.lower().strip().replace(".", "")
    named: dict[str, Days] = {
        "today": (now, now + timedelta(days=1)),
        "yesterday": (now - timedelta(days=1), now),
        "this week": (_monday(now), _monday(now) + timedelta(days=7)),
        "last week": (_monday(now) - timedelta(days=7), _monday(now)),
        "this month": (now.replace(day=1), _next_month(now.year, now.month)),
        "last month": _month(*_before(now.year, now.month)),
        "this year": (date(now.year, 1, 1), date(now.year + 1, 1, 1)),
        "last year": (date(now.year - 1, 1, 1), date(now.year, 1, 1)),
    }
    if text in named:
        return named[text]
    return _weekday(text, now) or _written(text, now)


def _weekday(text: str, now: date) -> Days | None:
    match = re.fullmatch(rf"(last\s+)?({'|'.join(_DAYS)})", text)
    if not match:
        return None
    back = (now.weekday() - _DAYS.index(match.group(2))) % 7
    back = 7 if match.group(1) and back == 0 else back
    day = now - timedelta(days=back)
    return day, day + timedelta(days=1)


def _written(text: str, now: date) -> Days | None:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        day = date.fromisoformat(text)
        return day, day + timedelta(days=1)
    if match := re.fullmatch(r"(\d{4})-(\d{2})", text):
        return _month(int(match.group(1)), int(match.group(2)))
    if re.fullmatch(r"\d{4}", text):
        return date(int(text), 1, 1), date(int(text) + 1, 1, 1)
    month = re.search(rf"({_MONTH})\b", text)
    if not month:
        return None
    number = _MONTHS[month.group(1)]
    year = re.search(r"\d{4}", text)
    days = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", text)
    if not days:
        return _month(int(year.group()) if year else _recent_year(now, number), number)
    wanted = int(year.group()) if year else _recent_year(now, number, int(days.group(1)))
    day = date(wanted, number, int(days.group(1)))
    return day, day + timedelta(days=1)


def _recent_year(now: date, month: int, day: int = 1) -> int:
    """Return the year of the most recent such month or day that is not after now."""
    return now.year if (month, day) <= (now.month, now.day) or (month == now.month and day == 1) else now.year - 1


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _before(year: int, month: int) -> tuple[int, int]:
    return (year, month - 1) if month > 1 else (year - 1, 12)


def _next_month(year: int, month: int) -> date:
    return date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)


def _month(year: int, month: int) -> Days:
    return date(year, month, 1), _next_month(year, month)


def _months(year: int, first: int, count: int) -> Days:
    last = first + count - 1
    return date(year, first, 1), _next_month(year, last)


def _ago(now: date, count: int, unit: str) -> date:
    if unit.startswith("month"):
        year, month = now.year, now.month
        for _ in range(count):
            year, month = _before(year, month)
        return date(year, month, min(now.day, (_next_month(year, month) - timedelta(days=1)).day))
    if unit.startswith("year"):
        return _ago(now, 12 * count, "month")
    return now - timedelta(days=count * {"day": 1, "week": 7, "hour": 0}[unit.rstrip("s")])


def _count(text: str) -> int:
    return int(text) if text.isdigit() else _COUNTS[text.lower()]


def _between(m: re.Match[str], now: date) -> Days | None:
    first, last = _period(_with_year(m.group(1), m.group(2)), now), _period(m.group(2), now)
    if not first or not last or not first[0] or not last[1] or first[0] >= last[1]:
        return None
    return first[0], last[1]


def _with_year(first: str, last: str) -> str:
    """Return the first date with the year of the last one: "between 1 and 15 January 2023" names it once."""
    year = re.search(r"\b\d{4}\b", last)
    return (
        f"{first} {year.group()}"
        if year and re.search(rf"\b(?:{_MONTH})\b", first, re.IGNORECASE) and not re.search(r"\d{4}", first)
        else first
    )


def _since(m: re.Match[str], now: date) -> Days | None:
    found = _period(m.group(1), now)
    return (found[0], None) if found else None


def _after(m: re.Match[str], now: date) -> Days | None:
    found = _period(m.group(1), now)
    return (found[1], None) if found else None


def _until(m: re.Match[str], now: date) -> Days | None:
    found = _period(m.group(2), now)
    if not found:
        return None
    return None, found[0] if m.group(1).lower() == "before" else found[1]


def _last_n(m: re.Match[str], now: date) -> Days | None:
    return _ago(now, _count(m.group(1) or "1"), m.group(2).lower()), now + timedelta(days=1)


def _n_ago(m: re.Match[str], now: date) -> Days | None:
    day = _ago(now, _count(m.group(1)), m.group(2).lower())
    width = {"day": 1, "week": 7, "month": 31, "year": 366}[m.group(2).lower().rstrip("s")]
    return (
        (day, day + timedelta(days=1))
        if width == 1
        else (day - timedelta(days=width // 2), day + timedelta(days=width // 2))
    )


def _quarter(m: re.Match[str], now: date) -> Days | None:
    year = int(m.group("year") or now.year)
    which = m.group("q")
    number = int(which) if which else _ORDINAL[m.group("word").lower()]
    return _months(year, 3 * number - 2, 3)


def _half(m: re.Match[str], now: date) -> Days | None:
    year = int(m.group("year") or now.year)
    number = int(m.group("h")) if m.group("h") else _ORDINAL[m.group("word").lower()]
    return _months(year, 6 * number - 5, 6)


def _plain(m: re.Match[str], now: date) -> Days | None:
    return _period(m.group(1), now)


def _weekend(m: re.Match[str], now: date) -> Days | None:
    saturday = _monday(now) + timedelta(days=5)
    if m.group(1).lower() != "this" or saturday > now:
        saturday -= timedelta(days=7)
    return saturday, saturday + timedelta(days=2)


_Rule = tuple[re.Pattern[str], Callable[[re.Match[str], date], Days | None], float, bool]


def _rule(pattern: str, resolve: Callable[[re.Match[str], date], Days | None], recency: float, strict: bool) -> _Rule:
    return re.compile(pattern, re.IGNORECASE), resolve, recency, strict


_RULES: tuple[_Rule, ...] = (
    _rule(rf"\b(?:between|from)\s+({_DATE})\s+(?:and|to|until|through)\s+({_DATE})", _between, 0.0, True),
    _rule(rf"\bsince\s+(?:early\s+|late\s+|mid-?\s*)?({_DATE})", _since, 1.0, True),
    _rule(rf"\bafter\s+({_DATE})(?!\s+[a-z]+s\b)", _after, 0.5, True),
    _rule(rf"\b(before|until|by)\s+({_DATE})", _until, 0.0, True),
    _rule(r"\bQ(?P<q>[1-4])(?P<word>)\s+(?:of\s+)?(?P<year>\d{4})\b", _quarter, 0.0, True),
    _rule(r"\b(?P<q>)(?P<word>first|second|third|fourth) quarter(?:\s+of)?(?:\s+(?P<year>\d{4}))?\b", _quarter, 0.0, True),
    _rule(r"\bH(?P<h>[12])(?P<word>)\s+(?:of\s+)?(?P<year>\d{4})\b", _half, 0.0, True),
    _rule(r"\b(?P<h>)(?P<word>first|second) half of\s+(?P<year>\d{4})\b", _half, 0.0, True),
    _rule(rf"\b(?:in|over|during|within)?\s*the\s+(?:last|past)\s+({_COUNT})?\s*(hours?|days?|weeks?|months?|years?)\b", _last_n, 3.0, False),
    _rule(rf"\b(?:last|past)\s+({_COUNT})\s+(hours?|days?|weeks?|months?|years?)\b", _last_n, 3.0, False),
    _rule(r"\bpast()\s+(week|month|year)\b", _last_n, 3.0, False),
    _rule(rf"\b({_COUNT})\s+(days?|weeks?|months?|years?)\s+ago\b", _n_ago, 0.5, False),
    _rule(r"\b(this|last|past|over the)\s+weekend\b", _weekend, 3.0, False),
    _rule(r"\b(today|yesterday)\b(?!['’]s\s+[A-Z])", _plain, 3.0, True),
    _rule(r"\b(this (?:week|month))\b", _plain, 3.0, False),
    _rule(r"\b(last (?:week|month))\b", _plain, 2.0, False),
    _rule(r"\b((?:this|last) year)\b", _plain, 1.5, False),
    _rule(r"(?<![\w-])(\d{4}-\d{2}-\d{2}|\d{4}-\d{2})(?![\w-])", _plain, 0.0, True),
    _rule(rf"\b(?:on|dated?)?\s*\b(\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTH})\b\.?(?:,?\s+\d{{4}})?)", _plain, 0.0, True),
    _rule(rf"\b(?:on\s+)?((?:{_MONTH})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!\d)(?:,?\s+\d{{4}})?)", _plain, 0.0, True),
    _rule(rf"\b(?:in|during|throughout)\s+(?:early\s+|late\s+|mid-?\s*)?((?:{_MONTH})\b\.?(?:,?\s+\d{{4}})?)", _plain, 0.0, True),
    _rule(rf"(?<!\d\s)\b((?:{'|'.join(m for m in _MONTHS if len(m) > 3)})\s+\d{{4}})\b", _plain, 0.0, True),
    _rule(rf"\b(?:on\s+|this\s+|(?=last))((?:last\s+)?(?:{'|'.join(_DAYS)}))\b(?!\s+[A-Z][a-z]+\s+(?:Lights|Live))", _plain, 3.0, False),
    _rule(r"\bin\s+((?:19|20)\d{2})\b(?!\s+[a-z]*s\b)", _plain, 0.0, True),
)  # fmt: skip
_AHEAD = re.compile(
    r"\b(?:will|would|could|might|shall|may be|(?:is|are|was|were) (?:to|due)|(?:set|due|scheduled|expected|planned|going) (?:to|for)|"
    r"[Ww]hen (?:is|are))\b"
)
_RECENT = re.compile(
    rf"(?:on|in|during|throughout)?\s*\b(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?:{_MONTH})\b\.?(?:\s+\d{{1,2}}(?:st|nd|rd|th)?)?|{'|'.join(_DAYS)})",
    re.IGNORECASE,
)
"""A month, a day of a month or of the week without a year: the most recent one, unless it is spoken of as still to come."""
_FRESH = re.compile(
    r"\b(?:latest|newest|most recent(?:ly)?|recent(?:ly)?|currently|right now|so far|just (?:announced|released|said))\b",
    re.IGNORECASE,
)


def read_window(text: str, now: datetime, zone: tzinfo) -> Window:
    """Return the window of time that a question's words name, or an open one.

    ``strict`` is true where the words name a date or a border, false where they are vague ("this week"):
    then the window ranks and does not exclude.
    """
    today = now.astimezone(zone).date()
    for pattern, resolve, recency, strict in _RULES:
        for match in pattern.finditer(text):
            if _RECENT.fullmatch(match.group().strip()) and _AHEAD.search(text, 0, match.start()):
                continue
            try:
                days = resolve(match, today)
            except (ValueError, OverflowError):
                continue
            if days is not None and (days[0] is None or days[0] <= today):
                return Window(_start(days[0], zone), _start(days[1], zone), match.group().strip(), recency, strict)
    fresh = _FRESH.search(text)
    if fresh:
        return Window(None, None, fresh.group(), 2.0, strict=False)
    return Window(None, None, None, 1.0, strict=False)


def _start(day: date | None, zone: tzinfo) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), zone).astimezone(UTC)
