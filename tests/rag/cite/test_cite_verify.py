"""Verification by code: what is supported, what is vetoed, and why in words."""

from __future__ import annotations

from datetime import date

import pytest

from rag.cite import conflicts, verify
from rag.cite.verify import find_faults
from rag.text.dates import dates, missing_dates
from rag.text.figures import of_another_state
from rag.text.names import missing_names
from rag.text.numbers import missing_numbers, numbers
from rag.types import ArticleId, EvidenceSentence, Published, Quote, Span

RECEIVED = "Sergey Lavrov was received by the President of Cuba Diaz-Canel Bermudez."
MEETING = "We confirmed the sides’ interest in holding the next meeting of this structure in the coming 2-3 months"


def sentence(text, *, article="a", day=date(2024, 2, 20), before="", title=""):
    return EvidenceSentence(
        ArticleId(article), Span(0, len(text)), text, 0.5, title, None, None, Published.on(day), before
    )


def judged(claim, *texts, **options):
    return verify(claim, [sentence(t) for t in texts], similarity=[0.7] * len(texts), **options)


def test_a_copied_sentence_is_supported_and_cites_itself():
    verdict = judged(RECEIVED, "Other words stand here.", RECEIVED)
    assert verdict.supported
    assert verdict.used == (1,)
    assert verdict.score > 0.95


def test_a_short_true_paraphrase_is_supported():
    assert judged("Lavrov was received by Cuban President Diaz-Canel Bermudez.", RECEIVED).supported


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("He was received by President Putin.", "name not in the sources: Putin"),
        ("The next meeting of this structure will be held in the coming 6 months.", "number not in the sources: 6"),
        ("Lavrov was received on 3 May 2024.", "date not in the sources: 3 May 2024"),
        ("Lavrov was “warmly embraced by everyone” in Cuba.", "quoted words are not in the sources"),
    ],
)
def test_what_the_evidence_lacks_is_a_veto_in_words(claim, reason):
    verdict = judged(claim, RECEIVED, MEETING, p_yes=0.999)
    assert not verdict.supported
    assert any(reason in v for v in verdict.vetoes)


@pytest.mark.parametrize("name", ["BMW", "FBI", "EU"])
def test_a_short_name_in_capitals_counts_as_one_where_it_opens_the_sentence(name):
    verdict = judged(
        f"{name} is facing a new investigation into its self-driving features.", "Tesla is facing a new one."
    )
    assert f"name not in the sources: {name}" in verdict.vetoes


YACHT = "a royal yacht with two masts, built in the yards of the harbour for ministers and their guests, as a gift"
TOLD = f"Sondreya has offered President Varn {YACHT}."
FULL = "Tomas Varn turned sixty in May."


def vetoes_of_the_yacht(*others: str) -> tuple[str, ...]:
    evidence = [sentence(text, article=str(n)) for n, text in enumerate((TOLD, *others))]
    return verify(f"Sondreya has offered President Tomas Varn {YACHT}.", evidence).vetoes


def test_a_first_name_that_another_article_gives_to_the_only_one_of_that_surname_stands():
    assert vetoes_of_the_yacht(FULL) == ()


@pytest.mark.parametrize("third", ["Maud Varn, his wife, was not asked.", "The clerk, Maud Varn, was there."])
def test_a_first_name_does_not_stand_where_two_share_the_surname(third):
    assert vetoes_of_the_yacht(FULL, third) == ("name not where this is told: Tomas",)


def test_a_name_that_only_another_article_has_is_not_joined_to_the_matter():
    told = (
        "The president was greeted by soldiers, children with small flags and a brass band at the royal residence "
        "where the state visit began with lunch, speeches, a toast and a walk through the gardens."
    )
    other = "Rain fell in Estermoor."
    verdict = verify(
        told.replace("the royal residence", "Estermoor"),
        [sentence(told, article="a"), sentence(other, article="b")], similarity=[0.9, 0.2], p_yes=0.99,
    )  # fmt: skip
    assert verdict.vetoes == ("name not where this is told: Estermoor",)


def test_the_same_words_denied_are_the_opposite():
    text = "The ministry said the bridge on the river Osk was safe for heavy lorries."
    verdict = judged("The ministry said the bridge on the river Osk was not safe for heavy lorries.", text)
    assert not verdict.supported
    assert "opposite" in verdict.vetoes[0]


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("It cost 1,200 million.", "It cost $1.2bn."),
        ("14% agreed.", "Fourteen per cent agreed."),
        ("The talks resume in 2-3 months.", "The talks resume in two to three months."),
        ("About 40,000 came.", "Exactly 41,200 came."),
        ("It cost 1.2 billion pounds.", "It cost £1.19bn."),
        ("A dozen boats sank.", "12 boats sank."),
    ],
)
def test_numbers_agree_across_units_and_magnitudes(claim, evidence):
    assert missing_numbers(claim, evidence) == ()


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("19 people were hurt.", "Nineteen people were hurt on Monday when the Dunmar Bridge fell."),
        ("Nineteen people were hurt.", "On Monday 19 people were hurt when the Dunmar Bridge fell."),
        ("Twenty-five workers left.", "At the plant 25 workers left, the union said."),
    ],
)
def test_a_number_in_words_is_the_same_word_as_in_figures(claim, evidence):
    verdict = judged(claim, evidence)
    assert verdict.supported
    written, _, rest = claim.partition(" ")
    other = {"19": "Nineteen", "Nineteen": "19", "Twenty-five": "25"}[written]
    assert verdict.score == pytest.approx(judged(f"{other} {rest}", evidence).score, abs=0.02)


