"""A small model that declines, or gives the question back, is asked once more for the sentence itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.chain.runnable import event_chain
from rag.errors import ProviderError
from rag.llm import ScriptedModel
from rag.service import open_newsdesk
from rag.types import Reason, Status

LIBRARY = "When will the City Library in Halvoren reopen?"
ESTERMOOR = "How many people live in Estermoor?"
NOTHING = "The sources do not say."
COPIED = "The City Library in Halvoren will reopen on Monday 4 March."


@pytest.fixture
def asked_of(stocked_desk, settings, embedder, clock):
    stocked_desk.close()

    def ask(question, model, *, small=True):
        with open_newsdesk(settings, embedder=embedder, clock=clock, chat=model) as desk:
            asked = replace(desk.asked(question), rewords_speech=not small)
            *_, (done,) = event_chain(desk.parts()).stream(asked)
        return done.answer

    return ask


@pytest.mark.parametrize(
    "first", [NOTHING, "The City Library in Halvoren will reopen.", "The City Library has a great reading room."]
)
def test_what_it_then_finds_is_checked_and_shown(asked_of, first):
    model = ScriptedModel([first, COPIED])
    answer = asked_of(LIBRARY, model)
    assert answer.status is Status.ANSWERED
    assert [s.text for s in answer.sentences] == [COPIED]
    assert answer.missing is None
    assert "answer_again" in answer.trace.prompts


def test_the_second_question_begins_as_the_first_so_that_no_server_reads_the_evidence_twice(asked_of):
    model = ScriptedModel([NOTHING, NOTHING])
    assert asked_of(ESTERMOOR, model).reason is Reason.NOT_STATED
    (system, first), (same, second) = model.prompts
    assert system == same
    assert second.content.startswith(first.content.removesuffix(ESTERMOOR))
    assert second.content.endswith(ESTERMOOR)


def test_a_sentence_near_by_that_does_not_speak_of_the_matter_is_no_answer(asked_of):
    near = "Most of the 1,150 people who had been evacuated from Estermoor were allowed to return."
    answer = asked_of(ESTERMOOR, ScriptedModel([NOTHING, near]))
    assert answer.status is Status.ABSTAINED
    assert answer.reason is Reason.NOT_STATED, "it said so at first, and what it then wrote is no answer"
    assert [w.reason for w in answer.withheld] == ["it rests on a sentence that does not speak of what is asked"]


def test_where_what_it_then_wrote_is_withheld_the_source_may_say_it(asked_of):
    answer = asked_of(
        LIBRARY, ScriptedModel([NOTHING, "Nordhav's library will be open in Halvoren on Monday 4 March."])
    )
    assert [s.text.split(" after ")[0] for s in answer.sentences] == [
        COPIED.replace("The", "The great reading room of the").strip(".")
    ]
    assert answer.withheld


def test_a_failure_then_takes_nothing_from_what_it_said_first(asked_of):
    class Failing(ScriptedModel):
        def stream(self, messages, *, max_tokens, deadline):
            if self.prompts:
                raise ProviderError("model not reached", why="the time is up", fix="Ask again.")
            yield from super().stream(messages, max_tokens=max_tokens, deadline=deadline)

    answer = asked_of(ESTERMOOR, Failing([NOTHING]))
    assert answer.reason is Reason.NOT_STATED
    assert answer.note is None


def test_a_large_model_is_taken_at_its_word(asked_of):
    model = ScriptedModel([NOTHING])
    answer = asked_of(LIBRARY, model, small=False)
    assert answer.status is Status.ABSTAINED
    assert "answer_again" not in answer.trace.prompts
    assert len(model.prompts) == 1
