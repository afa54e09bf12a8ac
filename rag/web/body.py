"""The body of an answer, unpacked while it arrives and never larger than agreed. Pure.

The unpacker is told how much it may give at once: a bomb costs no more memory than a page.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from rag.errors import FetchError

ENCODINGS = "gzip, deflate"
"""What ``Accept-Encoding`` asks for: what ``unpacked`` can unpack in bounded steps."""
_PACKINGS = ("gzip", "x-gzip", "deflate", "br", "zstd", "compress", "x-compress", "dcb", "dcz", "bzip2", "xz", "lzma")
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
_GZIP = b"\x1f\x8b"
_HEAD = 2
"""How many bytes tell how a body is packed."""


def unpacked(parts: Iterable[bytes], encoding: str, max_bytes: int) -> bytes:
    """Return the whole body, decompressed.

    Raises:
        FetchError: it is larger than ``max_bytes``, cut off, damaged, or packed in an unknown way.
    """
    # Servers write "none" or the charset here too, as if it were a packing; browsers pass over it.
    kind = ", ".join(known for word in encoding.split(",") if (known := word.strip().lower()) in _PACKINGS)
    if not kind:
        return _joined(parts, max_bytes)
    if kind not in ("gzip", "x-gzip", "deflate"):
        raise FetchError("page not fetched", why=f"it is packed as {kind!r}", fix="Save the page and ingest the file.")
    try:
        return _inflated(parts, kind, max_bytes)
    except zlib.error as exc:
        raise FetchError("page not fetched", why=f"its {kind} data is damaged ({exc})", fix="Try again later.") from exc


def _joined(parts: Iterable[bytes], max_bytes: int) -> bytes:
    body = bytearray()
    for part in parts:
        body += part
        if len(body) > max_bytes:
            raise _too_large(max_bytes)
    return bytes(body)


def _inflated(parts: Iterable[bytes], kind: str, max_bytes: int) -> bytes:
    body, rest, ended = bytearray(), b"", False
    inflate = None
    for part in parts:
        rest += part
        while rest:
            if inflate is None:
                if len(rest) < _HEAD:
                    break
                if ended and not rest.startswith(_GZIP):
                    return bytes(body)
                inflate = zlib.decompressobj(_window(rest, kind))
            body += inflate.decompress(rest, max_bytes + 1 - len(body))
            if len(body) > max_bytes:
                raise _too_large(max_bytes)
            rest = inflate.unconsumed_tail
            if inflate.eof:
                # Several gzip members in a row are one body.
                rest, inflate, ended = inflate.unused_data, None, True
    if inflate is not None or (rest and not ended):
        raise FetchError("page not fetched", why="it was cut off before its end", fix="Try again later.")
    return bytes(body)


def _window(start: bytes, kind: str) -> int:
    """Return zlib's word for how a body is packed. Some servers send deflate without the header it should have."""
    zlib_header = start[0] & 15 == zlib.DEFLATED and int.from_bytes(start[:_HEAD], "big") % 31 == 0
    headed = zlib_header or start.startswith(_GZIP)
    return -zlib.MAX_WBITS if kind == "deflate" and not headed else _GZIP_OR_ZLIB


def _too_large(max_bytes: int) -> FetchError:
    return FetchError(
        "page not fetched", why=f"it has more than {max_bytes:,} bytes", fix="Save the article's text and ingest that."
    )
