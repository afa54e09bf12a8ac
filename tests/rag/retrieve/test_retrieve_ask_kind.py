"""Does a question ask what somebody said: in small letters too, of nobody by name, and in other verbs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rag.retrieve.ask_kind import SpeakerAsk, read_speaker
from rag.retrieve.window import read_window


@pytest.mark.parametrize(
    ("question", "speaker", "about"),
    [
        ("what did varn say about the commission", "varn", "the commission"),
        ("what did tom varn think about the dam?", "tom varn", "the dam"),
        ("What did the police say about the flood?", "police", "the flood"),
        ("What has the government announced on trams?", "government", "trams"),
        ("What did Varn call for on tariffs?", "Varn", "tariffs"),
        ("What has Varn called for?", "Varn", ""),
        ("What has Varn promised on taxes?", "Varn", "taxes"),
        ("What has Varn denied about the dam?", "Varn", "the dam"),
        ("What did Varn say about the dam?", "Varn", "the dam"),
        ("What did the governor of the Bank of Norland say about May?", "governor of the Bank of Norland", "May"),
    ],
)
def test_whose_words_are_asked_for_and_on_what(question: str, speaker: str, about: str) -> None:
    assert read_speaker(question) == SpeakerAsk(speaker, about)


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("What did Varn say this week?", ""),
        ("What did Varn say yesterday?", ""),
        ("What did Varn say today about the dam?", "the dam"),
        ("What did Varn say last week?", ""),
        ("What did Varn say since January?", ""),
        ("What did Varn say before 2023?", ""),
        ("What did Varn say two weeks ago?", ""),
        ("What did Varn say on Monday?", ""),
        ("What did Varn say in the past ten days about the dam?", "the dam"),
        ("Last week, what did Varn say about the dam?", "the dam"),
        ("What did Varn say about the dam on 3 February 2024?", "the dam"),
        ("What did Varn say about Monday's vote?", "Monday's vote"),
        ("What did Varn say about the 3 February vote?", "the 3 February vote"),
    ],
)
def test_when_it_was_said_is_not_what_it_was_about(question: str, about: str) -> None:
    when = read_window(question, datetime(2024, 2, 21, 12, tzinfo=UTC), UTC).words
    assert read_speaker(question, when) == SpeakerAsk("Varn", about)


@pytest.mark.parametrize(
    "question",
    ["What did he say?", "what did they say about it?", "What did people say?", "How did the war end?",
     "How does a bill become law?", "What did the storm do to the dam?"],
)  # fmt: skip
def test_nobodys_words_are_asked_for(question: str) -> None:
    assert read_speaker(question) is None
