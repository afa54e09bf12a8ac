"""Which time a brief covers, and which articles are of it. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from rag.types import BriefWindow, Published

LAST_HOURS = timedelta(hours=24)


def day_window(day: date, zone: tzinfo, begins: int = 0) -> BriefWindow:
    """Return the day in a zone, from its hour ``begins`` to the same hour of the next day.

    With ``begins`` above 0 the brief of a day covers the 24 hours that end at that hour of it: a brief
    that is read at seven covers the night. On a day when the clocks change it is 23 or 25 hours long.
    """
    first = day - timedelta(days=1) if begins else day
    return BriefWindow(day, _moment(first, begins, zone), _moment(first + timedelta(days=1), begins, zone))


def last_hours(now: datetime, zone: tzinfo) -> BriefWindow:
    """Return the 24 hours up to now, named after today."""
    return BriefWindow(now.astimezone(zone).date(), (now - LAST_HOURS).astimezone(UTC), now.astimezone(UTC))


def between(since: datetime, until: datetime, zone: tzinfo) -> BriefWindow:
    """Return a window given by its ends, named after its last day."""
    first, last = (moment.astimezone(zone).date() for moment in (since, until - timedelta(seconds=1)))
    return BriefWindow(last, since, until, first)


def belongs(published: Published, window: BriefWindow, zone: tzinfo) -> bool:
    """Return whether an article is of the window."""
    return window.since <= counted_at(published, zone) < window.until


def counted_at(published: Published, zone: tzinfo) -> datetime:
    """Return the moment by which an article counts.

    One of which only the day is known counts by the noon of that day, so that it is in one daily brief and
    no other.
    """
    if published.has_time:
        return published.at
    return datetime.combine(published.day, time(12), zone).astimezone(UTC)


def _moment(day: date, hour: int, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(hour), zone).astimezone(UTC)
