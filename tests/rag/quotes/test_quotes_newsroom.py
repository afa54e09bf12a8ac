"""Shapes of newspaper sentences in which one's words were given to another, or to nobody."""

from __future__ import annotations

import pytest

from rag.quotes import extract
from rag.types import ArticleId

ID = ArticleId("a1")


def told(text: str, kind: str) -> list[tuple[str, str]]:
    return [(q.speaker, q.text) for q in extract(ID, text) if q.kind == kind]


def direct(text: str) -> list[tuple[str, str]]:
    return told(text, "direct")


def reported(text: str) -> list[tuple[str, str]]:
    return told(text, "reported")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Tom Varn quoted Ilsa Roe as saying “the ferry is as late as ever” on Monday.", "Ilsa Roe"),
        ("Tom Varn, citing Ilsa Roe as saying “the ferry is as late as ever”, left.", "Ilsa Roe"),
        ("Ilsa Roe was quoted as saying “the ferry is as late as ever” on Monday.", "Ilsa Roe"),
        ("The government hailed the ferry, with Ilsa Roe saying it was “a very good result for us all”.", "Ilsa Roe"),
        ("Tom Varn was accused by Karl Brandt of lying, and said “that is plain nonsense”.", "Tom Varn"),
        ("Tom Varn left the room and later told nobody but wrote “that is plain nonsense” on Monday.", "Tom Varn"),
        ("Ilsa Roe resigned, saying: “The ferry was never my idea,” the Ostmark Herald reported.", "Ilsa Roe"),
        ("The harbour “could not hide its age”, said Ostmark University geologist Ilsa Roe.", "Ilsa Roe"),
    ],
)
def test_words_belong_to_whoever_is_made_to_say_them(text: str, speaker: str) -> None:
    assert [who for who, _ in direct(text)] == [speaker]


def test_what_follows_that_is_another_utterance_than_the_quotation_in_front() -> None:
    text = (
        "Despite the Herald saying that Roe has “zero regrets about the dam”, Norland News added that “doubts remain”."
    )
    assert direct(text) == [("Herald", "zero regrets about the dam"), ("Norland News", "doubts remain")]


def test_that_night_is_no_clause() -> None:
    assert direct("“We shall sail,” Tom Varn said that night.") == [("Tom Varn", "We shall sail")]


def test_a_participle_that_opens_the_sentence_is_of_the_one_who_speaks_in_it() -> None:
    text = "Adding that she wanted “a ferry for the islands”, Ilsa Roe said that “no ship may leave”."
    assert [who for who, _ in direct(text)] == ["Ilsa Roe", "Ilsa Roe"]


def test_he_is_unknown_where_a_man_with_an_office_was_named_last() -> None:
    text = "Harbour master Keir Holt faces an inquiry. It began with deputy Imrad Khalo’s exit. He said he was sorry."
    assert reported(text)[-1][0] == "unknown"


def test_he_is_the_official_whom_his_own_sentence_names() -> None:
    text = "Norland chief Antero Gutto welcomed the truce, which he said had “ended one of the worst winters”."
    assert direct(text) == [("Antero Gutto", "ended one of the worst winters")]


def test_a_relative_who_is_only_mentioned_has_not_spoken() -> None:
    text = (
        "Jon Varn, the uncle of Mark and Bill Varn, said the family was shocked.\n"
        "“People do not see me cry,” Varn said.\nMark had two children.\nBill had one.\nThe ice came.\nThe ships stayed.\n"
        "“We need justice,” Varn said."
    )
    assert {who for who, _ in direct(text)} <= {"Jon Varn", "Varn"}


def test_whom_another_is_likened_to_has_not_spoken() -> None:
    text = "A man with the same name as the suspect said his time at sea taught him “the meaning of great service”."
    assert [who for who, _ in direct(text) if who == "The suspect"] == []


