"""Servers and models that are not wrong, only unlike the others."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import ProviderError
from rag.llm.chat import THINKING_TOKENS, LangChainChat
from rag.llm.clean import WithoutThinking
from rag.llm.connect import OpenAIConnector
from rag.ports import Completion, Message

ASK = (Message("system", "Be short."), Message("user", "What happened?"))
NOON = datetime(2024, 2, 20, 12, tzinfo=UTC)
SENT = 16
"""Tokens of these by the estimate, where no tables are at hand."""


@pytest.fixture
def chat(server, sleeper):
    connect = OpenAIConnector("tiny", lambda: (server.url, "sk-secret-key"))
    return LangChainChat("openai:tiny", connect, where=server.url, sleep=sleeper, now=NOON.timestamp)


def reply(chat, deadline, max_tokens=50):
    *pieces, last = chat.stream(ASK, max_tokens=max_tokens, deadline=deadline)
    assert "".join(pieces) == last.text
    return last


def chunk(delta, reason=None):
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    return {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}


# streams that end without a reason


@pytest.mark.parametrize(
    ("usage", "finished"),
    [(None, True), ({"prompt_tokens": 9, "completion_tokens": 4}, True), ({"prompt_tokens": 9, "completion_tokens": 50}, False)],
    ids=["no counts", "short", "as long as it may be"],
)  # fmt: skip
def test_a_stream_that_says_it_is_done_is_whole_though_it_gives_no_reason(server, chat, within, usage, finished):
    events = [chunk({"content": "Three people"}), chunk({"content": " died."})]
    if usage:
        events.append({**chunk({}), "choices": [], "usage": usage})
    server.will(server.streams(*events))
    last = reply(chat, within(30), max_tokens=50)
    assert (last.text, last.finished) == ("Three people died.", finished)


def test_a_stream_that_only_closes_is_not_whole_after_one_that_was(server, chat, within):
    whole = server.streams(chunk({"content": "All."}))
    broken = server.streams(chunk({"content": "It said data: [DONE]"}), done=False)
    server.will(whole, broken)
    assert reply(chat, within(30)).finished
    assert not reply(chat, within(30)).finished


def test_a_whole_reply_without_a_reason_is_whole(server, chat, within):
    choice = {"index": 0, "message": {"role": "assistant", "content": "All."}, "finish_reason": None}
    server.will(server.answers(200, {**chunk({}), "object": "chat.completion", "choices": [choice]}))
    assert reply(chat, within(30)).finished


# replies without text


@pytest.mark.parametrize(
    ("events", "why"),
    [
        ([chunk({}, "content_filter")], "content filter"),
        ([chunk({"refusal": "I cannot help"}), chunk({}, "stop")], "refused"),
        ([chunk({"tool_calls": [{"index": 0, "id": "a", "function": {"name": "f", "arguments": "{}"}}]}, "tool_calls")],
         "without any text"),
    ],
    ids=["filtered", "refused", "tool call"],
)  # fmt: skip
def test_a_reply_that_says_nothing_is_a_fault_and_not_an_empty_answer(server, chat, within, events, why):
    server.will(server.streams(*events))
    with pytest.raises(ProviderError, match=why):
        reply(chat, within(30))
    assert len(server.told) == 1


def test_a_model_that_thinks_a_whole_reply_long_gets_room_to_think(server, chat, within):
    thought = server.streams(chunk({"reasoning_content": "They ask"}), chunk({}, "length"))
    server.will(thought, server.says("<think>They ask</think>It fell."), server.says("It stands."))
    assert reply(chat, within(30)) == Completion("It fell.", True, SENT, 3, None, 2, estimated=True)
    assert reply(chat, within(30)).text == "It stands."
    assert [t.body["max_tokens"] for t in server.told] == [50, 50 + THINKING_TOKENS, 50 + THINKING_TOKENS]


def test_a_model_that_thinks_without_end_is_told_as_such(server, chat, within):
    server.will(server.says("<think>They ask", reason="length"))
    with pytest.raises(ProviderError, match="before it said anything"):
        reply(chat, within(30))
    assert len(server.told) == 2


# thinking in other spellings


@pytest.mark.parametrize(
    "said",
    ["<thinking>Hm.</thinking>It fell.", "[THINK]Hm.[/THINK]\n\nIt fell.", "<reasoning>Hm.</reasoning>It fell.",
     "<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final<|message|>It fell."],
)  # fmt: skip
def test_thinking_is_left_out_however_it_is_marked(server, chat, within, said):
    server.will(server.says(*said))
    assert reply(chat, within(30)).text == "It fell."


def test_thinking_that_the_server_opened_is_left_out_once_it_is_known(server, chat, within):
    server.will(server.says("They ask of a bridge.\n", "</thi", "nk>\n\nIt fell."))
    first = reply(chat, within(30))
    assert "</think>" not in first.text
    assert first.text.endswith("\n\nIt fell.")
    assert reply(chat, within(30)).text == "It fell."
    server.will(server.says("It stands."))
    assert reply(chat, within(30)).text == "It stands.", "a reply without thinking is text"


TAGS = st.lists(st.sampled_from(["<think>", "</think>", "[THINK]", "[/THINK]", "<th", "ink>", "a", " b", "[", "\n"]))


@given(TAGS, st.booleans(), st.booleans())
def test_how_a_reply_is_cut_into_pieces_changes_nothing(parts, unmarked, cut):
    def cleaned(pieces):
        cleaner = WithoutThinking(stray=True, unmarked=unmarked)
        return "".join([*(cleaner.feed(piece) for piece in pieces), cleaner.end(cut=cut)])

    whole = "".join(parts)
    assert cleaned(parts) == cleaned([whole]) == cleaned(list(whole))
    assert not re.search(r"</think>|\[/THINK\]", cleaned(parts)) or (unmarked and not cut)


# counts


@pytest.mark.parametrize(
    ("usage", "counted"),
    [
        ({"prompt_tokens": 7, "completion_tokens": 2, "prompt_tokens_details": 7}, (7, 2)),
        ({"prompt_tokens": 7, "completion_tokens": 2, "completion_tokens_details": {"reasoning_tokens": "x"}}, (7, 2)),
        ({"prompt_tokens": 7.0, "completion_tokens": "many"}, (7, 3)),
        ({"prompt_tokens": float("nan"), "completion_tokens": -1}, (SENT, 3)),
        ("none", (SENT, 3)),
        (5, (SENT, 3)),
        ([], (SENT, 3)),
    ],
)
def test_an_odd_count_does_not_spoil_a_good_reply(server, chat, within, usage, counted, recwarn):
    server.will(server.says("It fell.", usage=usage))
    last = reply(chat, within(30))
    assert (last.text, last.finished) == ("It fell.", True)
    assert (last.prompt_tokens, last.completion_tokens) == counted
    assert not [w for w in recwarn if "Pydantic" in str(w.message)]


# requests that are refused


@pytest.mark.parametrize(
    ("status", "words", "gone", "there"),
    [
        (400, "Unsupported value: 'temperature' does not support 0 with this model.", "temperature", "max_tokens"),
        (400, "'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", "max_tokens",
         "max_completion_tokens"),
        (422, '[{"loc":["body","stream_options"],"msg":"extra fields not permitted"}]', "stream_options", "max_tokens"),
    ],
    ids=["temperature", "max_tokens", "stream_options"],
)  # fmt: skip
def test_what_a_server_refuses_is_left_out_from_then_on(server, chat, within, status, words, gone, there, sleeper):
    server.will(server.fails(status, words), server.says("It fell."))
    assert reply(chat, within(30)).text == "It fell."
    assert reply(chat, within(30)).text == "It fell."
    first, *later = [t.body for t in server.told]
    assert gone in first
    assert len(later) == 2
    assert all(gone not in body and there in body for body in later)
    assert sleeper.slept == []


def test_all_that_a_server_refuses_is_left_out(server, chat, within):
    server.will(
        server.fails(400, "use 'max_completion_tokens' instead of 'max_tokens'"), server.fails(400, "no stream_options"),
        server.fails(400, "no temperature"), server.fails(503), server.says("It fell."),
    )  # fmt: skip
    assert reply(chat, within(30)) == Completion("It fell.", True, SENT, 3, None, 2, estimated=True)


def test_a_refusal_that_stays_is_told(server, chat, within):
    server.will(server.fails(400, "temperature must not be set"))
    with pytest.raises(ProviderError, match="temperature"):
        reply(chat, within(30))
    assert len(server.told) == 2


@pytest.mark.parametrize(
    ("status", "words"),
    [(400, "System role not supported"), (500, "Conversation roles must alternate user/assistant/user/assistant/...")],
)
def test_a_template_without_a_system_role_gets_one_message(server, chat, within, status, words):
    server.will(server.fails(status, words), server.says("It fell."))
    assert reply(chat, within(30)).text == "It fell."
    assert server.told[-1].body["messages"] == [{"role": "user", "content": "Be short.\n\nWhat happened?"}]


def test_the_judge_too_does_without_what_is_refused(server, chat, within):
    server.will(
        server.fails(400, "use 'max_completion_tokens' instead of 'max_tokens'"), server.odds(Yes=-0.1, No=-3.0)
    )
    assert chat.yes_probability(ASK, deadline=within(30)) > 0.9
    assert server.told[-1].body["max_completion_tokens"] == 1


def test_a_model_whose_odds_are_forbidden_is_not_asked_again(server, chat, within):
    server.will(server.fails(403, "You are not allowed to request logprobs from this model"))
    assert chat.yes_probability(ASK, deadline=within(30)) is None
    assert chat.yes_probability(ASK, deadline=within(30)) is None
    assert len(server.told) == 1


# waiting, and what is said of a failure


def test_a_moment_to_come_back_is_waited_for(server, chat, within, sleeper):
    moment = format_datetime(NOON + timedelta(seconds=12), usegmt=True)
    server.will(server.fails(429, retry_after=moment), server.says("ok"))
    assert reply(chat, within(30)).attempts == 2
    assert sum(sleeper.slept) == pytest.approx(12)


def test_a_moment_too_far_off_is_not_waited_for(server, chat, within, sleeper):
    server.will(server.fails(503, retry_after="Fri, 31 Dec 2049 23:59:59 GMT"))
    with pytest.raises(ProviderError):
        reply(chat, within(30))
    assert (len(server.told), sleeper.slept) == (1, [])


@pytest.mark.parametrize("words", ["nan", "soon", "-5", ""])
def test_a_time_to_wait_that_is_none_is_ours_to_choose(server, chat, within, sleeper, words):
    server.will(server.fails(529, retry_after=words), server.says("ok"))
    assert reply(chat, within(30)).attempts == 2
    assert sum(sleeper.slept) == pytest.approx(0.5)


def test_an_overload_told_in_the_stream_is_tried_again(server, chat, within):
    server.will(server.streams({"error": {"message": "overloaded", "code": "503"}}), server.says("ok"))
    assert reply(chat, within(30)).attempts == 2


@pytest.mark.parametrize("status", [400, 500])
def test_a_key_of_any_form_is_not_shown_when_a_server_repeats_it(server, chat, within, monkeypatch, status):
    monkeypatch.setenv("OPENAI_API_KEY", "AIzaQwertyUiop9")
    server.will(server.fails(status, "API key not valid: AIzaQwertyUiop9"))
    with pytest.raises(ProviderError) as caught:
        reply(chat, within(30))
    assert "AIza" not in str(caught.value)
    assert "[key]" in str(caught.value)


@pytest.mark.parametrize("error", [{"message": "no model loaded"}, "no model loaded"])
def test_an_error_that_calls_itself_a_success_is_told(server, chat, within, error):
    server.will(server.answers(200, {"error": error}))
    with pytest.raises(ProviderError, match="no model loaded"):
        reply(chat, within(30))
    assert len(server.told) == 1


def test_a_server_that_has_moved_is_told_and_not_followed(server, chat, within):
    server.will(server.answers(308, {}, location="https://me:word@elsewhere.example/v1/chat/completions"))
    with pytest.raises(ProviderError, match=r"308, https://elsewhere\.example/v1") as caught:
        reply(chat, within(30))
    assert "word" not in str(caught.value)


@pytest.mark.parametrize(("reason", "finished"), [("stop", True), ("length", False)])
def test_a_server_that_answers_with_one_object_where_a_stream_was_asked_for_is_understood(
    server, chat, within, reason, finished
):
    message = {"role": "assistant", "content": "<think>So.</think>Rovers won."}
    usage = {"prompt_tokens": 12, "completion_tokens": 3, "total_tokens": 15}
    choice = {"index": 0, "message": message, "finish_reason": reason}
    body = {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice], "usage": usage}
    server.will(server.answers(200, body))
    last = reply(chat, within(30))
    assert (last.text, last.finished) == ("Rovers won.", finished)
    assert (last.prompt_tokens, last.completion_tokens) == (12, 3)


def test_a_proxy_meant_for_another_library_does_not_keep_a_model_from_being_asked(server, chat, within, monkeypatch):
    monkeypatch.setenv("OPENAI_PROXY", "http://127.0.0.1:9")
    server.will(server.says("Rovers won."))
    assert reply(chat, within(30)).text == "Rovers won."
