"""Questions being answered, in a worker of this process: a click, a page change or a reload loses nothing."""

from __future__ import annotations

import json
import logging
import secrets
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any, Literal

from rag.cli import json_out
from rag.errors import DatelineError
from rag.service import Newsdesk
from rag.service.clock import WallDeadline
from rag.store.history import Begun, Kept
from rag.types import (
    Answer,
    AskEvent,
    Citation,
    Done,
    Draft,
    Evidence,
    Question,
    Retrieved,
    Sentence,
    SentenceVerified,
    SentenceWithheld,
    Status,
    Trace,
    Withheld,
)

State = Literal["waiting", "running", "done", "failed"]
KEPT_JOBS = 200
"""Finished jobs that stay in memory; the history has all of them."""
_LOG = logging.getLogger("dateline.app")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a question has come. ``ahead`` counts the questions before it in the queue.

    ``body`` is its answer so far in the contract's JSON, None before the evidence is known; ``draft`` is what the
    model is writing, not verified.
    """

    state: State
    question: str
    asked: str
    ahead: int
    body: Mapping[str, Any] | None
    draft: str
    error: str | None
    stopping: bool = False
    """Its reader has given it up, and it ends at its next step, or when its turn comes."""


@dataclass(slots=True)
class _Job:
    id: str
    owner: str
    asked: str
    question: Question
    follows: str | None
    deadline: WallDeadline
    sure: str | None = None
    state: State = "waiting"
    evidence: Evidence | None = None
    sentences: list[Sentence] = field(default_factory=list)
    citations: dict[int, Citation] = field(default_factory=dict)
    withheld: list[Withheld] = field(default_factory=list)
    draft: str = ""
    body: Mapping[str, Any] | None = None
    error: str | None = None

    def so_far(self) -> Mapping[str, Any] | None:
        if self.body is not None or self.evidence is None:
            return self.body
        partial = Answer(
            self.question, self.evidence.window, Status.PARTIAL, None, tuple(self.sentences),
            tuple(self.citations.values()), tuple(self.withheld), None, self.evidence, (), Trace("", ""),
        )  # fmt: skip
        return json_out.answer(partial)


class Jobs:
    """Answers one question after the other, in order of asking. Safe to use from every session's thread.

    Ids cannot be guessed, and an owner sees only his own.
    """

    def __init__(self, desk: Newsdesk) -> None:
        self._desk = desk
        self._lock = threading.RLock()
        self._news = threading.Condition(self._lock)
        self._turn = threading.Lock()
        self._jobs: OrderedDict[str, _Job] = OrderedDict()
        self._waiting: SimpleQueue[str] = SimpleQueue()
        self._worker: threading.Thread | None = None

    def ask(
        self, question: Question, *, asked: str, owner: str, follows: str | None = None, sure: str | None = None
    ) -> str:
        """Queue a question and return the id of its job. ``asked`` are the reader's own words."""
        job = _Job(
            secrets.token_urlsafe(12), owner, asked, question, follows,
            WallDeadline(self._desk.settings.deadline_s), sure,
        )  # fmt: skip
        self._remember(job)
        with self._lock:
            self._jobs[job.id] = job
            self._forget_old()
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="dateline-answers", daemon=True)
                self._worker.start()
        self._waiting.put(job.id)
        return job.id

    def _remember(self, job: _Job) -> None:
        """Write down what was asked: if this process ends before the answer, its reader finds the question again."""
        try:
            self._desk.history.begin(Begun(job.id, job.owner, self._desk.now(), job.asked, job.question.text))
        except DatelineError as error:  # it is answered all the same
            _LOG.warning("a question is not kept while it is answered: %s", error)

    def progress(self, job_id: str, owner: str) -> Progress | None:
        """Return how far a job is, or None when that owner has no such job in this process."""
        with self._lock:
            job = self._jobs.get(job_id)
            if job is None or job.owner != owner:
                return None
            ahead = 0
            if job.state == "waiting":
                ahead = sum(
                    j.state in ("waiting", "running")
                    for j in list(self._jobs.values())[: list(self._jobs).index(job_id)]
                )
            given_up = job.deadline.cancelled()
            return Progress(
                job.state, job.question.text, job.asked, ahead, job.so_far(), job.draft, job.error, given_up
            )  # fmt: skip

    def first_sight(self, job_id: str, owner: str, within_s: float) -> Progress | None:
        """Return how far a job is as soon as there is something to see, and at the latest when the time is up.

        Without a language model that is the whole answer: it follows its evidence within hundredths of a second,
        and drawing it once is quicker than twice. A job that has others before it is not waited for. What a page
        would learn by asking again and again, it learns here at once.
        """
        with self._news:
            self._news.wait_for(lambda: not self._is_close(job_id), within_s)
        return self.progress(job_id, owner)

    def _is_close(self, job_id: str) -> bool:
        job = self._jobs.get(job_id)
        if job is None or job.state not in ("waiting", "running"):
            return False
        if job.evidence is not None and self._desk.model_writes:
            return False
        first = next((j for j in self._jobs.values() if j.state in ("waiting", "running")), job)
        return first is job

    def open(self, owner: str) -> tuple[tuple[str, str], ...]:
        """Return id and words of an owner's questions that are not answered yet, the newest first."""
        with self._lock:
            mine = [j for j in self._jobs.values() if j.owner == owner and j.state in ("waiting", "running")]
        return tuple((j.id, j.asked) for j in reversed(mine))

    @contextmanager
    def between(self) -> Iterator[None]:
        """Hold the worker between two questions, for what must not happen in the middle of one."""
        with self._turn:
            yield

    def stop(self, job_id: str, owner: str) -> None:
        """Give a question up: what is verified so far stays."""
        with self._lock:
            job = self._jobs.get(job_id)
            if job is not None and job.owner == owner:
                job.deadline.cancel()  # with the lock held: else its time may begin anew in between

    def _forget_old(self) -> None:
        done = [j.id for j in self._jobs.values() if j.state in ("done", "failed")]
        for job_id in done[: max(0, len(self._jobs) - KEPT_JOBS)]:
            del self._jobs[job_id]

    def _work(self) -> None:
        while True:
            job_id = self._waiting.get()
            with self._lock:
                job = self._jobs.get(job_id)
            if job is not None:
                with self._turn:
                    self._answer(job)

    def _answer(self, job: _Job) -> None:
        # The time of a question counts from when its turn comes, unless it was given up while waiting.
        fresh = WallDeadline(self._desk.settings.deadline_s)
        with self._news:
            if not job.deadline.cancelled():
                job.deadline, job.state = fresh, "running"
                self._news.notify_all()
        try:
            for event in self._desk.ask_stream(job.question, job.deadline, sure=job.sure, wait_for_model=False):
                self._note(job, event)
        except DatelineError as error:
            self._fail(job, str(error))
        except Exception:  # noqa: BLE001 - a fault of ours must not end the worker of all sessions
            _LOG.exception("answering failed")
            self._fail(job, "Something failed inside Dateline. The log of the app says more; ask again.")

    def _note(self, job: _Job, event: AskEvent) -> None:
        body = None
        if isinstance(event, Done):
            body = json_out.answer(event.answer)
            # Kept before it is shown: a reload or a crash loses no finished answer.
            self._desk.history.keep(
                Kept(job.id, job.owner, self._desk.now(), job.asked, job.follows, json.dumps(body, ensure_ascii=False))
            )
        with self._news:
            if isinstance(event, Retrieved):
                job.evidence = event.evidence
            elif isinstance(event, Draft):
                job.draft = event.text
            elif isinstance(event, SentenceVerified):
                job.sentences.append(event.sentence)
                job.citations.update((c.n, c) for c in event.citations)
                job.draft = ""
            elif isinstance(event, SentenceWithheld):
                job.withheld.append(event.withheld)
                job.draft = ""
            elif body is not None:
                job.body, job.state, job.draft = body, "done", ""
            self._news.notify_all()

    def _fail(self, job: _Job, error: str) -> None:
        with self._news:
            job.error, job.state = error, "failed"
            self._news.notify_all()
