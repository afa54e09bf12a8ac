"""Chroma leaves the folder of a deleted collection on disk; this takes such folders away."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from uuid import UUID

from rag.index.client import FOLDER


def remove_orphans(home: Path) -> int:
    """Delete segment folders that Chroma's own tables no longer name; return how many.

    The caller holds the writer's lock.
    """
    folder = home / FOLDER
    catalogue = folder / "chroma.sqlite3"
    if not catalogue.is_file():
        return 0
    db = sqlite3.connect(f"{catalogue.absolute().as_uri()}?mode=ro", uri=True)
    try:
        named = {row[0] for row in db.execute("SELECT id FROM segments")}
    except sqlite3.Error:
        return 0
    finally:
        db.close()
    orphans = [p for p in folder.iterdir() if p.is_dir() and _is_uuid(p.name) and p.name not in named]
    for path in orphans:
        shutil.rmtree(path, ignore_errors=True)
    return len(orphans)


def _is_uuid(name: str) -> bool:
    try:
        UUID(name)
    except ValueError:
        return False
    return True
