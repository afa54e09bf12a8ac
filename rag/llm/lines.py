"""Connections that another thread can cut, under the OpenAI library.

Closing a client does not wake a thread that waits for bytes, and a server that is still reading the
prompt sends none for seconds: only a shut-down socket ends the wait, and tells the server to stop.
"""

from __future__ import annotations

import json
import re
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.request import getproxies, proxy_bypass

import httpx2

from rag.errors import ProviderError
from rag.llm.address import serves_here
from rag.llm.background import Call

_OK = 200
_STREAM = "text/event-stream"
_END = re.compile(rb"(?:^|[\r\n])data: ?\[DONE\]")
"""The line that ends a whole stream; inside the JSON of an event no line can begin."""
_END_BYTES = 16


class NotAnApi(Exception):
    """The server answered with a web page."""


class SaysError(Exception):
    """The server answered "200 OK" with an error; holds its words."""


class _Line(httpx2.BaseTransport):
    """A transport of one connection, which remembers its sockets."""

    def __init__(self, verify: bool, proxy: str | None) -> None:
        limits = httpx2.Limits(max_connections=1, max_keepalive_connections=1)
        # The user's own certificates (SSL_CERT_FILE) count as their proxy does.
        context = httpx2.create_ssl_context(verify=verify)
        try:
            self._inner = httpx2.HTTPTransport(verify=context, limits=limits, proxy=proxy, trust_env=False)
        except (ImportError, ValueError) as exc:
            kind = (proxy or "").partition(":")[0]
            raise ProviderError(
                "provider not asked", why=f"the proxy in the environment is of a kind that is not supported ({kind})",
                fix="Set HTTPS_PROXY to http://host:port, or name the server in NO_PROXY.",
            ) from exc  # fmt: skip
        self._sockets: list[socket.socket] = []
        self.dead = False
        self.said_done = False
        """Whether the last stream came to its end, and was not merely broken off."""

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        request.extensions["trace"] = self._watch
        return self._inner.handle_request(request)

    def _watch(self, event: str, info: Mapping[str, object]) -> None:
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            found = info["return_value"].get_extra_info("socket")  # type: ignore[attr-defined]
            if isinstance(found, socket.socket):
                self._sockets.append(found)
            if self.dead:  # cut while it was connecting
                raise httpx2.ConnectError("cut by us")

    def hang_up(self) -> None:
        """Wake whoever waits on this line, with an error. Never blocks."""
        self.dead = True
        for each in self._sockets:
            try:
                # The plain socket's own shutdown: TLS would first wait to say goodbye.
                socket.socket.shutdown(each, socket.SHUT_RDWR)
            except OSError:
                continue  # gone already

    def close(self) -> None:
        self._inner.close()


class _Watched(httpx2.SyncByteStream):
    """The bytes of a stream, as they are; tells its line when they say that it is whole."""

    def __init__(self, stream: httpx2.SyncByteStream, line: _Line) -> None:
        self._stream = stream
        self._line = line

    def __iter__(self) -> Iterator[bytes]:
        tail = b""
        for piece in self._stream:
            self._line.said_done = self._line.said_done or _END.search(tail + piece) is not None
            tail = (tail + piece)[-_END_BYTES:]
            yield piece

    def close(self) -> None:
        self._stream.close()


class Lines(httpx2.BaseTransport):
    """Gives each thread inside ``line`` a connection of its own; good ones are used again."""

    def __init__(self, base_url: str) -> None:
        self._proxy = _proxy_for(base_url)
        self._verify = base_url.startswith("https:")
        self._idle: list[_Line] = []
        self._mine = threading.local()

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send the request on this thread's line; refuse web pages, which are no answers of an API.

        Raises:
            NotAnApi: the answer is a web page.
            SaysError: the answer is an error that calls itself a success.
        """
        line: _Line = self._mine.line
        line.said_done = False
        reply = line.handle_request(request)
        kind = reply.headers.get("content-type", "").lower()
        if reply.status_code == _OK and kind.startswith("text/html"):
            reply.close()
            raise NotAnApi(f"{request.url.host} answered with a web page")
        if reply.status_code == _OK and kind.startswith("application/json"):
            body = reply.read()
            if told := _error_in(body):
                raise SaysError(told)
            if streamed := _as_stream(body, request):
                line.said_done = True
                return httpx2.Response(_OK, headers={"content-type": _STREAM}, content=streamed, request=request)
        if kind.startswith(_STREAM) and isinstance(reply.stream, httpx2.SyncByteStream):
            reply.stream = _Watched(reply.stream, line)
        return reply

    @property
    def said_done(self) -> bool:
        """Whether the last stream on this thread's line said that it was whole, as no broken one does."""
        line: _Line = self._mine.line
        return line.said_done

    @contextmanager
    def line(self, call: Call) -> Iterator[None]:
        """Let this thread talk; ``call.stop`` cuts its connection meanwhile."""
        try:
            line = self._idle.pop()
        except IndexError:
            line = _Line(self._verify, self._proxy)
        self._mine.line = line
        call.hang_up = line.hang_up
        try:
            yield
        except BaseException:
            line.dead = True
            raise
        finally:
            call.hang_up = None
            del self._mine.line
            if line.dead or call.stopped:
                line.close()
            else:
                self._idle.append(line)

    def close(self) -> None:
        """Close the connections that are not in use."""
        while self._idle:
            self._idle.pop().close()


def _as_stream(body: bytes, request: httpx2.Request) -> bytes | None:
    """Return a whole reply as the stream that was asked for; None where it is none, or no stream was.

    Some servers pay no heed to ``stream`` and answer with one object.
    """
    try:
        asked, given = json.loads(request.content), json.loads(body)
    except ValueError:
        return None
    choices = given.get("choices") if isinstance(given, dict) and asked.get("stream") else None
    if not isinstance(choices, list) or not all(isinstance(c, dict) and "message" in c for c in choices):
        return None
    pieces = [{**choice, "delta": choice["message"] or {}} for choice in choices]
    chunk = json.dumps({**given, "object": "chat.completion.chunk", "choices": pieces})
    return f"data: {chunk}\n\ndata: [DONE]\n\n".encode()


def _error_in(body: bytes) -> str | None:
    """Return the words of an error object, or None when the body is none."""
    try:
        given = json.loads(body)
    except ValueError:
        return None
    error = given.get("error") if isinstance(given, dict) else None
    return str(error.get("message") or error) if isinstance(error, dict) else error if isinstance(error, str) else None


def _proxy_for(base_url: str) -> str | None:
    url = httpx2.URL(base_url)
    if serves_here(base_url) or proxy_bypass(url.host):
        return None
    known = getproxies()
    proxy = known.get(url.scheme) or known.get("all")
    return f"http://{proxy}" if proxy and "://" not in proxy else proxy
