"""Reported speech: who says it, which words are the report, and who "he" is."""

from __future__ import annotations

import pytest

from rag.quotes import canonical, extract
from rag.types import ArticleId

ID = ArticleId("a1")
Said = list[tuple[str, str]]


def reported(text: str) -> Said:
    return [(q.speaker, q.text) for q in extract(ID, text) if q.kind == "reported"]


def speakers(text: str) -> list[str]:
    return [q.speaker for q in extract(ID, text)]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Tom Varn said that the ferry would sail on Monday.", "Tom Varn"),
        ("Tom Varn said the ferry would sail on Monday.", "Tom Varn"),
        ("Tom Varn, the harbour master, said that the ferry would sail.", "Tom Varn"),
        ("The harbour master, Tom Varn, said that the ferry would sail.", "Tom Varn"),
        ("On Monday, Tom Varn told reporters that the ferry would sail.", "Tom Varn"),
        ("The ferry will sail on Monday, Tom Varn announced.", "Tom Varn"),
        ("The ferry will sail on Monday, said Tom Varn, the harbour master.", "Tom Varn"),
        ("The ferry will sail on Monday, according to Tom Varn.", "Tom Varn"),
        ("According to the port authority, the ferry sails on Monday.", "The port authority"),
        ("The Norland side affirmed that the ferry would sail.", "The Norland side"),
        ("The foreign ministry denied that the ferry had been stopped.", "The foreign ministry"),
        ("Police in Ostmark warned that the roads were icy.", "Police in Ostmark"),
        ("It was said by Tom Varn that the ferry would never sail.", "Tom Varn"),
        ("Sen. Ilsa Roe has repeatedly argued that the ferry costs too much.", "Ilsa Roe"),
        ("The Ostmark County Sheriff’s Department said the road was closed.", "Ostmark County Sheriff’s Department"),
        ("The Ministry of Transport said the road was closed.", "Ministry of Transport"),
        ("The New Ostmark Police Department said the road was closed.", "New Ostmark Police Department"),
        ("Norland and Ostmark confirmed that the ferry would sail.", "Norland and Ostmark"),
        ("A spokeswoman for the ferry company said it would sail.", "A spokeswoman for the ferry company"),
        ("The ice is thin, according to Ostmark-based meteorologist Tom Varn.", "Tom Varn"),
    ],
)
def test_finds_the_speaker_of_a_report(sentence: str, speaker: str) -> None:
    assert reported(sentence) == [(speaker, sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Tom Varn never said that the ferry would sail.",
        "What has Tom Varn said about the ferry to Ostmark?",
        "If Tom Varn said the ferry would sail, nobody heard it.",
        "The ferry was announced in spring and forgotten by summer.",
        "Tom Varn could not say whether the ferry would sail.",
        "Tom Varn insisted on a new ferry for the islands.",
        "The fire destroyed the old ferry house on the quay.",
    ],
)
def test_reports_nothing_where_nobody_says_it(sentence: str) -> None:
    assert reported(sentence) == []


def test_it_is_the_last_organisation() -> None:
    text = "The Norland side affirmed that the tariffs hurt the island. It further stated that they break the treaty."
    assert speakers(text) == ["The Norland side", "The Norland side"]


def test_he_is_the_last_man_who_spoke() -> None:
    text = "Tom Varn said the ferry was late. He added that the crew was tired."
    assert speakers(text) == ["Tom Varn", "Tom Varn"]


def test_she_is_not_a_man() -> None:
    text = "Tom Varn said the ferry was late. She added that the crew was tired."
    assert speakers(text) == ["Tom Varn", "unknown"]


def test_she_reaches_over_a_man_to_the_woman_who_spoke() -> None:
    text = "Maria Holm said the ferry was late. Tom Varn said it was on time. She added that her watch was right."
    assert speakers(text) == ["Maria Holm", "Tom Varn", "Maria Holm"]


def test_she_is_the_only_woman_just_named() -> None:
    text = "The news had not sunk in for the goalkeeper Maria Holm. “I am in shock today,” she said."
    assert speakers(text) == ["Maria Holm"]


def test_he_is_unknown_when_two_men_could_be_meant() -> None:
    text = "Tom Varn met Karl Brandt and Peter Holm at the quay. He said the ferry was late."
    assert speakers(text) == ["unknown"]


