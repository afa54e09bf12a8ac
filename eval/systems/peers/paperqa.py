"""paper-qa: the retrieved texts, each under a key, and an answer that cites the keys.

Four texts instead of its ten, as the other systems have, and used as they are, which is one of its settings: with a summary of
each, a question would take the embedded model five prompts and some minutes.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator, Callable
from typing import Any

os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")  # or its import asks the network for a table of prices

from lmi import EmbeddingModel, LLMModel, LLMResult
from paperqa import Doc, Docs, Text
from paperqa import Settings as PaperSettings
from pydantic import PrivateAttr

from eval.cases.questions import Case
from eval.systems.bare import Answer, bare, chunks, complete
from eval.systems.replies import Replies
from rag.ports import Embedder
from rag.service import Newsdesk

TOP_K = 4


class _Model(LLMModel):
    """Our language model in paper-qa's form."""

    _reply: Callable[[str, str | None], str] = PrivateAttr()

    def __init__(self, reply: Callable[[str, str | None], str]) -> None:
        super().__init__(name="dateline")
        self._reply = reply

    async def acompletion(self, messages: list[Any], **_: Any) -> list[LLMResult]:
        system = "\n".join(str(m.content) for m in messages if m.role == "system") or None
        prompt = "\n\n".join(str(m.content) for m in messages if m.role != "system")
        return [LLMResult(text=self._reply(prompt, system), model=self.name, prompt_count=0, completion_count=0)]

    async def acompletion_iter(self, messages: list[Any], **kwargs: Any) -> AsyncIterator[LLMResult]:
        results = await self.acompletion(messages, **kwargs)

        async def one() -> AsyncIterator[LLMResult]:
            for result in results:
                yield result

        return one()


class _Vectors(EmbeddingModel):
    """Our embedder in paper-qa's form."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(name=embedder.name, ndim=embedder.dimension)
        self._embedder = embedder

    async def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(x) for x in row] for row in self._embedder.embed(texts)]


def answering(desk: Newsdesk, replies: Replies | None = None) -> Callable[[Case], Answer]:
    """Return its question answering over all chunks of the library, each with the vector that it has there."""
    kept: list[bool] = []

    def reply(prompt: str, system: str | None) -> str:
        said, was_kept = complete(desk, prompt, replies, system)
        kept.append(was_kept)
        return said

    settings = PaperSettings()
    settings.answer.evidence_k = TOP_K
    settings.answer.answer_max_sources = TOP_K
    settings.answer.evidence_skip_summary = True
    settings.answer.answer_length = "one or two short sentences"
    settings.answer.max_concurrent_requests = 1
    settings.prompts.use_json = False
    model, vectors = _Model(reply), _Vectors(desk.embedder)
    docs = Docs()
    rows = {row.chunk.id: row for row, _ in _added(docs, desk, settings, vectors)}

    def answer(case: Case) -> Answer:
        kept.clear()
        session = asyncio.run(
            docs.aquery(
                case.question, settings=settings, llm_model=model, summary_llm_model=model, embedding_model=vectors
            )
        )
        used = [c for c in session.contexts if c.id in session.used_contexts or c.text.name in session.raw_answer]
        numbers = {c.id: n for n, c in enumerate(used, start=1)}
        said = session.raw_answer
        for name, number in numbers.items():
            said = said.replace(name, str(number))
        said = re.sub(r"\((\d+(?:\s*,\s*\d+)*)\)", r"[\1]", said)
        return bare(case, said, [rows[c.text.name] for c in used], marked=True) | {"replayed": any(kept)}

    return answer


def _added(docs: Docs, desk: Newsdesk, settings: PaperSettings, vectors: EmbeddingModel) -> list[Any]:
    """Put every chunk into paper-qa's collection under its own name, as a document of its own; return the chunks.

    The vectors are there already, yet without ``vectors`` it would make an embedding model anew for each chunk.
    """
    found = list(chunks(desk))
    loop = asyncio.new_event_loop()
    try:
        for row, vector in found:
            doc = Doc(docname=row.chunk.id, dockey=row.chunk.id, citation=row.title or row.chunk.id)
            text = Text(text=row.chunk.text, name=row.chunk.id, doc=doc, embedding=[float(x) for x in vector])
            loop.run_until_complete(docs.aadd_texts([text], doc, settings=settings, embedding_model=vectors))
    finally:
        loop.close()
    return found
