"""One file, several connections in a process and several processes: what is written is there for all."""

from __future__ import annotations

import sqlite3
import subprocess
import sys

import pytest

from rag.store.connection import connect

OPEN_AND_CLOSE = (
    "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute('SELECT * FROM t').fetchall(); db.close()"
)
TABLE = ("CREATE TABLE t (word TEXT);",)


@pytest.mark.parametrize("again", [1, 3])
def test_what_is_written_after_another_process_closed_the_file_is_not_lost(tmp_path, again):
    file = tmp_path / "kept.sqlite3"
    db = connect(file, TABLE)
    db.execute("INSERT INTO t VALUES ('before')")
    for _ in range(again):
        connect(file, TABLE).close()  # as the check of the app's Status page does
    subprocess.run([sys.executable, "-c", OPEN_AND_CLOSE, str(file)], check=True)
    db.execute("INSERT INTO t VALUES ('after')")
    other = sqlite3.connect(file)
    assert [row[0] for row in other.execute("SELECT word FROM t")] == ["before", "after"]
    other.close()
    db.close()


def test_a_file_that_was_taken_away_is_made_anew(tmp_path):
    file = tmp_path / "kept.sqlite3"
    connect(file, TABLE).close()
    file.unlink()
    db = connect(file, TABLE)
    assert db.execute("SELECT count(*) FROM t").fetchone()[0] == 0
    db.close()
