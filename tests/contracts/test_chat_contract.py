"""What every ChatModel does: the scripted one, and LangChain's path over a real local server."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass

import pytest
from werkzeug import Request, Response

from rag.errors import ProviderError
from rag.llm import ScriptedModel, make_chat
from rag.ports import Completion, Message

ASK = (Message("system", "Be short."), Message("user", "What fell?"))


@dataclass
class Within:
    left: float = 30.0
    gave_up: bool = False

    def remaining_s(self):
        return 0.0 if self.gave_up else self.left

    def cancelled(self):
        return self.gave_up


def _handler(replies: list[str], p_yes: list[float]):
    def chunk(delta, reason=None):
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        body = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
        return f"data: {json.dumps(body)}\n\n"

    def odds():
        chance = p_yes.pop(0)
        listed = [{"token": "yes", "logprob": math.log(chance)}, {"token": "no", "logprob": math.log(1 - chance)}]
        logprobs = {"content": [{**listed[0], "top_logprobs": listed}]} if chance else None
        message = {"role": "assistant", "content": "yes"}
        choice = {"index": 0, "finish_reason": "length", "message": message, "logprobs": logprobs}
        body = {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
        return Response(json.dumps(body), content_type="application/json")

    def handle(request: Request) -> Response:
        asked = request.get_json()
        if asked.get("logprobs"):
            return odds()
        words = replies.pop(0).split(" ")
        kept = words[: asked["max_tokens"]]
        events = [chunk({"content": w if i == 0 else f" {w}"}) for i, w in enumerate(kept)]
        reason = "stop" if len(kept) == len(words) else "length"
        return Response([*events, chunk({}, reason), "data: [DONE]\n\n"], content_type="text/event-stream")

    return handle


@pytest.fixture(params=["scripted", "langchain"])
def make(request, httpserver, tmp_path):
    def make(*replies, p_yes=()):
        if request.param == "scripted":
            return ScriptedModel(replies, p_yes)
        handler = _handler(list(replies), list(p_yes))
        httpserver.expect_request("/v1/chat/completions").respond_with_handler(handler)
        url = httpserver.url_for("/v1")
        return make_chat("openai:m", base_url=url, home=tmp_path, offline=True, ensure_model=lambda name: tmp_path)

    return make


def test_has_a_name_and_a_context(make):
    chat = make()
    assert chat.name


def test_yields_pieces_then_exactly_one_completion_with_the_same_text(make):
    *pieces, last = make("The old bridge fell.").stream(ASK, max_tokens=50, deadline=Within())
    assert all(isinstance(piece, str) for piece in pieces)
    assert isinstance(last, Completion)
    assert "".join(pieces) == last.text == "The old bridge fell."
    assert last.finished
    assert last.attempts == 1


def test_a_reply_longer_than_allowed_is_not_finished(make):
    *_, last = make("one two three four").stream(ASK, max_tokens=2, deadline=Within())
    assert (last.text, last.finished) == ("one two", False)


def test_answers_one_question_after_the_other(make):
    chat = make("First.", "Second.")
    texts = [list(chat.stream(ASK, max_tokens=9, deadline=Within()))[-1].text for _ in range(2)]
    assert texts == ["First.", "Second."]


@pytest.mark.parametrize("deadline", [Within(left=0), Within(gave_up=True)], ids=["late", "cancelled"])
def test_no_time_is_a_provider_error(make, deadline):
    chat = make("Never said.", p_yes=[0.5])
    with pytest.raises(ProviderError):
        list(chat.stream(ASK, max_tokens=9, deadline=deadline))
    with pytest.raises(ProviderError):
        chat.yes_probability(ASK, deadline=deadline)


def test_gives_the_odds_of_yes(make):
    chat = make(p_yes=[0.9, 0.25])
    found = [chat.yes_probability(ASK, deadline=Within()) for _ in range(2)]
    assert found == pytest.approx([0.9, 0.25])


def test_close_may_be_called_twice(make):
    chat = make()
    chat.close()
    chat.close()


def test_the_scripted_model_fails_when_asked_once_too_often():
    chat = ScriptedModel(["Only."], [0.5])
    list(chat.stream(ASK, max_tokens=9, deadline=Within()))
    chat.yes_probability(ASK, deadline=Within())
    with pytest.raises(AssertionError):
        list(chat.stream(ASK, max_tokens=9, deadline=Within()))
    with pytest.raises(AssertionError):
        chat.yes_probability(ASK, deadline=Within())
    assert chat.prompts == [ASK] * 4
