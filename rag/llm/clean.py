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
_TAGS = {
    "<think>": "</think>",
    "<thinking>": "</thinking>",
    "<thought>": "</thought>",
    "<reasoning>": "</reasoning>",
    "[THINK]": "[/THINK]",
    "<|channel|>analysis<|message|>": "<|channel|>final<|message|>",
}
"""How models mark that they think aloud: what opens it, and what closes it."""


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
    """Takes a reply piece by piece and gives it back without ``<think>...</think>`` and the like.

    A tag may be cut anywhere between two pieces. Thinking that never ends is left out to the end.
    ``stray``: a closing tag that nothing opened is taken out too; ``found_stray`` says that there was one,
    so what came before it was thinking that the server opened itself. ``unmarked``: that is known of the
    model, so nothing is given back before the closing tag, or before the end where none comes.
    """

    def __init__(self, *, stray: bool = False, unmarked: bool = False) -> None:
        self._held = ""
        self._closer: str | None = None
        self._stray = stray
        self._waits = unmarked
        self._begun = False
        self.found_stray = False

    def feed(self, piece: str) -> str:
        """Return what of the reply so far is certain to be text and was not returned yet."""
        self._held += piece
        out = []
        while (found := self._first()) is not None:
            at, tag = found
            if self._waits:
                self._waits = False
            elif self._closer is None:
                out.append(self._held[:at])
                if tag not in _TAGS:
                    self.found_stray = True
                    out.append("\n\n")
            self._closer = _TAGS.get(tag)
            self._held = self._held[at + len(tag) :]
        if not self._waits:
            keep = max(_tail(self._held, tag) for tag in self._awaited())
            if self._closer is None:
                out.append(self._held[: len(self._held) - keep])
            self._held = self._held[len(self._held) - keep :] if keep else ""
        return self._trimmed("".join(out))

    def end(self, *, cut: bool = False) -> str:
        """Return the rest at the end of the reply; ``cut`` says that more was to come."""
        rest = "" if self._closer is not None or (self._waits and cut) else self._held
        self._held = ""
        return self._trimmed(rest)

    def _awaited(self) -> tuple[str, ...]:
        """Return the tags that would change what the text is."""
        if self._closer is not None:
            return (self._closer,)
        if self._waits:
            return tuple(_TAGS.values())
        return (*_TAGS, *_TAGS.values()) if self._stray else tuple(_TAGS)

    def _first(self) -> tuple[int, str] | None:
        places = [(self._held.find(tag), tag) for tag in self._awaited()]
        return min((p for p in places if p[0] >= 0), default=None)

    def _trimmed(self, text: str) -> str:
        if not self._begun:
            text = text.lstrip()
        self._begun = self._begun or bool(text)
        return text


def _tail(text: str, tag: str) -> int:
    """Return how many characters at the end of the text may be the beginning of the tag."""
    return next((n for n in range(min(len(tag) - 1, len(text)), 0, -1) if text.endswith(tag[:n])), 0)
