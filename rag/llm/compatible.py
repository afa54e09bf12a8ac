"""LangChain's chat models for servers that speak OpenAI's protocol, each in a way of its own.

Overrides the methods that LangChain's own packages for such servers override for peculiarities of theirs.
"""

from __future__ import annotations

import math
from typing import Any

from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_openai import ChatOpenAI
from langchain_openai.chat_models.base import BaseChatOpenAI
from pydantic import PrivateAttr

_COUNTS = ("prompt_tokens", "completion_tokens", "total_tokens")


class CompatibleChat(BaseChatOpenAI):
    """A chat model that leaves out of a request what the server refuses, and that no odd count can break.

    Keeps ``usage.cost`` of a stream's last chunk, which LangChain drops, where a whole reply has it.
    """

    _left_out: set[str] = PrivateAttr(default_factory=set)

    def leave_out(self, part: str) -> bool:
        """Send later requests without a part; return False when that was done already."""
        done = part in self._left_out
        self._left_out.add(part)
        return not done

    def _get_request_payload(self, input_: Any, *, stop: list[str] | None = None, **kwargs: Any) -> dict[str, Any]:
        return _without(super()._get_request_payload(input_, stop=stop, **kwargs), self._left_out)

    def _convert_chunk_to_generation_chunk(
        self, chunk: dict[str, Any], default_chunk_class: type, base_generation_info: dict[str, Any] | None
    ) -> ChatGenerationChunk | None:
        usage = chunk.get("usage")
        plain = {**chunk, "usage": _plain(usage)}
        made = super()._convert_chunk_to_generation_chunk(plain, default_chunk_class, base_generation_info)
        if made is None:
            return None
        if isinstance(usage, dict) and "cost" in usage:
            made.message.response_metadata["token_usage"] = {"cost": usage["cost"]}
        choices = chunk.get("choices") or []
        if choices and (choices[0].get("delta") or {}).get("refusal"):
            made.message.response_metadata["refusal"] = True
        return made

    def _create_chat_result(self, response: Any, generation_info: dict[str, Any] | None = None) -> ChatResult:
        if hasattr(response, "usage"):
            response.usage = None  # Nobody reads it, and an odd one would spoil the answer.
        return super()._create_chat_result(response, generation_info)


class OpenAIChat(CompatibleChat, ChatOpenAI):
    """OpenAI's own models, some of which refuse what the others take."""


def _plain(usage: object) -> dict[str, int] | None:
    """Return the counts of a server's usage object that are counts; LangChain trusts them all."""
    given = usage if isinstance(usage, dict) else {}
    counts = {name: given[name] for name in _COUNTS if isinstance(given.get(name), int | float)}
    return {name: int(count) for name, count in counts.items() if math.isfinite(count) and count >= 0} or None


def _without(payload: dict[str, Any], left_out: set[str]) -> dict[str, Any]:
    sent = {key: value for key, value in payload.items() if key not in left_out}
    if "max_tokens" in left_out and "max_tokens" in payload:
        sent["max_completion_tokens"] = payload["max_tokens"]
    if "system" in left_out:
        sent["messages"] = _as_one(payload["messages"])
    return sent


def _as_one(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the messages with what the system says at the start of what the user says."""
    said = [m["content"] for m in messages if m["role"] in ("system", "developer")]
    first, *rest = [m for m in messages if m["role"] not in ("system", "developer")]
    return [{**first, "content": "\n\n".join([*said, first["content"]])}, *rest]
