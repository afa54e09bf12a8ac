"""Articles in, as a stream: in order, stored before a fault is told, and nothing begun that nobody waits for."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Thread

import pytest

from rag.errors import UsageError
from rag.ingest import readers
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


def test_what_comes_slowly_is_told_as_it_comes(desk, many, prepared, monkeypatch):
    seconds = iter(range(0, 10_000, 2))
    monkeypatch.setattr(ingesting, "monotonic", lambda: next(seconds))
    items = desk.ingest([many])
    assert next(items).fate == "added"
    assert len(prepared) == 1


def test_a_target_that_is_missing_is_told_after_what_came_before_is_stored(desk, many, tmp_path):
    with pytest.raises(UsageError):
        list(desk.ingest([many, str(tmp_path / "none.txt")]))
    assert desk.store.counts().articles == 400
    assert desk.search("Report 399").passages


# One address in several states

OLD = "The council of Varnholm voted on Monday to close the old bridge over the Elde for repairs."
STATES = [OLD, f"{OLD} The works begin in March.", f"{OLD} The works begin in April, the mayor said."]


def states(folder: Path, *texts: str) -> str:
    folder.mkdir(exist_ok=True)
    rows = [{"url": "https://ex.example/bridge", "title": "Bridge", "text": text} for text in texts]
    file = folder / "states.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return str(file)


def versions(desk) -> list[str]:
    (stored,) = desk.store.articles()
    return [v.text for v in desk.store.versions(stored.article.id)]


def test_a_second_ingest_of_a_file_with_several_states_of_an_article_changes_nothing(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(ingesting, "BATCH", 1)
    file = states(tmp_path, *STATES)
    assert [i.fate for i in desk.ingest([file])] == ["added", "updated", "updated"]
    again = list(desk.ingest([file]))
    assert [i.fate for i in again] == ["unchanged"] * 3
    assert [i.ref for i in again] == ["states.jsonl:1", "states.jsonl:2", "states.jsonl:3"]
    assert versions(desk) == STATES


def test_a_text_that_comes_back_alone_is_a_new_version(desk, tmp_path):
    list(desk.ingest([states(tmp_path, *STATES)]))
    assert [i.fate for i in desk.ingest([states(tmp_path, STATES[1], STATES[0])])] == ["unchanged", "updated"]
    assert versions(desk) == [*STATES, STATES[0]]


def test_a_newer_text_behind_former_ones_is_a_new_version(desk, tmp_path):
    list(desk.ingest([states(tmp_path, *STATES[:2])]))
    assert [i.fate for i in desk.ingest([states(tmp_path, *STATES)])] == ["unchanged", "unchanged", "updated"]
    assert versions(desk) == STATES


def test_a_text_that_comes_back_is_stored_before_a_missing_target_is_told(desk, tmp_path):
    list(desk.ingest([states(tmp_path, *STATES)]))
    with pytest.raises(UsageError):
        list(desk.ingest([states(tmp_path, STATES[0]), str(tmp_path / "none.txt")]))
    assert versions(desk) == [*STATES, STATES[0]]


def test_a_question_does_not_wait_for_the_end_of_an_ingest(desk, many, tmp_path):
    """One thread of the app takes articles in for minutes; what is there already is found meanwhile."""
    first = tmp_path / "first.jsonl"
    row = {"id": "first", "title": "Storm", "text": "The storm closed the harbour of Elm on Monday."}
    first.write_text(json.dumps(row), "utf-8")
    list(desk.ingest([str(first)]))
    running = desk.ingest([many])
    next(running)
    found: list[str] = []
    asking = Thread(
        target=lambda: found.extend(p.article_id for p in desk.search("storm harbour").passages), daemon=True
    )
    asking.start()
    asking.join(timeout=30)
    assert not asking.is_alive(), "the question waited for the ingest"
    assert found[:1] == ["first"]
    assert len(list(running)) == 399
    assert desk.search("ferry number 390").passages


def test_an_article_that_our_own_code_fails_on_is_refused_and_the_rest_goes_in(desk, many, monkeypatch):
    prepare = ingesting.prepare

    def failing(raw, now):
        if raw.ref.endswith(":2"):
            raise ValueError("empty separator")
        return prepare(raw, now)

    monkeypatch.setattr(ingesting, "prepare", failing)
    fates = {item.ref.rpartition(":")[2]: item for item in desk.ingest([many])}
    assert fates["2"].fate == "rejected"
    assert "ValueError: empty separator" in fates["2"].reason
    assert {item.fate for number, item in fates.items() if number != "2"} == {"added"}


def test_a_file_that_our_own_code_fails_on_is_refused_and_the_rest_of_the_folder_goes_in(desk, tmp_path, monkeypatch):
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(f"Ferry {name}\n\nThe harbour master of Velka reopened line {name} on Monday.")
    monkeypatch.setattr(readers, "is_mail", lambda raw: b"b.txt" in raw and {}["head"])
    assert [item.fate for item in desk.ingest([str(tmp_path)])] == ["added", "rejected", "added"]


COLUMN = """The harbour deserves better
By Ann Lee
10 March 2026

The harbour board approved a plan of 42 million crowns on Thursday, after nine years of debate.

The board should wait for the court, which will rule in May, and so should all who live by the oyster beds.

Ann Lee is a writer in Port Alba and the author of a book on the fishing fleet.
"""


def test_what_was_exported_comes_back_unchanged(desk, tmp_path):
    first = tmp_path / "column.txt"
    first.write_text(COLUMN, "utf-8")
    [added] = desk.ingest([str(first)])
    again = tmp_path / "export.jsonl"
    again.write_text("\n".join(json.dumps(line) for line in desk.store.export()), "utf-8")
    items = list(desk.ingest([str(again)]))
    assert [(item.fate, item.article_id) for item in items] == [("unchanged", added.article_id)]
