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
    "Who was hurt seventy days ago?": ("2023-12-13", "2023-12-14"),
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
    "What does Today's Guardian lead with?",
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


@pytest.mark.parametrize("text", ["Why was yesterday's strike called off?", "Who was hurt in yesterday’s strike?"])
def test_what_is_of_a_day_ranks_that_day_since_it_may_be_reported_later(text: str) -> None:
    assert window(text) == ("2024-02-20", "2024-02-21")
    assert not read_window(text, NOW, LONDON).strict


def test_recency_counts_most_for_words_of_the_present_and_nothing_for_a_named_date() -> None:
    weights = [read_window(t, NOW, LONDON).recency for t in ("this week", "the strike", "on 20 January 2024")]
    assert weights[0] > weights[1] > weights[2] == 0.0


def test_the_words_that_were_understood_are_shown() -> None:
    assert read_window("Who resigned last week, and why?", NOW, LONDON).words == "last week"


@given(st.text(max_size=80), st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001
def test_any_text_is_read_without_an_error_and_borders_are_in_order(text: str, now: datetime) -> None:
    found = read_window(text, now.replace(tzinfo=UTC), LONDON)
    assert found.since is None or found.until is None or found.since < found.until


MAY = datetime(2025, 5, 14, 12, tzinfo=UTC)
"""A Wednesday."""


@pytest.mark.parametrize(
    "text",
    [
        "Will the Bank of Norland cut rates in June?",
        "Would a deal be signed on Friday?",
        "Could the port close in November?",
        "Is the verdict due in June?",
        "So it reopened. Will it close again in June?",
        "In June, will the bank cut rates?",
        "Will the bridge reopen by Friday?",
        "Will talks be held between June and August?",
        "Which bill must be signed before June?",
        "What happens on 20 May?",
    ],
)
def test_a_question_that_opens_with_what_is_to_come_has_no_window_of_the_past(text: str) -> None:
    assert window(text, MAY) == (None, None)


@pytest.mark.parametrize(
    "text",
    ["Where was Will Smith in June?", "Will Smith's film was shown where in June?", "What did Will Young say in June?"],
)
def test_a_man_named_will_does_not_speak_of_what_is_to_come(text: str) -> None:
    assert window(text, MAY) == ("2024-06-01", "2024-07-01")


def test_what_is_to_come_today_or_this_month_may_have_been_reported_before() -> None:
    assert not read_window("Will the trial resume today?", MAY, LONDON).strict
    assert not read_window("What will open in May 2025?", MAY, LONDON).strict
    assert read_window("What did the judge say today?", MAY, LONDON).strict


WEEK_OF_5_MAY = ("2025-05-05", "2025-05-12")
THIRD_TO_SEVENTH = ("2025-05-03", "2025-05-08")
IN_MAY = {
    **dict.fromkeys(
        [
            "from 3 to 7 May", "between 3 and 7 May", "3-7 May", "3–7 May", "between May 3 and 7", "May 3-7", "between 3 May and 7",
            "from 3 to 7 May 2025", "3-7 May 2025", "May 3-7, 2025", "from May 3 through May 7", "on 3 and 7 May",
            "between Saturday 3 May and Wednesday 7 May", "on May 3 and 7", "on May 3 and 7, 2025", "on May 3, 5 and 7", "on 3, 5 and 7 May",
        ],
        THIRD_TO_SEVENTH,
    ),
    **dict.fromkeys(["in the week of 5 May", "in the week of May 7", "the week beginning 5 May", "in the week ending 11 May"], WEEK_OF_5_MAY),
    **dict.fromkeys(["up to 3 May", "no later than 3 May", "through 3 May", "as of 3 May", "until 3 May"], (None, "2025-05-04")),
    **dict.fromkeys(["prior to 3 May", "before 3 May", "in the run-up to 3 May", "ahead of 3 May"], (None, "2025-05-03")),
    **dict.fromkeys(["from 3 May", "from 3 May onwards", "since Saturday 3 May"], ("2025-05-03", None)),
    "the day before yesterday": ("2025-05-12", "2025-05-13"),
    "until the day before yesterday": (None, "2025-05-13"),
    "the day after 3 May": ("2025-05-04", "2025-05-05"),
    "on the eve of 1 May": ("2025-04-30", "2025-05-01"),
    "the week after 3 May": ("2025-05-04", "2025-05-11"),
    "on May 3 and 20 people were hurt": ("2025-05-03", "2025-05-04"),
    **dict.fromkeys(["between 2 weeks ago and today", "from a fortnight ago to today"], ("2025-04-30", "2025-05-15")),
    "since 10 days ago": ("2025-05-04", None),
    "until two weeks ago": (None, "2025-05-01"),
    "before a year ago": (None, "2024-05-14"),
    **dict.fromkeys(["in March last year", "in March of last year", "at the end of March last year"], ("2024-03-01", "2024-04-01")),
    **dict.fromkeys(["on 3 March last year", "March 3 last year"], ("2024-03-03", "2024-03-04")),
    **dict.fromkeys(["between 3 and 7 May last year", "on May 3 and 7 last year"], ("2024-05-03", "2024-05-08")),
    "since March last year": ("2024-03-01", None),
    "in March this year": ("2025-03-01", "2025-04-01"),
    "in March and April last year": ("2024-03-01", "2024-05-01"),
    "two weeks ago": ("2025-04-27", "2025-05-03"),
    "in March or April": ("2025-03-01", "2025-05-01"),
    "in March, April and May": ("2025-03-01", "2025-06-01"),
    "in May 2025 or June 2025": ("2025-05-01", "2025-07-01"),
    "in 2024 and 2025": ("2024-01-01", "2026-01-01"),
    "in Q4 of last year": ("2024-10-01", "2025-01-01"),
    "in the first half of this year": ("2025-01-01", "2025-07-01"),
    "in 2025 Q1": ("2025-01-01", "2025-04-01"),
    "to sales in the third quarter": ("2024-07-01", "2024-10-01"),
    "to profits last quarter": ("2025-01-01", "2025-04-01"),
    "in the past 24 hours": ("2025-05-13", "2025-05-15"),
    "in the past 48 hours": ("2025-05-12", "2025-05-15"),
    "in the last fortnight": ("2025-04-30", "2025-05-15"),
    "between Monday and Friday": ("2025-05-05", "2025-05-10"),
    "between Monday and Wednesday": ("2025-05-12", "2025-05-15"),
    "between December and January": ("2024-12-01", "2025-02-01"),
    "between December and January 2023": ("2022-12-01", "2023-02-01"),
    "between 1 and 20 May": ("2025-05-01", "2025-05-21"),
    "on 29 February": ("2024-02-29", "2024-03-01"),
    "last May": ("2024-05-01", "2024-06-01"),
    "last December": ("2024-12-01", "2025-01-01"),
    "over the weekend": ("2025-05-10", "2025-05-12"),
    "since the weekend": ("2025-05-10", None),
    "since last Tuesday": ("2025-05-13", None),
    "in the first week of May": ("2025-05-01", "2025-06-01"),
    "at the start of the year": ("2025-01-01", "2026-01-01"),
    "by the end of April": (None, "2025-05-01"),
    "after Monday's vote": ("2025-05-12", None),
    "before Friday's match": (None, "2025-05-10"),
    "last night": ("2025-05-13", "2025-05-15"),
}  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), IN_MAY.items())
def test_days_are_read_whole_in_ranges_weeks_and_borders(words: str, expected: tuple[str | None, str | None]) -> None:
    assert window(f"What happened {words}?", MAY) == expected


