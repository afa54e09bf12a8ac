"""Sentences: exact spans, linear time."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.text.sentences import split
from rag.text.spans import locate
from rag.text.speakers import same_speaker


def sentences(text):
    return [s.of(text) for s in split(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gov. Smith met J. K. Rowling at 5 p.m. The end.", ["Gov. Smith met J. K. Rowling at 5 p.m.", "The end."]),
        ("It rose 3.5 per cent. Shares fell.", ["It rose 3.5 per cent.", "Shares fell."]),
        ("“Go,” he said. “We left.” She stayed.", ["“Go,” he said.", "“We left.”", "She stayed."]),
        ("Sold in the U.S. Monday.", ["Sold in the U.S. Monday."]),
        ("First line\nSecond line", ["First line", "Second line"]),
        ("Did he? Yes! No.", ["Did he?", "Yes!", "No."]),
        ("It left on nov. 17, 2017. It came back.", ["It left on nov. 17, 2017.", "It came back."]),
        ("It stars michael b. Jordan. It is long.", ["It stars michael b. Jordan.", "It is long."]),
        ("The wall is 5 m. Workers built it.", ["The wall is 5 m.", "Workers built it."]),
        ("He chose plan b. The rest is known.", ["He chose plan b.", "The rest is known."]),
        (
            "Tom Varn said it began at 9 p.m. Witness Ilsa Roe fled.",
            ["Tom Varn said it began at 9 p.m.", "Witness Ilsa Roe fled."],
        ),
        ("She said that by 9p.m. Varn had left.", ["She said that by 9p.m.", "Varn had left."]),
        ("Doors open at 7 P.M. Tickets are gone.", ["Doors open at 7 P.M.", "Tickets are gone."]),
        ("They meet on the 3 of mar. Nobody said why.", ["They meet on the 3 of mar.", "Nobody said why."]),
    ],
)
def test_hard_lines_are_split_right(text, expected):
    assert sentences(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It begins at 9 p.m. Eastern on Monday.",
        "It begins at 9 p.m. ET on Monday.",
        "It begins at 9p.m. GMT on Monday.",
        "It begins at 9 p.m. (ET) on Monday.",
        "It begins at 9 p.m. Monday in the harbour.",
        "It opens from 9 a.m. Mon-Fri.",
        "It begins at 9 p.m. May 3 in the harbour.",
        "It begins at 9 p.m. Sept. 3 in the harbour.",
        "It began at 9 p.m. Kyiv time in the harbour.",
        "It began at 9 p.m. Central Daylight Time in the harbour.",
        "They sang at the 9 a.m. Mass in the harbour.",
        "They sang at Monday's 9 a.m. Assembly in the harbour.",
        "9 a.m. Service of song in the harbour",
    ],
)
def test_an_hour_that_goes_on_ends_no_sentence(text):
    assert sentences(text) == [text]


@given(st.text(max_size=400))
def test_spans_are_ordered_trimmed_and_cover_everything_visible(text):
    spans = split(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(s.of(text) == s.of(text).strip() for s in spans)
    covered = {i for s in spans for i in range(s.start, s.end)}
    assert all(i in covered for i, c in enumerate(text) if not c.isspace())


def test_words_are_found_whatever_the_style_of_the_quotes():
    text = "He said:  “It’s\nover” today."
    span = locate('"It\'s over"', text)
    assert span is not None
    assert span.of(text) == "“It’s\nover”"
    assert locate("absent", text) is None


@pytest.mark.parametrize(
    ("asked", "speaker", "same"),
    [
        ("Lavrov", "Sergey Lavrov", True),
        ("Lavrov", "Russian Foreign Minister Sergey Lavrov", True),
        ("Russia", "The Russian side", True),
        ("Tomas Varn", "Ilsa Varn", False),
        ("Díaz-Canel", "Miguel Diaz-Canel", True),
        ("Cuba", "The Russian side", False),
    ],
)
def test_a_speaker_is_known_by_surname_and_nation(asked, speaker, same):
    assert same_speaker(asked, speaker) is same


@pytest.mark.parametrize(
    "text",
    [
        "By 11 p.m. Trell was ahead in Orsk by four points, the county said.",
        "At 9 a.m. Officer Smith entered the bank on Quay Street, police said.",
        "Hundreds had attended 10 a.m. Mass at St. Mary's, the bishop said.",
        "The vigil at 6 p.m. Good Friday drew thousands.",
        "Shops close from 10 p.m. Labour Day to the morning.",
    ],
)
def test_an_hour_that_a_sentence_opens_or_goes_on_with_does_not_end_it(text):
    assert [s.of(text) for s in split(text)] == [text]