def test_a_percentage_is_not_a_count():
    assert missing_numbers("14% agreed.", "14 people agreed; 20% did not.") != ()


def test_a_weekday_is_resolved_by_the_date_of_the_article():
    monday = sentence("On Monday he held talks in Havana.", day=date(2024, 2, 20))
    assert missing_dates("He held talks on 19 February.", [monday]) == ()
    assert missing_dates("He held talks on 12 February.", [monday]) == ("12 February",)


def test_written_dates_are_read_whole():
    found = dates("on 3 May 2024")
    assert (found[0].year, found[0].month, found[0].day) == (2024, 5, 3)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Lavrov spoke.", "Sergey Lavrov spoke."),
        ("The Cuban side agreed.", "Cuba agreed."),
        ("The UN protested.", "The United Nations protested."),
        ("Then Zelensky left.", "Volodymyr Zelenskyy left."),
        ("Then Díaz-Canel left.", "President Diaz-Canel left."),
    ],
)
def test_names_are_known_in_other_spellings(claim, evidence):
    assert missing_names(claim, [evidence]) == ()


def test_quoted_words_must_be_the_words_of_that_speaker():
    said = "We will reopen the port by Friday at the latest"
    evidence = [sentence(f"“{said},” Ilsa Varn said. Tomas Varn of the union disagreed.")]
    quotes = [Quote(ArticleId("a"), "Ilsa Varn", "direct", Span(1, 1 + len(said)), said, "said")]
    wrong = verify(f"Tomas Varn said “{said}”.", evidence, similarity=[0.9], quotes=quotes)
    right = verify(f"Ilsa Varn said “{said}”.", evidence, similarity=[0.9], quotes=quotes)
    assert any("not Tomas Varn" in v for v in wrong.vetoes)
    assert not right.vetoes


def test_nothing_supports_a_claim_without_evidence():
    assert not verify("Anything at all happened.", []).supported


def test_two_counts_of_one_thing_on_one_day_conflict():
    left = sentence("The tram crash in Velka injured 14 people, the Lantern reported.", article="a")
    right = sentence("The tram crash in Velka injured 19 people, hospital staff said.", article="b")
    found = conflicts([left, right])
    assert len(found) == 1
    assert found[0][1] == (0, 1)


def test_a_later_count_supersedes_and_is_no_conflict():
    left = sentence("The tram crash in Velka injured 14 people.", article="a", day=date(2024, 2, 18))
    right = sentence("The tram crash in Velka injured 19 people.", article="b", day=date(2024, 2, 21))
    assert conflicts([left, right]) == ()


def test_a_time_of_day_is_no_count():
    assert missing_numbers("Six people died.", "The bridge gave way at 6:50 a.m.") == ("Six",)
    assert missing_numbers("It fell at 6 a.m.", "It fell at 6:00 a.m.") == ()
    assert missing_numbers("It fell at 6:50.", "It fell at 6:40.") == ("50",)
    assert missing_numbers("The vote was 3:1.", "Three voted for it, 1 against.") == ()


def test_the_missing_are_none_of_the_dead():
    (six,) = numbers("Six people died in the collapse.")
    assert of_another_state(six, "Six people died in the collapse.", "Six people were missing.")
    assert of_another_state(six, "Six people died in the collapse.", "Six of the bridges stay closed.")
    assert not of_another_state(six, "Six people died in the collapse.", "Six bodies were found.")
    assert not of_another_state(six, "Six people died in the collapse.", "It killed six.")


def test_the_first_of_two_numbers_has_the_unit_of_both():
    evidence = [sentence("The Tamsen Port Company raised its offer from three to 4.5 per cent when the talks opened.")]
    assert find_faults("The company raised its offer from three to 4.5 per cent.", evidence).numbers == ()


SHOWS = [
    sentence("The 149th annual Qumran Kennel Show took place in Halvoren this week.", title="Kennel Show: who won"),
    sentence(
        "Sage, the Miniature Poodle, won the highest honour at the 148th annual Qumran Kennel Show last May.",
        title="Kennel Show: who won",
    ),
]


def test_what_is_told_of_one_in_a_row_is_not_given_to_the_next():
    verdict = verify("The Miniature Poodle won the highest honour at the 149th Qumran Kennel Show.", SHOWS, p_yes=0.99)
    assert not verdict.supported
    assert verdict.vetoes == ("told of the 148th, not of the 149th",)


@pytest.mark.parametrize(
    "claim",
    [
        "The Miniature Poodle won the highest honour at the 148th Qumran Kennel Show.",
        "The Miniature Poodle won the highest honour at the 148th Qumran Kennel Show, before the 149th Qumran Kennel Show.",
        "The 149th Qumran Kennel Show took place in Halvoren.",
    ],
)
def test_the_one_in_a_row_that_a_sentence_tells_of_stands(claim):
    assert verify(claim, SHOWS, p_yes=0.99).vetoes == ()
