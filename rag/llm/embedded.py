"""The embedded model: llama.cpp's server in this process, shared with the other processes of the store.

One process starts it and writes its address, key and name into a file that only its user can read;
the others use it while it answers to that name. A model is 1.3 GB of memory: twice is once too often.
"""

from __future__ import annotations

import atexit
import http.client
import json
import os
import secrets
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rag.errors import ProviderError

SHARED = "llm-server.json"
CONTEXT_TOKENS = 4096
PROMPT_CACHE_MIB = 256
"""Room for prompts seen before; llama.cpp's own default lets it grow to 8 GB."""
TRIES = 3
LOCK_S = 180.0
"""How long to wait for another process that is loading the model."""
HEALTH_S = 5.0
_QUIET = -1
_OK = 200


@dataclass(frozen=True, slots=True)
class Shared:
    """A running server, as its file describes it. ``name`` is random: only that server answers to it."""

    address: str
    key: str
    name: str
    pid: int
    model: str


class EmbeddedServer:
    """Starts llama.cpp's server when it is first needed, or finds the one that is running.

    ``start`` makes the server (tests hand in another); it is called with model, key, name and threads.
    """

    def __init__(
        self,
        model: Path,
        home: Path,
        *,
        start: Callable[[Path, str, str, int], Any] | None = None,
    ) -> None:
        self._model = model
        self._home = home
        self._start_server = start or _start
        self._server: Any = None
        self._own: Shared | None = None
        self._guard = threading.Lock()

    def where(self) -> tuple[str, str]:
        """Return the address (ending in /v1) and the key of a server with this model.

        Raises:
            ProviderError: the model cannot be loaded.
        """
        with self._guard:
            found = self._own or self._shared_or_new()
        return f"{found.address}/v1", found.key

    def _shared_or_new(self) -> Shared:
        from filelock import FileLock, Timeout

        try:
            found = self._running()
            if found is not None:
                return found
            self._home.mkdir(parents=True, exist_ok=True)
            with FileLock(self._home / f"{SHARED}.lock", timeout=LOCK_S):
                return self._running() or self._start()
        except Timeout as exc:
            raise self._failed("another process has been loading it for minutes") from exc
        except OSError as exc:
            raise self._failed(f"{exc.strerror or exc} ({exc.filename or self._model})") from exc

    def _running(self) -> Shared | None:
        identity = self._identity()
        try:
            shared = Shared(**json.loads((self._home / SHARED).read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        return shared if shared.model == identity and answers(shared) else None

    def _identity(self) -> str:
        found = self._model.stat()
        return f"{self._model.resolve()}:{found.st_size}:{found.st_mtime_ns}:{CONTEXT_TOKENS}"

    def _start(self) -> Shared:
        key, name = secrets.token_urlsafe(24), f"dateline-{secrets.token_hex(8)}"
        for attempt in range(1, TRIES + 1):
            try:
                self._server = self._start_server(self._model, key, name, _cores())
                break
            except (RuntimeError, ValueError, ImportError) as exc:
                if attempt == TRIES or isinstance(exc, ImportError):
                    raise self._failed(str(exc)) from exc
        address = str(self._server.listening_address).rstrip("/")
        self._own = Shared(address, key, name, os.getpid(), self._identity())
        atexit.register(self.close)
        self._share(self._own)
        return self._own

    def _share(self, shared: Shared) -> None:
        file = self._home / SHARED
        beside = file.with_name(f"{SHARED}.{os.getpid()}")
        beside.unlink(missing_ok=True)
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as sink:
            json.dump(asdict(shared), sink)
        beside.replace(file)

    def _failed(self, why: str) -> ProviderError:
        return ProviderError(
            "embedded model not started",
            why=f"{self._model.name}: {why}",
            fix="Free some memory or run `dateline doctor`; `--llm none` works without a model.",
        )

    def close(self) -> None:
        """Stop the server if this process started it. Calling twice is no error."""
        with self._guard:
            own, self._own, self._server = self._own, None, None
            if own is None:
                return
            atexit.unregister(self.close)
            file = self._home / SHARED
            try:
                if json.loads(file.read_text("utf-8")).get("name") == own.name:
                    file.unlink()
            except (OSError, ValueError, AttributeError):
                return


def answers(shared: Shared) -> bool:
    """Return whether the server is there, takes the key and has the name: not another on its old port."""
    url = urlsplit(shared.address)
    connection = http.client.HTTPConnection(url.hostname or "", url.port, timeout=HEALTH_S)
    try:
        connection.request("GET", "/v1/models", headers={"Authorization": f"Bearer {shared.key}"})
        reply = connection.getresponse()
        names = [each["id"] for each in json.loads(reply.read())["data"]]
        return reply.status == _OK and shared.name in names
    except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError):
        return False
    finally:
        connection.close()


def _start(model: Path, key: str, name: str, threads: int) -> Any:
    """Return a running server on a free port of the loopback address; it stops when it is collected."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(model)
    params.model_alias = {name}
    params.n_ctx = CONTEXT_TOKENS
    params.n_parallel = 1
    params.cpuparams.n_threads = threads
    params.hostnames = ["127.0.0.1"]
    params.port = 0  # the system picks a free one while binding, so that nobody can take it between
    params.api_keys = [key]
    params.cache_ram_mib = PROMPT_CACHE_MIB
    params.endpoint_slots = False
    params.endpoint_props = False
    params.endpoint_metrics = False
    params.ui = False
    params.offline = True
    params.verbosity = _QUIET
    return xllamacpp.Server(params)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 2
