"""A story in a language model's words: drafted from chosen sentences, checked sentence by sentence, kept once paid for."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

import prompts
from rag.answer.context import plain_text
from rag.answer.draft import says_nothing, whole_sentences
from rag.brief.event import Event
from rag.brief.pick import pick
from rag.brief.plan import Plan
from rag.brief.rank import Ranked
from rag.brief.reworded import rewording_faults
from rag.chain.check import check_by_code
from rag.errors import ProviderError
from rag.ports import ChatModel, Completion, Deadline, Embedder, Message
from rag.service.model_slot import Loaded
from rag.store import SqliteStore
from rag.types import EvidenceSentence, Quote, StoryKind, Verdict

PROMPT = "story"
REPLY_TOKENS = 120
SENTENCES = 6
"""Sentences that a story is worded from."""
CHARS = 1_000
"""Their characters together: what a small model reads in a few seconds."""
LEAST_S = 20.0
"""Time that one story may need; with less no further one is begun."""
LEVEL = "high"


@dataclass(frozen=True, slots=True)
class Wording:
    """What words stories. ``model`` gives the model when the first story needs it, or says in words why it cannot."""

    name: str
    model: Callable[[], Loaded]
    embedder: Embedder
    store: SqliteStore
    now: datetime
    deadline: Deadline


class ModelPhraser:
    """Words the stories of one brief with a language model, until its time is up or the model fails."""

    def __init__(self, wording: Wording) -> None:
        self._with = wording
        self._fault: str | None = None

    @property
    def name(self) -> str:
        """What words the stories."""
        return self._with.name

    @property
    def prompts(self) -> Mapping[str, str]:
        """The prompt in use with its sha256."""
        return {PROMPT: prompts.load(PROMPT).sha256}

    @property
    def fault(self) -> str | None:
        """Why no more stories were worded, in words, or None."""
        return self._fault

    def phrase(self, ranked: Ranked, plan: Plan) -> Sequence[str] | None:
        """Return sentences as the model words them, none of them checked; None where the story is told literally.

        What was worded before from the same sentences is not paid for again.
        """
        if ranked.kind is StoryKind.CORRECTION or plan.differ:
            return None
        messages = messages_for(material_of(ranked.event, plan))
        key = _key(self._with.name, messages)
        kept = self._with.store.briefs.phrasing(key)
        if kept is not None:
            return tuple(str(t) for t in json.loads(kept))
        return self._asked(messages, key)

    def check(self, text: str, event: Event, plan: Plan) -> tuple[Verdict, Sequence[EvidenceSentence]]:
        """Return the verdict on a sentence, and the sentences whose positions it gives: those of one article."""
        given = material_of(event, plan)
        return checked(text, given, [q for r in event.reports for q in r.quotes], self._with.embedder)

    def _asked(self, messages: Sequence[Message], key: str) -> Sequence[str] | None:
        deadline = self._with.deadline
        if self._fault is None and deadline.remaining_s() < LEAST_S:
            self._fault = "the time for wording was up"
        if self._fault is not None:
            return None
        chat, self._fault = self._with.model()
        if chat is None:
            return None
        try:
            drafts, whole = drafted(chat, messages, deadline)
        except ProviderError as error:
            self._fault = str(error)
            return None
        if whole:
            self._with.store.briefs.keep_phrasing(key, json.dumps(drafts, ensure_ascii=False), self._with.now)
        return drafts


def material_of(event: Event, plan: Plan) -> tuple[EvidenceSentence, ...]:
    """Return the sentences that a story is worded from: those that tell it, and the next best."""
    more = pick(event, SENTENCES, CHARS)
    return tuple(dict.fromkeys((*plan.sentences, *more)))


def messages_for(sentences: Sequence[EvidenceSentence]) -> tuple[Message, ...]:
    """Return the prompt that words a story from some sentences."""
    system, user = prompts.load(PROMPT).render({"evidence": plain_text(sentences)})
    return (Message("system", system), Message("user", user))


def drafted(chat: ChatModel, messages: Sequence[Message], deadline: Deadline) -> tuple[tuple[str, ...], bool]:
    """Return the sentences of a model's reply, and whether they are all that it would say: not cut off by the clock.

    Raises:
        ProviderError: the model does not answer.
    """
    said, ended = [], False
    for item in whole_sentences(chat.stream(messages, max_tokens=REPLY_TOKENS, deadline=deadline)):
        if isinstance(item, Completion):
            ended = item.finished or deadline.remaining_s() > 0
        elif not says_nothing(item):
            said.append(" ".join(item.split()))
    return tuple(dict.fromkeys(said)), ended


def checked(
    text: str, given: Sequence[EvidenceSentence], quotes: Sequence[Quote], embedder: Embedder
) -> tuple[Verdict, Sequence[EvidenceSentence]]:
    """Return the best verdict that one article gives on a reworded sentence, with that article's sentences.

    First as an answer's sentence is checked, then as a brief's (``rewording_faults``). No model is asked: the same
    sentence has the same verdict whenever the brief is made again.
    """
    best: tuple[Verdict, Sequence[EvidenceSentence]] | None = None
    for article in dict.fromkeys(s.article_id for s in given):
        own = [s for s in given if s.article_id == article]
        said = [q for q in quotes if q.article_id == article]
        verdict = _strictly(text, own, check_by_code(embedder, text, own, said, LEVEL)[0])
        if verdict.supported:
            return verdict, own
        if best is None or len(verdict.reasons) < len(best[0].reasons):
            best = verdict, own
    return best or (Verdict(False, 0.0, (), ("nothing supports it",), ()), ())


def _strictly(text: str, own: Sequence[EvidenceSentence], verdict: Verdict) -> Verdict:
    if not verdict.supported:
        return verdict
    ways = [*((n,) for n in verdict.used), verdict.used] if len(verdict.used) > 1 else [verdict.used]
    faults: tuple[str, ...] = ()
    for used in ways:
        faults = rewording_faults(text, [own[n] for n in used])
        if not faults:
            return replace(verdict, used=used)
    return replace(verdict, supported=False, vetoes=faults, reasons=(*verdict.reasons, *faults))


def _key(name: str, messages: Sequence[Message]) -> str:
    parts = [name, REPLY_TOKENS, [[m.role, m.content] for m in messages]]
    return sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()
