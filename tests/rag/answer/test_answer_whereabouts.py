"""A country, a date or an agency that reports it is no name of a person or a firm."""

from __future__ import annotations

import pytest

from rag.answer.asked import lacked
from rag.answer.whereabouts import without_whereabouts


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "Which company owns the cannery in Port Vell?",
            "The cannery in Port Vell, Russia, was flooded on July 29, 2025.",
        ),
        ("What is the name of the person who died in the outbreak?", "One person has died, according to the CDC."),
        ("What was the name of the guard hurt in the raid?", "The guard was hurt, French media reported."),
        ("Which actor left the show?", "The actor left for the United States in May 2024."),
    ],
)
def test_a_country_a_date_and_an_agency_name_no_person_and_no_firm(question: str, said: str) -> None:
    assert lacked(question, [said], []) == "a name"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Which supermarket chain will close 60 stores?", "Iceland announced that it will close 60 stores."),
        ("Which company bought the mill?", "It was bought in Paris by French Connection."),
        ("Which actor won the prize?", "Jordan won it in London."),
        ("Which company ousted its chief?", "The chief had to go, according to Velkano."),
        ("What is the name of the colour that was found?", "The colour is called “olo”."),
        ("Which senators voted no?", "Moran and Ortega voted no on Monday."),
    ],
)
def test_a_firm_or_a_person_with_the_name_of_a_country_answers(question: str, said: str) -> None:
    assert lacked(question, [said], []) is None


def test_what_a_nation_does_and_a_town_stay_in_the_sentence() -> None:
    left = without_whereabouts("France won in Orsk, Russia, and Russian media cheered.")
    assert "France won in Orsk" in left
    assert "Russia" not in left
