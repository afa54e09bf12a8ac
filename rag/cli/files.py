"""Files that a command writes: whole and at once, or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from rag.errors import StoreError


@contextmanager
def replaced(path: Path, what: str) -> Iterator[TextIO]:
    """Give a stream whose text takes the place of the file when all of it is written.

    Until then, and for ever when anything fails, the file stays as it was. ``what`` says in an error what
    was not done.

    Raises:
        StoreError: the file cannot be written.
    """
    try:
        # A device or a pipe is written to; it must not be replaced by a file.
        special = path.exists() and not path.is_file()
    except OSError as exc:
        raise unwritable(what, path, exc) from exc
    beside = path if special else path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("w", encoding="utf-8", newline="") as sink:
            yield sink
        if not special:
            beside.replace(path)
    except OSError as exc:
        raise unwritable(what, path, exc) from exc
    finally:
        if not special:
            _forget(beside)


def unwritable(what: str, path: Path, exc: Exception) -> StoreError:
    """Return the error that says why a file was not written."""
    reason = getattr(exc, "strerror", None) or exc
    return StoreError(
        what, why=f"{path}: {reason}", fix="Name a file in a folder that is there and that you can write to."
    )


def _forget(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return  # It was never made: its folder is no folder, or its name is too long.
