"""The history of questions: what was asked is kept from the first moment, and answered or forgotten once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rag.store.connection import connect
from rag.store.history import MIGRATIONS, Begun, History, Kept

ASKED = datetime(2024, 2, 25, 9, tzinfo=UTC)


def begun(name: str, owner: str = "a") -> Begun:
    return Begun(name, owner, ASKED, f"And {name}?", f"What of {name}?")


def kept(name: str, owner: str = "a") -> Kept:
    return Kept(name, owner, ASKED, f"And {name}?", None, "{}")


@pytest.fixture
def history(tmp_path):
    made = History(tmp_path / "history.sqlite3")
    yield made
    made.close()


def test_a_question_is_unanswered_until_its_answer_is_kept(history):
    history.begin(begun("ferry"))
    history.begin(begun("bridge"))
    assert [b.id for b in history.unanswered("a")] == ["bridge", "ferry"]
    assert history.begun("ferry", "a") == begun("ferry")
    history.keep(kept("ferry"))
    assert [b.id for b in history.unanswered("a")] == ["bridge"]
    assert history.begun("ferry", "a") is None


def test_an_unanswered_question_is_its_owners_alone(history):
    history.begin(begun("ferry"))
    assert history.unanswered("b") == ()
    assert history.begun("ferry", "b") is None
    history.forget("ferry", "b")
    assert len(history.unanswered("a")) == 1
    history.forget("ferry", "a")
    assert history.unanswered("a") == ()


def test_a_history_of_an_earlier_release_keeps_its_answers(tmp_path):
    path = tmp_path / "history.sqlite3"
    old = connect(path, MIGRATIONS[:1])
    old.execute("INSERT INTO answers VALUES ('ferry', 'a', 0, 'And the ferry?', NULL, '{}', 1, NULL)")
    old.close()
    history = History(path)
    assert [(k.id, k.thumb) for k in history.recent("a")] == [("ferry", 1)]
    assert history.unanswered("a") == ()
    history.close()
