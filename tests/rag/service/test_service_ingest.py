"""Articles in, as a stream: a batch is made ready while another is embedded, and nothing is begun that nobody waits for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from threading import Event

import pytest

from rag.errors import UsageError
from rag.service import ingesting, open_newsdesk

WAIT_S = 10


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


def test_the_next_batch_is_prepared_while_one_is_embedded(settings, embedder, clock, many, monkeypatch):
    second_batch = Event()
    real = ingesting.prepare
    begun: list[str] = []

    def noting(raw, now):
        begun.append(raw.ref)
        if len(begun) > ingesting.BATCH:
            second_batch.set()
        return real(raw, now)

    monkeypatch.setattr(ingesting, "prepare", noting)
    ahead: list[bool] = []

    class Waiting:
        name, dimension = embedder.name, embedder.dimension

        def embed(self, texts: Sequence[str]):
            ahead.append(second_batch.wait(WAIT_S))
            return embedder.embed(texts)

    with open_newsdesk(settings, embedder=Waiting(), clock=clock) as desk:
        assert len(list(desk.ingest([many]))) == 400
    assert ahead[0]


def test_results_come_in_the_order_of_the_items_each_once(desk, many, prepared):
    items = list(desk.ingest([many]))
    assert [i.article_id for i in items] == [f"a{n:03}" for n in range(400)]
    assert [i.ref for i in items] == prepared


def test_an_ingest_left_early_begins_no_more_than_the_batch_in_hand(desk, many, prepared):
    items = desk.ingest([many])
    next(items)
    items.close()
    assert len(prepared) <= 2 * ingesting.BATCH
    assert desk.store.counts().articles == ingesting.BATCH


def test_a_target_that_is_missing_is_told_after_what_came_before_is_stored(desk, many, tmp_path):
    with pytest.raises(UsageError):
        list(desk.ingest([many, str(tmp_path / "none.txt")]))
    assert desk.store.counts().articles == 400
    assert desk.search("Report 399").passages
