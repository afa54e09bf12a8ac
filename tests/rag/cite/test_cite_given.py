"""What a claim gives to one to whom no source gives it: a post, a share, an office that speaks, quoted words, a last day."""

from __future__ import annotations

import time
from datetime import date

import pytest

from rag.cite.offices import unknown_office
from rag.cite.order import first_for_last
from rag.cite.posts import other_post
from rag.cite.quotations import quotation_faults
from rag.cite.shares import other_whole
from rag.text.names import known_names
from rag.types import ArticleId, EvidenceSentence, Published, Quote, Span

FIRED = "The Rovers fired head coach Monty Varn on Wednesday."
CAME = "The Rovers hired Tarn Lingdol in May to oversee the club's direction."


def said(text, before=""):
    published = Published.on(date(2024, 2, 20))
    return EvidenceSentence(ArticleId("a"), Span(0, len(text)), text, 0.5, "Rovers", None, None, published, before)


@pytest.mark.parametrize(
    ("claim", "told", "faulty"),
    [
        ("The Rovers hired Tarn Lingdol as their new head coach.", (FIRED, CAME), True),
        ("Tarn Lingdol was named head coach of the Rovers.", (FIRED, CAME), True),
        (
            "The Rovers named Tarn Lingdol head coach.",
            (FIRED, CAME, "Lingdol will be the coach, the club said."),
            False,
        ),
        ("The Rovers named Tarn Lingdol head coach.", (FIRED, CAME, "He takes over as coach in June."), False),
        ("The Rovers named Tarn Lingdol head coach.", (FIRED, "Tarn Lingdol will succeed him."), False),
        ("The Rovers hired Tarn Lingdol as trainer.", (FIRED, CAME), False),
        ("The Rovers hired Tarn Lingdol as their new head coach.", (CAME,), False),
        ("Monty Varn was named head coach.", (FIRED, CAME), False),
    ],
)
def test_a_post_is_given_to_whom_a_source_gives_it(claim: str, told: tuple[str, ...], faulty: bool):
    assert bool(other_post(claim, told)) == faulty


@pytest.mark.parametrize(
    ("claim", "told", "faulty"),
    [
        ("Brew & Co plans to close 30% of its cafes.", ("Brew & Co cuts its menu.", "There will be a 30% reduction in drinks and food."), True),
        ("Brew & Co drops 30% of its drinks.", ("There will be a 30% reduction in drinks and food.",), False),
        ("Brew & Co drops 30% of its menu.", ("Brew & Co cuts its menu.", "There will be a 30% reduction in drinks and food."), False),
        ("About 30% of people drink tea.", ("Tea is the drink of 30% of those asked.",), False),
        ("About 27% of registered voters view the party positively.", ("Just 27% of the registered voters see it positively.",), False),
        ("Ann Roy had 27% of the vote.", ("Ann Roy led with 27%, ahead of Tom Oll on 23%.",), False),
        ("Brew & Co closes 40% of its cafes.", ("There will be a 30% reduction in drinks and food.",), False),
    ],
)  # fmt: skip
def test_a_percentage_is_of_what_a_source_takes_it_of(claim: str, told: tuple[str, ...], faulty: bool):
    assert bool(other_whole(claim, told)) == faulty


@pytest.mark.parametrize(
    ("claim", "told", "faulty"),
    [
        ("The chief executive of Oll Packing Co. said that the recall was a precaution.", "Oll Packing recalled beef.", True),
        ("The chief executive of Oll Packing said that the recall was a precaution.", "Its CEO Ann Roy called it a precaution.", False),
        ("The lawyer said the case was weak.", "His attorney called the case weak.", False),
        ("The president said he would veto it.", "Oll said he would veto it.", False),
        ("Ann Roy said the recall was a precaution.", "Oll Packing recalled beef.", False),
        ("Ann Roy's campaign manager said that the poll was wrong.", "Ann Roy leads in the poll, a voter said.", True),
        ("Ann Roy's campaign manager said that the poll was wrong.", "Her manager called it wrong.", False),
        ("The chief executive of Brew & Co. said it was safe.", "The mischief at Brew & Co. was harmless.", True),
        ("The chief executive of Brew & Co. said it was safe.", "It is safe, say the CEOs of the trade.", False),
    ],
)  # fmt: skip
def test_an_office_speaks_where_a_source_knows_it(claim: str, told: str, faulty: bool):
    assert bool(unknown_office(claim, [told])) == faulty


def test_words_of_somebody_without_a_name_are_not_given_to_whom_the_article_is_of():
    claim = 'Ann Roy responded by saying "Vote for Maur Tell!"'
    yelled = said('"Vote for Maur Tell!" he yelled.', "One supporter leaned out of his truck.")
    assert "not given to Ann Roy" in quotation_faults(claim, [yelled], ())[0][0]
    replied = said('"Vote for Maur Tell!" she said.', "Roy waved to the crowd.")
    assert not quotation_faults(claim, [replied], ())
    of_a_body = said('It had taken its "eye off the ball", he said.', "Inspectors came to the home.")
    assert not quotation_faults('It took its "eye off the ball", the CQC said.', [of_a_body], ())
    assert not quotation_faults('A man yelled "Vote for Maur Tell!"', [yelled], ())


def test_the_day_of_the_first_is_not_the_day_of_the_last():
    first = "The first game between Osk and Velka was on 19 October 1894."
    assert first_for_last("Osk and Velka last met on 19 October 1894.", first)
    assert not first_for_last("Osk and Velka first met on 19 October 1894.", first)
    assert not first_for_last("Osk and Velka last met on 24 November 2011.", first)
    assert not first_for_last("They last met on Friday.", "Their first game was on Monday.")
    assert not first_for_last("They last met in May 2011.", "Their first game was in May 2011.")
    assert not first_for_last("Last year Osk recalled 19 October 1894.", first)
    last = "The last game between them was on 24 November 2011."
    assert first_for_last("Osk and Velka first met on 24 November 2011.", last)


def test_who_said_something_inside_a_quotation_is_not_its_speaker():
    told = said("“The council has announced a plan to screen travellers,” Rosa Nor said.")
    claim = "“The council has announced a plan to screen travellers,” Rosa Nor said."
    words = "The council has announced a plan to screen travellers,"
    quote = Quote(ArticleId("a"), "Rosa Nor", "direct", Span(1, 1 + len(words)), words, "said")
    assert not quotation_faults(claim, [told], [quote])


@pytest.mark.parametrize("piece", ["A.B.", "A ", "named Aa ", "30% of "])
def test_a_long_row_of_one_thing_is_read_in_no_time_that_is_felt(piece: str):
    text = piece * (20_000 // len(piece))
    started = time.perf_counter()
    other_post(text, [text])
    unknown_office(text, [text])
    known_names([text])
    assert time.perf_counter() - started < 5
