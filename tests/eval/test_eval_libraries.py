"""The libraries of the suites are made once, and again when the code that makes them changes."""

from __future__ import annotations

import re
from pathlib import Path

from eval import libraries
from eval.libraries import library_of

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


def test_what_a_library_holds_is_made_by_the_named_packages_alone() -> None:
    rag = Path(libraries.__file__).parents[1] / "rag"
    files = [f for name in libraries.MAKERS for f in [*rag.glob(f"{name}.py"), *(rag / name).rglob("*.py")]]
    used = {name for f in files for name in re.findall(r"^\s*from rag\.(\w+)", f.read_text("utf-8"), re.MULTILINE)}
    assert used <= {*libraries.MAKERS, "config", "errors", "models", "ports", "types"}
