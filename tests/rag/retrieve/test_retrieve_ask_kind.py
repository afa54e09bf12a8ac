"""Does a question ask what somebody said: in small letters too, of nobody by name, and in other verbs."""

from __future__ import annotations

import pytest

from rag.retrieve.ask_kind import SpeakerAsk, read_speaker


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
    ],
)
def test_whose_words_are_asked_for_and_on_what(question: str, speaker: str, about: str) -> None:
    assert read_speaker(question) == SpeakerAsk(speaker, about)


@pytest.mark.parametrize(
    "question",
    ["What did he say?", "what did they say about it?", "What did people say?", "How did the war end?",
     "How does a bill become law?", "What did the storm do to the dam?"],
)  # fmt: skip
def test_nobodys_words_are_asked_for(question: str) -> None:
    assert read_speaker(question) is None
