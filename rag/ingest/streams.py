"""Bytes as they come: bounded lines of any size of file, without ever holding more than one line."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from io import BufferedReader, TextIOWrapper
from typing import BinaryIO, cast

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
SNIFF = 4096


def peekable(stream: BinaryIO) -> BufferedReader:
    """Return a stream whose next bytes can be looked at."""
    return cast(BufferedReader, stream) if hasattr(stream, "peek") else BufferedReader(cast("BufferedReader", stream))


def start_of(stream: BufferedReader) -> bytes:
    """Return the next bytes without taking them; empty only at the end."""
    return stream.peek(SNIFF)[:SNIFF]


def is_wide(start: bytes) -> bool:
    """Return whether bytes begin with the mark of UTF-16."""
    return start.startswith(_WIDE)


def bounded_lines(stream: BufferedReader, most: int) -> Iterator[bytes | None]:
    """Yield each line, or None for one of more than ``most`` bytes, which is skipped in pieces."""
    if not is_wide(start_of(stream)):
        yield from _bounded(stream.readline, most)
        return
    text = TextIOWrapper(stream, "utf-16", errors="replace", newline="\n")
    try:
        yield from _bounded(lambda size: text.readline(size).encode("utf-8", "replace"), most)
    finally:
        text.detach()


def _bounded(read: Callable[[int], bytes], most: int) -> Iterator[bytes | None]:
    while line := read(most + 1):
        if len(line) <= most:
            yield line
            continue
        yield None
        while line and not line.endswith(b"\n"):
            line = read(1 << 16)
