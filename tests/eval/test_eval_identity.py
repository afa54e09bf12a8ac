"""A run is reused only when nothing that its result depends on has changed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval.runs import identity
from eval.runs.folders import plan
from eval.runs.identity import code_version, commit, file_hash, library_hash, model_identity
from eval.suites.suite import prepare
from rag.config import parse_as_of
from rag.service import open_newsdesk


def key(settings, data=b"data"):
    return plan("own", "dateline", settings, data, ("a",)).key


@pytest.mark.parametrize(
    "change",
    [
        {"as_of": parse_as_of("2024-02-25")},
        {"deadline_s": 5.0},
        {"timezone": "Europe/Berlin"},
        {"llm": "openai:m", "llm_base_url": "http://127.0.0.1:9/v1"},
        {"brief_wording": "model"},
        {"embeddings": "openai:e", "llm_base_url": "http://127.0.0.1:9/v1"},
    ],
)
def test_every_setting_that_can_change_a_result_makes_another_run(settings, change):
    assert key(replace(settings, **change)) != key(settings)


def test_another_server_of_the_same_model_makes_another_run_and_no_password_is_kept(settings):
    one, two = (
        replace(settings, llm="openai:m", llm_base_url=f"http://me:secret@127.0.0.1:{n}/v1?key=secret") for n in (8, 9)
    )
    assert key(one) != key(two)
    assert "secret" not in json.dumps(identity.chosen(one))


def test_folders_and_mail_make_no_other_run(settings, tmp_path):
    assert key(replace(settings, home=tmp_path, smtp_host="mail", mail_to="me@example.org")) == key(settings)


def test_another_file_under_the_same_name_makes_another_run(settings, tmp_path):
    file = tmp_path / "m.gguf"
    file.write_bytes(b"GGUF one")
    here = replace(settings, llm=f"embedded:{file}")
    first = key(here)
    assert key(here) == first
    file.write_bytes(b"GGUF another")
    assert key(here) != first


def test_a_big_file_is_read_once(tmp_path, monkeypatch):
    file, kept = tmp_path / "m.gguf", tmp_path / "hashes.json"
    file.write_bytes(b"GGUF")
    found = file_hash(file, kept)
    monkeypatch.setattr(Path, "open", lambda *_, **__: pytest.fail("it was read again"))
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: json.dumps(known))
    with_text = f"{file.resolve()}:{file.stat().st_size}:{file.stat().st_mtime_ns}"
    known = {with_text: found}
    assert file_hash(file, kept) == found


def test_what_a_catalogued_model_is_needs_no_reading(settings):
    assert len(model_identity(replace(settings, llm="embedded"))) == 64
    assert model_identity(settings) == ""


def test_new_code_counts_though_no_repository_knows_it(tmp_path):
    for name in identity.PACKAGES:
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.py").write_text("x = 1\n")
    before = code_version(tmp_path)
    (tmp_path / "rag" / "new.py").write_text("y = 2\n")
    code_version.cache_clear()
    assert code_version(tmp_path) != before


def test_the_commit_of_another_project_around_ours_is_not_told(tmp_path):
    import subprocess

    for argv in (
        ["init", "-q"],
        ["-c", "user.name=x", "-c", "user.email=x@x", "commit", "-q", "--allow-empty", "-m", "x"],
    ):
        subprocess.run(["git", *argv], cwd=tmp_path, check=True)
    (tmp_path / "site").mkdir()
    assert commit(tmp_path / "site") is None


def test_a_library_is_known_by_what_it_holds_and_not_by_its_history(settings, embedder, tmp_path):
    rows = [{"id": n, "title": n, "text": f"The council of {n} met on Monday and closed the bridge."} for n in "abc"]
    hashes = []
    for place, order in enumerate((rows, rows[::-1], rows[:2])):
        file = tmp_path / f"{place}.jsonl"
        file.write_text("\n".join(json.dumps(r) for r in order))
        with open_newsdesk(replace(settings, home=tmp_path / str(place)), embedder=embedder) as desk:
            list(desk.ingest([str(file)]))
            hashes.append(library_hash(desk))
    assert hashes[0] == hashes[1] != hashes[2]


def own(tmp_path, settings, embedder, monkeypatch, line, *, ingested=()):
    import rag.service.models as models

    monkeypatch.setattr(models, "embedder_for", lambda *_: embedder)
    if ingested:
        (tmp_path / "in.jsonl").write_text("\n".join(json.dumps(r) for r in ingested))
        with open_newsdesk(settings, embedder=embedder) as desk:
            list(desk.ingest([str(tmp_path / "in.jsonl")]))
    file = tmp_path / "own.jsonl"
    file.write_text(json.dumps(line))
    suite = prepare(str(file), settings, system="dateline", data=None, library=None, limit=None)
    suite.close()
    return suite.data


def test_what_a_case_expects_and_what_the_library_holds_are_part_of_a_run(tmp_path, settings, embedder, monkeypatch):
    asked = {"id": "a", "question": "Who won?"}
    made = [
        own(tmp_path, settings, embedder, monkeypatch, asked | more, ingested=new)
        for more, new in (
            ({}, [{"id": "w", "title": "W", "text": "The council of Elm closed the bridge on Monday."}]),
            ({"expect": "abstain"}, ()),
            ({"as_of": "2024-02-20"}, ()),
            ({}, [{"id": "x", "title": "T", "text": "Ann won the downhill race on Sunday at Grauen Pass."}]),
        )
    ]
    assert len(set(made)) == 4


@pytest.mark.parametrize(("name", "called"), [("sample.jsonl", "sample.jsonl"), ("mine.jsonl", "mine")])
def test_a_file_of_ones_own_never_shares_a_name_with_a_shipped_suite(
    settings, embedder, tmp_path, monkeypatch, name, called
):
    import rag.service.models as models

    monkeypatch.setattr(models, "embedder_for", lambda *_: embedder)
    (tmp_path / "in.jsonl").write_text(
        json.dumps({"id": "a", "title": "A", "text": "Kest won the cup final on Monday."})
    )
    with open_newsdesk(settings, embedder=embedder) as desk:
        list(desk.ingest([str(tmp_path / "in.jsonl")]))
    file = tmp_path / name
    file.write_text('{"id": "a", "question": "Who won?"}\n', "utf-8")
    suite = prepare(str(file), settings, system="dateline", data=None, library=None, limit=None)
    suite.close()
    assert suite.name == called
