"""Connections: a name is looked up once, every answer is vetted, and only a vetted address is dialled.

This is below TLS and HTTP, so the name stays in the Host header, in SNI and in the certificate check,
and nothing above can dial anything else. One deadline bounds every wait, however slowly bytes drip in.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

import httpcore
import httpx

from rag.errors import FetchError
from rag.web.policy import IP, check_hosts, offline_refusal

CONNECT_S = 5.0
READ_S = 10.0
_LOCAL_NAMES = ("localhost", "localhost.localdomain", "ip6-localhost")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment of the monotonic clock at which all waiting ends."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """Return the deadline that many seconds from now."""
        return cls(time.monotonic() + seconds)

    def left(self, most: float | None = None) -> float:
        """Return the seconds that are left, at most ``most``.

        Raises:
            httpcore.ReadTimeout: none are.
        """
        left = self.at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time allowed for a page is over")
        return left if most is None else min(left, most)


class GuardedBackend(httpcore.NetworkBackend):
    """Dials what the policy admits, within a deadline."""

    def __init__(self, deadline: Deadline, *, allow_private: bool, offline: bool) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._offline = offline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Return a connection to one of the host's addresses, tried in order.

        Raises:
            FetchError: an address of the host is not allowed, or it has none.
            httpcore.ConnectError: none of them answers.
        """
        addresses = check_hosts(
            host, self._look_up(host, port), allow_private=self._allow_private, offline=self._offline
        )
        failure: Exception | None = None
        for address in addresses:
            try:
                stream = httpcore.SyncBackend().connect_tcp(str(address), port, self._deadline.left(CONNECT_S))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as exc:
                failure = exc
            else:
                return _TimedStream(stream, self._deadline)
        raise httpcore.ConnectError(str(failure)) from failure

    def _look_up(self, host: str, port: int) -> list[IP]:
        if self._offline and host.lower() not in _LOCAL_NAMES:
            # Asking a name server is a connection too.
            try:
                return [ip_address(host)]
            except ValueError as exc:
                raise offline_refusal(host) from exc
        return resolve(host, port, self._deadline.left())


def resolve(host: str, port: int, timeout_s: float) -> list[IP]:
    """Return the addresses of a host.

    The system's resolver cannot be interrupted; it is left behind in its thread when it takes too long.

    Raises:
        FetchError: the host is unknown, or no name server answers in time.
    """
    found: list[IP] = []
    failure: list[Exception] = [TimeoutError(f"no name server answered in {timeout_s:.0f} s")]

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(ip_address(str(answer[4][0]).partition("%")[0]) for answer in answers)
            failure.clear()
        except (OSError, UnicodeError, ValueError) as exc:
            failure[:] = [exc]

    worker = threading.Thread(target=ask, name="dateline-resolve", daemon=True)
    worker.start()
    worker.join(timeout_s)
    if failure:
        raise FetchError(
            "page not fetched", why=f"the host {host!r} was not found ({failure[0]})",
            fix="Check the address and the network.",
        )  # fmt: skip
    return list(found)


class _TimedStream(httpcore.NetworkStream):
    """A connection, each operation of which ends by the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - the deadline rules
        return self._stream.read(max_bytes, self._deadline.left(READ_S))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._stream.write(buffer, self._deadline.left(READ_S))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(CONNECT_S))
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class GuardedTransport(httpx.BaseTransport):
    """HTTP over guarded connections: no proxy, no environment, no connection kept for later."""

    def __init__(self, backend: GuardedBackend) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_connections=1, max_keepalive_connections=0, network_backend=backend,
        )  # fmt: skip

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; the answer's body is read as its stream is."""
        answer = self._pool.handle_request(
            httpcore.Request(
                request.method,
                httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer.stream))

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Any:
        return iter(self._stream)

    def close(self) -> None:
        self._stream.close()
