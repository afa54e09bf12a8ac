"""One page, fetched: each hop vetted and pinned to the vetted address, everything bounded."""

from __future__ import annotations

import time
from collections.abc import Callable

import httpx

from rag.errors import FetchError
from rag.types import Fetched
from rag.web.policy import vet

AGENT = "Dateline/0.1 (news reader; one page at its user's request)"
HOPS = 5
TYPES = ("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml", "application/json")


def fetch(
    url: str,
    *,
    offline: bool = False,
    allow_private: bool = False,
    timeout_s: float = 20.0,
    max_bytes: int = 5_000_000,
) -> Fetched:
    """Return the page at an address, after at most five redirects.

    ``offline`` allows loopback only. ``allow_private`` lifts the rules on addresses and ports; it is
    for tests and for private networks that a user names.

    Raises:
        FetchError: the address is not allowed, does not answer, or answers with what is no page.
    """
    ends = time.monotonic() + timeout_s
    try:
        here = httpx.URL(url)
    except httpx.InvalidURL as exc:
        raise FetchError("page not fetched", why=f"the address is malformed ({exc})", fix="Check it.") from exc
    for _ in range(HOPS + 1):
        pinned = vet(here, allow_private=allow_private, only_loopback=offline)
        answer, body = _get(here, pinned, ends, max_bytes)
        if not answer.has_redirect_location:
            return _page(here, answer, body)
        here = here.join(answer.headers["location"])
    raise FetchError("page not fetched", why=f"more than {HOPS} redirects", fix="Open the final address instead.")


def _get(url: httpx.URL, address: str, ends: float, max_bytes: int) -> tuple[httpx.Response, bytes]:
    """Return the answer of one hop, connected to exactly the vetted address; Host and SNI stay the name."""
    port = f":{url.port}" if url.port else ""
    headers = {"Host": url.host + port, "User-Agent": AGENT, "Accept": "text/html, text/plain;q=0.9, */*;q=0.1"}
    pinned = url.copy_with(host=address)
    timeout = httpx.Timeout(connect=5.0, read=10.0, write=10.0, pool=5.0)
    try:
        with (
            httpx.Client(trust_env=False, follow_redirects=False, timeout=timeout) as client,
            client.stream("GET", pinned, headers=headers, extensions={"sni_hostname": url.host}) as answer,
        ):
            return answer, _body(answer, ends, max_bytes, time.monotonic)
    except httpx.HTTPError as exc:
        raise FetchError(
            "page not fetched", why=f"{url.host}: {type(exc).__name__}: {exc}", fix="Try again later."
        ) from exc


def _body(answer: httpx.Response, ends: float, max_bytes: int, now: Callable[[], float]) -> bytes:
    """Return the decompressed body; its size is counted as it grows, so a bomb is cut short."""
    parts, size = [], 0
    for part in answer.iter_bytes(65_536):
        parts.append(part)
        size += len(part)
        if size > max_bytes:
            raise FetchError("page not fetched", why=f"more than {max_bytes:,} bytes", fix="Save the text instead.")
        if now() > ends:
            raise FetchError("page not fetched", why="it took too long", fix="Try again later.")
    return b"".join(parts)


def _page(url: httpx.URL, answer: httpx.Response, body: bytes) -> Fetched:
    if answer.status_code != 200:
        raise FetchError(
            "page not fetched", why=f"{url.host} answered {answer.status_code} {answer.reason_phrase}",
            fix="Open it in a browser; if it is behind a login, save the text.",
        )  # fmt: skip
    kind = answer.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    if kind not in TYPES:
        raise FetchError("page not fetched", why=f"{kind!r} is no page", fix="Ingest the file itself.")
    return Fetched(str(url), kind, body, answer.charset_encoding)
