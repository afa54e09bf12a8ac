"""JSON that is no JSON Lines, as programs write it."""

from __future__ import annotations

import json
from io import BytesIO

import pytest

from rag.ingest import read

ROWS = [{"title": f"Report {n}", "text": f"The ferry of Skarr ran {n} times on Monday."} for n in range(3)]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_list_of_articles_is_read_wherever_its_lines_end(tmp_path, indent, mark):
    file = tmp_path / "news.jsonl"
    file.write_text(mark + json.dumps(ROWS, indent=indent), "utf-8")
    found = list(read(str(file)))
    assert [item.text for item in found] == [row["text"] for row in ROWS]
    assert found[2].ref == "news.jsonl:3"


def test_a_list_on_standard_input_and_one_article_over_several_lines_are_read():
    assert len(list(read("-", stdin=BytesIO(json.dumps(ROWS, indent=1).encode())))) == 3
    (one,) = read("-", stdin=BytesIO(json.dumps(ROWS[1], indent=1).encode()))
    assert one.title == "Report 1"


def test_a_member_of_a_list_that_is_no_article_is_refused_and_the_others_are_read(tmp_path):
    file = tmp_path / "news.jsonl"
    file.write_text(json.dumps([ROWS[0], 7, {"title": "No text"}, ROWS[1]], indent=1), "utf-8")
    assert [getattr(item, "fate", "read") for item in read(str(file))] == ["read", "rejected", "rejected", "read"]


def test_a_list_that_is_cut_off_is_refused_once(tmp_path):
    file = tmp_path / "news.jsonl"
    file.write_text(json.dumps(ROWS, indent=1)[:-9], "utf-8")
    (refusal,) = read(str(file))
    assert "it is no JSON" in refusal.reason


def test_a_first_line_that_is_a_list_does_not_keep_the_other_lines_from_being_read(tmp_path):
    file = tmp_path / "news.jsonl"
    file.write_text("\n".join([json.dumps(ROWS[:1]), *map(json.dumps, ROWS)]), "utf-8")
    assert [getattr(item, "fate", "read") for item in read(str(file))] == ["rejected", "read", "read", "read"]


def test_a_list_too_large_for_one_value_is_refused_with_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr("rag.ingest.readers.MOST_BYTES", 50)
    file = tmp_path / "news.jsonl"
    file.write_text(json.dumps(ROWS), "utf-8")
    (refusal,) = read(str(file))
    assert "one object on each line" in refusal.fix
