"""A removal can be undone: nothing of the article is lost."""

from __future__ import annotations

import json

import pytest

from rag.service import restoring
from rag.service.preparing import derived
from rag.types import ArticleId, Filter

FIRST = "The mayor of Ostrava said on Monday that the bridge would open in May. “We are ready,” said Jana Novak."
SECOND = "The mayor of Ostrava said on Monday that the bridge would open in June. “We are late,” said Jana Novak."


def test_what_is_put_back_has_its_versions_its_quotations_and_its_passages(desk, tmp_path):
    file = tmp_path / "a.jsonl"
    for text in (FIRST, SECOND):
        line = {"id": "bridge", "title": "Bridge", "text": text, "source": "Radio", "published": "2024-02-20"}
        file.write_text(json.dumps(line), "utf-8")
        list(desk.ingest([str(file)]))
    article = ArticleId("bridge")
    stored, versions = desk.store.article(article), desk.store.versions(article)
    where = Filter(desk.now(), article_ids=(article,))
    quotes = desk.store.quotes(where=where)
    assert len(versions) == 2
    assert quotes

    desk.remove(article)
    assert desk.store.article(article) is None
    desk.put_back(stored, versions)

    assert desk.store.article(article) == stored
    assert desk.store.versions(article) == versions
    assert desk.store.quotes(where=where) == quotes
    assert desk.search("When does the bridge open?").passages[0].article_id == article


def test_an_article_is_put_back_with_all_its_versions_or_not_at_all(desk, tmp_path, monkeypatch):
    file = tmp_path / "a.jsonl"
    for text in (FIRST, SECOND):
        file.write_text(json.dumps({"id": "bridge", "title": "Bridge", "text": text}), "utf-8")
        list(desk.ingest([str(file)]))
    article = ArticleId("bridge")
    stored, versions = desk.store.article(article), desk.store.versions(article)
    desk.remove(article)

    def cut_off(ref, changed):
        if changed.text == SECOND:
            raise KeyboardInterrupt
        return derived(ref, changed)

    with monkeypatch.context() as during:
        during.setattr(restoring, "derived", cut_off)
        with pytest.raises(KeyboardInterrupt):
            desk.put_back(stored, versions)
    assert desk.store.article(article) is None
    desk.put_back(stored, versions)
    assert desk.store.article(article) == stored
    assert desk.store.versions(article) == versions
