"""CSV files to raw articles, row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path

from rag.ingest.chars import decode
from rag.ingest.lines import Item, from_record, refused

_SAMPLE = 200_000
_DELIMITERS = ",;\t|"


def csv_records(path: Path, most_bytes: int) -> Iterator[Item]:
    """Yield the articles of a CSV file with a header row; commas, semicolons, tabs or bars part its columns."""
    with path.open("rb") as raw:
        sample = raw.read(_SAMPLE)
        whole = len(sample) < _SAMPLE
        decoded = decode(sample if whole else sample[: sample.rfind(b"\n") + 1] or sample)
        if decoded is None:
            yield refused(path.name, "it is no text (binary, or of an unknown encoding)", "Save it as CSV in UTF-8.")
            return
        raw.seek(0)
        start, encoding = decoded
        codec = "utf-8-sig" if encoding == "utf-8" else encoding
        with TextIOWrapper(raw, codec, errors="replace", newline="") as text:
            yield from _rows(text, path.name, max(_DELIMITERS, key=start.split("\n", 1)[0].count), encoding, most_bytes)


def _rows(text: TextIOWrapper, name: str, delimiter: str, encoding: str, most: int) -> Iterator[Item]:
    # The library's own limit is for the whole process; half a page of news is over its default.
    csv.field_size_limit(most)
    rows = csv.DictReader(_bounded(text, most), delimiter=delimiter)
    try:
        known = {(field or "").strip().lower() for field in rows.fieldnames or ()}
        if not known & {"text", "body", "content", "content_text"}:
            yield refused(
                name, "its first row names no column text", "Name the columns in the first row: title,text,url."
            )
            return
        for row in rows:
            ref = f"{name}:{rows.line_num}"
            yield from_record(_fields(row), ref, encoding)
    except csv.Error as exc:
        yield refused(f"{name}:{rows.line_num + 1}", str(exc), "Mend the line; those after it were not read.")


def _bounded(text: TextIOWrapper, most: int) -> Iterator[str]:
    while line := text.readline(most + 1):
        if len(line) > most:
            raise csv.Error(f"the line has more than {most:,} characters")
        yield line.replace("\0", "")


def _fields(row: dict[str, str]) -> dict[str, object]:
    # Cells beyond the header's last column stand under no name, missing ones are None.
    return {k.strip().lower(): v for k, v in row.items() if k and isinstance(v, str) and v.strip()}
