"""A chat server on the loopback address that misbehaves as it is told, and clocks without waiting."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

Behaviour = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Told:
    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]


@dataclass
class FaultServer:
    """Answers each request with the next behaviour; the last one stays."""

    url: str = ""
    behaviours: list[Behaviour] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    hung_up: threading.Event = field(default_factory=threading.Event)

    def will(self, *behaviours: Behaviour) -> None:
        self.behaviours[:] = behaviours

    # behaviours

    def says(self, *pieces: str, reason: str | None = "stop", usage: dict[str, Any] | None = None) -> Behaviour:
        events = [_chunk({"content": piece}) for piece in pieces]
        if reason is not None:
            events.append(_chunk({}, reason))
        if usage is not None:
            events.append({**_chunk({}), "choices": [], "usage": usage})
        return self.streams(*events, done=reason is not None)

    def streams(self, *events: dict[str, Any], done: bool = True) -> Behaviour:
        def behave(handler: BaseHTTPRequestHandler) -> None:
            _begin(handler, "text/event-stream")
            for event in events:
                handler.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
            if done:
                handler.wfile.write(b"data: [DONE]\n\n")

        return behave

    def answers(self, status: int, body: object, **headers: str) -> Behaviour:
        kind = "text/html" if isinstance(body, str) else "application/json"
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()

        def behave(handler: BaseHTTPRequestHandler) -> None:
            _begin(handler, kind, status, {k.replace("_", "-"): v for k, v in headers.items()})
            handler.wfile.write(data)

        return behave

    def fails(self, status: int, message: str = "no", **headers: str) -> Behaviour:
        return self.answers(status, {"error": {"message": message, "code": status}}, **headers)

    def odds(self, **logprobs: float) -> Behaviour:
        listed = [{"token": t, "logprob": p, "bytes": None} for t, p in logprobs.items()]
        content = [{**listed[0], "top_logprobs": listed}] if listed else None
        choice = {
            "index": 0,
            "finish_reason": "length",
            "message": {"role": "assistant", "content": "Yes"},
            "logprobs": {"content": content} if content else None,
        }
        return self.answers(200, {**_chunk({}), "object": "chat.completion", "choices": [choice]})

    def keeps_alive(self, *first: str) -> Behaviour:
        def behave(handler: BaseHTTPRequestHandler) -> None:
            _begin(handler, "text/event-stream")
            for piece in first:
                handler.wfile.write(f"data: {json.dumps(_chunk({'content': piece}))}\n\n".encode())
            try:
                while not self.over.wait(0.02):
                    handler.wfile.write(b": still here\n\n")
                    handler.wfile.flush()
            except OSError:
                self.hung_up.set()

        return behave

    def never_begins(self) -> Behaviour:
        def behave(handler: BaseHTTPRequestHandler) -> None:
            handler.connection.settimeout(10)
            try:
                gone = handler.connection.recv(1) == b""
            except OSError:
                gone = True
            if gone:
                self.hung_up.set()

        return behave


def _chunk(delta: dict[str, Any], reason: str | None = None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    return {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}


def _begin(
    handler: BaseHTTPRequestHandler, kind: str, status: int = 200, headers: Mapping[str, str] | None = None
) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    for name, value in (headers or {}).items():
        handler.send_header(name, value)
    handler.end_headers()


@pytest.fixture(autouse=True)
def _no_tables_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counting with tables names their folder to the whole process: other tests are to estimate all the same."""
    monkeypatch.delenv("TIKTOKEN_CACHE_DIR", raising=False)


@pytest.fixture
def server() -> Iterator[FaultServer]:
    faults = FaultServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.0"  # closes after each reply, so a cut stream is really cut

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            headers = {name.lower(): value for name, value in self.headers.items()}
            faults.told.append(Told(self.path, headers, body))
            todo = faults.behaviours
            (todo.pop(0) if len(todo) > 1 else todo[0])(self)

        def log_message(self, *args: object) -> None:
            return

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    faults.url = f"http://127.0.0.1:{httpd.server_address[1]}/v1"
    yield faults
    faults.over.set()
    httpd.shutdown()
    httpd.server_close()
    thread.join()


@dataclass
class Within:
    """A deadline so many seconds from now, which a test can cancel."""

    seconds: float = 30.0
    started: float = field(default_factory=time.monotonic)
    gave_up: bool = False

    def remaining_s(self) -> float:
        return 0.0 if self.gave_up else self.seconds - (time.monotonic() - self.started)

    def cancelled(self) -> bool:
        return self.gave_up


@pytest.fixture
def within() -> Callable[[float], Within]:
    return Within


@dataclass
class Sleeper:
    slept: list[float] = field(default_factory=list)

    def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)


@pytest.fixture
def sleeper() -> Sleeper:
    return Sleeper()


@pytest.fixture(autouse=True)
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_API_BASE", "HTTP_PROXY", "http_proxy"):
        monkeypatch.delenv(name, raising=False)
