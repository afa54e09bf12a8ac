"""Common nouns that change places make a sentence false; the same told from the other side stays true."""

from __future__ import annotations

import pytest

from rag.cite.opposites import told_opposite
from rag.cite.roles import other_role
from rag.cite.swaps import changed_places


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The dinar weakened against the crown.", "The crown weakened against the dinar after the vote."),
        ("The company sued the union over pay.", "The union sued the company over pay."),
        ("The bank sued the regulator on Friday.", "The bank was sued by the regulator on Friday."),
        ("The gallery lent two vases to Oban.", "Oban lent two vases to the gallery for a show."),
        ("Orla Venn praised the judge.", "Witness Orla Venn, who ran for help, was praised by the judge."),
        (
            "Senators had put pressure on quarry owners.",
            "Minister Ada Quill said quarry owners had put pressure on senators.",
        ),
    ],
)
def test_two_that_changed_places_are_found(claim: str, sentence: str):
    assert changed_places(claim, sentence)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The company was sued by the union over pay.", "The union sued the company over pay."),
        ("His brother stabbed a man outside the inn.", "A man stabbed by his brother outside the inn was treated."),
        ("The owners discussed the plan with the team.", "The team discussed the plan with the owners."),
        ("A lorry collided with the train.", "The train collided with a lorry at the crossing."),
        ("The tunnel filled with smoke.", "Smoke filled the tunnel after the train stopped."),
        ("Venn is now coached by her sister Dora.", "Venn replaced coach Ivan Brell with her sister Dora."),
    ],
)
def test_the_same_from_the_other_side_is_no_exchange(claim: str, sentence: str):
    assert not changed_places(claim, sentence)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The dinar strengthened against the crown.", "The crown weakened against the dinar after the vote."),
        ("The fund bought the yard from the bank.", "The bank sold the yard to the fund."),
    ],
)
def test_the_converse_of_a_deed_is_no_opposite(claim: str, sentence: str):
    assert told_opposite(claim, sentence) is None
    assert not changed_places(claim, sentence)


def test_two_nations_that_do_a_thing_with_each_other_may_be_named_in_either_order():
    sentence = "Turkey signed the pact with Greece on Monday."
    assert not other_role("Greece signed the pact with Turkey on Monday.", sentence, sentence)
