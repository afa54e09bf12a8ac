"""A model that replays: for tests and for showing the product without a model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.errors import ProviderError
from rag.ports import Completion, Deadline, Message

_PIECE = re.compile(r"\s*\S+|\s+$")


class ScriptedModel:
    """Gives the replies it was made with, in order, word by word; ``prompts`` keeps what it was asked.

    Raises:
        AssertionError: it is asked more often than it has replies, or than it has probabilities.
    """

    name = "scripted"

    def __init__(self, replies: Sequence[str] = (), p_yes: Sequence[float | None] = ()) -> None:
        self._replies = list(replies)
        self._p_yes = list(p_yes)
        self._has_odds = bool(p_yes)
        self.prompts: list[tuple[Message, ...]] = []

    def stream(self, messages: Sequence[Message], *, max_tokens: int, deadline: Deadline) -> Iterator[str | Completion]:
        """Yield the next reply word by word, cut at ``max_tokens`` words, then its Completion.

        Raises:
            ProviderError: the time is up before the first word.
        """
        self.prompts.append(tuple(messages))
        if not self._replies:
            raise AssertionError("the scripted model was asked once too often")
        pieces = _PIECE.findall(self._replies.pop(0))
        said: list[str] = []
        for piece in pieces[:max_tokens]:
            if deadline.remaining_s() <= 0:
                break
            said.append(piece)
            yield piece
        if pieces and not said:
            raise _late()
        yield Completion(
            "".join(said),
            finished=len(said) == len(pieces),
            prompt_tokens=sum(len(m.content.split()) for m in messages),
            completion_tokens=len(said),
        )

    def yes_probability(self, messages: Sequence[Message], *, deadline: Deadline) -> float | None:
        """Return the next probability; always None when it was made without any.

        Raises:
            ProviderError: the time is up.
        """
        self.prompts.append(tuple(messages))
        if deadline.remaining_s() <= 0:
            raise _late()
        if not self._has_odds:
            return None
        if not self._p_yes:
            raise AssertionError("the scripted model was asked for odds once too often")
        return self._p_yes.pop(0)

    def close(self) -> None:
        """Release nothing."""


def _late() -> ProviderError:
    return ProviderError("scripted stopped", why="the question's time was up", fix="Ask again.")
