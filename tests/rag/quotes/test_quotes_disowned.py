"""Words that a sentence brings and its subject does not say: denied, rejected, taken back; and subjects that are nobody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.quotes import extract
from rag.types import ArticleId

ID = ArticleId("a1")
BRIDGE = '"a danger to everybody who uses it"'
OPENERS = (
    "Neither Unlike Said Accused Quoting Engineer Striker Nurse Asked Despite For Told Resident Left-winger".split()
)


def told(text: str) -> list[tuple[str, str, str]]:
    return [(q.speaker, q.kind, q.text) for q in extract(ID, text)]


@pytest.mark.parametrize(
    "sentence",
    [
        f"Tom Varn denied on Monday that Harling bridge was {BRIDGE}.",
        f"Tom Varn denied claims Harling bridge was {BRIDGE}.",
        f"Tom Varn denied ever saying that Harling bridge was {BRIDGE}.",
        f"Tom Varn denied he had said the bridge was {BRIDGE}.",
        f"Tom Varn rejected claims that the bridge was {BRIDGE}.",
        f"Tom Varn dismissed a report that said the bridge was {BRIDGE}.",
        f"Tom Varn apologised for saying that the bridge was {BRIDGE}.",
        f"Tom Varn accused Mary Roe of calling the bridge {BRIDGE}.",
        f"Tom Varn criticised Mary Roe for saying the bridge was {BRIDGE}.",
        f"Tom Varn responded to suggestions that the bridge was {BRIDGE}.",
    ],
)
def test_denied_or_rejected_words_are_nobodys_and_the_whole_sentence_is_told(sentence: str) -> None:
    assert told(sentence) == [("Tom Varn", "reported", sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        f"Tom Varn rejected the bridge as {BRIDGE}.",
        f"Tom Varn rejected the plan, calling it {BRIDGE}.",
        f"Tom Varn denied nothing and called the bridge {BRIDGE}.",
        f"Tom Varn condemned the bridge: {BRIDGE}.",
        f"Tom Varn said that the bridge was {BRIDGE}.",
        f"Tom Varn accused Mary Roe of building {BRIDGE}.",
    ],
)
def test_words_against_something_are_the_speakers_own(sentence: str) -> None:
    direct = [(speaker, text) for speaker, kind, text in told(sentence) if kind == "direct"]
    assert [speaker for speaker, _ in direct] == ["Tom Varn"]


@pytest.mark.parametrize(
    "subject",
    [
        "Neither Tom Varn nor Mary Roe",
        "No minister",
        "Few experts",
        "None of the ministers",
        "Not a single minister",
        "Hardly any expert",
        "Nobody in the ministry",
    ],
)
def test_what_nobody_said_is_no_report(subject: str) -> None:
    assert told(f"{subject} said that Harling bridge would be replaced.") == []


def test_a_few_are_somebody() -> None:
    assert told("A few experts said that the bridge would be replaced.")[0][0] == "A few experts"


@given(st.sampled_from(OPENERS))
def test_the_word_that_opens_a_sentence_is_no_part_of_a_name(opener: str) -> None:
    text = f"Tom Varn came. {opener} Tom Varn was there too. Varn said that the bridge would be replaced."
    assert [speaker for speaker, _, _ in told(text)] == ["Tom Varn"]


@pytest.mark.parametrize("opener", ["Engineer", "Striker", "Nurse", "Auctioneer", "Prosecutor", "Accused"])
def test_a_role_that_opens_the_only_sentence_with_a_name_is_no_part_of_it(opener: str) -> None:
    assert told(f"{opener} Paul Dace said that the bridge would be replaced.")[0][0] == "Paul Dace"


def test_a_first_name_that_opens_a_sentence_stays() -> None:
    text = "Mohammed Sarul Islam came. Mr Sarul Islam said that the bridge would be replaced."
    assert told(text)[0][0] == "Mohammed Sarul Islam"
