"""Briefs for the page: those of the archive that ``dateline brief`` has too, and one being made in a thread."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from datetime import date

from rag.errors import DatelineError
from rag.service import Newsdesk
from rag.types import Brief, BriefRequest
from ui.work.faults import OURS

_LOG = logging.getLogger("dateline.app")
MOST_LISTED = 1_000


@dataclass(frozen=True, slots=True)
class Making:
    """A brief that is being made: what is done, how much of it, or why it failed."""

    what: str
    done: int
    total: int
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """A day that has a brief in the archive."""

    day: date
    status: str
    stories: int


class Shelf:
    """The briefs of days, for each reader. Safe to use from every session's thread; one brief is made at a time."""

    def __init__(self, desk: Newsdesk) -> None:
        self._desk = desk
        self._lock = threading.Lock()
        self._one = threading.Lock()
        self._making: dict[tuple[date, str], Making] = {}

    def get(self, day: date, reader: str = "") -> Brief | None:
        """Return the brief of a day as the archive has it, or None when it was not made yet."""
        return self._desk.briefs.of_day(day, reader)

    def past(self, reader: str = "") -> tuple[Past, ...]:
        """Return the days that have a brief, the latest first."""
        kept = self._desk.store.briefs.listed(reader, limit=MOST_LISTED)
        return tuple(Past(k.day, k.status, k.stories) for k in kept if k.id == self._desk.briefs.id_of(k.day, reader))

    def making(self, day: date, reader: str = "") -> Making | None:
        """Return how far the brief of a day is, or None when it is not being made."""
        with self._lock:
            return self._making.get((day, reader))

    def make(self, day: date, reader: str = "") -> None:
        """Begin to make the brief of a day, unless it is being made. From the same articles it is the same brief."""
        with self._lock:
            current = self._making.get((day, reader))
            if current is not None and current.error is None:
                return
            self._making[day, reader] = Making("waiting", 0, 0)
        threading.Thread(target=self._make, args=(day, reader), name="dateline-brief", daemon=True).start()

    def _make(self, day: date, reader: str) -> None:
        def progress(what: str, done: int, total: int) -> None:
            with self._lock:
                self._making[day, reader] = Making(what, done, total)

        error = None
        try:
            with self._one:
                self._desk.brief(BriefRequest(day=day, reader=reader), progress)
        except DatelineError as exc:
            error = str(exc)
        except Exception:  # noqa: BLE001 - a fault of ours is told, and the app goes on
            _LOG.exception("making a brief failed")
            error = OURS
        with self._lock:
            if error is None:
                del self._making[day, reader]
            else:
                self._making[day, reader] = Making("failed", 0, 0, error)

    def watched(self, reader: str = "") -> tuple[str, ...]:
        """Return what a reader watches, as ``dateline brief watch`` lists it."""
        return self._desk.store.briefs.watches(reader)

    def watch(self, lines: str, reader: str = "", before: str | None = None) -> None:
        """Make these lines what a reader watches.

        With what they were edited from, only what was added and taken off there is: what changed meanwhile elsewhere stays.
        """
        wanted = _lines(lines)
        then = self.watched(reader) if before is None else _lines(before)
        for text in then:
            if text not in wanted:
                self._desk.store.briefs.unwatch(text, reader)
        for text in wanted:
            if text not in then:
                self._desk.store.briefs.watch(text, self._desk.now(), reader)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))
