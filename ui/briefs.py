"""Briefs for the page: made in a thread, kept beside the articles, made anew when there are other articles."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rag.errors import DatelineError
from rag.export.as_json import brief_json
from rag.service import Newsdesk
from rag.types import BriefRequest

_LOG = logging.getLogger("dateline.app")


@dataclass(frozen=True, slots=True)
class Making:
    """A brief that is being made: what is done, how much of it, or why it failed."""

    what: str
    done: int
    total: int
    error: str | None = None


class Shelf:
    """The briefs of days. Safe to use from every session's thread; one brief is made at a time."""

    def __init__(self, desk: Newsdesk) -> None:
        self._desk = desk
        self._lock = threading.Lock()
        self._one = threading.Lock()
        self._making: dict[date, Making] = {}

    def get(self, day: date) -> Mapping[str, Any] | None:
        """Return the brief of a day from the articles there are now, or None when it was not made yet."""
        try:
            found = json.loads(self._file(day).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def days(self) -> tuple[date, ...]:
        """Return the days whose brief is there, newest first, whatever articles it was made from."""
        found = {f.name[:10] for f in self._folder().glob("*.json")}
        return tuple(sorted((date.fromisoformat(d) for d in found), reverse=True))

    def making(self, day: date) -> Making | None:
        """Return how far the brief of a day is, or None when it is not being made."""
        with self._lock:
            return self._making.get(day)

    def make(self, day: date, watch: tuple[str, ...]) -> None:
        """Begin to make the brief of a day, unless it is being made."""
        with self._lock:
            current = self._making.get(day)
            if current is not None and current.error is None:
                return
            self._making[day] = Making("waiting", 0, 0)
        threading.Thread(target=self._make, args=(day, watch), name="dateline-brief", daemon=True).start()

    def _make(self, day: date, watch: tuple[str, ...]) -> None:
        def progress(what: str, done: int, total: int) -> None:
            with self._lock:
                self._making[day] = Making(what, done, total)

        error = None
        try:
            with self._one:
                made = brief_json(self._desk.brief(BriefRequest(day=day, watch=watch), progress))
                file = self._file(day)
                file.parent.mkdir(parents=True, exist_ok=True)
                beside = file.with_suffix(".part")
                beside.write_text(json.dumps(made, ensure_ascii=False), "utf-8")
                beside.replace(file)
        except DatelineError as exc:
            error = f"{exc.what}: {exc.why}. {exc.fix}"
        except Exception:  # noqa: BLE001 - a fault of ours is told, and the app goes on
            _LOG.exception("making a brief failed")
            error = "Something failed inside Dateline. The log of the app says more."
        with self._lock:
            if error is None:
                del self._making[day]
            else:
                self._making[day] = Making("failed", 0, 0, error)

    def _folder(self) -> Path:
        return self._desk.settings.home / "briefs"

    def _file(self, day: date) -> Path:
        return self._folder() / f"{day.isoformat()}-{self._desk.store.generation()}.json"


def watched(home: Path) -> tuple[str, ...]:
    """Return what the reader watches: a line each of ``watch.txt`` in the data folder."""
    try:
        return tuple(line.strip() for line in (home / "watch.txt").read_text("utf-8").splitlines() if line.strip())
    except OSError:
        return ()


def watch(home: Path, lines: str) -> None:
    """Keep what the reader watches."""
    kept = "\n".join(line.strip() for line in lines.splitlines() if line.strip())
    (home / "watch.txt").write_text(kept + "\n", "utf-8")
