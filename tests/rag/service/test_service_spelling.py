"""One page at several addresses: one article, whatever it is called by."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.ingest.identity import canonical, spellings
from rag.service import ingesting

TEXT = "The harbour master of Velka reopened the ferry line to Ostrand on Monday, after a strike of nine days."
URL = "https://www.ex.example/news/ferry"
OTHERS = [
    "http://www.ex.example/news/ferry",
    "https://ex.example/news/ferry/",
    "https://m.ex.example/news/ferry",
    "https://amp.ex.example/news/ferry",
    "https://www.ex.example/news/ferry/amp/",
    "https://www.ex.example/amp/news/ferry?utm_source=x",
    "https://www.ex.example/news/ferry?outputType=amp",
    "http://ex.example/news/ferry.amp#top",
]


def rows(folder: Path, *given: dict[str, str]) -> str:
    file = folder / "rows.jsonl"
    file.write_text("\n".join(json.dumps({"title": "Ferry back", "text": TEXT} | row) for row in given), "utf-8")
    return str(file)


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("batch", [1, 64])
def test_another_spelling_of_an_address_is_the_same_article(desk, tmp_path, monkeypatch, other, batch):
    monkeypatch.setattr(ingesting, "BATCH", batch)
    assert [i.fate for i in desk.ingest([rows(tmp_path, {"url": URL}, {"url": other})])] == ["added", "unchanged"]
    assert [i.fate for i in desk.ingest([rows(tmp_path, {"url": other})])] == ["unchanged"]
    (stored,) = desk.store.articles()
    assert stored.article.url == URL


def test_a_new_state_at_another_spelling_is_a_new_version_that_is_found(desk, tmp_path):
    list(desk.ingest([rows(tmp_path, {"url": URL})]))
    newer = {"url": OTHERS[0], "text": f"{TEXT} Its owner spoke of a lighthouse."}
    assert [i.fate for i in desk.ingest([rows(tmp_path, newer)])] == ["updated"]
    (stored,) = desk.store.articles()
    assert stored.article.url == URL
    assert stored.version == 2
    assert desk.search("owner lighthouse").passages[0].article_id == stored.article.id


def test_both_spellings_again_change_nothing(desk, tmp_path):
    both = ({"url": URL}, {"url": OTHERS[0], "text": f"{TEXT} Its owner spoke of a lighthouse."})
    list(desk.ingest([rows(tmp_path, *both)]))
    assert [i.fate for i in desk.ingest([rows(tmp_path, *both)])] == ["unchanged", "unchanged"]


@pytest.mark.parametrize(
    "row",
    [
        {
            "url": "https://m.ex.example/news/ferry",
            "title": "Bakery",
            "text": "A bakery of Ostrand won the prize for rye.",
        },
        {"url": "https://www.ex.example/news/ferry-2"},
        {"url": "https://www.ex.example/news/ferry?id=2"},
        {"url": "https://other.ex.example/news/ferry"},
        {"url": "http://www.ex.example/news/ferry", "id": "mine"},
    ],
)
def test_another_article_stays_one(desk, tmp_path, row):
    list(desk.ingest([rows(tmp_path, {"url": URL}, row)]))
    assert len(desk.store.articles()) == 2


def test_all_spellings_of_a_page_begin_with_the_same() -> None:
    assert {spellings(url)[0] for given in (URL, *OTHERS) if (url := canonical(given))} == {
        "https://ex.example/news/ferry"
    }
    for given in (URL, *OTHERS):
        url = canonical(given)
        assert url is not None
        assert url in spellings(url)
