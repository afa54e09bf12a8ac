"""Numbers at home: rounding, "about", and numbers that belong to another matter."""

from __future__ import annotations

import pytest

from rag.cite.matter import stray_numbers
from rag.text.names import missing_names
from rag.text.numbers import missing_numbers
from rag.types import ArticleId, EvidenceSentence, Span


def sentence(article: str, title: str, text: str) -> EvidenceSentence:
    return EvidenceSentence(ArticleId(article), Span(0, len(text)), text, 0.5, title, None, None, None, "")


TRAM = sentence("tram", "Tram hits lorry in Copper Square", "Fourteen people were injured in Copper Square.")
BRIDGE = sentence("bridge", "Dunmar Bridge falls", "Sixteen people were injured at the Dunmar Bridge.")


def test_a_number_of_another_event_is_stray_though_the_evidence_has_it() -> None:
    claim = "Sixteen people were injured in Copper Square."
    assert missing_numbers(claim, f"{TRAM.text} {BRIDGE.text}") == ()
    assert stray_numbers(claim, [TRAM, BRIDGE]) == ("Sixteen (it is said of something else)",)
    assert stray_numbers("Fourteen people were injured in Copper Square.", [TRAM, BRIDGE]) == ()


@pytest.mark.parametrize(
    ("claim", "evidence", "agree"),
    [
        ("about 40 people", "41 people", True),
        ("about 350 people", "347 people", True),
        ("about 16.5 people", "17 people", False),
        ("42 people", "about 40 people", False),
        ("1.2bn dollars", "1,200 million dollars", True),
        ("3,700 women", "the 3, 700 women", True),
        ("98.7 per cent", "98. 7 per cent", True),
        ("about 5%", "5 people", False),
    ],
)
def test_a_number_may_be_rounded_and_never_made_more_exact(claim: str, evidence: str, agree: bool) -> None:
    assert (missing_numbers(claim, evidence) == ()) is agree


@pytest.mark.parametrize(
    ("claim", "evidence", "known"),
    [
        ("The Nepalese team won.", "The team from Nepal won.", True),
        ("O'Leary won.", "Mr O’Leary won the claim.", True),
        ("It was sold on eBay.", "It was on the site for ten days.", True),
        ("Evans' trial ended.", "The trial of Evans ended.", True),
        ("The Peruvian team won.", "The team from Nepal won.", False),
    ],
)
def test_names_are_known_in_other_forms(claim: str, evidence: str, known: bool) -> None:
    assert (missing_names(claim, [evidence]) == ()) is known
