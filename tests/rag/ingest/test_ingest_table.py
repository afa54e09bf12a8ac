"""CSV files as spreadsheets, exporters and hands write them: a bad row is refused, never cut or merged."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.ingest import read
from rag.types import Ingested, RawArticle


def table(folder: Path, text: str | bytes) -> list[RawArticle | Ingested]:
    path = folder / "news.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(read(str(path)))


def texts(items: list[RawArticle | Ingested]) -> list[str]:
    return [item.text for item in items if isinstance(item, RawArticle)]


def refused(items: list[RawArticle | Ingested]) -> list[str]:
    found = [item for item in items if isinstance(item, Ingested)]
    assert all(item.fate == "rejected" and item.reason and item.fix for item in found)
    return [item.ref for item in found]


def test_a_row_with_more_cells_than_columns_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    items = table(
        tmp_path,
        "title,text,url\nPort,The strike ended, said the union, after nine days.,http://x.org/1\n"
        'Bridge,"It did, on Monday.",http://x.org/2\n',
    )
    assert refused(items) == ["news.csv:2"]
    assert texts(items) == ["It did, on Monday."]
    assert isinstance(items[0], Ingested) and "5 cells" in (items[0].reason or "")
    assert '","' in (items[0].fix or "")


def test_empty_cells_behind_the_last_column_do_no_harm(tmp_path: Path) -> None:
    assert texts(table(tmp_path, "title,text\nBridge,It did.,,\n")) == ["It did."]


def test_quotation_marks_behind_a_backslash_belong_to_the_text(tmp_path: Path) -> None:
    items = table(
        tmp_path,
        'title,text,url\n"A","He said \\"no, never\\" to them, and left.",http://x.org/1\n"B","She said \\"yes.\\"",x\n',
    )
    assert texts(items) == ['He said "no, never" to them, and left.', 'She said "yes."']


def test_a_backslash_elsewhere_stays(tmp_path: Path) -> None:
    assert texts(table(tmp_path, 'title,text\nA,"The file C:\\new was lost."\nB,"In C:\\"\n')) == [
        "The file C:\\new was lost.",
        "In C:\\",
    ]


def test_a_missing_quotation_mark_costs_its_own_row_only(tmp_path: Path) -> None:
    items = table(tmp_path, 'title,text\n"A","Text of A is here.\n"B","Text of B."\n"C","Text of C."\n')
    assert refused(items) == ["news.csv:2"]
    assert texts(items) == ["Text of B.", "Text of C."]
    assert [item.ref for item in items] == ["news.csv:2", "news.csv:3", "news.csv:4"]


def test_a_quotation_mark_that_nothing_closes_costs_its_own_row_only(tmp_path: Path) -> None:
    items = table(tmp_path, 'title,text\nA,"Text of A.\nB,Text of B.\nC,Text of C.\n')
    assert (refused(items), texts(items)) == (["news.csv:2"], ["Text of B.", "Text of C."])


def test_rows_behind_a_line_that_is_too_long_are_read_under_their_numbers(tmp_path: Path) -> None:
    items = table(tmp_path, "title,text\nT," + "x" * 20_500_000 + "\nV,Last.\n")
    assert (refused(items), texts(items), items[-1].ref) == (["news.csv:2"], ["Last."], "news.csv:3")


@pytest.mark.parametrize("start", ["sep=;\n", '"sep=;"\r\n', "\n", "\n\n", "\ufeffsep=;\n", " \nsep=;\n"])
def test_blank_lines_and_the_line_of_excel_above_the_header_are_passed_over(tmp_path: Path, start: str) -> None:
    items = table(tmp_path, start + "title;text\nA;Hello there, you.\n")
    assert texts(items) == ["Hello there, you."]
    assert items[0].ref == f"news.csv:{start.count(chr(10)) + 2}"


@pytest.mark.parametrize("rows", [1, 6_000])
def test_an_accent_far_down_tells_the_encoding_of_the_whole_file(tmp_path: Path, rows: int) -> None:
    lines = "A,Hello there this is a text that is long\n" * rows
    items = table(tmp_path, f"title,text\n{lines}Z,Le café où l’été a été long à Orléans\n".encode("cp1252"))
    assert texts(items)[-1] == "Le café où l’été a été long à Orléans"
    assert isinstance(items[-1], RawArticle) and items[-1].metadata == {"encoding": "cp1252"}


def test_a_damaged_byte_in_a_file_of_good_utf_8_is_damage(tmp_path: Path) -> None:
    start = ("title,text\n" + "A,Le café où l’été a été long\n" * 9_000).encode()
    assert texts(table(tmp_path, start + b"Z,caf\xe9 ol\xe9\n"))[0] == "Le café où l’été a été long"


CELL = st.text(st.sampled_from("ab é\",;\n\\'|\t"), min_size=1, max_size=12).map(lambda text: f"a{text}z")


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=6), st.sampled_from(",;|"))
def test_what_the_library_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], mark: str
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=mark, quoting=csv.QUOTE_ALL)
    writer.writerows([("title", "text"), *rows])
    if '\\"' in out.getvalue():
        return
    items = table(tmp_path_factory.getbasetemp(), out.getvalue())
    assert texts(items) == [text for _, text in rows]


@given(st.text(st.sampled_from('ab",\n\\'), max_size=60))
def test_no_row_is_lost_without_a_word(tmp_path_factory: pytest.TempPathFactory, body: str) -> None:
    items = table(tmp_path_factory.getbasetemp(), "title,text\n" + body)
    letters = sum(map(body.count, "ab"))
    read_letters = sum(sum(map((i.text + (i.title or "")).count, "ab")) for i in items if isinstance(i, RawArticle))
    assert refused(items) or read_letters == letters
