"""LlamaIndex's citation query engine, as its documentation shows it: similarity top 3, sources of 512 tokens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from llama_index.core import Settings, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.llms import CompletionResponse, CompletionResponseGen, CustomLLM, LLMMetadata
from llama_index.core.query_engine import CitationQueryEngine
from llama_index.core.schema import TextNode
from pydantic import PrivateAttr

from eval.cases.questions import Case
from eval.systems.bare import REPLY_TOKENS, Answer, bare, chunks, complete
from eval.systems.replies import Replies
from rag.ports import Embedder
from rag.service import Newsdesk

TOP_K = 3
WINDOW = 4096


class _Model(CustomLLM):
    """Our language model in LlamaIndex's form."""

    _reply: Callable[[str], str] = PrivateAttr()

    def __init__(self, reply: Callable[[str], str]) -> None:
        super().__init__()
        self._reply = reply

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(context_window=WINDOW, num_output=REPLY_TOKENS, model_name="dateline")

    def complete(self, prompt: str, *_: Any, **__: Any) -> CompletionResponse:
        return CompletionResponse(text=self._reply(prompt))

    def stream_complete(self, prompt: str, *_: Any, **__: Any) -> CompletionResponseGen:
        yield self.complete(prompt)


class _Vectors(BaseEmbedding):
    """Our embedder in LlamaIndex's form."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(model_name=embedder.name)
        self._embedder = embedder

    def _get_text_embedding(self, text: str) -> list[float]:
        return [float(x) for x in self._embedder.embed([text])[0]]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


def answering(desk: Newsdesk, replies: Replies | None = None) -> Callable[[Case], Answer]:
    """Return the engine over all chunks of the library, each with the vector that it has there."""
    kept: list[bool] = []

    def reply(prompt: str) -> str:
        said, was_kept = complete(desk, prompt, replies)
        kept.append(was_kept)
        return said

    rows = {}
    nodes = []
    for row, vector in chunks(desk):
        rows[row.chunk.id] = row
        numbers = [float(x) for x in vector]
        nodes.append(
            TextNode(text=row.chunk.text, id_=row.chunk.id, metadata={"chunk": row.chunk.id}, embedding=numbers)
        )
    model, vectors = _Model(reply), _Vectors(desk.embedder)
    Settings.llm, Settings.embed_model = model, vectors
    index = VectorStoreIndex(nodes, embed_model=vectors)
    engine = CitationQueryEngine.from_args(index, llm=model, similarity_top_k=TOP_K)

    def answer(case: Case) -> Answer:
        kept.clear()
        response = engine.query(case.question)
        # A chunk of over 512 tokens is split into several sources: each counts as the chunk that it is from.
        sources = [rows[found.node.metadata["chunk"]] for found in response.source_nodes]
        return bare(case, str(response), sources, marked=True) | {"replayed": any(kept)}

    return answer
