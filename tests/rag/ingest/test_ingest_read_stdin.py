"""Standard input is told by its start: lines, a table, a page, a text, or nothing that is an article."""

from __future__ import annotations

import gzip
import io

import pytest

from rag.ingest import read
from rag.ingest.lines import from_record
from tests.rag.ingest.raw_items import articles, line, refusals


@pytest.mark.parametrize(
    ("data", "markup", "count"),
    [
        (line() * 3, "text", 3),
        (b"\n  " + line(), "text", 1),
        (gzip.compress(line() * 3), "text", 3),
        (line().decode().encode("utf-16"), "text", 1),
        (b"The bridge opened.", "text", 1),
        (b"\xef\xbb\xbfThe bridge opened.", "text", 1),
        (b"<!DOCTYPE html><html><body><p>The bridge opened.</p></body></html>", "html", 1),
        (b"<?xml version='1.0'?>\n<html><body>x</body></html>", "html", 1),
        (b"<p>The bridge opened.</p>", "html", 1),
    ],
)
def test_standard_input_is_told_by_its_start(data: bytes, markup: str, count: int) -> None:
    found = articles(read("-", stdin=io.BytesIO(data)))
    assert [article.markup for article in found] == [markup] * count


TABLE = "Title;Text;URL\nBridge opens;The bridge, it said, was opened.;\nFerry sold;The ferry was sold, for 9 crowns.;https://post.example/2\n"


@pytest.mark.parametrize(
    "data", [TABLE.encode(), ("\ufeffsep=;\n" + TABLE).encode(), TABLE.encode("utf-16"), gzip.compress(TABLE.encode())]
)
def test_a_table_on_standard_input_is_read_row_by_row(data: bytes) -> None:
    found = articles(read("-", stdin=io.BytesIO(data)))
    assert [(a.title, a.url) for a in found] == [("Bridge opens", None), ("Ferry sold", "https://post.example/2")]
    assert found[1].text == "The ferry was sold, for 9 crowns."


@pytest.mark.parametrize(
    "text", ["Title, text, url\n", "Title and text\n\nThe bridge, it said, was opened.", "Text, body\nIt opened."]
)
def test_a_text_that_names_no_columns_is_no_table(text: str) -> None:
    assert [a.text for a in articles(read("-", stdin=io.BytesIO(text.encode())))] == [text]


def test_our_names_of_fields_are_known_in_any_case_and_as_we_write_them_first() -> None:
    [shouted] = articles(
        iter([from_record({"Title": "A", "TEXT": "It opened.", "Url": "https://post.example/1"}, "r")])
    )
    assert (shouted.title, shouted.text, shouted.url) == ("A", "It opened.", "https://post.example/1")
    [mixed] = articles(iter([from_record({"Title": "B", "title": "A", "body": "C", "Text": "It opened."}, "r")]))
    assert (mixed.title, mixed.text, mixed.metadata) == ("A", "It opened.", {"Title": "B", "body": "C"})


def test_a_long_stream_on_standard_input_is_read_line_by_line() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            whole = line()
            size = min(len(buffer), len(whole))
            buffer[:size] = whole[:size]
            return size

    items = read("-", stdin=io.BufferedReader(Endless(), len(line())))
    assert [next(items).ref for _ in range(1000)][-1] == "standard input:1000"


@pytest.mark.parametrize("data", [b"", bytes(500), b"\x1f\x8bnope", b"word " * 5_000_000])
def test_standard_input_that_is_no_article_is_refused(data: bytes) -> None:
    assert len(refusals(read("-", stdin=io.BytesIO(data)))) == 1
