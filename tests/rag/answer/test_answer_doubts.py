"""What makes a fitting sentence a doubtful answer, and what stands before it then."""

from __future__ import annotations

from datetime import date

import pytest

from rag.answer.asked import measures
from rag.answer.doubts import DOUBTED, doubts, is_heading, of_another_event
from rag.answer.extract import MOST, SHARE_OF_BEST, extract
from rag.text.names import names
from rag.types import ArticleId, EvidenceSentence, Published, Span


def sentence(text, *, title="", before="", speaker="", score=0.8, day=date(2025, 4, 3)):
    return EvidenceSentence(
        ArticleId("a"), Span(0, len(text)), text, score, title, "Post", None, Published.on(day), before, speaker
    )


def test_one_doubt_is_enough_to_keep_a_sentence_from_standing_beside_a_sound_one():
    assert DOUBTED < SHARE_OF_BEST


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Earlier this month, a small plane carrying ten people crashed in Velka.", True),
        ("In 2009 another plane crashed near Ostrava.", True),
        ("A Norwind plane crashed in Velka, months after the airline opened.", False),
        ("The plane crashed on a frozen lake near Halden.", False),
        ("A plane with 80 people on board crashed at Halden airport on Monday.", False),
    ],
)
def test_a_crash_of_another_time_is_not_the_one_that_only_the_title_names(text, other):
    question, told = "Where did the Norwind plane crash?", sentence(text, title="Norwind plane crashes: 18 hurt")
    assert of_another_event(question, told) is other
    assert (extract(question, [told]) == ()) is other


@pytest.mark.parametrize(
    ("question", "doubtful", "sound"),
    [
        ("What was stolen from the Velka museum?", "What to know about the stolen Velka museum rings",
         "Two rings were stolen from the Velka museum."),
        ("What is in the Velka bill?", "Here's what is in the Velka bill and why it matters.", "The Velka bill has a new tax on sugar."),
        ("Why was the Velka bridge closed?", "The Velka bridge was closed on Monday, shortly after nine.",
         "The Velka bridge was closed because a cable had snapped."),
        ("Who won the Velka Cup?", "A win for Rovers would make Ida Brask the first coach who won the Velka Cup twice.",
         "Athletic won the Velka Cup under coach Jon Reit."),
        ("Who won the Velka Cup?", "Rovers won the 2023 Velka Cup under coach Ida Brask.", "Athletic won the Velka Cup under coach Jon Reit."),
        ("Which town was the second to ban fireworks?", "Halden was the first town to ban fireworks.",
         "Ostby became the second town to ban fireworks."),
        ("What did the Velka council decide?", "They decided on a plan to decide in May.",
         "The Velka council decided to build a school."),
    ],
)  # fmt: skip
def test_what_is_free_of_doubt_stands_before_and_without_what_is_not(question, doubtful, sound):
    weak, strong = sentence(doubtful, score=0.82, title="Velka council"), sentence(sound, score=0.8)
    assert doubts(question, weak) >= 1
    assert doubts(question, strong) == 0
    assert extract(question, [weak, strong])[:1] == (1,)


def test_a_doubtful_sentence_is_shown_where_the_articles_have_no_other_and_stands_alone():
    question = "Who won the Velka Cup?"
    old = sentence("Rovers won the 2023 Velka Cup under coach Ida Brask.", score=0.9)
    far = sentence("Jon Reit spoke of the Velka Cup that Rovers won.", score=0.1)
    assert extract(question, [old]) == (0,)
    assert extract(question, [old, far]) == (0,)


@pytest.mark.parametrize(
    "text", ["He said it would open in May.", "“We won!”", "部長は辞任した。", "بدأت المحادثات", "It cost $4 (up 1%)."]
)
def test_a_sentence_is_no_heading(text):
    assert not is_heading(text)


@pytest.mark.parametrize("text", ["Timeline of the Velka crash", "Rovers 3, Athletic 1", "Pie mix: $4.16 (up 0.1%)"])
def test_a_line_without_an_end_is_a_heading(text):
    assert is_heading(text)


def test_a_year_that_is_only_compared_with_dates_nothing_back():
    question = "How many ballots were rejected in Velka?"
    assert (
        doubts(question, sentence("Velka rejected 860 ballots, more than twice as many as were rejected in 2021.")) == 0
    )
    assert doubts(question, sentence("In 2021 Velka rejected 400 ballots.")) == 1


def test_each_part_of_a_question_has_its_best_sentence_before_one_part_has_more():
    who = [
        sentence(f"Ida Brask won the Velka Cup with {club}.", score=0.8) for club in ("Rovers", "Athletic", "Harriers")
    ]
    where = sentence("The final was played in Halden.", score=0.5, title="Velka Cup")
    found = extract("Who won the Velka Cup, and where was the final played?", [*who, where])
    assert len(found) == MOST
    assert found[0] in (0, 1, 2)
    assert found[-1] == 3


@pytest.mark.parametrize(
    ("text", "told"),
    [("Rovers 3, Athletic 1.", True), ("Rovers won by two goals to one.", True), ("It ended 40-22.", True),
     ("He had 29 points and was 11-for-12 on free throws.", False)],
)  # fmt: skip
def test_a_score_sets_two_counts_against_each_other(text, told):
    assert measures("What was the final score of the Velka Cup?", text) is told


def test_what_somebody_announced_in_the_past_is_no_supposition():
    question = "Which shop announced it was closing all its stores?"
    assert doubts(question, sentence("On Monday, Velkamart announced that it would be closing all its stores.")) == 0


def test_old_news_stands_back_where_other_sentences_answer_as_well():
    question = "Who won the Velka Cup?"
    pair = [sentence("Ida Brask won the Velka Cup."), sentence("Jon Reit won the Velka Cup.", score=0.79)]
    assert extract(question, pair, old=frozenset({0})) == (1,)
    assert extract(question, pair[:1], old=frozenset({0})) == (0,)


def test_a_number_that_the_question_gives_is_not_the_number_that_it_asks_for():
    question = "What was the score of game 7 of the Velka finals?"
    assert extract(question, [sentence("Fans were robbed of a great game 7 of the Velka finals.")]) == ()
    assert extract(question, [sentence("Rovers took game 7 of the Velka finals by 103-91.")]) == (0,)
    assert extract("How many of the 242 people in Velka died?", [sentence("All 242 people in Velka died.")]) == (0,)


@pytest.mark.parametrize(
    "question",
    ["Wann ist das passiert?", "Où est-il mort?", "Dove si trova?", "Wanneer begint het?", "Wem gehört das?"],
)
def test_the_word_that_asks_is_nobodys_name_in_other_languages(question):
    assert names(question) == ()


@pytest.mark.parametrize("text", ["More than 30 people died in Velka.", "Also on Monday, nine people died in Velka."])
def test_a_sentence_that_opens_with_more_or_also_points_at_nothing(text):
    assert doubts("How many people died in Velka?", sentence(text)) == 0


def test_a_day_stands_before_a_time_that_is_only_reckoned_from_something():
    question = "When did the storm hit Velka?"
    pair = [
        sentence("Shops in Velka closed after the storm hit."),
        sentence("The storm hit Velka on Tuesday.", score=0.7),
    ]
    assert extract(question, pair)[0] == 1


def test_what_is_told_with_another_word_of_the_deed_answers():
    assert extract(
        "Where did the Velka plane crash?", [sentence("The accident of the Velka plane was near Ostrava.")]
    ) == (0,)
    asked = "How much money did Velka give to the families?"
    assert extract(asked, [sentence("Velka gave 420,000 marks to the families.")]) == (0,)
