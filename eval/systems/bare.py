"""What the systems beside Dateline share: the same models, and answers that nothing has checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from eval.cases.questions import Case
from eval.systems.replies import RememberedChat, Replies
from rag.chain.parts import Asked
from rag.ports import ChunkRow, Completion, Message, Vectors
from rag.service import Newsdesk
from rag.service.clock import WallDeadline
from rag.text.sentences import split

Answer = Mapping[str, Any]
REPLY_TOKENS = 200
PATIENCE_S = 600.0
"""How long a reply may take: a plainer system gives its reader no deadline, and a reply cut short would be held against it."""
BATCH = 256

_DECLINED = re.compile(
    r"\b(?:do not|don[’']?t|cannot|can[’']?t|could not|unable to) (?:know|answer|find|determine|provide)\b"
    r"|\bnone of the (?:sources|documents|contexts?)\b|\b(?:do|does) not (?:contain|mention|provide|state|say|specify)\b"
    r"|\bno (?:information|mention)\b|\binsufficient information\b|\bI am sorry\b|\bI[’']m sorry\b",
    re.IGNORECASE,
)
_MARK = re.compile(r"\s*[\[(](?:Source |Document )?(\d+(?:\s*,\s*\d+)*)[\])]", re.IGNORECASE)


def remembering(asked: Asked, replies: Replies | None) -> Asked:
    """Return a question whose model is asked only what it was not asked before."""
    if replies is None or asked.chat is None:
        return asked
    return replace(asked, chat=RememberedChat(asked.chat, replies))


def replayed(asked: Asked) -> bool:
    """Return whether any of a question's replies was a kept one."""
    return isinstance(asked.chat, RememberedChat) and asked.chat.replayed > 0


def complete(desk: Newsdesk, prompt: str, replies: Replies | None, system: str | None = None) -> tuple[str, bool]:
    """Return the model's reply, empty without a model, and whether it was a kept one."""
    asked = remembering(desk.asked(prompt), replies)
    if asked.chat is None:
        return "", False
    messages = [*([Message("system", system)] if system else []), Message("user", prompt)]
    stream = asked.chat.stream(messages, max_tokens=REPLY_TOKENS, deadline=WallDeadline(PATIENCE_S))
    return "".join(piece for piece in stream if not isinstance(piece, Completion)), replayed(asked)


def chunks(desk: Newsdesk) -> Iterator[tuple[ChunkRow, Vectors]]:
    """Yield every chunk of the library with its vector, so that a peer has the same articles, embedded the same."""
    after = None
    while ids := desk.store.all_chunk_ids(after, BATCH):
        rows = list(desk.store.chunk_rows(ids).values())
        yield from zip(rows, desk.indexing.vectors(rows), strict=True)
        after = ids[-1]


def bare(case: Case, said: str, rows: Sequence[ChunkRow], *, marked: bool = False) -> dict[str, Any]:
    """Return an unchecked answer in the shape of the contract, citing whole chunks.

    Where the system marks its sentences by numbers in brackets (``marked``), each cites what it names; otherwise the
    whole answer is one sentence that cites every chunk it was given.
    """
    citations = [
        {
            "n": n, "article_id": r.chunk.article_id, "start": r.chunk.span.start, "end": r.chunk.span.end,
            "text": r.chunk.text, "title": r.title, "source": r.source, "url": r.url,
            "published": r.published.iso() if r.published else None,
        }
        for n, r in enumerate(rows, start=1)
    ]  # fmt: skip
    declined = not said.strip() or _DECLINED.search(said) is not None
    sentences = [] if declined else _sentences(said.strip(), len(rows), marked)
    return {
        "question": case.question, "status": "abstained" if declined else "answered", "reason": None, "sentences": sentences,
        "citations": citations, "passages": [c | {"rank": c["n"], "score": 0.0} for c in citations], "withheld": [],
        "quotes": [], "conflicts": [], "trace": {"timings_ms": {}, "tokens": {}, "cost_usd": None},
    }  # fmt: skip


def _sentences(said: str, given: int, marked: bool) -> list[dict[str, Any]]:
    if not marked:
        return [{"text": said, "citations": list(range(1, given + 1)), "support": 0.0}]
    # "… is due on Friday. [2]" cites for the sentence before the mark.
    tidy = re.sub(r"([.!?])((?:\s*\[[\d, ]+\])+)", lambda m: f"{m[2]}{m[1]}", said)
    found = []
    for span in split(tidy):
        text = span.of(tidy)
        numbers = {int(n) for m in _MARK.finditer(text) for n in re.findall(r"\d+", m[1])}
        found.append(
            {
                "text": _MARK.sub("", text).strip(),
                "citations": sorted(n for n in numbers if 1 <= n <= given),
                "support": 0.0,
            }
        )
    return [s for s in found if s["text"]]
