"""The sample news that comes with Dateline: 61 short articles of an invented country, CC0.

``README.md`` beside this file lists the stories and what each is there to show. Reading happens
in the functions, never on import.
"""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

from rag.errors import PrerequisiteError

__all__ = ["articles", "path"]


def path() -> Path:
    """Return the JSON Lines file of the sample news, one article a line, as ``dateline ingest`` takes it.

    Raises:
        PrerequisiteError: the package was installed without the file, or inside an archive.
    """
    found = Path(str(files(__name__).joinpath("news.jsonl")))
    if not found.is_file():
        raise PrerequisiteError(
            "sample news not found",
            why=f"{found} is not a file on disk",
            fix="Install Dateline again, unpacked, or ingest articles of your own: dateline ingest PATH",
        )
    return found


def articles() -> tuple[dict[str, object], ...]:
    """Return the sample articles in order of publication, each with the fields of an article line.

    Raises:
        PrerequisiteError: as ``path``.
    """
    lines = path().read_text(encoding="utf-8").split("\n")
    return tuple(json.loads(line) for line in lines if line)
