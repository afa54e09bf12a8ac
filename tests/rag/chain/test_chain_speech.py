"""Whose words a drafted sentence may rest on: a name, and an office without one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rag.chain.speech import with_right_speaker
from rag.types import ArticleId, EvidenceSentence, Falsity, Published, Quote, Span, Verdict

VARN = "Six of the seven bridges had been examined over the weekend, and two would stay closed."
OPENING = "Transport Minister Ilsa Varn announced a judicial inquiry on Monday."


def evidence(*texts):
    return [
        EvidenceSentence(
            ArticleId("a"), Span(1000 * i, 1000 * i + len(t)), t, 0.5, "Inquiry", None, None,
            Published.on(date(2024, 2, 19)), "",
        )
        for i, t in enumerate(texts)
    ]  # fmt: skip


def judged(text, sentences, speaker="Ilsa Varn"):
    place = len(sentences) - 1
    said = sentences[place]
    quotes = [Quote(ArticleId("a"), speaker, "reported", said.span, said.text, "said")]
    return with_right_speaker(text, sentences, quotes, Verdict(True, 0.9, (), (), (place,)))


def test_an_office_without_a_name_is_whoever_the_sources_say_holds_it():
    drafted = "The minister said that six of the seven bridges had been examined over the weekend."
    assert judged(drafted, evidence(OPENING, VARN)).supported


def test_an_office_that_no_source_gives_to_the_speaker_is_not_hers():
    drafted = "The mayor said that six of the seven bridges had been examined over the weekend."
    verdict = judged(drafted, evidence(OPENING, VARN))
    assert not verdict.supported
    assert verdict.vetoes == ("said by Ilsa Varn, not The mayor",)
    assert verdict.falsity is Falsity.DENIED


@pytest.mark.parametrize("name", ["Maud Lindqvar", "Minister Maud Lindqvar"])
def test_the_words_of_one_are_not_given_to_another_of_the_same_office(name):
    drafted = f"{name} said that six of the seven bridges had been examined over the weekend."
    assert not judged(drafted, evidence(OPENING, VARN)).supported


@pytest.mark.parametrize(("claimed", "heard"), [("Chile", "The government"), ("ICE", "The agency")])
def test_a_body_without_a_name_may_be_the_country_or_the_acronym(claimed, heard):
    told = "The government declared a state of emergency after the blackout on Tuesday."
    assert judged(f"{claimed} declared a state of emergency after the blackout.", evidence(told), heard).supported


def test_a_named_ministry_is_not_another_country():
    told = "The Russian ministry said that the talks had failed on Tuesday."
    assert not judged("Cuba said that the talks had failed.", evidence(told), "The Russian ministry").supported


@pytest.mark.parametrize("words", ["the news text", "the article", "the provided sources", "news reports"])
def test_what_a_model_calls_the_evidence_is_nobody(words):
    drafted = f"According to {words}, six of the seven bridges had been examined over the weekend."
    assert judged(drafted, evidence(OPENING, VARN)).supported


def test_a_sentence_that_brings_only_a_name_does_not_make_the_words_his():
    said = evidence(
        "The firm said the new cranes would cost no job.", "Its rival is led by Rui Falcao, the union said."
    )
    quotes = [
        Quote(ArticleId("a"), who, "reported", s.span, s.text, "said")
        for who, s in zip(("The firm", "Rui Falcao"), said, strict=True)
    ]
    found = Verdict(True, 0.9, (), (), (0, 1))
    assert not with_right_speaker("Rui Falcao said the new cranes would cost no job.", said, quotes, found).supported
    assert with_right_speaker("The firm said the new cranes would cost no job.", said, quotes, found).supported


def test_a_body_that_the_sources_call_by_a_plain_noun_is_that_noun():
    told = evidence("The operator, Atlanta Terminals, runs two ports.", "The operator said it would cut 60 contracts.")
    assert judged("Atlanta Terminals said it would cut 60 contracts.", told, "The operator").supported
    assert not judged("Brask Terminals said it would cut 60 contracts.", told, "The operator").supported


def test_a_clause_beside_that_of_a_speaker_is_of_its_own_teller():
    told = evidence("About 340 people struck, according to Rui Falcao; the operator put the number at 190.")
    assert judged("The operator said that 190 people struck.", told, "Rui Falcao").supported
    assert not judged("The operator said that 340 people struck.", told, "Rui Falcao").supported


@pytest.mark.parametrize(
    ("claimed", "accepted"), [("the Aukra Institute study", True), ("the Nordmark Institute study", False)]
)
def test_the_new_study_is_the_one_that_the_title_names(claimed, accepted):
    told = "According to the new study, 62% of adults in Velka own a boat."
    titled = [replace(s, title="More boats in Velka, an Aukra survey finds") for s in evidence(told)]
    drafted = f"According to {claimed}, 62% of adults in Velka own a boat."
    assert judged(drafted, titled, "the new study").supported is accepted


@pytest.mark.parametrize(
    ("claim", "accepted"),
    [
        ("Maud Lindqvar said on 18 February 2024 that the quay would stay shut.", True),
        ("On 18 February Maud Lindqvar said that the quay would stay shut for 3 days.", True),
        ("Maud Lindqvar said on 18 February that the quay would stay shut for 18 days.", False),
    ],
)
def test_the_day_on_which_it_was_said_is_in_nobodys_words(claim, accepted):
    told = evidence(
        "About 18 ships wait, Ilsa Varn said.", "The quay would stay shut for 3 days, Maud Lindqvar said on Sunday."
    )
    quotes = [
        Quote(ArticleId("a"), who, "reported", s.span, s.text, "said")
        for who, s in zip(("Ilsa Varn", "Maud Lindqvar"), told, strict=True)
    ]
    assert with_right_speaker(claim, told, quotes, Verdict(True, 0.9, (), (), (1,))).supported is accepted
