"""Who speaks where a statement, a post or another's report brings the words."""

from __future__ import annotations

import pytest

from rag.quotes import extract
from rag.types import ArticleId


def _said(text: str) -> list[tuple[str, str]]:
    return [(q.speaker, q.text) for q in extract(ArticleId("a"), text)]


def _speakers(text: str) -> list[str]:
    return [speaker for speaker, _ in _said(text)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('"The bridge will close for ten days," the statement read.', "The statement"),
        ("“The bridge will close for ten days,” the memo reads.", "The memo"),
        ('"The bridge will close for ten days," reads a statement from Tom Varn.', "Tom Varn"),
        ('"The bridge will close for ten days," read a statement by the ministry on Monday.', "The ministry"),
        ('The statement from Mayor Tom Varn read: "The bridge will close for ten days."', "Tom Varn"),
        ("A statement from the ministry said the bridge would close for ten days.", "The ministry"),
        ("The bridge will close, according to a statement from Norland Railways.", "Norland Railways"),
        ("The bridge will close, according to a statement by Mayor Tom Varn.", "Tom Varn"),
        ("Tom Varn was quoted by the Herald as saying that the bridge would close.", "Tom Varn"),
        ("Tom Varn has been quoted as saying the bridge would close for ten days.", "Tom Varn"),
        ('"The bridge will close for ten days," Tom Varn was quoted as saying by the Herald.', "Tom Varn"),
        ("“We will build it for all of you,” the drugmaker said.", "The drugmaker"),
        ("“The index is an analysis of the whole town,” the report’s authors observed.", "The report’s authors"),
        ("The moon will be golden tonight, according to the Old Farmer's Almanac.", "Old Farmer’s Almanac"),
    ],
)
def test_words_of_a_document_are_given_to_whom_it_is_from(text: str, speaker: str) -> None:
    assert _speakers(text) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "The boy read a statement from the court for hours.",
        'The class read "The Bridge of Leuze" for the exam.',
        "The Herald said it was seen. The man was cited as he left, saying nothing.",
    ],
)
def test_what_is_only_read_is_no_speech(text: str) -> None:
    assert all(cue not in ("read", "reads", "saying") for cue in (q.cue for q in extract(ArticleId("a"), text)))


def test_a_statement_is_sent_to_a_paper_and_does_not_speak_for_it() -> None:
    text = (
        "In a written statement to the Leuze Herald, Jill Roe, director of affairs for the corporation, wrote: "
        "“The nation is facing a shortage.”"
    )

    assert _speakers(text) == ["Jill Roe"]


def test_a_name_behind_a_date_speaks() -> None:
    text = (
        'The doctors said he was well. On Sept. 26 Varn told a reporter:\n"I had pains and nobody knew why it was so."'
    )

    assert _said(text)[-1] == ("Varn", "I had pains and nobody knew why it was so.")


def test_words_behind_a_colon_are_never_those_of_the_speaker_before() -> None:
    text = 'The doctors said he was well again. Then came a word from the one who had been hurt:\n"I had pains all day long."'

    assert _said(text)[-1] == ("unknown", "I had pains all day long.")


def test_a_man_is_not_whoever_the_title_calls_a_man() -> None:
    text = "Man Tom Varn, a man of Leuze, was there. Later, the man said he had no memory of the night."

    assert _speakers(text) == ["The man"]


def test_a_pastor_has_his_whole_name() -> None:
    text = 'Baptist Church Pastor Jamal Roe came.\n"We spend our money here every day," said Pastor Roe.'

    assert _speakers(text) == ["Jamal Roe"]


def test_what_somebody_says_he_needs_is_not_what_he_says_of_it() -> None:
    assert _said("Tom Varn left. The data he says he needs were never collected by the town.") == []
    assert _speakers("Tom Varn left. The next day he said the bridge would close.") == ["Tom Varn"]
    assert _speakers("Tom Varn left. In the interview he said the bridge would close.") == ["Tom Varn"]
    assert _speakers("Tom Varn left. Asked about the data he said nothing was wrong.") == ["Tom Varn"]


def test_a_story_told_is_no_speech() -> None:
    assert _said("The singer Ann Roe made a film. Roe tells their story with love.") == []
    assert _said("In the north, Senator Ann Roe contends with Tom Varn, a former aide.") == []


def test_what_the_paper_tells_before_an_and_is_not_the_speakers() -> None:
    text = "Most counties declined the vaccine this week, and Ilsa Varn said she had given up arguing."

    assert _said(text) == [("Ilsa Varn", "Ilsa Varn said she had given up arguing.")]
