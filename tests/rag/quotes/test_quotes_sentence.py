"""Pronouns whose own sentence tells whom they mean, and speakers whom only their kind of name tells."""

from __future__ import annotations

import pytest

from rag.quotes import extract
from rag.types import ArticleId


def speakers(text: str) -> list[str]:
    return [q.speaker for q in extract(ArticleId("a"), text)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "The Herald reported the sale by Norcar. Norcar is cutting costs, and it said the plant in Leuze would close.",
            "Norcar",
        ),
        (
            "One airline said it was ready. The agency blamed the panic, and it called for more production.",
            "The agency",
        ),
        (
            "Mayor Tom Varn and Karl Roe were told of the fire. Varn said on Monday night that the fire was a crime and"
            " he asked people to “make your voices heard in the council.”",
            "Tom Varn",
        ),
    ],
)
def test_a_pronoun_behind_and_is_whom_its_sentence_is_about(text: str, speaker: str) -> None:
    assert speakers(text)[-1] == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Karl Roe said the plan was bad. Mayor Varn tied the case to schools, which were part of what he called a “national shame of ours”.",
        "Karl Roe said the plan was bad. President Varn went to Leuze to mend what he called the “shame of the north”.",
    ],
)
def test_a_pronoun_in_a_sentence_about_another_is_not_whoever_spoke_before(text: str) -> None:
    assert "Karl Roe" not in speakers(text)[1:]


def test_what_hangs_behind_a_sentence_about_somebody_is_not_said_by_him() -> None:
    text = "Mayor Ilsa Roe spoke on Monday. “The bridge is safe for all of us,” she said. Karin Boe would lose the vote, she said."
    assert speakers(text) == ["Ilsa Roe", "Ilsa Roe"]


def test_a_surname_with_a_title_elsewhere_is_a_person() -> None:
    text = "President Varn spoke in Leuze. Varn nodded at the crowd. “The bridge is safe for all of us,” he said."
    assert speakers(text) == ["Varn"]


def test_two_people_of_whom_nothing_tells_the_sex_share_no_pronoun() -> None:
    text = (
        "Kealo Tane plays the girl. Dree Sandur, who made the film, said the shoot was long. Sandur remembers how Tane lit up the room."
        " “I would love to be in another film,” she said."
    )
    assert speakers(text)[-1] == "unknown"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Gov. Ilsa Varn defended the law, saying it would protect children in the schools.", "Ilsa Varn"),
        ("Karl Roe began his argument by saying the state was broke.", "Karl Roe"),
        ("The Pentagon defended the strike at first, claiming it had hit a depot.", "Pentagon"),
        ("A state archaeologist dismissed the find, noting that the beam was a stake.", "A state archaeologist"),
        ("LEUZE − Mayor Ilsa Varn lashed out at the press, warning they could face a fine.", "Ilsa Varn"),
        ("Karl Roe sued, arguing that the law was his own.", "Karl Roe"),
    ],
)
def test_what_is_told_by_a_participle_is_reported(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "Karl Roe won the final on Sunday, claiming the title for a third time.",
        "Karl Roe has grown as a pitcher, adding a curve to a fastball that has topped out at 87 mph.",
        "The storm hit Leuze on Monday, claiming three lives.",
        "The poll showed Varn ahead of Roe, with one in ten undecided, saying they would vote for neither.",
        "Nobody in the council opposed the plan, saying it was bad.",
        "Karl Roe was accused by the auditor of saying that the books were lost.",
    ],
)
def test_a_participle_that_tells_nothing_is_no_report(text: str) -> None:
    assert speakers(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“We want the truth about it,” said the parents’ attorney, Siddhartha Menon, “and we will have it.”", ["Siddhartha Menon"] * 2),
        (
            "“We are proud of the card and of the team,” Metro General Manager/CEO Randy Holt said. “It took years.” WXYZ-TV reported that the"
            " card costs five dollars.",
            ["Randy Holt", "Randy Holt", "WXYZ-TV"],
        ),
        ("A strategy analysts had predicted would fail was dropped.", []),
        ("The father who conspiracy theorists had claimed was an actor sat in court.", []),
        ("The National Republican Congressional Committee said that it was ready.", ["National Republican Congressional Committee"]),
        ("Norcar has voluntarily recalled all of its “Long Life Milk” bottles.", []),
        ("Varn rejected claims that he had called the auditor “a clown in a suit”.", ["Varn"]),
        ("“Have you talked to the lawyer about it?” Karl Roe texted Meadows on Friday.", ["Karl Roe"]),
        ("Biologists warned that the fish will vanish.", ["Biologists"]),
        ("A marine biologist said that the water was too warm.", ["A marine biologist"]),
        ("A few experts said that the water was too warm.", ["A few experts"]),
        ("Defence Minister Peter Hultqvist spoke. Hultqvist said that the water was too warm.", ["Peter Hultqvist"]),
    ],
)  # fmt: skip
def test_words_are_given_to_nobody_else(text: str, wanted: list[str]) -> None:
    assert speakers(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A person familiar with the matter said that the firm would close.", "A person familiar with the matter"),
        ("The plant will close, two people briefed on the plans said.", "Two people briefed on the plans"),
        ("One of the artists said that the gallery had not paid.", "One of the artists"),
        ("One of the victims, Karl Roe, said that he heard a bang.", "Karl Roe"),
        ("Some of the residents told the Herald that they were not warned.", "Some of the residents"),
        ("Ann Pryce, who leads the party, and Karl Roe argued that the vote was lost.", "Ann Pryce and Karl Roe"),
        ("Ann Pryce, who leads the party, and Karl Roe, her deputy, argued that the vote was lost.", "Ann Pryce and Karl Roe"),
        ("Ann Pryce, a friend of Karl Roe, said that the vote was lost.", "Ann Pryce"),
        ("Ann Pryce, head of the party, and a former mayor, said that the vote was lost.", "Ann Pryce"),
    ],
)  # fmt: skip
def test_a_subject_is_read_with_what_describes_it(text: str, wanted: str) -> None:
    assert speakers(text) == [wanted]


