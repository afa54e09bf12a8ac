"""Date words in questions. "Now" is Wednesday 21 February 2024, noon in London, unless a test says otherwise."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.retrieve.window import read_window

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2024, 2, 21, 12, tzinfo=UTC)


def window(text: str, now: datetime = NOW, zone: ZoneInfo = LONDON) -> tuple[str | None, str | None]:
    """Return the first day and the day after the last, as the zone writes them."""
    found = read_window(text, now, zone)
    return tuple(t and t.astimezone(zone).date().isoformat() for t in (found.since, found.until))  # type: ignore[return-value]


NAMED = {
    "What happened today?": ("2024-02-21", "2024-02-22"),
    "What did the minister say yesterday?": ("2024-02-20", "2024-02-21"),
    "Which country hosted the summit this week?": ("2024-02-19", "2024-02-26"),
    "Who resigned last week?": ("2024-02-12", "2024-02-19"),
    "What was decided this month?": ("2024-02-01", "2024-03-01"),
    "Who won last month?": ("2024-01-01", "2024-02-01"),
    "What did the bank do last year?": ("2023-01-01", "2024-01-01"),
    "What has changed this year?": ("2024-01-01", "2025-01-01"),
    "Strikes in the past 10 days?": ("2024-02-11", "2024-02-22"),
    "Strikes in the last three weeks?": ("2024-01-31", "2024-02-22"),
    "What happened over the past few days?": ("2024-02-18", "2024-02-22"),
    "What happened in the past month?": ("2024-01-21", "2024-02-22"),
    "Who was hurt two days ago?": ("2024-02-19", "2024-02-20"),
    "Talks in March?": ("2023-03-01", "2023-04-01"),
    "Talks in January?": ("2024-01-01", "2024-02-01"),
    "Profits in Q3 2023?": ("2023-07-01", "2023-10-01"),
    "Profits in the second quarter of 2023?": ("2023-04-01", "2023-07-01"),
    "Profits in the first half of 2023?": ("2023-01-01", "2023-07-01"),
    "What has Lavrov said since Monday?": ("2024-02-19", None),
    "What has Lavrov said since 12 January 2024?": ("2024-01-12", None),
    "Rates before February 3?": (None, "2024-02-03"),
    "Rates until 3 February 2024?": (None, "2024-02-04"),
    "Rates between 1 January and 15 January 2024?": ("2024-01-01", "2024-01-16"),
    "Rates between 1 January 2024 and 15 January 2024?": ("2024-01-01", "2024-01-16"),
    "Rates from 2024-02-01 to 2024-02-10?": ("2024-02-01", "2024-02-11"),
    "What happened on Friday?": ("2024-02-16", "2024-02-17"),
    "What happened on Wednesday?": ("2024-02-21", "2024-02-22"),
    "What happened last Wednesday?": ("2024-02-14", "2024-02-15"),
    "What happened on 2024-02-20?": ("2024-02-20", "2024-02-21"),
    "What happened on 29 February 2020?": ("2020-02-29", "2020-03-01"),
    "What happened on December 31?": ("2023-12-31", "2024-01-01"),
    "What was said in May?": ("2023-05-01", "2023-06-01"),
    "Where was fighting last weekend?": ("2024-02-17", "2024-02-19"),
    "What did voters decide in 2019?": ("2019-01-01", "2020-01-01"),
}
NOT_DATES = [
    "What may the court decide?",
    "What did Theresa May say about Brexit?",
    "Did the march on the capital end?",
    "Who marched in the parade?",
    "Who lives on 5th Avenue?",
    "What did April Jones say?",
    "How many seconds did the race take?",
    "What is Boeing's 737 Max worth?",
    "Who wrote for the Sunday Times?",
    "What does the Friday Night Lights actor do now?",
    "Which 2000 workers were dismissed?",
    "How did the euro fall to 1.0850?",
    "What happened on 31 February 2024?",
    "Is the second round to be held again?",
]


@pytest.mark.parametrize(("text", "expected"), NAMED.items())
def test_date_words_name_their_days(text: str, expected: tuple[str | None, str | None]) -> None:
    assert window(text) == expected


@pytest.mark.parametrize("text", NOT_DATES)
def test_words_that_only_look_like_dates_name_no_window(text: str) -> None:
    assert window(text) == (None, None)


def test_a_year_at_the_end_counts_for_both_borders() -> None:
    assert window("Rates between 1 January and 15 January 2023?") == ("2023-01-01", "2023-01-16")


@pytest.mark.parametrize(
    "text",
    [
        "Which program could be paused in November?",
        "Who will speak on Friday?",
        "When is the strike to begin in March?",
        "Which law is due to change on December 31?",
        "What is planned for the summit in June?",
    ],
)
def test_a_day_that_is_still_to_come_is_no_window_of_reports(text: str) -> None:
    assert window(text) == (None, None)


def test_a_plan_of_a_named_year_and_a_report_of_yesterday_keep_their_window() -> None:
    assert window("What would change in March 2023?") == ("2023-03-01", "2023-04-01")
    assert window("What did he say yesterday will change?") == ("2024-02-20", "2024-02-21")
    assert window("What was said in May would happen?") == ("2023-05-01", "2023-06-01")


def test_a_month_that_lies_ahead_is_no_window_of_reports() -> None:
    assert window("What is planned for talks in March 2025?") == (None, None)


def test_last_week_crosses_the_turn_of_the_year() -> None:
    now = datetime(2025, 1, 2, 12, tzinfo=UTC)
    assert window("Who resigned last week?", now) == ("2024-12-23", "2024-12-30")
    assert window("What happened in December?", now) == ("2024-12-01", "2025-01-01")
    assert window("What happened last month?", now) == ("2024-12-01", "2025-01-01")


def test_today_is_the_day_of_the_readers_zone() -> None:
    late = datetime(2024, 2, 21, 23, 30, tzinfo=UTC)
    assert window("today", late, ZoneInfo("Asia/Tokyo")) == ("2024-02-22", "2024-02-23")
    assert window("today", late, ZoneInfo("America/New_York")) == ("2024-02-21", "2024-02-22")


@pytest.mark.parametrize(("day", "hours"), [(date(2024, 3, 31), 23), (date(2024, 10, 27), 25), (date(2024, 6, 1), 24)])
def test_a_day_has_as_many_hours_as_the_clocks_give_it(day: date, hours: int) -> None:
    found = read_window("today", datetime.combine(day, time(12), LONDON), LONDON)
    assert found.since is not None
    assert found.until is not None
    assert found.until - found.since == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("text", "strict"),
    [("on 20 February 2024", True), ("since Monday", True), ("this week", False), ("the latest on the strike", False)],
)
def test_a_named_date_excludes_and_vague_words_only_rank(text: str, strict: bool) -> None:
    assert read_window(text, NOW, LONDON).strict is strict


def test_recency_counts_most_for_words_of_the_present_and_nothing_for_a_named_date() -> None:
    weights = [read_window(t, NOW, LONDON).recency for t in ("this week", "the strike", "on 20 January 2024")]
    assert weights[0] > weights[1] > weights[2] == 0.0


def test_the_words_that_were_understood_are_shown() -> None:
    assert read_window("Who resigned last week, and why?", NOW, LONDON).words == "last week"


@given(st.text(max_size=80), st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001
def test_any_text_is_read_without_an_error_and_borders_are_in_order(text: str, now: datetime) -> None:
    found = read_window(text, now.replace(tzinfo=UTC), LONDON)
    assert found.since is None or found.until is None or found.since < found.until
