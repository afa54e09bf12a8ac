"""What was asked and answered, and what readers thought of it: a file of its own beside the articles."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import RLock

from rag.store import health
from rag.store.connection import connect, in_our_words
from rag.store.rows import epoch, moment

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE answers (
        id TEXT PRIMARY KEY, owner TEXT NOT NULL, asked INTEGER NOT NULL, question TEXT NOT NULL,
        follows TEXT, body TEXT NOT NULL, thumb INTEGER, reason TEXT
    );
    CREATE INDEX answers_by_owner ON answers (owner, asked DESC);
    """,
    """
    CREATE TABLE begun (
        id TEXT PRIMARY KEY, owner TEXT NOT NULL, asked INTEGER NOT NULL, question TEXT NOT NULL, understood TEXT NOT NULL
    );
    """,
)


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer as it was given. ``body`` is its ``dateline.answer/1`` JSON; ``thumb`` is 1, 0 or None."""

    id: str
    owner: str
    asked: datetime
    question: str
    follows: str | None
    body: str
    thumb: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """A question that was asked and has no answer yet, in the reader's own words and as it was understood."""

    id: str
    owner: str
    asked: datetime
    question: str
    understood: str


class History:
    """Keeps answers by owner, and the questions that have none yet. Safe to use from several threads.

    Raises:
        StoreError: SQLite failed.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = RLock()
        self._db = connect(path, MIGRATIONS)
        self._closed = False

    @contextmanager
    def _using(self) -> Iterator[sqlite3.Connection]:
        with self._lock, in_our_words(self.path):
            yield self._db

    def begin(self, begun: Begun) -> None:
        """Store a question durably, until its answer is kept or it is forgotten."""
        with self._using() as db:
            row = [begun.id, begun.owner, epoch(begun.asked), begun.question, begun.understood]
            db.execute("INSERT OR REPLACE INTO begun VALUES (?, ?, ?, ?, ?)", row)

    def unanswered(self, owner: str, limit: int = 30) -> tuple[Begun, ...]:
        """Return an owner's questions without an answer, newest first: under way, failed, or cut off by a restart."""
        with self._using() as db:
            rows = db.execute(
                "SELECT * FROM begun WHERE owner = ? AND id NOT IN (SELECT id FROM answers) "
                "ORDER BY asked DESC, rowid DESC LIMIT ?",
                [owner, limit],
            )
            return tuple(_begun(row) for row in rows)

    def begun(self, answer_id: str, owner: str) -> Begun | None:
        """Return a question of that owner that has no answer, or None."""
        with self._using() as db:
            row = db.execute("SELECT * FROM begun WHERE id = ? AND owner = ?", [answer_id, owner]).fetchone()
            return _begun(row) if row else None

    def keep(self, kept: Kept) -> None:
        """Store an answer durably; the same id again replaces it."""
        with self._using() as db:
            db.execute(
                "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    kept.id,
                    kept.owner,
                    epoch(kept.asked),
                    kept.question,
                    kept.follows,
                    kept.body,
                    kept.thumb,
                    kept.reason,
                ],
            )
            db.execute("DELETE FROM begun WHERE id = ?", [kept.id])

    def get(self, answer_id: str, owner: str) -> Kept | None:
        """Return an answer of that owner, or None."""
        with self._using() as db:
            row = db.execute("SELECT * FROM answers WHERE id = ? AND owner = ?", [answer_id, owner]).fetchone()
            return _kept(row) if row else None

    def recent(self, owner: str, limit: int = 30) -> tuple[Kept, ...]:
        """Return an owner's answers, newest first."""
        with self._using() as db:
            rows = db.execute(
                "SELECT * FROM answers WHERE owner = ? ORDER BY asked DESC, rowid DESC LIMIT ?", [owner, limit]
            )
            return tuple(_kept(row) for row in rows)

    def rate(self, answer_id: str, owner: str, thumb: int | None, reason: str | None) -> None:
        """Remember what a reader thought of an answer."""
        with self._using() as db:
            db.execute(
                "UPDATE answers SET thumb = ?, reason = ? WHERE id = ? AND owner = ?", [thumb, reason, answer_id, owner]
            )

    def forget(self, answer_id: str, owner: str) -> None:
        """Delete an answer, or a question that has none."""
        with self._using() as db:
            for table in ("answers", "begun"):
                db.execute(f"DELETE FROM {table} WHERE id = ? AND owner = ?", [answer_id, owner])

    def integrity(self) -> tuple[str, ...]:
        """Return what is wrong with the file, in words; empty when it is well."""
        with self._lock:
            return health.problems(self._db)

    def close(self) -> None:
        """Release the file. Calling twice is no error."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._db.close()


def _kept(row: sqlite3.Row) -> Kept:
    return Kept(
        row["id"], row["owner"], moment(row["asked"]), row["question"], row["follows"], row["body"], row["thumb"],
        row["reason"],
    )  # fmt: skip


def _begun(row: sqlite3.Row) -> Begun:
    return Begun(row["id"], row["owner"], moment(row["asked"]), row["question"], row["understood"])
