"""Haystack's plain retrieval pipeline: in-memory store, top 4 by embedding, prompt and answer builder.

Its prompt asks for no references: the embedded model, asked for numbers in brackets, replied with nothing but "[1]" to 51 of 60
questions. An answer cites the four documents that it was given.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from haystack import Document, Pipeline, component
from haystack.components.builders import AnswerBuilder, PromptBuilder
from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore

from eval.cases.questions import Case
from eval.systems.bare import Answer, bare, chunks, complete
from eval.systems.replies import Replies
from rag.service import Newsdesk

TOP_K = 4
PROMPT = """Use the documents below to answer the question in one or two sentences.

Documents:
{% for document in documents %}
{{ document.content }}
{% endfor %}
Question: {{ question }}
Answer:"""


def answering(desk: Newsdesk, replies: Replies | None = None) -> Callable[[Case], Answer]:
    """Return a pipeline over all chunks of the library, each with the vector that it has there."""
    kept: list[bool] = []

    @component
    class Model:
        """Our language model in Haystack's form."""

        @component.output_types(replies=list[str])  # type: ignore[untyped-decorator, unused-ignore]
        def run(self, prompt: str) -> dict[str, list[str]]:
            said, was_kept = complete(desk, prompt, replies)
            kept.append(was_kept)
            return {"replies": [said]}

    store = InMemoryDocumentStore(embedding_similarity_function="cosine")
    rows = {}
    documents = []
    for row, vector in chunks(desk):
        rows[row.chunk.id] = row
        documents.append(Document(id=row.chunk.id, content=row.chunk.text, embedding=[float(x) for x in vector]))
    store.write_documents(documents)
    pipeline = Pipeline()
    pipeline.add_component("retriever", InMemoryEmbeddingRetriever(store, top_k=TOP_K))
    pipeline.add_component("prompt", PromptBuilder(PROMPT, required_variables=["documents", "question"]))
    pipeline.add_component("model", Model())
    pipeline.add_component("answers", AnswerBuilder(return_only_referenced_documents=False))
    pipeline.connect("retriever.documents", "prompt.documents")
    pipeline.connect("retriever.documents", "answers.documents")
    pipeline.connect("prompt.prompt", "model.prompt")
    pipeline.connect("model.replies", "answers.replies")

    def answer(case: Case) -> Answer:
        kept.clear()
        vector = [float(x) for x in desk.embedder.embed([case.question])[0]]
        inputs: dict[str, Any] = {
            "retriever": {"query_embedding": vector}, "prompt": {"question": case.question},
            "answers": {"query": case.question},
        }  # fmt: skip
        given = pipeline.run(inputs)["answers"]["answers"][0]
        return bare(case, given.data, [rows[d.id] for d in given.documents]) | {"replayed": any(kept)}

    return answer
