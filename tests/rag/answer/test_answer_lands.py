"""Which country, which state: an answer that names none is none."""

from __future__ import annotations

import pytest

from rag.answer.asked import lacked, parts
from rag.answer.extract import extract
from rag.answer.lands import lacks_the_land
from rag.types import ArticleId, EvidenceSentence, Span

TOLD = ["Spain and Minnesota were told of."]


@pytest.mark.parametrize(
    ("question", "text", "lacked"),
    [
        ("Which country ordered the listings down?", "The ministry ordered them down.", "a country"),
        ("Which country ordered the listings down?", "The Spanish ministry ordered them down.", None),
        ("In which South American country did it happen?", "In the hills.", "a country"),
        ("Which of these nations signed?", "The ministry signed.", "a country"),
        ("Which two countries signed?", "Peru signed.", None),
        ("The US put a tariff on which country?", "The US put a tariff on oil.", "a country"),
        ("Which US state was hit?", "Sibley County was hit.", "a state"),
        ("The hunt in which state's history has ended?", "The hunt in Sibley County.", "a state"),
        ("It took place in which state?", "It took place in St. Paul, Minn.", None),
        ("Which country singer won?", "Ann Velka won.", None),
        ("Which state senator resigned?", "Ann Velka resigned.", None),
        ("What state of emergency was declared?", "One for the coast.", None),
        ("What will the country do?", "It will wait.", None),
        ("Which United States president was shot?", "Lincoln was shot.", None),
        ("Who won?", "Ann Velka won.", None),
    ],
)
def test_where_a_country_or_a_state_is_asked_for_one_must_be_named(question: str, text: str, lacked: str | None):
    assert lacks_the_land(question, text, TOLD) == lacked


def test_one_part_of_a_question_may_be_answered_where_the_other_asks_for_a_country():
    both = "Who won the cup, and in which country was it played?"
    told = ["Ann Velka won the cup.", "It was played in Spain."]
    assert parts(both) == ("Who won the cup", "in which country was it played")
    assert lacked(both, told[:1], told) is None
    assert lacked(both, told, told) is None
    assert lacked("In which country was it played?", told[:1], told) == "a country"


def test_the_part_that_no_land_answers_is_told_as_missing():
    told = ["Ann Velka won the cup.", "It was played in Spain."]
    assert lacked("in which country was it played", told[:1], told)
    assert not lacked("in which country was it played", told, told)


@pytest.mark.parametrize("question", ["Which state banned it?", "Which country banned it?"])
def test_lands_that_are_in_no_list_may_be_asked_for(question: str):
    told = ["Northmark banned it, the Velkan papers say."]
    assert lacks_the_land(question, "Northmark banned it.", told) is None


def test_without_a_model_the_sentence_that_names_the_country_is_the_answer():
    def sentence(text: str) -> EvidenceSentence:
        return EvidenceSentence(ArticleId("a"), Span(0, len(text)), text, 0.8, "Rentals", None, None, None, "")

    told = [
        sentence("The ministry has ordered the firm Orlo to take down its holiday listings."),
        sentence("The Spanish ministry ordered Orlo to take down listings in May."),
    ]
    which = "Which country ordered Orlo to take down listings?"
    assert extract(which, told) == (1,)
    assert extract(which, [told[0], sentence("Norway is cold.")]) == ()


def test_whose_a_thing_is_need_not_be_told_and_who_did_it_must():
    def sentence(text: str) -> EvidenceSentence:
        return EvidenceSentence(ArticleId("a"), Span(0, len(text)), text, 0.8, "Menus", None, None, None, "")

    orlo, ministry = sentence("The chain Orlo will cut its menu."), sentence("What Orm wants from the talks is grain.")
    assert extract("Which American chain will cut its menu?", [orlo]) == (0,)
    assert extract("What Russia wants from the talks is what?", [ministry]) == ()
