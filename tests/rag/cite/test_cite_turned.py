"""One word turned round makes a sentence false; the same told from the other side stays true."""

from __future__ import annotations

import pytest

from rag.cite.amounts import other_amount
from rag.cite.modality import overstated
from rag.cite.negation import opposed_there
from rag.cite.opposites import told_opposite
from rag.cite.order import turned_round
from rag.cite.roles import other_role
from rag.text.names import missing_names, names


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Shares in Tarn fell 3% on Monday.", "Shares in Tarn rose 3% on Monday, while those of Elver fell 9%."),
        ("Tarn plans to sell the Oban yard.", "Tarn plans to buy the Oban yard."),
        ("Tarn made the smallest loss of the year.", "Tarn made the biggest loss of the year."),
        ("The yard in Oban raised its fees in May.", "The yard in Oban left its fees unchanged in May."),
    ],
)
def test_the_opposite_word_in_the_clause_that_carries_a_claim_is_found(claim: str, sentence: str):
    assert told_opposite(claim, sentence)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Shares in Elver fell 9%.", "Shares in Tarn rose 3% on Monday, while those of Elver fell 9%."),
        ("Tarn bought the Oban yard from Elver.", "Elver sold the Oban yard to Tarn."),
        ("The yard reopens on Friday.", "The yard will stay closed until Friday."),
        ("The water in Oban rose more slowly than in Mull.", "The water rose faster in Mull than in Oban."),
    ],
)
def test_what_is_told_from_the_other_side_is_no_opposite(claim: str, sentence: str):
    assert told_opposite(claim, sentence) is None


@pytest.mark.parametrize(
    ("claim", "sentence", "opposite"),
    [
        ("The mayor rejected the agreement.", "Mayor Omar Dunn welcomed the agreement.", True),
        ("The mayor hailed the agreement.", "The mayor, Omar Dunn, condemned the agreement.", True),
        ("The mayor criticised the plan.", "The mayor had backed the plan in May.", True),
        ("The ministry denied the report.", "The ministry confirmed the report on Monday.", True),
        ("The Senate blocked the bill.", "The Senate approved the bill by 52 votes to 48.", True),
        ("The unions rejected the agreement.", "Mayor Omar Dunn welcomed the agreement.", False),
        ("The union rejected the agreement.", "The mayor welcomed the agreement, which the union rejected.", False),
        ("The ministry did not deny the report.", "The ministry confirmed the report.", False),
        ("Two blocks of flats were approved in Oban.", "In Oban blocks of flats were approved.", False),
        ("A hotel in Oban has been approved.", "A hotel and blocks of flats will be built in Oban.", False),
    ],
)
def test_the_opposite_stance_is_found_where_the_same_one_takes_it(claim: str, sentence: str, opposite: bool):
    assert bool(told_opposite(claim, sentence)) is opposite


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The Senate approved the bill on Monday.", "The Senate blocked the bill in May but approved it on Monday."),
        ("Parliament passed the bill on Monday.", "Parliament rejected the bill in May and passed it on Monday."),
        ("The union backed the deal on Friday.", "The union criticised the deal, then backed it on Friday."),
        ("Velka acknowledged the leak on Friday.", "Velka denied the leak on Monday and acknowledged it on Friday."),
        ("The bank tightened policy on Monday.", "The bank eased policy last year but tightened it on Monday."),
        ("Air quality worsened in Bergen.", "Air quality improved in Oslo and worsened in Bergen."),
        ("Rebels backed by Iran condemned the strikes.", "Iran-backed rebels condemned the strikes."),
        ("Rebels backed by Iran rejected the deal.", "Iran-backed rebels rejected the deal."),
    ],
)
def test_a_stance_is_no_opposite_where_the_sentence_tells_of_both(claim: str, sentence: str):
    assert told_opposite(claim, sentence) is None


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The bank eased policy on Monday.", "The bank tightened policy on Monday."),
        ("Air quality worsened in Oslo.", "Air quality improved in Oslo."),
        ("Velka confirmed the leak.", "Velka denied the leak on Monday."),
        ("The union welcomed the agreement.", "The union rejected the agreement, which the mayor welcomed."),
        ("The plan was backed by the union.", "The plan was condemned by the union."),
    ],
)
def test_a_stance_that_another_takes_leaves_the_opposite_one(claim: str, sentence: str):
    assert told_opposite(claim, sentence)


@pytest.mark.parametrize(
    ("claim", "sentence", "turned"),
    [
        ("The ferry sank after dawn.", "The ferry sank before dawn.", True),
        ("The ferry sank after it hit a rock.", "The ferry hit a rock after it sank.", True),
        ("Prices rose because wages rose fast.", "Wages rose fast because prices rose.", True),
        ("Boats left because the pier had closed.", "The pier had closed because boats left.", True),
        ("The family moved from Oban to Mull.", "The family moved from Mull to Oban.", True),
        ("The age was raised from 67 to 65.", "The age was raised from 65 to 67.", True),
        ("The age was raised to 67 from 65.", "The age was raised from 65 to 67.", False),
        ("The envoy to Chile was called home.", "Peru called home its envoy from Chile.", False),
    ],
)
def test_an_order_turned_round_is_found(claim: str, sentence: str, turned: bool):
    assert bool(turned_round(claim, sentence)) is turned


