"""Is this the same speaker: acronyms, spellings, nations, and those who are only somebody's lawyer."""

from __future__ import annotations

import pytest

from rag.text.speakers import holds_office, same_speaker, search_words, spoken_by


@pytest.mark.parametrize(
    "speaker",
    [
        "The lawyer representing Tom Varn",
        "A lawyer for Tom Varn",
        "Varn’s lawyer",
        "Critics of Tom Varn",
        "A Varn supporter",
        "Tom Varn’s son",
        "Sources close to Varn",
        "The lawyer and friends of Tom Varn",
    ],
)
def test_whoever_is_only_named_beside_another_is_not_asked_for(speaker: str) -> None:
    assert not same_speaker("Varn", speaker)
    assert not same_speaker("Tom Varn", speaker)


@pytest.mark.parametrize(
    ("asked", "speaker"),
    [
        ("Varn", "A spokesman for Tom Varn"),
        ("Tom Varn", "Tom Varn and a lawyer for Ilsa Roe"),
        ("Varn’s lawyer", "Varn’s lawyer"),
        ("residents", "Residents of Ostmark"),
        ("Ostmark Resident", "Ostmark resident"),
        ("Tom Friend", "Tom Friend"),
    ],
)
def test_whoever_speaks_for_him_or_is_named_himself_is(asked: str, speaker: str) -> None:
    assert same_speaker(asked, speaker)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("NHO", "Norland Health Organization"),
        ("NHO", "The Norland Health Organization"),
        ("CTC", "US Centers for Tide Control and Prevention"),
        ("NU", "Norland Union"),
    ],
)
def test_an_acronym_is_the_body_it_stands_for(short: str, long: str) -> None:
    assert same_speaker(short, long)
    assert same_speaker(long, short)


@pytest.mark.parametrize(("asked", "speaker"), [("PM", "Peter Miller"), ("NHO", "Norland Hospital"), ("Nho", "N H O")])
def test_other_initials_are_nobody(asked: str, speaker: str) -> None:
    assert not same_speaker(asked, speaker)


@pytest.mark.parametrize(
    ("asked", "speaker"), [("Zelenskyy", "Volodymyr Zelensky"), ("Sergey Lavrin", "Sergei Lavrin")]
)
def test_a_name_spelled_in_another_way_is_the_same(asked: str, speaker: str) -> None:
    assert same_speaker(asked, speaker)
    assert same_speaker(speaker, asked)


@pytest.mark.parametrize(
    ("asked", "speaker"),
    [
        ("China", "The Chinese foreign ministry"),
        ("France", "The French government"),
        ("Zelenskyy", "Volodymyr Zelensky"),
        ("Zelensky", "Volodymyr Zelenskyy"),
        ("Norland Health Organization", "NHO"),
        ("the foreign minister of France", "French Foreign Minister"),
        ("President Tom Varn", "Varn"),
        ("Díaz-Canel", "Miguel Diaz-Canel"),
    ],
)
def test_the_words_to_search_by_lose_nobody_who_is_the_same(asked: str, speaker: str) -> None:
    assert same_speaker(asked, speaker)
    assert set(search_words(asked)) & set(" ".join(search_words(speaker)).split()) or any(
        w in speaker.lower() for w in search_words(asked)
    )


ODERA = "Foreign Minister Grace Odera demanded their release and said Kenya did not want a conflict."


@pytest.mark.parametrize(
    ("office", "text", "around", "held"),
    [
        ("Kenya's foreign minister", ODERA, "", True),
        ("Uganda's foreign minister", ODERA, "Uganda released four men.", False),
        ("Kenya's foreign minister", "Foreign Minister Grace Odera demanded more.", "The Kenyan port is shut.", True),
        ("Kenya's foreign minister", "Foreign Minister Grace Odera spoke.", "Kenya and Uganda met.", False),
        ("The foreign minister", ODERA, "", True),
        ("The head of the institute", "Institute head Grace Odera urged parents to wait.", "", True),
        ("The head of the bank", "Institute head Grace Odera urged parents to wait.", "", False),
        ("Foreign Minister Tom Varn", ODERA, "", False),
    ],
)
def test_an_office_is_held_by_the_one_to_whom_the_text_gives_it(office, text, around, held):
    assert holds_office(office, "Grace Odera", text, around) is held


@pytest.mark.parametrize(
    ("asked", "speaker"),
    [
        ("Tom Varn", "Tom Varn Jr."),
        ("Tom Varn Jr.", "Tom Varn"),
        ("Tom Varn Sr", "Tom Varn Jr"),
        ("Tom Varn II", "Tom Varn"),
    ],
)
def test_a_junior_is_another_than_his_father(asked: str, speaker: str) -> None:
    assert not same_speaker(asked, speaker)


@pytest.mark.parametrize(
    ("asked", "speaker"),
    [("Varn", "Tom Varn Jr."), ("Tom Varn Jr", "Tom Varn Jr."), ("Tom Varn", "Ilsa Roe and Tom Varn")],
)
def test_a_surname_alone_and_a_suffix_spelled_in_another_way_are_the_same(asked: str, speaker: str) -> None:
    assert same_speaker(asked, speaker)


def test_a_junior_speaks_under_the_shorter_name_where_nobody_else_has_it() -> None:
    assert spoken_by("Tom Varn", ["Tom Varn", "Tom Varn Jr.", "Varn", "Ilsa Roe"]) == {"Tom Varn", "Varn"}
    assert spoken_by("Tom Varn", ["Tom Varn Jr.", "Ilsa Roe"]) == {"Tom Varn Jr."}


def test_an_acronym_is_searched_by_the_first_letters_of_what_it_stands_for() -> None:
    assert "n* h* o*" in search_words("the NHO")
    assert not any("*" in word for word in search_words("Nho Varn"))


@pytest.mark.parametrize(
    ("asked", "speaker"),
    [
        ("King Harald", "King Harald"),
        ("King Harald", "King Harald IV"),
        ("King Harald IV", "King Harald"),
        ("Norway’s King Harald", "King Harald"),
        ("King Harald", "The Norwegian King Harald"),
        ("King Harald", "Harald"),
        ("King Harald", "A spokesman for King Harald"),
        ("Princess Ida", "Prince Aldo and Princess Ida"),
        ("Princess Ida", "Ida, Princess of Velka"),
        ("Prince Aldo", "Crown Prince Aldo bin Roe"),
        ("Pope Aldo XIV", "Pope Aldo"),
        ("Pope Aldo", "Aldo XIV"),
        ("Harald", "King Harald"),
        ("Varn", "Prince Varn"),
    ],
)
def test_who_goes_by_a_title_and_one_name_is_known_by_them(asked: str, speaker: str) -> None:
    assert same_speaker(asked, speaker)
    assert any(word in speaker.lower() for word in search_words(asked))


@pytest.mark.parametrize(
    ("asked", "speaker"),
    [
        ("King Harald", "Harald Barke"),
        ("King Harald", "Ray Harald"),
        ("King Harald", "Harald King"),
        ("King Harald", "Queen Ida"),
        ("King Harald", "Mayor Harald"),
        ("Princess Ida", "Mary Ida Holm"),
        ("Pope Aldo", "Aldo Roe"),
        ("Pope Aldo XIV", "Pope Aldo XIII"),
        ("Pope Aldo XIV", "Aldo Roe"),
        ("King Harald", "King Harald’s lawyer"),
    ],
)
def test_nobody_else_of_that_name_is_a_king_or_a_pope(asked: str, speaker: str) -> None:
    assert not same_speaker(asked, speaker)