def test_he_is_unknown_when_another_man_came_between() -> None:
    text = "Tom Varn said the ferry was late. The timetable is the work of Karl Brandt. He added that it was bad."
    assert speakers(text) == ["Tom Varn", "unknown"]


def test_a_pronoun_without_antecedent_is_unknown() -> None:
    assert speakers("He said that the ferry was late.") == ["unknown"]
    assert speakers("It said that the ferry was late.") == ["unknown"]


def test_he_is_no_organisation() -> None:
    assert speakers("The ministry said the ferry was late. He added that it was old.") == ["The ministry", "unknown"]


def test_two_speakers_in_a_sentence_have_a_clause_each() -> None:
    text = "Tom Varn said the ferry was late, and Maria Holm said the crew was tired."
    assert reported(text) == [
        ("Tom Varn", "Tom Varn said the ferry was late"),
        ("Maria Holm", "Maria Holm said the crew was tired."),
    ]


def test_what_somebody_says_another_said_belongs_to_the_one_who_says_it() -> None:
    assert speakers("Tom Varn said that Maria Holm told him the crew was tired.") == ["Tom Varn"]
    assert speakers("Tom Varn said Maria Holm told him the crew was tired.") == ["Tom Varn"]


def test_a_surname_that_two_people_share_stays_a_surname() -> None:
    text = (
        "Tomas Varn runs the port. Ilsa Varn runs the union.\nThe winter was hard on the quays.\n"
        "The ships stayed in.\nIce came early.\nThe cranes froze.\nVarn said the ferry would sail."
    )
    assert speakers(text) == ["Varn"]


def test_a_shared_surname_is_the_one_just_written_in_full() -> None:
    text = "Tomas Varn runs the port.\nIlsa Varn runs the union. Varn said the ferry would not sail."
    assert speakers(text) == ["Ilsa Varn"]


def test_a_shared_surname_with_an_office_is_the_one_who_holds_it() -> None:
    text = (
        "Minister Tomas Varn runs the port.\nIlsa Varn runs the union.\nThe winter was hard.\nIce came early.\n"
        "The cranes froze.\nThe ships stayed in.\nThe crews went home.\nMinister Varn said the ferry would sail."
    )
    assert speakers(text) == ["Tomas Varn"]


def test_the_minister_is_the_only_minister_named_before() -> None:
    text = "Foreign Minister Karel Dvorak arrived on Monday. The minister said the talks would go on."
    assert speakers(text) == ["Karel Dvorak"]


def test_the_minister_of_two_is_left_as_written() -> None:
    text = "Minister Karel Dvorak met Minister Maria Holm. The minister said the talks would go on."
    assert speakers(text) == ["The minister"]


def test_a_quotation_is_not_told_again_as_a_report() -> None:
    assert reported("“The ferry is late,” Tom Varn told reporters in Ostmark on Monday.") == []


def test_what_is_reported_beside_a_quotation_is_told() -> None:
    text = "Tom Varn said the ferry would be late because of “a hole the size of a door” in its hull."
    assert reported(text) == [("Tom Varn", text)]
    text = "“The ferry is late,” Tom Varn said, adding that the crew was looking for a new engine."
    assert reported(text) == [("Tom Varn", "Tom Varn said, adding that the crew was looking for a new engine.")]


def test_a_headline_gives_no_names() -> None:
    text = "Blame Varn Again\n\nThe ferry stayed in port.\nVarn said the ice was too thick."
    assert speakers(text) == ["Varn"]


def test_a_title_gives_the_name_that_the_text_lacks() -> None:
    quotes = extract(ID, "Varn said the ice was too thick.", title="Ferry stays in port, Thomas Varn says")
    assert [q.speaker for q in quotes] == ["Thomas Varn"]


def test_canonical_gives_the_fullest_name_of_the_text() -> None:
    text = "Foreign Minister Karel Dvorak arrived. Tomas Varn and Ilsa Varn received him."
    assert canonical("Dvorak", text) == "Karel Dvorak"
    assert canonical("the minister", text) == "Karel Dvorak"
    assert canonical("Varn", text) == "Varn"
    assert canonical("Nobody", text) == "Nobody"


def test_a_report_is_never_its_cue_alone() -> None:
    sentence = "According to Paul Dace, Eva Stone said the pumps had not been serviced."
    assert reported(sentence) == [("Paul Dace", sentence)]
