"""Counts that the evidence gives otherwise: small ones, parts of a whole, scores, fractions and states."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.cite.counts import other_toll, told_otherwise
from rag.cite.verify import find_faults, verify
from rag.text.fractions import fractions
from rag.types import ArticleId, EvidenceSentence, Published, Span


def faults(claim: str, text: str) -> tuple[str, ...]:
    day = Published.on(date(2024, 2, 20))
    return find_faults(
        claim, [EvidenceSentence(ArticleId("a"), Span(0, len(text)), text, 0.5, "", None, None, day, "")]
    ).numbers


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("A fifth of the members voted.", "A quarter of the members voted."),
        ("Half of the members voted.", "A third of the members voted."),
        ("Two thirds of the members voted.", "A third of the members voted."),
        ("Two people were killed in the Hull fire.", "Three people were killed in the Hull fire."),
        ("One person was killed in the Hull fire.", "Three people were killed in the Hull fire."),
        ("Air defences shot down 24 drones.", "Air defences shot down 18 of 24 drones."),
        ("Rovers beat United 1-3.", "Rovers beat United 3-1."),
        ("Three fishermen were killed.", "Three fishermen remain missing."),
    ],
)
def test_what_the_evidence_counts_otherwise_is_a_fault(claim: str, evidence: str) -> None:
    assert faults(claim, evidence) != ()


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("33 per cent of the members voted.", "A third of the members voted."),
        ("A third of the members voted.", "33 per cent of the members voted."),
        ("More than half of the members voted.", "54% of the members voted."),
        ("Three quarters of the members voted.", "75 per cent of the members voted."),
        ("Three quarters of the members voted.", "Three quarters of the members voted."),
        ("A third person was hurt.", "A quarter of the crew left, and a third person was hurt."),
        ("Two people were killed in the Hull fire.", "A man and his wife were killed; both were from Hull."),
        ("One of the people killed in the Hull fire was a girl.", "Three people were killed in the Hull fire."),
        ("Two of the men killed were brothers.", "Three men were killed, two of them brothers."),
        ("No one was killed in Hull.", "Three people were hurt in Hull."),
        ("Two-year-old Ann was killed.", "Three people were killed, among them Ann."),
        ("Russia launched 24 drones.", "Air defences shot down 18 of 24 drones."),
        ("Air defences shot down 18 of 24 drones.", "Air defences shot down 18 of 24 drones."),
        ("United lost 1-3 to Rovers.", "United lost 3-1 to Rovers."),
        ("Rovers beat United 3-1.", "Rovers beat United 3-1."),
        ("Three fishermen are missing.", "Three fishermen remain missing."),
    ],
)
def test_what_the_evidence_counts_so_is_none(claim: str, evidence: str) -> None:
    assert faults(claim, evidence) == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a third of them", [1 / 3]),
        ("two-thirds of them", [2 / 3]),
        ("half the town", [0.5]),
        ("one in five", [0.2]),
        ("nine out of ten", [0.9]),
        ("the third of them", []),
        ("the second half of the match", []),
        ("a quarter of a million", []),
        ("two in five minutes", []),
    ],
)
def test_a_fraction_is_read_and_an_ordinal_is_none(text: str, values: list[float]) -> None:
    assert [f.value for f in fractions(text)] == pytest.approx(values)


@given(st.text(), st.text())
def test_comparing_counts_never_raises(claim: str, text: str) -> None:
    told_otherwise(claim, [text])


@given(st.text(alphabet="0123456789- of", max_size=40))
def test_a_text_is_never_told_otherwise_than_itself(text: str) -> None:
    assert told_otherwise(text, [text]) == ()


@pytest.mark.parametrize(
    ("claim", "told", "other"),
    [
        ("Five people died at the pier.", "The town remembered the nine people killed at the pier.", True),
        ("Nine people died at the pier.", "The town remembered the nine people killed at the pier.", False),
        ("Five people were hurt at the pier.", "The town remembered the nine people killed at the pier.", False),
        ("Five people died at the pier.", "Five of the nine people killed at the pier were children.", False),
    ],
)
def test_a_toll_that_the_sentence_which_carries_it_gives_otherwise_is_found(claim: str, told: str, other: bool):
    assert bool(other_toll(claim, told)) is other


def test_an_early_toll_before_a_sentence_holds_no_claim_that_rests_on_a_later_report():
    def said(text: str, before: str, day: int) -> EvidenceSentence:
        return EvidenceSentence(
            ArticleId(f"{day}"),
            Span(0, len(text)),
            text,
            0.5,
            "The pier",
            "",
            None,
            Published.on(date(2024, 2, day)),
            before,
        )

    early = said("Sixteen people were hurt.", "The number of people who died at the pier in Osk rose to five.", 17)
    late = said("The town remembered the nine people killed at the pier in Osk.", "", 24)
    verdict = verify("Five people died at the pier in Osk.", [early, late], similarity=[0.2, 0.8])
    assert verdict.vetoes == ("told otherwise in the sources: nine, not Five",)
    assert not verify("Nine people died at the pier in Osk.", [early, late], similarity=[0.2, 0.8]).vetoes
