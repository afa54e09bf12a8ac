"""Interviews and debates, whose lines have their speaker in front and no marks."""

from __future__ import annotations

from rag.quotes import extract
from rag.types import ArticleId

TALK = """Tom Varn, the minister, spoke to the Herald.
HERALD: What will you do about the bridge?
VARN: We will build it. He told me "no" twice, and I said that it was wrong.
HERALD: When?
VARN: In the summer."""


def _said(text: str) -> list[tuple[str, str]]:
    return [(q.speaker, q.text) for q in extract(ArticleId("a"), text)]


def test_a_line_belongs_to_whoever_stands_in_front_of_it() -> None:
    assert _said(TALK) == [
        ("HERALD", "What will you do about the bridge?"),
        ("Tom Varn", "We will build it."),
        ("Tom Varn", 'He told me "no" twice, and I said that it was wrong.'),
        ("HERALD", "When?"),
        ("Tom Varn", "In the summer."),
    ]


def test_lines_are_direct_and_exact() -> None:
    quotes = extract(ArticleId("a"), TALK)

    assert all(q.kind == "direct" and q.text == q.span.of(TALK) for q in quotes)


def test_questions_without_a_name_are_nobodys_words() -> None:
    text = "Ann Roe talks.\nQ: Will you come?\nRoe: Oh, I wish I had.\nQ: When?\nRoe: In the summer."

    assert _said(text) == [("Ann Roe", "Oh, I wish I had."), ("Ann Roe", "In the summer.")]


def test_labels_of_places_and_facts_make_no_interview() -> None:
    places = "Tom Jackson came.\nJackson: A ship sank.\nJackson: It rained.\nSalem: It rained.\nSalem: It froze.\nLeuze: Snow."
    facts = "Tom Varn came.\nWhen: Friday, at noon.\nWhere: The hall.\nWhen: Sunday.\nWhere: The park."

    assert [s for s, _ in _said(places + "\nYork: Snow fell.")] == []
    assert _said(facts) == []


def test_a_reporter_who_signs_a_paragraph_has_not_said_its_words() -> None:
    text = "“We played like a team,” Tom Varn said after the game. “We are so happy.” —Ilsa Roe"

    assert [s for s, _ in _said(text)] == ["Tom Varn", "Tom Varn"]
    assert [s for s, _ in _said('"We were glad to sail at last." — Tom Varn, fisherman')] == ["Tom Varn"]


def test_a_title_is_no_speech_though_a_verb_of_saying_is_near() -> None:
    film = 'Last year, Harbour Studios announced it is turning the case into a movie, "Ann + Freda Forever."'
    song = 'Tom Varn continued to score with such songs as "What Came of Love" and "New Looks from an Old Lover."'

    assert "Ann + Freda Forever." not in [t for _, t in _said(film)]
    assert _said(song) == []
    assert _said('Tom Varn said "No Way." and left.') == [("Tom Varn", "No Way.")]


def test_a_verb_that_opens_a_sentence_brings_the_words_behind_a_comma() -> None:
    assert _said('Said Tom Varn, "I did a little bit of rowing in school."') == [
        ("Tom Varn", "I did a little bit of rowing in school.")
    ]


def test_an_executive_is_named_without_his_office() -> None:
    assert _said("County Executive Tom Varn said that his heart goes out.")[0][0] == "Tom Varn"
    assert _said("The Executive Council said that the bridge is closed.")[0][0] == "Executive Council"
    forum = "At least 600 ships came, according to the Police Executive Research Forum."
    assert _said(forum)[0][0] == "Police Executive Research Forum"
    judge = "After the report, 36th District Chief Judge William Varn said no clerk could use it."
    assert _said(judge)[0][0] == "William Varn"


def test_full_names_are_labels_and_a_paper_that_only_asks_is_not_quoted() -> None:
    text = (
        "Singer Ola Moen talked to the Herald about her record.\n\nHerald: How long did it take?\n\n"
        "Ola Moen: Ten years. I lost the tapes.\n\nHerald: Are you happy?\n\nMoen: Very."
    )

    assert _said(text) == [("Ola Moen", "Ten years."), ("Ola Moen", "I lost the tapes."), ("Ola Moen", "Very.")]
