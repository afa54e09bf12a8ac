"""Quotations: marks of every kind, who says them, and what is no quotation at all."""

from __future__ import annotations

import pytest

from rag.quotes import extract
from rag.types import ArticleId

ID = ArticleId("a1")
Said = list[tuple[str, str]]


def direct(text: str) -> Said:
    return [(q.speaker, q.text) for q in extract(ID, text) if q.kind == "direct"]


CASES: list[tuple[str, str, Said]] = [
    (
        "speaker behind",
        "The harbour reopened. “We lost no ships,” harbour master Tom Varn said.",
        [("Tom Varn", "We lost no ships")],
    ),
    (
        "verb before speaker",
        '"The bridge is safe again," said Ilsa Roe, the city engineer.',
        [("Ilsa Roe", "The bridge is safe again")],
    ),
    (
        "speaker in front, after a colon",
        "Mayor Petra Lindqvist said: “The trams will run on Sunday.”",
        [("Petra Lindqvist", "The trams will run on Sunday.")],
    ),
    (
        "split quotation",
        "“The dam held,” Tom Varn said, “and nobody was hurt in the valley.”",
        [("Tom Varn", "The dam held"), ("Tom Varn", "and nobody was hurt in the valley.")],
    ),
    (
        "goes on after the attribution",
        "“The dam held,” Tom Varn said. “We had two hours to spare.”",
        [("Tom Varn", "The dam held"), ("Tom Varn", "We had two hours to spare.")],
    ),
    (
        "one quote a sentence",
        "“The dam held. The valley is dry. We are lucky,” Tom Varn said.",
        [("Tom Varn", "The dam held."), ("Tom Varn", "The valley is dry."), ("Tom Varn", "We are lucky")],
    ),
    (
        "surname to full name",
        "Ilsa Roe leads the port union. “No ship leaves tonight,” Roe said.",
        [("Ilsa Roe", "No ship leaves tonight")],
    ),
    (
        "aside between name and verb",
        "“Nobody asked us,” Ilsa Roe, a teacher from Ostmark who has three children, said.",
        [("Ilsa Roe", "Nobody asked us")],
    ),
    (
        "office first, name in the aside",
        "“Nobody asked us,” said the union’s chairwoman, Ilsa Roe.",
        [("Ilsa Roe", "Nobody asked us")],
    ),
    (
        "titles are no part of a name",
        "“The budget passes today,” Norland Finance Minister Karel Dvorak told reporters.",
        [("Karel Dvorak", "The budget passes today")],
    ),
    (
        "secretary of a place",
        "“The talks go on,” Secretary of State Maria Holm said.",
        [("Maria Holm", "The talks go on")],
    ),
    ("guillemets", "« Le port est ouvert », said Jean Morel.", [("Jean Morel", "Le port est ouvert")]),
    ("low and high marks", "„Der Hafen ist offen“, said Jan Brandt.", [("Jan Brandt", "Der Hafen ist offen")]),
    (
        "single marks and apostrophes",
        "‘We can’t wait for the ministers’ reply any longer,’ said Ilsa Roe.",
        [("Ilsa Roe", "We can’t wait for the ministers’ reply any longer")],
    ),
    (
        "straight single marks",
        "'We don't trust the miners' lamps,' said Ilsa Roe.",
        [("Ilsa Roe", "We don't trust the miners' lamps")],
    ),
    (
        "a quotation inside a quotation",
        "“He told me ‘go home’ and I went,” Ilsa Roe said.",
        [("Ilsa Roe", "He told me ‘go home’ and I went")],
    ),
    (
        "mixed marks",
        '“The tide was high. It was dark," Tom Varn said.',
        [("Tom Varn", "The tide was high."), ("Tom Varn", "It was dark")],
    ),
    (
        "question before the speaker",
        "“Who pays for the dike?” Tom Varn asked.",
        [("Tom Varn", "Who pays for the dike?")],
    ),
    (
        "fragment with a cue",
        "Tom Varn called the new dike “a wall of paper” at the meeting.",
        [("Tom Varn", "a wall of paper")],
    ),
    (
        "fragment, speaker at the end",
        "The dike was “never more than a heap of sand” in the first place, Tom Varn said.",
        [("Tom Varn", "never more than a heap of sand")],
    ),
    (
        "participle",
        "Tom Varn opposed the plan, calling it “a gift to the shipping lines”.",
        [("Tom Varn", "a gift to the shipping lines")],
    ),
    (
        "according to",
        "According to Ilsa Roe, “the pumps failed within an hour”.",
        [("Ilsa Roe", "the pumps failed within an hour")],
    ),
    (
        "behind a dash",
        "“The sea gives and the sea takes.” — Tom Varn, fisherman",
        [("Tom Varn", "The sea gives and the sea takes.")],
    ),
    (
        "colon at the end of a paragraph",
        "Ilsa Roe wrote to the members:\n“The strike ends at noon on Friday.”",
        [("Ilsa Roe", "The strike ends at noon on Friday.")],
    ),
    (
        "organisation",
        "“No toxic smoke was measured,” the environment ministry said.",
        [("The environment ministry", "No toxic smoke was measured")],
    ),
    (
        "acronym that looks like a pronoun",
        "“Masks still help in crowded rooms,” the WHO says.",
        [("WHO", "Masks still help in crowded rooms")],
    ),
    (
        "nickname between names",
        "Tom “The Anchor” Varn won. “I slept badly before it,” Varn said.",
        [("Tom Varn", "I slept badly before it")],
    ),
    (
        "a man with the name of a month",
        "“The barley is ripe,” April Jansen said in June.",
        [("April Jansen", "The barley is ripe")],
    ),
]


