"""Which time a brief covers: zones, days on which clocks change, articles of which only the day is known."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.brief.window import belongs, between, day_window, last_hours
from rag.export.words import title_of
from rag.types import Published

BERLIN, NEW_YORK, AUCKLAND = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York"), ZoneInfo("Pacific/Auckland")


@pytest.mark.parametrize(
    ("day", "zone", "hours"),
    [
        (date(2024, 3, 31), BERLIN, 23),
        (date(2024, 10, 27), BERLIN, 25),
        (date(2024, 3, 10), NEW_YORK, 23),
        (date(2024, 11, 3), NEW_YORK, 25),
        (date(2024, 2, 20), BERLIN, 24),
    ],
)
def test_a_day_is_as_long_as_its_clocks_say(day, zone, hours):
    window = day_window(day, zone)
    assert window.until - window.since == timedelta(hours=hours)
    assert window.since.tzinfo is UTC


def test_a_morning_brief_covers_the_night_before():
    window = day_window(date(2024, 2, 20), BERLIN, begins=7)
    assert window.since == datetime(2024, 2, 19, 6, tzinfo=UTC)
    assert window.until == datetime(2024, 2, 20, 6, tzinfo=UTC)


def test_the_last_hours_are_named_after_today():
    now = datetime(2024, 2, 20, 23, 30, tzinfo=UTC)
    assert last_hours(now, AUCKLAND).day == date(2024, 2, 21)


@given(
    st.integers(0, 60 * 24 * 730),
    st.booleans(),
    st.sampled_from([UTC, BERLIN, NEW_YORK, AUCKLAND]),
    st.sampled_from([0, 7]),
)
def test_every_article_is_in_exactly_one_daily_brief(minutes, has_time, zone, begins):
    moment = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    published = Published(moment, True) if has_time else Published.on(moment.date())
    days = [moment.date() + timedelta(days=n) for n in range(-3, 4)]
    assert sum(belongs(published, day_window(d, zone, begins), zone) for d in days) == 1


def test_an_article_of_which_only_the_day_is_known_is_of_that_day_in_every_zone():
    published = Published.on(date(2024, 2, 20))
    for zone in (UTC, BERLIN, NEW_YORK, AUCKLAND):
        assert belongs(published, day_window(date(2024, 2, 20), zone), zone)


def test_a_window_that_begins_in_the_morning_is_named_after_its_first_day_too():
    since, until = datetime(2024, 2, 18, 6, tzinfo=UTC), datetime(2024, 2, 20, 6, tzinfo=UTC)
    assert title_of(between(since, until, UTC)) == "Brief of 18 February to 20 February 2024"
