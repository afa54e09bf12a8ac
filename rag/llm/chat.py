"""Any LangChain chat model as our ChatModel: deadlines, cancelling, retries and errors are ours."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from rag.errors import ProviderError
from rag.llm.background import Call, OutOfTime, WorkFailed, in_background, pause
from rag.llm.clean import WithoutThinking, harmless_messages
from rag.llm.connect import Connector
from rag.llm.faults import Fault, diagnose
from rag.llm.odds import p_yes
from rag.ports import Completion, Deadline, Message
from rag.tokens import count, encoding_for

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

T = TypeVar("T")
TRIES = 3
BACK_OFF_S = 0.5
LONGEST_WAIT_S = 30.0
"""A provider that asks for a longer wait is not waited for."""
_STOPPED = ("stop", "end_turn", "stop_sequence", "complete", "eos", "eos_token")
_CUT = ("length", "max_tokens", "max_output_tokens", "model_length")
THINKING_TOKENS = 2048
"""Room that a model gets on top of its reply once it has thought a whole reply long and said nothing."""
TOP_LOGPROBS = 20
AROUND_MESSAGE = 4
"""Tokens that a provider puts around each message: who speaks, where it begins and ends (OpenAI's cookbook on counting)."""


@dataclass(slots=True)
class _Reply:
    """What is known of a reply while it comes."""

    text: str = ""
    reason: str | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    cost_usd: float | None = None
    refused: bool = False
    whole: bool = False
    """Whether the server said that this was all; some say so and give no reason."""

    def add(self, chunk: BaseMessage) -> None:
        told: dict[str, Any] = chunk.response_metadata
        self.reason = told.get("finish_reason") or told.get("stop_reason") or told.get("done_reason") or self.reason
        usage: dict[str, Any] = getattr(chunk, "usage_metadata", None) or {}
        self.prompt_tokens = usage.get("input_tokens") or self.prompt_tokens
        self.completion_tokens = usage.get("output_tokens") or self.completion_tokens
        self.refused = self.refused or told.get("refusal") is True
        cost = (told.get("token_usage") or {}).get("cost")
        self.cost_usd = float(cost) if isinstance(cost, int | float) else self.cost_usd

    def completion(self, attempts: int, *, whole: bool, count: Callable[[], tuple[int, int]]) -> Completion:
        """Return what is known at the end; ``count`` gives the tokens in and out, for what the server did not tell."""
        sent, made, estimated = self.prompt_tokens, self.completion_tokens, False
        if sent is None or made is None:
            ours, estimated = count(), True
            sent, made = ours[0] if sent is None else sent, ours[1] if made is None else made
        return Completion(self.text, whole and self.stopped, sent, made, self.cost_usd, attempts, estimated)

    @property
    def stopped(self) -> bool:
        """Whether the model ended the reply itself: it says so, or says nothing and the server that it was all."""
        if self.reason is None:
            return self.whole and bool(self.text)
        return str(self.reason).lower() in _STOPPED

    @property
    def cut(self) -> bool:
        """Whether the reply ended because it was as long as it may be."""
        return str(self.reason or "").lower() in _CUT


class LangChainChat:
    """A ChatModel on whatever LangChain chat model ``connect`` links to. Safe to use from several threads.

    ``tables`` is the folder of the tables that tokens are counted by where a server tells no count. ``sleep`` waits
    between tries, and ``now`` tells how long until a moment that a server names; tests hand in others.
    """

    def __init__(
        self,
        name: str,
        connect: Connector,
        *,
        where: str = "the provider",
        on_close: Callable[[], None] | None = None,
        tables: Path | None = None,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.name = name
        self._connect = connect
        self._where = where
        self._on_close = on_close
        self._tables = tables
        self._sleep = sleep
        self._now = now
        self._gives_odds = True
        self._thinks_unmarked = False
        self._room = 0

    def stream(self, messages: Sequence[Message], *, max_tokens: int, deadline: Deadline) -> Iterator[str | Completion]:
        """Yield the reply piece by piece, then one Completion, finished only when the model stopped itself.

        Transient failures are tried again until the first piece of text was given out. When time is up
        or the line breaks after that, the Completion says that the reply is not finished.

        Raises:
            ProviderError: the provider failed for good, or time was up before the first piece.
        """
        prompt = harmless_messages(messages)
        attempt = 1
        while True:
            reply, cleaner = _Reply(), WithoutThinking(stray=True, unmarked=self._thinks_unmarked)
            completion = partial(reply.completion, attempt, count=partial(self._counted, prompt, reply))
            tokens = max_tokens + self._room
            try:
                for chunk in in_background(partial(self._chunks, prompt=prompt, max_tokens=tokens), deadline):
                    if chunk is None:
                        # One as long as it may be was cut, whether or not the server says so.
                        reply.whole = (reply.completion_tokens or 0) < tokens
                        continue
                    reply.add(chunk)
                    yield from self._said(reply, cleaner.feed(str(chunk.text)))
                yield from self._said(reply, cleaner.end(cut=reply.cut))
            except OutOfTime:
                if not reply.text:
                    raise self._late(deadline) from None
                yield completion(whole=False)
                return
            except WorkFailed as failed:
                fault = diagnose(failed.cause, self.name, self._where, now=self._now)
                if reply.text and fault.line_broke:
                    yield completion(whole=False)
                    return
                if reply.text or not self._does_without(fault):
                    self._wait_or_raise(fault, attempt, deadline, given=bool(reply.text))
                    attempt += 1
                continue
            self._thinks_unmarked = self._thinks_unmarked or cleaner.found_stray
            if reply.text or (reply.stopped and not reply.refused):
                yield completion(whole=True)
                return
            if not reply.cut or tokens > max_tokens:
                raise self._nothing(reply, tokens)
            self._room = THINKING_TOKENS
            attempt += 1

    def _does_without(self, fault: Fault) -> bool:
        """Return whether the request can be sent again without the part that the server refuses."""
        return fault.refuses is not None and self._connect().leave_out(fault.refuses)

    def _chunks(self, call: Call, prompt: list[tuple[str, str]], max_tokens: int) -> Iterator[BaseMessage | None]:
        """Yield the reply's pieces, then None where the server said that these were all."""
        from langsmith.run_helpers import tracing_context

        link = self._connect()
        with link.open(call) as model, tracing_context(enabled=False):
            yield from model.stream(prompt, max_tokens=max_tokens)
            if link.said_done:
                yield None

    def _counted(self, prompt: Sequence[tuple[str, str]], reply: _Reply) -> tuple[int, int]:
        """Return the tokens of a prompt and its reply by a table that may not be the model's."""
        counted = partial(count, encoding=encoding_for(self.name.partition(":")[2]), tables=self._tables)
        return sum(AROUND_MESSAGE + counted(text) for _, text in prompt), counted(reply.text)

    @staticmethod
    def _said(reply: _Reply, text: str) -> Iterator[str]:
        if text:
            reply.text += text
            yield text

    def yes_probability(self, messages: Sequence[Message], *, deadline: Deadline) -> float | None:
        """Return P(yes) / (P(yes) + P(no)) of the next word, or None where the server gives no odds.

        Raises:
            ProviderError: the provider failed for good, or time was up.
        """
        prompt = harmless_messages(messages)
        attempt = 1
        while self._gives_odds:
            try:
                for answer in in_background(lambda call: self._odds(call, prompt), deadline):
                    return answer
            except OutOfTime:
                raise self._late(deadline) from None
            except WorkFailed as failed:
                fault = diagnose(failed.cause, self.name, self._where, now=self._now)
                if self._does_without(fault):
                    continue
                if fault.rejects_odds:
                    self._gives_odds = False
                    continue
                self._wait_or_raise(fault, attempt, deadline, given=False)
            attempt += 1
        return None

    def _odds(self, call: Call, prompt: list[tuple[str, str]]) -> Iterator[float | None]:
        from langsmith.run_helpers import tracing_context

        link = self._connect()
        if not link.gives_odds:
            self._gives_odds = False
            yield None
            return
        with link.open(call) as model, tracing_context(enabled=False):
            asked = model.bind(logprobs=True, top_logprobs=TOP_LOGPROBS, max_tokens=1)
            answer = asked.invoke(prompt)
        yield p_yes(answer.response_metadata.get("logprobs"))

    def warm(self) -> None:
        """Load libraries and model in the background, so that the first question waits less.

        Failures are left for the first question to meet.
        """
        from threading import Thread

        def work() -> None:
            try:
                self._connect()
            except ProviderError:
                return

        Thread(target=work, name="dateline-llm-warm", daemon=True).start()

    def _wait_or_raise(self, fault: Fault, attempt: int, deadline: Deadline, *, given: bool) -> None:
        wait = BACK_OFF_S * 2 ** (attempt - 1) if fault.retry_after_s is None else fault.retry_after_s
        if given or attempt == TRIES or not fault.may_pass or wait > LONGEST_WAIT_S:
            raise fault.error
        if wait >= deadline.remaining_s():
            raise fault.error
        try:
            pause(wait, deadline, self._sleep)
        except OutOfTime:
            raise self._late(deadline) from None

    def _late(self, deadline: Deadline) -> ProviderError:
        if deadline.cancelled():
            return ProviderError(f"{self.name} stopped", why="the question was cancelled", fix="Ask again.")
        return ProviderError(
            f"{self.name} too slow",
            why="the question's time was up before it answered",
            fix="Raise DATELINE_DEADLINE_S, or use another model.",
        )

    def _nothing(self, reply: _Reply, tokens: int) -> ProviderError:
        """Return the fault of a reply without text: it is not the sources that had nothing to say."""
        fix = "Ask in other words, or use another model."
        if reply.cut:
            why = f"{self._where} used up {tokens} tokens before it said anything, as a model does that thinks first"
            fix = "Switch its thinking off at the server, or use another model."
        elif reply.refused:
            why = "the model refused to reply"
        elif reply.reason == "content_filter":
            why = f"{self._where} held the reply back (content filter)"
        else:
            why = f"{self._where} sent a reply without any text"
            fix = "Check the model's name and the server's log, or use another model."
        return ProviderError(f"{self.name} gave no answer", why=why, fix=fix)

    def close(self) -> None:
        """Stop what was started for this model. Calling twice is no error."""
        if self._on_close is not None:
            self._on_close()
