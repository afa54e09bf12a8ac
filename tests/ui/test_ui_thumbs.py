"""Thumbs and the cases that they make: only what a reader does himself is written, and what he takes back goes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.errors import StoreError
from rag.sample import path
from rag.service import open_newsdesk
from rag.store.history import History
from ui.evaluation.kept_cases import drop_case, keep_case, read_cases

APP = str(Path(__file__).parents[2] / "ui" / "app.py")

pytestmark = pytest.mark.usefixtures("pages_in_this_process")


def opened(name):
    from streamlit.testing.v1 import AppTest

    at = AppTest.from_file(APP, default_timeout=60)
    if name == "evaluation":
        at.run().switch_page("screens/evaluation.py")
    else:
        at.query_params["answer"] = name
    at.run()
    assert not at.exception, at.exception
    return at


def thumb(at, value):
    at.feedback(key="thumb-answered").set_value(value).run()
    assert not at.exception, at.exception


@pytest.fixture
def answered(settings, embedder, clock, states):
    """The history in every state, over the library that its answers cite."""
    with open_newsdesk(settings, embedder=embedder, clock=clock) as desk:
        list(desk.ingest([str(path())]))
    states.keep(settings.home)


def kept(settings):
    history = History(settings.home / "history.sqlite3")
    found = history.get("answered", "local")
    history.close()
    return found.thumb, found.reason


def cases(settings):
    return [(c["expect"], c.get("note")) for c in map(json.loads, read_cases(settings.home).splitlines())]


def test_a_tab_that_shows_an_old_thumb_writes_nothing_and_shows_the_new_one(settings, answered):
    old = opened("answered")
    thumb(old, 0)
    thumb(opened("answered"), 1)
    old.run()
    assert kept(settings)[0] == 1
    assert old.feedback(key="thumb-answered").value == 1
    assert cases(settings) == [("answer", None)]


def test_a_thumb_that_is_taken_back_goes_with_its_reason_and_its_case(settings, answered):
    at = opened("answered")
    thumb(at, 0)
    at.text_input(key="reason-answered").set_value("It was the other bridge").run()
    assert kept(settings) == (0, "It was the other bridge")
    assert cases(settings) == [("any", "It was the other bridge")]
    thumb(at, None)
    assert kept(settings) == (None, None)
    assert cases(settings) == []
    assert opened("answered").feedback(key="thumb-answered").value is None


def test_a_case_that_was_edited_or_saved_stays_when_the_thumb_is_taken_back(tmp_path):
    made = {"id": "answer-1", "question": "Who?", "from": "thumb"}
    keep_case(tmp_path, made | {"answers": ["Anselm Korda"]})
    drop_case(tmp_path, made)
    assert json.loads(read_cases(tmp_path))["answers"] == ["Anselm Korda"]


@pytest.mark.parametrize("what", ["thumb", "Save as evaluation case", "Keep"])
def test_a_case_that_cannot_be_written_is_told_on_the_page(answered, monkeypatch, what):
    import ui.evaluation.kept_cases as kept_cases

    def full(*_):
        raise StoreError("the cases were not kept", why="the disk is full", fix="Make room.")

    at = opened("evaluation" if what == "Keep" else "answered")
    monkeypatch.setattr(kept_cases, "_write", full)
    if what == "thumb":
        thumb(at, 1)
    else:
        next(b for b in at.button if b.label == what).click().run()
    assert not at.exception, at.exception
    assert ["disk is full" in e.value for e in at.error] == [True]


def test_a_file_of_cases_that_is_no_text_is_told_and_the_page_stays(settings):
    settings.home.mkdir(parents=True, exist_ok=True)
    (settings.home / "cases.jsonl").write_bytes(b"\xff\xfe\x00")
    at = opened("evaluation")
    assert ["it is no UTF\\-8" in e.value for e in at.error] == [True]
    assert "Run it" in [b.label for b in at.button]
    assert (settings.home / "cases.jsonl").read_bytes() == b"\xff\xfe\x00"


@pytest.mark.usefixtures("answered")
@pytest.mark.parametrize("name", ["gone", "changed"])
def test_no_case_is_made_of_an_answer_whose_cited_words_are_not_there_any_more(settings, name):
    at = opened(name)
    next(b for b in at.button if b.label == "Save as evaluation case").click().run()
    assert ["removed or changed since" in e.value for e in at.error] == [True]
    at.feedback(key=f"thumb-{name}").set_value(1).run()
    assert not at.exception, at.exception
    assert ["without an evaluation case" in t.value for t in at.toast] == [True]
    assert cases(settings) == []
    at.feedback(key=f"thumb-{name}").set_value(0).run()
    assert [expect for expect, _ in cases(settings)] == ["any"]
    at.feedback(key=f"thumb-{name}").set_value(1).run()
    assert cases(settings) == []
