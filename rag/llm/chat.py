"""Any LangChain chat model as our ChatModel: deadlines, cancelling, retries and errors are ours."""

from __future__ import annotations

import math
import queue
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rag.errors import ProviderError
from rag.llm.faults import in_our_words, may_pass, retry_after_s
from rag.ports import Completion, Deadline, Message

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

TRIES = 3
POLL_S = 0.1
BACK_OFF_S = 0.5
_THOUGHT = re.compile(r"<think>.*?(?:</think>|$)", re.DOTALL)
_END = object()


class LangChainChat:
    """A ChatModel on a LangChain chat model.

    ``sleep`` waits between tries; tests hand in one that does not.
    """

    def __init__(
        self,
        name: str,
        model: Callable[[], BaseChatModel],
        *,
        context_tokens: int = 8192,
        address: str | None = None,
        on_close: Callable[[], None] | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = name
        self.context_tokens = context_tokens
        self._make = model
        self._made: BaseChatModel | None = None
        self._address = address
        self._on_close = on_close
        self._sleep = sleep

    def stream(self, messages: Sequence[Message], *, max_tokens: int, deadline: Deadline) -> Iterator[str | Completion]:
        """Yield the reply piece by piece, then one Completion; ``finished`` only when the model stopped itself.

        Raises:
            ProviderError: the provider failed for good, or time was up before the first word.
        """
        prompt = _messages(messages)
        for attempt in range(1, TRIES + 1):
            given = False
            try:
                for piece in self._attempt(prompt, max_tokens, deadline, attempt):
                    given = True
                    yield piece
            except ProviderError:
                raise
            except Exception as error:
                # LangChain and its providers raise errors of many families: the allow-list decides.
                self._give_up_or_wait(error, attempt, deadline, given=given)
            else:
                return

    def _give_up_or_wait(self, error: Exception, attempt: int, deadline: Deadline, *, given: bool) -> None:
        wait = retry_after_s(error)
        wait = BACK_OFF_S * 2 ** (attempt - 1) if wait is None else wait
        hopeless = given or attempt == TRIES or not may_pass(error) or wait >= deadline.remaining_s()
        if hopeless:
            raise in_our_words(error, self.name, self._address) from error
        self._sleep(wait)

    def _attempt(
        self, prompt: list[tuple[str, str]], max_tokens: int, deadline: Deadline, attempt: int
    ) -> Iterator[str | Completion]:
        whole, usage, reason, visible = "", None, None, ""
        for chunk in self._within(lambda: self._model.stream(prompt, max_tokens=max_tokens), deadline):
            whole += str(chunk.text)
            usage = chunk.usage_metadata or usage
            reason = chunk.response_metadata.get("finish_reason") or reason
            shown = _THOUGHT.sub("", whole)
            if len(shown) > len(visible):
                yield shown[len(visible) :]
                visible = shown
        if not whole and reason is None:
            raise ValueError("the stream held nothing")
        yield Completion(
            visible,
            finished=reason in ("stop", "end_turn", "STOP"),
            prompt_tokens=usage["input_tokens"] if usage else None,
            completion_tokens=usage["output_tokens"] if usage else None,
            attempts=attempt,
        )

    def _within(self, start: Callable[[], Iterator[AIMessageChunk]], deadline: Deadline) -> Iterator[AIMessageChunk]:
        """Yield from a blocking stream, watching the clock: it is read in a thread that is left behind.

        A server can hold a stream open for ever with keep-alives, which no read timeout notices.
        """
        items: queue.Queue[Any] = queue.Queue()
        stop = threading.Event()
        threading.Thread(target=_pump, args=(start, items, stop), daemon=True).start()
        try:
            while True:
                left = deadline.remaining_s()
                if left <= 0:
                    raise self._late(deadline)
                try:
                    item = items.get(timeout=min(POLL_S, left))
                except queue.Empty:
                    continue
                if item is _END:
                    return
                if isinstance(item, BaseException):
                    raise item
                yield item
        finally:
            stop.set()

    def _late(self, deadline: Deadline) -> ProviderError:
        if deadline.cancelled():
            return ProviderError(f"{self.name} stopped", why="the question was cancelled", fix="Ask again.")
        return ProviderError(
            f"{self.name} too slow",
            why="the question's time was up",
            fix="Raise DATELINE_DEADLINE_S, or use another model.",
        )

    def yes_probability(self, messages: Sequence[Message], *, deadline: Deadline) -> float | None:
        """Return P(yes) / (P(yes) + P(no)) of the first word, or None where the server gives no odds.

        Raises:
            ProviderError: the provider failed.
        """
        if deadline.remaining_s() <= 0:
            raise self._late(deadline)
        prompt = _messages(messages)
        asked = self._model.bind(logprobs=True, top_logprobs=20, max_tokens=1)
        for attempt in range(1, TRIES + 1):
            try:
                answer = asked.invoke(prompt)
            except Exception as error:
                self._give_up_or_wait(error, attempt, deadline, given=False)
            else:
                return _odds(answer.response_metadata.get("logprobs"))
        return None

    @property
    def _model(self) -> BaseChatModel:
        if self._made is None:
            self._made = self._make()
        return self._made

    def close(self) -> None:
        """Stop what was started for this model."""
        if self._on_close is not None:
            self._on_close()
            self._on_close = None


def _pump(start: Callable[[], Iterator[AIMessageChunk]], items: queue.Queue[Any], stop: threading.Event) -> None:
    try:
        for item in start():
            if stop.is_set():
                return
            items.put(item)
        items.put(_END)
    except Exception as error:
        items.put(error)  # raised again where the stream is read


def _messages(messages: Sequence[Message]) -> list[tuple[str, str]]:
    """Return the messages as LangChain takes them. Chat-template marks in an article must stay text."""
    roles = {"system": "system", "user": "human", "assistant": "ai"}
    return [(roles[m.role], m.content.replace("<|", "< |").replace("|>", "| >")) for m in messages]


def _odds(logprobs: Any) -> float | None:
    try:
        first = logprobs["content"][0]["top_logprobs"]
    except (TypeError, KeyError, IndexError):
        return None
    totals = {"yes": 0.0, "no": 0.0}
    for option in first:
        word = option["token"].strip().lower()
        if word in totals:
            totals[word] += math.exp(option["logprob"])
    both = totals["yes"] + totals["no"]
    return totals["yes"] / both if both > 0 else None
