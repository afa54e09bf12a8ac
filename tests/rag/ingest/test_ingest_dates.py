"""Publication dates in the forms that data and pages use."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.ingest.dates import parse


@pytest.mark.parametrize(
    "text",
    ["2024-02-20", "20240220", "2024/2/20", "20 February 2024", "20th of February 2024", "Feb. 20, 2024", "February 20, 2024",
     "20.02.2024", "20/02/2024", "02/20/2024", "20-Feb-2024", "Published on 20 February 2024", "20 février 2024",
     "20 de febrero de 2024", "20. Februar 2024", "2024年2月20日", "20 February 2024 - 3 min read", "20 February 2024 25:99",
     "20-02-2024", "02-20-2024", "20. Februar 2024, 18:00 Uhr", "20 Feb 2024 18:00 Moscow time", "Feb. 20, 2024, 6 p.m. local time",
     "20 February 2024 18:00 (Hong Kong time)", "20.02.2024 18:00 Uhr Ortszeit", "20 Feb 2024 18:00 Eastern European Time",
     "20/02/2024 18:00, heure de Paris", "20 Feb 2024 18:00 Europe/Atlantis", "20 Feb 2024 18:00 America/Argentina",
     "2024-02-20 18:00 IST", "February 20, 2024 6pm WIB", "Tue, 20 Feb 2024 18:00:00 NPT", "20 Feb 2024, 18:00 (AST)"],
)  # fmt: skip
def test_a_date_without_a_time_stays_a_date(text: str) -> None:
    found = parse(text)
    assert found is not None
    assert (found.iso(), found.has_time) == ("2024-02-20", False)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-02-20T10:00:00Z", "2024-02-20T10:00:00Z"),
        ("2024-02-20 10:00", "2024-02-20T10:00:00Z"),
        ("2024-02-20T10:00:00.250+05:30", "2024-02-20T04:30:00Z"),
        ("Published: 12 March 2025 14:05 GMT", "2025-03-12T14:05:00Z"),
        ("12 March 2025 at 14.05 CET", "2025-03-12T13:05:00Z"),
        ("Tue, 20 Feb 2024 10:00:00 +0100", "2024-02-20T09:00:00Z"),
        ("Feb. 20, 2024 2:05 p.m. ET", "2024-02-20T19:05:00Z"),
        ("July 20, 2024, 2:05 PM ET", "2024-07-20T18:05:00Z"),
        ("Mar 12, 2025, 12:30 a.m. PST", "2025-03-12T08:30:00Z"),
        ("14:05, 12 March 2025", "2025-03-12T14:05:00Z"),
        ("2 pm on March 12, 2025", "2025-03-12T14:00:00Z"),
        ("10.07.2026 00:30 MESZ", "2026-07-09T22:30:00Z"),
        ("10.01.2026 00:30 Uhr MEZ", "2026-01-09T23:30:00Z"),
        ("10 July 2026 18:05 WEST", "2026-07-10T17:05:00Z"),
        ("10 July 2026 18:05 West Bank", "2026-07-10T18:05:00Z"),
        ("10 July 2026 18:05 Pacific islands summit", "2026-07-10T18:05:00Z"),
        ("July 10, 2026, 8:05 p.m. Eastern", "2026-07-11T00:05:00Z"),
        ("8:05 p.m. Eastern, January 10, 2026", "2026-01-11T01:05:00Z"),
        ("July 10, 2026 8:05 PM Pacific Time", "2026-07-11T03:05:00Z"),
        ("July 10, 2026 8:05 PM Pacific Standard Time", "2026-07-11T04:05:00Z"),
        ("2026-07-10 20:05 America/New_York", "2026-07-11T00:05:00Z"),
        ("10.07.2026 20:05 (Europe/Berlin)", "2026-07-10T18:05:00Z"),
        ("14-03-2026 18:05", "2026-03-14T18:05:00Z"),
        ("2024-02-20 10:00 LAST CHANGED", "2024-02-20T10:00:00Z"),
        ("1708423200", "2024-02-20T10:00:00Z"),
        ("1708423200000", "2024-02-20T10:00:00Z"),
    ],
)
def test_a_time_is_read_in_its_zone_and_is_utc_without_one(text: str, moment: str) -> None:
    found = parse(text)
    assert found is not None
    assert found.iso() == moment


@pytest.mark.parametrize(
    "text", ["1er mars 2026", "Publié le 1er mars 2026", "1º de marzo de 2026", "1° marzo 2026", "1. März 2026"]
)
def test_the_first_of_a_month_is_read_as_other_languages_write_it(text: str) -> None:
    found = parse(text)
    assert found is not None
    assert found.iso() == "2026-03-01"


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "May", "in March 2025", "31 February 2024", "2024-02-31", "29 February 2023", "03/04/2025",
     "03-04-2025", "1970-01-01", "1970-01-01T00:00:00Z", "0000-00-00", "0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-10:00",
     "0", "99999999999999", "31 février 2024", "section 12 of 2024", "x" * 100_000],
)  # fmt: skip
def test_what_is_no_date_or_can_be_read_two_ways_is_not_guessed(text: str) -> None:
    assert parse(text) is None


MOMENTS = st.datetimes(
    datetime(1900, 1, 1),  # noqa: DTZ001 - the bounds are naive, the moments are not
    datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=-7))]),
)


@given(MOMENTS.map(lambda m: m.replace(microsecond=0)))
def test_every_iso_time_is_read_back(moment: datetime) -> None:
    found = parse(moment.isoformat())
    assert found is None or found.at == moment
    assert found is not None or moment == datetime(1970, 1, 1, tzinfo=UTC)


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.sampled_from(["%d %B %Y", "%b. %d, %Y", "%Y-%m-%d"]),
)
def test_every_written_date_is_read_back(day: date, form: str) -> None:
    found = parse(day.strftime(form))
    assert found is None or (found.day == day and not found.has_time)
    assert found is not None or day == date(1970, 1, 1)


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    found = parse(text)
    assert found is None or found.at.tzinfo is not None


@pytest.mark.parametrize(
    ("zone", "hour"),
    [("GMT+7", 11), ("(GMT+7)", 11), ("UTC-3", 21), ("GMT+05:30", 12), ("GMT+0530", 12), ("+0200", 16)],
)
def test_a_distance_from_greenwich_is_reckoned_with(zone: str, hour: int) -> None:
    found = parse(f"17 November 2025 18:00 {zone}")
    assert found is not None
    assert found.at.hour == hour


@pytest.mark.parametrize("between", [" - ", " | ", ", ", " ", " at"])
def test_a_date_with_many_separators_behind_it_is_read_at_once(between: str) -> None:
    began = time.process_time()
    found = parse("May 5, 2024" + between * 60 + "harbour")
    assert time.process_time() - began < 5
    assert found is not None
    assert found.iso() == "2024-05-05"


def test_a_clock_stands_behind_separators() -> None:
    found = parse("May 5, 2024 | - at 10:30 UTC")
    assert found is not None
    assert found.iso() == "2024-05-05T10:30:00Z"
