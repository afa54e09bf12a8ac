"""Opening the file: pragmas, migrations with a backup before them, and errors in our own words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from json import JSONDecodeError
from pathlib import Path
from threading import RLock

from filelock import FileLock, Timeout

from rag.errors import StoreError
from rag.store.schema import MIGRATIONS

WAIT_S = 5.0
LONGEST_WAIT_S = 60.0
APPLICATION_ID = 0x44544C4E  # "DTLN": says whose file this is


@contextmanager
def in_our_words(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into StoreError with what to do.

    Raises:
        StoreError: SQLite failed.
    """
    try:
        yield
    except sqlite3.Error as exc:
        raise StoreError("article store failed", why=f"{path}: {exc}", fix=_remedy(str(exc))) from exc
    except JSONDecodeError as exc:
        raise StoreError(
            "article not read", why=f"{path} holds a field of it that is damaged ({exc})", fix=_remedy("")
        ) from exc


def _remedy(message: str) -> str:
    if "disk" in message and "full" in message:
        return "Free some space and repeat; what was acknowledged is safe."
    if "I/O error" in message:
        return (
            "The disk may be full, over its quota or failing: look at it, then repeat; what was acknowledged is safe."
        )
    if "readonly" in message or "unable to open" in message:
        return "Make the folder writable, or set DATELINE_HOME to one that is."
    if "locked" in message:
        return "Another process is writing; try again in a moment."
    return "Run `dateline doctor`. If the file is damaged, put a backup back in its place."


def connect(path: Path, migrations: Sequence[str] = MIGRATIONS) -> sqlite3.Connection:
    """Return a connection to the store, created or migrated where it must be.

    Raises:
        StoreError: the file cannot be opened, is no store, or is of a newer release.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise StoreError(
            "folder not made", why=str(exc), fix="Set DATELINE_HOME to a folder that you can write to."
        ) from exc
    with in_our_words(path), _connecting:
        known = path.resolve() in _connected and path.exists()
        db = _ready(path, migrations) if known or _in_wal_mode(path) else None
        # Until the file is in that mode, one who opens it can fail another at once, however long it would wait.
        db = db or _made(path, migrations)
        _connected.add(path.resolve())
        return db


_connecting = RLock()
_connected: set[Path] = set()
"""Files that this process has had open. Their bytes are not read here again: closing a file lets go of all locks that
this process has on it, SQLite's too, and then another process that closes it takes the write-ahead log away with all
that is written to it later (sqlite.org/howtocorrupt.html, section 2.2)."""


def _ready(path: Path, migrations: Sequence[str]) -> sqlite3.Connection | None:
    """Return a connection to a file that is written ahead, None where it is still to be migrated."""
    db = _opened(path, migrations)
    if _version(db) == len(migrations):
        return db
    db.close()
    return None


def _made(path: Path, migrations: Sequence[str]) -> sqlite3.Connection:
    """Return a connection to a file that was made or migrated first, by this process alone."""
    with _alone(path):
        db = _opened(path, migrations)
        try:
            _migrate(db, path, migrations)
        except BaseException:
            db.close()
            raise
        return db


def _opened(path: Path, migrations: Sequence[str]) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=WAIT_S, check_same_thread=False, isolation_level=None)
    try:
        _prepare(db, path, migrations)
    except BaseException:
        db.close()
        raise
    return db


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _in_wal_mode(path: Path) -> bool:
    """Return whether the file says of itself that it is written ahead (bytes 18 and 19 of its head)."""
    try:
        with path.open("rb") as file:
            return file.read(20)[18:] == b"\x02\x02"
    except OSError:
        return False


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the lock of making a store: the others wait, and then find it made.

    Raises:
        StoreError: another process holds it for a minute, or the lock file cannot be made.
    """
    lock = FileLock(path.with_name(f"{path.name}.lock"))
    try:
        lock.acquire(timeout=LONGEST_WAIT_S)
    except Timeout as exc:
        raise StoreError(
            "article store not opened", why=f"another process is making {path}", fix="Try again in a moment."
        ) from exc
    except OSError as exc:
        raise StoreError("article store not opened", why=str(exc), fix=_remedy("readonly")) from exc
    try:
        yield
    finally:
        lock.release()


def _prepare(db: sqlite3.Connection, path: Path, migrations: Sequence[str]) -> None:
    db.row_factory = sqlite3.Row
    version = _version(db)
    if version > len(migrations):
        raise StoreError(
            "article store not opened",
            why=f"{path} was written by a newer release (schema {version}, this one knows {len(migrations)})",
            fix="Install that release, or set DATELINE_HOME to another folder.",
        )
    for pragma in (
        "busy_timeout = 5000", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON",
        "trusted_schema = OFF",
    ):  # fmt: skip
        db.execute(f"PRAGMA {pragma}")


def _migrate(db: sqlite3.Connection, path: Path, migrations: Sequence[str]) -> None:
    """Make the tables that are lacking. The caller is alone: another may have made them since it looked."""
    version = _version(db)
    if version == len(migrations):
        return
    if version == 0 and db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise StoreError(
            "article store not opened", why=f"{path} is a database of something else",
            fix="Set DATELINE_HOME to another folder.",
        )  # fmt: skip
    if version:
        beside = path.with_name(f"{path.name}.before-{version + 1}")
        with sqlite3.connect(beside) as copy:
            db.backup(copy)
        copy.close()
    db.execute("BEGIN IMMEDIATE")
    try:
        for number, script in enumerate(migrations[version:], start=version + 1):
            for statement in _statements(script):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {number}")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def _statements(script: str) -> Iterator[str]:
    pending = ""
    for part in script.split(";"):
        pending += part + ";"
        if sqlite3.complete_statement(pending):
            if pending.strip(" \n;"):
                yield pending
            pending = ""
