"""What takes the place of something else that the sources tell of: another name, another number, another thing."""

from __future__ import annotations

import pytest

from rag.cite.held import other_number
from rag.cite.places import other_filling

PORTS = (
    "The shipping line Varna will shut its depot in Brask, and it will move 40 clerks to Tolm.",
    "Drivers at the depot met the mayor of Brask, Ilse Horn, on Monday.",
    "A crane hit a van on the quay, and the driver of the van broke a leg.",
    "The line kept its forecast of profit but raised its forecast of traffic to 90 ships.",
    "Police later arrested a former guard of the depot.",
    "A flood at a mill in Tolm hurt nine people.",
)


@pytest.mark.parametrize(
    "claim",
    [
        "Varna will shut its depot in Tolm.",
        "Drivers at the depot met the mayor of Tolm.",
        "The driver of the crane broke a leg.",
        "The line raised its forecast of profit to 90 ships.",
        "Police later arrested Ilse Horn.",
        "A crane at the quay hurt nine people.",
    ],
)
def test_what_the_sources_tell_elsewhere_takes_no_place_of_another(claim: str):
    assert other_filling(claim, PORTS)


@pytest.mark.parametrize(
    "claim",
    [
        "Varna will close its depot in Brask.",
        "The shipping company will shut its depot in Brask.",
        "The mayor of Brask met drivers at the depot on Monday.",
        "The van's driver broke a leg when a crane hit it.",
        "The line raised its outlook of traffic to 90 ships.",
        "Police later arrested a man who used to guard the depot.",
        "Nine people were hurt by a flood at a mill in Tolm.",
        "Varna moves 40 clerks to Tolm.",
    ],
)
def test_the_same_in_other_words_keeps_its_place(claim: str):
    assert not other_filling(claim, PORTS)


def test_somebody_who_is_named_only_later_may_be_the_one_who_was_brought_in():
    told = ("Police arrested a former guard of the depot.", "Ilse Horn, 40, denied the theft.", "Horn has a lawyer.")
    assert not other_filling("Police arrested Ilse Horn of the depot.", told)


def test_text_without_capitals_is_not_looked_at():
    assert not other_filling("varna will shut its depot in tolm.", [s.lower() for s in PORTS])


@pytest.mark.parametrize(
    ("claim", "wrong"),
    [
        ("The court gave the clerk nine years in prison.", True),
        ("The court gave the clerk five years in prison.", False),
        ("The study followed 30 horses for two days.", True),
        ("The study followed 30 horses for six weeks.", False),
        ("The prosecution had asked for nine years.", False),
    ],
)
def test_a_number_is_of_the_sentence_that_tells_the_rest(claim: str, wrong: bool):
    told = (
        "The court gave the clerk five years in prison.",
        "The prosecution had asked for nine years.",
        "The study followed 30 horses for six weeks.",
        "They were fed every two days.",
    )
    assert bool(other_number(claim, told)) == wrong


def test_a_later_count_is_no_other_matter():
    told = ("Ten people died when a boat sank off Brask.", "The toll has risen to 12 people.")
    assert not other_number("Twelve people died when a boat sank off Brask.", told)


def test_what_is_said_in_passing_is_of_the_one_it_is_said_of():
    told = (
        "Ines Brand, the third seed, lost to Petra Zelenka.",
        "Zelenka, ranked 118th, will meet Joy Castell on Friday.",
    )
    assert other_filling("Ines Brand, ranked 118th, lost to Petra Zelenka.", told)
    assert not other_filling("Zelenka, ranked 118th, beat Ines Brand.", told)
    assert other_filling("Ines Brand will meet Joy Castell on Friday.", told)
