"""LangChain's chat model for servers that speak OpenAI's protocol, with the cost that some of them tell."""

from __future__ import annotations

from typing import Any

from langchain_core.outputs import ChatGenerationChunk
from langchain_openai.chat_models.base import BaseChatOpenAI


class CompatibleChat(BaseChatOpenAI):
    """Keeps ``usage.cost`` of a stream's last chunk, which LangChain drops, where a whole reply has it.

    Overrides the method that LangChain's own packages for such servers override for fields of theirs.
    """

    def _convert_chunk_to_generation_chunk(
        self, chunk: dict[str, Any], default_chunk_class: type, base_generation_info: dict[str, Any] | None
    ) -> ChatGenerationChunk | None:
        made = super()._convert_chunk_to_generation_chunk(chunk, default_chunk_class, base_generation_info)
        usage = chunk.get("usage")
        if made is not None and isinstance(usage, dict) and "cost" in usage:
            made.message.response_metadata["token_usage"] = {"cost": usage["cost"]}
        return made
