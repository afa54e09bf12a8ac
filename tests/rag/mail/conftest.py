"""A small SMTP server on loopback that behaves as it is told, on real sockets."""

from __future__ import annotations

import socket
import threading

import pytest

from rag.mail import MailServer


class Postbox:
    """Takes letters; ``refuse`` maps a command (MAIL, RCPT, DATA, BODY) to a reply, or to None for hanging up."""

    def __init__(self) -> None:
        self.letters: list[bytes] = []
        self.refuse: dict[str, bytes | None] = {}
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                self._talk(connection, connection.makefile("rb"))

    def _talk(self, connection: socket.socket, lines) -> None:
        with lines:
            connection.sendall(b"220 postbox\r\n")
            for line in lines:
                word = line[:4].decode("ascii", "replace").upper().strip()
                if word in self.refuse and self.refuse[word] is None:
                    return
                if word in self.refuse:
                    connection.sendall(self.refuse[word] + b"\r\n")
                elif word == "DATA":
                    connection.sendall(b"354 go on\r\n")
                    if not self._body(connection, lines):
                        return
                elif word == "QUIT":
                    connection.sendall(b"221 bye\r\n")
                    return
                else:
                    connection.sendall(b"250 ok\r\n")

    def _body(self, connection: socket.socket, lines) -> bool:
        body = []
        for line in lines:
            if line == b".\r\n":
                break
            body.append(line[1:] if line.startswith(b".") else line)
        if "BODY" in self.refuse:
            if self.refuse["BODY"] is None:
                return False
            connection.sendall(self.refuse["BODY"] + b"\r\n")
            return True
        self.letters.append(b"".join(body))
        connection.sendall(b"250 taken\r\n")
        return True

    @property
    def server(self) -> MailServer:
        return MailServer("127.0.0.1", self.port, "none", None, "brief@desk.example", timeout_s=5)

    def close(self) -> None:
        self._listener.close()


@pytest.fixture
def postbox():
    box = Postbox()
    yield box
    box.close()
