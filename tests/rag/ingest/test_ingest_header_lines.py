"""Pasted texts: dates, bylines and labels of the lines above them, in other languages too."""

from __future__ import annotations

import pytest

from rag.ingest.header import read_header

TEXT = [
    "The council of the port met on Tuesday to speak of the strike, which has cost it nine million euros.",
    "Its chair, Tom Varn, said that a vote was open and that talks would go on through the week.",
]


def below_title(*lines: str):
    return read_header(["Port strike ends", *lines, "", *TEXT], None)


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("30 เมษายน 2567", "2024-04-30"),
        ("2024. április 30. 18:22", "2024-04-30"),
        ("30. travnja 2024. u 18:22", "2024-04-30"),
        ("30.04.2024. 18:22", "2024-04-30T18:22:00Z"),
        ("30 अप्रैल 2024, 06:22 PM IST", "2024-04-30"),
        ("30 aprilie 2024, ora 18:22", "2024-04-30"),
        ("Τρίτη, 30 Απριλίου 2024 18:22", "2024-04-30"),
        ("Thu 30 Apr 2024 18.22 BST", "2024-04-30T17:22:00Z"),
        ("Filed: Apr. 30, 2024 at 6:22 PM PDT", "2024-05-01T01:22:00Z"),
        ("30.04.2024 - 18:22 | Son Güncellenme: 02.05.2024 - 11:00", "2024-04-30T18:22:00Z"),
        ("EMBARGOED UNTIL 30 April 2024 08:00 GMT", "2024-04-30T08:00:00Z"),
        ("Correction: May 6, 2024 | Published April 30, 2024", "2024-04-30"),
        ("April 30, 2024 · 42 min", "2024-04-30"),
        ("30 de abril de 2024 - 18:05h", "2024-04-30"),
    ],
)
def test_a_date_line_gives_its_date_and_no_outlet(line: str, published: str) -> None:
    header = below_title(line)
    assert header.published is not None
    assert header.published.iso() == published
    assert header.outlet is None
    assert [text for text in header.body if text] == TEXT


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Von Jana Reth", ("Jana Reth",)),
        ("Par Jean Morel et Anne Petit", ("Jean Morel", "Anne Petit")),
        ("POR ANA MELO", ("Ana Melo",)),
        ("di Anna Rossi", ("Anna Rossi",)),
        ("Tekst: Ola Berg", ("Ola Berg",)),
        ("By ANA RETH, Staff Writer", ("Ana Reth",)),
        ("By Ana Reth, Harbour Gazette", ("Ana Reth",)),
        ("By Our Correspondent", ()),
    ],
)
def test_a_byline_of_another_language_names_the_writer_and_roles_are_no_names(
    line: str, names: tuple[str, ...]
) -> None:
    header = below_title(line, "30 April 2024")
    assert header.authors == names
    assert [text for text in header.body if text] == TEXT


@pytest.mark.parametrize("title", ["Von Trapp Family Returns", "Di Maria Leaves Velka", "Par Avion Opens Again"])
def test_a_headline_that_begins_like_a_byline_of_another_language_is_one(title: str) -> None:
    header = read_header([title, "30 April 2024", "", *TEXT], None)
    assert header.title == title
    assert header.authors == ()


@pytest.mark.parametrize(
    "line",
    [
        "Publié le 30 avril 2024 à 18h05, modifié le 2 mai 2024 à 07h12",
        "30.04.2024, 18:00 Uhr",
        "Published 30 April 2024",
    ],
)
def test_a_date_behind_a_summary_is_that_of_the_text_where_it_has_a_time_or_says_so(line: str) -> None:
    header = below_title("The port will be open again in May, and its crews get more.", "", line)
    assert header.published is not None
    assert header.published.day.isoformat() == "2024-04-30"


def test_a_day_alone_behind_a_sentence_may_head_a_part_of_the_text() -> None:
    header = below_title("These were the days of the strike in the port of Velka.", "", "30 April 2024")
    assert header.published is None
    assert "30 April 2024" in header.body
