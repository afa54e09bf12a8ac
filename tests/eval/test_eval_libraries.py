"""The libraries of the suites are made once, and again when the code that makes them changes."""

from __future__ import annotations

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
