"""Multiple choice: the choice that an answer names, and the one that what was found speaks for."""

from __future__ import annotations

import pytest

from eval.cases.questions import Case
from eval.metrics.choices import best_borne, choice, multiple_choice


def answer(said="", passages=()):
    found = [{"rank": n, "title": None, "text": text} for n, text in enumerate(passages, start=1)]
    return {"sentences": [{"text": said, "citations": []}] if said else [], "passages": found}


QUIZ = Case("1", "q", choices=("Red wine", "White wine", "Beer", "None of the above"), answer_index=(1,))


@pytest.mark.parametrize(
    ("said", "picked"),
    [
        ("They drank white wine with it.", 1),
        ("They had beer.", 2),
        ("They drank water.", 3),
        ("", None),
        ("wine", 3),
    ],
)
def test_a_rule_that_alone_sees_the_choices_names_one(said, picked):
    assert choice(QUIZ, said) == picked


@pytest.mark.parametrize(
    ("right", "said", "named"),
    [
        ("Serie B", "Rovers went up to Serie A.", False),
        ("Serie B", "Rovers went down to Serie B.", True),
        ("New Mexico", "It happened in New Jersey.", False),
        ("Los Angeles Lakers", "The Los Angeles Clippers won.", False),
        ("North Korea", "It was fired by South Korea.", False),
        ("Ida Brask", "It was Olga Brask who won.", False),
        ("June 5", "The vote is on June 6.", False),
        ("5 million", "It cost six million.", False),
        ("Apollo 11", "It was Apollo 13.", False),
        ("Ida Brask", "President Brask won.", True),
        ("Ida Brask", "Ida won, and Ida Reit came second.", True),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy spoke.", True),
        ("Boeing Company", "A Boeing Starliner flew.", True),
        ("Florida Panthers", "Florida won the cup.", True),
        ("March 2020", "It closed on March 11.", True),
        ("Velka Mining", "Velka CEO Ida Brask said so.", True),
    ],
)
def test_a_choice_that_is_called_otherwise_is_not_named_by_the_word_that_it_shares(right, said, named):
    case = Case("1", "q", choices=(right, "Purple", "Yellow"), answer_index=(0,))
    assert choice(case, said) == (0 if named else None)


def test_an_answer_that_names_no_choice_is_not_scored():
    found = multiple_choice(Case("1", "q", choices=("Red", "Blue"), answer_index=(0,)), answer("Green."))
    assert found["choice_right"] is None
    assert found["choice_made"] == 0.0


def test_what_no_answer_names_is_picked_by_what_was_found():
    drank = answer(passages=["The guests had white wine.", "Red wine was not served."])
    assert best_borne(QUIZ, drank) == 1
    assert multiple_choice(QUIZ, drank)["multiple_choice"] == 1.0


def test_the_choice_that_an_answer_names_goes_before_what_was_found():
    found = multiple_choice(QUIZ, answer("They had beer.", ["The guests had white wine."]))
    assert found["multiple_choice"] == 0.0


def test_where_nothing_was_found_no_choice_is_picked():
    assert best_borne(QUIZ, answer()) is None
    assert multiple_choice(QUIZ, answer())["multiple_choice"] == 0.0


def test_where_no_choice_is_right_there_is_none_to_pick():
    twin = Case("1", "q", choices=QUIZ.choices, answer_index=(3,))
    assert "multiple_choice" not in multiple_choice(twin, answer(passages=["They had beer."]))


def test_choices_that_nothing_tells_apart_are_picked_equally_often_at_every_place():
    picks = [
        best_borne(Case(str(n), "q", choices=("Red", "White", "Blue", "Green")), answer(passages=["Nothing of it."]))
        for n in range(400)
    ]
    assert all(70 < picks.count(place) < 130 for place in range(4))
