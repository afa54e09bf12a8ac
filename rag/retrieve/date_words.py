"""Matched date words to days: one small function for each kind of expression. Pure.

The functions take the match of a pattern of ``date_terms`` and today's date, and raise ValueError or
OverflowError where the words look like a date and are none (31 June).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from rag.retrieve.days import WEEKDAYS, Days, around, back, months, part, period, run, season, weekday, weekend

Resolve = Callable[[re.Match[str], date], Days]

MONTH_NAMES = tuple("january february march april may june july august september october november december".split())
_MONTHS = {n: i for i, n in enumerate(MONTH_NAMES, 1)} | {n[:3]: i for i, n in enumerate(MONTH_NAMES, 1)} | {"sept": 9}
_COUNTS = {n: i for i, n in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
_COUNTS |= {"a": 1, "an": 1, "couple": 2, "couple of": 2, "a couple of": 2, "few": 3, "a few": 3, "several": 5}
_COUNTS |= {"a dozen": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_PARTS = {"early": "early", "beginning": "early", "start": "early", "mid": "mid", "middle": "mid"}
_PARTS |= {"late": "late", "end": "late"}
_LONGEST_BETWEEN_LEAP_DAYS = 8


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first, with any space between their parts."""
    return "|".join(sorted(words, key=lambda w: (-len(w), w))).replace(" ", r"\s+")


WEEKDAY = any_of(WEEKDAYS)
MONTH = rf"(?:{any_of(MONTH_NAMES)})\b|(?:{any_of(_MONTHS.keys() - set(MONTH_NAMES))})\b\.?(?!-)"
COUNT = rf"[0-9]{{1,4}}|{any_of(_COUNTS)}"
ORDINAL = any_of(_ORDINALS)


def _count(words: str) -> int:
    return int(words) if words.isdigit() else _COUNTS[" ".join(words.lower().split())]


def _year(words: str, today: date) -> int | None:
    if not words or words.isdigit():
        return int(words) if words else None
    return today.year + {"this": 0, "the": 0, "last": -1, "next": 1}[words.split()[0].lower()]


def _month(word: str) -> int:
    return _MONTHS[word.lower().rstrip(".")]


def iso(m: re.Match[str], _today: date) -> Days:
    """Return the day or the month of ``2025-03-12``."""
    year, month = int(m[1]), int(m[2])
    return run(date(year, month, int(m[3]))) if m[3] else months(year, month)


def day_then_month(m: re.Match[str], today: date) -> Days:
    """Return the day of "12 March 2025"."""
    return _dated(m[1], m[2], m[3] or "", today)


def month_then_day(m: re.Match[str], today: date) -> Days:
    """Return the day of "March 12, 2025"."""
    return _dated(m[2], m[1], m[3] or "", today)


def _dated(day: str, month: str, year: str, today: date) -> Days:
    number = _month(month)
    given = _year(year, today)
    if given is not None:
        return run(date(given, number, int(day)))
    for candidate in range(today.year, today.year - _LONGEST_BETWEEN_LEAP_DAYS - 1, -1):
        first, after = months(candidate, number)
        assert first is not None and after is not None
        wanted = first + timedelta(days=int(day) - 1)
        if wanted <= today and wanted < after:
            return run(wanted)
    raise ValueError(f"there is no {day} {month}")


def days_of_month(m: re.Match[str], today: date) -> Days:
    """Return the days of "March 3-5" or "3-5 March": groups are month, first, last, year."""
    last = _dated(m["last"], m["month"], m["year"] or "", today)
    assert last.first is not None and last.after is not None
    first = last.first.replace(day=int(m["first"]))
    if first >= last.first:
        raise ValueError("the days run backwards")
    return Days(first, last.after)


def whole_month(m: re.Match[str], today: date) -> Days:
    """Return the month of "March 2025", or the latest March that has begun."""
    number, given = _month(m[1]), _year(m[2], today)
    return months(today.year - (number > today.month) if given is None else given, number)


