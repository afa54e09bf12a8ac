"""What an article tells of one thing, and a claim joins to another; the same in a good editor's words stays true."""

from __future__ import annotations

import pytest

from rag.chain.speech import with_right_speaker
from rag.cite.joined import joined, told_before_the_rival
from rag.cite.matter import other_matter
from rag.cite.modality import overstated
from rag.cite.order import turned_round
from rag.cite.roles import other_role
from rag.quotes import extract
from rag.text.clauses import words
from rag.text.names import names
from rag.text.numbers import missing_numbers
from rag.types import ArticleId, EvidenceSentence, Span, Verdict


@pytest.mark.parametrize("opening", ["Almost", "Inside", "Unlike", "Amid", "Part", "Late", "Less", "Elsewhere", "Half"])
def test_an_adverb_that_opens_a_sentence_is_no_name(opening: str):
    assert names(f"{opening} of what the port earns went to the harbour.") == ()


@pytest.mark.parametrize(
    ("claim", "evidence", "held"),
    [
        ("Analysts expected a profit of €330m at most.", "Analysts had expected a profit of at least €330m.", False),
        ("Analysts expected a profit of €330m at least.", "Analysts had expected no less than €330m.", True),
        ("Twelve people at least were hurt.", "At least 12 people were hurt.", True),
        ("Of 12 at least 3 were women.", "At least three of the 12 were women.", True),
    ],
)
def test_a_bound_that_stands_behind_its_number_is_read(claim: str, evidence: str, *, held: bool):
    assert (not missing_numbers(claim, evidence)) is held


def test_a_name_that_opens_the_sentence_is_known_from_the_rest_of_the_article():
    told = "Keller, who scored 19 goals last season, is out until January."
    around = "Amara Diallo has joined Brigham, replacing Tom Keller. " + told
    assert other_role("Amara Diallo scored 19 goals last season.", told, around)
    assert not other_role("Tom Keller scored 19 goals last season.", told, around)


def test_who_joined_one_club_from_the_other_did_not_go_the_other_way():
    told = "Amara Diallo has joined Brigham from Lyon for £34m."
    assert turned_round("Amara Diallo has joined Lyon from Brigham for £34m.", told)
    assert not turned_round("Amara Diallo joined Brigham from Lyon.", told)


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("Barlow cut 1,200 jobs.", "The bank Barlow plans to cut 1,200 jobs."),
        ("Helix has applied for approval.", "Helix hopes to apply for approval next year."),
    ],
)
def test_a_plan_is_no_deed_where_the_verb_may_be_a_noun_or_the_plan_a_hope(claim: str, told: str):
    assert overstated(claim, told)


def test_a_cut_behind_an_article_stays_a_noun():
    assert not any(
        w.verb for w in words("The Barlow rate cut the bank wanted came in the cut a year ago.") if w.text == "cut"
    )


def test_an_hour_in_words_is_the_speakers_own_hour_in_figures():
    text = "Fire chief Ingrid Moe said the blaze began shortly after 6am."
    evidence = [EvidenceSentence(ArticleId("a"), Span(0, len(text)), text, 0.0, "", None, None, None, "")]
    verdict = Verdict(True, 0.9, (), (), (0,))
    claim = "The fire chief said the fire started soon after six in the morning."
    assert with_right_speaker(claim, evidence, extract(ArticleId("a"), text), verdict).supported


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        (
            "Seven people died in the village of Seda.",
            "At least seven people died in Almar, five of them in the village of Seda.",
        ),
        (
            "The government gave the governor 40 million euros in aid.",
            "The governor asked the government for 40 million euros in aid.",
        ),
        ("The new scheme will run out of money.", "The old scheme will run out of money."),
        (
            "Twelve patients stopped taking the drug because it did not work.",
            "Twelve patients stopped taking the drug because of stomach pain.",
        ),
        ("Silver output rose 8% last year.", "Tin output rose 8% last year while silver output fell 3%."),
    ],
)
def test_what_is_told_of_a_part_a_request_or_another_thing_is_not_joined_to_the_claim(claim: str, sentence: str):
    assert joined(claim, sentence)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        (
            "Five of the seven people died in the village of Seda.",
            "At least seven people died in Almar, five of them in the village of Seda.",
        ),
        ("Seven people died in Almar.", "At least seven people died in Almar, five of them in the village of Seda."),
        ("The governor received 40 million euros.", "The governor asked for help and was given 40 million euros."),
        ("The court gave the state four weeks to reply.", "The court asked the state to reply within four weeks."),
        ("The new scheme will cost more.", "The new scheme, unlike the old scheme, will cost more."),
        (
            "Because of stomach pain, twelve patients stopped taking the drug.",
            "Twelve patients stopped taking the drug because of stomach pain.",
        ),
        ("Silver output fell 3%.", "Tin output rose 8% last year while silver output fell 3%."),
        ("Output of tin rose 8%.", "Tin output rose 8% last year while silver output fell 3%."),
    ],
)
def test_the_same_in_other_words_is_not_held_to_be_joined(claim: str, sentence: str):
    assert joined(claim, sentence) == ""


def test_a_share_is_not_joined_to_what_another_sentence_tells():
    texts = ["A drug lowered the risk of a second heart attack.", "The trial lasted three years.", "It cost much.",
             "About 12% of patients stopped taking the drug."]  # fmt: skip
    evidence, at = [], 0
    for text in texts:
        evidence.append(EvidenceSentence(ArticleId("a"), Span(at, at + len(text)), text, 0.0, "", None, None, None, ""))
        at += len(text) + 1
    assert other_matter("About 12% of patients had a second heart attack.", evidence)
    assert not other_matter("About 12% of patients gave up the drug.", evidence)


def test_what_is_told_before_a_rival_is_brought_in_is_not_told_of_the_rival():
    told, rival = "The bank plans to cut 1,200 jobs.", "Rival lender Lloyds made a profit of £1.5bn."
    earlier = "Barlow said on Thursday that profit rose."
    assert told_before_the_rival("Lloyds plans to cut 1,200 jobs.", told, earlier, [earlier, told, rival])
    assert not told_before_the_rival("Barlow plans to cut 1,200 jobs.", told, earlier, [earlier, told, rival])
    assert not told_before_the_rival("Lloyds plans to cut 1,200 jobs.", told, rival, [rival, told])


def test_a_rivals_deed_is_not_that_of_the_firm_told_of_before():
    told = "Its rival Corsin, which cut 900 jobs in March, left its forecast unchanged."
    around = "Shares in Velan rose 8%. " + told
    assert other_role("Velan cut 900 jobs in March.", told, around)
    assert not other_role("Corsin cut 900 jobs in March.", told, around)
