"""Runs of whole days, and the calendar arithmetic that finds them. Pure: "today" is an argument."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

WEEKDAYS = tuple("monday tuesday wednesday thursday friday saturday sunday".split())
SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}
"""The month in which each season of the northern half of the world begins, as weather services count."""

_DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120}


class Days(NamedTuple):
    """The days ``[first, after)``; None leaves that side open."""

    first: date | None
    after: date | None

    def meet(self, other: Days) -> Days | None:
        """Return the days that both have, or None when there is none."""
        first = max((d for d in (self.first, other.first) if d), default=None)
        after = min((d for d in (self.after, other.after) if d), default=None)
        return None if first and after and first >= after else Days(first, after)

    def hull(self, other: Days) -> Days:
        """Return the shortest run that holds both."""
        first = None if self.first is None or other.first is None else min(self.first, other.first)
        after = None if self.after is None or other.after is None else max(self.after, other.after)
        return Days(first, after)


def run(first: date, count: int = 1) -> Days:
    """Return ``count`` days from ``first`` on."""
    return Days(first, first + timedelta(days=count))


def months(year: int, month: int, count: int = 1) -> Days:
    """Return ``count`` whole months from the given one on; ``month`` may lie outside 1 to 12.

    Raises:
        ValueError: the year is not one of the calendar's.
    """
    return Days(_first_of(year, month), _first_of(year, month + count))


def _first_of(year: int, month: int) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def back(day: date, count: int, unit: str) -> date:
    """Return the day that lies ``count`` units earlier; the last of the month where that month is shorter.

    Hours count as the days that they reach back into.

    Raises:
        ValueError: the year is not one of the calendar's.
        OverflowError: the same, from a count of days.
    """
    if unit == "hour":
        return day - timedelta(days=-(-count // 24))
    if unit in _DAYS_IN:
        return day - timedelta(days=count * _DAYS_IN[unit])
    found = months(day.year, day.month - count * _MONTHS_IN[unit])
    assert found.first is not None and found.after is not None
    return min(found.first.replace(day=1) + timedelta(days=day.day - 1), found.after - timedelta(days=1))


def around(today: date, count: int, unit: str) -> Days:
    """Return the day, week, month or year that lies ``count`` units back."""
    day = back(today, count, unit)
    if unit in ("hour", "day"):
        return run(day)
    return run(day - timedelta(days=3), 7) if unit in _DAYS_IN else period(day, unit)


def period(day: date, unit: str) -> Days:
    """Return the calendar week (from Monday), month, quarter, year or decade that holds the day."""
    if unit == "week":
        return run(day - timedelta(days=day.weekday()), 7)
    if unit == "quarter":
        return months(day.year, (day.month - 1) // 3 * 3 + 1, 3)
    if unit == "decade":
        return months(day.year // 10 * 10, 1, 120)
    return months(day.year, day.month) if unit == "month" else months(day.year, 1, 12)


def weekday(today: date, name: str, *, before_today: bool = False) -> Days:
    """Return the latest day of that name, up to today or, if asked, before it."""
    gap = (today.weekday() - WEEKDAYS.index(name)) % 7
    return run(today - timedelta(days=7 if before_today and gap == 0 else gap))


def weekend(today: date, *, finished: bool) -> Days:
    """Return the latest weekend that has begun, or the latest before the present week's."""
    saturday = today - timedelta(days=today.weekday()) + timedelta(days=5)
    return run(saturday - timedelta(days=7) if finished or saturday > today else saturday, 2)


def season(name: str, year: int | None, today: date, *, finished: bool = False) -> Days:
    """Return the season that began in ``year``, or the latest that has begun or, if asked, has ended.

    A winter that would begin after today is the one that ended in that year.
    """
    start = SEASONS[name]
    found = months(year if year is not None else today.year, start, 3)
    assert found.first is not None and found.after is not None
    unfit = found.first > today or (finished and found.after > today)
    if unfit and (year is None or name == "winter"):
        return months(found.first.year - 1, start, 3)
    return found


def part(days: Days, which: str) -> Days:
    """Return the early, middle or late third of a month or a year."""
    first, after = days
    assert first is not None and after is not None
    if (after - first).days > 31:
        return months(first.year, {"early": 1, "mid": 5, "late": 9}[which], 4)
    starts = {"early": first, "mid": first + timedelta(days=10), "late": first + timedelta(days=20)}
    return Days(starts[which], after if which == "late" else starts[which] + timedelta(days=10))
