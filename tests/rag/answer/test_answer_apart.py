"""What keeps a sentence from being an answer although it has the words of the question."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from rag.answer.apart import denies_too, is_past, leads_in, of_another_year, tells_where
from rag.answer.asked import Wanted, answers_in_kind, holds, measures, wanted
from rag.answer.context import plain_text, speaker_note
from rag.answer.extract import extract, worded
from rag.retrieve.window import read_window
from rag.types import ArticleId, EvidenceSentence, Published, Span, Window

THIS_YEAR = Window(
    datetime(2025, 1, 1, 5, tzinfo=UTC),
    datetime(2026, 1, 1, 5, tzinfo=UTC),
    "this year",
    zone=ZoneInfo("America/New_York"),
)


def sentence(text, *, title="", before="", speaker="", day=date(2025, 4, 3)):
    return EvidenceSentence(
        ArticleId("a"), Span(0, len(text)), text, 0.8, title, "Post", None, Published.on(day), before, speaker
    )


def test_a_sentence_behind_a_colon_is_nobodys_utterance():
    plain = sentence("Rovers 3, Athletic 1", before="These are the results of the last five finals:")
    assert worded(plain) == "Rovers 3, Athletic 1"
    assert speaker_note(plain) == ""


def test_an_utterance_keeps_its_speaker_and_its_marks():
    said = sentence("We reopen on Friday", before="Ilsa Varn said:", speaker="Ilsa Varn")
    assert worded(said) == "Ilsa Varn said: “We reopen on Friday”"
    assert plain_text([said]) == "Ilsa Varn said: We reopen on Friday"


@pytest.mark.parametrize(
    "text",
    [
        "Four mayors have won the medal:",
        "“What comes next?”",
        "The council named the winners –",
        "It was the work of",
        "Editor’s note: Follow our coverage of the crash for Friday.",
        "For the latest news on the crash, view our story for Friday.",
        "Here’s what to know about when Varn takes office.",
        "Dec. 7, 2025, 4:40 p.m. ET",
        "Agency",
        "For the latest news, see the Post's coverage of the storm.",
    ],
)
def test_what_only_opens_the_next_words_or_asks_is_no_answer(text):
    assert leads_in(text)
    assert extract("Who won the medal?", [sentence(text, title="Four mayors win the medal: Ida Brask")]) == ()


@pytest.mark.parametrize("text", ["It is what she has dreamt of.", "“We won,” Ida Brask said.", "Ida Brask wins medal"])
def test_a_whole_sentence_or_a_headline_leads_nowhere(text):
    assert not leads_in(text)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Last year there were 285 cases in Velka.", True),
        ("The last large outbreak came six years ago, when Velka had 1,249 cases.", True),
        ("Eighteen years ago Velka counted 40 cases.", True),
        ("In 2021 Velka counted 40 cases.", True),
        ("Velka has had 561 cases, the most since 2019.", False),
        ("Velka has had 561 cases so far, against 285 last year.", False),
        ("Velka has had 561 cases.", False),
        ("Velka counted 561 cases in March 2025.", False),
        ("The doctor in Velka, born in 1961, counted 561 cases.", False),
        ("Velka has had 561 cases, up from 285 last year.", False),
    ],
)
def test_what_is_dated_to_another_year_tells_nothing_of_the_year_that_is_asked(text, other):
    question = "How many cases have there been in Velka this year?"
    assert of_another_year(question, sentence(text), THIS_YEAR) is other
    assert (extract(question, [sentence(text)], THIS_YEAR) == ()) is other


@pytest.mark.parametrize(
    ("question", "text", "other"),
    [
        ("What does today's ruling mean for the tenancy law?", "The ruling voids the 2019 tenancy law.", False),
        ("Whom did Varn beat in yesterday's final?", "Varn beat the 2019 winner Ida Brask in the final.", False),
        ("Whom did Varn beat in yesterday's final?", "Varn beat Ida Brask, Velka’s 2019 winner, in the final.", False),
        ("Whom did Varn beat in yesterday's final?", "Ida Brask lost the 2019 final against Varn.", True),
        ("Whom did Varn beat in yesterday's final?", "In the 2019 season Varn beat Ida Brask.", True),
        ("Whom did Varn beat in yesterday's final?", "Varn beat Ida Brask in the final in 2019.", True),
        ("Whom did Varn beat yesterday?", "The 2019 final was won by Varn.", True),
    ],
)
def test_a_year_that_tells_things_apart_dates_nothing_that_a_day_owns(question, text, other):
    window = read_window(question, datetime(2025, 4, 3, 12, tzinfo=UTC), ZoneInfo("UTC"))
    assert of_another_year(question, sentence(text), window) is other


def test_the_years_that_are_asked_of_are_those_of_the_readers_zone():
    told, now = sentence("By 1 January 2025 Velka had counted 561 cases."), datetime(2025, 1, 1, 2, tzinfo=UTC)
    auckland = read_window("How many cases are there today?", now, ZoneInfo("Pacific/Auckland"))
    assert not of_another_year("How many cases are there today?", told, auckland)


def test_a_comparison_and_a_filter_leave_other_years_in():
    old = sentence("In 2021 Velka counted 40 cases.")
    assert not of_another_year("Are there more cases this year than in 2021?", old, THIS_YEAR)
    assert not of_another_year("How many cases?", old, Window(THIS_YEAR.since, THIS_YEAR.until, None))


def test_who_did_not_is_not_answered_by_who_did():
    question = "Who did not attend the opening?"
    assert not denies_too(question, "Ida Brask will attend the opening.")
    assert denies_too(question, "Ida Brask declined to attend the opening.")
    assert denies_too("Didn’t she attend the opening?", "Ida Brask attended the opening.")


def test_where_is_answered_by_a_place_that_the_question_has_not():
    question = "Where was Brask treated?"
    assert not tells_where(question, sentence("Brask remains in treatment, the club said on Tuesday."))
    assert not tells_where(question, sentence("He said that Brask did not have an infection."))
    assert tells_where(question, sentence("Brask was treated at Saint Orm in Velka."))
    assert tells_where(question, sentence("Brask was taken to a nearby hospital."))


@pytest.mark.parametrize(
    "text",
    [
        "She rests in a nearly 1,600-year-old church.",
        "The service took two hours.",
        "He sat in the sun.",
        "It may rain.",
        "They march on.",
    ],
)
def test_how_old_or_how_long_something_is_and_a_verb_are_no_point_in_time(text):
    assert not holds(text, Wanted.TIME)


@pytest.mark.parametrize(
    "text",
    [
        "She was buried on Saturday.",
        "It opens in the next two or three months.",
        "It began two weeks ago.",
        "It will end within 48 hours.",
        "It starts at 4 p.m.",
        "The vote is in May.",
        "It was built in 1851.",
        "They meet again next month.",
        "It opens on Dec. 3.",
        "He leaves after the election.",
    ],
)
def test_a_point_in_time_is_known(text):
    assert holds(text, Wanted.TIME)


def test_a_year_a_clock_and_a_pronoun_count_nothing():
    question = "How many people live in Velka?"
    assert not measures(question, "Velka will vote in 2026.")
    assert not measures(question, "Velka votes at 4:30 p.m.")
    assert not holds("Enough of the population wants one.", Wanted.NUMBER)
    assert measures(question, "In 2024 Velka had 2000 residents.")
    assert holds("One man was hurt.", Wanted.NUMBER)


def test_how_long_is_answered_by_a_time_or_a_length():
    assert not answers_in_kind("How long is the strike?", "The 11 strikes hurt the ports.")
    assert answers_in_kind("How long is the strike?", "The strike has gone on for 11 days.")
    assert answers_in_kind("How long is the bridge?", "The bridge is 2,400 metres long.")


def test_which_country_asks_for_a_name():
    assert wanted("Which countries were hit with tariffs?") is Wanted.NAME
    assert wanted("Which of the countries’ tariffs rose?") is Wanted.ANYTHING
    assert (
        extract(
            "Which countries pay the tariffs?", [sentence("The importer, not the source countries, pays the tariffs.")]
        )
        == ()
    )


def test_a_count_of_nobody_known_is_no_count():
    question = "How many people are missing in Velka?"
    assert (
        extract(question, [sentence("It is unclear how many people were missing in Velka, where thousands had come.")])
        == ()
    )
    assert extract(question, [sentence("Nine people are missing in Velka.")]) == (0,)


def test_what_is_beside_the_matter_is_left_out_where_the_best_has_it_all():
    best = sentence("The Velka bridge closed because ice had cracked two cables.")
    beside = sentence("The Velka council meets in the old town hall.")
    assert extract("Why did the Velka bridge close?", [best, beside]) == (0,)


@pytest.mark.parametrize(
    "text", ["Here is what we know: nine people died.", "Nine died.", "死者は31人。", "It rained."]
)
def test_what_tells_something_is_no_pointer(text):
    assert not leads_in(text)


@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("The commission had not met since 2018.", True),
        ("It last met in May 2019.", True),
        ("The commission, which met in 2019, will meet in June.", False),
        ("It meets on 3 May 2025.", False),
    ],
)
def test_when_something_will_be_is_not_answered_by_a_past_year(text, past):
    assert is_past("When will the commission meet next?", sentence(text)) is past
    assert not is_past("When did the commission meet?", sentence(text))


@pytest.mark.parametrize(
    "text", ["It remains unclear if, and when, Varn will return.", "The station has not said when Varn will return."]
)
def test_a_when_that_is_left_open_is_no_time(text):
    assert not holds(text, Wanted.TIME)


def test_a_when_that_tells_when_is_one():
    assert holds("Varn left when the show ended.", Wanted.TIME)
