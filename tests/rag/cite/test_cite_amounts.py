"""A level for a change, another age, rank, bearing or coin: what stands beside a number tells what it is of."""

from __future__ import annotations

import time

import pytest

from rag.cite.ages import other_ages
from rag.cite.amounts import other_amount
from rag.cite.matter import other_editions
from rag.cite.order import turned_round
from rag.text.fractions import other_fractions
from rag.text.numbers import missing_numbers


@pytest.mark.parametrize(
    ("claim", "sentence", "other"),
    [
        ("Rents in Oban slowed by 3.9% in May.", "Rents in Oban slowed to 3.9% in May from 4.1%.", True),
        ("Rents in Oban slowed to 3.9% in May.", "Rents in Oban slowed to 3.9% in May from 4.1%.", False),
        ("Tarn borrowed £12m in May.", "Tarn borrowed £8m in May, though it had asked for £12m.", True),
        ("Tarn had asked for £12m in May.", "Tarn borrowed £8m in May, though it had asked for £12m.", False),
        ("Tarn grew 1.2% in May.", "Tarn grew 0.8% in May, after 1.2% the year before.", True),
        ("One yard has more boats than Tarn.", "Tarn has the second most boats of any yard.", False),
    ],
)
def test_a_number_of_something_else_is_found(claim: str, sentence: str, other: bool):
    assert bool(other_amount(claim, sentence)) is other


def test_an_age_is_of_the_one_it_stands_beside():
    told = ["The captain, 58-year-old Mara Voll, met Jon Reid, 23."]
    assert other_ages("Mara Voll, 23, met a friend.", told)
    assert not other_ages("Mara Voll, who is 58, met Jon Reid, 23.", told)


def test_a_rank_in_words_is_told_of_its_own_row():
    assert other_editions("Tarn came tenth.", "Tarn came ninth of ten.")
    assert other_editions("Tarn has the third most boats.", "Tarn has the second most boats.")
    assert not other_editions("Tarn came 9th.", "Tarn came ninth of ten.")
    assert not other_editions("Tarn met a third man.", "Tarn met a second man.")


def test_another_bearing_from_the_same_place_is_found():
    assert turned_round("The boat sank north of Oban.", "The boat sank south of Oban.")
    assert not turned_round("The boat sank south of Oban.", "The boat sank south-west of Oban.")


def test_a_fall_by_a_part_is_not_one_by_another_part():
    assert other_fractions("Exports have fallen by a third.", "Exports have fallen by half.")
    assert not other_fractions("Exports have halved.", "Exports have fallen by half.")
    assert not other_fractions("He was seen by a third man.", "Exports have fallen by half.")


@pytest.mark.parametrize(
    ("claim", "evidence", "lacks"),
    [
        ("It cost 12m euros.", "It cost 12m zloty.", True),
        ("The rate was cut by 25 basis points.", "The rate was cut by a quarter of a percentage point.", False),
        ("He led the town for six years.", "He led the town from 2014 to 2020.", False),
        ("He led the town for seven years.", "He led the town from 2014 to 2020.", True),
        ("Talks resume after two months.", "Talks between the two sides resume after two years.", True),
    ],
)
def test_what_a_number_is_measured_in_must_stand_there_too(claim: str, evidence: str, lacks: bool):
    assert bool(missing_numbers(claim, evidence)) is lacks


def test_a_row_of_figures_is_read_at_once() -> None:
    row = "The toll rose to 4.5% after " + "1,000.25 " * 40 + "the year ago."
    began = time.process_time()
    other_amount("The toll rose to 4.5%.", row)
    assert time.process_time() - began < 5
