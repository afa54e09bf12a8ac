"""The guarded fetcher against real sockets on loopback, and against names that lie."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from rag.errors import FetchError
from rag.web import fetch

TLS_HELLO = b"\x16"
Handler = Callable[[socket.socket, str], None]


class Server:
    """A server that answers each connection with a script, and keeps the requests it got."""

    def __init__(self, handler: Handler) -> None:
        self.requests: list[str] = []
        self._handler = handler
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._threads = [threading.Thread(target=self._serve, daemon=True)]
        self._threads[0].start()

    @property
    def port(self) -> int:
        return int(self._socket.getsockname()[1])

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._answer, args=(connection,), daemon=True)
            thread.start()
            self._threads.append(thread)

    def _answer(self, connection: socket.socket) -> None:
        with closing(connection):
            request = b""
            while b"\r\n\r\n" not in request and request[:1] != TLS_HELLO and (part := connection.recv(65536)):
                request += part
            self.requests.append(request.decode("latin-1"))
            try:
                self._handler(connection, [*request.decode("latin-1").split(" "), "", ""][1])
            except OSError:
                return  # the fetcher hung up, as it should

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for thread in self._threads:
            thread.join(5)


@pytest.fixture
def serve() -> Iterator[Callable[[Handler], Server]]:
    servers: list[Server] = []

    def start(handler: Handler) -> Server:
        servers.append(Server(handler))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


def answer(body: bytes = b"<p>news</p>", status: str = "200 OK", **headers: str) -> bytes:
    lines = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def always(payload: bytes) -> Handler:
    return lambda connection, path: connection.sendall(payload)


def test_a_page_comes_back_with_address_type_and_encoding(serve: Callable[[Handler], Server]) -> None:
    server = serve(always(answer(b"<p>caf\xe9</p>", Content_Type="text/html; charset=windows-1252")))
    page = fetch(server.url("/a?b=1#part"), allow_private=True)
    assert page.body == b"<p>caf\xe9</p>"
    assert (page.content_type, page.encoding) == ("text/html", "windows-1252")
    assert page.url == server.url("/a?b=1")
    assert f"Host: 127.0.0.1:{server.port}" in server.requests[0]


def test_loopback_is_refused_unless_allowed(serve: Callable[[Handler], Server]) -> None:
    server = serve(always(answer()))
    with pytest.raises(FetchError, match="port"):
        fetch(server.url())
    assert server.requests == []


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]",
     "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[2001:0:7f00:1::]", "①②⑦.⓪.⓪.①", "169.254.169.254", "100.64.0.1",
     "224.0.0.1", "0"],
)  # fmt: skip
def test_every_spelling_of_an_inner_address_is_refused(host: str) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(f"http://{host}/", timeout_s=5)
    assert caught.value.fix


@pytest.mark.parametrize(
    "url",
    [
        "http://user@127.0.0.1/",
        "http://a\\@127.0.0.1/",
        "http://[::1",
        "http://\udc80/",
        "http://a b/",
        "http://xn--zzzz/",
        "http://xn--a.example/",
        "http://news.example:0/",
    ],
)
def test_a_misleading_or_malformed_address_is_refused(url: str) -> None:
    with pytest.raises(FetchError):
        fetch(url, timeout_s=5)


def names(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Let the resolver give names these answers in turn (the last for ever); return the names it was asked."""
    asked: list[str] = []
    left = list(answers)
    real = socket.getaddrinfo

    def resolver(host: str, port: int, *args: int, **kwargs: int) -> object:
        if host.replace(".", "").isdecimal():
            return real(host, port, *args, **kwargs)
        asked.append(host)
        found = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in found]

    monkeypatch.setattr(socket, "getaddrinfo", resolver)
    return asked


def dials(monkeypatch: pytest.MonkeyPatch, server: Server) -> list[tuple[str, int]]:
    """Let every connection end at a server of ours; return the addresses that were dialled."""
    import httpcore

    dialled: list[tuple[str, int]] = []
    connect = httpcore.SyncBackend.connect_tcp

    def record(self: httpcore.SyncBackend, host: str, port: int, timeout: float) -> httpcore.NetworkStream:
        dialled.append((host, port))
        return connect(self, "127.0.0.1", server.port, timeout)

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", record)
    return dialled


