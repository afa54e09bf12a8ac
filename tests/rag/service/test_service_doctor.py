"""Each broken state that we can make is found, and the fix that doctor names mends it."""

from __future__ import annotations

import json
import shutil
import socket
import sqlite3
from dataclasses import replace

import pytest

from rag.errors import UsageError
from rag.service import open_newsdesk
from rag.service.doctor import examine
from rag.service.newsdesk import HISTORY_FILE, STORE_FILE
from rag.types import ArticleId


@pytest.fixture
def stocked(settings, embedder, clock, tmp_path, monkeypatch):
    """Settings of a library with forty articles; the model files count as there."""
    import rag.service.doctor as doctor

    monkeypatch.setattr(doctor, "missing", lambda *_: ())
    monkeypatch.setattr("rag.service.models.embedder_for", lambda *_: embedder)
    rows = [
        {"id": f"a{i}", "title": f"Report {i}", "text": f"The council of Velka voted on item{i} for {i} hours."}
        for i in range(40)
    ]
    file = tmp_path / "news.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    with open_newsdesk(settings, embedder=embedder, clock=clock) as desk:
        list(desk.ingest([str(file)]))
    return settings


def problems(settings):
    return [f"{p.what}: {p.why}. {p.fix}" for p in examine(lambda: settings).problems]


def test_a_library_in_good_health_has_no_problems(stocked):
    assert problems(stocked) == []


def test_settings_that_cannot_be_read_are_named(settings):
    def unreadable():
        raise UsageError("unknown setting", why="DATELINE_LMM", fix="Did you mean DATELINE_LLM?")

    (found,) = examine(unreadable).problems
    assert "DATELINE_LLM" in found.fix


def test_missing_model_files_are_named_with_the_command(settings):
    assert any("minilm.onnx" in p and "dateline setup" in p for p in problems(settings))


def test_a_language_model_of_the_user_that_is_not_there_is_named(settings, monkeypatch):
    import rag.service.doctor as doctor

    monkeypatch.setattr(doctor, "missing", lambda *_: ())
    assert any("nowhere.gguf" in p for p in problems(replace(settings, llm="embedded:/nowhere.gguf")))


@pytest.mark.parametrize(
    ("wrong", "why", "fix"),
    [
        ({"llm": "nonee"}, "'nonee' unknown", "embedded"),
        ({"llm": "embedded:large"}, "'large' unknown", "embedded:small"),
        ({"llm": "nobody:model"}, "no integration", "openai"),
        ({"llm": "openai:gpt-5.4"}, "OPENAI_API_KEY is not set", "Set OPENAI_API_KEY"),
        ({"llm": "openai:gpt-5.4", "offline": True}, "DATELINE_OFFLINE is set", "DATELINE_OFFLINE"),
        ({"llm": "openai:m", "llm_base_url": "ftp://x"}, "http(s)://host", "DATELINE_LLM_BASE_URL"),
        ({"embeddings": "openai:text-embedding-3-small"}, "OPENAI_API_KEY is not set", "Set OPENAI_API_KEY"),
        ({"embeddings": "other"}, "'other' unknown", "DATELINE_EMBEDDINGS"),
        ({"chroma": "http://chroma.example:8000", "offline": True}, "DATELINE_OFFLINE is set", "DATELINE_CHROMA"),
        ({"smtp_host": "mail.example"}, "no mail server is set", "DATELINE_SMTP_FROM"),
        ({"smtp_host": "mail.example", "smtp_from": "nobody"}, "'nobody' is no address", "name@example.org"),
        ({"smtp_host": "mail.example", "smtp_from": "a@b.example", "smtp_tls": "none"}, "in the clear", "starttls"),
        ({"smtp_host": "mail.example", "smtp_from": "a@b.example", "smtp_user": "a"}, "SMTP_PASSWORD", "SMTP_PASSWORD"),
        ({"mail_to": "nobody"}, "'nobody' is no address", "name@example.org"),
    ],
)  # fmt: skip
def test_settings_with_which_a_command_would_fail_are_named(settings, monkeypatch, wrong, why, fix):
    import rag.service.doctor as doctor

    monkeypatch.setattr(doctor, "missing", lambda *_: ())
    monkeypatch.delenv("SMTP_PASSWORD", raising=False)
    (found,) = examine(lambda: replace(settings, **wrong)).problems
    assert why in f"{found.what}: {found.why}"
    assert fix in found.fix


