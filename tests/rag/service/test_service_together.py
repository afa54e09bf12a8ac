"""Several processes on one library: what one of them does, those that stay open see, and nothing is lost."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from rag.embed import chunk_text
from rag.errors import IndexFault, StoreError
from rag.index import ChromaIndex, WriterLock, delete_others
from rag.service import open_newsdesk

OTHER = """
import sys
sys.path.insert(0, {tests!r})
from conftest import WordEmbedder
from dataclasses import replace
from pathlib import Path
from rag.config import Settings
from rag.index import ChromaIndex
from rag.service import open_newsdesk
upsert = ChromaIndex.upsert
def watched(index, entries):
    print("stored", flush=True)
    sys.stdin.readline()
    upsert(index, entries)
ChromaIndex.upsert = watched
settings = Settings(home=Path({home!r}), cache=Path({home!r}), llm="none", timezone="UTC")
with open_newsdesk(settings, embedder=WordEmbedder()) as desk:
    {does}
"""
PLACES = ("Velka", "Estermouth", "Orrin", "Halden", "Brask", "Tolmin", "Uster", "Quill", "Zarn", "Wexmoor")


def text(number):
    return f"The council of {PLACES[number % 10]} voted on item{number} and on plan{number * 7}."


def news(folder, first, last):
    file = folder / f"news-{first}.jsonl"
    rows = [{"id": f"a{i}", "title": f"Report {i}", "text": text(i)} for i in range(first, last)]
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return str(file)


def other(settings, does):
    """Start another process on the library. It waits for a line before each batch of vectors that it writes."""
    code = OTHER.format(tests=str(Path(__file__).parents[2]), home=str(settings.home), does=does)
    return subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def done(process):
    process.communicate("\n" * 20)
    assert process.returncode == 0


def found_by_vector(desk, number):
    """Return whether an article is the nearest one to its own vector."""
    vector = desk.embedder.embed([chunk_text(f"Report {number}", text(number))])[0]
    (nearest,) = desk.indexing.ready().query(vector, 1, None)
    return nearest.chunk_id.startswith(f"a{number}@") and nearest.score > 0.999


@pytest.fixture
def stocked(desk, tmp_path):
    list(desk.ingest([news(tmp_path, 0, 10)]))
    return desk


def test_a_reader_that_looked_between_the_store_and_the_index_finds_the_new_articles(settings, stocked, tmp_path):
    writer = other(settings, f"list(desk.ingest([{news(tmp_path, 10, 20)!r}]))")
    writer.stdout.readline()
    assert stocked.search("item3").passages  # the articles are in the store and not yet in the index
    done(writer)
    assert all(found_by_vector(stocked, n) for n in range(20))


def test_a_reader_goes_on_after_another_process_rebuilt_the_index(settings, stocked):
    assert found_by_vector(stocked, 3)
    done(other(settings, "desk.reindex()"))
    assert stocked.search("item3").passages[0].article_id == "a3"
    assert found_by_vector(stocked, 3)


def test_an_index_that_goes_while_its_reader_is_open_is_built_again_with_the_next_question(settings, stocked):
    assert found_by_vector(stocked, 3)
    # As a server does that comes back with an empty folder.
    delete_others(settings.home, settings.chroma, keep="none")
    assert stocked.search("item3").passages[0].article_id == "a3"
    assert found_by_vector(stocked, 3)


def test_a_question_that_is_being_answered_outlives_a_rebuild_by_another_process(settings, stocked):
    retriever = stocked.hybrid()
    done(other(settings, "desk.reindex()"))
    question = stocked.asked("item3 plan21 Halden").question
    assert retriever.retrieve(question, 3).passages[0].article_id == "a3"


def test_a_writer_after_another_one_loses_none_of_the_vectors_of_both(settings, stocked, embedder, clock, tmp_path):
    done(other(settings, f"list(desk.ingest([{news(tmp_path, 10, 20)!r}]))"))
    list(stocked.ingest([news(tmp_path, 20, 30)]))
    assert all(found_by_vector(stocked, n) for n in range(30))
    stocked.close()
    with open_newsdesk(settings, embedder=embedder, clock=clock) as fresh:
        assert all(found_by_vector(fresh, n) for n in range(30))


def test_a_writer_goes_on_after_another_process_rebuilt_the_index(settings, stocked, tmp_path):
    done(other(settings, "desk.reindex()"))
    list(stocked.ingest([news(tmp_path, 10, 20)]))
    assert all(found_by_vector(stocked, n) for n in range(20))


def test_a_question_does_not_wait_for_a_rebuild_of_the_same_process(stocked, monkeypatch):
    began, go_on = threading.Event(), threading.Event()
    upsert = ChromaIndex.upsert

    def watched(index, entries):
        began.set()
        go_on.wait(20)
        upsert(index, entries)

    monkeypatch.setattr(ChromaIndex, "upsert", watched)
    rebuilding = threading.Thread(target=stocked.reindex)
    rebuilding.start()
    assert began.wait(20)
    answered = threading.Event()
    asking = threading.Thread(target=lambda: stocked.search("item3").passages and answered.set())
    asking.start()
    meanwhile = answered.wait(10)
    go_on.set()
    rebuilding.join(20)
    asking.join(20)
    assert meanwhile
    assert found_by_vector(stocked, 3)


def test_reading_a_library_that_is_level_takes_no_lock_from_writers(settings, stocked, embedder, clock):
    with (
        open_newsdesk(settings, embedder=embedder, clock=clock) as reader,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(WriterLock, "__enter__", lambda _: pytest.fail("a question took the lock of writers"))
        assert found_by_vector(reader, 3)


@pytest.mark.parametrize("name", ["a%20b", "100% new?s #1", "üñí ☃ home"])
def test_an_index_in_a_folder_of_any_name_is_rebuilt_and_its_old_files_leave(settings, embedder, clock, tmp_path, name):
    at = replace(settings, home=tmp_path / name)
    with open_newsdesk(at, embedder=embedder, clock=clock) as desk:
        list(desk.ingest([news(tmp_path, 0, 10)]))
        found_by_vector(desk, 3)
        assert [desk.reindex(), desk.reindex()] == [10, 10]
        assert len([each for each in (at.home / "chroma").iterdir() if each.is_dir()]) <= 1
        assert found_by_vector(desk, 3)


def test_a_file_in_the_place_of_the_index_is_named_with_what_to_do(settings, embedder, clock, tmp_path):
    settings.home.mkdir()
    (settings.home / "chroma").write_text("x")
    with (
        open_newsdesk(settings, embedder=embedder, clock=clock) as desk,
        pytest.raises(IndexFault, match="is a file and no folder"),
    ):
        list(desk.ingest([news(tmp_path, 0, 10)]))


def test_a_question_is_answered_where_nothing_can_be_written(stocked, tmp_path, monkeypatch):
    monkeypatch.setattr("rag.service.indexing.mark_dirty", full)
    with pytest.raises(StoreError):
        list(stocked.ingest([news(tmp_path, 10, 20)]))
    assert stocked.search("item13").passages[0].article_id == "a13"
    with pytest.raises(StoreError, match="article removed, and the index is not level with it"):
        stocked.remove("a13")
    assert stocked.store.article("a13") is None
    monkeypatch.undo()
    assert not stocked.search("item13").passages or stocked.search("item13").passages[0].article_id != "a13"
    assert stocked.store.stale_chunks(5) == ()


def full(_home):
    raise StoreError("index not written", why="no space", fix="Free some.")
