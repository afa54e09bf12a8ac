from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import ProviderError
from rag.llm.chat import LangChainChat
from rag.llm.connect import OpenAIConnector
from rag.llm.odds import p_yes
from rag.ports import Message

ASK = (Message("user", "Is it so? Answer yes or no."),)


@pytest.fixture
def chat(server, sleeper):
    connect = OpenAIConnector("tiny", lambda: (server.url, "k"))
    return LangChainChat("openai:tiny", connect, sleep=sleeper)


def listed(**logprobs: float) -> dict[str, object]:
    return {"content": [{"top_logprobs": [{"token": t, "logprob": p} for t, p in logprobs.items()]}]}


def test_counts_every_spelling_of_yes_and_no(server, chat, within):
    server.will(server.odds(**{"Yes": math.log(0.4), " yes": math.log(0.2), "NO": math.log(0.2), "I": -3.0}))
    assert chat.yes_probability(ASK, deadline=within(30)) == pytest.approx(0.75)
    body = server.told[0].body
    assert (body["logprobs"], body["top_logprobs"], body["max_tokens"]) == (True, 20, 1)


def test_none_when_the_server_gives_no_odds(server, chat, within):
    server.will(server.odds())
    assert chat.yes_probability(ASK, deadline=within(30)) is None


def test_a_server_that_refuses_logprobs_is_not_asked_again(server, chat, within):
    server.will(server.fails(400, "logprobs are not supported with this model"))
    assert chat.yes_probability(ASK, deadline=within(30)) is None
    assert chat.yes_probability(ASK, deadline=within(30)) is None
    assert len(server.told) == 1


def test_tries_again_and_then_raises(server, chat, within):
    server.will(server.fails(503))
    with pytest.raises(ProviderError):
        chat.yes_probability(ASK, deadline=within(30))
    assert len(server.told) == 3


def test_ends_at_the_deadline(server, chat, within):
    server.will(server.never_begins())
    with pytest.raises(ProviderError, match="time was up"):
        chat.yes_probability(ASK, deadline=within(0.5))


@pytest.mark.parametrize(
    "odd", [None, {}, {"content": None}, {"content": []}, {"content": [{}]}, "x", listed(Maybe=-0.1)]
)
def test_none_for_what_holds_neither_word(odd):
    assert p_yes(odd) is None


@given(st.dictionaries(st.sampled_from(["Yes", " no", "yes.", "NO", "Well"]), st.floats(-30, 0)))
def test_is_a_probability_or_none(odds):
    found = p_yes(listed(**odds))
    assert found is None or 0 <= found <= 1