@pytest.mark.parametrize(("text", "said"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_finds_words_and_speaker(text: str, said: Said) -> None:
    assert direct(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "Critics of the so-called “green” plan marched on Saturday.",
        "She starred in “The Winter of Long Roads” last year.",
        "Dwight “Boats” Miller ran the ferry for thirty years.",
        'The sign on the pier is 12" high and 30" wide.',
        "It don't matter, the lads' boat won't sail in the '90s style.",
    ],
)
def test_leaves_titles_nicknames_and_scare_quotes_alone(text: str) -> None:
    assert direct(text) == []


def test_gives_paragraphs_that_run_on_to_the_speaker_named_at_the_end() -> None:
    text = (
        "“We built the harbour in four years. The joint fisheries board paid half of it.\n\n"
        "“The board meets again in May. Its seat moves to Ostmark.\n\n"
        "“That is a good thing,” Foreign Minister Karel Dvorak said."
    )
    assert [s for s, _ in direct(text)] == ["Karel Dvorak"] * 5
    assert direct(text)[1][1] == "The joint fisheries board paid half of it."


def test_goes_on_in_a_paragraph_that_only_closes_the_marks() -> None:
    text = (
        "“We built the harbour in four years. The joint fisheries board paid half of it.\n\n"
        "We hope for a meeting of this body in May,” Karel Dvorak added.\n\n"
        "The harbour opened on Monday."
    )
    assert direct(text) == [
        ("Karel Dvorak", "We built the harbour in four years."),
        ("Karel Dvorak", "The joint fisheries board paid half of it."),
        ("Karel Dvorak", "We hope for a meeting of this body in May"),
    ]


def test_keeps_the_speaker_named_at_the_beginning_of_a_long_quotation() -> None:
    text = "“We were warned,” Ilsa Roe said. “Nobody listened to us.\n\n“The pumps were rusty for a decade.”"
    assert [s for s, _ in direct(text)] == ["Ilsa Roe"] * 3


def test_gives_nobodys_words_to_another_when_speakers_take_turns() -> None:
    text = (
        "“The tunnel is safe,” Tom Varn said.\n\n“It leaks every winter,” Ilsa Roe replied.\n\n"
        "“Those are drops,” Varn said. “Drops do no harm.”\n\n“Tell that to the drivers,” Roe said.\n\n"
        "Karel Dvorak said “both are right”, and Maria Holm called it “a silly quarrel over water”."
    )
    assert direct(text) == [
        ("Tom Varn", "The tunnel is safe"),
        ("Ilsa Roe", "It leaks every winter"),
        ("Tom Varn", "Those are drops"),
        ("Tom Varn", "Drops do no harm."),
        ("Ilsa Roe", "Tell that to the drivers"),
        ("Karel Dvorak", "both are right"),
        ("Maria Holm", "a silly quarrel over water"),
    ]


def test_does_not_name_the_speaker_of_an_answer_that_stands_alone() -> None:
    text = "“Will the tunnel leak again?” Tom Varn asked.\n\n“No, it will not leak again this year.”"
    assert direct(text)[1] == ("unknown", "No, it will not leak again this year.")


def test_goes_on_with_the_same_speaker_in_a_paragraph_of_nothing_but_quotation() -> None:
    text = "“The tunnel leaks,” Ilsa Roe said.\n\n“It has leaked for twenty years and nobody cared.”"
    assert direct(text)[1] == ("Ilsa Roe", "It has leaked for twenty years and nobody cared.")


def test_leaves_a_quotation_without_any_speaker_unknown() -> None:
    assert direct("A banner hung there. “We want our harbour back before the winter comes.”") == [
        ("unknown", "We want our harbour back before the winter comes.")
    ]


def test_names_nobody_from_a_phrase_about_somebody() -> None:
    text = "“My client never signed it,” the lawyer representing Tom Varn said."
    assert direct(text) == [("The lawyer representing Tom Varn", "My client never signed it")]
    assert direct("“It was theft,” a spokesman for Tom Varn said.")[0][0] == "A spokesman for Tom Varn"


@pytest.mark.parametrize(
    ("asking", "answer"),
    [
        ("Jane Pike (Selby, Lab) asked: ", "Mary Roe replied that work on it would start in October."),
        ("Jane Pike said: ", "Mary Roe said that it would start in October."),
        ("Jane Pike said: ", "Mary Roe said it would start in October."),
        ("Jane Pike asked, ", "Mary Roe told members that it would start in October."),
    ],
)
@pytest.mark.parametrize("mark", ["?", "!"])
def test_a_question_is_not_given_to_whoever_answers_it(asking: str, answer: str, mark: str) -> None:
    quotes = extract(ID, f'{asking}"When will the minister mend the dam at Selby{mark}" {answer}')
    assert [(q.speaker, q.kind) for q in quotes] == [("Jane Pike", "direct"), ("Mary Roe", "reported")]
    assert quotes[1].text == answer


def test_whoever_reports_behind_a_question_has_not_asked_it() -> None:
    said = direct('"Will the dam at Selby be mended at all?" Mary Roe said that it would be.')
    assert said == [("unknown", "Will the dam at Selby be mended at all?")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('Ed Park wrote in a letter to Sue Land, who replied: "The dam is safe for all."', "Sue Land"),
        ('Ed Park met the mayor of Leeds, who said: "The dam is safe for all."', "The mayor of Leeds"),
        ('Tom Varn said Mary Roe had told him: "The dam is safe for all."', "Mary Roe"),
        ('Sue Land, who asked for calm, said: "The dam is safe for all."', "Sue Land"),
        ('A reporter from the Guardian asked: "Is the dam safe for all?"', "A reporter from the Guardian"),
    ],
)
def test_the_nearest_verb_of_saying_has_the_words(text: str, speaker: str) -> None:
    assert [who for who, _ in direct(text)] == [speaker]


def test_an_article_is_no_speaker() -> None:
    assert direct("The sign on the gate by the harbour: “No ship may leave this port tonight.”") == [
        ("unknown", "No ship may leave this port tonight.")
    ]


def test_hearsay_leaves_the_next_words_to_whoever_tells_it() -> None:
    text = "Ilsa Roe said one woman had called it “a pack of wild animals”. She said they were afraid of it."
    assert [q.speaker for q in extract(ID, text) if q.kind == "reported"] == ["Ilsa Roe", "Ilsa Roe"]


PIPELINE = "“We shall build the pipeline on our own,” the president said."


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ("Vladimir Orlin, the Rodinian president, met President Chen Wu.", "The president"),
        ("Vladimir Orlin, president of Rodinia, met Chen Wu, the president.", "The president"),
        ("Vladimir Orlin, the Rodinian president, flew home.", "Vladimir Orlin"),
        ("Vladimir Orlin, a former president, flew home.", "The president"),
    ],
)
def test_an_office_is_its_holder_s_where_the_article_has_only_one(before: str, speaker: str) -> None:
    assert [who for who, _ in direct(f"{before} {PIPELINE}")] == [speaker]
