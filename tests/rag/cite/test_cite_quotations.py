"""Quotation marks in a claim: of every style, around one word too, in order, and not around what was denied."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.cite.quotations import quotation_faults
from rag.types import ArticleId, EvidenceSentence, Published, Quote, Span

SCHOOLS = (
    "Union leader Tom Price called the plan “a disgrace for every teacher”.",
    "Education Minister Ruth Adeyemi said: “We will not close a single school this year.”",
    "Tom Varn denied on Monday that the bridge was “a danger to everybody”.",
    "Tom Varn denied it: “I never touched the money at all.”",
)


def evidence(*texts: str) -> list[EvidenceSentence]:
    out, at = [], 0
    for text in texts:
        day = Published.on(date(2025, 5, 12))
        out.append(
            EvidenceSentence(ArticleId("a"), Span(at, at + len(text)), text, 0.5, "On “Hamlet”", None, None, day)
        )
        at += len(text) + 1
    return out


@pytest.mark.parametrize(
    "claim",
    [
        "Tom Price called the plan ‘an insult to every teacher’.",
        "Tom Price called the plan 'a betrayal of every teacher'.",
        "Tom Price called the plan “disgusting” for every teacher.",
        'Tom Price called the plan "disgusting".',
        "Ruth Adeyemi said: “We will … close a single school this year.”",
        "Ruth Adeyemi said: “this year … We will not close.”",
        "Ruth Adeyemi said: “We will [...] close a single school.”",
        "Ruth Adeyemi would “close a single school this year”.",
        "Tom Varn said that the bridge was ‘a danger to everybody’.",
    ],
)
def test_marks_around_other_words_than_were_said_are_a_fault(claim: str) -> None:
    assert quotation_faults(claim, evidence(*SCHOOLS), ())


@pytest.mark.parametrize(
    "claim",
    [
        "Tom Price called the plan ‘a disgrace for every teacher’.",
        "Tom Price called the plan a “disgrace”.",
        "Ruth Adeyemi said: ‘We will not close a single school this year.’",
        "Ruth Adeyemi said: “We will not close … this year.”",
        "Ruth Adeyemi said that she would not “close a single school”.",
        "Tom Varn denied that the bridge was “a danger to everybody”.",
        "Tom Varn said: “I never touched the money at all.”",
        "The teachers’ leaders’ plan was a disgrace in the ’90s.",
        "They staged “Hamlet”.",
    ],
)
def test_exact_words_in_any_marks_stand(claim: str) -> None:
    assert quotation_faults(claim, evidence(*SCHOOLS), ()) == ()


@given(st.sampled_from(["“{}”", '"{}"', "‘{}’", "'{}'"]), st.integers(0, 6), st.integers(1, 4))
def test_any_run_of_words_is_verbatim_in_any_marks(marks: str, start: int, length: int) -> None:
    words = "a disgrace for every teacher in this town".split()[start : start + length]
    source = "Tom Price called the plan a disgrace for every teacher in this town."
    assert quotation_faults(f"It was {marks.format(' '.join(words))}.", evidence(source), ()) == ()


def test_a_conjunction_in_front_of_a_verb_of_saying_is_nobodys_name():
    words = "I never touched the money at all"
    source = f"He sat down / And said, “{words}”"
    quote = Quote(ArticleId("a"), "Tom Varn", "direct", Span(0, len(words)), words, "said")
    assert quotation_faults(source, evidence(source), [quote]) == ()
    assert quotation_faults(source.replace("And said", "Ida Price said"), evidence(source), [quote])
