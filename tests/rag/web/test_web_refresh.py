"""Pages that only lead to another page, against real sockets on loopback."""

from __future__ import annotations

import pytest

from rag.errors import FetchError
from rag.web import fetch
from tests.rag.web.test_web_fetch import always, answer, dials, names, serve  # noqa: F401


def refresh(content: str) -> bytes:
    return answer(f"<head><meta content=\"{content}\" http-equiv='Refresh'></head>Redirecting, click here".encode())


@pytest.mark.parametrize("content", ["0; url=/news", "5;URL='/news'", "0.5, url = news#top", "1; /news"])
def test_a_page_that_only_leads_to_another_is_a_redirect(serve, content):  # noqa: F811
    server = serve(lambda c, path: c.sendall(answer() if path == "/news" else refresh(content)))
    page = fetch(server.url("/old"), allow_private=True)
    assert (page.url, page.body) == (server.url("/news"), b"<p>news</p>")


@pytest.mark.parametrize("target", ["http://127.0.0.1/", "//10.0.0.1/", "http://169.254.169.254/latest"])
def test_a_page_that_leads_to_a_forbidden_place_is_refused(serve, monkeypatch, target):  # noqa: F811
    dialled = dials(monkeypatch, serve(always(refresh(f"0;url={target}"))))
    names(monkeypatch, ["93.184.216.34"])
    with pytest.raises(FetchError):
        fetch("http://news.example/")
    assert dialled == [("93.184.216.34", 80)]


def test_pages_that_lead_to_each_other_end(serve):  # noqa: F811
    server = serve(lambda c, path: c.sendall(refresh("0;url=/b" if path == "/a" else "0;url=/a")))
    with pytest.raises(FetchError, match="more than 5 redirects"):
        fetch(server.url("/a"), allow_private=True)


@pytest.mark.parametrize(
    "body",
    [
        b'<meta http-equiv="refresh" content="300"><p>live</p>',
        b'<meta http-equiv="refresh" content="30;url=/next"><p>news</p>',
        b'<meta http-equiv="refresh" content="0;url=/old#live"><p>news</p>',
        b'<noscript><meta http-equiv="refresh" content="0;url=/plain"></noscript><p>news</p>',
        b'<!-- <meta http-equiv="refresh" content="0;url=/next"> --><p>news</p>',
        b'<meta http-equiv="refresh" content="0;url=/next">' + b"<p>news</p>" * 1_000,
        b'<![x <meta http-equiv="refresh" content="0;url=',
        b'<meta http-equiv="refresh" content="5;url="><p>news</p>',
        b"""<meta http-equiv="refresh" content="0; url=''"><p>news</p>""",
        b'<meta http-equiv="refresh" content="0;url=javascript:void(0)"><p>news</p>',
        b'<meta http-equiv="refresh" content="0;url=file:///etc/hosts"><p>news</p>',
        b'<meta http-equiv="refresh" content="0;url=http://[oops"><p>news</p>',
        b'<meta http-equiv="refresh" content="0000000000000600;url=/next"><p>news</p>',
        b'<template><meta http-equiv="refresh" content="0;url=/next"></template><p>news</p>',
    ],
)
def test_a_page_that_is_there_to_be_read_is_not_left(serve, body):  # noqa: F811
    assert fetch(serve(always(answer(body))).url("/old"), allow_private=True).body == body


@pytest.mark.parametrize("charset", ["undefined", "idna", "no-such-code", "base64"])
def test_a_page_of_no_encoding_that_is_known_stays_a_page(serve, charset):  # noqa: F811
    body = b"<p>news</p>"
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset={charset}\r\nContent-Length: {len(body)}\r\n\r\n"
    assert fetch(serve(always(head.encode() + body)).url("/old"), allow_private=True).body == body
