"""Whom a question asks of, and whether a source names him."""

from __future__ import annotations

import pytest

from rag.answer.subject import asked_of, may_be_meant, told_of_others


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("What did Arne Vosk tell the gala about the mayor?", "Arne Vosk"),
        ("How much has Ilsa Varn pledged to the fund?", "Ilsa Varn"),
        ("Why did former minister Ilsa Varn skip the visit?", "Ilsa Varn"),
        ("What did George W. Holm say at the memorial?", "George W. Holm"),
        ("What time did Gudrun van Dal clock in the final?", "Gudrun van Dal"),
        ("Did Ilsa Varn resign?", "Ilsa Varn"),
        # A body, a town, an office, or somebody's body in front of him.
        ("What did the Red Circle say about the flood?", ""),
        ("What did the mayor of Port Tamsen say about the strike?", ""),
        ("What did Harbour Workers Union chief Tomas Varn say?", ""),
        ("What did Halvoren City Council decide about the tram?", ""),
        ("Who sent Ilsa Varn a letter?", ""),
        ("What did Ilsa Varn’s company decide?", ""),
        ("What did Ilsa Varn's company decide?", ""),
        ("How much oil does Saudi Arabia sell?", ""),
        ("What did Varn say?", ""),
        ("", ""),
    ],
)
def test_whom_a_question_asks_of(question, who):
    assert asked_of(question) == who


def test_what_is_told_of_another_names_nobody_whom_it_asks_of():
    question = "How much has Ilsa Varn pledged to the fund for children?"
    assert told_of_others(question, ["Maud and Piet Dal pledged six million to the fund for children."]) == "Ilsa Varn"
    assert told_of_others(question, ["Ms Varn pledged six million to the fund."]) == ""
    assert told_of_others("How much was pledged to the fund?", ["Maud Dal pledged six million."]) == ""


def test_one_part_of_a_question_that_is_told_of_whom_it_asks_is_enough():
    question = "What did Ilsa Varn pledge, and when will the fund open?"
    assert told_of_others(question, ["The fund opens in May."]) == ""


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("She pledged six million.", True),
        ("The singer pledged six million.", True),
        ("At the same time the harbour was sold, he told the inquiry.", True),
        ("On Monday the budget carrier cut its fares.", True),
        ("A spokesman of the ministry told The Gazette that Dal was not there.", False),
        ("Maud Dal pledged six million.", False),
    ],
)
def test_who_was_named_before_may_be_called_otherwise(text, meant):
    assert may_be_meant(text) is meant
