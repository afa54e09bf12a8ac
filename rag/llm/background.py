"""Blocking work in a thread of its own, so that a deadline or a reader who gives up ends the wait at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Generic, Literal, TypeVar

from rag.ports import Deadline

T = TypeVar("T")
LOOK_S = 0.1
"""How often the deadline is looked at while nothing comes."""


class OutOfTime(Exception):
    """The deadline passed, or the reader gave up, before the work was done."""


class WorkFailed(Exception):
    """The work raised; ``cause`` is what it raised."""

    def __init__(self, cause: BaseException) -> None:
        super().__init__(repr(cause))
        self.cause = cause


@dataclass(slots=True)
class Call:
    """What the two threads know of each other.

    The worker sets ``hang_up`` once there is a connection to cut, and looks at ``stopped`` after that.
    """

    stopped: bool = False
    hang_up: Callable[[], None] | None = None

    def stop(self) -> None:
        """End the work: what blocks is cut, what loops sees ``stopped``."""
        self.stopped = True
        if (cut := self.hang_up) is not None:
            cut()


@dataclass(slots=True)
class _Note(Generic[T]):
    kind: Literal["item", "end", "failed"]
    items: list[T] = field(default_factory=list)
    cause: BaseException | None = None


def in_background(work: Callable[[Call], Iterator[T]], deadline: Deadline) -> Iterator[T]:
    """Yield what ``work`` yields, from a thread of its own.

    The work goes on while the reader is busy with an item; closing this iterator stops it.

    Raises:
        OutOfTime: the deadline passed while waiting.
        WorkFailed: the work raised.
    """
    call, notes = Call(), SimpleQueue[_Note[T]]()
    thread = threading.Thread(target=_run, args=(work, call, notes), name="dateline-llm", daemon=True)
    thread.start()
    try:
        while True:
            note = _next(notes, deadline)
            if note.cause is not None:
                raise WorkFailed(note.cause) from note.cause
            if note.kind == "end":
                return
            yield from note.items
    finally:
        call.stop()


def _next(notes: SimpleQueue[_Note[T]], deadline: Deadline) -> _Note[T]:
    while True:
        left = deadline.remaining_s()
        if left <= 0:
            raise OutOfTime
        try:
            return notes.get(timeout=min(LOOK_S, left))
        except Empty:
            continue


def _run(work: Callable[[Call], Iterator[T]], call: Call, notes: SimpleQueue[_Note[T]]) -> None:
    try:
        with closing(work(call)) as items:  # type: ignore[type-var]
            for item in items:
                if call.stopped:
                    return
                notes.put(_Note("item", [item]))
        notes.put(_Note("end"))
    except BaseException as exc:  # noqa: BLE001  # handed over and raised again in the reader's thread
        notes.put(_Note("failed", cause=exc))


def pause(seconds: float, deadline: Deadline, sleep: Callable[[float], None] = time.sleep) -> None:
    """Wait, in steps short enough to notice a reader who gives up.

    Raises:
        OutOfTime: the deadline passed meanwhile.
    """
    left = seconds
    while left > 0:
        if deadline.remaining_s() <= 0:
            raise OutOfTime
        step = min(LOOK_S, left)
        sleep(step)
        left -= step
