"""The libraries of the suites are made once, and again when the code that makes them changes."""

from __future__ import annotations

import ast
import io
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from eval.suites import libraries
from eval.suites.libraries import library_of, maker_files
from rag.errors import LockHeld, NothingToWorkOn

ARTICLES = [
    {
        "id": "a",
        "title": "Bridge closed",
        "text": "The council of Elm closed the bridge on Monday. It will open in May.",
    }
]


def test_a_library_is_made_once(settings, embedder):
    with library_of("small", settings, ARTICLES, None, embedder=embedder) as desk:
        assert desk.store.article("a") is not None
        desk.store.remove("a")
    with library_of("small", settings, ARTICLES, None, embedder=embedder) as desk:
        assert desk.store.article("a") is None, "it was not ingested a second time"


def test_a_library_of_other_code_is_made_anew(settings, embedder, monkeypatch):
    with library_of("small", settings, ARTICLES, None, embedder=embedder) as desk:
        desk.store.remove("a")
    monkeypatch.setattr(libraries, "makers", lambda: "later code")
    with library_of("small", settings, ARTICLES, None, embedder=embedder) as desk:
        assert desk.store.article("a") is not None


def test_a_library_that_a_run_is_asking_is_not_made_anew_under_it(settings, embedder, monkeypatch):
    with library_of("small", settings, ARTICLES, None, embedder=embedder) as desk:
        with library_of("small", settings, ARTICLES, None, embedder=embedder) as second:
            assert second.store.article("a") is not None, "runs of the same code share it"
        with monkeypatch.context() as later:
            later.setattr(libraries, "makers", lambda: "later code")
            with pytest.raises(LockHeld, match="process"):
                library_of("small", settings, ARTICLES, None, embedder=embedder)
        assert desk.store.article("a") is not None
    monkeypatch.setattr(libraries, "makers", lambda: "later code")
    with library_of("small", settings, ARTICLES, None, embedder=embedder) as desk:
        assert desk.store.article("a") is not None


class _Heard(io.StringIO):
    """Standard error that says when a run tells that it waits: reading a shared capture could lose the line."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting = threading.Event()

    def write(self, text: str) -> int:
        if "waiting" in text:
            self.waiting.set()
        return super().write(text)


def test_a_run_waits_for_another_that_makes_its_library(settings, embedder, monkeypatch):
    made, may_end, heard = threading.Event(), threading.Event(), _Heard()
    monkeypatch.setattr("sys.stderr", heard)
    take_in = libraries._take_in

    def slow(desk, targets):
        made.set()
        assert may_end.wait(30)
        take_in(desk, targets)

    monkeypatch.setattr(libraries, "_take_in", slow)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(library_of, "small", settings, ARTICLES, None, embedder)
        assert made.wait(30)
        second = pool.submit(library_of, "small", settings, ARTICLES, None, embedder)
        assert heard.waiting.wait(30)
        assert not second.done()
        may_end.set()
        for desk in (first.result(60), second.result(60)):
            with desk:
                assert desk.store.article("a") is not None


def test_a_library_of_which_nothing_could_be_taken_in_is_nothing_to_ask(settings, embedder):
    for _ in range(2):
        with pytest.raises(NothingToWorkOn, match="taken in"):
            library_of("empty", settings, [{"id": "b", "title": "", "text": ""}], None, embedder=embedder)


RAG = Path(libraries.__file__).parents[2] / "rag"
BESIDE = ("config.py", "errors.py", "ports.py", "__init__.py")
"""What says nothing about the articles: settings, errors, interfaces."""


def imported(file: Path) -> Iterator[Path]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("rag."):
            place = RAG.joinpath(*str(node.module).split(".")[1:])
            found = [place.with_suffix(".py"), place / "__init__.py", *(place / f"{a.name}.py" for a in node.names)]
            yield from (f for f in found if f.is_file())


def test_all_code_that_taking_articles_in_uses_decides_whether_a_library_is_made_anew():
    todo, seen = [RAG / "service" / "ingesting.py"], set[Path]()
    while todo:
        file = todo.pop()
        if file not in seen:
            seen.add(file)
            todo += imported(file)
    assert RAG / "text" / "sentences.py" in seen
    beside = {RAG / name for name in BESIDE}
    assert sorted(str(f.relative_to(RAG)) for f in seen - set(maker_files()) - beside) == []


def test_a_library_that_other_code_began_is_made_anew(settings, embedder, monkeypatch):
    with library_of("small", settings, ARTICLES, None, embedder=embedder) as desk:
        home = desk.settings.home
        desk.store.remove("a")
    (home / "ready").unlink()
    monkeypatch.setattr(libraries, "makers", lambda: "later code")
    with library_of("small", settings, [*ARTICLES], None, embedder=embedder) as desk:
        assert desk.store.article("a").version == 1


def test_other_embeddings_have_a_library_of_their_own(settings, embedder):
    with library_of("small", settings, ARTICLES, None, embedder=embedder) as desk:
        home = desk.settings.home
    other = replace(settings, embeddings="openai:text-embedding-3-small")
    with library_of("small", other, ARTICLES, None, embedder=embedder) as desk:
        assert desk.settings.home != home


@pytest.mark.parametrize("there", [True, False])
def test_a_library_without_articles_is_nothing_to_ask(settings, tmp_path, there):
    place = tmp_path / "library"
    if there:
        place.mkdir()
    with pytest.raises(NothingToWorkOn, match="no articles"):
        library_of("own", settings, [], place)
    assert place.exists() is there


def test_articles_that_were_not_taken_in_are_told(settings, embedder, capsys):
    with library_of("small", settings, [*ARTICLES, {"id": "b", "title": "", "text": ""}], None, embedder=embedder):
        told = capsys.readouterr().err
    assert "not taken in:" in told
    assert "1 articles could not be taken in" in told
