"""A brief in the format that is asked for, to standard output or a file."""

from __future__ import annotations

import json
import os
import sys
from enum import StrEnum
from pathlib import Path

from rag.errors import StoreError
from rag.types import Brief


class Format(StrEnum):
    """The formats of a brief."""

    md = "md"
    json = "json"


def written(made: Brief, form: Format) -> str:
    """Return a brief in a format."""
    if form is Format.json:
        from rag.export.as_json import brief_json

        return json.dumps(brief_json(made), ensure_ascii=False) + "\n"
    from rag.export.as_markdown import brief_markdown

    return brief_markdown(made)


def put_out(made: Brief, form: Format, out_file: Path | None) -> None:
    """Write a brief; a file is replaced at once and whole.

    Raises:
        StoreError: the file cannot be written.
    """
    text = written(made, form)
    if out_file is None:
        sys.stdout.write(text)
        return
    beside = out_file.with_name(f".{out_file.name}.{os.getpid()}")
    try:
        beside.write_text(text, "utf-8")
        beside.replace(out_file)
    except OSError as exc:
        beside.unlink(missing_ok=True)
        raise StoreError("brief not written", why=str(exc), fix="Name a file in a folder you can write to.") from exc
