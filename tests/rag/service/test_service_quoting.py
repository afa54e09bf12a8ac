"""The store's quotes by speaker and topic: none lost for being old, none told twice for being copied."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from rag.neardup import signature
from rag.quotes import extract
from rag.service.quoting import find_quotes
from rag.store import open_store
from rag.types import Article, ArticleId, Chunk, ChunkId, Prepared, Published, Quote, Span

NOW = datetime(2024, 3, 1, 12, tzinfo=UTC)
LONG = " ".join(f"word{i} and" for i in range(120))


def prepared(name: str, text: str, day: date) -> Prepared:
    article = Article(
        ArticleId(name), text, "A title", f"https://x.example/{name}", name, Published.on(day), (), "en", {}, text
    )
    chunk = Chunk(ChunkId(f"{name}@0"), article.id, Span(0, len(text)), text)
    return Prepared(name, article, (chunk,), extract(article.id, text), signature(text))


@pytest.fixture
def store(tmp_path):
    made = open_store(tmp_path / "s.sqlite3")
    yield made
    made.close()


def speakers(store, speaker: str) -> list[str]:
    return [q.speaker for q in find_quotes(store, speaker=speaker, about_what="", where=None)]


def test_the_words_of_a_rare_speaker_are_found_behind_ten_thousand_newer_ones(store):
    old = prepared("old", "Ilsa Roe said that the ferry was late.", date(2020, 1, 1))
    loud = prepared("new", "Tom Varn said that the ferry was on time.", date(2024, 2, 1))
    many = tuple(Quote(loud.article.id, "Tom Varn", "direct", Span(i % 9, 20), "", "said") for i in range(10_001))
    store.put([old, replace(loud, quotes=many)], fetched_at=NOW)
    assert speakers(store, "Ilsa Roe") == ["Ilsa Roe"]


@pytest.mark.parametrize("day", [date(2024, 2, 3), date(2024, 1, 1)])
def test_a_copy_newer_or_older_than_its_original_is_told_once(store, day):
    text = f"Ilsa Roe said that the ferry was late. {LONG}"
    store.put([prepared("first", text, date(2024, 2, 2))], fetched_at=NOW)
    store.put([prepared("again", text, day)], fetched_at=NOW)
    assert speakers(store, "Roe") == ["Ilsa Roe"]


def test_a_nation_is_found_by_its_adjective_and_a_lawyer_is_not_his_client(store):
    text = "The Chinese foreign ministry said that talks went on.\nA lawyer for Tom Varn said that it was late."
    store.put([prepared("a", text, date(2024, 2, 2))], fetched_at=NOW)
    assert speakers(store, "China") == ["The Chinese foreign ministry"]
    assert speakers(store, "Tom Varn") == []


def test_a_body_that_is_asked_for_by_its_acronym_is_found_under_its_long_name(store):
    text = "The Norland Health Organization said that the ward was full.\nThe NHO said that it was late."
    store.put([prepared("a", text, date(2024, 2, 2))], fetched_at=NOW)
    assert speakers(store, "NHO") == ["Norland Health Organization", "NHO"]


def test_a_son_of_the_same_name_is_not_his_father(store):
    text = "Tom Varn Jr. said that it was late.\nDaniel Roe said that it was on time."
    store.put([prepared("a", text, date(2024, 2, 2))], fetched_at=NOW)
    assert speakers(store, "Tom Varn") == ["Tom Varn Jr."]
    store.put([prepared("b", "Tom Varn said that it was early.", date(2024, 2, 3))], fetched_at=NOW)
    assert speakers(store, "Tom Varn") == ["Tom Varn"]


def test_words_on_a_topic_are_found_behind_ten_thousand_newer_ones(store):
    old = prepared("old", "Ilsa Roe said that the lighthouse keeper was late.", date(2020, 1, 1))
    loud = prepared("new", "Tom Varn said that the ferry was on time.", date(2024, 2, 1))
    many = tuple(Quote(loud.article.id, "Tom Varn", "direct", Span(i % 9, 20), "", "said") for i in range(10_001))
    store.put([old, replace(loud, quotes=many)], fetched_at=NOW)
    found = find_quotes(store, speaker=None, about_what="lighthouse keepers", where=None)
    assert [q.speaker for q in found] == ["Ilsa Roe"]
