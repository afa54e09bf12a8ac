"""The libraries of the suites are made once, and again when the code that makes them changes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from eval import libraries
from eval.libraries import library_of, maker_files

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


RAG = Path(libraries.__file__).parents[1] / "rag"
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
