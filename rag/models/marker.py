"""The note beside a model file that says its hash was computed and is right."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from rag.models.catalogue import ModelFile

_BLOCK = 1 << 20


def marker_of(path: Path) -> Path:
    """Return where the note of a file lies."""
    return path.with_name(path.name + ".verified")


def is_verified(path: Path, entry: ModelFile) -> bool:
    """Return whether the file was verified before and has not changed since. Reads no model bytes."""
    try:
        found = path.stat()
        noted = json.loads(marker_of(path).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return bool(
        noted == {"bytes": found.st_size, "mtime_ns": found.st_mtime_ns, "sha256": entry.sha256}
        and found.st_size == entry.size_bytes
    )


def has_hash(path: Path, entry: ModelFile, seen: Callable[[int], None] | None = None) -> bool:
    """Return whether the file has the entry's size and sha256; ``seen`` hears how many bytes were read.

    Raises:
        OSError: the file cannot be read.
    """
    if path.stat().st_size != entry.size_bytes:
        return False
    digest, done = sha256(), 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            done += len(block)
            if seen is not None:
                seen(done)
    return digest.hexdigest() == entry.sha256


def note(path: Path, entry: ModelFile) -> None:
    """Write the note for a file that was just verified.

    Raises:
        OSError: it cannot be written.
    """
    found = path.stat()
    text = json.dumps({"bytes": found.st_size, "mtime_ns": found.st_mtime_ns, "sha256": entry.sha256})
    temporary = marker_of(path).with_name(f"{path.name}.verified.{os.getpid()}")
    temporary.write_text(text, "utf-8")
    temporary.replace(marker_of(path))
