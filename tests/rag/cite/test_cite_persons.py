"""Names in pieces, negations elsewhere, and how many sentences a claim needs to be cited to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.cite.negation import opposed_there
from rag.cite.persons import namesakes, open_surnames
from rag.cite.verify import cited, verify
from rag.retrieve.ask_kind import read_speaker
from rag.text.names import missing_names, mixed_up
from rag.types import ArticleId, EvidenceSentence, Span

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


MARSH = "Finance Minister John Marsh resigned on Friday."
PATEL = "Rohit Patel scored 112 off 140 balls and Ajay Patel took five wickets for 43 runs."


@pytest.mark.parametrize(
    ("claim", "told", "other"),
    [
        ("Helen Marsh resigned on Friday.", MARSH, "John Marsh"),
        ("Ajay Patel scored 112 off 140 balls.", PATEL, "Rohit Patel"),
        ("Rohit Patel took five wickets for 43 runs.", PATEL, "Ajay Patel"),
        ("South Korea fired a missile.", "North Korea fired a missile on Monday.", "North Korea"),
        ("East Bengal won the toss.", "West Bengal won the toss on Monday.", "West Bengal"),
        ("Southern Korean farmers marched.", "North Korean farmers marched.", "Northern Korean"),
    ],
)
def test_what_is_told_of_one_is_not_given_to_a_namesake(claim: str, told: str, other: str):
    (found,) = namesakes(claim, told)
    assert found.startswith(f"told of {other}, not of ")


@pytest.mark.parametrize(
    ("claim", "told", "around"),
    [
        ("John Marsh resigned on Friday.", MARSH, ""),
        ("Finance Minister Marsh resigned.", MARSH, ""),
        ("Mr Marsh resigned.", MARSH, ""),
        ("Johnny Marsh resigned.", MARSH, ""),
        ("Bill Gates resigned.", "William Gates resigned.", ""),
        ("Rohit Patel scored 112 off 140 balls.", PATEL, ""),
        ("Rohit Patel scored 112 and Ajay Patel took five wickets.", PATEL, ""),
        ("South Korea protested.", "Seoul protested to North Korea.", ""),
        ("South Korea protested.", "It protested to North Korea.", "South Korea angry"),
        ("The North Sea is rough.", "The sea is rough.", ""),
        ("The club will leave Dens Park.", "Its owner bought Camperdown Park, a park in the city.", ""),
        ("The Europa League is open.", "The Champions League is closed.", ""),
        ("Brian Varn has signed.", "At Leeds Varn was a captain.", ""),
        ("Karl Marsh will visit Osk.", "President Marsh and First Lady Helen Marsh will visit Osk.", ""),
    ],
)
def test_a_name_told_of_as_it_is_claimed_stands(claim: str, told: str, around: str):
    assert namesakes(claim, told, around) == ()


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Helen Marsh resigned on Friday.", [MARSH, "Prime Minister Helen Marsh thanked him."]),
        ("David Marsh resigned on Friday.", [MARSH, "David Cole leads the opposition."]),
    ],
)
def test_a_namesake_is_a_veto(claim: str, evidence: list[str]):
    said = [EvidenceSentence(ArticleId("a"), Span(0, len(t)), t, 0.5, "", None, None, None, "") for t in evidence]
    assert verify(claim, said).vetoes


TWO_MARSHES = ["Ada Marsh said the port would close.", "Tom Marsh said it would stay open."]


@pytest.mark.parametrize(
    ("claim", "texts", "either"),
    [
        ("Marsh said the port would close.", TWO_MARSHES, "Ada Marsh or Tom Marsh"),
        ("Mr Marsh said the port would close.", TWO_MARSHES, "Ada Marsh or Tom Marsh"),
        ("Ada Marsh said the port would close.", TWO_MARSHES, ""),
        ("Ada Marsh said that Marsh and Tom Marsh differ.", TWO_MARSHES, ""),
        ("Marsh said the port would close.", TWO_MARSHES[:1], ""),
        ("Marsh said the port would close.", [TWO_MARSHES[0], "Adaline Marsh is the mayor."], ""),
        ("Senator Marsh said the port would close.", ["Senator Ada Marsh said the port would close.", TWO_MARSHES[1]], ""),
        ("Marsh said the port would close.", ["Marsh said the port would close.", *TWO_MARSHES], ""),
        ("The marsh would close the port.", TWO_MARSHES, ""),
        ("The Velka Cup was won.", ["Rovers won the Velka Cup.", "Harriers won the Osk Cup."], ""),
        ("Korea said it would close.", ["North Korea said it would close.", "South Korea said no."], ""),
    ],
)  # fmt: skip
def test_a_surname_that_two_people_have_is_open(claim: str, texts: list[str], either: str):
    found = open_surnames(claim, texts)
    assert found == ((f"Marsh may be {either}",) if either else ())


@pytest.mark.parametrize(
    ("name", "other"),
    [("Johnson", "Johnston"), ("Georgina", "Georgia"), ("Hansen", "Hanson"), ("Marlena", "Marina")],
)
def test_names_that_differ_in_more_than_spelling_are_two(name: str, other: str):
    assert missing_names(f"Then {name} left.", [f"Then {other} left."]) == (name,)


@pytest.mark.parametrize(
    ("name", "other"),
    [("Zelenskiy", "Zelensky"), ("Zelenskyy", "Zelenskiy"), ("Gorbachov", "Gorbachev"), ("Georgian", "Georgia")],
)
def test_transliterations_are_one(name: str, other: str):
    assert missing_names(f"Then {name} left.", [f"Then {other} left."]) == ()


@given(st.from_regex(r"[A-Z][a-z]{2,8}", fullmatch=True), st.from_regex(r"[A-Z][a-z]{2,8}", fullmatch=True))
def test_a_name_is_never_another_than_itself(first: str, last: str):
    assert namesakes(f"Then {first} {last} resigned.", f"On Friday {first} {last} resigned.") == ()


def test_a_namesake_is_told_by_his_first_name_whatever_the_apostrophe():
    assert namesakes("Sean O'Barr spoke in Velka.", "Sean O’Barr spoke in Velka.") == ()
    assert namesakes("Sean O'Barr spoke in Velka.", "O’Barr spoke in Velka before Conan O’Barr.") == ()
    assert namesakes("Sean O'Barr spoke in Velka.", "Conan O’Barr spoke in Velka.")