@pytest.mark.parametrize(
    ("claim", "sentence", "other"),
    [
        ("Sales of the boats halved.", "Sales of the boats doubled.", True),
        ("Sales of the boats doubled.", "Sales of the boats rose from 20 to 40.", False),
        ("All of the sailors backed the plan.", "Most of the sailors backed the plan.", True),
        ("Some of the sailors backed the plan.", "Most of the sailors backed the plan.", False),
        ("All of the 1,850 sailors backed it.", "Most of the 1,850 sailors backed it.", True),
        ("The boat carried 80 people.", "The boat carried 60 people, fewer than its limit of 80.", True),
        ("The boat has a limit of 80 people.", "The boat carried 60 people, fewer than its limit of 80.", False),
    ],
)
def test_another_amount_in_words_is_found(claim: str, sentence: str, other: bool):
    assert bool(other_amount(claim, sentence)) is other


@pytest.mark.parametrize(
    ("claim", "sentence", "other"),
    [
        ("Ana Ruiz accused Ben Hale of fraud.", "Ben Hale accused Ana Ruiz of fraud.", True),
        ("Ana Ruiz was accused of fraud by Ben Hale.", "Ben Hale accused Ana Ruiz of fraud.", False),
        ("Peruvian troops held nine Chilean sailors.", "Chilean troops held nine Peruvian sailors.", True),
        ("Ana Ruiz married Ben Hale.", "Ben Hale married Ana Ruiz in Lima.", False),
        ("Oban and Mull drew 0-0.", "Oban drew 0-0 with Mull.", False),
        ("Ana Ruiz won her second Coast Open title.", "Aged 22, Ruiz is the second-youngest in the Open Age to win six Great Lake titles.", False),
        ("The cast of “The Lighthouse Keepers” reunited after 40 years.", "Ben Hale and Ana Ruiz reunited after 40 years.", False),
        ("The CDA warned shops of milk linked to fever.", "The Coast and Dairy Agency warned shops of milk linked to fever.", False),
        ("Ben Hale was fined for using his whip during his Oban Derby ride on Grey.",
         "Jockey Ben Hale was fined over whip use during his winning ride on Grey in the Oban Derby.", False),
        ("The RFL will remove “Row Together” from its boats.",
         "Ben Hale rows on Sunday, after the RFL’s decision to remove “Row Together” from its boats.", False),
    ],
)  # fmt: skip
def test_a_deed_given_to_another_is_found(claim: str, sentence: str, other: bool):
    assert bool(other_role(claim, sentence, sentence)) is other


@pytest.mark.parametrize(
    ("claim", "sentence", "less"),
    [
        ("The pair moved from Oban to Mull.", "The pair will move from Oban to Mull in June.", True),
        (
            "Talks between the two towns resumed in Oban.",
            "Talks between the two towns will resume in Oban in June.",
            True,
        ),
        ("Hale won't run the yard.", "Hale will not run the yard.", False),
        ("The show is produced in Oban.", "The show will be produced in Oban.", False),
    ],
)
def test_the_future_is_not_told_as_done(claim: str, sentence: str, less: bool):
    assert bool(overstated(claim, sentence)) is less


def test_a_comparison_may_be_told_from_either_side():
    told = "Prices in Oban rose more than those in Mull."
    assert not opposed_there("Prices in Mull rose less than in Oban.", told)
    assert opposed_there("Prices in Mull rose more than in Oban.", told)


def test_a_contest_is_told_by_full_names_and_surnames():
    told = "Second seed Ana Ruiz defeated Eva Lund 6-4 in Oban."
    assert opposed_there("Ruiz lost to Lund in Oban.", told)
    assert not opposed_there("Lund lost to Ruiz in Oban.", told)


def test_a_number_or_nobody_at_the_head_of_a_sentence_is_no_name():
    assert names("Nobody died. Thirty-eight people were saved.") == ()


def test_a_name_in_the_possessive_at_the_head_of_a_sentence_is_checked():
    assert missing_names("Estonia's parliament sat late.", ["Latvia's parliament sat late."]) == ("Estonia",)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Rebels retook the town.", "Rebels did not retake the town on Monday."),
        ("The guard overthrew the council.", "The guard failed to overthrow the council."),
        ("The dam burst after the flood.", "The dam did not burst after the flood."),
    ],
)
def test_a_negation_reaches_an_irregular_verb(claim: str, sentence: str):
    assert opposed_there(claim, sentence)


def test_what_may_burst_is_no_fact_and_jobs_shed_are_not_added():
    assert overstated("The dam burst after the flood.", "The dam may burst after the flood.")
    assert told_opposite("The yard added 300 jobs.", "The yard shed 300 jobs in May.")


@pytest.mark.parametrize(
    ("claim", "sentence", "other"),
    [
        ("Police charged Vann with fraud.", "Police charged the former mayor, Orla Finch, with fraud on Friday.", True),
        (
            "Police charged Finch with fraud.",
            "Police charged the former mayor, Orla Finch, with fraud on Friday.",
            False,
        ),
        ("Velka sacked Petra Vann.", "Velka sacked its coach, Orla Finch, and Petra Vann, who led her team.", False),
        ("Velka sacked Petra Vann.", "Velka sacked its coach, Orla Finch, Petra Vann and Dora Lund.", False),
    ],
)
def test_a_name_between_commas_is_that_of_the_noun_before_it(claim: str, sentence: str, other: bool):
    assert bool(other_role(claim, sentence, f"{sentence} Petra Vann is a friend.")) is other
