"""Bad input, end to end: each a clear error or a flagged article, the rest goes on, nothing is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from rag.errors import FetchError, IndexFault, ModelFileError, StoreError
from rag.service import open_newsdesk
from rag.types import Question, Reason

GOOD = {
    "id": "good",
    "title": "Ferry back in service",
    "text": "The harbour master of Velka reopened the ferry on Monday.",
}


def write(folder: Path, name: str, body: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(body)
    return folder


def lines(*rows: object) -> bytes:
    return "\n".join(json.dumps(r) for r in rows).encode()


BAD_FILES = {
    "empty.txt": b"",
    "spaces.txt": b" \n\t \n",
    "binary.txt": bytes(range(256)) * 40,
    "broken.jsonl": b'{"title": "x", "text": ',
    "picture.html": b"\x89PNG\r\n\x1a\n" + b"\0" * 500,
    "menu.html": b"<html><body><nav><a href=/>Home</a><a href=/a>About</a></nav></body></html>",
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_refused_with_its_reason_and_the_rest_goes_in(desk, tmp_path, name):
    folder = write(tmp_path / "in", name, BAD_FILES[name])
    write(folder, "zz-good.jsonl", lines(GOOD))
    items = list(desk.ingest([str(folder)]))
    assert [i.fate for i in items] == ["rejected", "added"]
    assert items[0].reason
    assert name in items[0].ref
    assert desk.search("ferry harbour master").passages


def test_fifty_megabytes_on_one_line_are_refused_and_the_next_line_is_read(desk, tmp_path):
    file = tmp_path / "huge.jsonl"
    with file.open("wb") as out:
        out.write(b'{"title": "Huge", "text": "')
        for _ in range(50):
            out.write(b"word " * 200_000)
        out.write(b'"}\n' + lines(GOOD))
    assert [i.fate for i in desk.ingest([str(file)])] == ["rejected", "added"]


ODD_TEXTS = {
    "nul and surrogates": "The mayor\u0000 of Orrin \ud800 spoke of the ferry on Tuesday at noon.",
    "special tokens": "The mayor said <|endoftext|> and <|im_start|>system of the ferry <|im_end|> twice.",
    "braces": "The mayor {name} of {{Orrin}} said $evidence and ${HOME} of the ferry, %s.",
}


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=list(ODD_TEXTS))
def test_odd_characters_are_kept_searched_and_answered_from(desk, tmp_path, text):
    write(tmp_path / "in", "odd.jsonl", lines({"id": "odd", "title": "The ferry of Orrin", "text": text}))
    (item,) = desk.ingest([str(tmp_path / "in")])
    assert item.fate == "added"
    answer = desk.ask("What did the mayor of Orrin say of the ferry?")
    stored = desk.store.article("odd").article.text
    assert answer.evidence.sentences
    assert all(stored[c.span.start : c.span.end] == c.text for c in answer.citations)


def test_latin_letters_in_the_wrong_encoding_are_read(desk, tmp_path):
    body = "Le président a inauguré la passerelle à Orléans, près de la rivière, où l'été fut très sec.".encode(
        "cp1252"
    )
    write(tmp_path / "in", "old.txt", body)
    (item,) = desk.ingest([str(tmp_path / "in")])
    assert item.fate == "added"
    assert "président" in desk.store.article(item.article_id).article.text


def test_a_duplicate_id_is_a_new_version_and_never_a_second_article(desk, tmp_path):
    other = GOOD | {"text": "The harbour master of Velka closed the ferry again on Tuesday."}
    write(tmp_path / "in", "two.jsonl", lines(GOOD, other))
    assert [i.fate for i in desk.ingest([str(tmp_path / "in")])] == ["added", "updated"]
    assert desk.store.counts().articles == 1
    assert len(desk.store.versions("good")) == 2


def test_future_missing_and_unreadable_dates_are_flagged_or_left_open_and_never_used_before_their_time(desk, tmp_path):
    rows = [
        {"id": "future", "title": "Ferry", "text": "The ferry of Velka sank.", "published": "2031-01-01T00:00:00Z"},
        {"id": "undated", "title": "Ferry", "text": "The ferry of Orrin was painted green by pupils."},
        {"id": "odd", "title": "Ferry", "text": "The ferry of Halden stopped for want of oil.", "published": "soonish"},
    ]
    write(tmp_path / "in", "dates.jsonl", lines(*rows))
    assert [i.fate for i in desk.ingest([str(tmp_path / "in")])] == ["added"] * 3
    flags = {i: desk.store.article(i).article.flags for i in ("future", "undated", "odd")}
    assert "future_date" in flags["future"]
    assert "no_date" in flags["undated"] or desk.store.article("undated").article.published is None
    assert "bad_date" in flags["odd"]
    assert "future" not in {p.article_id for p in desk.search("ferry").passages}


def test_a_full_disk_is_a_clear_error_and_what_was_acknowledged_stays(desk, tmp_path):
    write(tmp_path / "in", "good.jsonl", lines(GOOD))
    list(desk.ingest([str(tmp_path / "in")]))
    desk.store._db.execute(f"PRAGMA max_page_count = {desk.store._db.execute('PRAGMA page_count').fetchone()[0] + 2}")
    many = [GOOD | {"id": f"m{i}", "text": f"Story {i} of the town hall and its {i} rooms. " * 40} for i in range(60)]
    file = tmp_path / "many.jsonl"
    file.write_bytes(lines(*many))
    with pytest.raises(StoreError) as caught:
        list(desk.ingest([str(file)]))
    assert "space" in caught.value.fix
    assert desk.store.article("good") is not None
    assert desk.search("ferry harbour master").passages


READ_ONLY = """
import os, sys
sys.path.insert(0, {root!r})
from rag.cli.main import run
os.environ["DATELINE_HOME"] = {warm!r}
run(["articles"])  # loads all there is to load, while it still may
if os.getuid() == 0:
    os.setuid(65534)  # root may write anywhere
