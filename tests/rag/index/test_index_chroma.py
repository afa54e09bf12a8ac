"""The vector index: the same behaviour embedded and on a real server; damage is found; one writer."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import numpy as np
import pytest

from rag.errors import IndexFault, LockHeld, ProviderError
from rag.index import WriterLock, delete_others, fingerprint, next_collection, open_index, probe
from rag.index.client import in_our_words
from rag.ports import IndexEntry
from rag.types import ArticleId, ChunkId, Filter

DIM = 16


def vectors(n):
    made = np.random.default_rng(1).normal(size=(n, DIM)).astype(np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def entries(rows, prefix="c", published=1_700_000_000, source="Post"):
    stamps = [published + i if published else None for i in range(len(rows))]
    return [IndexEntry(ChunkId(f"{prefix}{i}"), ArticleId(f"a{i}"), v, stamps[i], source) for i, v in enumerate(rows)]


def make(home, where, name, mark="f", *, create):
    return open_index(home=home, where=where, collection=name, fingerprint=mark, dimension=DIM, create=create)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("chroma-server")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    program = str(Path(sys.executable).with_name("chroma"))
    command = [program, "run", "--path", str(folder), "--host", "127.0.0.1", "--port", port]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with httpx.Client(transport=httpx.HTTPTransport(retries=8), trust_env=False) as client:
            assert client.get(f"http://127.0.0.1:{port}/api/v2/heartbeat", timeout=30).status_code == 200
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


@pytest.fixture(params=["embedded", "server"])
def where(request):
    return "embedded" if request.param == "embedded" else request.getfixturevalue("server")


@pytest.fixture
def index(where, tmp_path):
    made = make(tmp_path, where, next_collection(tmp_path, "f"), create=True)
    yield made
    made.close()


def when(seconds):
    return datetime.fromtimestamp(seconds, UTC)


LATE = when(1_800_000_000)


def test_the_nearest_come_first_with_their_cosine(index):
    rows = vectors(50)
    index.upsert(entries(rows))
    found = index.query(rows[7], 5, None)
    assert found[0].chunk_id == "c7"
    assert found[0].score == pytest.approx(1.0, abs=1e-4)
    assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)


def test_upsert_replaces_and_delete_forgives(index):
    rows = vectors(4)
    index.upsert(entries(rows))
    index.upsert([IndexEntry(ChunkId("c0"), ArticleId("a0"), rows[3], None, "")])
    assert index.count() == 4
    index.delete([ChunkId("c1"), ChunkId("never")])
    assert index.count() == 3


def test_filters_exclude_by_time_source_and_article(index):
    rows = vectors(60)
    index.upsert(entries(rows[:30]) + entries(rows[30:], prefix="d", source="Times"))

    def found(**options):
        return {s.chunk_id for s in index.query(rows[0], 60, Filter(**({"as_of": LATE} | options)))}

    assert {i[1:] for i in found(as_of=when(1_700_000_009))} <= {str(i) for i in range(10)}
    assert {i[0] for i in found(sources=("TIMES",))} == {"d"}
    assert found(since=when(1_700_000_005), until=when(1_700_000_007)) == {"c5", "c6", "d5", "d6"}
    assert found(article_ids=(ArticleId("a3"),)) == {"c3", "d3"}


def test_undated_entries_pass_only_without_a_window(index):
    index.upsert(entries(vectors(2), published=None))
    assert len(index.query(vectors(1)[0], 5, Filter(as_of=when(1)))) == 2
    assert index.query(vectors(1)[0], 5, Filter(as_of=when(10), since=when(1))) == ()


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "America/New_York", "Australia/Sydney"])
def test_a_day_without_a_time_is_a_day_of_the_zone(index, zone):
    rows, days = vectors(5), [datetime(2024, 2, n, tzinfo=UTC) for n in range(1, 6)]
    index.upsert(
        [
            IndexEntry(ChunkId(f"c{d.day}"), ArticleId(f"a{d.day}"), v, int(d.timestamp()), "Post", has_time=False)
            for d, v in zip(days, rows, strict=True)
        ]
    )
    third, fourth = (datetime(2024, 2, n, tzinfo=ZoneInfo(zone)) for n in (3, 4))
    # As many as there are, so that the nearest do not do and the filter is handed to Chroma.
    one_day = Filter(LATE, third, fourth, zone=ZoneInfo(zone))
    assert [s.chunk_id for s in index.query(rows[0], 5, one_day)] == ["c3"]
    early = Filter(third, zone=ZoneInfo(zone))
    assert {s.chunk_id for s in index.query(rows[0], 5, early)} == {"c1", "c2", "c3"}


def test_six_thousand_entries_and_filters_of_as_many_ids(index):
    rows = vectors(6000)
    index.upsert(entries(rows))
    assert index.count() == 6000
    many = Filter(as_of=LATE, article_ids=tuple(ArticleId(f"a{i}") for i in range(6000)))
    assert len(index.query(rows[0], 3, many)) == 3


@pytest.mark.parametrize("bad", [np.zeros(DIM - 1, np.float32), np.full(DIM, np.nan, np.float32)])
def test_a_vector_that_is_none_is_refused(index, bad):
    with pytest.raises(IndexFault):
        index.upsert([IndexEntry(ChunkId("x"), ArticleId("x"), bad, None, "")])


def test_an_index_of_other_parts_or_none_at_all_is_refused(where, tmp_path):
    name = next_collection(tmp_path, "f")
    make(tmp_path, where, name, create=True).close()
    with pytest.raises(IndexFault, match="other parts"):
        make(tmp_path, where, name, "g", create=False)
    with pytest.raises(IndexFault):
        make(tmp_path, where, "articles__none", create=False)


def test_old_collections_of_this_store_go_and_those_of_others_stay(where, tmp_path):
    home = tmp_path / "a"
    mine, keep = next_collection(home, "f"), next_collection(home, "f")
    other = next_collection(tmp_path / "b", "f")
    for name in (mine, keep, other):
        make(home, where, name, create=True).close()
    assert delete_others(home, where, keep=keep) == 1
    make(home if where == "embedded" else tmp_path / "b", where, other, create=False).close()


def test_a_copied_folder_leaves_the_index_of_the_first_on_their_server_alone(server, tmp_path):
    first, copy, moved = tmp_path / "a", tmp_path / "b", tmp_path / "c"
    name = next_collection(first, "f")
    make(first, server, name, create=True).close()
    shutil.copytree(first, copy)
    with pytest.raises(IndexFault, match="copy of"):
        make(copy, server, name, create=False)
    own = next_collection(copy, "f")
    make(copy, server, own, create=True).close()
    assert delete_others(copy, server, keep=own) == 0
    first.rename(moved)
    make(moved, server, name, create=False).close()
    make(copy, server, own, create=False).close()


def test_a_copy_that_cannot_be_written_has_one_id_of_its_own(tmp_path, monkeypatch):
    first, copy = tmp_path / "a", tmp_path / "b"
    name = next_collection(first, "f")
    shutil.copytree(first, copy)
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(PermissionError("read-only")))
    ids = {next_collection(copy, "f").split("__")[1] for _ in range(3)}
    assert len(ids) == 1
    assert ids != {name.split("__")[1]}


def test_one_folder_under_two_names_has_one_id(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").symlink_to(tmp_path / "a")
    names = [next_collection(tmp_path / x, "f").split("__")[1] for x in "abab"]
    assert len(set(names)) == 1


def test_an_id_of_before_is_kept_by_all_who_read_it_at_once(tmp_path):
    for _ in range(20):
        (tmp_path / "store.id").write_text("0123abcd")
        with ThreadPoolExecutor(4) as pool:
            names = list(pool.map(lambda _: next_collection(tmp_path, "f"), range(8)))
        assert {n.split("__")[1] for n in names} == {"0123abcd"}


def test_a_store_whose_id_was_kept_alone_still_owns_its_index(server, tmp_path):
    name = next_collection(tmp_path, "f")
    make(tmp_path, server, name, create=True).close()
    (tmp_path / "store.id").write_text((tmp_path / "store.id").read_text().split()[0])
    make(tmp_path, server, name, create=False).close()


def test_a_server_that_is_down_is_a_provider_error(tmp_path):
    with pytest.raises(ProviderError):
        make(tmp_path, "http://127.0.0.1:9", "articles__x", create=True)


def test_the_fingerprint_changes_with_every_part():
    base = {"embedder": "e", "dimension": 3, "chunker": "c", "prefix": "p"}
    others = [base | {"embedder": "x"}, base | {"dimension": 4}, base | {"chunker": "x"}, base | {"prefix": "x"}]
    assert len({fingerprint(**b) for b in (base, *others)}) == 5


@pytest.fixture
def on_disk(tmp_path):
    rows = vectors(1500)
    name = next_collection(tmp_path, "f")
    index = make(tmp_path, "embedded", name, create=True)
    index.upsert(entries(rows))
    index.close()
    return tmp_path, name, [(ChunkId(f"c{i}"), rows[i]) for i in range(0, 1500, 150)]


def test_a_well_index_has_no_problems(on_disk):
    home, name, samples = on_disk
    assert probe(home, "embedded", name, "f", samples) == ()


@pytest.mark.parametrize("damage", ["segment deleted", "catalogue emptied", "folder gone"])
def test_damage_is_found_without_raising(on_disk, damage):
    home, name, samples = on_disk
    folder = home / "chroma"
    if damage == "segment deleted":
        for segment in [p for p in folder.iterdir() if p.is_dir()]:
            shutil.rmtree(segment)
    elif damage == "catalogue emptied":
        (folder / "chroma.sqlite3").write_bytes(b"")
    else:
        shutil.rmtree(folder)
    assert probe(home, "embedded", name, "f", samples) != ()


def test_a_second_writer_is_told_who_writes(tmp_path):
    hold = (
        "import sys; from pathlib import Path; from rag.index import WriterLock\n"
        f"with WriterLock(Path({str(tmp_path)!r})): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(LockHeld, match=str(other.pid)), WriterLock(tmp_path):
            pass
        other.stdin.close()
        other.wait()
    with WriterLock(tmp_path):
        pass


@pytest.mark.parametrize(
    ("why", "fix"),
    [
        ("error returned from database: (code: 13) database or disk is full", "Free some space"),
        ("No space left on device (os error 28)", "Free some space"),
        ("attempt to write a readonly database", "Make the folder writable"),
        ("Error loading hnsw index", "dateline reindex"),
    ],
)
def test_a_fault_of_the_disk_is_not_answered_with_a_rebuild(why, fix):
    with pytest.raises(IndexFault) as caught, in_our_words("embedded"):
        raise RuntimeError(why)
    assert fix in caught.value.fix
