"""Names in pieces, negations elsewhere, and how many sentences a claim needs to be cited to."""

from __future__ import annotations

import pytest

from rag.cite.names import mixed_up
from rag.cite.negation import opposed_there
from rag.cite.verify import cited
from rag.retrieve.ask_kind import read_speaker

TWO = [
    "Tomas Varn of the union said no.",
    "Governor Maud Lindqvar cut the rate.",
    "Robert F. Kennedy and Edward Kennedy.",
]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did Tomas Lindqvar say?", ("Tomas Lindqvar",)),
        ("What did Tomas Varn say?", ()),
        ("What did Governor Lindqvar say?", ()),
        ("What did Robert Kennedy say?", ()),
        ("What did Lindqvar say?", ()),
        ("What did TOMAS VARN say?", ()),
    ],
)
def test_a_full_name_made_of_two_people_is_nobody(question: str, expected: tuple[str, ...]):
    assert mixed_up(question, TWO) == expected


@pytest.mark.parametrize(
    ("claim", "sentence", "expected"),
    [
        ("Brask won the Cup.", "Brask won the Cup on penalties after two hours without a goal.", False),
        ("Velka lent the ferry.", "The ferry is an old Velka boat, which was lent to the town for nothing.", False),
        ("The bank raised the rate.", "The bank did not raise the rate on Monday.", True),
        ("The minister will resign.", "The minister said that she would not resign.", True),
        ("Anna left.", "Nobody came.", False),
    ],
)
def test_a_negation_counts_where_the_claim_s_words_are(claim: str, sentence: str, expected: bool):
    assert opposed_there(claim, sentence) is expected


def test_a_second_sentence_is_cited_only_for_what_the_first_lacks():
    vote = "The dockers will vote on the agreement from 4 to 8 March."
    other = "The agreement was praised by both sides."
    assert cited("The dockers will vote on the agreement from 4 to 8 March.", [vote, other], [0.9, 0.4]) == (0,)
    dead, hurt = "Nine people died at the bridge.", "Twelve were hurt, the hospital said."
    assert set(cited("Nine people died at the bridge and twelve were hurt.", [dead, hurt], [0.8, 0.6])) == {0, 1}


@pytest.mark.parametrize(
    ("question", "speaker", "topic"),
    [
        ("What did Bertil Oskaro say about the budget after the vote?", "Bertil Oskaro", "the budget"),
        ("What did Powell say about cuts in the interest rate in March?", "Powell", "cuts in the interest rate"),
        ("What did Lavrov say about the situation in the region?", "Lavrov", "the situation in the region"),
        ("What did Foss tell reporters about doors?", "Foss", "doors"),
        ("What did Vinter describe?", "Vinter", ""),
    ],
)
def test_when_something_was_said_is_not_what_it_was_about(question: str, speaker: str, topic: str):
    found = read_speaker(question)
    assert found is not None
    assert (found.speaker, found.about) == (speaker, topic)
