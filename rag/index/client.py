"""Chroma clients: embedded in a folder, or of a server. Errors in our own words."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rag.errors import DatelineError, IndexFault, ProviderError

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

FOLDER = "chroma"
ANSWER_S = 10.0
"""A server that says nothing for so long is not there."""
REQUEST_S = 120.0
"""No request of ours takes a server so long."""
_OPENING = threading.Lock()


def make_client(home: Path, where: str) -> ClientAPI:
    """Return a client of the embedded index in ``home``, or of the server at ``where``.

    Raises:
        IndexFault: the embedded index cannot be opened.
        ProviderError: the server does not answer.
    """
    import chromadb
    import httpx
    from chromadb.config import Settings

    quiet = Settings(anonymized_telemetry=False, allow_reset=False)
    with in_our_words(where), _OPENING:
        if where == "embedded":
            _refuse_file(home / FOLDER)
            return chromadb.PersistentClient(path=str(home / FOLDER), settings=quiet)
        address = urlsplit(where)
        secure = address.scheme == "https"
        port = address.port or (443 if secure else 8000)
        # Its own client would wait for an answer without end.
        heartbeat = httpx.URL(scheme=address.scheme, host=address.hostname or "", port=port, path="/api/v2/heartbeat")
        httpx.get(heartbeat, timeout=ANSWER_S).raise_for_status()
        client = chromadb.HttpClient(host=address.hostname or "", port=port, ssl=secure, settings=quiet)
        return _bounded(client)


def _refuse_file(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise IndexFault(
            "index not used", why=f"{folder} is a file and no folder", fix="Move it away; then run `dateline reindex`."
        )


def _bounded(client: ClientAPI) -> ClientAPI:
    """Return a client of a server whose requests end after a while; the library has no setting for it."""
    session = getattr(getattr(client, "_server", None), "_session", None)
    if session is not None:
        session.timeout = REQUEST_S
    return client


def forget_clients() -> None:
    """Drop Chroma's per-process cache of clients: the only way to see what another process wrote."""
    from chromadb.api.shared_system_client import SharedSystemClient

    with _OPENING:
        SharedSystemClient.clear_system_cache()


@contextmanager
def in_our_words(where: str) -> Iterator[None]:
    """Turn Chroma's errors into ours.

    Raises:
        ProviderError: a server does not answer.
        IndexFault: anything else that Chroma cannot do.
    """
    import httpx
    from chromadb.errors import ChromaError

    try:
        yield
    except DatelineError:
        raise
    except httpx.HTTPError as exc:
        raise _unreachable(where, exc) from exc
    except ValueError as exc:
        if "Could not connect" in str(exc):
            raise _unreachable(where, exc) from exc
        raise IndexFault("index not used", why=str(exc), fix="Run `dateline reindex`.") from exc
    except (ChromaError, RuntimeError, OSError, KeyError, TypeError, AttributeError) as exc:
        raise IndexFault("index failed", why=f"{type(exc).__name__}: {exc}", fix=_remedy(str(exc))) from exc


def _remedy(message: str) -> str:
    """Return what to do. A rebuild needs more space than there is on a disk that is full."""
    if re.search(r"disk is full|no space|disk quota|file too large|I/O error", message, re.IGNORECASE):
        return "Free some space and repeat."
    if re.search(r"read-?only|permission denied", message, re.IGNORECASE):
        return "Make the folder writable, or set DATELINE_HOME to one that is."
    return "Run `dateline reindex`: it is made anew."


def _unreachable(where: str, exc: Exception) -> ProviderError:
    scheme, mark, rest = where.partition("://")
    named = f"{scheme}{mark}{rest.rpartition('@')[2]}"
    return ProviderError(
        "Chroma server not reached", why=f"{named}: {exc}", fix="Start it, or set DATELINE_CHROMA=embedded."
    )
