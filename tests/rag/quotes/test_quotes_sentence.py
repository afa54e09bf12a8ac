"""Pronouns whose own sentence tells whom they mean, and speakers whom only their kind of name tells."""

from __future__ import annotations

import pytest

from rag.quotes import extract
from rag.types import ArticleId


def speakers(text: str) -> list[str]:
    return [q.speaker for q in extract(ArticleId("a"), text)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "The Herald reported the sale by Norcar. Norcar is cutting costs, and it said the plant in Leuze would close.",
            "Norcar",
        ),
        (
            "One airline said it was ready. The agency blamed the panic, and it called for more production.",
            "The agency",
        ),
        (
            "Mayor Tom Varn and Karl Roe were told of the fire. Varn said on Monday night that the fire was a crime and"
            " he asked people to “make your voices heard in the council.”",
            "Tom Varn",
        ),
    ],
)
def test_a_pronoun_behind_and_is_whom_its_sentence_is_about(text: str, speaker: str) -> None:
    assert speakers(text)[-1] == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Karl Roe said the plan was bad. Mayor Varn tied the case to schools, which were part of what he called a “national shame of ours”.",
        "Karl Roe said the plan was bad. President Varn went to Leuze to mend what he called the “shame of the north”.",
    ],
)
def test_a_pronoun_in_a_sentence_about_another_is_not_whoever_spoke_before(text: str) -> None:
    assert "Karl Roe" not in speakers(text)[1:]


def test_what_hangs_behind_a_sentence_about_somebody_is_not_said_by_him() -> None:
    text = "Mayor Ilsa Roe spoke on Monday. “The bridge is safe for all of us,” she said. Karin Boe would lose the vote, she said."
    assert speakers(text) == ["Ilsa Roe", "Ilsa Roe"]


def test_a_surname_with_a_title_elsewhere_is_a_person() -> None:
    text = "President Varn spoke in Leuze. Varn nodded at the crowd. “The bridge is safe for all of us,” he said."
    assert speakers(text) == ["Varn"]


def test_two_people_of_whom_nothing_tells_the_sex_share_no_pronoun() -> None:
    text = (
        "Kealo Tane plays the girl. Dree Sandur, who made the film, said the shoot was long. Sandur remembers how Tane lit up the room."
        " “I would love to be in another film,” she said."
    )
    assert speakers(text)[-1] == "unknown"
