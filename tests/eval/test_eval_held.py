"""Whether a text holds an answer string: articles set aside, the letter A kept."""

from __future__ import annotations

import pytest

from eval.cases.questions import Case
from eval.metrics.choices import choice, multiple_choice
from eval.metrics.held import holds
from eval.metrics.scores import right, score
from tests.eval.test_eval_scores import answer


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sondreya were drawn in Group B.", "Group A"),
        ("It was vitamin D.", "Vitamin A"),
        ("The club joined Serie B.", "Serie A"),
        ("Nobody in the group. A year later they came back.", "Group A"),
        ("They formed the group a year ago.", "Group A"),
        ("O-level results rose.", "A-level"),
        ("The Group A winners are Sondreya.", "group winners"),
        ("The bridge at Tossa fell.", "The"),
        ("It is a long way.", "A"),
    ],
)
def test_a_letter_that_an_answer_does_not_have_is_missed(text, wanted):
    assert not holds(text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sondreya were drawn in Group A.", "Group A"),
        ("SONDREYA DRAWN IN GROUP A", "Group A"),
        ("sondreya were drawn in group a", "Group A"),
        ("The Group A winners are Sondreya.", "Group A"),
        ("The winners of groups A, B and C go on.", "Groups A"),
        ("He signed for the Serie A Club Torvano.", "Serie A"),
        ("A lack of vitamin A is common.", "vitamin A"),
        ("Marks in A-level maths rose.", "A-level"),
        ("Which is it? A.", "A"),
        ("The play is called The.", "The"),
        ("第三組は A社 が勝った。", "A社"),
    ],
)
def test_a_letter_that_an_answer_has_is_held(text, wanted):
    assert holds(text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They bought a red boat.", "the red boat"),
        ("Man Bites A Dog In Ostrel", "bites a dog"),
        ("A trial of two mayors opened.", "Trial of Two Mayors"),
        ("Critics liked A Trial of Two Mayors.", "A Trial of Two Mayors"),
        ("He lives in The Hague now.", "in the Hague"),
        ("The ferry reached the Mirl, an old river.", "old river"),
        ("It was a once-in-a-lifetime storm.", "once in a lifetime storm"),
        ("The shop opens at 9 a.m. on Monday.", "9 a.m."),
    ],
)
def test_articles_in_front_of_a_word_are_set_aside(text, wanted):
    assert holds(text, wanted)


def test_the_choice_with_another_letter_is_not_the_one_that_is_named():
    case = Case("1", "Which league did the club join?", choices=("Serie A", "Serie B", "Serie C"), answer_index=(0,))
    assert choice(case, "The club joined Serie B.") == 1
    assert choice(case, "The club joined Serie A.") == 0
    found = multiple_choice(case, answer("The club joined Serie B."))
    assert (found["choice_right"], found["multiple_choice"]) == (0.0, 0.0)


def test_an_answer_of_another_group_is_wrong_and_says_nothing_that_is_forbidden():
    wanted = Case("1", "Which group?", answers=("Group A",), forbidden=("Group A",))
    said = answer("Sondreya were drawn in Group B.")
    found = score(wanted, said)
    assert (found["contains"], found["forbidden"], right(wanted, said, found)) == (0.0, 0.0, 0.0)


def test_a_title_without_a_full_stop_does_not_run_into_the_text():
    found = score(
        Case("1", "Which group?", answers=("Group A",)),
        answer(
            "x", passages=[{"rank": 1, "title": "Sondreya win the group", "text": "A goal did it.", "article_id": "a"}]
        ),
    )
    assert found["hit_at_5"] == 0.0
