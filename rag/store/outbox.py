"""The outbox: a letter is written down before it is sent, and what became of it after."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from rag.store.rows import epoch
from rag.types import Letter

Transaction = Callable[[], AbstractContextManager[sqlite3.Connection]]


class Outbox:
    """Letters by brief, revision and recipient: each is there once, whoever asks for it and how often.

    Raises:
        StoreError: SQLite failed.
    """

    def __init__(self, reading: Transaction, writing: Transaction) -> None:
        self._reading = reading
        self._writing = writing

    def put(self, brief: str, revision: int, recipient: str, message_id: str, message: bytes, now: datetime) -> bool:
        """Queue a letter; return False when it is there already, in whatever state."""
        with self._writing() as db:
            made = db.execute(
                "INSERT OR IGNORE INTO outbox (brief, revision, recipient, message_id, message, state, attempts,"
                " queued, changed) VALUES (?, ?, ?, ?, ?, 'queued', 0, ?, ?)",
                [brief, revision, recipient, message_id, message, epoch(now), epoch(now)],
            )
            return made.rowcount > 0

    def take(self, now: datetime, *, after: int) -> Letter | None:
        """Return the next letter to send after one of that number, marked as being sent: nobody else gets it.

        None when there is none.
        """
        with self._writing() as db:
            row = db.execute(
                "SELECT * FROM outbox WHERE state = 'queued' AND rowid > ? ORDER BY rowid LIMIT 1", [after]
            ).fetchone()
            if row is None:
                return None
            db.execute(
                "UPDATE outbox SET state = 'sending', attempts = attempts + 1, changed = ? WHERE rowid = ?",
                [epoch(now), row["rowid"]],
            )
            return _letter(row, state="sending")

    def settle(self, rowid: int, state: str, now: datetime, fault: str | None = None) -> None:
        """Note what became of a letter: sent; queued again when it certainly did not arrive; failed for good."""
        with self._writing() as db:
            db.execute(
                "UPDATE outbox SET state = ?, changed = ?, fault = ? WHERE rowid = ?", [state, epoch(now), fault, rowid]
            )

    def again(self, rowid: int, now: datetime) -> None:
        """Queue a letter again as if it had never been tried."""
        with self._writing() as db:
            db.execute(
                "UPDATE outbox SET state = 'queued', attempts = 0, changed = ?, fault = NULL WHERE rowid = ?",
                [epoch(now), rowid],
            )

    def letters(self, states: Sequence[str] = ("queued", "sending", "sent", "failed")) -> tuple[Letter, ...]:
        """Return the letters in some states, oldest first."""
        with self._reading() as db:
            marks = ", ".join("?" * len(states))
            rows = db.execute(f"SELECT * FROM outbox WHERE state IN ({marks}) ORDER BY rowid", list(states))
            return tuple(_letter(row) for row in rows)


def _letter(row: sqlite3.Row, state: str | None = None) -> Letter:
    return Letter(
        row["rowid"], row["brief"], row["revision"], row["recipient"], row["message_id"], row["message"],
        state or row["state"], row["attempts"], row["fault"],
    )  # fmt: skip
