"""A reply as a chat window would draw it: its marks are no part of what it says."""

from __future__ import annotations

import pytest

from rag.answer.draft import unmarked, whole_sentences
from rag.ports import Completion

PLAIN = "Nine people were killed in Osk."


def sentences(reply: str, size: int = 3) -> list[str]:
    """Return the whole sentences of a reply that comes in small pieces."""
    pieces = [reply[i : i + size] for i in range(0, len(reply), size)]
    return [x for x in whole_sentences(iter([*pieces, Completion(reply, finished=True)])) if isinstance(x, str)]


@pytest.mark.parametrize(
    "reply",
    [
        "1. Nine people were killed in Osk.",
        "2) Nine people were killed in Osk.",
        "- Nine people were killed in Osk.",
        "* Nine people were killed in Osk.",
        "• Nine people were killed in Osk.",
        "**1.** Nine people were killed in Osk.",
        "**1. Nine people were killed in Osk.**",
        "Nine people were killed in Osk [1].",
        "Nine people were killed in Osk. [1]",
        "Nine people were killed in Osk.[1][12]",
        "Nine people [1, 2] were killed in Osk [^3].",
        "Nine people were killed in Osk【1†source】.",
        "Nine people were killed in Osk.【4:0†source】",
        "**Nine** people were killed in Osk.",
        "__Nine__ people were _killed_ in *Osk*.",
        "***Nine people*** were killed in `Osk`.",
        "`Nine people were killed in Osk.`",
        "## Nine people were killed in Osk.",
        "```text\nNine people were killed in Osk.\n```",
        "---\nNine people were killed in Osk.\n***",
        "| Place | Killed |\n|---|:-:|\n| Osk | nine |\n\nNine people were killed in Osk.",
    ],
)
@pytest.mark.parametrize("size", [1, 4, 500])
def test_marks_of_a_list_of_sources_and_of_markdown_are_no_part_of_a_sentence(reply, size):
    assert sentences(reply, size) == [PLAIN]


@pytest.mark.parametrize(
    "reply",
    [
        "1. Nine people were killed.\n2. The bridge fell.",
        "Nine people were killed.【1†source】 The bridge fell.【2†source】",
        "Nine people were killed. [1] The bridge fell. [2]",
        "**Nine people were killed. The bridge fell.**",
        "`Nine people were killed.` `The bridge fell.`",
    ],
)
def test_marks_join_no_sentences(reply):
    assert sentences(reply) == ["Nine people were killed.", "The bridge fell."]


@pytest.mark.parametrize(
    "text",
    [
        "19 people were hurt.",
        "9.5 per cent of them voted.",
        "-5 degrees were measured.",
        "The file is snake_case_name and the handle @_osk_ is hers.",
        "He said f*** it and told the M*A*S*H crew to go.",
        "The law of [2019] was signed.",
        "Nine people were killed [bcdf].",
        "He lost 2 * 3 * 4 points.",
    ],
)
def test_what_is_no_mark_stays(text):
    assert unmarked(text) == text


def test_a_number_that_is_stressed_is_no_mark_of_a_list():
    assert unmarked("**1.5 million** people were moved.") == "1.5 million people were moved."


@pytest.mark.parametrize(
    "text", ["```", "~~~python", "---", "***", "|---|", "---|---", "| Rate | 4.5 per cent |", "[1]"]
)
def test_what_is_no_sentence_is_nothing(text):
    assert unmarked(text) == ""
