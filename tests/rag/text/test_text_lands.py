"""Which countries, and which states of the US, a text names."""

from __future__ import annotations

import pytest

from rag.text.lands import countries, us_states


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Spain ordered it.", {"spain"}),
        ("The Spanish government ordered it.", {"spain"}),
        ("Jamaican officials and the Nepalese police spoke.", {"jamaica", "nepal"}),
        ("A South African farmer met Sri Lankan traders.", {"south africa", "sri lanka"}),
        ("The Soviet Union and Yugoslavia are no more.", {"soviet union", "yugoslavia"}),
        ("The Navajo Nation voted.", {"navajo nation"}),
        ("The Welsh first minister spoke.", {"britain"}),
        ("The EU signed.", {"european union"}),
        ("Young Nepalis met Germans.", {"nepal", "germany"}),
        ("The U.S. and the UK signed.", {"america", "britain"}),
        ("It was told to us by the mayor.", set()),
        ("Burma is Myanmar.", {"myanmar (burma)"}),
        ("They fled Saint Lucia for Holland.", {"st. lucia", "netherlands"}),
        ("A mayor of New Mexico and one of New Jersey met.", set()),
        ("Christian Denny won in Velka.", set()),
        ("", set()),
    ],
)
def test_a_country_is_named_by_its_name_or_its_people(text: str, found: set[str]):
    assert countries(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It happened in New Jersey.", {"New Jersey"}),
        ("Newark, N.J., is a city; so is Quantico, VA.", {"New Jersey", "Virginia"}),
        ("It is OK, and HI to you.", set()),
        ("West Virginia voted.", {"West Virginia"}),
        ("Sibley County lies there.", set()),
    ],
)
def test_a_state_is_named_in_full_or_shortened_behind_a_town(text: str, found: set[str]):
    assert us_states(text) == found


def test_georgia_may_be_either():
    assert countries("Georgia voted.") == {"georgia"}
    assert us_states("Georgia voted.") == {"Georgia"}
