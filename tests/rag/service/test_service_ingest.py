"""Articles in, as a stream: in order, stored before a fault is told, and nothing begun that nobody waits for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.errors import UsageError
from rag.service import ingesting


@pytest.fixture
def many(tmp_path: Path) -> str:
    file = tmp_path / "many.jsonl"
    rows = [{"id": f"a{n:03}", "title": f"Report {n}", "text": f"Ferry number {n} left Velka."} for n in range(400)]
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return str(file)


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The articles that were prepared so far, in order."""
    seen: list[str] = []
    real = ingesting.prepare

    def noting(raw, now):
        seen.append(raw.ref)
        return real(raw, now)

    monkeypatch.setattr(ingesting, "prepare", noting)
    return seen


def test_results_come_in_the_order_of_the_items_each_once(desk, many, prepared):
    items = list(desk.ingest([many]))
    assert [i.article_id for i in items] == [f"a{n:03}" for n in range(400)]
    assert [i.ref for i in items] == prepared


def test_an_ingest_left_early_begins_nothing_after_the_batch_in_hand(desk, many, prepared):
    items = desk.ingest([many])
    next(items)
    items.close()
    assert len(prepared) == ingesting.BATCH
    assert desk.store.counts().articles == ingesting.BATCH


def test_a_target_that_is_missing_is_told_after_what_came_before_is_stored(desk, many, tmp_path):
    with pytest.raises(UsageError):
        list(desk.ingest([many, str(tmp_path / "none.txt")]))
    assert desk.store.counts().articles == 400
    assert desk.search("Report 399").passages
