"""The sheet for checking by hand: the same draw each time, every row with its words."""

from __future__ import annotations

from eval.reports.handcheck import drawn, sheet
from rag.sample import path


def test_the_sheet_is_drawn_with_a_seed_and_shows_the_cited_words(desk):
    list(desk.ingest([str(path())]))
    rows = drawn(desk, count=6)
    assert rows == drawn(desk, count=6)
    assert len({r.sentence for r in rows}) == 6
    assert all(r.words for r in rows)
    assert sheet(rows).count("\n") == 8
