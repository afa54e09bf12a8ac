"""What is measured: Dateline, and plainer ways to do the same on the same articles with the same models."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from eval.cases import Case
from eval.replies import RememberedChat, Replies
from rag.chain.parts import Asked
from rag.chain.run import Run
from rag.cli import json_out
from rag.config import parse_as_of
from rag.ports import Completion, Message
from rag.retrieve.hybrid import HybridRetriever, Tuning
from rag.service import Newsdesk
from rag.service.clock import WallDeadline
from rag.types import Done, Filter, Question

Answering = Callable[[Case], Mapping[str, Any]]
TUTORIAL_K = 4
TUTORIAL_CHARS = 1000
REPLY_TOKENS = 200


def question_of(case: Case, desk: Newsdesk) -> Question:
    """Return the question of a case, read as a follow-up where it is one."""
    as_of = parse_as_of(case.as_of) if case.as_of else desk.now()
    return Question(
        desk.understood(case.question, case.after), as_of,
        since=parse_as_of(case.since) if case.since else None, until=parse_as_of(case.until) if case.until else None,
    )  # fmt: skip


def dateline(desk: Newsdesk, replies: Replies | None = None, tuning: Tuning | None = None) -> Answering:
    """Return Dateline itself, or Dateline with another retrieval."""
    parts = desk.parts()
    if tuning is not None:
        index = desk.indexing.ready()
        parts = replace(
            parts, retriever=HybridRetriever(desk.store, index, desk.embedder, zone=desk.zone, tuning=tuning)
        )

    def answer(case: Case) -> Mapping[str, Any]:
        asked = remembering(desk.asked(question_of(case, desk)), replies)
        *_, last = Run(parts, asked).events()
        assert isinstance(last, Done)
        return json_out.answer(last.answer) | {"replayed": _replayed(asked)}

    return answer


def remembering(asked: Asked, replies: Replies | None) -> Asked:
    """Return a question whose model is asked only what it was not asked before."""
    if replies is None or asked.chat is None:
        return asked
    return replace(asked, chat=RememberedChat(asked.chat, replies))


def _replayed(asked: Asked) -> bool:
    return isinstance(asked.chat, RememberedChat) and asked.chat.replayed > 0


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
        return _bare(case, said or (texts[0] if texts else ""), rows) | {"replayed": replayed}

    return answer


def without_retrieval(desk: Newsdesk, replies: Replies | None = None) -> Answering:
    """Return the language model alone."""

    def answer(case: Case) -> Mapping[str, Any]:
        said, replayed = _complete(desk, f"Answer in one or two short sentences.\n\n{case.question}", replies)
        return _bare(case, said, []) | {"replayed": replayed}

    return answer


def _stuffed(desk: Newsdesk, texts: list[str], question: str, replies: Replies | None) -> tuple[str, bool]:
    context = "\n\n".join(texts)
    return _complete(
        desk,
        f"Use the following pieces of context to answer the question at the end.\n\n{context}\n\nQuestion: {question}\nAnswer:",
        replies,
    )


def _complete(desk: Newsdesk, prompt: str, replies: Replies | None) -> tuple[str, bool]:
    """Return the model's reply, empty without a model, and whether it was a kept one."""
    asked = remembering(desk.asked(prompt), replies)
    if asked.chat is None:
        return "", False
    messages = [Message("user", prompt)]
    stream = asked.chat.stream(messages, max_tokens=REPLY_TOKENS, deadline=WallDeadline(desk.settings.deadline_s))
    return "".join(piece for piece in stream if not isinstance(piece, Completion)), _replayed(asked)


def _bare(case: Case, said: str, rows: list[Any]) -> dict[str, Any]:
    """Return an unchecked answer in the shape of the contract: one sentence, citing every chunk it was given."""
    citations = [
        {
            "n": n, "article_id": r.chunk.article_id, "start": r.chunk.span.start, "end": r.chunk.span.end,
            "text": r.chunk.text, "title": r.title, "source": r.source, "url": r.url,
            "published": r.published.iso() if r.published else None,
        }
        for n, r in enumerate(rows, start=1)
    ]  # fmt: skip
    declined = not said.strip() or "do not know" in said.lower() or "don't know" in said.lower()
    sentences = [] if declined else [{"text": said.strip(), "citations": [c["n"] for c in citations], "support": 0.0}]
    return {
        "question": case.question, "status": "abstained" if declined else "answered", "reason": None, "sentences": sentences,
        "citations": citations, "passages": [c | {"rank": c["n"], "score": 0.0} for c in citations], "withheld": [],
        "quotes": [], "conflicts": [], "trace": {"timings_ms": {}, "tokens": {}, "cost_usd": None},
    }  # fmt: skip


SYSTEMS: Mapping[str, Callable[[Newsdesk, Replies | None], Answering]] = {
    "dateline": dateline,
    "dense only": lambda desk, replies: dateline(desk, replies, Tuning(lexical=0.0, recency=False)),
    "full text only": lambda desk, replies: dateline(desk, replies, Tuning(dense=0.0, recency=False)),
    "tutorial": tutorial,
    "no retrieval": without_retrieval,
}
