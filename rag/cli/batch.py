"""Many inputs in one process: a JSON Lines file in, one out, resumable after any interruption."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import typer

from rag.cli.files import replaced, unwritable
from rag.cli.json_out import error as error_out
from rag.cli.lines import line, print_json, text_only
from rag.cli.rows import Row
from rag.cli.terminal import err, safe
from rag.errors import DatelineError, PrerequisiteError, ProviderError, UsageError

NOT_WRITTEN = "results not written"


def run_batch(
    batch: str,
    out: str | None,
    answer: Callable[[Row], Row],
    *,
    given: Mapping[str, object] | None = None,
    made_with: Mapping[str, str] | None = None,
    as_json: bool = False,
) -> tuple[int, int]:
    """Answer each line that has no result yet; return how many were answered and how many failed.

    A result carries its line's ``id`` and, as ``line``, a hash of the line with the filters ``given`` for all: the
    result of a line that reads otherwise by now is dropped, and the line answered anew. A line that fails carries
    ``error`` and the run goes on; such lines are tried again by the next run. The results are flushed line by line.
    ``made_with`` names what a result depends on beside its line. It stands in each result that says nothing else of
    itself: one that was made with something else is kept, for it was paid for, and that is told. ``as_json`` puts the counts on standard output as an object.

    Raises:
        Exit: a line failed because a provider did, or something is missing: a script must learn that it is to run again.
        StoreError: the output cannot be written.
        UsageError: the input cannot be read, no output was named, or the output holds something else than results.
    """
    if out is None:
        raise UsageError("no place for the results", why="--batch needs --out", fix="Add: --out results.jsonl")
    rows = list(_rows(Path(batch)))
    target = Path(out)
    if _same_file(Path(batch), target):
        raise _no_results(target, "it is the file of the questions")
    asked = [(row, _hash(row, given or {})) for row in rows]
    beside = {"made_with": dict(made_with)} if made_with else {}
    done, stale, others = _finished(target, asked, beside)
    if stale:
        err().print(f"{stale} of the lines with a result were changed: they are answered anew.")
    if others:
        said = " ".join(f"--{name} {value}" for name, value in (made_with or {}).items())
        err().print(
            f"{others} results were made with other settings than {safe(said)} and are kept: "
            "to have them anew, name another file with --out."
        )
    todo = [(row, mark) for row, mark in asked if (str(row["id"]), mark) not in done]
    failed = exit_code = 0
    for number, (row, mark) in enumerate(todo, start=1):
        answered, fault = _one(row, answer)
        exit_code = max(exit_code, fault)
        result = {"id": row["id"]} | beside | answered | {"line": mark}
        failed += "error" in result
        _append(target, line(result))
        err().print(f"\r{number}/{len(todo)}", end="" if err().is_terminal else "\n")
    if err().is_terminal:
        err().print()
    if as_json:
        counts = {"answered": len(todo) - failed, "failed": failed, "kept": len(rows) - len(todo)}
        print_json({"schema": "dateline.batch/1", **counts, "file": out})
    if exit_code:
        raise typer.Exit(exit_code)
    return len(todo) - failed, failed


def _hash(row: Row, given: Mapping[str, object]) -> str:
    """Return what tells a line, with the filters given for all lines, from every other."""
    parts = json.dumps([row, {key: given[key] for key in sorted(given)}], sort_keys=True)
    return sha256(parts.encode()).hexdigest()[:16]


def _same_file(batch: Path, target: Path) -> bool:
    try:
        return target.samefile(batch)
    except (OSError, ValueError):
        return False  # There is no such file yet, or there can be none: that is told where it is written.


def _no_results(target: Path, why: str) -> UsageError:
    return UsageError(
        NOT_WRITTEN, why=f"{target}: {why}", fix="Name another file with --out; this one was left as it is."
    )


def _append(target: Path, text: str) -> None:
    try:
        with target.open("a", encoding="utf-8", newline="") as sink:
            sink.write(text)
    except OSError as exc:
        raise unwritable(NOT_WRITTEN, target, exc) from exc


def _one(row: Row, answer: Callable[[Row], Row]) -> tuple[Row, int]:
    """Return the result of a line, and the exit code of what failed beside it; 0 where only the line itself is wrong."""
    try:
        if "unreadable" in row:
            raise UsageError("line not read", why=row["unreadable"], fix="Mend the line.")
        return {"id": row["id"], **answer(row)}, 0
    except DatelineError as error:
        beside = isinstance(error, ProviderError | PrerequisiteError)
        return {"id": row["id"], "error": error_out(error.what, error.why, error.fix)}, error.exit_code * beside
    except Exception as exc:  # noqa: BLE001
        # Whatever is wrong with one line, of hundreds that run for hours, must not end the others.
        why = f"{type(exc).__name__}: {exc}".rstrip(": ")
        fix = "Check the line; if it is right, tell us."
        return {"id": row["id"], "error": error_out("line not answered", why, fix)}, 0


def _lines(text: str) -> list[str]:
    # Only the new line ends a line of JSON Lines: U+2028 and its like may stand in a text as they are.
    return text.split("\n")


def _rows(path: Path) -> Iterator[Row]:
    try:
        lines = _lines(path.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError) as exc:
        raise UsageError("batch not read", why=str(exc), fix="Give a JSON Lines file in UTF-8.") from exc
    for number, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        try:
            row = json.loads(text)
        except (ValueError, RecursionError) as exc:
            yield {"id": f"line {number}", "unreadable": f"{path.name}:{number}: {exc}"}
            continue
        if isinstance(row, dict):
            yield row if row.get("id") is not None else {**row, "id": number}
        else:
            yield {"id": f"line {number}", "unreadable": f"{path.name}:{number}: not a JSON object"}


def _finished(target: Path, asked: Sequence[tuple[Row, str]], beside: Row) -> tuple[set[tuple[str, str]], int, int]:
    """Return the id and hash of each line with a result, how many results are of lines that were changed since, and
    how many of the others were made with something else.

    Those of changed lines are dropped, as are a half-written last line and failed lines: they are done again.

    Raises:
        UsageError: a whole line is no result: this is another file, and rewriting it would lose what it holds.
    """
    try:
        *lines, half = _lines(target.read_bytes().decode("utf-8", errors="replace"))
    except FileNotFoundError:
        lines, half = [], ""
    except (OSError, ValueError) as exc:
        raise unwritable(NOT_WRITTEN, target, exc) from exc
    now: dict[str, list[tuple[Row, str]]] = {}
    for row, mark in asked:
        now.setdefault(str(row["id"]), []).append((row, mark))
    kept, done, stale, others = [], set(), 0, 0
    for number, text in enumerate(lines, start=1):
        result = _result(text)
        if result is None and text.strip(" \r\0"):
            raise _no_results(target, f"line {number} is no result of a batch")
        if result is None or "error" in result:
            continue
        same_id = now.get(str(result["id"]), [])
        fitting = {mark for row, mark in same_id if _is_of(result, row, mark)}
        if fitting or not same_id:
            kept.append(text)
            others += bool(fitting) and any(name in result and result[name] != beside[name] for name in beside)
        else:
            stale += 1
        done |= {(str(result["id"]), mark) for mark in fitting}
    if half.strip(" \r\0") and not half.startswith("{"):
        raise _no_results(target, "its last line is no result of a batch")
    with replaced(target, NOT_WRITTEN) as sink:
        sink.writelines(text + "\n" for text in kept)
    return done, stale, others


def _is_of(result: Row, row: Row, mark: str) -> bool:
    """Return whether a result is of a line as it reads now.

    Results from before the hash was kept are told apart by the question that they repeat.
    """
    if "line" in result:
        return bool(result["line"] == mark)
    said = result.get("question", result.get("query"))
    asked = row.get("query", row.get("question"))
    return not (isinstance(said, str) and isinstance(asked, str)) or said == text_only(asked.strip())


def _result(text: str) -> Row | None:
    """Return the result that a line holds, None where it is none: each is an object with the ``id`` of its line."""
    try:
        row = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) and "id" in row else None
