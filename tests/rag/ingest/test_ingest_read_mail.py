"""Mails, pages saved as one file, and files of other kinds that look like articles."""

from __future__ import annotations

import pytest

from rag.ingest import read

BODY = "The council of Varnholm voted on Monday to close the old bridge over the Elde. Mayor Ida Brandt said so."
MAIL = (
    b"Received: from a.example by b.example;\r\n Mon, 12 Feb 2024 10:00:00 +0000\r\n"
    b"From: Wire <wire@a.example>\r\nSubject: =?utf-8?Q?Caf=C3=A9s_at_the_bridge_close?=\r\n"
    b"Date: Mon, 12 Feb 2024 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    b"The council of Varnholm voted on Monday to close the old caf=E9s on the bridge ov=\r\ner the Elde.\r\n"
)
SAVED = (
    "From: <Saved by a browser>\nSnapshot-Content-Location: https://ex.example/bridge\nSubject: Bridge closed\n"
    "Date: Mon, 12 Feb 2024 10:00:00 -0000\nMIME-Version: 1.0\n"
    'Content-Type: multipart/related; type="text/html"; boundary="--x"\n\n----x\nContent-Type: text/html\n'
    "Content-Transfer-Encoding: quoted-printable\n\n"
    f"<html><body><article><h1>Bridge closed</h1><p>{BODY}</p></article></body></html>\n\n"
    "----x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n----x--\n"
).encode()


def only(tmp_path, name, raw):
    (tmp_path / name).write_bytes(raw)
    (item,) = read(str(tmp_path / name))
    return item


def test_a_mail_is_read_as_its_text_with_its_subject_and_date(tmp_path):
    item = only(tmp_path, "mail.txt", MAIL)
    assert item.title == "Cafés at the bridge close"
    assert item.text.strip().endswith("to close the old cafés on the bridge over the Elde.")
    assert item.published == "Mon, 12 Feb 2024 10:00:00 +0000"


def test_a_page_saved_as_one_file_is_read_as_its_page_with_its_address(tmp_path):
    item = only(tmp_path, "page.html", SAVED)
    assert (item.markup, item.url, item.title) == ("html", "https://ex.example/bridge", "Bridge closed")
    assert BODY in item.text


@pytest.mark.parametrize("cut", range(0, len(SAVED), 40))
def test_a_mail_that_is_cut_anywhere_is_read_or_refused(tmp_path, cut):
    assert only(tmp_path, "page.html", SAVED[:cut] + b"\xff\n\n--x\n" * 3)


def test_a_text_with_a_colon_in_its_first_lines_is_no_mail(tmp_path):
    text = f"Bridge: closed\nDate: 12 February 2024\nBy: Ida Brandt\n\n{BODY}"
    assert only(tmp_path, "news.txt", text.encode()).text == text


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" * 9, "PDF"),
        (rb"{\rtf1\ansi\deff0 The council of Varnholm voted on Monday.\par}", "RTF"),
        (b"PK\x03\x04" + bytes(range(200)), "ZIP"),
        (b'{"title": "Bridge", "text": "The council of Varnholm voted."}', "JSON"),
        (MAIL.partition(b"\r\n\r\n")[0] + b"\r\n\r\n", "mail without text"),
    ],
)
def test_a_file_of_another_kind_is_refused_and_never_an_article(tmp_path, raw, why):
    assert why in only(tmp_path, "news.txt", raw).reason