def test_only_the_vetted_address_is_dialled_and_the_name_is_asked_once(
    serve: Callable[[Handler], Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(always(answer()))
    asked = names(monkeypatch, ["93.184.216.34"], ["127.0.0.1"])
    dialled = dials(monkeypatch, server)
    assert fetch("http://news.example/story").body == b"<p>news</p>"
    assert asked == ["news.example"]
    assert dialled == [("93.184.216.34", 80)]
    assert "Host: news.example\r\n" in server.requests[0]


def test_a_name_with_a_public_and_a_private_address_is_not_dialled(
    serve: Callable[[Handler], Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    dialled = dials(monkeypatch, serve(always(answer())))
    names(monkeypatch, ["93.184.216.34", "10.0.0.7"])
    with pytest.raises(FetchError, match=r"10\.0\.0\.7"):
        fetch("http://news.example/")
    assert dialled == []


def test_a_name_that_turns_private_between_hops_is_refused(
    serve: Callable[[Handler], Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    dialled = dials(monkeypatch, serve(always(answer(b"", "302 Found", Location="/again"))))
    names(monkeypatch, ["93.184.216.34"], ["127.0.0.1"])
    with pytest.raises(FetchError, match=r"127\.0\.0\.1 is not on the public internet"):
        fetch("http://news.example/")
    assert len(dialled) == 1


@pytest.mark.parametrize(
    "target",
    ["http://169.254.169.254/latest/", "http://127.0.0.1/", "file:///etc/hosts", "//10.0.0.1/", "http://u:p@news.example/",
     "http://news.example:22/", "http://[::1"],
)  # fmt: skip
def test_a_redirect_to_a_forbidden_place_is_refused(
    serve: Callable[[Handler], Server], monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    dialled = dials(monkeypatch, serve(always(answer(b"", "301 Moved", Location=target))))
    names(monkeypatch, ["93.184.216.34"])
    with pytest.raises(FetchError):
        fetch("http://news.example/")
    assert dialled == [("93.184.216.34", 80)]


@pytest.mark.parametrize(
    "target",
    [
        "mailto:desk@example.org",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://:99999/",
        "http://xn--zzzz/a",
        "//xn--a.example/",
    ],
)
def test_a_redirect_to_what_is_no_address_of_the_web_is_refused(
    serve: Callable[[Handler], Server], target: str
) -> None:
    server = serve(always(answer(b"", "302 Found", Location=target)))
    with pytest.raises(FetchError) as caught:
        fetch(server.url(), allow_private=True)
    assert caught.value.fix
    assert len(server.requests) == 1


def test_redirects_are_followed_and_the_final_address_given(serve: Callable[[Handler], Server]) -> None:
    def hop(connection: socket.socket, path: str) -> None:
        n = int(path[1:])
        connection.sendall(answer() if n == 5 else answer(b"", "302 Found", Location=f"/{n + 1}"))

    server = serve(hop)
    assert fetch(server.url("/0"), allow_private=True).url == server.url("/5")


def test_a_redirect_loop_ends(serve: Callable[[Handler], Server]) -> None:
    server = serve(always(answer(b"", "302 Found", Location="/")))
    with pytest.raises(FetchError, match="more than 5 redirects"):
        fetch(server.url(), allow_private=True)
    assert len(server.requests) == 6


def test_a_packed_page_is_unpacked(serve: Callable[[Handler], Server]) -> None:
    server = serve(always(answer(gzip.compress(b"<p>news</p>"), Content_Encoding="gzip")))
    assert fetch(server.url(), allow_private=True).body == b"<p>news</p>"


@pytest.mark.parametrize("word", ["none", "UTF-8", "identity, utf-8", "8bit", "binary"])
def test_a_packing_that_is_none_is_passed_over(serve: Callable[[Handler], Server], word: str) -> None:
    server = serve(always(answer(Content_Encoding=word)))
    assert fetch(server.url(), allow_private=True).body == b"<p>news</p>"


@pytest.mark.parametrize(
    "second", ["text/html", "text/html; charset=utf-8", "application/xhtml+xml", "image/png, text/html;q=1"]
)
def test_of_two_content_types_the_last_counts(serve: Callable[[Handler], Server], second: str) -> None:
    twice = answer(Content_Type="text/html").replace(b"\r\n\r\n", f"\r\nContent-Type: {second}\r\n\r\n".encode(), 1)
    assert fetch(serve(always(twice)).url(), allow_private=True).content_type in ("text/html", "application/xhtml+xml")


def test_a_bomb_is_refused(serve: Callable[[Handler], Server]) -> None:
    server = serve(always(answer(gzip.compress(b"a" * 3_000_000), Content_Encoding="gzip")))
    with pytest.raises(FetchError, match="more than 1,000,000 bytes"):
        fetch(server.url(), allow_private=True, max_bytes=1_000_000)


def test_an_endless_body_is_cut_off(serve: Callable[[Handler], Server]) -> None:
    def pour(connection: socket.socket, path: str) -> None:
        connection.sendall(answer(b"", Content_Length="", Transfer_Encoding="chunked"))
        while True:
            connection.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")

    with pytest.raises(FetchError, match="more than"):
        fetch(serve(pour).url(), allow_private=True, max_bytes=1_000_000)


@pytest.mark.parametrize("drip", [b"X-A: b\r\n", b""])
def test_a_server_that_drips_is_left_at_the_deadline(serve: Callable[[Handler], Server], drip: bytes) -> None:
    done = threading.Event()

    def trickle(connection: socket.socket, path: str) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n" if drip else answer(b"", Content_Length="1000"))
        while not done.wait(0.05):
            connection.sendall(drip or b"x")

    started = time.monotonic()
    with pytest.raises(FetchError, match="took too long"):
        fetch(serve(trickle).url(), allow_private=True, timeout_s=0.6)
    done.set()
    assert time.monotonic() - started < 5


def test_a_name_server_that_is_silent_is_left_at_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    done = threading.Event()

    def silent(*args: object, **kwargs: object) -> list[object]:
        done.wait(10)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", silent)
    started = time.monotonic()
    with pytest.raises(FetchError, match="no name server answered"):
        fetch("http://slow.example/", timeout_s=0.3)
    done.set()
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("payload", "why"),
    [
        (answer(b"no", "404 Not Found"), "404 Not Found"),
        (answer(b"no", "500 Oops"), "500"),
        (answer(b"\x89PNG", Content_Type="image/png"), "'image/png' is no page"),
        (answer(b"%PDF", Content_Type="application/pdf"), "no page"),
        (answer(b"x", Content_Length="99999999"), "99,999,999 bytes"),
        (answer(b"cut", Content_Length="500"), "RemoteProtocolError"),
        (answer(b"x", Content_Encoding="br"), "'br'"),
        (b"SSH-2.0-OpenSSH_9\r\n\r\n", "RemoteProtocolError"),
        (b"", "RemoteProtocolError"),
    ],
)
def test_what_is_no_page_is_refused_with_its_reason(
    serve: Callable[[Handler], Server], payload: bytes, why: str
) -> None:
    with pytest.raises(FetchError, match=why):
        fetch(serve(always(payload)).url(), allow_private=True)


def test_a_closed_port_is_a_fetch_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(FetchError, match=r"127\.0\.0\.1"):
        fetch(f"http://127.0.0.1:{port}/", allow_private=True)


def test_a_server_that_does_not_speak_tls_is_a_fetch_error(serve: Callable[[Handler], Server]) -> None:
    server = serve(always(answer()))
    with pytest.raises(FetchError, match="SSL"):
        fetch(server.url().replace("http:", "https:"), allow_private=True)


def test_a_proxy_in_the_environment_is_not_used(
    serve: Callable[[Handler], Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy, server = serve(always(answer(b"from the proxy"))), serve(always(answer()))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy.url())
    assert fetch(server.url(), allow_private=True).body == b"<p>news</p>"
    assert proxy.requests == []


def test_offline_reaches_loopback_and_asks_no_name_server(
    serve: Callable[[Handler], Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(always(answer()))
    asked = names(monkeypatch, ["127.0.0.1"])
    assert fetch(server.url(), offline=True).body == b"<p>news</p>"
    assert fetch(f"http://localhost:{server.port}/", offline=True).body == b"<p>news</p>"
    with pytest.raises(FetchError, match="offline"):
        fetch("http://news.example/", offline=True)
    with pytest.raises(FetchError, match="offline"):
        fetch("http://93.184.216.34/", offline=True)
    assert asked == ["localhost"]


def test_the_next_address_is_tried_when_the_first_does_not_answer(
    serve: Callable[[Handler], Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(always(answer()))
    names(monkeypatch, ["127.0.0.99", "127.0.0.1"])
    assert fetch(f"http://two.example:{server.port}/", allow_private=True).body == b"<p>news</p>"
