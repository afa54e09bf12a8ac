"""The language model being fetched in a thread, while questions are answered in the sources' own words."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass

from rag.errors import DatelineError
from rag.service import Newsdesk
from ui.work.faults import OURS

_LOG = logging.getLogger("dateline.app")


@dataclass(frozen=True, slots=True)
class Loading:
    """How far the language model is. ``total`` is 0 while its size is unknown; ``why`` says what keeps it away."""

    name: str
    running: bool
    done: int = 0
    total: int = 0
    why: str | None = None

    @property
    def share(self) -> float:
        """How much of it is there, 0 to 1."""
        return min(1.0, self.done / self.total) if self.total else 0.0


class Loader:
    """Fetches and loads one model at a time. Safe to use from every session's thread."""

    def __init__(self, desk: Newsdesk) -> None:
        self._desk = desk
        self._lock = threading.Lock()
        self._state = Loading(desk.llm, running=False)

    def state(self) -> Loading:
        """Return how far it is."""
        with self._lock:
            return self._state

    def begin(self) -> None:
        """Begin to load the model in use, unless one is being loaded."""
        with self._lock:
            if self._state.running:
                return
            self._state = Loading(self._desk.llm, running=True)
        threading.Thread(target=self._load, name="dateline-model", daemon=True).start()

    def change(self, name: str) -> bool:
        """Change to another model and begin to load it; return False while one is being loaded.

        Raises:
            DatelineError: it cannot be used, as its name alone tells; the former one stays in use.
        """
        if self.state().running:
            return False
        self._desk.use_model(name)
        self.begin()
        return True

    def _load(self) -> None:
        name = self.state().name
        try:
            why = self._desk.load_model(lambda _, done, total: self._set(Loading(name, True, done, total)))
        except DatelineError as error:
            why = str(error)
        except Exception:  # noqa: BLE001 - a fault of ours is told, and the app goes on
            _LOG.exception("loading the model failed")
            why = OURS
        self._set(Loading(name, False, why=why))

    def _set(self, state: Loading) -> None:
        with self._lock:
            self._state = state
