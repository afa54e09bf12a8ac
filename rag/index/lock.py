"""One writer at a time, and a mark that tells the next one whether the last one finished.

Chroma's embedded store loses vectors silently when two processes write, so a writer holds this
lock from before it opens the index. Lock files do not work on network folders (NFS, SMB).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout

from rag.errors import LockHeld, StoreError

LOCK = "writer.lock"
HOLDER = "writer.pid"
DIRTY = "index.dirty"


class WriterLock:
    """Holds ``writer.lock`` in a folder while the context lasts.

    Raises:
        LockHeld: another process holds it, and did not let go within ``wait_s`` seconds.
        StoreError: the lock file cannot be made.
    """

    def __init__(self, home: Path, *, wait_s: float = 0.0) -> None:
        self._home = home
        self._wait_s = wait_s
        self._lock = FileLock(home / LOCK)

    def __enter__(self) -> WriterLock:
        try:
            self._home.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=self._wait_s)
            (self._home / HOLDER).write_text(f"{os.getpid()} {Path(sys.argv[0]).name}", "utf-8")
        except Timeout as exc:
            raise LockHeld(
                "not written", why=f"another process is writing ({self._holder()})",
                fix="Wait until it is done, then repeat.",
            ) from exc  # fmt: skip
        except OSError as exc:
            raise StoreError(
                "folder not locked", why=str(exc), fix="Set DATELINE_HOME to a folder that you can write to."
            ) from exc
        return self

    def _holder(self) -> str:
        try:
            pid, _, name = (self._home / HOLDER).read_text("utf-8").partition(" ")
        except OSError:
            return "unknown process"
        return f"process {pid}, {name}"

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.release()


def mark_dirty(home: Path) -> None:
    """Note that a writer is at work on the index.

    Raises:
        StoreError: the note cannot be written.
    """
    try:
        (home / DIRTY).touch()
    except OSError as exc:
        raise StoreError(
            "index not written",
            why=str(exc),
            fix="Free some space, or set DATELINE_HOME to a folder that you can write to.",
        ) from exc


def clear_dirty(home: Path) -> None:
    """Note that the writer finished."""
    (home / DIRTY).unlink(missing_ok=True)


def is_dirty(home: Path) -> bool:
    """Return whether a writer began and did not finish."""
    return (home / DIRTY).exists()
