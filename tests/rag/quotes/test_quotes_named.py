"""Who is named as a speaker: bodies and offices in long names, the pope, a junior, and first words that are nobody."""

from __future__ import annotations

import pytest

from rag.quotes import extract
from rag.types import ArticleId


def speakers(text: str) -> list[str]:
    return list(dict.fromkeys(q.speaker for q in extract(ArticleId("a"), text)))


@pytest.mark.parametrize(
    "text",
    [
        "That said, the bridge is not open to anybody yet.",
        "28 May: A man says goodbye to his daughter before she boards the ferry.",
        "Per Tom Varn's will, the prizes are awarded in Norland every year.",
        "That calls for more patience than anybody has.",
        "The confirmed case also prompted the county to close its schools.",
        "We've all said a wrong word in front of people.",
        "I’ve said for years that the bridge needs work on its piers.",
    ],
)
def test_a_first_word_that_is_no_name_says_nothing(text: str) -> None:
    assert speakers(text) == []


@pytest.mark.parametrize(
    "text",
    [
        'Worth repeating: "The higher purpose of my life is not the song and dance."',
        'THE COMMENT: "There are a lot of criminals in the caravan."',
        'Posted on their website Friday: "Due to damage to our set, the programme is cancelled."',
    ],
)
def test_what_stands_before_a_colon_speaks_only_where_it_is_a_name(text: str) -> None:
    assert speakers(text) == ["unknown"]


def test_a_name_before_a_colon_that_the_article_has_elsewhere_speaks() -> None:
    text = 'The board heard Varn.\nVarn: "The ferry was late again on Monday."'
    assert speakers(text) == ["Varn"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Pope Aldo landed in Norland. The pope said the war must end at once.", "Pope Aldo"),
        ("Pope Aldo landed in Norland. The Pope said the war must end at once.", "Pope Aldo"),
        ("Pope Aldo landed in Norland. The pontiff said the war must end at once.", "Pope Aldo"),
        ("King Harald IV spoke on Monday. The King said the harvest was poor this year.", "King Harald IV"),
        ("Pope Aldo met Pope Bruno. The Pope said the war must end at once.", "The Pope"),
        ("The Pope said the war must end at once.", "The Pope"),
    ],
)
def test_an_office_that_is_part_of_a_name_is_held_by_whoever_has_it(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Former ferry board director and harbour secretary Tom Varn said the plan had failed.", "Tom Varn"),
        ("Norland Office of Harbours and Bridges Director Tom Varn said the bill would fail.", "Tom Varn"),
        ("Norland Department of Parks and Water Control spokesperson Emma Varn said it would close.", "Emma Varn"),
        ("Department of Harbour Security Assistant Secretary Emma Varn said it would close.", "Emma Varn"),
        ("The mayor and Governor Tom Varn said the bridge would close.", "The mayor and Tom Varn"),
        ("The Office of Mayor Tom Varn said the bridge would close.", "Office of Mayor Tom Varn"),
        ("The Justice Department said that the agents were there.", "Justice Department"),
        ("The armed forces General Staff said that the fighting went on.", "General Staff"),
        ('"Voters deserve the truth at last," said Rep.-elect Nick Varn.', "Nick Varn"),
        ("President Tom R. Varn, Jr. declared that a flood was near.", "Tom R. Varn Jr."),
        ("Tom Varn, Jr., said that a flood was near.", "Tom Varn Jr."),
        ("The bank was paid twice, according to campaign finance filings.", "Campaign finance filings"),
        ("Efforts to help the 105,000 residents have been hit by storms, said Nick Varn.", "Nick Varn"),
        ("The bank was paid twice, according to state media at the time.", "State media"),
        ("The bank was paid twice, according to Tom Varn's estate records.", "Tom Varn’s estate records"),
        ("The Norland Rovers' manager said the bank was paid twice.", "The Norland Rovers’ manager"),
        ("The bank was paid twice, said Norland News' Leeds correspondent Ivor Varn.", "Ivor Varn"),
        ("The bank was paid twice, according to a police news release.", "A police news release"),
        ("The bank was paid twice, according to a source familiar with its plans.", "A source"),
        ('"It was loud for the whole night," one participant later said.', "One participant"),
    ],
)
def test_a_speaker_behind_a_long_office_is_named_whole(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]


def test_two_offices_of_one_person_behind_a_quotation_are_read_past() -> None:
    assert speakers('"The pier is ours and ours alone," Norland Ferries president and CEO Tom Varn said.') == [
        "Tom Varn"
    ]


def test_court_papers_are_not_cut_to_a_court() -> None:
    assert speakers("The bank was paid twice, per new court filings.") == []


def test_the_opening_of_a_sentence_is_no_first_name() -> None:
    text = "Elon Varn bought the firm. Following Varn is a must. Varn said he would sell it in May."
    assert speakers(text) == ["Elon Varn"]


def test_a_remembrance_is_signed_behind_a_hyphen_and_a_song_is_not_said() -> None:
    assert speakers('"I remember the bell. It rang twice." - Emma Varn, student') == ["Emma Varn"]
    assert speakers('"As The Ferry Was Leaving" - Emma Varn') == []


def test_a_verb_in_front_of_its_speaker_opens_a_sentence_before_a_colon() -> None:
    assert speakers('Says the founder\'s grandson: "He hits everybody who comes near him."') == [
        "The founder’s grandson"
    ]


@pytest.mark.parametrize(
    "text",
    [
        'If Tom Varn says "the bridge is a death trap for all children", he will lose.',
        'It is unclear whether Tom Varn said "the bridge is a death trap for all children".',
        'A fake post claimed Tom Varn said "the bridge is a death trap for all children".',
        'The site falsely claimed that Tom Varn had said "the bridge is a death trap for all children".',
    ],
)
def test_what_is_only_supposed_or_made_up_is_nobodys(text: str) -> None:
    assert "Tom Varn" not in speakers(text)


def test_a_condition_before_a_comma_takes_nothing_from_the_speaker() -> None:
    assert speakers('Asked whether it was safe, Tom Varn said "the bridge will be safe by spring".') == ["Tom Varn"]


def test_whoever_is_called_a_liar_by_a_speaker_takes_nothing_from_his_words() -> None:
    assert speakers('Tom Varn called the video fake and said "the bridge is as safe as it can be".') == ["Tom Varn"]


def test_a_clause_behind_but_is_that_of_its_own_subject() -> None:
    text = "The operator, which runs it, said it was late, but the minister, Jun Roe, disagreed and said it was cancelled for good."
    said = {q.speaker: q.text for q in extract(ArticleId("a"), text)}
    assert said == {
        "The operator": "The operator, which runs it, said it was late",
        "Jun Roe": "the minister, Jun Roe, disagreed and said it was cancelled for good.",
    }


def test_what_the_paper_tells_before_a_but_is_not_what_the_speaker_said() -> None:
    text = "The operator blamed the weather, but the minister, Jun Roe, said the line was old."
    (quote,) = extract(ArticleId("a"), text)
    assert (quote.speaker, quote.text) == ("Jun Roe", "the minister, Jun Roe, said the line was old.")
