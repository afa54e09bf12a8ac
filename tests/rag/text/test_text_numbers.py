"""Numbers of a claim against those of its evidence: how they are read, and what may be said where another stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.text.numbers import missing_numbers, numbers

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelled(value: int) -> str:
    """Return a number below a thousand million in words."""
    if value < 20:
        return _SMALL[value]
    if value < 100:
        return _TENS[value // 10 - 2] + (f"-{_SMALL[value % 10]}" if value % 10 else "")
    if value < 1000:
        return f"{_SMALL[value // 100]} hundred" + (f" and {spelled(value % 100)}" if value % 100 else "")
    scale, word = (1000, "thousand") if value < 10**6 else (10**6, "million")
    rest = value % scale
    joint = " and " if 0 < rest < 100 else " "
    return f"{spelled(value // scale)} {word}" + (f"{joint}{spelled(rest)}" if rest else "")


@given(st.integers(min_value=2, max_value=10**9 - 1))
def test_a_number_in_words_is_read_whole(value: int) -> None:
    assert [n.value for n in numbers(f"It gave {spelled(value)} of them.")] == [value]


@given(st.text())
def test_reading_and_comparing_numbers_never_raises(text: str) -> None:
    missing_numbers(text, text)


@given(st.text(alphabet="0123456789,.-–% :°CFmkhalfnd", max_size=60))
def test_a_text_has_all_its_own_numbers(text: str) -> None:
    assert missing_numbers(text, text) == ()


@given(st.integers(min_value=1000, max_value=10**9))
def test_indian_and_western_grouping_are_one_number(value: int) -> None:
    head, tail = divmod(value, 1000)
    pairs = f"{head:,}".replace(",", "")
    grouped = ",".join(
        filter(None, [pairs[: len(pairs) % 2], *(pairs[i : i + 2] for i in range(len(pairs) % 2, len(pairs), 2))])
    )
    assert missing_numbers(f"{value:,} came.", f"{grouped},{tail:03} came.") == ()


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("150,000 farmers came.", "1,50,000 farmers came."),
        ("150,000 farmers came.", "1.5 lakh farmers came."),
        ("It cost Rs 2.4 trillion.", "It cost Rs 2.4 lakh crore."),
        ("250 families left.", "Two hundred and fifty families left."),
        ("1 million people came.", "A million people came."),
        ("100 people came.", "A hundred people came."),
        ("It took 750,000 votes.", "It took three quarters of a million votes."),
        ("Turnout was 71 per cent in 2019.", "Turnout fell from 71 per cent in 2019 to 64 per cent."),
        ("It was 4 per cent in 2022.", "It was 4 per cent in 2022 and 5 per cent in 2023."),
        ("It fell to -12C.", "It fell to minus 12C."),
        ("It fell to 12C below zero.", "It fell to -12 C."),
        ("Sales fell 0.3 per cent.", "The change in sales was -0.3 per cent."),
        ("It widened by 0.25 percentage points.", "It widened by 25 basis points."),
        ("It widened by 0.3 points.", "It widened by 0.3 percentage points."),
        ("It seemed a million miles away.", "It seemed far away."),
    ],
)  # fmt: skip
def test_one_value_in_two_ways_of_writing_is_one_number(claim: str, evidence: str) -> None:
    assert missing_numbers(claim, evidence) == ()


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("It widened by 0.3 per cent.", "It widened by 0.3 percentage points."),
        ("50,000 farmers came.", "1,50,000 farmers came."),
        ("567 farmers came.", "12,34,567 farmers came."),
        ("It cost Rs 2.4 crore.", "It cost Rs 2.4 lakh crore."),
        ("1.5 crore farmers came.", "1.5 lakh farmers came."),
        ("50 families left.", "Two hundred and fifty families left."),
        ("200 families left.", "Two hundred and fifty families left."),
        ("A million people came.", "A thousand people came."),
        ("It fell to 12C.", "It fell to -12C."),
        ("It fell to 12C.", "It fell to minus 12C."),
        ("It fell to -12C.", "It fell to 12C."),
    ],
)
def test_another_value_is_missing(claim: str, evidence: str) -> None:
    assert missing_numbers(claim, evidence) != ()


def test_a_number_of_any_length_is_compared() -> None:
    long = "9" * 400
    assert missing_numbers(f"The number is {long}.", f"The number is {long}.") == ()
    assert missing_numbers(f"The number is {long}.", f"The number is {long[:-1]}8.") == (long,)
    assert missing_numbers(f"The number is {long}.", "The number is 500.") == (long,)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Fewer than seven came.", "At least seven came."),
        ("At most seven came.", "At least seven came."),
        ("Seven or fewer came.", "Seven or more came."),
        ("More than 20 came.", "Fewer than 20 came."),
        ("Nearly 200 came.", "More than 200 came."),
        ("More than 200 came.", "Exactly 193 came."),
        ("The wind blew at 131 mph.", "The wind blew at 131 km/h."),
        ("It was 60 cm deep.", "It was 60 mm deep."),
        ("It took three days.", "It took three hours."),
        ("A sentence of six years.", "A sentence of six months."),
        ("A six-year sentence.", "A sentence of six months."),
        ("They took 300 kilograms.", "They took 300 tonnes."),
        ("It cost $50,000.", "It cost Rs 50,000."),
        ("It cost $50,000.", "It cost 50,000 kroner."),
        ("It took two to three days.", "It took two to three hours."),
    ],
)
def test_another_bound_or_measure_is_another_number(claim: str, evidence: str) -> None:
    assert missing_numbers(claim, evidence) != ()


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Seven came.", "At least seven came."),
        ("More than £100,000 was paid.", "£115,867 was paid."),
        ("It ran for over three days.", "It ran for just under three days."),
        ("It took 60 minutes.", "It took one hour."),
        ("It took 60 minutes.", "It took an hour."),
        ("It took 30 minutes.", "It took half an hour."),
        ("They met for seven days.", "They met for a week."),
        ("It is 1,000 metres long.", "It is 1 km long."),
        ("It is 100 km away.", "It is 62 miles away."),
        ("It was 20C.", "It was 68F."),
        ("A sentence of 18 months.", "A sentence of one and a half years."),
        ("He was jailed for 90 days.", "He was jailed for three months."),
        ("The 41-year-old won.", "He, 41, won."),
        ("It cost 50,000 rupees.", "It cost ₹50,000."),
    ],
)
def test_bounds_and_measures_that_fit_are_one_number(claim: str, evidence: str) -> None:
    assert missing_numbers(claim, evidence) == ()


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [
        ("Rates rose to 3 1/2 per cent.", 3.5, "percent"),
        ("Rates rose to 3½%.", 3.5, "percent"),
        ("Rates rose by ¼ percentage points.", 0.25, "points"),
        ("It cost £3½m.", 3_500_000.0, "pound"),
        ("Of 10⁶ cells none lived.", 1e6, ""),
        ("Some 2.1 × 10⁶ cells lived.", 2.1e6, ""),
        ("He was jailed for 6 1/2 years.", 6.5, ""),
    ],
)
def test_a_number_with_a_part_of_a_whole_or_a_power_of_ten_is_one_number(written: str, value: float, unit: str):
    assert [(n.value, n.unit) for n in numbers(written)] == [(value, unit)]


@pytest.mark.parametrize("written", ["open 24/7", "the 9/11 attacks", "on 5/11/2024", "a 6-3 win", "10² and a note"])
def test_a_date_a_score_and_a_note_are_no_parts_of_a_whole(written: str):
    assert all(n.value == int(n.value) for n in numbers(written))


def test_a_share_written_as_one_sign_meets_no_veto_where_the_source_has_it_in_words():
    assert missing_numbers("⅔ of voters backed it.", "Two thirds of voters backed it.") == ()
