"""A model is asked the same thing once."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from eval.systems.replies import RememberedChat, Replies
from rag.errors import StoreError
from rag.llm.scripted import ScriptedModel
from rag.ports import Completion, Message
from rag.service.clock import WallDeadline

ASKED = (Message("system", "Be brief."), Message("user", "Who came?"))


def _reply(chat: RememberedChat, messages: tuple[Message, ...] = ASKED) -> list[str | Completion]:
    return list(chat.stream(messages, max_tokens=50, deadline=WallDeadline(5.0)))


def test_a_kept_reply_is_the_same_piece_by_piece_and_is_counted(tmp_path: Path) -> None:
    replies = Replies(tmp_path / "replies.sqlite")
    first = RememberedChat(ScriptedModel(["Anna came early."], [0.75]), replies)
    said, odds = _reply(first), first.yes_probability(ASKED, deadline=WallDeadline(5.0))
    replies.close()

    later = RememberedChat(ScriptedModel(), Replies(tmp_path / "replies.sqlite"))
    assert _reply(later) == said
    assert later.yes_probability(ASKED, deadline=WallDeadline(5.0)) == odds == 0.75
    assert (first.replayed, later.replayed) == (0, 2)


def test_another_prompt_is_asked_anew(tmp_path: Path) -> None:
    replies = Replies(tmp_path / "replies.sqlite")
    chat = RememberedChat(ScriptedModel(["One.", "Two."]), replies)
    assert _reply(chat) != _reply(chat, (ASKED[0], Message("user", "Who left?")))
    assert chat.replayed == 0


def test_a_reply_that_was_cut_off_is_not_kept(tmp_path: Path) -> None:
    replies = Replies(tmp_path / "replies.sqlite")
    chat = RememberedChat(ScriptedModel(["one two three four", "whole"]), replies)
    cut = list(chat.stream(ASKED, max_tokens=2, deadline=WallDeadline(5.0)))
    assert isinstance(cut[-1], Completion)
    assert not cut[-1].finished
    assert list(chat.stream(ASKED, max_tokens=2, deadline=WallDeadline(5.0)))[-1].text == "whole"  # type: ignore[union-attr]


def test_a_reply_of_other_sampling_is_not_given_for_this_one(tmp_path, monkeypatch):
    replies = Replies(tmp_path / "replies.sqlite")

    def text(*scripted: str) -> str:
        last = _reply(RememberedChat(ScriptedModel(list(scripted)), replies))[-1]
        assert isinstance(last, Completion)
        return last.text

    assert text("Anna came early.") == "Anna came early."
    monkeypatch.setattr("eval.systems.replies.SAMPLING", {"temperature": 0.7})
    assert text("Anna was early.") == "Anna was early."
    monkeypatch.undo()
    assert text() == "Anna came early."


def test_a_file_of_replies_that_is_damaged_is_named(tmp_path):
    (tmp_path / "replies.sqlite").write_bytes(b"this is no database at all, but a long line of words")
    with pytest.raises(StoreError, match="Move the file away"):
        Replies(tmp_path / "replies.sqlite")


@pytest.mark.parametrize(
    ("said", "fix"),
    [
        ("database or disk is full", "Free some space"),
        ("disk I/O error", "over its quota"),
        ("attempt to write a readonly database", "writable"),
        ("unable to open database file", "writable"),
        ("database is locked", "try again"),
        ("database disk image is malformed", "Move the file away"),
    ],
)
def test_what_mends_a_file_of_replies_is_told_by_what_is_wrong(tmp_path, monkeypatch, said, fix):
    def failing(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError(said)

    monkeypatch.setattr("eval.systems.replies.sqlite3.connect", failing)
    with pytest.raises(StoreError) as caught:
        Replies(tmp_path / "replies.sqlite")
    assert fix in caught.value.fix
    assert ("Move" in caught.value.fix) == ("Move" in fix)
