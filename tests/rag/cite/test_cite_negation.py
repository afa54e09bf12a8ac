"""What a negation belongs to: the clause that carries the claim, and no other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.cite import verify
from rag.cite.negation import opposed_there
from rag.types import ArticleId, EvidenceSentence, Span

OPPOSITE = "the sources say the opposite (negation)"


def vetoes(claim: str, *texts: str) -> tuple[str, ...]:
    """Return the vetoes of a claim against sentences that follow each other."""
    evidence = [
        EvidenceSentence(ArticleId("a"), Span(0, len(t)), t, 0.5, "", None, None, None, before)
        for before, t in zip(["", *texts], texts, strict=False)
    ]
    return verify(claim, evidence, similarity=[0.7] * len(evidence), p_yes=0.99).vetoes


@pytest.mark.parametrize(
    ("claim", "texts"),
    [
        ("Moscow admitted that it had hit the hospital.", ["Moscow denied that it had hit the hospital."]),
        ("Moscow hit the hospital.", ["Moscow denied that it had hit the hospital."]),
        ("Sunita Sharma was convicted of all charges.", ["Sunita Sharma was acquitted of all charges on Friday."]),
        ("Mehta was convicted of murder.", ["Mehta was acquitted of murder by the Pune court."]),
        ("Sharma was convicted of fraud.", ["The court did not convict Sharma of fraud."]),
        (
            "The drug reduced hospital stays.",
            ["The drug was tried in Leeds for a year.", "It did not reduce hospital stays."],
        ),
        ("The Pune court heard Mehta.", ["The Pune court declined to hear Mehta."]),
        ("The strike began on Friday.", ["The strike was called off on Friday."]),
        ("The strike took place on Friday.", ["The strike did not take place on Friday."]),
        ("India beat Australia.", ["Australia beat India in Pune."]),
        ("Soldiers were killed in Kursk.", ["No soldiers were killed in Kursk."]),
        ("Shares rose on Friday.", ["Shares hardly rose on Friday."]),
    ],
)
def test_what_the_carrying_clause_denies_is_the_opposite(claim: str, texts: list[str]):
    assert OPPOSITE in vetoes(claim, *texts)


@pytest.mark.parametrize(
    ("claim", "texts"),
    [
        ("John Marsh resigned on Friday.", ["John Marsh, no relation of the prime minister, resigned on Friday."]),
        (
            "The Leeds council approved the tram on Friday.",
            ["The Leeds council, which has no money for buses, approved the tram on Friday."],
        ),
        (
            "The minister said that the Leeds tram would open in June.",
            ["The minister denied lying and said that the Leeds tram would open in June."],
        ),
        (
            "The court gave the state four weeks to reply.",
            ["The court did not accept the plea of Mehta; it gave the state four weeks to reply."],
        ),
        ("The court fined and jailed Mehta.", ["The court not only fined but also jailed Mehta."]),
        ("Australia lost to India.", ["India beat Australia."]),
        ("Australia were beaten by India.", ["India beat Australia in the second Test."]),
        ("The minister declined to stay.", ["The minister refused to stay."]),
        ("The tram opened in June.", ["The tram did not open until June."]),
        ("Mehta filed the appeal.", ["The court rejected the appeal filed by Mehta."]),
        ("Moscow hit the hospital.", ["Moscow denied that it had hit the hospital.", "Moscow hit the hospital, it said."]),
        ("The claim of Mehta that he was beaten was rejected.", ["The court rejected the claim of Mehta that he was beaten."]),
    ],
)  # fmt: skip
def test_a_negation_of_something_else_denies_nothing(claim: str, texts: list[str]):
    assert OPPOSITE not in vetoes(claim, *texts)


@given(
    st.lists(
        st.sampled_from("the court Mehta did not deny that refused to open , and who beat lost".split()), max_size=14
    )
)
def test_no_text_is_the_opposite_of_itself(parts: list[str]):
    text = " ".join(parts)
    assert not opposed_there(text, text)


@pytest.mark.parametrize(
    ("claim", "sentence", "opposed"),
    [
        ("Orla pays its growers more than Silver Bay does.", "Silver Bay pays its growers less than Orla does.", False),
        ("Orla pays its growers less than Silver Bay.", "Silver Bay pays its growers less than Orla does.", True),
        ("North Varn exports less than South Varn.", "South Varn exports more than North Varn.", False),
        ("North Varn exports more than South Varn.", "South Varn exports more than North Varn.", True),
        ("Harrow United spent less than Harrow City.", "Harrow City spent more than Harrow United.", False),
    ],
)
def test_two_compared_are_known_by_the_whole_of_their_names(claim, sentence, opposed):
    assert opposed_there(claim, sentence) is opposed


MILL = "Hold Steel bought the mill in 2019 for £212m."
TURNED_DOWN = "The state had offered £300m of support in May, which the company turned down."


@pytest.mark.parametrize(
    ("claim", "texts", "right"),
    [
        (
            "Hold Steel paid £212m for the mill in 2019.",
            [MILL, "“But we cannot go on making rails that cost us more to produce than the market will pay.”"],
            True,
        ),
        ("Hold Steel paid the fine.", ["Hold Steel will not agree to pay the fine."], False),
        ("The company turned down £300m from the state.", [TURNED_DOWN], True),
        ("The company rejected £300m of support from the state.", [TURNED_DOWN], True),
        ("Output had a rate of increase of 3%.", ["Output had a rate of decrease of 3%."], False),
        ("The company rejected the deal.", ["The company supported the deal."], False),
    ],
)
def test_a_comparison_and_a_thing_offered_deny_nothing(claim, texts, right):
    assert (not vetoes(claim, *texts)) is right
