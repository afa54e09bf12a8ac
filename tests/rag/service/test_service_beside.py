"""Without a model an answer may take what stands beside the evidence: under a heading, before a sentence, in newer articles."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from rag.llm import ScriptedModel
from rag.service import open_newsdesk
from rag.types import Question


@pytest.fixture
def asked_of(desk, tmp_path) -> Callable[..., str]:
    """Return a function: the answer's text to a question of articles given as (day, title, text)."""

    def ask(question: str, *articles: tuple[str, str, str]) -> str:
        file = tmp_path / "articles.jsonl"
        rows = [{"published": day, "title": title, "text": text} for day, title, text in articles]
        file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
        list(desk.ingest([str(file)]))
        return " ".join(s.text for s in desk.ask(question).sentences)

    return ask


VOTE = (
    "2024-02-19",
    "How the council voted on the Orrin ferry bill",
    "The council passed the Orrin ferry bill on Monday after a long night of talks.\n\n"
    "Who voted against the Orrin ferry bill?\n\nOne member, Jonas Hult of the Civic Party, cast the lone no. He gave no reason.\n\n"
    "What comes next?\n\nThe bill goes to the mayor.",
)


def test_what_stands_under_a_heading_that_asks_the_question_answers_it(asked_of):
    assert "Jonas Hult" in asked_of("Who voted against the Orrin ferry bill?", VOTE)


def under_its_heading(sentences) -> bool:
    """Return whether the second sentence under the heading is set behind it and the first one."""
    return any("bill? One member" in s.before for s in sentences)


@pytest.mark.parametrize(
    ("heading", "taken"), [("Who voted against", True), ("Why was", False), ("Who sailed first on", False)]
)
def test_what_stands_under_a_heading_that_asks_something_else_is_not_taken_for_it(desk, asked_of, heading, taken):
    question = "Who voted against the Orrin ferry bill?"
    asked_of(question, (*VOTE[:2], VOTE[2].replace("Who voted against", heading)))
    assert under_its_heading(desk.ask(question).evidence.sentences) is taken


CHAIN = (
    "2024-02-19",
    "Shops in trouble",
    "Brask Foods lost 40 million marks last year in its home market. The chain will close 31 shops before the summer, it said on Monday.",
)


def test_a_sentence_that_leans_on_the_one_before_is_given_with_it(asked_of):
    told = asked_of("How many shops will Brask Foods close?", CHAIN)
    assert "Brask Foods lost" in told
    assert "The chain will close 31 shops" in told


def test_it_is_one_piece_of_the_article_with_exact_characters(desk, asked_of):
    asked_of("How many shops will Brask Foods close?", CHAIN)
    (citation,) = desk.ask("How many shops will Brask Foods close?").citations
    assert (
        desk.store.article(citation.article_id).article.text[citation.span.start : citation.span.end] == citation.text
    )


def test_a_sentence_that_names_what_is_asked_stands_alone(asked_of):
    text = "It was a hard year in the home market. Brask Foods will close 31 shops before the summer."
    assert "hard year" not in asked_of("How many shops will Brask Foods close?", (*CHAIN[:2], text))


OLD_CUPS = [
    ("2019-05-01", f"Velka Cup {n}", f"Velka Cup final: in year {n} Rovers won the Velka Cup and took the Velka Cup home.")
    for n in range(2001, 2015)
]  # fmt: skip
NEW_CUP = ("2024-02-18", "Sports round-up", "On Sunday night in the rain Ida Brask won the Velka Cup.")


def test_newer_articles_are_looked_through_where_only_old_news_would_answer(asked_of):
    assert "Ida Brask" in asked_of("Who won the Velka Cup?", *OLD_CUPS, NEW_CUP)


def test_a_newer_article_that_does_not_answer_leaves_the_abstention(asked_of):
    other = ("2024-02-18", "Round-up", "If it rains, somebody of Osk could one day win the Velka Cup.")
    assert asked_of("Who won the Velka Cup?", *OLD_CUPS, other) == ""


def test_a_model_reads_the_evidence_as_it_was_found(settings, embedder, clock, tmp_path):
    file = tmp_path / "vote.jsonl"
    file.write_text(json.dumps(dict(zip(("published", "title", "text"), VOTE, strict=True))), "utf-8")
    question = "Who voted against the Orrin ferry bill?"
    found = []
    for chat in (None, ScriptedModel(["Jonas Hult cast the lone no."])):
        with open_newsdesk(replace(settings, llm="none"), embedder=embedder, clock=clock, chat=chat) as desk:
            list(desk.ingest([str(file)]))
            found.append(desk.ask(Question(question, desk.now())).evidence.sentences)
    assert [under_its_heading(sentences) for sentences in found] == [True, False]


def test_reports_that_differ_are_shown_beside_the_answer(desk, asked_of):
    first = (
        "2024-02-19",
        "Fire in Osk",
        "A fire broke out in the Osk mill on Monday. The mill fire killed 14 people on Monday, the police said.",
    )
    second = (
        "2024-02-19",
        "Osk mill burns",
        "A fire in the Osk mill killed 19 people on Monday, the fire service said.",
    )
    asked_of("How many people did the fire in the Osk mill kill?", first, second)
    answer = desk.ask("How many people did the fire in the Osk mill kill?")
    assert answer.conflicts
    assert all(
        {n for claim in c.claims for n in claim.citations} <= {c.n for c in answer.citations} for c in answer.conflicts
    )


RIVALS = (
    "2024-02-19",
    "Four to stand for mayor of Orrin",
    "Four will stand in the election for mayor of Orrin on 24 May, the election office said. They are the acting mayor, Ian "
    "Corrie, the teacher Noor Haddad, the grocer Ben Tarrant and the retired general Ivo Marsh.",
)


def test_a_sentence_is_not_told_a_second_time_in_front_of_the_one_that_leans_on_it(asked_of):
    said = asked_of("What happened with the mayor of Orrin?", RIVALS)
    assert said.count("Four will stand") == 1
