"""Making, keeping and mailing briefs: what a newsdesk does with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, Protocol

from rag.brief.window import day_window
from rag.config import Settings
from rag.embed import CachedEmbedder
from rag.mail import mail_server
from rag.ports import Progress
from rag.service.brief.archive import opened
from rag.service.brief.mailing import deliver, queue
from rag.service.brief.run import BriefParts, id_of, make_brief, reproduce, unknown_brief
from rag.service.brief.wording import ModelPhraser, Wording
from rag.service.clock import WallDeadline
from rag.types import Answer, Brief, BriefRequest, Letter, Question

if TYPE_CHECKING:
    from rag.ports import ChatModel, Embedder
    from rag.store import SqliteStore


class Desk(Protocol):
    """What briefs need of a newsdesk."""

    settings: Settings
    zone: tzinfo

    @property
    def store(self) -> SqliteStore:
        """The article store."""

    @property
    def embedder(self) -> Embedder:
        """The embedder."""

    @property
    def llm(self) -> str:
        """The name of the language model in use."""

    def model(self) -> tuple[ChatModel | None, str | None]:
        """Return the language model, or in words why it is not at hand."""

    def now(self) -> datetime:
        """Return the present moment."""

    def ask(self, question: Question) -> Answer:
        """Return an answer."""


class BriefDesk:
    """Makes briefs from the articles of a newsdesk, keeps them, and mails them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def make(self, request: BriefRequest, progress: Progress) -> Brief:
        """Return the brief of a day or another window of time: stories in order, each sentence cited and verified.

        The same request on the same articles gives the brief that is in the archive. One that was cut off goes on
        where it stopped: what a model worded is kept.

        Raises:
            LockHeld: another process has been making briefs for a quarter of an hour.
            NothingToWorkOn: there are no articles.
            UsageError: the window ends before it begins.
        """
        return make_brief(self._parts(), request, progress)

    def archived(self, brief_id: str, revision: int | None = None) -> Brief:
        """Return a brief of the archive, with what has changed since in the articles that it cites.

        Raises:
            NothingToWorkOn: there is no such brief.
        """
        kept = self._desk.store.briefs.archived(brief_id, revision)
        if kept is None:
            raise unknown_brief(brief_id)
        return opened(kept, self._desk.store)

    def id_of(self, day: date, reader: str = "") -> str:
        """Return what the plain brief of a day is called in the archive."""
        return id_of(BriefRequest(day=day, reader=reader), day_window(day, self._desk.zone))

    def of_day(self, day: date, reader: str = "") -> Brief | None:
        """Return the plain brief of a day from the archive, or None when it was not made yet."""
        kept = self._desk.store.briefs.archived(self.id_of(day, reader))
        return opened(kept, self._desk.store) if kept else None

    def remake(self, brief_id: str, revision: int | None = None) -> Brief:
        """Return a brief of the archive, made again from the stored texts that it was made from.

        What a model had worded is checked again, not worded again.

        Raises:
            NothingToWorkOn: there is no such brief, or one of its articles was removed.
        """
        return reproduce(self._parts(), brief_id, revision)

    def recent(self, reader: str = "", limit: int = 20) -> tuple[tuple[Brief, datetime], ...]:
        """Return the latest briefs of the archive, each with the moment it was made, the newest first."""
        store = self._desk.store
        return tuple((opened(k, store), k.made_at) for k in store.briefs.listed(reader, limit=limit))

    def mail(self, brief: Brief, recipients: Sequence[str]) -> tuple[Letter, ...]:
        """Put a brief in the outbox for each recipient, once, then send what waits there; return the letters tried.

        Raises:
            UsageError: no mail server is set, or it may not be used.
        """
        server = mail_server(self._desk.settings)
        queue(self._desk.store, brief, recipients, server.sender, self._desk.now())
        return self.send()

    def check_mail(self) -> None:
        """Refuse to mail before anything is made.

        Raises:
            UsageError: no mail server is set, or it may not be used.
        """
        mail_server(self._desk.settings)

    def send(self) -> tuple[Letter, ...]:
        """Send what waits in the outbox; return the letters tried.

        Raises:
            UsageError: no mail server is set, or it may not be used.
        """
        return deliver(self._desk.store, mail_server(self._desk.settings), self._desk.now)

    def _parts(self) -> BriefParts:
        desk = self._desk
        cached = CachedEmbedder(desk.embedder, desk.store)
        words = desk.settings.brief_wording == "model" and desk.llm != "none"
        return BriefParts(
            desk.store, cached, desk.zone, desk.now(), desk.settings, desk.ask,
            phraser=self._phraser(desk.llm, cached) if words else None,
        )  # fmt: skip

    def _phraser(self, name: str, embedder: Embedder) -> ModelPhraser:
        """Return what words stories. Its time runs from now; its model loads with the first story."""
        desk = self._desk
        deadline = WallDeadline(desk.settings.brief_wording_s)
        return ModelPhraser(Wording(name, desk.model, embedder, desk.store, desk.now(), deadline))
