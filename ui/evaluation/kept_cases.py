"""The evaluation cases that the app keeps: a line each in the data folder, one of each answer. No Streamlit."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

from rag.cli.files import replaced
from rag.errors import StoreError

CASES = "cases.jsonl"
THUMB = "thumb"
_WRITING = Lock()


def keep_case(home: Path, case: Mapping[str, Any]) -> bool:
    """Put a case among those kept; return False where one of its id is there and stays.

    What a thumb made gives way to a later thumb, and to what the reader saves; what was saved may have been edited since.
    """
    with _WRITING:
        lines = _lines(read_cases(home))
        there = [line for line in lines if _row(line).get("id") == case["id"]]
        if any(_row(line).get("from") != THUMB for line in there):
            return False
        kept = [line for line in lines if line not in there] + [json.dumps(dict(case), ensure_ascii=False)]
        _write(home, kept)
    return True


def drop_case(home: Path, case: Mapping[str, Any]) -> None:
    """Take away a case that is kept exactly so; one that was edited or saved since stays."""
    with _WRITING:
        lines = _lines(read_cases(home))
        kept = [line for line in lines if _row(line) != case]
        if kept != lines:
            _write(home, kept)


def read_cases(home: Path) -> str:
    """Return the cases as they are kept, a line each; empty when there are none.

    Raises:
        StoreError: the file cannot be read, or is no UTF-8; nothing is written over it then.
    """
    path = home / CASES
    try:
        return path.read_text("utf-8-sig") if path.is_file() else ""
    except (OSError, ValueError) as exc:
        why = "it is no UTF-8" if isinstance(exc, ValueError) else exc.strerror or str(exc)
        raise StoreError(
            "the cases were not read", why=f"{path}: {why}", fix="Save the file as UTF-8, or move it away."
        ) from exc


def merge_cases(home: Path, before: str, edited: str) -> str:
    """Keep what a reader made of ``before``, with what came and went meanwhile elsewhere; return the text that is kept.

    Where a case was changed here and elsewhere, it is as the reader has it here.
    """
    with _WRITING:
        then, mine, now = _lines(before), _lines(edited), _lines(read_cases(home))
        kept = [line for line in mine if line in now or line not in then]
        ids = [_row(line)["id"] for line in kept if "id" in _row(line)]  # a list: an id may be of any kind of JSON
        kept += [line for line in now if line not in then and line not in mine and _row(line).get("id") not in ids]
        _write(home, kept)
    return "".join(f"{line}\n" for line in kept)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _write(home: Path, lines: Sequence[str]) -> None:
    """Write the file as a whole or not at all: who reads it meanwhile has the former one."""
    with replaced(home / CASES, "the cases were not kept") as sink:
        sink.writelines(f"{line}\n" for line in lines)


def _row(line: str) -> Mapping[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