def named_month(m: re.Match[str], today: date) -> Days:
    """Return "this March", of the present year, or "last March", the latest that has ended."""
    number = _month(m[2])
    return months(today.year - (m[1].lower() != "this" and number >= today.month), number)


def part_of_month(m: re.Match[str], today: date) -> Days:
    """Return the third of a month that "early March" names."""
    number, given = _month(m[2]), _year(m[3] or "", today)
    return part(months(today.year - (number > today.month) if given is None else given, number), _third(m[1]))


def part_of_year(m: re.Match[str], today: date) -> Days:
    """Return the third of a year that "late 2025" names."""
    return part(months(_year(m[2], today) or 0, 1, 12), _third(m[1]))


def _third(words: str) -> str:
    return next(_PARTS[word] for word in words.lower().replace("-", " ").split() if word in _PARTS)


def of_year(length: int) -> Resolve:
    """Return the resolver of a quarter (3 months) or half (6 months) of a year, which may be unnamed."""

    def resolve(m: re.Match[str], today: date) -> Days:
        number = _ORDINALS.get(m[1].lower()) or int(m[1])
        month, given = (number - 1) * length + 1, _year(m[2] or "", today)
        return months(today.year - (month > today.month) if given is None else given, month, length)

    return resolve


def named_season(m: re.Match[str], today: date) -> Days:
    """Return the season of "summer 2025"."""
    return season(m[1].lower(), _year(m[2], today), today)


def recent_season(m: re.Match[str], today: date) -> Days:
    """Return "last summer", the latest that has ended, or "this summer", the latest that has begun."""
    return season(m[2].lower(), None, today, finished=m[1].lower() == "last")


def whole_year(m: re.Match[str], _today: date) -> Days:
    """Return the year of "2025"."""
    return months(int(m[1]), 1, 12)


def named_day(m: re.Match[str], today: date) -> Days:
    """Return the latest Monday up to today; "last Monday" is before today."""
    return weekday(today, m[2].lower(), before_today=m[1].lower().startswith(("last", "past")))


def day_of_week(m: re.Match[str], today: date) -> Days:
    """Return the day of "Tuesday last week"."""
    monday = period(today, "week").first
    assert monday is not None
    return run(monday + timedelta(days=WEEKDAYS.index(m[1].lower()) - (0 if m[2].lower() == "this" else 7)))


def days_before(count: int) -> Resolve:
    """Return the resolver of the day that lies so many days before today."""
    return lambda _m, today: run(today - timedelta(days=count))


def present(m: re.Match[str], today: date) -> Days:
    """Return the whole of "this week"."""
    return period(today, m[1].lower())


def year_to_date(_m: re.Match[str], today: date) -> Days:
    """Return the year up to and with today."""
    return Days(period(today, "year").first, today + timedelta(days=1))


def previous(m: re.Match[str], today: date) -> Days:
    """Return the whole of "last week"."""
    return period(back(today, 1, m[1].lower()), m[1].lower())


def rolling(m: re.Match[str], today: date) -> Days:
    """Return the days that "the past three weeks" reach back, with today."""
    return Days(back(today, _count(m[1] or "one"), m[2].lower()), today + timedelta(days=1))


def ago(m: re.Match[str], today: date) -> Days:
    """Return the day, week, month or year of "two weeks ago"."""
    return around(today, _count(m[1]), m[2].lower())


def days_ago(m: re.Match[str], today: date) -> Days:
    """Return the week behind "days ago", the five weeks behind "weeks ago"."""
    return Days(back(today, 1 if m[1].lower() == "days" else 5, "week"), today + timedelta(days=1))


def recent_weekend(m: re.Match[str], today: date) -> Days:
    """Return the latest weekend that has begun; "last weekend" is before this week's."""
    return weekend(today, finished=m[1].lower() in ("last", "past"))
