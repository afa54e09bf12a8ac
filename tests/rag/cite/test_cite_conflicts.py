"""Two numbers for one thing are a conflict; a year is no number of anything."""

from __future__ import annotations

from datetime import date

import pytest

from rag.cite import conflicts
from rag.types import ArticleId, EvidenceSentence, Published, Span


def sentence(article, text):
    day = Published.on(date(2025, 1, 27))
    return EvidenceSentence(ArticleId(article), Span(0, len(text)), text, 0.5, "Orm Cup final", "Post", None, day)


def test_a_year_beside_a_count_is_no_conflict():
    one = sentence("a", "The 2025 Orm Cup final will be played in Velka.")
    two = sentence("b", "The winner of the first two Orm Cup finals was Velka.")
    assert conflicts([one, two]) == ()


def test_a_count_that_looks_like_a_year_still_is_one():
    one = sentence("a", "The Orm Cup brought 2000 visitors to Velka.")
    two = sentence("b", "The Orm Cup brought 9000 visitors to Velka.")
    assert len(conflicts([one, two])) == 1


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Orla Finch has won three Orm Cup titles with Velka.", "Petra Vann won two Orm Cup titles in her career."),
        ("She has won three Orm Cup titles.", "Brell had won two Orm Cup titles by the age of 27."),
        ("Skylift launched a Heron 9 rocket from Velka.", "Skylift launched its first Heron 1 rocket from Velka."),
        ("Tamsin recalled the Nova 7 phone after fires.", "Tamsin launched the Nova 8 phone after a recall."),
        ("Officials used Rule 42 to expel visitors at Velka.", "Officials used Rule 8 to expel visitors at Velka."),
    ],
)
def test_numbers_of_two_persons_or_in_two_names_are_no_conflict(one, two):
    assert conflicts([sentence("a", one), sentence("b", two)]) == ()


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Finch has won three Orm Cup titles.", "Orla Finch has won two Orm Cup titles."),
        ("In Velka 12 people died in the fire.", "In Velka 14 people died in the fire."),
        ("Police said in Velka 12 died in the fire.", "Police said in Velka 14 died in the fire."),
        ("Velka counted 12 dead after the fire.", "Harrow police counted 14 dead after the Velka fire."),
    ],
)
def test_numbers_of_one_person_or_place_still_are_one(one, two):
    assert len(conflicts([sentence("a", one), sentence("b", two)])) == 1


def test_the_number_in_a_name_that_is_counted_itself_is_no_count():
    one = sentence("a", "Orm made 300 Falcon 9 flights from Velka.")
    two = sentence("b", "Orm made 300 Falcon 12 flights from Velka.")
    assert conflicts([one, two]) == ()
    assert len(
        conflicts([sentence("a", "Orm made 9 flights from Velka."), sentence("b", "Orm made 12 flights from Velka.")])
    )
