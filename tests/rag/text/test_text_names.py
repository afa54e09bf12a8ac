"""Which capitalised words of a question are names."""

from __future__ import annotations

import pytest

from rag.text.names import but_for_first_names, first_names, first_names_given, missing_names, mixed_up, names


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Compare the fires in Velka and Orm", ("Velka", "Orm")),
        ("Describe the fires", ()),
        ("Explain Ida Brask’s plan", ("Ida", "Brask")),
        ("¿Quién ganó la copa de Orm?", ("Orm",)),
        ("Welche Partei gewann?", ("Partei",)),
    ],
)
def test_a_word_that_opens_a_wish_or_a_question_names_nobody(question, found):
    assert names(question) == found


def test_the_district_of_columbia_is_washington():
    told = ["Attorneys general of 23 states and the District of Columbia filed a lawsuit."]
    assert not missing_names("Attorneys general of 23 states and Washington, D.C., filed a lawsuit.", told)
    assert missing_names("Attorneys general of 23 states and Oslo filed a lawsuit.", told)


def test_whose_last_name_is_told_is_not_missing_for_his_first():
    asked = "Whom did President Ann Brask of Velka pardon?"
    assert but_for_first_names(missing_names(asked, ["Brask pardoned two."]), asked) == ("Velka",)
    assert set(but_for_first_names(missing_names(asked, ["Two were pardoned."]), asked)) == {"Ann", "Brask", "Velka"}


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("He spoke in Selma, N.C.", "A rally in Selma, N.C."),
        ("He spoke in Selma, N.C.", "A rally in Selma, North Carolina."),
        ("He spoke in Selma, North Carolina.", "A rally in Selma, N.C."),
        ("They met in Omaha, Neb.", "A meeting in Omaha, Nebraska."),
    ],
)
def test_a_state_is_known_by_what_papers_shorten_it_to(claim, told):
    assert missing_names(claim, [told]) == ()


def test_a_word_that_is_no_state_makes_none_known():
    assert missing_names("He spoke in Illinois.", ["He was ill."]) == ("Illinois",)


def test_the_people_of_a_place_are_known_by_it():
    assert missing_names("The Mississippians struggle with it.", ["In Mississippi it is hard to say."]) == ()


def test_what_opens_a_question_and_the_kind_of_a_storm_are_no_names():
    assert names("Apart from Ann Roy, who was there?") == ("Ann", "Roy")
    assert mixed_up("Will Storm Melissa hit Osk?", ["Hurricane Melissa is near Osk."]) == ()


def test_a_centre_and_a_league_are_nobodys_surname():
    assert (
        mixed_up(
            "How did Denver Center reach the pilots?",
            ["Controllers in Denver used another frequency at the centre of Osk."],
        )
        == ()
    )
    assert mixed_up("Which record of Knight Big Ten games?", ["Knight coached in the Big Ten."]) == ()


@pytest.mark.parametrize(("asked", "told"), [("Sean O'Barr", "Sean O’Barr"), ("Sean O’Barr", "Sean O'Barr")])
def test_a_curly_apostrophe_is_a_straight_one(asked, told):
    others = "Conan O'Barr will host the show. Conan O’Barr sang."
    assert mixed_up(f"What did {asked} say?", [f"{told} spoke in Velka.", others]) == ()
    assert mixed_up(f"What did {asked} say?", [others, "Sean Roe spoke."]) == ("Sean O'Barr",)
    assert first_names(asked.split()[1], told) == ["Sean"]
    assert first_names_given(f"{asked} spoke.", [f"President {told.split()[1]} spoke."], [told]) == {"Sean"}


@pytest.mark.parametrize(
    ("told", "missing"),
    [
        ("Velka Air’s fourth-quarter sales were 3 million.", ()),
        ("Velka Air’s sales in the three months to December were 3 million.", ()),
        ("Velka Air’s third-quarter sales were 3 million.", ("Q4",)),
        ("Velka Air’s sales in Q3 were 3 million.", ("Q4",)),
    ],
)
def test_a_quarter_in_its_short_form_is_no_name_but_no_other_quarter_either(told, missing):
    assert missing_names("Velka Air had sales of 3 million in Q4 2023.", [told]) == missing