def test_a_predicate_is_no_aside_of_the_one_it_is_about() -> None:
    text = "Dora Salo, a Norland singer, was jailed for three years, said the Herald."
    assert [who for who, _ in reported(text)] == ["Herald"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ursula van der Holm opened the port. Van der Holm said that it was late.", "Ursula van der Holm"),
        ("Ursula von der Holm opened the port. It is late, von der Holm said.", "Ursula von der Holm"),
        ("Will Dunn said that the ferry was late.", "Will Dunn"),
        ("Ilsa May said that the ferry was late.", "Ilsa May"),
        ("The ferry is late, said UN envoy to Yemen Hans Grund.", "Hans Grund"),
        ("Ostmark Prosecutor Laure Becco said that the ferry was late.", "Laure Becco"),
        ("Ostmark City writer Dan Varn said that the ferry was late.", "Dan Varn"),
        ("The ferry is late, says mother of two Erica Roe, who lives here.", "Erica Roe"),
        ("NORLAND TODAY counted the ships. It said that the ferry was late.", "NORLAND TODAY"),
    ],
)
def test_finds_the_whole_name_and_nothing_but_the_name(text: str, speaker: str) -> None:
    assert reported(text)[-1][0] == speaker


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("The port is shut, the Norland Centers for Tide Control and Rescue said.", "Norland Centers for Tide Control and Rescue"),
        ("The Joint Council for the Welfare of Sailors said the port was shut.", "Joint Council for the Welfare of Sailors"),
        ("Varn and Roe’s families had urged the city to open the port.", "Varn and Roe’s families"),
        ("The family said that the port was shut.", "The family"),
        ("The paper said that the port was shut.", "The paper"),
        ("The PM said that the port was shut.", "The PM"),
        ("The port is shut, the Herald reported.", "Herald"),
        ("The port is shut, reports the Herald.", "Herald"),
        ("The port is shut, per the Ostmark Herald.", "Ostmark Herald"),
        ("The port is shut, according to a Norland House press release.", "A Norland House press release"),
        ("The port is shut, according to state data.", "State data"),
        ("The port is shut, according to league insiders Mark Stein and Jake Fisch.", "Mark Stein and Jake Fisch"),
        ("The port is shut, according to a source familiar with the matter.", "A source"),
        ("OSTMARK ― President Tom Varn said that the port was shut.", "Tom Varn"),
        ("Tom Varn left the hall and said the port was shut.", "Tom Varn"),
        ("Tom Varn called for a new port.", "Tom Varn"),
        ("Tom Varn said the port was shut, the Herald reported.", "Tom Varn"),
    ],
)  # fmt: skip
def test_reports_of_papers_records_and_bodies_are_theirs(sentence: str, speaker: str) -> None:
    assert reported(sentence) == [(speaker, sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The work of Ostmark, according to plan, goes on for years.",
        "The bread was shared out according to their needs and wishes.",
        "The ships are sorted according to the size of the hull.",
        "The train reached 200 miles per Norland hour in the test.",
        "Will Tom Varn say that the port is shut?",
        "Tom Varn reported to the harbour master at noon every day.",
        "The plan drawn up by Tom Varn and said to be secret is lost.",
        "Tom Varn was held by the harbour police and told to go home.",
    ],
)
def test_nothing_is_reported_where_nobody_tells_it(sentence: str) -> None:
    assert reported(sentence) == []


def test_a_papers_words_are_not_left_to_the_next_paper() -> None:
    text = (
        "Roe is a “poet who wrote of the sea”, the paper added, while her father was “a man of ice”, said the Herald."
    )
    assert direct(text) == [("The paper", "poet who wrote of the sea"), ("Herald", "a man of ice")]


def test_a_straight_mark_closes_what_a_curly_one_opened() -> None:
    text = '“One man was sent to hospital," Tom Varn said. "He was treated there.”'
    assert direct(text) == [("Tom Varn", "One man was sent to hospital"), ("Tom Varn", "He was treated there.")]


def test_a_title_with_its_comma_inside_the_marks_is_no_speech() -> None:
    assert direct('Tom Varn said the making of "The Winter Ferry," his film, took years.') == []


def test_a_question_to_a_month_or_a_will_is_no_name() -> None:
    assert direct("“Will May be warm?” Tom Varn asked.") == [("Tom Varn", "Will May be warm?")]


def test_he_is_no_website() -> None:
    text = "The port shut on Monday, according to ship-tracking site Varitide. The ice was thick, he said."
    assert reported(text)[-1][0] == "unknown"


def test_what_a_paper_relays_is_still_reported_of_the_one_who_says_it() -> None:
    text = "Varn pledged aid to the islands in the form of “nine ships and all help there”, the Herald reported."
    assert direct(text) == [("Herald", "nine ships and all help there")]
    assert reported(text) == [("Varn", text)]


def test_wrote_stands_in_front_of_its_subject_without_marks_too() -> None:
    text = "The storm broke the port, wrote Ilsa Roe in the Herald, but it was “the perfect tonic for the town”."
    assert direct(text) == [("Ilsa Roe", "the perfect tonic for the town")]


def test_she_is_no_uncle() -> None:
    text = "Mayor Nan Roe knew him. His uncle says he saw no danger.\nMayor Roe met him when she was young, she said."
    assert reported(text)[-1][0] == "Nan Roe"


def test_the_one_before_whom_the_subject_stands_is_no_rival_for_a_pronoun():
    text = (
        "Anselm Korda, 58, was the first witness before Judge Odile Tarrant in Estermouth. "
        "He said he sent his report in June."
    )
    assert [q.speaker for q in extract(ArticleId("a"), text)] == ["Anselm Korda"]
