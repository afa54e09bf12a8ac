"""Longer work on the library (adding, rebuilding) in a thread, with progress that survives a rerun."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace

from rag.errors import DatelineError
from ui.work.faults import OURS

_LOG = logging.getLogger("dateline.app")
MOST_LINES = 500
Whose = tuple[str, str]
"""The page that a piece of work belongs to, and its reader."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done: a line for the reader, and whether it went well."""

    line: str
    well: bool = True


@dataclass(frozen=True, slots=True)
class TaskState:
    """How far a piece of work is; ``total`` is None when unknown. ``stopping``: its reader has given it up.

    Of very many steps the last are kept, and the first of those that did not go well; ``refused`` counts these all.
    """

    name: str
    done: int
    total: int | None
    steps: tuple[Step, ...]
    running: bool
    error: str | None
    can_stop: bool = False
    stopping: bool = False
    refused: int = 0
    bad: tuple[Step, ...] = ()


class Tasks:
    """At most one piece of work at a time in this process: there is one writer."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._over = threading.Condition(self._lock)
        self._state: TaskState | None = None
        self._whose: Whose = ("", "")
        self._ended: dict[Whose, TaskState] = {}
        self._stop: Callable[[], None] | None = None

    def start(
        self, name: str, total: int | None, work: Callable[[], Iterator[Step]],
        stop: Callable[[], None] | None = None, whose: Whose = ("", ""),
    ) -> bool:  # fmt: skip
        """Begin a piece of work; return False when another is still running.

        ``stop`` says that it can be given up between two steps, and is called then to end a step that would take long.
        ``whose`` is the page that shows how it ended, and the reader who began it.
        """
        with self._lock:
            if self._state is not None and self._state.running:
                return False
            self._whose = whose
            self._ended.pop(whose, None)
            self._state, self._stop = TaskState(name, 0, total, (), True, None, stop is not None), stop
        threading.Thread(target=self._run, args=(work,), name="dateline-task", daemon=True).start()
        return True

    def state(self) -> TaskState | None:
        """Return how far the last piece of work is, or None when there was none."""
        with self._lock:
            return self._state

    def wait(self, within_s: float | None = None) -> bool:
        """Return when nothing is running, or when the time is up; return whether nothing is."""
        with self._over:
            return self._over.wait_for(lambda: self._state is None or not self._state.running, within_s)

    def stop(self) -> None:
        """Give the running piece of work up, if it can be: what is done stays done."""
        with self._lock:
            state, stop = self._state, self._stop
            if state is None or not state.running or stop is None or state.stopping:
                return
            self._state = replace(state, stopping=True)
        stop()

    def ended(self, whose: Whose) -> TaskState | None:
        """Return how the last piece of work of a page and a reader ended, whatever others did since; None without one."""
        with self._lock:
            return self._ended.get(whose)

    def clear(self, whose: Whose) -> None:
        """Forget how that ended."""
        with self._lock:
            self._ended.pop(whose, None)

    def say(self, _what: str, done: int, total: int) -> None:
        """Note how far the running piece of work is, by its own count."""
        with self._lock:
            if self._state is not None and self._state.running:
                self._state = replace(self._state, done=done, total=total or None)

    def _run(self, work: Callable[[], Iterator[Step]]) -> None:
        error = None
        steps = work()
        try:
            for step in steps:
                if self._add(step).stopping:
                    break
        except DatelineError as exc:
            error = str(exc)
        except Exception:  # noqa: BLE001 - a fault of ours is told, and the app goes on
            _LOG.exception("a task failed")
            error = OURS
        finally:
            if isinstance(steps, Generator):
                steps.close()
        with self._lock:
            state = self._state
            assert state is not None
            self._state = replace(state, running=False, error=None if state.stopping else error)
            self._ended[self._whose] = self._state
            self._over.notify_all()

    def _add(self, step: Step) -> TaskState:
        with self._lock:
            state = self._state
            assert state is not None
            steps = (*state.steps, step)[-MOST_LINES:]
            bad = state.bad if step.well else (*state.bad, step)[:MOST_LINES]
            refused = state.refused + (not step.well)
            self._state = replace(state, done=state.done + 1, steps=steps, refused=refused, bad=bad)
            return self._state