@pytest.mark.parametrize(
    ("url", "key", "told"),
    [
        ("http://models.example.org/v1", "sk-secret", True),
        ("HTTP://192.0.2.7:8000/v1", "sk-secret", True),
        ("http://models.example.org/v1", "", False),
        ("https://models.example.org/v1", "sk-secret", False),
        ("http://localhost:8000/v1", "sk-secret", False),
    ],
)
@pytest.mark.parametrize("asked", [{"llm": "openai:m"}, {"embeddings": "openai:m"}])
def test_a_key_that_goes_unencrypted_through_a_network_is_named(settings, monkeypatch, url, key, told, asked):
    monkeypatch.setenv("OPENAI_API_KEY", key)
    found = [p for p in problems(replace(settings, **asked, llm_base_url=url, offline=False)) if "https://" in p]
    assert bool(found) is told
    assert "sk-secret" not in "".join(found)


def test_settings_with_which_all_would_work_have_no_problems(settings, monkeypatch):
    import rag.service.doctor as doctor

    monkeypatch.setattr(doctor, "missing", lambda *_: ())
    monkeypatch.setenv("SMTP_PASSWORD", "x")
    mail = {"smtp_host": "mail.example", "smtp_from": "a@b.example", "smtp_user": "a", "mail_to": "c@d.example"}
    here = {"llm": "openai:m", "llm_base_url": "http://127.0.0.1:9/v1", "offline": False}
    assert problems(replace(settings, **mail, **here)) == []


@pytest.mark.parametrize("library", ["stocked", "settings"])
def test_a_chroma_server_that_does_not_answer_is_named_and_no_reindex_is_advised(request, monkeypatch, library):
    import rag.service.doctor as doctor

    monkeypatch.setattr(doctor, "missing", lambda *_: ())
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    at = replace(request.getfixturevalue(library), chroma=f"http://127.0.0.1:{port}")
    (found,) = examine(lambda: at).problems
    assert str(port) in found.why
    assert "reindex" not in found.fix
    assert "Start it" in found.fix


def test_a_disk_that_is_nearly_full_is_named(stocked, monkeypatch):
    import rag.service.doctor as doctor

    monkeypatch.setattr(doctor, "LEAST_FREE_BYTES", 10**18)
    assert any("nearly full" in p for p in problems(stocked))


def test_a_damaged_store_is_named(stocked):
    file = stocked.home / STORE_FILE
    body = bytearray(file.read_bytes())
    body[4096 * 3 : 4096 * 9] = b"\x5a" * (4096 * 6)
    file.write_bytes(body)
    for beside in stocked.home.glob(f"{STORE_FILE}-*"):
        beside.unlink()
    assert any("store" in p for p in problems(stocked))


def test_a_store_of_something_else_is_named(stocked):
    (stocked.home / STORE_FILE).write_bytes(b"not a database at all" * 500)
    assert any("store" in p for p in problems(stocked))


@pytest.mark.parametrize("lost", ["a row", "all files"])
def test_an_index_that_lost_vectors_is_named_and_reindex_mends_it(stocked, embedder, clock, lost):
    with open_newsdesk(stocked, embedder=embedder, clock=clock) as desk:
        index = desk.indexing.ready()
        assert index is not None
        index.delete(list(desk.store.all_chunk_ids(None, 30)))
    if lost == "all files":
        shutil.rmtree(stocked.home / "chroma")
    assert any("index" in p and "dateline reindex" in p for p in problems(stocked))
    with open_newsdesk(stocked, embedder=embedder, clock=clock) as desk:
        desk.reindex()
    assert problems(stocked) == []


def test_an_index_of_another_model_is_named(stocked):
    with sqlite3.connect(stocked.home / STORE_FILE) as db:
        collection, _, built = db.execute("SELECT value FROM facts WHERE name = 'index'").fetchone()[0].split("|")
        db.execute("UPDATE facts SET value = ? WHERE name = 'index'", [f"{collection}|other|{built}"])
    db.close()
    assert any("another" in p and "dateline reindex" in p for p in problems(stocked))


def test_an_index_that_lags_behind_is_named(stocked):
    with sqlite3.connect(stocked.home / STORE_FILE) as db:
        db.execute("UPDATE chunks SET indexed = 0 WHERE rowid % 2")
    db.close()
    assert any("lags" in p for p in problems(stocked))


@pytest.mark.parametrize("asked", [{"llm": "openai:m"}, {"llm": "none", "embeddings": "openai:e"}])
def test_the_server_that_text_goes_to_is_named_without_what_is_secret(settings, asked):
    at = replace(settings, **asked, llm_base_url="http://me:word@127.0.0.1:9/v1?key=word")
    assert examine(lambda: at).facts["llm base url"] == "http://127.0.0.1:9/v1"


