"""Files, folders, standard input and addresses to raw articles, one at a time, nothing held twice."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from rag.errors import FetchError, UsageError
from rag.ingest.chars import decode
from rag.ingest.lines import from_record, json_records
from rag.types import Fetched, Ingested, Markup, RawArticle

MOST_BYTES = 20_000_000
"""A file of one article, or a line, that is larger is refused."""
_MARKUP: dict[str, Markup] = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
}
READABLE = (".jsonl", ".jsonl.gz", ".csv", *_MARKUP)

Fetch = Callable[[str], Fetched]
Item = RawArticle | Ingested


def read(target: str, *, stdin: BinaryIO | None = None, fetch: Fetch | None = None) -> Iterator[Item]:
    """Yield what a target holds: raw articles, and refusals with their reason; one bad item ends nothing.

    Raises:
        UsageError: there is no such file, or it is of a kind that is not read.
    """
    if target == "-":
        yield from _standard_input(stdin or sys.stdin.buffer)
    elif target.startswith(("http://", "https://")):
        yield from _address(target, fetch)
    else:
        path = Path(target).expanduser()
        if not path.exists():
            raise UsageError("nothing to ingest", why=f"{target!r} does not exist", fix="Check the path.")
        yield from _folder(path) if path.is_dir() else _file(path, named=True)


def refused(ref: str, reason: str, fix: str) -> Ingested:
    """Return the refusal of one item."""
    return Ingested(ref, "rejected", reason=reason, fix=fix)


def _folder(folder: Path) -> Iterator[Item]:
    root = folder.resolve()
    for path in sorted(folder.rglob("*")):
        if any(part.startswith(".") for part in path.relative_to(folder).parts) or path.is_dir():
            continue
        if not path.resolve().is_relative_to(root):
            yield refused(str(path), "a link that leads out of the folder", "Ingest its target by name.")
        elif path.name.endswith(READABLE):
            yield from _file(path, named=False)


def _file(path: Path, *, named: bool) -> Iterator[Item]:
    if not path.name.lower().endswith(READABLE):
        if named:
            raise UsageError(
                "not ingested", why=f"{path.name!r} is of a kind that is not read",
                fix=f"Kinds that are: {', '.join(READABLE)}.",
            )  # fmt: skip
        return
    try:
        if path.name.lower().endswith((".jsonl", ".jsonl.gz", ".csv")):
            yield from _many(path)
        else:
            yield _single(path)
    except (OSError, EOFError, zlib.error) as exc:
        yield refused(str(path), f"it cannot be read ({exc})", "Check the file.")


def _many(path: Path) -> Iterator[Item]:
    if path.name.lower().endswith(".csv"):
        yield from _csv(path)
        return
    with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as stream:
        yield from json_records(stream, path.name, MOST_BYTES)


def _csv(path: Path) -> Iterator[Item]:
    import csv

    csv.field_size_limit(MOST_BYTES)
    raw = path.read_bytes()
    decoded = decode(raw) if len(raw) <= 50 * MOST_BYTES else None
    if decoded is None:
        yield refused(path.name, "it is no text", "Save it as CSV in UTF-8.")
        return
    rows = csv.DictReader(decoded[0].replace("\0", "").splitlines(keepends=True))
    try:
        for row in rows:
            fields = {(k or "").strip().lower(): v for k, v in row.items() if k and isinstance(v, str) and v.strip()}
            yield from_record(fields, f"{path.name}:{rows.line_num}")
    except csv.Error as exc:
        yield refused(f"{path.name}:{rows.line_num}", str(exc), "Mend the line; those after it were not read.")


def _single(path: Path) -> Item:
    if path.stat().st_size > MOST_BYTES:
        return refused(str(path), f"{path.stat().st_size:,} bytes are no article", "Split it into articles.")
    return _whole(path.read_bytes(), str(path), _MARKUP[path.suffix.lower()])


def _whole(raw: bytes, ref: str, markup: Markup, url: str | None = None) -> Item:
    decoded = decode(raw)
    if decoded is None:
        return refused(ref, "it is no text (binary, or of an unknown encoding)", "Save it as text in UTF-8.")
    text, encoding = decoded
    if not text.strip():
        return refused(ref, "it is empty", "Check the file.")
    metadata = {} if encoding == "utf-8" else {"encoding": encoding}
    return RawArticle(ref, text, markup, url=url, metadata=metadata)


def _standard_input(stream: BinaryIO) -> Iterator[Item]:
    raw = stream.read(MOST_BYTES + 1)
    start = raw.lstrip()[:200]
    if start.startswith(b"{"):
        from io import BytesIO
        from itertools import chain

        lines = chain(BytesIO(raw), stream) if len(raw) <= MOST_BYTES else None
        if lines is not None:
            yield from json_records(lines, "standard input", MOST_BYTES)
            return
    if len(raw) > MOST_BYTES:
        yield refused("standard input", f"more than {MOST_BYTES:,} bytes are no article", "Save it to a .jsonl file.")
        return
    looks_like_page = start[:100].lower().startswith((b"<!doctype html", b"<html", b"<head", b"<?xml"))
    yield _whole(raw, "standard input", "html" if looks_like_page else "text")


def _address(url: str, fetch: Fetch | None) -> Iterator[Item]:
    if fetch is None:
        raise UsageError("page not fetched", why="no fetcher is at hand", fix="Save the page and ingest the file.")
    try:
        page = fetch(url)
    except FetchError as error:
        yield refused(url, f"{error.what}: {error.why}", error.fix)
        return
    markup: Markup = "text" if page.content_type.startswith("text/plain") else "html"
    yield _whole(page.body, url, markup, url=page.url)
