"""Files of JSON lines, compressed or not, with the file and the line in every error."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Hashable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from rag.errors import UsageError

T = TypeVar("T")


def text_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield (line number, text) of every line that is not blank.

    Raises:
        UsageError: the file cannot be read, or a line is not UTF-8.
    """
    if not path.is_file():
        raise UsageError("suite not read", why=f"{path} does not exist", fix="Check the path.")
    try:
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as lines:
            for number, raw in enumerate(lines, start=1):
                try:
                    line = raw.decode("utf-8-sig" if number == 1 else "utf-8").strip()
                except UnicodeDecodeError as exc:
                    raise bad(path, number, f"it is not UTF-8 ({exc.reason} at byte {exc.start})") from exc
                if line:
                    yield number, line
    except (OSError, EOFError, zlib.error) as exc:
        raise UsageError(
            "suite not read", why=f"{path}: {exc}", fix="Give a whole file, gzipped if it ends in .gz."
        ) from exc


def lines_of(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (line number, object) of a JSON Lines file, compressed or not.

    Raises:
        UsageError: the file is not there, or a line is no JSON object; it names the line.
    """
    for number, line in text_lines(path):
        try:
            row = json.loads(line)
            json.dumps(row, ensure_ascii=False).encode()
        except UnicodeEncodeError as exc:
            raise bad(path, number, "it holds half a character (a lone surrogate)") from exc
        except (ValueError, RecursionError) as exc:
            raise bad(path, number, str(exc)) from exc
        if not isinstance(row, dict):
            raise bad(path, number, "a line must be one JSON object")
        yield number, row


def bad(path: Path, number: int, why: str, fix: str = "Mend the line.") -> UsageError:
    """Return the error of a line that cannot be used."""
    return UsageError("suite not read", why=f"{path.name}, line {number}: {why}", fix=fix)


def fields_of(path: Path, made: Callable[[dict[str, Any]], T]) -> Iterator[tuple[int, T]]:
    """Yield (line number, what ``made`` makes of the object) for every line.

    Raises:
        UsageError: a line lacks a field or holds what is not understood; it names the line.
    """
    for number, row in lines_of(path):
        try:
            yield number, made(row)
        except KeyError as exc:
            raise bad(path, number, f"{exc} is missing") from exc
        except (TypeError, ValueError, AttributeError) as exc:
            raise bad(path, number, str(exc)) from exc


def all_different(path: Path, found: Iterable[tuple[int, T]], name: Callable[[T], Hashable]) -> list[T]:
    """Return what the lines hold, in order.

    Raises:
        UsageError: two lines have the same id; it names both.
    """
    seen: dict[Hashable, int] = {}
    out = []
    for number, item in found:
        first = seen.setdefault(name(item), number)
        if first != number:
            why = f"it has the same id as line {first}, {name(item)!r}"
            raise bad(path, number, why, "Give one of the two another `id`, or take it out.")
        out.append(item)
    return out