@pytest.mark.parametrize(
    ("llm", "embeddings", "url", "told"),
    [
        ("openai:m", "embedded", "http://127.0.0.1:9/v1", "no"),
        ("openai:m", "openai:e", "http://localhost:9", "no"),
        ("none", "openai:e", "http://[::1]:9/v1", "no"),
        ("embedded", "embedded", "https://models.example/v1", "no"),
        ("openai:m", "embedded", "https://models.example/v1", "yes"),
        ("none", "openai:e", None, "yes"),
        ("other:m", "embedded", "http://127.0.0.1:9/v1", "yes"),
        ("openai:m", "embedded", "http://[::1/v1", "yes"),
    ],
)
def test_whether_text_leaves_this_machine_is_told_by_the_address_of_the_server(settings, llm, embeddings, url, told):
    at = replace(settings, llm=llm, embeddings=embeddings, llm_base_url=url)
    assert examine(lambda: at).facts["text leaves this machine"] == told


def test_a_chroma_server_is_named_without_its_password(settings):
    at = replace(settings, chroma="http://me:word@127.0.0.1:9", offline=True)
    assert "word" not in str(examine(lambda: at))


DERIVED = {
    "a passage is gone": ["DELETE FROM passages WHERE rowid = 3"],
    "a passage says something else": ["UPDATE passages SET text = 'nothing' WHERE rowid = 3"],
    "the words are gone": ["DELETE FROM passages_data WHERE id > 10"],
    "the whole full text is gone": ["DROP TABLE passages"],
    "an article has no chunks": ["DELETE FROM passages WHERE rowid = 3", "DELETE FROM chunks WHERE rowid = 3"],
    "copies cannot be found": ["DELETE FROM bands WHERE article = 3"],
    "an article's text": ["UPDATE articles SET text = replace(text, 'Velka', 'Varnholm') WHERE rowid = 3"],
    "an article's text is short": ["UPDATE articles SET text = 'short' WHERE rowid = 3"],
    "the text of its version": ["UPDATE versions SET text = 'The council of Varnholm voted.' WHERE article = 3"],
    "a version is gone": ["DELETE FROM versions WHERE article = 3"],
    "a chunk lies outside": ['UPDATE chunks SET "end" = 9999 WHERE rowid = 3'],
}


def changed(settings, *statements):
    with sqlite3.connect(settings.home / STORE_FILE) as db:
        for statement in statements:
            db.execute(statement)
    db.close()


@pytest.mark.parametrize("damage", DERIVED)
def test_damage_to_what_is_made_of_the_articles_is_named_and_reindex_mends_it(stocked, embedder, clock, damage):
    changed(stocked, *DERIVED[damage])
    named = problems(stocked)
    assert any("dateline reindex" in p for p in named)
    assert not any("backup" in p for p in named)
    with open_newsdesk(stocked, embedder=embedder, clock=clock) as desk:
        desk.reindex()
        (found,) = desk.store.search_text("item2", 10, None)
        assert desk.store.chunk_rows([found.chunk_id])[found.chunk_id].chunk.text.endswith("item2 for 2 hours.")
    assert problems(stocked) == []


def test_a_text_that_no_copy_tells_as_it_came_in_is_named_with_a_backup_for_its_cure(stocked):
    change = "SET text = replace(text, 'Velka', 'Varnholm')"
    changed(stocked, f"UPDATE articles {change} WHERE rowid = 3", f"UPDATE versions {change} WHERE article = 3")
    (named,) = (p for p in problems(stocked) if "came in" in p)
    assert "the text of article a2, version 1, is not what it was" in named
    assert "put a backup there" in named


def test_a_former_text_that_was_changed_is_named(stocked, embedder, clock, tmp_path):
    (tmp_path / "later.jsonl").write_text(json.dumps({"id": "a2", "title": "Report 2", "text": "It voted again."}))
    with open_newsdesk(stocked, embedder=embedder, clock=clock) as desk:
        list(desk.ingest([str(tmp_path / "later.jsonl")]))
    changed(stocked, "UPDATE versions SET text = 'x' WHERE article = 3 AND number = 1")
    assert any("the text of article a2, version 1, is not what it was" in p for p in problems(stocked))


def test_damaged_vectors_that_were_kept_are_made_again_by_reindex(stocked, embedder, clock):
    changed(
        stocked,
        "UPDATE embeddings SET vector = x'0000' WHERE key < '8'",
        "UPDATE embeddings SET vector = zeroblob(length(vector)) WHERE key >= '8'",
    )
    with open_newsdesk(stocked, embedder=embedder, clock=clock) as desk:
        assert desk.reindex() == 40
    assert problems(stocked) == []


