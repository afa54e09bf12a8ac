"""One server of the embedded model for all processes, with servers that only answer to their name."""

from __future__ import annotations

import json
import stat
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from rag.errors import ProviderError
from rag.llm.embedded import SHARED, EmbeddedServer


class Running:
    """A server that knows its key and its name, as llama.cpp's does."""

    def __init__(self, key, name):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                right = self.headers["Authorization"] == f"Bearer {key}"
                body = json.dumps({"data": [{"id": name}]} if right else {"error": "key"}).encode()
                self.send_response(200 if right else 401)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                return

        self._httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._httpd.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        self.port = self._httpd.server_address[1]
        self.listening_address = f"http://127.0.0.1:{self.port}"

    def die(self):
        self._httpd.shutdown()
        self._httpd.server_close()
        self._thread.join()


@pytest.fixture
def started():
    running: list[Running] = []
    yield running
    for server in running:
        server.die()


@pytest.fixture
def server(tmp_path, started):
    model = tmp_path / "model.gguf"
    model.write_bytes(b"GGUF")

    def start(path, key, name, threads):
        started.append(Running(key, name))
        return started[-1]

    return lambda: EmbeddedServer(model, tmp_path / "home", start=start)


def test_two_share_one_server(server, started, tmp_path):
    first, second = server(), server()
    assert first.where() == second.where()
    assert first.where()[0] == f"{started[0].listening_address}/v1"
    assert len(started) == 1
    second.close()
    assert (tmp_path / "home" / SHARED).exists(), "who borrowed it does not end it"
    first.close()
    assert not (tmp_path / "home" / SHARED).exists()
    first.close()


def test_only_the_user_can_read_the_key(server, tmp_path):
    with_key = server()
    with_key.where()
    file = tmp_path / "home" / SHARED
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_text())["key"] == with_key.where()[1]
    with_key.close()


def test_two_at_once_start_one(server, started):
    servers = [server() for _ in range(6)]
    found: list[tuple[str, str]] = []
    threads = [threading.Thread(target=lambda s=s: found.append(s.where())) for s in servers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(started) == 1
    assert len(set(found)) == 1
    for each in servers:
        each.close()


def test_when_the_owner_died_the_next_starts_its_own(server, started, tmp_path):
    owner, borrower = server(), server()
    at_first = owner.where()
    assert borrower.where() == at_first
    started.pop(0).die()
    assert borrower.where() != at_first
    shared = json.loads((tmp_path / "home" / SHARED).read_text())
    assert f"{shared['address']}/v1" == borrower.where()[0]
    owner.close()
    assert (tmp_path / "home" / SHARED).exists(), "the dead owner's end leaves the new one's file alone"
    borrower.close()


def test_another_server_on_the_old_port_is_not_trusted(server, started, tmp_path):
    first = server()
    first.where()
    file = tmp_path / "home" / SHARED
    shared = json.loads(file.read_text())
    file.write_text(json.dumps({**shared, "name": "dateline-other"}))
    second = server()
    assert second.where() != first.where()
    first.close()
    second.close()


def test_another_model_has_a_server_of_its_own(server, started, tmp_path):
    first = server()
    first.where()
    (tmp_path / "model.gguf").write_bytes(b"GGUF, other")
    second = server()
    assert second.where() != first.where()
    first.close()
    second.close()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"address": 1}', '{"address":"x","key":1,"name":2,"pid":3,"model":4}']
)
def test_a_damaged_file_is_ignored(server, started, tmp_path, text):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / SHARED).write_text(text)
    mine = server()
    mine.where()
    assert len(started) == 1
    mine.close()


def test_a_model_that_does_not_load_is_a_clear_error_after_three_tries(tmp_path):
    (tmp_path / "model.gguf").write_bytes(b"GGUF")
    tries: list[str] = []

    def start(path, key, name, threads):
        tries.append(name)
        raise RuntimeError("out of memory")

    with pytest.raises(ProviderError, match="out of memory"):
        EmbeddedServer(tmp_path / "model.gguf", tmp_path, start=start).where()
    assert len(tries) == 3
    assert not (tmp_path / SHARED).exists()


def test_a_missing_model_is_a_clear_error(tmp_path):
    with pytest.raises(ProviderError, match="No such file"):
        EmbeddedServer(tmp_path / "gone.gguf", tmp_path).where()


def test_a_truncated_model_is_a_clear_error_and_no_crash(tmp_path):
    (tmp_path / "model.gguf").write_bytes(b"GGUF" + b"\x03\x00\x00\x00" * 20)
    with pytest.raises(ProviderError, match="not started"):
        EmbeddedServer(tmp_path / "model.gguf", tmp_path).where()
