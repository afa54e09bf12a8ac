"""Plans, possibilities, conditions and accusations are not told as facts."""

from __future__ import annotations

import pytest

from rag.cite import verify
from rag.cite.modality import overstated
from rag.types import ArticleId, EvidenceSentence, Span


def vetoes(claim: str, *texts: str) -> tuple[str, ...]:
    """Return the vetoes of a claim against sentences of one article."""
    evidence = [EvidenceSentence(ArticleId("a"), Span(0, len(t)), t, 0.5, "", None, None, None, "") for t in texts]
    return verify(claim, evidence, similarity=[0.7] * len(evidence), p_yes=0.99).vetoes


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("Barclays has already cut jobs in Leeds.", "Barclays plans to cut jobs in Leeds."),
        ("Tesla built a factory in Pune.", "Tesla may build a factory in Pune."),
        ("Tesla bought the mine.", "Tesla is in talks to buy the mine."),
        ("Mehta started the fire.", "Mehta allegedly started the fire."),
        ("Mehta started the fire.", "Police suspect that Mehta started the fire."),
        ("Drivers will strike on Monday.", "Drivers will strike on Monday if talks fail."),
        ("Drivers will strike on Monday.", "If talks fail, drivers will strike on Monday."),
        ("Hull won the cup.", "Hull almost won the cup."),
        ("Hull won the cup.", "Hull could have won the cup."),
        ("Mehta was convicted of killing the mayor.", "Mehta was charged with killing the mayor."),
        ("Mehta killed the mayor.", "Mehta tried to kill the mayor."),
        ("Helen Marsh raised the pension age.", "Helen Marsh said she would consider raising the pension age."),
    ],
)
def test_what_is_less_than_a_fact_is_not_told_as_one(claim: str, text: str):
    assert any("less than a fact" in v for v in vetoes(claim, text))


@pytest.mark.parametrize(
    ("claim", "texts"),
    [
        ("Barclays will cut jobs in Leeds.", ["Barclays plans to cut jobs in Leeds."]),
        ("Barclays to cut jobs in Leeds.", ["Barclays plans to cut jobs in Leeds."]),
        ("Tesla could build a factory in Pune.", ["Tesla may build a factory in Pune."]),
        ("The tram opened on 3 May.", ["The tram was opened on 3 May."]),
        ("The tram will open in June.", ["The minister said the tram would open in June."]),
        ("Mehta was charged with killing the mayor.", ["Mehta was accused of killing the mayor."]),
        ("The firms agreed a deal.", ["The firms agreed to a deal."]),
        ("The court fined Mehta.", ["The court fined Mehta, who had planned to leave."]),
        ("Mehta killed the mayor.", ["Mehta allegedly killed the mayor.", "On Friday Mehta killed the mayor."]),
    ],
)
def test_what_the_source_tells_as_surely_stands(claim: str, texts: list[str]):
    assert not any("less than a fact" in v for v in vetoes(claim, *texts))


def test_what_one_can_do_is_told_of_where_a_source_has_if():
    told = "If you cannot manage it, you can contact the office to ask for a lower rate."
    assert not overstated("Pensioners can contact the office to ask for a lower rate.", told)