def test_whom_somebody_criticised_is_not_who_speaks_behind_who() -> None:
    text = "Karl Roe criticised politicians who he said wanted a “moment of real fragility for all”."
    assert "Politicians" not in speakers(text)


def test_a_sentence_in_pieces_goes_on_with_the_only_speaker_of_its_paragraph() -> None:
    text = "“People stop buying,” Tom Evans said. “That would cause a drop in demand” for warehouses and “if they fall, that hurts us.”"
    assert speakers(text) == ["Tom Evans"] * 3


def test_somebody_named_beside_his_relation_is_whom_the_next_pronoun_means() -> None:
    assert speakers("Holm’s brother, Peter Holm, found him. “It was terrible to see,” he wrote.") == ["Peter Holm"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Dana Young moved to Leuze.\n\nMayor Bernard “Jack” Young spoke at noon. Young said that the second phase would begin.",
            "Bernard Young",
        ),
        ("Public Advocate Jumaane Varn said that the city was failing its workers.", "Jumaane Varn"),
        ("The group encouraged attendees to wear a mask and said that no one would win.", "The group"),
        ("The woman’s Leuze-based attorney, Ann Pryce, said that the suit had merit.", "Ann Pryce"),
        (
            "Pupils will have full days with their teacher and classmates, while older pupils will change rooms, said Karl Roe.",
            "Karl Roe",
        ),
    ],
)  # fmt: skip
def test_the_last_speaker_has_his_whole_name_and_nobody_elses(text: str, wanted: str) -> None:
    assert speakers(text)[-1] == wanted


def test_it_behind_a_comma_is_not_the_paper_that_reported_before() -> None:
    text = "Thousands have lost their jobs, the Ostmark News reported. The Harbour Safety Agency plans to cut jobs, it announced on Friday."
    assert "Ostmark News" not in speakers(text)[1:]


def test_a_title_far_behind_the_verb_is_no_speech() -> None:
    text = "“It flew,” Karl Roe said a few years back on his weekly talk with Hans Brandt and their mutual friend Tim Lien, “Off Track with Hans and Roe.”"
    assert speakers(text) == ["Karl Roe"]


def test_a_question_with_will_is_no_name() -> None:
    assert [
        q.speaker
        for q in extract(ArticleId("a"), "“It is safe for all,” Varn said.", title="Will Joe Varn build the wall")
    ] == ["Joe Varn"]


def test_quoted_words_between_two_names_are_no_nickname() -> None:
    text = "Commissioner Jess Tarn spoke. Papers found on Karl Roe “speak to it,” Tarn said. Tarn said that the tips were crucial."
    assert set(speakers(text)) == {"Jess Tarn"}


MINISTER = "“We are mending the bridge for good,” said the minister, Keir Varn.\n\n"


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Bostan Roe criticised the plan.", "Bostan Roe"),
        ("Bostan Roe praised the workers.", "Bostan Roe"),
        ("Bostan Roe rejected the plan, and Hollis Boe welcomed it.", "unknown"),
        ("Bostan Roe criticised Keir Varn.", "unknown"),
        ("The plan was condemned by Bostan Roe.", "Bostan Roe"),
        ("Norland’s delegate, Tarek al-Roe, accused rich towns of greed.", "Tarek al-Roe"),
        ("The Herald reports that the plan is late.", "Keir Varn"),
    ],
)
def test_he_behind_a_sentence_of_who_spoke_without_words_is_nobody_before(sentence: str, speaker: str) -> None:
    text = f"{MINISTER}{sentence}\n\n“It is a toll by another name,” he told the council. “And the poor will pay.”"
    assert speakers(text)[-2:] == [speaker, speaker]


@pytest.mark.parametrize(
    "text",
    [
        "Bill Doe joined Seda on Friday. The club’s manager praised him. “I am proud to be here,” he said.",
        "Bill Doe, the former judge, was sentenced on Friday. The prosecutor had demanded life. “I will appeal,” he said.",
        "Bill Doe said that he was called. He took the cats away, recalled his sister, Kaye Doe. “I knew who it was,” he said.",
        "Bill Doe said in May that arms came from Velka and other Mirl member states. “This leads to worse,” he said.",
    ],
)
def test_whoever_judges_him_without_a_word_is_not_whom_he_said_means(text: str) -> None:
    assert speakers(text)[-1] in ("Bill Doe", "unknown")


def test_a_first_name_of_either_sex_settles_nothing_between_two() -> None:
    assert speakers("Andrea Rossi and Luca Rossi run the mill. Mr Rossi said the harvest was poor.") == ["Rossi"]


def test_a_name_that_begins_small_is_read_whole() -> None:
    assert speakers("Norland’s minister Tarek al-Roe said the bridge would open in May.") == ["Tarek al-Roe"]


def test_a_paper_that_is_only_cited_is_not_whom_the_next_pronoun_means() -> None:
    text = (
        "Ilsa Roe ran the port for years. “I ran it well,” she said at a rally, according to Roll Weekly. "
        "“And I would do it again.”\n\nAt the same time, she said the port would need a new pier."
    )
    assert speakers(text)[-1] == "Ilsa Roe"
