"""The newsdesk: everything that Dateline does, behind one object."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO

from rag.config import Settings
from rag.embed import CachedEmbedder, RecentVectors, passage_embedder
from rag.errors import FetchError
from rag.ports import ChatModel, Clock, Deadline, Embedder, Progress, Reranker, silent
from rag.service.clock import FixedClock, SystemClock, WallDeadline, zone_of
from rag.service.model_slot import ModelSlot
from rag.service.once import once
from rag.store import SqliteStore, open_store
from rag.text.markup import without_markup
from rag.types import (
    Answer,
    ArticleId,
    AskEvent,
    Brief,
    BriefRequest,
    Done,
    Fetched,
    Filter,
    Ingested,
    Published,
    Question,
    Quote,
    StoredArticle,
    Verified,
    Version,
)

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from rag.chain.parts import Asked, Parts
    from rag.chain.reading import Readings
    from rag.chain.runnable import PassageRetriever
    from rag.retrieve.hybrid import Found, HybridRetriever, Tuning
    from rag.service.brief.desk import BriefDesk
    from rag.service.indexing import Indexing
    from rag.store.history import History

STORE_FILE = "dateline.sqlite3"
HISTORY_FILE = "history.sqlite3"


class Newsdesk:
    """Articles in, answers out. Parts load when they are first needed. Safe to use from several threads.

    ``embedder``, ``chat`` and ``clock`` replace what the settings name; ``chat=None`` with the default
    settings means "as the settings say".
    """

    def __init__(
        self,
        settings: Settings,
        *,
        embedder: Embedder | None = None,
        chat: ChatModel | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.settings = settings
        self.clock = clock or (FixedClock(settings.as_of) if settings.as_of else SystemClock())
        self.zone: tzinfo = zone_of(settings)
        self.last_fault: str | None = None
        self._given_embedder = embedder
        self._model = ModelSlot(settings, chat)
        self._progress: Progress | None = None

    # parts, each made once

    @once
    def store(self) -> SqliteStore:
        """The article store."""
        return open_store(self.settings.home / STORE_FILE)

    @once
    def history(self) -> History:
        """What was asked and answered in the app."""
        from rag.store.history import History

        return History(self.settings.home / HISTORY_FILE)

    @once
    def embedder(self) -> Embedder:
        """The embedder that the settings name; what it embedded last is remembered."""
        return CachedEmbedder(self._model_embedder, RecentVectors())

    @once
    def _model_embedder(self) -> Embedder:
        from rag.service.models import embedder_for

        return self._given_embedder or embedder_for(self.settings, self._progress)

    @once
    def indexing(self) -> Indexing:
        """The keeper of the vector index."""
        from rag.service.indexing import Indexing

        return Indexing(self.settings, self.store, self._passages[0], self.clock)

    @once
    def readings(self) -> Readings:
        """What the model read for the last questions, for those that follow them."""
        from rag.chain.reading import Readings

        return Readings()

    @once
    def _passages(self) -> tuple[Embedder, Reranker | None]:
        return passage_embedder(self._model_embedder, self.store)

    def now(self) -> datetime:
        """Return the present moment by this newsdesk's clock, in UTC."""
        return self.clock.now().astimezone(UTC)

    # articles in

    def ingest(self, targets: Sequence[str], *, stdin: BinaryIO | None = None) -> Iterator[Ingested]:
        """Yield the fate of each item once it is durable and found by search.

        Raises:
            LockHeld: another process is writing.
            UsageError: a target does not exist.
        """
        from rag.service.ingesting import ingest

        return ingest(targets, store=self.store, indexing=self.indexing, now=self.now, stdin=stdin, fetch=self._fetch)

    def count_items(self, targets: Sequence[str]) -> int | None:
        """Return how many items the targets hold, or None when only reading them would tell."""
        from rag.service.ingesting import count_items

        return count_items(targets)

    def remove(self, article_id: ArticleId) -> bool:
        """Delete an article with everything derived from it; return False when there is none.

        Raises:
            LockHeld: another process is writing.
        """
        with self.indexing.writing():
            removed = self.store.remove(article_id)
            if removed:
                self.indexing.catch_up(after="article removed")
        return removed

    def put_back(self, stored: StoredArticle, versions: Sequence[Version]) -> bool:
        """Undo a removal: the article with all its versions, quotations and passages; False where it is there again.

        Raises:
            LockHeld: another process is writing.
        """
        from rag.service.restoring import put_back

        return put_back(stored, versions, store=self.store, indexing=self.indexing)

    def reindex(self, progress: Progress | None = None) -> int:
        """Make what is derived anew: quotations, damaged full text, the index beside the old one; return its chunks.

        Raises:
            LockHeld: another process is writing.
        """
        from rag.service.restoring import rebuild

        return rebuild(self.store, self.indexing, progress or silent)

    # answers out

    def ask(self, question: Question | str, deadline: Deadline | None = None) -> Answer:
        """Return the answer: the event stream, drained."""
        *_, last = self.ask_stream(question, deadline)
        if not isinstance(last, Done):
            raise TypeError("an event stream ends with Done")
        return last.answer

    def ask_stream(
        self,
        question: Question | str,
        deadline: Deadline | None = None,
        *,
        sure: str | None = None,
        wait_for_model: bool = True,
    ) -> Iterator[AskEvent]:
        """Yield Retrieved, then drafts and checked sentences as they come, then Done.

        ``sure`` replaces the setting for this question. Without ``wait_for_model`` a model that is still
        being fetched is not waited for: the answer is then made of the sources' own sentences.
        """
        from rag.chain.runnable import event_chain

        asked = self.asked(question, deadline, wait_for_model=wait_for_model)
        for events in event_chain(self.parts(sure)).stream(asked):
            for event in events:
                if isinstance(event, Done) and event.answer.note:
                    self.last_fault = event.answer.note
                yield event

    def asked(
        self, question: Question | str, deadline: Deadline | None = None, *, wait_for_model: bool = True
    ) -> Asked:
        """Return a question with its deadline and the model that will answer it."""
        from rag.chain.parts import Asked

        whole = self._whole(question)
        chat, fault = self.model() if wait_for_model else self._model.now()
        return Asked(
            whole, deadline or WallDeadline(self.settings.deadline_s), chat, fault,
            rewords_speech=self._model.rewords_speech,
        )  # fmt: skip

    # the language model

    @property
    def llm(self) -> str:
        """The name of the language model in use."""
        return self._model.name

    @property
    def model_writes(self) -> bool:
        """Whether a language model words the answers, which then come some time after their evidence."""
        return self._model.writes

    def use_model(self, name: str) -> None:
        """Answer with another language model from now on; it loads when it is first needed.

        Raises:
            DatelineError: there is no such model, or a key or an integration is missing; the former one stays in use.
        """
        self._model.use(name)

    def load_model(self, progress: Progress | None = None) -> str | None:
        """Fetch and load the language model; return in words why it is not at hand when it is not.

        Raises:
            PrerequisiteError: a key or an integration is missing.
            UsageError: no such model is known.
        """
        return self._model.get(progress or self._progress)[1]

    def model(self) -> tuple[ChatModel | None, str | None]:
        """Return the language model, loaded first where it must be, and in words why it is not at hand when it is not."""
        return self._model.get(self._progress)

    def search(self, question: Question | str) -> Found:
        """Return the ranked passages for a question, with the window and the filter in force."""
        whole = self._whole(question)
        return self.hybrid().retrieve(whole, whole.top_k or self.settings.top_k)

    def _whole(self, question: Question | str) -> Question:
        """Return a question with its "now", as a reader would see it: one pasted from a page brings tags along."""
        whole = question if isinstance(question, Question) else Question(question, self.now())
        plain = without_markup(whole.text)
        return whole if plain == whole.text else replace(whole, text=plain)

    def quotes(
        self, *, speaker: str | None = None, about: str = "", question: Question | None = None
    ) -> tuple[Quote, ...]:
        """Return who said what, in the articles that the question's filters admit."""
        from rag.service.quoting import find_quotes

        where = self.filter(question) if question else None
        return find_quotes(self.store, speaker=speaker, about_what=about, where=where)

    @once
    def briefs(self) -> BriefDesk:
        """What makes, keeps and mails briefs."""
        from rag.service.brief.desk import BriefDesk

        return BriefDesk(self)

    def brief(self, request: BriefRequest | None = None, progress: Progress | None = None) -> Brief:
        """Return the brief of a day or another window of time."""
        return self.briefs.make(request or BriefRequest(), progress or silent)

    def verify(self, claim: str, text: str, *, published: Published | None = None) -> Verified:
        """Return whether a text supports a claim, and the words of it that carry it."""
        from rag.service.verifying import verify_claim

        chat, fault = self.model()
        return verify_claim(
            claim, text, published, embedder=self.embedder, chat=chat, fault=fault,
            deadline=WallDeadline(self.settings.deadline_s), level=self.settings.sure,
        )  # fmt: skip

    def filter(self, question: Question) -> Filter:
        """Return the filter of a question's own fields, whatever its words say."""
        return Filter(
            question.as_of, question.since, question.until, question.sources, question.article_ids, self.zone
        )  # fmt: skip

    def suggestions(self, count: int = 3) -> tuple[str, ...]:
        """Return questions that the library can answer, drawn from its newest articles."""
        from rag.answer.admit import OLD_AFTER
        from rag.service.suggesting import suggest

        return suggest(self.store, Filter(self.now(), zone=self.zone), count, OLD_AFTER[self.settings.sure])

    def understood(self, question: str, before: str | None) -> str:
        """Return a follow-up question as one that stands alone, given the question before it."""
        from rag.answer.follow import standalone
        from rag.retrieve.window import read_window

        return standalone(question, before, lambda text: read_window(text, self.now(), self.zone).words)

    def status(self) -> dict[str, Any]:
        """Return counts and identities, as the contract's status has them."""
        from rag.service.status import status_of

        return status_of(self.store, self.settings, self.llm)

    # for those who compose their own

    @property
    def retriever(self) -> PassageRetriever:
        """Retrieval as a LangChain retriever."""
        from rag.chain.runnable import PassageRetriever

        return PassageRetriever(find=lambda text: self.search(text).passages)

    @property
    def chain(self) -> Runnable[str | Question, Answer]:
        """The whole chain as a LangChain runnable: question in, answer out."""
        from rag.chain.runnable import answer_chain

        return answer_chain(self.parts, self.asked)

    def parts(self, sure: str | None = None) -> Parts:
        """Return what the chain is built from; ``sure`` replaces the setting."""
        from rag.chain.parts import Parts
        from rag.retrieve.evidence import Budget

        return Parts(
            self.store, self.hybrid(), self.embedder, self.zone, time.perf_counter, Budget(), self.settings.top_k,
            self.settings.cites == "keys", sure or self.settings.sure, self.readings,
        )  # fmt: skip

    def hybrid(self, tuning: Tuning | None = None) -> HybridRetriever:
        """Return what ranks passages, with the weights that were measured best or with others."""
        from rag.retrieve.hybrid import HybridRetriever

        index = self.indexing.reading(self._progress or silent) if self.store.counts().chunks else None
        return HybridRetriever(self.store, index, self.embedder, self._passages[1], zone=self.zone, tuning=tuning)

    def _fetch(self, url: str) -> Fetched:
        from rag.service.ingesting import noted_fetch

        try:
            return noted_fetch(url, store=self.store, now=self.now, offline=self.settings.offline)
        except FetchError as error:
            self.last_fault = error.why
            raise

    # the end

    def close(self) -> None:
        """Stop the model that this newsdesk started, release the index and the store."""
        made = self.__dict__
        self._model.close()
        for name in ("indexing", "store", "history"):
            if name in made:
                made[name].close()

    def __enter__(self) -> Newsdesk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
