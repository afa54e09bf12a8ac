"""Quotation marks in a claim: of every style, around one word too, in order, and not around what was denied."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.cite.quotations import quotation_faults
from rag.types import ArticleId, EvidenceSentence, Falsity, Published, Quote, Span

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


PLAN = "The plan will help every single town"


@pytest.mark.parametrize(
    ("speaker", "told"),
    [
        ("Ralph Varn", "Norland’s envoy to the UK, Ralph Varn, told reporters on Monday."),
        ("Ralph Varn", "the head of the Bank of Norland, Ralph Varn, said."),
        ("A nurse", "a nurse from El Paso, Texas, said."),
        ("A nurse", "a nurse from Buffalo, New York, said."),
        ("A nurse", "a nurse from Velka said."),
        ("Ida Holm", "Ida Holm, Norland’s envoy to the UK, said."),
        ("Ida Holm", "As Ida Holm said."),
        ("Tom Roe", "When Ida Holm announced the plan, Tom Roe said."),
        ("Ida Holm", "Ida Holm, Green Dawn, said."),
    ],
)
def test_a_place_or_what_opens_a_sentence_is_not_taken_for_who_speaks(speaker, told):
    quote = Quote(ArticleId("a"), speaker, "direct", Span(0, len(PLAN)), PLAN, "said")
    claim = f"“{PLAN},” {told}"
    assert quotation_faults(claim, evidence(claim), [quote]) == ()


@pytest.mark.parametrize(
    "told",
    [
        "Norland’s envoy to the UK, Ralph Varn, told reporters on Monday.",
        "the head of the Bank of Norland, Ralph Varn, said.",
        "Ralph Varn, Norland’s envoy to the UK, said.",
        "As Ralph Varn said.",
        "In Velka, Ralph Varn said.",
    ],
)
def test_who_stands_beside_his_office_is_still_held_to_his_words(told):
    quote = Quote(ArticleId("a"), "Ada Thorn", "direct", Span(0, len(PLAN)), PLAN, "said")
    faults = quotation_faults(f"“{PLAN},” {told}", evidence(f"“{PLAN},” Ada Thorn said."), [quote])
    assert faults == (("quoted words were said by Ada Thorn, not Ralph Varn", Falsity.DENIED),)
