"""The latest count answers "how many"; a person's own words answer "what did X say"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rag.answer.instead import in_their_words
from rag.answer.latest import without_overtaken
from rag.answer.said import ON_TOPIC, Utterance, bearing, on_topic, own_words
from rag.types import ArticleId, EvidenceSentence, Published, Quote, Span


def told(text: str, day: int, title: str = "Dunmar Bridge", score: float = 0.8) -> EvidenceSentence:
    return EvidenceSentence(
        ArticleId(f"a{day}"), Span(0, len(text)), text, score, title, "Post", None, Published.on(date(2024, 2, day))
    )


THREE = told("The Dunmar Bridge fell into the river, killing three people.", 17)
SEVEN = told("Seven people are known to have died at the Dunmar Bridge.", 18)
NINE = told("The last of the missing was found dead at the Dunmar Bridge, bringing the number of victims to nine.", 21)
TOLL = (THREE, SEVEN, NINE)


def test_a_toll_that_a_later_report_raised_is_no_answer():
    kept = without_overtaken("How many people died at the Dunmar Bridge?", TOLL)
    assert NINE in kept
    assert SEVEN not in kept


@pytest.mark.parametrize(
    "question",
    [
        "How many people died at the Dunmar Bridge at first?",
        "How did the number of dead at the Dunmar Bridge change?",
        "How many people were dead at the Dunmar Bridge on Sunday?",
        "Who announced the inquiry into the Dunmar Bridge?",
    ],
)
def test_a_question_on_an_earlier_state_or_on_no_count_keeps_every_report(question: str):
    assert without_overtaken(question, TOLL) == TOLL


def test_the_toll_of_another_event_overtakes_nothing():
    flood = told("Twelve people died in the flood at Estermoor.", 22, "The flood")
    assert SEVEN in without_overtaken("How many people died at the Dunmar Bridge?", (SEVEN, flood))


def test_undated_reports_overtake_nothing():
    undated = EvidenceSentence(ArticleId("u"), NINE.span, NINE.text, 0.8, NINE.title, None, None, None)
    assert SEVEN in without_overtaken("How many people died at the Dunmar Bridge?", (SEVEN, undated))


def said(text: str, at: int = 0) -> Quote:
    return Quote(ArticleId("a"), "Tilde Ramm", "direct", Span(at, at + len(text)), text, "said")


def test_words_on_the_topic_come_before_words_near_it_and_others_are_left_out():
    near, on, off = (Utterance(said(t, n * 50), b) for n, (t, b) in enumerate((("a", 0.35), ("b", 0.8), ("c", 0.1))))
    assert on_topic([near, on, off], 8) == (on, near)
    assert on_topic([near, on, off], 1) == (on,)


def test_words_that_lean_on_the_topic_count_as_on_it():
    assert bearing(0.0, 0.1, 0.5) == ON_TOPIC
    assert bearing(0.0, 0.1, 0.2) < ON_TOPIC
    assert bearing(1.0, 0.5, 0.2) == pytest.approx(0.8)


def test_an_answer_in_own_words_takes_the_utterances_close_to_the_best_and_nothing_else():
    sentences = [told("x", 1, score=0.9), told("y", 2, score=0.5), told("z", 3, score=0.8), told("other", 4, score=0.9)]
    assert own_words(sentences, 3) == (0, 2)
    assert own_words(sentences, 0) == ()
    assert own_words([told("x", 1, score=0.39)], 1) == ()


def uttered(text: str, day: int, score: float = 0.8) -> EvidenceSentence:
    return replace(told(text, day, score=score), before="Tilde Ramm said:", speaker="Tilde Ramm")


def test_old_words_are_left_out_beside_newer_ones_and_stand_where_there_are_no_others():
    old = uttered("We will build the harbour tunnel before anything else.", 1, 0.9)
    new = uttered("The harbour tunnel is off the table for this year.", 20, 0.5)
    assert own_words([old, new], 2, "the harbour tunnel", old=frozenset({0})) == (1,)
    assert own_words([old, replace(new, score=0.1)], 2, "the harbour tunnel", old=frozenset({0})) == (0,)
    assert own_words([old, old], 2, "the harbour tunnel", old=frozenset({0, 1})) == (0,)


def test_words_that_tell_nothing_by_themselves_are_no_answer():
    spoken = [uttered("Yes.", 1), uttered("straight up", 2), uttered("The tunnel is dead.", 3)]
    assert own_words(spoken, 3, "the harbour tunnel") == (2,)
    assert own_words(spoken[:2], 2, "") == ()
    reported = told("Ramm called it so.", 4)
    assert own_words([reported], 1, "the harbour tunnel") == (0,)


def test_the_same_words_with_other_marks_are_given_once():
    spoken = [uttered("Don't take the tunnel.", 1), uttered("Don’t take the tunnel", 2)]
    assert own_words(spoken, 2, "the tunnel") == (0,)


def test_words_of_an_article_that_does_not_know_the_topic_are_left_out():
    spoken = [uttered("They could not end the work under the law.", 1), uttered("It is safe at any depth.", 2, 0.5)]
    assert own_words(spoken, 2, "the Dunmar tunnel", elsewhere=frozenset({0})) == (1,)


def test_a_source_s_sentence_stands_in_for_a_draft_only_when_it_says_much_of_it():
    crown = told("Brask Athletic won the National Cup on Saturday.", 24, "Brask Athletic win the cup")
    question = "Who won the National Cup?"
    assert in_their_words(question, [crown], ["Brask Athletic won the National Cup final."]) == (0,)
    assert in_their_words(question, [crown], ["Port Tamsen Rovers took home a trophy."]) == ()


@pytest.mark.parametrize(
    ("words", "tells"), [("You are not forgotten.", True), ("Yes.", False), ("straight up", False)]
)
def test_a_whole_sentence_of_few_words_of_content_tells_something(words, tells):
    utterance = replace(told(words, 1), speaker="Tilde Ramm", before="Tilde Ramm said:")
    assert bool(own_words([utterance], 1)) is tells
