"""A new store opened by many at once."""

from __future__ import annotations

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier

import pytest
from filelock import FileLock

from rag.store.connection import connect
from rag.store.schema import MIGRATIONS


def test_many_who_open_a_new_store_at_once_all_open_it(tmp_path):
    path, ready = tmp_path / "home" / "s.sqlite3", Barrier(24)

    def opened(_):
        ready.wait()
        with closing(connect(path)) as db:
            return db.execute("PRAGMA user_version").fetchone()[0], db.execute("PRAGMA journal_mode").fetchone()[0]

    for _ in range(3):
        with ThreadPoolExecutor(24) as pool:
            assert set(pool.map(opened, range(24))) == {(len(MIGRATIONS), "wal")}
        shutil.rmtree(path.parent)


def test_one_who_comes_while_another_makes_the_tables_waits_and_finds_them_made(tmp_path):
    path = tmp_path / "s.sqlite3"
    lock = FileLock(tmp_path / "s.sqlite3.lock")
    with ThreadPoolExecutor(1) as pool, closing(sqlite3.connect(path)) as other, lock:
        other.execute("PRAGMA journal_mode = WAL")
        second = pool.submit(connect, path)
        with pytest.raises(TimeoutError):
            second.result(timeout=0.3)
        other.executescript("".join(MIGRATIONS))
        other.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        lock.release()
        with closing(second.result(timeout=30)) as db:
            assert db.execute("SELECT value FROM facts WHERE name = 'generation'").fetchone()[0] == "0"
