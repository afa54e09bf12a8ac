"""Pasted texts whose first line holds more than the headline, or whose headline stands below other lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.ingest.header import read_header
from rag.ingest.headline import taken_apart

TEXT = [
    "The city council sold the bus depot to a builder for $4.1 million on Monday night.",
    "The vote was 5-4, and Ruth Amato broke the tie, as she had said she would.",
]
TITLE = "Council sells bus depot for $4.1m"


def pasted(*lines: str):
    return read_header([*lines, "", *TEXT], None)


@pytest.mark.parametrize(
    "line",
    [f"{TITLE} By Dana Whitlock June 8, 2026", f"{TITLE} | By Dana Whitlock | June 8, 2026",
     f"{TITLE} - By Dana Whitlock, Staff Writer - 8 June 2026", f"{TITLE}By Dana WhitlockJune 8, 2026",
     f"{TITLE} (By Dana Whitlock, June 8, 2026)", f"June 8, 2026 - {TITLE} | By Dana Whitlock"],
)  # fmt: skip
def test_headline_byline_and_date_on_one_line_are_three_things(line: str) -> None:
    header = pasted(line)
    assert (header.title, header.authors) == (TITLE, ("Dana Whitlock",))
    assert header.published is not None
    assert header.published.day.isoformat() == "2026-06-08"
    assert [text for text in header.body if text] == TEXT


@pytest.mark.parametrize("line", [f"{TITLE} (June 8, 2026)", f"June 8, 2026: {TITLE}", f"{TITLE} — 2026-06-08"])
def test_a_date_that_a_mark_parts_from_the_headline_is_that_of_the_article(line: str) -> None:
    header = pasted(line)
    assert header.title == TITLE
    assert header.published is not None


@pytest.mark.parametrize(
    "title",
    ["Council Stands By Mayor Ida Holm", "What happened on June 8, 2026", "Minutes of the meeting, June 8, 2026",
     "Killed By Death Returns", "Storm Vera: Thousands Without Power", "Stand By Me - the film of the summer"],
)  # fmt: skip
def test_headlines_that_end_in_names_and_days_of_their_own_stay_whole(title: str) -> None:
    header = pasted(title)
    assert header.title == title
    assert (header.authors, header.published) == ((), None)


@pytest.mark.parametrize(
    "lines",
    [("LOCAL NEWS", TITLE, "June 8, 2026"), (f"Subject: {TITLE}",), (f"Fwd: Re: {TITLE}", "June 8, 2026"),
     ("For release: 10:00 a.m. EDT, June 8, 2026", TITLE), (f"6/9/26, 9:14 AM {TITLE} - The Watch", TITLE, "8 June 2026"),
     (TITLE, "https://watch.example/depot"), ("CONTACT: Jo Pike, jo@city.example", TITLE)],
)  # fmt: skip
def test_the_headline_is_found_beside_labels_and_addresses(lines: tuple[str, ...]) -> None:
    header = pasted(*lines)
    assert header.title == TITLE
    assert [text for text in header.body if text and "@" not in text] == TEXT


def test_a_line_that_says_from_whom_a_release_is_names_the_outlet() -> None:
    header = pasted("Published 8 June 2026", "From: Ministry of Housing", TITLE)
    assert (header.title, header.outlet) == (TITLE, "Ministry of Housing")


def test_a_story_credit_with_its_age_is_a_byline() -> None:
    assert pasted(TITLE, "Story by Dana Whitlock • 2h").authors == ("Dana Whitlock",)


@given(st.text(max_size=200))
def test_no_line_loses_its_words_without_a_name_or_a_day(line: str) -> None:
    head = taken_apart(line)
    assert head.title in line or "|" in head.title
    assert head.title or not line