def test_a_pointer_to_the_index_that_says_nothing_is_named_and_mended(stocked, embedder, clock):
    changed(stocked, "UPDATE facts SET value = 'x' WHERE name = 'index'")
    assert any("dateline reindex" in p for p in problems(stocked))
    with open_newsdesk(stocked, embedder=embedder, clock=clock) as desk:
        assert desk.indexing.ready().count() == 40


def test_a_store_in_use_by_a_writer_is_not_called_damaged(stocked, monkeypatch):
    monkeypatch.setattr("rag.store.connection.WAIT_S", 0.01)
    holder = sqlite3.connect(stocked.home / STORE_FILE, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        assert problems(stocked) == []
    finally:
        holder.close()


@pytest.mark.parametrize("body", [b"", b"not a database at all" * 500])
def test_a_store_that_cannot_be_read_is_named_once_and_doctor_does_not_send_to_doctor(stocked, body):
    for beside in stocked.home.glob(f"{STORE_FILE}-*"):
        beside.unlink()
    (stocked.home / STORE_FILE).write_bytes(body)
    (found,) = problems(stocked)
    assert "dateline doctor" not in found
    assert f"{STORE_FILE}-wal" in found
    assert (stocked.home / STORE_FILE).read_bytes() == body


def test_a_store_that_was_made_anew_where_one_was_is_named(stocked, embedder, clock):
    (stocked.home / STORE_FILE).unlink()
    with open_newsdesk(stocked, embedder=embedder, clock=clock) as desk:
        assert desk.status()["articles"] == 0
    assert any("articles are gone" in p and "backup" in p for p in problems(stocked))


def test_a_store_whose_file_is_gone_is_named_and_none_is_made(stocked):
    for file in stocked.home.glob(f"{STORE_FILE}*"):
        file.unlink()
    (found,) = problems(stocked)
    assert "articles are gone" in found
    assert "backup" in found
    assert not (stocked.home / STORE_FILE).exists()


def test_a_damaged_history_is_named_and_its_removal_mends_it(stocked, embedder, clock):
    (stocked.home / HISTORY_FILE).write_bytes(b"zzz" * 4000)
    (found,) = problems(stocked)
    assert HISTORY_FILE in found
    assert "articles are not touched" in found
    (stocked.home / HISTORY_FILE).unlink()
    assert problems(stocked) == []


def test_a_chroma_server_that_takes_calls_and_says_nothing_is_named_in_bounded_time(settings, monkeypatch):
    import rag.service.doctor as doctor

    monkeypatch.setattr(doctor, "missing", lambda *_: ())
    monkeypatch.setattr("rag.index.client.ANSWER_S", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        at = replace(settings, chroma=f"http://127.0.0.1:{silent.getsockname()[1]}")
        (found,) = examine(lambda: at).problems
    assert "not reached" in found.what


@pytest.mark.parametrize("column", ["authors", "metadata", "removed", "flags"])
@pytest.mark.parametrize("body", ["{broken", "7"])
def test_an_article_whose_fields_cannot_be_read_is_named(stocked, column, body):
    changed(stocked, f"UPDATE articles SET {column} = '{body}' WHERE id = 'a3'")
    (found,) = problems(stocked)
    assert f"the {column} of article a3" in found
    assert "backup" in found


def test_a_store_that_was_put_back_without_a_new_index_is_named_and_reindex_mends_it(
    stocked, embedder, clock, tmp_path
):
    with open_newsdesk(stocked, embedder=embedder, clock=clock) as desk:
        desk.store.backup(tmp_path / "kept.sqlite3")
        for number in range(5, 9):
            desk.remove(ArticleId(f"a{number}"))
    (stocked.home / STORE_FILE).unlink()
    shutil.copy(tmp_path / "kept.sqlite3", stocked.home / STORE_FILE)
    (found,) = problems(stocked)
    assert "the index holds 36 chunks, and the store has 40" in found
    with open_newsdesk(stocked, embedder=embedder, clock=clock) as desk:
        desk.reindex()
    assert problems(stocked) == []


def test_a_removal_that_did_not_reach_the_index_is_named_and_the_next_question_mends_it(stocked, embedder, clock):
    with open_newsdesk(stocked, embedder=embedder, clock=clock) as desk:
        desk.store.remove(ArticleId("a3"))
    assert any("what was removed is still in the vector index" in p for p in problems(stocked))
    with open_newsdesk(stocked, embedder=embedder, clock=clock) as desk:
        desk.search("item3")
    assert problems(stocked) == []
