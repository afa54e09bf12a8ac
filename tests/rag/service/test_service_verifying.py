"""A claim against a text: what is said when the model that was to judge did not."""

from __future__ import annotations

import pytest

from rag.errors import ProviderError
from rag.llm import ScriptedModel
from rag.service import open_newsdesk

TEXT = "The ferry to Orvik was late by an hour on Monday."


class Failing(ScriptedModel):
    def yes_probability(self, messages, *, deadline):
        raise ProviderError("no odds", why="the server is away", fix="Start it.")


@pytest.mark.parametrize(
    ("chat", "note"),
    [
        (Failing(), "the server is away"),
        (ScriptedModel(), "scripted gives no odds"),
        (ScriptedModel(p_yes=[0.9]), None),
    ],
)
def test_the_verdict_stands_and_says_that_the_model_did_not_judge(settings, embedder, clock, chat, note):
    with open_newsdesk(settings, embedder=embedder, clock=clock, chat=chat) as desk:
        found = desk.verify(TEXT, TEXT)
    assert found.verdict.supported
    assert found.text == TEXT
    assert found.note is None if note is None else note in (found.note or "")


def test_a_supported_claim_says_which_of_two_people_of_one_surname_it_may_mean(settings, embedder, clock):
    text = "Ada Marsh said the port would close in May. Tom Marsh said it would stay open."
    with open_newsdesk(settings, embedder=embedder, clock=clock, chat=None) as desk:
        open_one = desk.verify("Marsh said the port would close in May.", text)
        full = desk.verify("Ada Marsh said the port would close in May.", text)
    assert open_one.verdict.supported
    assert open_one.verdict.vetoes == ()
    assert open_one.verdict.reasons == ("ambiguous: Marsh may be Ada Marsh or Tom Marsh",)
    assert (full.verdict.supported, full.verdict.reasons) == (True, ())
