"""Words that set a border beside a date, and words that keep a date from being a border or a day. Days are London's."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest

from rag.retrieve.window import read_window

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2024, 2, 23, 12, tzinfo=UTC)
"""A Friday."""
TILL, BEFORE = (
    ("until", "till", "up to", "through", "by", "no later than", "not after", "on or before", "up to and including", "as of"),
    ("before", "prior to", "ahead of", "in the run-up to", "earlier than"),
)  # fmt: skip


def days(words: str) -> tuple[str | None, str | None, bool]:
    """Return the first day and the day after the last, and whether they exclude all else."""
    found = read_window(f"What had Lavrov said {words}?", NOW, LONDON)
    first, after = (t and t.astimezone(LONDON).date().isoformat() for t in (found.since, found.until))
    return first, after, found.strict


@pytest.mark.parametrize("border", [*TILL, *BEFORE])
@pytest.mark.parametrize("day", ["25 February", "Sunday 25 February", "February 25", "March", "the end of March"])
def test_a_border_of_which_the_next_is_nearer_than_the_last_opens_no_window(border: str, day: str) -> None:
    assert days(f"{border} {day}") == (None, None, False)


@pytest.mark.parametrize("border", [*TILL, *BEFORE])
@pytest.mark.parametrize(("day", "first", "after"), [("12 January", "01-12", "01-13"), ("January", "01-01", "02-01")])
def test_a_border_of_which_the_last_is_nearer_takes_what_was_before_it(
    border: str, day: str, first: str, after: str
) -> None:
    assert days(f"{border} {day}") == (None, f"2024-{first if border in BEFORE else after}", True)


@pytest.mark.parametrize(
    "words", ["between 25 February and 3 March 2024", "since 25 February 2024", "after 31 February"]
)
def test_a_border_that_lies_ahead_leaves_no_day_of_the_year_before(words: str) -> None:
    assert days(words) == (None, None, False)


ONE_SIDED = {
    **dict.fromkeys(
        ["on or after D", "not before D", "not earlier than D", "no earlier than D", "not until D", "since D"],
        ("2024-02-03", None, True),
    ),
    **dict.fromkeys(["later than D", "after D"], ("2024-02-04", None, True)),
    "from D": ("2024-02-03", None, False),
    "in the week to D": ("2024-01-28", "2024-02-04", False),
    "in the 10 days to D": ("2024-01-25", "2024-02-04", False),
    "in the three months up to D": ("2023-11-04", "2024-02-04", False),
    **dict.fromkeys(["around D", "on or about D", "close to D"], ("2024-01-31", "2024-02-07", False)),
    **dict.fromkeys(["about the reaction to D", "for D", "more than D"], ("2024-02-03", "2024-02-04", False)),
    **dict.fromkeys(["on D", "at D", "of D", "in the D speech", "D", "that day, D"], ("2024-02-03", "2024-02-04", True)),
    **dict.fromkeys(["except on D", "except D", "other than D", "apart from D", "on every day but D"], (None, None, False)),
    "on 2 February, not on D": ("2024-02-02", "2024-02-03", True),
}  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), ONE_SIDED.items())
@pytest.mark.parametrize("day", ["3 February", "February 3, 2024", "2024-02-03"])
def test_words_before_a_day_say_which_side_of_it_is_meant(
    words: str, expected: tuple[str | None, str | None, bool], day: str
) -> None:
    assert days(re.sub(r"\bD\b", day, words)) == expected


def test_words_before_a_weekday_say_which_side_of_it_is_meant() -> None:
    assert days("from Monday") == ("2024-02-19", None, False)
    assert days("on or before Monday") == (None, "2024-02-20", True)
    assert days("no earlier than Monday") == ("2024-02-19", None, True)
    assert days("later than Monday") == ("2024-02-20", None, True)
    assert days("in the week to Monday") == ("2024-02-13", "2024-02-20", False)
    assert days("in the three months to January") == ("2023-11-01", "2024-02-01", False)
    assert days("except between 3 and 7 January") == (None, None, False)


def test_many_words_of_time_are_read_in_no_time() -> None:
    began = perf_counter()
    for words in (
        "except ",
        "on or before 30 February ",
        "in the 3 days to ",
        "between 3 and ",
        "the week to " + " " * 50,
    ):
        days(words * 400)
    assert perf_counter() - began < 5
