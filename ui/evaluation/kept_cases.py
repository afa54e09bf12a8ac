"""The evaluation cases that the app keeps: a line each in the data folder, one of each answer. No Streamlit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any

CASES = "cases.jsonl"
THUMB = "thumb"
_WRITING = Lock()


def keep_case(home: Path, case: Mapping[str, Any]) -> bool:
    """Put a case among those kept; return False where one of its id is there and stays.

    What a thumb made gives way to a later thumb, and to what the reader saves; what was saved may have been edited since.
    """
    path = home / CASES
    with _WRITING:
        lines = [line for line in (path.read_text("utf-8") if path.is_file() else "").split("\n") if line.strip()]
        there = [line for line in lines if _row(line).get("id") == case["id"]]
        if any(_row(line).get("from") != THUMB for line in there):
            return False
        kept = [line for line in lines if line not in there] + [json.dumps(dict(case), ensure_ascii=False)]
        path.write_text("".join(f"{line}\n" for line in kept), "utf-8")
    return True


def _row(line: str) -> Mapping[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
