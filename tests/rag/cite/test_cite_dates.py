"""Dates are those of the sentence that tells of the claim's matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rag.cite import verify
from rag.cite.borders import other_border
from rag.text.dates import missing_dates
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


@pytest.mark.parametrize(
    ("claim", "text", "right"),
    [
        ("in March", "at the end of March", True),
        ("in March", "in early March", True),
        ("in March", "until March", False),
        ("in March", "until the end of March", False),
        ("in March", "for the March vote", True),
        ("in March", "since April", False),
        ("at the end of March", "in March", True),
        ("at the end of March", "on 30 March", True),
        ("at the end of March", "on 30 April", False),
        ("at the end of March", "in early April", False),
        ("at the end of March", "on Monday", False),
        ("at the end of March", "six weeks ago", True),
        ("at the end of March", "in spring", True),
        ("since January", "on New Year's Day", True),
        ("in mid-February", "the day after Valentine’s Day", True),
        ("since March", "on the night of the equinox", True),
        ("since March", "on 3/14", True),
        ("by late April", "last month", True),
        ("by late April", "by late February", False),
        ("since March", "since April", False),
        ("since March", "in March", True),
        ("since May said so", "when May said so", True),
        ("in early May", "this week", True),
    ],
)
def test_a_month_without_a_day_is_one_that_the_evidence_names_or_means(claim, text, right):
    found = vetoes(f"The harbour of Velka was shut {claim}.", f"The harbour of Velka was shut {text}.")
    assert (not found) is right


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


def told(claim: str, day: date, *texts: str) -> bool:
    """Return whether a claim meets no veto against sentences, one behind the other, of an article of a day."""
    place, evidence = 0, []
    for text in texts:
        span = Span(place, place + len(text))
        evidence.append(EvidenceSentence(ArticleId("a"), span, text, 0.5, "", None, None, Published.on(day), ""))
        place += len(text) + 1
    return not verify(claim, evidence, similarity=[0.7] * len(evidence), p_yes=0.99).vetoes


LOSS = "Velka Air reported a fourth-quarter loss of $86 million on Wednesday and said it would cut 300 jobs."


@pytest.mark.parametrize(
    ("claim", "day", "text", "right"),
    [
        ("Velka Air lost $86 million in the fourth quarter of 2024.", date(2025, 2, 5), LOSS, True),
        ("Velka Air lost $86 million in the fourth quarter of 2025.", date(2025, 2, 5), LOSS, False),
        ("Velka Air lost $86 million in the fourth quarter of 2025.", date(2025, 11, 5), LOSS, True),
        (
            "Velka Air sold 20 jets in the first quarter of 2025.",
            date(2025, 4, 9),
            "Velka Air sold 20 jets in the first quarter.",
            True,
        ),
        ("Velka Air sold 20 jets in Q1 2024.", date(2025, 4, 9), "Velka Air sold 20 jets in Q1 2025.", False),
        (
            "Velka Air will sell 20 jets in the second half of 2025.",
            date(2025, 4, 9),
            "Velka Air will sell 20 jets in the second half.",
            True,
        ),
    ],
)
def test_a_quarter_without_a_year_is_the_last_one_or_the_one_foretold(claim, day, text, right):
    assert told(claim, day, text) is right


SHORT = "Velka Air made a profit of $86 million in Q2."
WORDED = "Velka Air reported a profit of $86 million for the second quarter."


@pytest.mark.parametrize(
    ("claim", "text", "right"),
    [
        (SHORT, WORDED, True),
        (WORDED, SHORT, True),
        ("Velka Air made a second-quarter profit of $86 million.", "Velka Air's Q2 profit was $86 million.", True),
        ("Velka Air's profit in Q2 2025 was $86 million.", "Velka Air’s profit for the second quarter of 2025 was $86 million.", True),
        (WORDED, SHORT.replace("Q2", "Q1"), False),
        (WORDED, "Velka Air reported a first-quarter profit of $86 million.", False),
        (SHORT, "Velka Air reported a first-quarter profit of $86 million.", False),
        (WORDED, "Velka Air reported a profit of $86 million for the three months to June, after a loss in Q1.", True),
        (WORDED, "Velka Air lost $5 million in Q3 after a profit of $86 million for the previous quarter.", True),
        (WORDED, "Velka Air reported a profit of $86 million between April and June, after a loss in Q1.", True),
        ("Varn scored in the second half.", "Varn scored in the 70th minute after a dull first half.", True),
    ],
)  # fmt: skip
def test_a_quarter_is_the_same_in_words_and_in_short_and_no_other_one(claim, text, right):
    spoken = EvidenceSentence(
        ArticleId("a"), Span(0, len(text)), text, 0.5, "", None, None, Published.on(date(2025, 8, 6))
    )
    found = verify(claim, [spoken], similarity=[0.7])
    assert not found.vetoes if right else found.vetoes
    if text in (SHORT, WORDED):
        assert found.supported


@pytest.mark.parametrize(
    ("claim", "day", "text", "right"),
    [
        ("Ida Brask will be sworn in on January 7, 2031.", date(2024, 11, 6), "Brask will be sworn in on Jan. 7.", False),
        ("Ida Brask will be sworn in on January 7, 2024.", date(2024, 11, 6), "Brask will be sworn in on Jan. 7.", False),
        ("Brask will be sworn in on January 7, 2025.", date(2024, 11, 6), "Ida Brask will be sworn in on Jan. 7.", True),
        ("The quay reopened on March 3, 2019.", date(2025, 3, 4), "The old quay reopened on March 3.", False),
        ("The quay reopened on March 3, 2025.", date(2025, 3, 4), "The old quay reopened on March 3.", True),
        ("The bank lowered rates in December 2025.", date(2025, 2, 6), "In December the bank lowered its rates.", False),
        ("The bank cut rates in December 2026.", date(2025, 2, 6), "In December the bank cut its rates.", False),
        ("The bank cut rates in December 2024.", date(2025, 2, 6), "In December the bank cut its rates.", True),
        ("The law takes effect in March 2026.", date(2025, 5, 6), "The new law takes effect in March.", True),
        ("A strike is set for 14 September 2025.", date(2025, 3, 6), "The union called a strike for 14 September.", True),
        ("Bids must be in by 30 September 2025.", date(2024, 12, 1), "All bids must be in by Sept. 30.", True),
        ("Bids must be in by 30 September 2026.", date(2024, 12, 1), "All bids must be in by Sept. 30.", False),
        ("Brask came to office in January 2025.", date(2025, 12, 8), "Since Brask came to office in January, 2 quit.", True),
        ("Brask came to office in January 2023.", date(2025, 12, 8), "Since Brask came to office in January, 2 quit.", False),
        ("The mob took the hall on January 6, 2021.", date(2025, 3, 6), "The mob took the old hall on Jan. 6.", True),
    ],
)  # fmt: skip
def test_a_date_without_a_year_is_the_one_next_to_the_day_of_the_article(claim, day, text, right):
    assert told(claim, day, text) is right


def test_a_date_without_a_year_may_be_of_the_year_that_is_told_before_it():
    story = ("In 1963 the president went to Velka.", "He spoke to the crowd.", "On November 22 he was shot.")
    assert told("The president was shot on November 22, 1963.", date(2024, 11, 20), *story)
    assert not told("The president was shot on November 22, 1965.", date(2024, 11, 20), *story)


MAKER = (
    "The maker of Orm trams is in trouble.",
    "Last year was its worst.",
    "In March the maker shut a plant.",
    "It lost 2.",
)
REEVE = ("Ida Brask became reeve of Skell two years ago.", "She took office on May 5.", "She has survived 2 votes.")
RIVAL = ("Tom Varn had led the port in the previous year.", "He left on May 5.")


@pytest.mark.parametrize(
    ("claim", "story", "right"),
    [
        ("The maker shut a plant in March 2024.", MAKER, True),
        ("The maker shut a plant in March 2025.", MAKER, True),
        ("The maker shut a plant in March 2022.", MAKER, False),
        ("Brask took office on 5 May 2023.", REEVE, True),
        ("Brask took office on 5 May 2019.", REEVE, False),
        ("Varn left on 5 May 2021.", RIVAL, True),
        ("Varn left on 5 May 2026.", RIVAL, False),
    ],
)
def test_a_date_without_a_year_may_be_of_a_year_gone_back_to_before_it(claim, story, right):
    assert told(claim, date(2025, 6, 20), *story) is right


def test_the_sentence_before_one_goes_back_though_it_is_no_evidence():
    first, second = RIVAL
    day = Published.on(date(2025, 6, 20))
    alone = EvidenceSentence(ArticleId("a"), Span(0, len(second)), second, 0.5, "", None, None, day, first)
    assert not missing_dates("Varn left on 5 May 2021.", [alone])
    assert missing_dates("Varn left on 5 May 2021.", [replace(alone, before="Tom Varn had led the port.")])


OBITUARY = (
    "Dame Ida Brask, who founded a theatre, has died aged 88.",
    "She died at home on Saturday, her family said.",
    "The mayor opened a book of condolence.",
)


@pytest.mark.parametrize(
    ("claim", "right"),
    [
        ("Ida Brask died on 3 March 2025.", False),
        ("Ida Brask died on Monday.", False),
        ("Ida Brask died on 1 March 2025.", True),
        ("Ida Brask died on Saturday.", True),
        ("The mayor opened a book of condolence for Ida Brask on 3 March 2025.", True),
    ],
)
def test_a_deed_is_of_the_weekday_beside_it_not_of_the_day_of_the_page(claim, right):
    assert told(claim, date(2025, 3, 3), *OBITUARY) is right


ARREST = (
    "Police arrested a man of 24 in Velka on Monday.",
    "A second suspect, his cousin Tom Varn, was detained on Tuesday.",
    "At dawn their mother was taken to the station.",
)
MEETINGS = (
    "Premier Ida Brask met the dockers in Orm on Monday.",
    "She held talks with the mayor of Skell on Tuesday.",
)
BILLS = ("The Senate passed the budget.", "It had passed the ferry bill on Monday.")


@pytest.mark.parametrize(
    ("claim", "story", "right"),
    [
        ("Police arrested a second suspect, Tom Varn, on Tuesday.", ARREST, True),
        ("Police arrested the mother on 16 May 2024.", ARREST, True),
        ("Police arrested a man in Velka on 16 May 2024.", ARREST, False),
        ("Brask met the mayor of Skell on 14 May 2024.", MEETINGS, True),
        ("Brask met the dockers on 16 May 2024.", MEETINGS, False),
        ("The Senate passed the budget on 16 May 2024.", BILLS, True),
    ],
)
def test_another_deed_of_the_same_verb_has_its_own_day(claim, story, right):
    assert told(claim, date(2024, 5, 16), *story) is right


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("The museum will open on 19 May 2024.", "The new museum will open on Sunday."),
        ("The museum opens on 19 May 2024.", "The new museum opens on Sunday."),
        ("The final in Velka was set on 12 May 2024.", "The final in Velka is set after wins on Sunday."),
        ("The final in Velka is set on 19 May 2024.", "The final in Velka is set, with 2 bands on Sunday."),
        ("The museum shut on 12 May 2024.", "The museum, which shut on Sunday, will be rebuilt."),
        ("A raid was made on 16 May 2024.", "Police said on Tuesday that a raid was made."),
    ],
)
def test_an_announced_weekday_is_the_next_one_and_an_unclear_one_either(claim, text):
    assert told(claim, date(2024, 5, 16), text, "The city has 400 guards.")


@pytest.mark.parametrize(
    ("claim", "told", "other"),
    [
        ("The union met before 27 February.", "The union met between 27 February and 1 March.", True),
        ("The union met after 1 March.", "The union met between 27 February and 1 March.", True),
        ("The union met after 27 February.", "The union met between 27 February and 1 March.", False),
        ("The union met after 1 March.", "The union met on 1 March in Orvik.", True),
        ("The union met before 1 March.", "The union met on 1 March in Orvik.", True),
        ("The union met before 1 March.", "The union met by 1 March.", False),
        ("The bridge reopened by Friday.", "The bridge reopened after Friday.", True),
        ("The road has been closed since 3 May.", "The road is closed until 3 May.", True),
        ("The road closed on 3 May.", "The road has been closed since 3 May.", False),
        ("The road will open after 3 May.", "The road will not open until 3 May.", False),
        ("The road is open after 3 May.", "The road is closed until 3 May.", False),
        ("The union met on Friday.", "The union met after Friday's vote.", False),
        ("The union met on Friday.", "The union met two days before Friday.", False),
        ("The ship left before Tuesday.", "The ship left before the storm on Tuesday.", False),
        ("The ship left before Tuesday.", "The ship left on Monday, before the storm on Tuesday.", False),
        (
            "The vote will take place after 1 March.",
            "The vote will take place on 3 March, after the debate on 1 March.",
            False,
        ),
        ("The road shut before 3 March.", "The road shut before elections on 3 March.", False),
        ("The road shut before Sunday.", "The road shut ahead of the cup's final on Sunday.", False),
        ("The road shut after 3 March.", "The road shut on 3 March.", True),
        ("The union met after Friday.", "The union met on or after Friday.", False),
    ],
)
def test_a_deed_on_another_side_of_its_day_is_found(claim: str, told: str, other: bool):
    assert bool(other_border(claim, told)) is other


def test_a_claim_on_another_side_of_its_day_is_vetoed_in_words():
    told = EvidenceSentence(ArticleId("a"), Span(0, 9), "The bridge reopened after Friday.", 0.5, "", None, None, None)
    assert verify("The bridge reopened by Friday.", [told], similarity=[0.9]).vetoes == (
        "told otherwise in the sources: after Friday, not by Friday",
    )
