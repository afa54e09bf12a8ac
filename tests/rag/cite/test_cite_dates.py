"""Dates are those of the sentence that tells of the claim's matter."""

from __future__ import annotations

from datetime import date

import pytest

from rag.cite import verify
from rag.types import ArticleId, EvidenceSentence, Published, Span

FIRE = "A fire at a mill in Leeds killed four workers on Monday."


def vetoes(claim: str, *texts: str) -> tuple[str, ...]:
    """Return the vetoes of a claim against sentences of an article of Thursday, 16 May 2024."""
    day = Published.on(date(2024, 5, 16))
    evidence = [EvidenceSentence(ArticleId("a"), Span(0, len(t)), t, 0.5, "", None, None, day, "") for t in texts]
    return tuple(
        v
        for v in verify(claim, evidence, similarity=[0.7] * len(evidence), p_yes=0.99).vetoes
        if v.startswith(("date", "number"))
    )


@pytest.mark.parametrize(
    ("claim", "texts"),
    [
        (FIRE.replace("Monday", "Tuesday"), [FIRE, "A crash in York on Tuesday hurt two."]),
        ("The tram opened on Thursday.", ["The tram opened on Monday."]),
        ("The tram opened in May.", ["The tram opened in June 2021."]),
        ("The tram opened on 16 May 2024.", ["The tram opened in June 2021."]),
        ("The council met on Thursday.", ["The council met yesterday."]),
        ("The council met in May.", ["The council met last month."]),
        ("The council will meet on 13 May.", ["The council will meet on Monday."]),
    ],
)
def test_a_date_of_another_matter_or_of_the_page_is_none_of_the_claim(claim: str, texts: list[str]):
    assert vetoes(claim, *texts)


@pytest.mark.parametrize(
    ("claim", "texts"),
    [
        (FIRE, [FIRE, "A crash in York on Tuesday hurt two."]),
        ("The council met on 16 May.", ["The council met."]),
        ("The council will meet on 20 May.", ["The council will meet on Monday."]),
        ("The council met in April.", ["The council met last month."]),
        ("The council met on Wednesday.", ["The council met yesterday."]),
        ("The fire was on 13 May.", ["The fire was on Monday."]),
        ("The police said 12 may have died.", ["The police said that 12 may have died."]),
    ],
)
def test_a_date_that_the_sentence_means_stands(claim: str, texts: list[str]):
    assert vetoes(claim, *texts) == ()


APART = "The minister quit on Wednesday, two days after the governor resigned."
FOUND = "A day before cracks were found, the bridge closed on 12 May."


@pytest.mark.parametrize(
    ("claim", "told", "right"),
    [
        ("The governor resigned on Monday.", APART, True),
        ("The governor resigned on Wednesday.", APART, False),
        ("The minister quit on Wednesday.", APART, True),
        ("The minister quit on Monday.", APART, False),
        ("The minister quit on Wednesday, after the governor resigned.", APART, True),
        ("Cracks were found on 13 May.", FOUND, True),
        ("Cracks were found on 12 May.", FOUND, False),
        ("A mast fell on 3 May.", "On 1 January 0001, 99 weeks after a mast fell, the bridge closed.", False),
    ],
)
def test_a_day_told_as_so_many_before_or_after_another_is_reckoned(claim, told, right):
    day = Published.on(date(2024, 5, 16))
    evidence = [EvidenceSentence(ArticleId("a"), Span(0, len(told)), told, 0.5, "", None, None, day)]
    assert (not verify(claim, evidence).vetoes) is right
