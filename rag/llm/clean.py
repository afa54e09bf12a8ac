"""What goes to a model and what comes back, rid of control tokens and of thinking aloud."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.ports import Message

_CONTROL = re.compile(
    r"""
    <(?=[|｜])                                   # <|im_start|>, <|endoftext|>, DeepSeek's wide bars
    | <(?=/?s>)                                  # Llama's and Mistral's begin and end
    | <(?=(?:start|end)_of_turn>)                # Gemma
    | <(?=</?SYS>>)                              # Llama 2
    | \[(?=/?(?:INST|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\])    # Mistral
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OPEN, _CLOSE = "<think>", "</think>"


def harmless(text: str) -> str:
    """Return the text with every chat-template token broken by a space, so that it is only text.

    An article that holds ``<|im_start|>system`` must not open a message of its own. Lone surrogates,
    which no server takes, become question marks.
    """
    return _CONTROL.sub(lambda m: m[0] + " ", text).encode("utf-8", "replace").decode("utf-8")


def harmless_messages(messages: Sequence[Message]) -> list[tuple[str, str]]:
    """Return (role, content) of each message, made harmless."""
    return [(m.role, harmless(m.content)) for m in messages]


class WithoutThinking:
    """Takes a reply piece by piece and gives it back without ``<think>...</think>``.

    A tag may be cut anywhere between two pieces. Thinking that never ends is left out to the end.
    """

    def __init__(self) -> None:
        self._held = ""
        self._inside = False
        self._begun = False

    def feed(self, piece: str) -> str:
        """Return what of the reply so far is certain to be text and was not returned yet."""
        self._held += piece
        out = []
        while True:
            tag = _CLOSE if self._inside else _OPEN
            before, found, after = self._held.partition(tag)
            if not found:
                break
            if not self._inside:
                out.append(before)
            self._held, self._inside = after, not self._inside
        keep = _tail(self._held, tag)
        if not self._inside:
            out.append(self._held[: len(self._held) - keep])
        self._held = self._held[len(self._held) - keep :] if keep else ""
        return self._trimmed("".join(out))

    def end(self) -> str:
        """Return the rest at the end of the reply."""
        rest = "" if self._inside else self._held
        self._held = ""
        return self._trimmed(rest)

    def _trimmed(self, text: str) -> str:
        if not self._begun:
            text = text.lstrip()
        self._begun = self._begun or bool(text)
        return text


def _tail(text: str, tag: str) -> int:
    """Return how many characters at the end of the text may be the beginning of the tag."""
    return next((n for n in range(min(len(tag) - 1, len(text)), 0, -1) if text.endswith(tag[:n])), 0)
