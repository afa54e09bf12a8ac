"""What is measured: Dateline, and plainer ways to do the same on the same articles with the same models."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from typing import Any

from eval.cases.questions import Case
from eval.systems.bare import bare, complete, remembering, replayed
from eval.systems.replies import Replies
from rag.chain.run import Run
from rag.cli import json_out
from rag.cli.options import question
from rag.config import parse_as_of
from rag.errors import UsageError
from rag.retrieve.hybrid import Tuning
from rag.service import Newsdesk
from rag.types import Done, Filter, Question

Answering = Callable[[Case], Mapping[str, Any]]
TUTORIAL_K = 4


def question_of(case: Case, desk: Newsdesk) -> Question:
    """Return the question of a case, its times read as ``dateline ask`` reads them, and as a follow-up where it is one.

    Raises:
        UsageError: the time of the case ends before it begins.
    """
    read = question(
        desk.understood(case.question, case.after), desk.settings, now=desk.now(), zone=desk.zone,
        since=case.since, until=case.until, as_of=case.as_of, sources=list(case.sources), any_time=case.any_time,
    )  # fmt: skip
    return replace(read, after=case.after)


def dateline(desk: Newsdesk, replies: Replies | None = None, tuning: Tuning | None = None) -> Answering:
    """Return Dateline itself, or Dateline with another retrieval."""
    parts = desk.parts()
    if tuning is not None:
        parts = replace(parts, retriever=desk.hybrid(tuning))

    def answer(case: Case) -> Mapping[str, Any]:
        read = question_of(case, desk)
        if case.after:  # as in the app, a follow-up comes when the one before is answered
            before = desk.asked(replace(read, text=case.after, after=None))
            deque(Run(parts, remembering(before, replies)).events(), 0)
        asked = remembering(desk.asked(read), replies)
        *_, last = Run(parts, asked).events()
        assert isinstance(last, Done)
        return json_out.answer(last.answer) | {"replayed": replayed(asked)}

    return answer


def tutorial(desk: Newsdesk, replies: Replies | None = None) -> Answering:
    """Return the pipeline of a tutorial: chunks by dense similarity, four of them stuffed into a prompt, no checks.

    It sees the articles of all times, as such a pipeline does. Without a language model it answers with its best chunk.
    """

    def answer(case: Case) -> Mapping[str, Any]:
        index = desk.indexing.ready()
        vector = desk.embedder.embed([case.question])[0]
        everything = Filter(parse_as_of("2999-01-01"))
        scored = index.query(vector, TUTORIAL_K, everything) if index else ()
        rows = list(desk.store.chunk_rows([s.chunk_id for s in scored]).values())
        texts = [row.chunk.text for row in rows]
        said, replayed = _stuffed(desk, texts, case.question, replies) if texts else ("", False)
        return bare(case, said or (texts[0] if texts else ""), rows) | {"replayed": replayed}

    return answer


def without_retrieval(desk: Newsdesk, replies: Replies | None = None) -> Answering:
    """Return the language model alone."""

    def answer(case: Case) -> Mapping[str, Any]:
        said, replayed = complete(desk, f"Answer in one or two short sentences.\n\n{case.question}", replies)
        return bare(case, said, []) | {"replayed": replayed}

    return answer


def _stuffed(desk: Newsdesk, texts: list[str], question: str, replies: Replies | None) -> tuple[str, bool]:
    context = "\n\n".join(texts)
    return complete(
        desk,
        f"Use the following pieces of context to answer the question at the end.\n\n{context}\n\nQuestion: {question}\nAnswer:",
        replies,
    )


def peer(module: str) -> Callable[[Newsdesk, Replies | None], Answering]:
    """Return another framework's way of answering with citations, from the optional extra ``peers``.

    Raises:
        UsageError: when it is first used and its packages are not installed.
    """

    def made(desk: Newsdesk, replies: Replies | None = None) -> Answering:
        try:
            adapter = import_module(f"eval.systems.peers.{module}")
        except ImportError as exc:
            raise UsageError(
                f"{module} cannot be compared with", why=str(exc), fix="Install `dateline-news[peers]`."
            ) from exc
        answering: Answering = adapter.answering(desk, replies)
        return answering

    return made


SYSTEMS: Mapping[str, Callable[[Newsdesk, Replies | None], Answering]] = {
    "dateline": dateline,
    "dense only": lambda desk, replies: dateline(desk, replies, Tuning(lexical=0.0, reranked=0.0, recency=False)),
    "full text only": lambda desk, replies: dateline(desk, replies, Tuning(dense=0.0, reranked=0.0, recency=False)),
    "tutorial": tutorial,
    "no retrieval": without_retrieval,
    "llamaindex": peer("llamaindex"),
    "haystack": peer("haystack"),
    "paperqa": peer("paperqa"),
}
