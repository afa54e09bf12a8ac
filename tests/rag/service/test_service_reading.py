"""A follow-up is asked on what a small model has read for the question before it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.chain.runnable import event_chain
from rag.llm import ScriptedModel
from rag.service import open_newsdesk
from rag.types import Question, Status

DIED = "How many people died when Dunmar Bridge collapsed?"
HURT = "How many people were hurt when Dunmar Bridge collapsed?"
REPLY = "Three people died when Dunmar Bridge collapsed."


@pytest.fixture
def conversation(stocked_desk, settings, embedder, clock):
    stocked_desk.close()

    def ask(*questions, small=True, between=lambda desk: None, **filters):
        model = ScriptedModel([REPLY] * 2 * len(questions))
        with open_newsdesk(settings, embedder=embedder, clock=clock, chat=model) as desk:
            answers = []
            for text in questions:
                after = answers[-1].question.text if answers else None
                question = Question(text, desk.now(), after=after, **(filters if answers else {}))
                asked = replace(desk.asked(question), rewords_speech=not small)
                *_, (done,) = event_chain(desk.parts()).stream(asked)
                answers.append(done.answer)
                between(desk)
        return answers, model

    return ask


def places(answer):
    return [(s.article_id, s.span) for s in answer.evidence.sentences]


def test_the_second_prompt_opens_with_the_evidence_of_the_first(conversation):
    (first, second), model = conversation(DIED, HURT)
    assert places(second)[: len(places(first))] == places(first)
    opening, following = [m.content for _, m in model.prompts if m.content.startswith("[")][
        :2
    ]  # not those of the judge
    read = opening[: opening.index(first.evidence.sentences[-1].text)]
    assert following.startswith(read)


def test_all_that_is_found_for_the_second_is_among_what_it_is_asked_on_and_nothing_twice(conversation):
    (_, alone), _ = conversation(DIED, HURT, small=False)
    (_, second), _ = conversation(DIED, HURT)
    assert set(places(alone)) <= set(places(second))
    assert len(places(second)) == len(set(places(second)))


def test_a_sentence_found_for_the_first_alone_counts_for_less_than_what_is_found(conversation):
    (_, alone), _ = conversation(DIED, HURT, small=False)
    (_, second), _ = conversation(DIED, HURT)
    least = min(s.score for s in alone.evidence.sentences)
    beside = [s for s in second.evidence.sentences if (s.article_id, s.span) not in places(alone)]
    assert beside
    assert all(s.score <= least for s in beside)


def test_an_answer_to_the_second_may_rest_on_what_was_read_for_the_first(conversation):
    (_, second), _ = conversation(DIED, DIED)
    assert second.status is Status.ANSWERED


def test_what_tells_of_something_else_is_read_by_itself(conversation):
    (_, other), _ = conversation(DIED, "Who won the downhill at Grauen Pass?")
    (alone,), _ = conversation("Who won the downhill at Grauen Pass?")
    assert places(other) == places(alone)


def test_an_article_that_is_removed_in_between_is_not_read_again(conversation):
    (first,), _ = conversation(DIED)
    gone = next(s.article_id for s in first.evidence.sentences)
    (_, second), _ = conversation(DIED, HURT, between=lambda desk: desk.remove(gone))
    assert gone not in {article for article, _ in places(second)}


def test_other_filters_are_other_evidence(conversation):
    (_, second), _ = conversation(DIED, HURT, sources=("Sondrapress",))
    assert {s.source for s in second.evidence.sentences} <= {"Sondrapress"}
