"""A question whose answer was cut off by a restart, or failed: its reader finds it again, asks it again or forgets it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from rag.errors import StoreError
from rag.sample import path
from rag.service import open_newsdesk
from rag.store.history import Begun, History
from rag.types import Question
from ui.work.jobs import Jobs

APP = str(Path(__file__).parents[2] / "ui" / "app.py")
ASKED = "What did Lavrov say about the intergovernmental commission?"

pytestmark = pytest.mark.usefixtures("pages_in_this_process")


@pytest.fixture
def cut_off(settings, embedder, clock):
    """A library, and a question that a process began to answer which is there no longer."""
    with open_newsdesk(settings, embedder=embedder, clock=clock) as desk:
        list(desk.ingest([str(path())]))
    history = History(settings.home / "history.sqlite3")
    history.begin(Begun("cut-off", "local", datetime(2024, 2, 25, 8, tzinfo=UTC), ASKED, ASKED))
    history.close()


def opened(**query: str):
    from streamlit.testing.v1 import AppTest

    at = AppTest.from_file(APP, default_timeout=60)
    for key, value in query.items():
        at.query_params[key] = value
    at.run()
    assert not at.exception, at.exception
    return at


def press(at, name: str) -> None:
    next(b for b in at.button if b.label == name).click().run()
    assert not at.exception, at.exception


def listed(at) -> list[str]:
    return [link.proto.label.replace("\\", "") for link in at.sidebar.get("page_link")]


@pytest.mark.usefixtures("cut_off")
def test_a_question_that_a_restart_cut_off_is_at_its_link_and_is_asked_again_once():
    at = opened(answer="cut-off")
    assert [h.value.replace("\\", "") for h in at.header] == [ASKED]
    assert ["the app was stopped before it was done" in e.value for e in at.error] == [True]
    press(at, "Ask again")
    at.run()
    assert "Save as evaluation case" in [b.label for b in at.button]
    assert sum(ASKED[:40] in name for name in listed(at)) == 1


@pytest.mark.usefixtures("cut_off")
def test_a_question_that_a_restart_cut_off_is_listed_until_it_is_forgotten():
    assert sum(ASKED[:40] in name for name in listed(opened())) == 1
    at = opened(answer="cut-off")
    press(at, "Forget this question")
    assert not any(ASKED[:40] in name for name in listed(at))
    assert "answer" not in at.query_params


def test_a_question_that_fails_stays_among_those_without_an_answer(desk, monkeypatch):
    monkeypatch.setattr(type(desk), "ask_stream", lambda *_, **__: iter([1 / 0]))
    jobs = Jobs(desk)
    job = jobs.ask(Question(ASKED, desk.now()), asked=ASKED, owner="a")
    assert jobs.first_sight(job, "a", 60).state == "failed"
    assert [b.id for b in desk.history.unanswered("a")] == [job]


def test_a_question_is_answered_even_if_it_cannot_be_written_down_before(desk, monkeypatch):
    def full(*_: object) -> None:
        raise StoreError("not kept", why="the disk is full", fix="Make room.")

    monkeypatch.setattr(History, "begin", full)
    jobs = Jobs(desk)
    job = jobs.ask(Question(ASKED, desk.now()), asked=ASKED, owner="a")
    assert jobs.first_sight(job, "a", 60).state == "done"
