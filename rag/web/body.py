"""The body of an answer, unpacked while it arrives and never larger than agreed. Pure.

The unpacker is told how much it may give at once: a bomb costs no more memory than a page.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from rag.errors import FetchError

ENCODINGS = "gzip, deflate"
"""What ``Accept-Encoding`` asks for: what ``unpacked`` can unpack in bounded steps."""
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32


def unpacked(parts: Iterable[bytes], encoding: str, max_bytes: int) -> bytes:
    """Return the whole body, decompressed.

    Raises:
        FetchError: it is larger than ``max_bytes``, damaged, or packed in an unknown way.
    """
    kind = encoding.strip().lower()
    if kind in ("", "identity"):
        return _joined(parts, max_bytes)
    if kind not in ("gzip", "x-gzip", "deflate"):
        raise FetchError("page not fetched", why=f"it is packed as {kind!r}", fix="Save the page and ingest the file.")
    try:
        return _inflated(parts, max_bytes)
    except zlib.error as exc:
        raise FetchError("page not fetched", why=f"its {kind} data is damaged ({exc})", fix="Try again later.") from exc


def _joined(parts: Iterable[bytes], max_bytes: int) -> bytes:
    body = bytearray()
    for part in parts:
        body += part
        if len(body) > max_bytes:
            raise _too_large(max_bytes)
    return bytes(body)


def _inflated(parts: Iterable[bytes], max_bytes: int) -> bytes:
    body = bytearray()
    inflate = zlib.decompressobj(_GZIP_OR_ZLIB)
    for part in parts:
        while part:
            body += inflate.decompress(part, max_bytes + 1 - len(body))
            if len(body) > max_bytes:
                raise _too_large(max_bytes)
            part = inflate.unconsumed_tail
            if inflate.eof:
                # Several gzip members in a row are one body.
                part, inflate = inflate.unused_data, zlib.decompressobj(_GZIP_OR_ZLIB)
                if not part.startswith(b"\x1f\x8b"):
                    part = b""
    return bytes(body)


def _too_large(max_bytes: int) -> FetchError:
    return FetchError(
        "page not fetched", why=f"it has more than {max_bytes:,} bytes", fix="Save the article's text and ingest that."
    )
