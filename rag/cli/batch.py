"""Many inputs in one process: a JSON Lines file in, one out, resumable after any interruption."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rag.cli.terminal import err
from rag.errors import DatelineError, UsageError

Row = dict[str, Any]


def run_batch(batch: str, out: str | None, answer: Callable[[Row], Row]) -> tuple[int, int]:
    """Answer each line that has no result yet; return how many were answered and how many failed.

    A result carries its line's ``id``. A line that fails carries ``error`` and the run goes on; such
    lines are tried again by the next run. The results are flushed line by line.

    Raises:
        UsageError: the input cannot be read, or no output was named.
    """
    if out is None:
        raise UsageError("no place for the results", why="--batch needs --out", fix="Add: --out results.jsonl")
    rows = list(_rows(Path(batch)))
    target = Path(out)
    done = _finished(target)
    todo = [row for row in rows if str(row["id"]) not in done]
    failed = 0
    with target.open("a", encoding="utf-8") as sink:
        for number, row in enumerate(todo, start=1):
            result = _one(row, answer)
            failed += "error" in result
            sink.write(json.dumps(result, ensure_ascii=False) + "\n")
            sink.flush()
            err().print(f"\r{number}/{len(todo)}", end="" if err().is_terminal else "\n")
    if err().is_terminal:
        err().print()
    return len(todo) - failed, failed


def _one(row: Row, answer: Callable[[Row], Row]) -> Row:
    try:
        if "unreadable" in row:
            raise UsageError("line not read", why=row["unreadable"], fix="Mend the line.")
        return {"id": row["id"], **answer(row)}
    except DatelineError as error:
        return {"id": row["id"], "error": {"what": error.what, "why": error.why, "fix": error.fix}}


def _rows(path: Path) -> Iterator[Row]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        raise UsageError("batch not read", why=str(exc), fix="Give a JSON Lines file in UTF-8.") from exc
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as exc:
            yield {"id": f"line {number}", "unreadable": f"{path.name}:{number}: {exc}"}
            continue
        if isinstance(row, dict):
            yield {"id": number, **row}
        else:
            yield {"id": f"line {number}", "unreadable": f"{path.name}:{number}: not a JSON object"}


def _finished(target: Path) -> set[str]:
    """Return the ids with a result; drop a half-written last line and failed lines, to be done again."""
    if not target.exists():
        return set()
    kept, ids = [], set()
    for line in target.read_text("utf-8", errors="replace").splitlines():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict) and "error" not in row:
            kept.append(line)
            ids.add(str(row.get("id")))
    beside = target.with_name(target.name + ".part")
    beside.write_text("".join(line + "\n" for line in kept), "utf-8")
    beside.replace(target)
    return ids


def text_of(row: Row, key: str) -> str:
    """Return a text field of a line.

    Raises:
        UsageError: it is missing or no text.
    """
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise UsageError(f"no {key}", why=f"the line has no text in {key!r}", fix=f'Give "{key}": "..."')
    return value