@pytest.mark.parametrize(
    "text",
    [
        "How many points did Marcus Lee score in the first quarter?",
        "Who scored in the second half?",
        "Who led the band in the 1990s?",
        "What happened in the 2024-25 season?",
        "What happened before June?",
        "What was planned by 2030?",
        "Who was dismissed by April Jones?",
        "What has changed since May resigned?",
        "How many of the 3 may be released?",
        "Why did the last march end?",
        "How many tickets cost between 50 and 60?",
    ],
)
def test_what_is_no_time_of_reports_names_no_window(text: str) -> None:
    assert window(text, MAY) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "What was inflation in April?",  # reported in May
        "What were profits in Q1 2025?",
        "What happened between Monday and Friday?",  # last week's, and this week's so far
        "What happened between April and June?",
        "Which rules apply from 3 May?",
        "What is the toll as of today?",
    ],
)
def test_words_that_may_mean_other_days_as_well_exclude_nothing(text: str) -> None:
    assert not read_window(text, MAY, LONDON).strict


def test_a_range_across_new_year_is_the_last_one_on_the_eve() -> None:
    eve = datetime(2024, 12, 31, 12, tzinfo=UTC)
    assert window("What happened between December and January?", eve) == ("2023-12-01", "2024-02-01")
    assert window("What happened between 20 December and 5 January?", eve) == ("2024-12-20", "2025-01-06")


BORDERS = (
    "",
    "in",
    "on",
    "since",
    "after",
    "before",
    "until",
    "by",
    "up to",
    "through",
    "from",
    "as of",
    "over",
    "the week of",
    "the day before",
)
NAMES = (
    "3 May", "May 3", "Friday", "last Friday", "Monday 5 May 2025", "March", "April 2023", "2019", "2024-02-29", "29 February", "today",
    "yesterday", "last week", "this year", "the weekend", "the end of March", "late 2023", "Q3 2024", "the first half of last year", "7",
    "the day after 3 May", "the week ending 9 May", "last May",
)  # fmt: skip
expressions = st.builds(
    "{} {}{} {}".format,
    st.sampled_from(BORDERS),
    st.sampled_from(NAMES),
    st.sampled_from(["", " and", " to", " or", "-", " before", ", March and", "'s talks", " onwards"]),
    st.sampled_from(("", *NAMES)),
)


@given(expressions, st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001
def test_whatever_words_of_time_are_joined_a_window_is_in_order_has_begun_and_has_its_words(
    words: str, now: datetime
) -> None:
    text = f"What happened {words}?"
    found = read_window(text, now.replace(tzinfo=UTC), LONDON)
    assert found.since is None or found.until is None or found.since < found.until
    assert found.since is None or found.since <= now.replace(tzinfo=UTC)
    assert not found.strict or (found.words and found.words in text and (found.since or found.until))
