"""The official file over HTTPS, resumed where an earlier attempt stopped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from rag.models.wheels import SourceFailed

if TYPE_CHECKING:
    import httpx

CONNECT_S = 5.0
READ_S = 20.0
_BLOCK = 1 << 20


def answers(url: str, transport: httpx.BaseTransport | None = None) -> bool:
    """Return whether the hub answers a quick question about the file."""
    import httpx

    try:
        with _client(CONNECT_S, transport) as client:
            return client.head(url).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def download(
    url: str,
    partial: Path,
    size_bytes: int,
    seen: Callable[[int], None],
    transport: httpx.BaseTransport | None = None,
) -> None:
    """Bring ``partial`` to its full size, going on after the bytes it has.

    Raises:
        SourceFailed: no connection, another status than success, or another size.
        OSError: the disk is full, or the file cannot be written.
    """
    import httpx

    have = partial.stat().st_size if partial.exists() else 0
    headers = {"Range": f"bytes={have}-"} if have else {}
    try:
        with _client(READ_S, transport) as client, client.stream("GET", url, headers=headers) as reply:
            if reply.status_code not in (httpx.codes.OK, httpx.codes.PARTIAL_CONTENT):
                raise SourceFailed(f"the hub answered {reply.status_code}")
            resumed = reply.status_code == httpx.codes.PARTIAL_CONTENT
            have = have if resumed else 0
            with partial.open("ab" if resumed else "wb") as out:
                for block in reply.iter_bytes(_BLOCK):
                    have += len(block)
                    if have > size_bytes:
                        raise SourceFailed("the hub sent more bytes than the file has")
                    out.write(block)
                    seen(have)
    except httpx.HTTPError as exc:
        raise SourceFailed(f"the hub did not deliver ({type(exc).__name__})") from exc
    if have != size_bytes:
        raise SourceFailed(f"the hub sent {have} of {size_bytes} bytes")


def _client(read_s: float, transport: httpx.BaseTransport | None) -> httpx.Client:
    import httpx

    timeout = httpx.Timeout(connect=CONNECT_S, read=read_s, write=CONNECT_S, pool=CONNECT_S)
    return httpx.Client(timeout=timeout, follow_redirects=True, max_redirects=5, transport=transport)
