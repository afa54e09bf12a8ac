"""A time of day is one time however it is written, and the morning is not the evening."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.cite.verify import find_faults
from rag.text.clocks import clocks, missing_clocks, without_clocks
from rag.types import ArticleId, EvidenceSentence, Published, Span


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The curfew begins at 22:00.", "The curfew begins at 10 p.m."),
        ("It starts at 6.30pm.", "It starts at 6:30 p.m. on Friday."),
        ("It starts at 6:30.", "It starts at 6.30 pm."),
        ("They met at noon.", "They met at 12:00."),
        ("The polls close at midnight.", "The polls close at 12 a.m."),
    ],
)
def test_one_time_written_two_ways_is_not_missing(claim, source):
    assert missing_clocks(claim, [source]) == ()


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The train leaves at 9 p.m.", "The train leaves at 9 a.m."),
        ("The train leaves at 9:15 a.m.", "The train leaves at 9 a.m."),
        ("The train leaves at 22:00.", "The train leaves at 10 a.m."),
        ("They met at noon.", "They met at midnight."),
    ],
)
def test_another_time_is_missing(claim, source):
    assert missing_clocks(claim, [source])


@pytest.mark.parametrize(
    "text", ["It cost $9.30 a month.", "Hull won 3-1.", "The ratio was 3:1.", "He ran 9.30 am", "I am 9"]
)
def test_a_price_a_score_and_a_ratio_are_no_times(text):
    assert all(c.text.lower().endswith(("am", "a.m.")) for c in clocks(text))


@given(st.text(max_size=80))
def test_reading_times_never_fails_and_blanking_keeps_the_length(text):
    assert all(0 <= c.minutes < 24 * 60 for c in clocks(text))
    assert len(without_clocks(text)) == len(text)


def told(text: str) -> EvidenceSentence:
    when = Published(datetime(2024, 5, 16, tzinfo=UTC), has_time=False)
    return EvidenceSentence(ArticleId("a"), Span(0, len(text)), text, 0.5, "", None, None, when, "")


@pytest.mark.parametrize(
    ("claim", "source", "faulty"),
    [
        ("The curfew begins at 22:00.", "The curfew begins at 10 p.m.", False),
        ("The train leaves at 9 p.m.", "The train leaves at 9 a.m.", True),
        ("Sales fell in 2023.", "Sales fell last year.", False),
        ("The plant will open in 2025.", "The plant will open next year.", False),
        ("The plant will open in 2026.", "The plant will open next year.", True),
    ],
)
def test_times_and_years_are_compared_as_what_they_mean(claim, source, faulty):
    assert date(2024, 5, 16) == told(source).published.day
    assert bool(find_faults(claim, [told(source)]).vetoes) is faulty
