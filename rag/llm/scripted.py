"""A model that replays: for tests and for showing the product without a model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rag.ports import Completion, Deadline, Message


class ScriptedModel:
    """Gives the replies it was made with, in order, word by word; ``prompts`` keeps what it was asked.

    Raises:
        AssertionError: it is asked more often than it has replies.
    """

    name = "scripted"
    context_tokens = 4096

    def __init__(self, replies: Sequence[str] = (), p_yes: Sequence[float | None] = ()) -> None:
        self._replies = list(replies)
        self._p_yes = list(p_yes)
        self.prompts: list[tuple[Message, ...]] = []

    def stream(self, messages: Sequence[Message], *, max_tokens: int, deadline: Deadline) -> Iterator[str | Completion]:
        """Yield the next reply word by word, then its Completion."""
        self.prompts.append(tuple(messages))
        if not self._replies:
            raise AssertionError("the scripted model was asked once too often")
        reply = self._replies.pop(0)
        words = reply.split(" ")[:max_tokens]
        for number, word in enumerate(words):
            if deadline.remaining_s() <= 0:
                yield Completion(" ".join(words[:number]), finished=False)
                return
            yield word if number == 0 else f" {word}"
        yield Completion(reply, finished=True, prompt_tokens=0, completion_tokens=len(words))

    def yes_probability(self, messages: Sequence[Message], *, deadline: Deadline) -> float | None:
        """Return the next probability; None when there are no more, as of a server that gives no odds."""
        self.prompts.append(tuple(messages))
        return self._p_yes.pop(0) if self._p_yes and deadline.remaining_s() > 0 else None

    def close(self) -> None:
        """Release nothing."""
