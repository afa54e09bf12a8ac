"""One page, fetched: each hop vetted and dialled at a vetted address, everything bounded."""

from __future__ import annotations

from contextlib import suppress

import httpcore
import httpx

from rag.errors import FetchError
from rag.types import Fetched
from rag.web.body import ENCODINGS, unpacked
from rag.web.policy import check_address
from rag.web.refresh import onward
from rag.web.wire import Deadline, GuardedBackend, GuardedTransport

AGENT = "Dateline/0.1 (news reader; one page at its user's request)"
HOPS = 5
TYPES = (
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "text/markdown",
    "application/xml",
    "text/xml",
    "application/rss+xml",
    "application/atom+xml",
    "application/json",
    "application/feed+json",
)


def fetch(
    url: str,
    *,
    offline: bool = False,
    allow_private: bool = False,
    timeout_s: float = 20.0,
    max_bytes: int = 5_000_000,
) -> Fetched:
    """Return the page at an address, after at most five redirects, within ``timeout_s`` seconds in all.

    A page that only leads to another one is a redirect too.

    ``offline`` allows loopback only, without asking a name server. ``allow_private`` lifts the rules
    on addresses and ports; it is for tests and for private networks that a user names.

    Raises:
        FetchError: the address is not allowed, does not answer, or answers with what is no page.
    """
    backend = GuardedBackend(Deadline.after(timeout_s), allow_private=allow_private, offline=offline)
    here = _parsed(url)
    with httpx.Client(transport=GuardedTransport(backend), trust_env=False, follow_redirects=False) as client:
        for _ in range(HOPS + 1):
            check_address(here, any_port=allow_private or offline)
            found = _get(client, here, max_bytes)
            if isinstance(found, Fetched):
                return found
            here = found
    raise FetchError("page not fetched", why=f"more than {HOPS} redirects", fix="Open the final address instead.")


def _parsed(url: str, base: httpx.URL | None = None) -> httpx.URL:
    try:
        parsed = httpx.URL(url) if base is None else base.join(url)
        # The host is decoded when it is asked for: one that pretends to be international fails only then.
        _ = parsed.host
        return parsed
    except (httpx.InvalidURL, ValueError) as exc:
        raise FetchError("page not fetched", why=f"the address is malformed ({exc})", fix="Check it.") from exc


def _get(client: httpx.Client, url: httpx.URL, max_bytes: int) -> Fetched | httpx.URL:
    """Return the page, or the address that it says to go to."""
    headers = {
        "User-Agent": AGENT, "Accept": "text/html, text/plain;q=0.9, */*;q=0.1", "Accept-Encoding": ENCODINGS,
        "Connection": "close",
    }  # fmt: skip
    try:
        with client.stream("GET", url, headers=headers, timeout=None) as answer:
            if answer.has_redirect_location:
                return _parsed(answer.headers["location"], url)
            kind = _kind(url, answer, max_bytes)
            body = unpacked(answer.iter_raw(), answer.headers.get("content-encoding", ""), max_bytes)
    except (httpx.HTTPError, httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as exc:
        raise _failed(url, exc) from exc
    except (httpx.InvalidURL, UnicodeError) as exc:
        # httpx looks at where a redirect leads although it does not follow it.
        raise FetchError(
            "page not fetched", why=f"{url.host} leads to what is no address of the web ({exc})",
            fix="Open it in a browser and give the address of the article.",
        ) from exc  # fmt: skip
    here, target = url.copy_with(fragment=None), _onward(url, onward(kind, body, answer.charset_encoding))
    return target if target and target != here else Fetched(str(here), kind, body, answer.charset_encoding)


def _onward(url: httpx.URL, further: str | None) -> httpx.URL | None:
    """Return where a page leads, or None where that is no address of a page, as browsers then stay on it."""
    if further is None:
        return None
    with suppress(FetchError):
        target = _parsed(further, url).copy_with(fragment=None)
        is_page = target.scheme in ("http", "https") and target.host and "%" not in target.host
        return target if is_page else None
    return None


def _failed(url: httpx.URL, exc: Exception) -> FetchError:
    slow = isinstance(exc, (httpx.TimeoutException, httpcore.TimeoutException))
    why = "it took too long" if slow else f"{type(exc).__name__}: {exc}".rstrip(": ")
    return FetchError("page not fetched", why=f"{url.host}: {why}", fix="Try again later.")


def _kind(url: httpx.URL, answer: httpx.Response, max_bytes: int) -> str:
    """Return the content type of an answer that is a page.

    Raises:
        FetchError: it is not.
    """
    if answer.status_code != 200:
        raise FetchError(
            "page not fetched", why=f"{url.host} answered {answer.status_code} {answer.reason_phrase}".rstrip(),
            fix="Open it in a browser; if it is behind a login, save the text.",
        )  # fmt: skip
    # Of several types the last counts, as in browsers.
    said = answer.headers.get_list("content-type") or ["text/html"]
    kind = said[-1].rpartition(",")[2].partition(";")[0].strip().lower()
    if kind not in TYPES:
        raise FetchError("page not fetched", why=f"{kind!r} is no page of text", fix="Give the address of an article.")
    announced = str(answer.headers.get("content-length", ""))
    if announced.isdecimal() and int(announced) > max_bytes:
        raise FetchError(
            "page not fetched", why=f"it has {int(announced):,} bytes, more than {max_bytes:,}",
            fix="Save the article's text and ingest that.",
        )  # fmt: skip
    return kind
