"""CSV files to raw articles, row by row. A row that cannot be read as it was meant is refused by its line."""

from __future__ import annotations

import codecs
import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from rag.ingest.chars import decode
from rag.ingest.lines import Item, from_record, refused
from rag.ingest.streams import is_wide

_SAMPLE = 200_000
_DELIMITERS = ",;\t|"
_TEXT_COLUMNS = {"text", "body", "content", "content_text"}
_KEY_COLUMNS = {"title", "headline", "url", "link"}
_LEAST_LINES = 2
_MOST_HEADER = 2_000
# Excel writes the delimiter on a line of its own above the header.
_SEPARATOR_LINE = re.compile(r"\"?sep=(?P<mark>.)\"?\s*", re.IGNORECASE)
_MEND = 'Close every quotation mark, and write one inside a text as "".'


def csv_records(path: Path, most_bytes: int) -> Iterator[Item]:
    """Yield the articles of a CSV file with a header row; commas, semicolons, tabs or bars part its columns."""
    with path.open("rb") as raw:
        yield from csv_stream(raw, path.name, most_bytes)


def csv_stream(raw: BinaryIO, name: str, most_bytes: int) -> Iterator[Item]:
    """Yield the articles of CSV that can be read twice, as ``csv_records`` does of a file; it is closed then."""
    encoding = _encoding(raw)
    if encoding is None:
        yield refused(name, "it is no text (binary, or of an unknown encoding)", "Save it as CSV in UTF-8.")
        return
    raw.seek(0)
    codec = "utf-8-sig" if encoding == "utf-8" else encoding
    with TextIOWrapper(raw, codec, errors="replace", newline="") as text:
        yield from _rows(_Lines(text, most_bytes), name, encoding, most_bytes)


def opens_table(start: bytes) -> bool:
    """Return whether bytes begin with a row that names a column of texts, and one of titles or addresses."""
    text = start.decode("utf-16" if is_wide(start) else "utf-8-sig", "ignore")
    lines = [line for line in text.splitlines() if line.strip() and not _SEPARATOR_LINE.fullmatch(line)]
    if len(lines) < _LEAST_LINES or len(lines[0]) > _MOST_HEADER:
        return False
    named = {cell.strip().strip('"').strip().lower() for cell in re.split(f"[{re.escape(_DELIMITERS)}]", lines[0])}
    return bool(named & _TEXT_COLUMNS and named & _KEY_COLUMNS)


def _encoding(raw: BinaryIO) -> str | None:
    """Return the encoding of a whole file: its first accented letter may stand far below any sample."""
    sample = raw.read(_SAMPLE)
    decoded = decode(sample if len(sample) < _SAMPLE else sample[: sample.rfind(b"\n") + 1] or sample)
    if decoded is None or decoded[1] != "utf-8":
        return decoded and decoded[1]
    raw.seek(0)
    strict = codecs.getincrementaldecoder("utf-8")()
    ascii_so_far = True
    piece = b"-"
    while piece:
        piece = raw.read(_SAMPLE)
        try:
            strict.decode(piece, final=not piece)
        except UnicodeDecodeError as exc:
            # Behind letters that are good UTF-8 a bad byte is damage; behind none it is another encoding.
            if not (ascii_so_far and exc.object[: exc.start].isascii()):
                return "utf-8"
            found = decode(exc.object[exc.object.rfind(b"\n", 0, exc.start) + 1 :])
            return found[1] if found else "utf-8"
        ascii_so_far = ascii_so_far and piece.isascii()
    return "utf-8"


class _Lines:
    """The lines of a file, counted. Those of a row that failed can be given back, to be read as rows of their own."""

    def __init__(self, text: TextIOWrapper, most: int) -> None:
        self._text, self._most = text, most
        self._again: deque[str] = deque()
        self.number = 0
        self.row: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._text.readline(self._most + 1)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) > self._most:
            while line and not line.endswith(("\n", "\r")):
                line = self._text.readline(1 << 16)
            # In its place a blank line is given back, so that the count stays right.
            self.row.append("\n")
            raise csv.Error(f"the line has more than {self._most:,} characters")
        self.row.append(line)
        return line.replace("\0", "")

    def ahead(self, size: int) -> str:
        """Return the next lines of together at least ``size`` characters, without taking them."""
        while sum(map(len, self._again)) < size and (line := self._text.readline(self._most + 1)):
            self._again.append(line)
        return "".join(self._again)

    def give_back(self) -> None:
        """Put back the lines of the row that was begun, but for its first."""
        back = self.row[1:]
        self._again.extendleft(reversed(back))
        self.number -= len(back)


@dataclass(frozen=True, slots=True)
class _Form:
    """How the rows of a file are written."""

    mark: str
    escape: str | None


def _rows(lines: _Lines, name: str, encoding: str, most: int) -> Iterator[Item]:
    # The library's own limit is for the whole process; half a page of news is over its default.
    csv.field_size_limit(most)
    columns, form = _header(lines)
    if not set(columns) & _TEXT_COLUMNS:
        yield refused(name, "its first row names no column text", "Name the columns in the first row: title,text,url.")
        return
    while lines.ahead(1):
        ref = f"{name}:{lines.number + 1}"
        try:
            cells = _row(lines, form)
        except csv.Error as exc:
            # What stands behind an unclosed quotation mark may be good rows.
            lines.give_back()
            yield refused(ref, f"the row cannot be read ({exc})", _MEND)
            continue
        if any(cell.strip() for cell in cells[len(columns) :]):
            yield refused(
                ref, f"it has {len(cells)} cells, and the first row names {len(columns)} columns",
                f'Put a text that holds "{form.mark}" in quotation marks.',
            )  # fmt: skip
        elif cells:
            named = {c: cell for c, cell in zip(columns, cells, strict=False) if c and cell.strip()}
            yield from_record(named, f"{name}:{lines.number}", encoding)


def _header(lines: _Lines) -> tuple[list[str], _Form]:
    """Return the names of the columns, lower-cased, and how the rows are written; no names for a file without."""
    mark, line = None, ""
    while ahead := lines.ahead(1):
        line = ahead.splitlines()[0]
        said = _SEPARATOR_LINE.fullmatch(line)
        if line.strip() and not said:
            break
        mark = said["mark"] if said else mark
        next(lines)
    mark = mark or max(_DELIMITERS, key=line.count)
    slashed = re.search(rf"\\\"(?!\s*(?:{re.escape(mark)}|$))", lines.ahead(_SAMPLE), re.MULTILINE)
    form = _Form(mark, "\\" if slashed else None)
    try:
        return [cell.strip().lower() for cell in _row(lines, form)], form
    except csv.Error:
        return [], form


def _row(lines: _Lines, form: _Form) -> list[str]:
    """Return the cells of the next row; none at the end."""
    lines.row = []
    return next(csv.reader(lines, delimiter=form.mark, escapechar=form.escape, strict=True), [])
