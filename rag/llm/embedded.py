"""The embedded model: llama.cpp's server in this process, shared with the other processes of the store.

One process starts it and writes its address and key into a file that only its user can read; the
others use it while it answers. A model is 1.3 GB of memory: twice would be once too often.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import threading
from pathlib import Path
from typing import Any

import httpx
from filelock import FileLock

from rag.errors import ModelFileError

SHARED = "llm-server.json"
CONTEXT = 4096
PROMPT_CACHE_MIB = 256
"""Room for prompts seen before; llama.cpp's own default lets it grow to 8 GB."""
TRIES = 3
_QUIET = -1


class EmbeddedServer:
    """Starts llama.cpp's server when it is first needed, or finds the one that is running."""

    def __init__(self, model: Path, home: Path) -> None:
        self._model = model
        self._home = home
        self._server: Any = None
        self._lock = threading.Lock()

    def ensure(self) -> tuple[str, str]:
        """Return the address (ending in /v1) and the key of a server with this model.

        Raises:
            ModelFileError: the model cannot be loaded.
        """
        with self._lock:
            self._home.mkdir(parents=True, exist_ok=True)
            with FileLock(self._home / f"{SHARED}.lock"):
                return self._running() or self._start()

    def _running(self) -> tuple[str, str] | None:
        try:
            shared = json.loads((self._home / SHARED).read_text("utf-8"))
            if shared["model"] != self._identity():
                return None
            headers = {"Authorization": f"Bearer {shared['key']}"}
            answer = httpx.get(f"{shared['address']}/health", headers=headers, timeout=2.0, trust_env=False)
        except (OSError, ValueError, KeyError, httpx.HTTPError):
            return None
        return (f"{shared['address']}/v1", shared["key"]) if answer.status_code == 200 else None

    def _identity(self) -> list[str | int]:
        stat = self._model.stat()
        return [str(self._model.resolve()), stat.st_size, stat.st_mtime_ns]

    def _start(self) -> tuple[str, str]:
        import xllamacpp

        key = secrets.token_urlsafe(24)
        last: Exception | None = None
        for _ in range(TRIES):  # the free port may be taken between asking and using it
            try:
                self._server = xllamacpp.Server(self._params(xllamacpp, key))
            except Exception as exc:
                last = exc  # the binding raises bare errors for everything
                continue
            address = str(self._server.listening_address).rstrip("/")
            self._share(address, key)
            return f"{address}/v1", key
        raise ModelFileError(
            "embedded model not started", why=f"{self._model.name}: {last}",
            fix="Run `dateline doctor`; free some memory, or use --llm none.",
        ) from last  # fmt: skip

    def _params(self, xllamacpp: Any, key: str) -> Any:
        params = xllamacpp.CommonParams()
        params.model.path = str(self._model)
        params.n_ctx = CONTEXT
        params.n_parallel = 1
        params.cpuparams.n_threads = os.cpu_count() or 2
        params.hostnames = ["127.0.0.1"]
        params.port = _free_port()
        params.api_keys = [key]
        params.cache_ram_mib = PROMPT_CACHE_MIB
        params.endpoint_slots = False
        params.ui = False
        params.verbosity = _QUIET
        return params

    def _share(self, address: str, key: str) -> None:
        file = self._home / SHARED
        beside = file.with_suffix(".part")
        beside.unlink(missing_ok=True)
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as sink:
            body = {"address": address, "key": key, "pid": os.getpid(), "model": self._identity()}
            json.dump(body, sink)
        beside.replace(file)

    def close(self) -> None:
        """Stop the server if this process started it."""
        with self._lock:
            if self._server is not None:
                self._server = None
                self._forget()

    def _forget(self) -> None:
        file = self._home / SHARED
        try:
            if json.loads(file.read_text("utf-8"))["pid"] == os.getpid():
                file.unlink()
        except (OSError, ValueError, KeyError):
            return


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
