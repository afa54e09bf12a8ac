"""The chain as LangChain runnables, for those who compose their own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableGenerator, RunnableLambda
from langchain_core.runnables.config import run_in_executor

from rag.chain.parts import Asked, Parts
from rag.chain.run import Run
from rag.types import Answer, AskEvent, Done, Passage, Question

Events = tuple[AskEvent, ...]


def event_chain(parts: Parts) -> Runnable[Asked, Events]:
    """Return the chain from a question to its events.

    ``stream`` yields one-event tuples as they happen; ``invoke`` returns them all, because LangChain
    joins what a generator yields by adding, and tuples add up.
    """

    return _events_by(lambda: parts)


def answer_chain(
    parts: Callable[[], Parts], ask: Callable[[str | Question], Asked]
) -> Runnable[str | Question, Answer]:
    """Return the chain from a question (text, or with its filters) to its answer.

    Its parts are asked for with each question: one that is kept sees what came in since.
    """
    return RunnableLambda(ask) | _events_by(parts) | RunnableLambda(_last)


def _events_by(parts: Callable[[], Parts]) -> Runnable[Asked, Events]:
    def events(asked: Iterator[Asked]) -> Iterator[Events]:
        for one in asked:
            for event in Run(parts(), one).events():
                yield (event,)

    async def events_beside(asked: AsyncIterator[Asked]) -> AsyncIterator[Events]:
        # Each step in a thread: the caller's loop goes on while a model writes.
        async for one in asked:
            run = Run(await run_in_executor(None, parts), one).events()
            try:
                while event := await run_in_executor(None, next, run, None):
                    yield (event,)
            finally:
                run.close()

    return RunnableGenerator(events, events_beside).with_config(run_name="dateline_answer")


def _last(events: Events) -> Answer:
    done = events[-1]
    if not isinstance(done, Done):
        raise TypeError("an event stream ends with Done")
    return done.answer


class PassageRetriever(BaseRetriever):
    """Dateline's retrieval as a LangChain retriever: question text in, documents with exact spans out."""

    find: Callable[[str], tuple[Passage, ...]]

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:  # noqa: ARG002 - LangChain's signature
        return [_document(passage) for passage in self.find(query)]


def _document(passage: Passage) -> Document:
    metadata: dict[str, Any] = {
        "article_id": passage.article_id,
        "start": passage.span.start,
        "end": passage.span.end,
        "score": passage.score,
        "rank": passage.rank,
        "title": passage.title,
        "source": passage.source,
        "url": passage.url,
        "published": passage.published.iso() if passage.published else None,
    }
    return Document(page_content=passage.text, metadata=metadata)
