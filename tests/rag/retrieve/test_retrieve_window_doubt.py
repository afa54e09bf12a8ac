"""Words of time in a question that could leave out the report that answers it. "Now" is Wednesday 11 March 2026, noon in London."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from rag.retrieve.window import read_exactly, read_window

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)
OPEN = (None, None, False)


def window(text: str) -> tuple[str | None, str | None, bool]:
    """Return the first day and the day after the last, and whether they exclude all else."""
    found = read_window(text, NOW, LONDON)
    first, after = (t and t.astimezone(LONDON).date().isoformat() for t in (found.since, found.until))
    return first, after, found.strict


@pytest.mark.parametrize(
    ("text", "first", "after"),
    [
        ("How many people were homeless in the three months to December?", "2025-10-01", "2026-01-01"),
        ("How many migrants arrived in the year to December?", "2025-01-01", "2026-01-01"),
        ("How many deaths were recorded in the 12 months to January?", "2025-02-01", "2026-02-01"),
        ("How many deaths were recorded in the week to 3 March?", "2026-02-25", "2026-03-04"),
    ],
)
def test_what_is_counted_up_to_a_day_is_reported_after_it(text: str, first: str, after: str) -> None:
    assert window(text) == (first, after, False)


@pytest.mark.parametrize(
    ("text", "first", "after", "strict"),
    [
        ("Who owned the club until a year ago?", None, "2025-03-12", False),
        ("Who led the party until a few months ago?", None, "2025-12-12", False),
        ("Who led the party before a couple of days ago?", None, "2026-03-09", False),
        ("What has changed since two weeks ago?", "2026-02-25", None, False),
        ("What was said between 2 weeks ago and today?", "2026-02-25", "2026-03-12", False),
        ("Who led the party until three days ago?", None, "2026-03-09", True),
        ("What has changed since 10 days ago?", "2026-03-01", None, True),
    ],
)
def test_so_many_weeks_or_a_few_days_ago_is_no_exact_border(
    text: str, first: str | None, after: str | None, strict: bool
) -> None:
    assert window(text) == (first, after, strict)


def test_so_long_ago_is_exact_where_a_filter_takes_it() -> None:
    found = read_exactly("a year ago", NOW, LONDON)
    assert found
    assert found.strict
    assert found.since == datetime(2025, 3, 11, tzinfo=UTC)
    found = read_exactly("between 2 weeks ago and today", NOW, LONDON)
    assert found
    assert (found.since, found.until) == (datetime(2026, 2, 25, tzinfo=UTC), datetime(2026, 3, 12, tzinfo=UTC))


@pytest.mark.parametrize(
    "when", ["in March last year", "in March 2025", "on 3 March last year", "at the end of March last year"]
)
def test_a_time_that_another_is_compared_with_excludes_nothing(when: str) -> None:
    assert read_window(f"Did more people die {when}?", NOW, LONDON).strict
    assert window(f"Did more people die than {when}?") == (*window(f"Did more people die {when}?")[:2], False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What did Kari Dahl say on 3 March about the fallout from Sunday's election?", ("2026-03-03", "2026-03-04", True)),
        ("What did the mayor say yesterday about the fallout from Monday’s budget?", ("2026-03-10", "2026-03-11", True)),
        ("What did police say in February 2026 about the images from Sunday?", ("2026-02-01", "2026-03-01", True)),
        ("What did police say on 3 March about the images from last Sunday?", ("2026-03-03", "2026-03-04", True)),
        ("What did the mayor say about the fallout from Monday's budget?", OPEN),
        ("Which rules apply from Monday?", ("2026-03-09", None, False)),
        ("Which rules apply from last Monday?", ("2026-03-09", None, False)),
        ("Which rules apply from 3 March?", ("2026-03-03", None, False)),
    ],
)  # fmt: skip
def test_from_a_weekday_is_read_where_no_other_time_is_named(
    text: str, expected: tuple[str | None, str | None, bool]
) -> None:
    assert window(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who stepped aside in January 2026?", ("2026-01-01", "2026-02-01", True)),
        ("What was set aside on 3 March?", ("2026-03-03", "2026-03-04", True)),
        ("How much money was set aside in 2025?", ("2025-01-01", "2026-01-01", True)),
        ("What was torn apart on 3 March?", ("2026-03-03", "2026-03-04", True)),
        ("What was said aside from on 3 March?", OPEN),
        ("What was said aside from in 2025?", OPEN),
        ("What was said apart from 3 March?", OPEN),
        ("What was said apart from 3 to 7 March?", OPEN),
        ("What was said apart from February to March 2025?", OPEN),
        ("What was said apart from Monday?", OPEN),
        ("What was said in February 2026 apart from 3 February?", ("2026-02-01", "2026-03-01", True)),
    ],
)
def test_only_apart_from_keeps_a_time_from_being_asked_of(
    text: str, expected: tuple[str | None, str | None, bool]
) -> None:
    assert window(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Did the number of strikes rise from 12 to 20 last year?", ("2025-01-01", "2026-01-01", False)),
        ("Did unemployment rise from 4 to 5 last year?", ("2025-01-01", "2026-01-01", False)),
        ("Did the number of strikes rise from 12 to 20 this year?", ("2026-01-01", "2027-01-01", False)),
        ("Were there between 20 and 30 last year?", ("2025-01-01", "2026-01-01", False)),
        ("What was said from 12 to 20 February last year?", ("2025-02-12", "2025-02-21", True)),
        ("What was said between February 12 and 20 last year?", ("2025-02-12", "2025-02-21", True)),
        ("What was said between 2024 and 2025?", ("2024-01-01", "2026-01-01", True)),
    ],
)
def test_two_numbers_are_no_range_of_days(text: str, expected: tuple[str | None, str | None, bool]) -> None:
    assert window(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "What did USA Today's report find?",
        "What did USA Today report?",
        "What did Psychology Today’s survey find?",
        "Why do today's teenagers read less?",
        "How much is that in today's money?",
        "Why is it dear in today’s prices?",
    ],
)
def test_a_name_with_today_in_it_and_the_present_age_are_no_day(text: str) -> None:
    assert window(text) == OPEN


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What does today's ruling mean for the tenancy law?", ("2026-03-11", "2026-03-12", False)),
        ("What did today's talks achieve?", ("2026-03-11", "2026-03-12", False)),
        ("What did Kari Dahl say today?", ("2026-03-11", "2026-03-12", True)),
        ("What did USA Today's editor say yesterday?", ("2026-03-10", "2026-03-11", True)),
    ],
)
def test_what_is_of_this_very_day_keeps_its_day(text: str, expected: tuple[str | None, str | None, bool]) -> None:
    assert window(text) == expected
