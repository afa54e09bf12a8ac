"""What is told of another land, of another person or of another deed's day than is asked answers nothing."""

from __future__ import annotations

from datetime import date

import pytest

from rag.answer.extract import extract
from rag.types import ArticleId, EvidenceSentence, Published, Span


def answers(question: str, text: str, title: str, before: str = "") -> bool:
    day = Published.on(date(2025, 4, 3))
    told = EvidenceSentence(ArticleId("a"), Span(0, len(text)), text, 0.8, title, "Post", None, day, before)
    return extract(question, [told]) == (0,)


CHINA = "What tariff on China was announced?"


@pytest.mark.parametrize(
    ("question", "text", "yes"),
    [
        (CHINA, "Mr Reit announced tariffs of 25% on Canada and Mexico.", False),
        (CHINA, "A tariff on Canada was announced on Monday.", False),
        ("What tariff on China did Reit announce?", "Mr Reit announced tariffs of 25% on Canada and Mexico.", False),
        ("How many people died in Turkey?", "At least 300 people died in Syria.", False),
        (CHINA, "Mr Reit announced tariffs of 25% on Canada, Mexico and China.", True),
        (CHINA, "Mr Reit announced a tariff of 25% on Chinese goods and lifted the tariff on Mexico.", True),
        (CHINA, "Mr Reit announced a tariff of 10% after the tariffs against Mexico.", True),
        (CHINA, "A tariff of 25% was announced.", True),
        ("How many people were killed in Gaza?", "At least 40 people were killed in Israeli strikes.", True),
        ("How many people died in Britain?", "At least 300 people died in England.", True),
    ],
)
def test_what_is_told_of_other_lands_alone_is_no_answer(question: str, text: str, yes: bool):
    assert answers(question, text, "Tariffs on China, deaths in Turkey, killed in Gaza, died in Britain: Reit") is yes


def test_a_land_that_the_sentence_before_names_is_the_one_told_of():
    told = "It raised the tariff to 25%, against 10% for the tariff on Mexico that was announced in May."
    assert answers(CHINA, told, "Tariffs", before="China was hit next.")


@pytest.mark.parametrize(
    ("question", "text", "yes"),
    [
        ("Who fired Ida Brask?", "President Jon Reit fired Olga Varn on Monday.", False),
        ("Who fired Ida Brask?", "President Jon Reit fired bank chief Olga Varn after Ida Brask had left.", False),
        ("Who fired Ida Brask?", "Olga Varn was fired by Jon Reit on Monday.", False),
        ("Who fired Brask?", "President Jon Reit fired Olga Varn on Monday.", False),
        ("Who fired Ida Brask?", "President Jon Reit fired Ida Brask on Monday.", True),
        ("Who fired Ida Brask?", "President Jon Reit fired Olga Varn and Ms Brask on Monday.", True),
        ("Who fired Ida Brask?", "Jon Reit, who had fired Olga Varn in May, fired her on Monday.", True),
        ("Who fired Ida Brask?", "She was fired by Jon Reit on Monday.", True),
        ("Who fired Ida Brask?", "Ida Brask and Olga Varn were fired by Jon Reit.", True),
        ("Who fired Ida Brask?", "Jon Reit fired the bank's head on Monday.", True),
        ("Who fired Ida Brask?", "Jon Reit fired the singer in Los Angeles.", True),
        ("Who fired Ida Brask?", "Jon Reit fired the coach from Real Madrid on Monday.", True),
        ("Who fired Ida Brask?", "The coach of Real Madrid was fired by Jon Reit.", True),
        ("Who fired Ida Brask?", "Jon Reit fired Olga Varn with Ida Brask on Monday.", True),
        ("Who fired Ida Brask?", "Jon Reit fired Olga Varn in Los Angeles.", False),
        (
            "Who directed Blue Harbour?",
            "Jon Reit directed Olga Varn in the film Blue Harbour's makers call a comedy.",
            True,
        ),
        ("Who directed Blue Harbour?", "Jon Reit directed Olga Varn in the film.", True),
        ("Who won the Velka Cup?", "Ida Brask won Best Player as Rovers won.", True),
    ],
)
def test_what_was_done_to_another_does_not_tell_who_did_it(question: str, text: str, yes: bool):
    assert answers(question, text, "Ida Brask fired; Velka Cup; Blue Harbour, the film") is yes


@pytest.mark.parametrize(
    ("question", "text", "yes"),
    [
        ("When was Ida Brask elected?", "Ida Brask, who was elected mayor twice, died on Tuesday.", False),
        ("When was Ida Brask elected?", "Ida Brask, elected mayor twice, was buried on Tuesday.", False),
        ("When was Ida Brask elected?", "She died on Tuesday at her home.", False),
        ("When was Ida Brask elected?", "Brask died on Tuesday at her home.", False),
        ("When was Ida Brask elected?", "Ida Brask was the first woman elected mayor and died on Tuesday.", False),
        ("When was Ida Brask elected?", "Brask was the first woman elected mayor when she died on Tuesday.", False),
        ("When was Ida Brask elected?", "Ida Brask, who was elected mayor in 2019, died on Tuesday.", True),
        ("When was Ida Brask elected?", "Ida Brask was elected on Tuesday, after her rival had died.", True),
        ("When was Ida Brask elected?", "She was elected to replace Jon Reit on Tuesday.", True),
        ("When was Ida Brask elected?", "Brask was elected at a congress that took place on Tuesday.", True),
        ("When was Ida Brask elected?", "On Tuesday, Brask, whose husband died young, was elected mayor.", True),
        ("When was Ida Brask executed?", "Brask died on Tuesday at the prison.", True),
        ("When was the camp of Brask attacked?", "Three people died on Tuesday.", True),
        ("When was Ida Brask arrested?", "Ida Brask was arrested and charged on Tuesday.", True),
        ("When was Ida Brask arrested?", "Brask was arrested when police stopped her car on Tuesday.", True),
        ("When was Ida Brask shot?", "Singer Ida Brask, shot outside her home, died on 3 March.", True),
        ("When was Ida Brask arrested?", "Ida Brask, arrested at sea, was taken in on 3 March.", True),
        ("When did the ferry sink?", "The ferry, sunk by a mine, went down on 3 March.", True),
        ("When was Ida Brask convicted?", "Brask, convicted of fraud, was found guilty on 3 March.", True),
        ("When was the city captured?", "The city, captured by rebels, fell on 3 March.", True),
    ],
)
def test_the_day_of_another_deed_does_not_tell_when_it_was_done(question: str, text: str, yes: bool):
    title = "Ida Brask elected, arrested, executed, shot, convicted; camp attacked, city captured, ferry sunk"
    assert answers(question, text, title) is yes
