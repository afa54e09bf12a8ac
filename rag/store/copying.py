"""A copy of the store that is whole or not there at all."""

from __future__ import annotations

import os
import sqlite3
from contextlib import AbstractContextManager
from pathlib import Path

from rag.errors import StoreError


def copied(db: sqlite3.Connection, lock: AbstractContextManager[object], to: Path) -> None:
    """Write a consistent copy; never over an existing file. Cut off at any moment, it leaves no file of that name.

    Raises:
        StoreError: there is such a file, or it cannot be written.
    """
    beside = to.with_name(f".{to.name}.{os.getpid()}")
    try:
        if to.exists():
            raise StoreError("no backup made", why=f"{to} exists", fix="Choose another name.")
        if not to.parent.is_dir():
            raise StoreError(
                "no backup made", why=f"{to.parent} is no folder", fix="Name a file in a folder that is there."
            )
        copy = sqlite3.connect(beside)
        try:
            with lock:
                db.backup(copy)
        finally:
            copy.close()
        beside.replace(to)
    except (sqlite3.Error, OSError) as exc:
        raise StoreError(
            "no backup made", why=f"{to}: {exc}", fix="Name a file in a folder with enough space that you can write to."
        ) from exc
    finally:
        for each in (beside, beside.with_name(f"{beside.name}-journal")):
            _forget(each)


def _forget(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError:
        return  # It was never made: its name is too long, or its folder is none.
