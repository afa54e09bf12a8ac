"""What stands beside a date: the writer where "by" says so, an outlet or a place where it is one, else nothing."""

from __future__ import annotations

import pytest

from rag.ingest.beside_date import beside_date
from rag.ingest.header import Header, read_header

TEXT = [
    "The council of the port met on Tuesday to speak of the strike, which has cost it nine million euros.",
    "Its chair, Tom Varn, said that a vote was open and that talks would go on through the week.",
]


def below_title(line: str) -> Header:
    return read_header(["Port strike ends", line, "", *TEXT], None)


@pytest.mark.parametrize(
    "line",
    ["Posted on March 10, 2026 by Ann Lee", "Posted by Ann Lee on March 10, 2026", "By Ann Lee 10 March 2026",
     "Written by Ann Lee Published Tuesday 10 March 2026", "10 March 2026 | By Ann Lee", "10 March 2026 by ANN LEE"],
)  # fmt: skip
def test_who_wrote_it_is_said_by_a_word_beside_the_date(line: str) -> None:
    header = below_title(line)
    assert header.authors == ("Ann Lee",)
    assert (header.outlet, header.place) == (None, None)
    assert header.published is not None
    assert header.published.iso() == "2026-03-10"
    assert [text for text in header.body if text] == TEXT


@pytest.mark.parametrize(
    "line",
    ["Ana Torres | Madrid | 10 mar 2026", "Ann Lee · 10 March 2026", "Ann Lee, 10 March 2026", "Di., 10.03.2026",
     "Di., 10. März 2026", "Le 10/03/2026", "Le mardi 10 mars 2026", "Le 10 mars 2026", "Am 10. März 2026", "10 March 2026 | Staff"],
)  # fmt: skip
def test_a_name_or_a_word_beside_the_date_is_no_outlet_and_no_place(line: str) -> None:
    header = below_title(line)
    assert (header.outlet, header.place, header.authors) == (None, None, ())
    assert header.published is not None or "10/03" in line
    assert [text for text in header.body if text] == TEXT


@pytest.mark.parametrize(
    ("line", "published"),
    [("Fr., 13.03.2026, 18:05 Uhr", "2026-03-13T18:05:00Z"), ("Mo., 9. März 2026", "2026-03-09"),
     ("Le 14/03/2026 à 18:05", "2026-03-14"), ("Sa 14.03.2026 18:05 Uhr MEZ", "2026-03-14T17:05:00Z"),
     ("Ana Torres | Madrid | 14 mar 2026 - 18:05 CET", "2026-03-14T17:05:00Z"),
     ("14 March 2026 18:05 Moscow time", "2026-03-14"), ("14 mars 2026 à 18h05, heure de Paris", "2026-03-14"),
     ("8:05 p.m. Eastern Time, March 14, 2026", "2026-03-15T00:05:00Z")],
)  # fmt: skip
def test_the_day_of_such_a_line_is_read(line: str, published: str) -> None:
    header = below_title(line)
    assert header.published is not None
    assert (header.published.iso(), header.outlet, header.place) == (published, None, None)


@pytest.mark.parametrize(
    ("line", "outlet", "place"),
    [("Harbour Gazette, 10 March 2026", "Harbour Gazette", None), ("Ann Lee | Harbour Gazette | 10 March 2026", "Harbour Gazette", None),
     ("TNW · 10 March 2026", "TNW", None), ("The Ledger | 10 March 2026", "The Ledger", None),
     ("Lisbon, 10 March 2026", None, "Lisbon"), ("Lisbon, Portugal, 10 March 2026", None, "Lisbon, Portugal"),
     ("New Alba, 10 March 2026", None, "New Alba"), ("Posted by Harbour Gazette on 10 March 2026", "Harbour Gazette", None)],
)  # fmt: skip
def test_an_outlet_and_a_place_are_known_by_their_words(line: str, outlet: str | None, place: str | None) -> None:
    header = below_title(line)
    assert (header.outlet, header.place, header.authors) == (outlet, place, ())


@pytest.mark.parametrize("town", ["PARIS", "TOKYO", "KYIV"])
def test_a_town_in_capitals_in_front_of_its_date_is_no_outlet(town: str) -> None:
    found = beside_date(f"{town}, 12 March 2025")
    assert found is not None
    assert (found.outlet, found.place) == (None, town)


def test_a_country_in_capitals_is_no_outlet() -> None:
    found = beside_date("Harwick, UK | 12 March 2025")
    assert found is not None
    assert found.outlet is None
