"""A rebuild of the index, begun from any page as the one piece of work of this process."""

from __future__ import annotations

from collections.abc import Iterator

from rag.service import Newsdesk
from ui.work.tasks import Step, Tasks, Whose


def begin_rebuild(desk: Newsdesk, tasks: Tasks, whose: Whose) -> bool:
    """Begin to rebuild the index; return False while something else is being done. ``whose`` page tells how it ended."""

    def work() -> Iterator[Step]:
        yield Step(f"{desk.reindex(tasks.say):,} passages")

    return tasks.start("Rebuilding the index", None, work, whose=whose)