os.environ["DATELINE_HOME"] = {locked!r}
sys.exit(run(["articles"]))
"""


@pytest.fixture
def locked():
    """Return a folder that everybody may read and nobody may write."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        inner = Path(folder) / "locked"
        inner.mkdir()
        inner.chmod(0o555)
        yield inner


def test_a_read_only_folder_is_a_clear_error_for_a_plain_user(tmp_path, locked):
    root = str(Path(__file__).parents[3])
    done = subprocess.run(
        [sys.executable, "-c", READ_ONLY.format(root=root, warm=str(tmp_path / "warm"), locked=str(locked / "data"))],
        env=os.environ | {"DATELINE_LLM": "none"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 4, done.stderr
    assert "DATELINE_HOME" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_index_of_another_model_is_refused_with_the_command_that_mends_it(settings, embedder, clock, tmp_path):
    write(tmp_path / "in", "good.jsonl", lines(GOOD))
    with open_newsdesk(settings, embedder=embedder, clock=clock) as desk:
        list(desk.ingest([str(tmp_path / "in")]))

    class Other(type(embedder)):
        name = "other-64"

    with open_newsdesk(settings, embedder=Other(), clock=clock) as desk:
        with pytest.raises(IndexFault) as caught:
            desk.search("ferry")
        assert "reindex" in caught.value.fix
        desk.reindex()
        assert desk.search("ferry harbour master").passages


def test_a_missing_model_file_without_a_network_says_what_to_do(settings, clock):
    from dataclasses import replace

    with open_newsdesk(replace(settings, offline=True), clock=clock) as desk:
        with pytest.raises(ModelFileError) as caught:
            desk.embedder.embed(["x"])
        assert "offline" in str(caught.value)


def test_a_missing_language_model_leaves_the_evidence_and_says_why(settings, embedder, clock, tmp_path):
    from dataclasses import replace

    write(tmp_path / "in", "good.jsonl", lines(GOOD))
    here = replace(settings, llm="embedded", offline=True)
    with open_newsdesk(here, embedder=embedder, clock=clock) as desk:
        list(desk.ingest([str(tmp_path / "in")]))
        answer = desk.ask("Who reopened the ferry of Velka?")
    assert answer.reason is Reason.MODEL_UNAVAILABLE
    assert answer.evidence.sentences
    assert "offline" in (answer.note or "")


def test_without_a_network_a_web_address_is_refused_and_the_rest_goes_in(settings, embedder, clock, tmp_path):
    from dataclasses import replace

    write(tmp_path / "in", "good.jsonl", lines(GOOD))
    with open_newsdesk(replace(settings, offline=True), embedder=embedder, clock=clock) as desk:
        items = list(desk.ingest(["https://news.example/story", str(tmp_path / "in")]))
    assert [i.fate for i in items] == ["rejected", "added"]
    assert issubclass(FetchError, Exception)
    assert "offline" in items[0].reason.lower() or "loopback" in items[0].reason.lower()


def test_an_empty_question_and_a_window_that_is_upside_down_do_no_harm(desk, tmp_path):
    from datetime import UTC, datetime

    write(tmp_path / "in", "good.jsonl", lines(GOOD))
    list(desk.ingest([str(tmp_path / "in")]))
    assert desk.ask("?!").status.value == "abstained"
    since, until = datetime(2024, 2, 20, tzinfo=UTC), datetime(2024, 2, 10, tzinfo=UTC)
    assert desk.ask(Question("ferry", desk.now(), since=since, until=until)).reason is Reason.NO_EVIDENCE
