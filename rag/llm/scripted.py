"""A model that replays what it was given, for tests and demonstrations without a model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.errors import ProviderError
from rag.ports import Completion, Deadline, Message

_PIECE = re.compile(r"\s*\S+|\s+$")


class ScriptedModel:
    """Replays replies and probabilities in order, and fails when it is asked once too often.

    ``asked`` and ``judged`` keep the prompts it was given.
    """

    name = "scripted"
    context_tokens = 4096

    def __init__(self, replies: Sequence[str] = (), p_yes: Sequence[float] = ()) -> None:
        self._replies = list(replies)
        self._p_yes = list(p_yes)
        self._has_odds = bool(p_yes)
        self.asked: list[tuple[Message, ...]] = []
        self.judged: list[tuple[Message, ...]] = []

    def stream(self, messages: Sequence[Message], *, max_tokens: int, deadline: Deadline) -> Iterator[str | Completion]:
        """Yield the next reply word by word, cut at ``max_tokens`` words, then its Completion.

        Raises:
            ProviderError: no reply is left, or the time is up before the first word.
        """
        self.asked.append(tuple(messages))
        if not self._replies:
            raise _exhausted("reply", len(self.asked))
        pieces = _PIECE.findall(self._replies.pop(0))
        said: list[str] = []
        for piece in pieces[:max_tokens]:
            if deadline.remaining_s() <= 0:
                break
            said.append(piece)
            yield piece
        if not said and pieces:
            raise ProviderError("no answer", why="the time for this question is up", fix="Ask again.")
        text, finished = "".join(said), len(said) == len(pieces)
        prompt_tokens = sum(len(m.content.split()) for m in messages)
        yield Completion(text, finished, prompt_tokens=prompt_tokens, completion_tokens=len(said))

    def yes_probability(self, messages: Sequence[Message], *, deadline: Deadline) -> float | None:
        """Return the next probability; None when the script has none at all.

        Raises:
            ProviderError: there were some, and none is left; or the time is up.
        """
        self.judged.append(tuple(messages))
        if deadline.remaining_s() <= 0:
            raise ProviderError("no answer", why="the time for this question is up", fix="Ask again.")
        if self._p_yes:
            return self._p_yes.pop(0)
        if not self._has_odds:
            return None
        raise _exhausted("probability", len(self.judged))


def _exhausted(what: str, times: int) -> ProviderError:
    return ProviderError(
        f"no {what} left in the script",
        why=f"the scripted model was asked {times} times",
        fix=f"Give it another {what}.",
    )
