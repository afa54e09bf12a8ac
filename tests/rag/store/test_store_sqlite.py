"""The store: fates, versions, groups, full text, filters, cache, migrations, damage."""

from __future__ import annotations

import sqlite3
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from rag.errors import StoreError
from rag.ingest.lines import from_record
from rag.neardup import signature
from rag.ports import IndexState
from rag.store import open_store
from rag.store.connection import connect
from rag.store.listing import ORDERS
from rag.store.schema import MIGRATIONS
from rag.text.digest import content_hash
from rag.types import Article, ArticleId, Chunk, ChunkId, Filter, Prepared, Published, Quote, Span, chunk_text, key_of

NOW = datetime(2024, 3, 1, 12, tzinfo=UTC)
LONG = " ".join(f"word{i} and" for i in range(120))


def prepared(name, text, *, day=date(2024, 2, 20), title="A title", source="Post", speaker=None):
    published = Published.on(day) if day else None
    url = f"https://x.example/{name}"
    article = Article(
        ArticleId(name), text, title, url, source, published, (), "en", {"k": "v"}, content_hash(title, text)
    )
    chunk = Chunk(ChunkId(f"{name}@{len(text)}{text[:9]}"), article.id, Span(0, len(text)), text)
    quotes = (Quote(article.id, speaker, "direct", Span(0, 4), text[:4], "said"),) if speaker else ()
    return Prepared(name, article, (chunk,), quotes, signature(text))


@pytest.fixture
def store(tmp_path):
    made = open_store(tmp_path / "s.sqlite3")
    yield made
    made.close()


def put(store, *items):
    return [i.fate for i in store.put(items, fetched_at=NOW)]


def test_an_article_is_read_back_whole(store):
    item = prepared("a", "The harbour reopened on Monday.")
    assert put(store, item) == ["added"]
    assert store.article(ArticleId("a")).article == item.article


def test_the_same_text_again_is_unchanged_and_another_is_a_new_version(store):
    put(store, prepared("a", "The toll was four."))
    assert put(store, prepared("a", "The toll was four.")) == ["unchanged"]
    assert put(store, prepared("a", "The toll was nine, they said.")) == ["updated"]
    assert [v.text for v in store.versions(ArticleId("a"))] == ["The toll was four.", "The toll was nine, they said."]
    assert len(store.stale_chunks(10)) == 1
    assert store.search_text("four", 5, None) == ()


def renewed(item, **fields):
    return replace(item, article=replace(item.article, **fields))


BRIDGE = "The council of Varnholm voted on Monday to close the old bridge over the Elde for nine months."
FERRY = "A ferry ran aground off the island of Skarr on Tuesday night with sixty-one people on board."


def numbered(title, text, *, url=None, source=None):
    item = prepared("1", text, title=title, source=source)
    return replace(item, article=replace(item.article, url=url, content_hash=content_hash(title, text)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"url": "https://one.example/bridge"}, {"url": "https://two.example/ferry"}),
        ({"url": "https://one.example/bridge"}, {"url": "https://one.example/ferry"}),
        ({"source": "One"}, {"source": "Two"}),
    ],
)
def test_an_article_with_the_id_of_another_is_refused_and_the_other_stays(store, one, other):
    put(store, numbered("Bridge closed", BRIDGE, **one))
    (fate,) = store.put([numbered("Ferry aground", FERRY, **other)], fetched_at=NOW)
    assert fate.fate == "rejected"
    assert "Bridge closed" in fate.reason
    assert [v.text for v in store.versions(ArticleId("1"))] == [BRIDGE]


@pytest.mark.parametrize(
    "later",
    [
        numbered("Ferry aground", FERRY, url="https://one.example/bridge"),
        numbered("Bridge closed", FERRY, url="https://one.example/2024/bridge"),
        numbered("Old bridge shut", BRIDGE + " Work begins in March.", url="https://two.example/bridge"),
        numbered("Ferry aground", FERRY),
    ],
)
def test_a_later_state_may_change_its_address_its_title_or_its_text(store, later):
    put(store, numbered("Bridge closed", BRIDGE, url="https://one.example/bridge"))
    assert put(store, later) == ["updated"]


def test_a_corrected_date_and_outlet_are_taken_and_make_no_new_version(store):
    first = prepared("a", "The toll was four.")
    put(store, first)
    store.mark_indexed([c.id for c in first.chunks])
    corrected = renewed(first, published=Published.on(date(2024, 2, 25)), source="Times", metadata={"k": "w"})
    assert put(store, corrected) == ["updated"]
    assert store.article(ArticleId("a")).article == corrected.article
    assert [v.number for v in store.versions(ArticleId("a"))] == [1]
    assert [r.source for r in store.pending(9)] == ["Times"]
    assert store.articles(Filter(NOW, sources=("times",)))
    assert put(store, corrected) == ["unchanged"]


def test_a_corrected_date_names_a_group_of_copies_after_another(store):
    late = prepared("late", LONG, day=date(2024, 2, 21))
    put(store, late, prepared("early", LONG + " end", day=date(2024, 2, 19)))
    put(store, renewed(late, published=Published.on(date(2024, 2, 1))))
    assert store.article(ArticleId("early")).copy_of == "late"


@pytest.mark.parametrize("text", ["The toll was four.", "The toll was nine, they said."])
def test_what_a_later_copy_does_not_say_stays(store, text):
    told = renewed(prepared("a", "The toll was four."), authors=("Ann Lee",))
    put(store, told)
    bare = renewed(
        prepared("a", text, day=None, source=None),
        authors=(), url=None, language=None, metadata={"new": "n"}, flags=("undated", "very_short"),
    )  # fmt: skip
    assert put(store, bare) == ["updated"]
    kept = store.article(ArticleId("a")).article
    said = ("published", "source", "authors", "url", "language")
    assert [getattr(kept, name) for name in said] == [getattr(told.article, name) for name in said]
    assert kept.metadata == {"k": "v", "new": "n"}
    assert kept.flags == ("very_short",)


def test_copies_are_grouped_under_the_earliest_and_regrouped_when_it_goes(store):
    put(store, prepared("late", LONG, day=date(2024, 2, 21)))
    assert put(store, prepared("early", LONG + " end", day=date(2024, 2, 19))) == ["duplicate"]
    assert store.article(ArticleId("late")).copy_of == "early"
    assert store.article(ArticleId("early")).copies == ("late",)
    assert store.remove(ArticleId("early"))
    assert store.article(ArticleId("late")).copy_of is None


def test_full_text_needs_no_syntax_and_weighs_titles(store):
    other = prepared("b", "The strike was mentioned once among many other words in this.")
    put(store, prepared("a", "A dull text on other things.", title="Harbour strike"), other)
    found = store.search_text('harbour AND "strike" (NEAR', 5, None)
    assert [s.chunk_id[0] for s in found] == ["a", "b"]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({}, {"a", "b", "u"}),
        ({"since": datetime(2024, 2, 20, 15, tzinfo=UTC)}, {"a", "b"}),
        ({"since": datetime(2024, 2, 21, tzinfo=UTC)}, {"b"}),
        ({"until": datetime(2024, 2, 21, tzinfo=UTC)}, {"a"}),
        ({"sources": ("POST",)}, {"a", "u"}),
        ({"article_ids": (ArticleId("b"),)}, {"b"}),
    ],
)
def test_filters_admit_what_they_say(store, options, found):
    late = prepared("b", "harbour two two", day=date(2024, 2, 22), source="Times")
    put(store, prepared("a", "harbour one"), late, prepared("u", "harbour three three", day=None))
    where = Filter(as_of=NOW + timedelta(days=1), **options)
    assert {s.chunk_id[0] for s in store.search_text("harbour", 9, where)} == found
    assert {a.article.id for a in store.articles(where)} == found


def test_what_was_published_or_fetched_later_is_not_known_yet(store):
    put(store, prepared("a", "harbour one"), prepared("u", "harbour three", day=None))
    assert store.search_text("harbour", 5, Filter(as_of=datetime(2024, 2, 19, tzinfo=UTC))) == ()


def test_the_text_of_an_article_is_read_once_for_all_its_quotes(store):
    item = prepared("a", "The toll was four, and it will rise.")
    spans = [Span(i, i + 4) for i in range(0, 30, 5)]
    many = tuple(Quote(ArticleId("a"), "Ilsa Roe", "direct", s, s.of(item.article.text), "said") for s in spans)
    put(store, replace(item, quotes=many), prepared("b", "Four were hurt.", speaker="Tom Varn"))
    asked = []
    with store._reading() as db:
        db.set_trace_callback(asked.append)

    found = store.quotes()

    assert [q.text for q in found if q.article_id == "a"] == [q.text for q in many]
    assert sum("text" in statement.lower() for statement in asked) == 2


def test_quotes_are_found_by_any_name_of_the_speaker(store):
    put(store, prepared("a", "Words.", speaker="Miguel Díaz-Canel"), prepared("b", "Other.", speaker="Ann Canelo"))
    assert [q.article_id for q in store.quotes(speaker="Diaz-Canel")] == ["a"]


def test_a_failure_in_the_middle_of_a_batch_leaves_nothing(store):
    good = prepared("a", "Fine text.")
    bad = Prepared("b", good.article, (*good.chunks, *good.chunks), (), good.signature)
    with pytest.raises(StoreError):
        store.put([prepared("c", "Another."), bad], fetched_at=NOW)
    assert store.counts().articles == 0


def test_lone_surrogates_refuse_one_item_only(store):
    bad = prepared("a", "bad text")
    bad = Prepared(
        "a", Article(ArticleId("a"), "x \ud800", "t", None, None, None, (), None, {}, "h"), (), (), bad.signature
    )
    assert put(store, bad, prepared("b", "good text")) == ["rejected", "added"]


def test_vectors_are_remembered_by_model_and_key(store):
    vector = np.arange(3, dtype=np.float32)
    store.keep("m", {f"k{i}": vector for i in range(1200)})
    found = store.vectors("m", [f"k{i}" for i in range(1500)])
    assert len(found) == 1200
    assert (found["k7"] == vector).all()
    assert store.vectors("other", ["k7"]) == {}


def cached(store):
    db = connect(store.path)
    try:
        return [{row[0] for row in db.execute(f"SELECT key FROM {table}")} for table in ("embeddings", "token_signs")]
    finally:
        db.close()


def remembered(store, *items):
    """Put vector and signs of each item's chunk in the cache, of two models; return their keys."""
    keys = [key_of(chunk_text(i.article.title, c.text)) for i in items for c in i.chunks]
    for model in ("m", "n"):
        store.keep(model, dict.fromkeys(keys, np.zeros(3, np.float32)))
        store.keep_signs(model, dict.fromkeys(keys, b"s"))
    return keys


def test_what_was_made_of_a_text_goes_with_the_last_chunk_that_has_it(store):
    one, twin, other = (prepared(n, t) for n, t in (("a", "Same text."), ("b", "Same text."), ("c", "Other text.")))
    put(store, one, twin, other)
    same, _, different = remembered(store, one, twin, other)
    store.remove(ArticleId("a"))
    assert cached(store) == [{same, different}] * 2
    store.remove(ArticleId("b"))
    assert cached(store) == [{different}] * 2
    put(store, prepared("c", "A third text."))
    assert cached(store) == [set()] * 2


def test_an_update_keeps_what_was_made_of_the_chunks_that_stay(store):
    first, second = (prepared("a", t) for t in ("Text one.", "Text one. Text two."))
    chunk = Chunk(ChunkId("a@again"), ArticleId("a"), Span(0, 9), "Text one.")
    put(store, first)
    keys = remembered(store, first)
    put(store, replace(second, chunks=(chunk,)))
    assert cached(store) == [set(keys)] * 2


def test_what_no_chunk_has_is_forgotten_when_asked(store):
    item = prepared("a", "Text.")
    put(store, item)
    keys = remembered(store, item, prepared("gone", "Never stored."))
    store.forget_unused()
    assert cached(store) == [{keys[0]}] * 2


NAMES = st.sampled_from(["k", "version", "schema", "flags", "metadata", "link", "fetched", "Date", "place"])


@given(st.dictionaries(NAMES, st.text("ab{}", min_size=1)))
def test_an_export_is_read_back_as_it_was(metadata):
    article = replace(prepared("a", "Some text.").article, metadata=metadata)
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "s.sqlite3")
        store.put([replace(prepared("a", "Some text."), article=article)], fetched_at=NOW)
        [line] = store.export()
        store.close()
    again = from_record(line, "x")
    assert (again.id, again.text, again.source, again.published) == ("a", article.text, "Post", "2024-02-20")
    assert again.metadata == metadata


def test_an_export_holds_the_earlier_versions_and_when_they_came(store):
    put(store, prepared("a", "The toll was four."), prepared("b", "Another."))
    put(store, prepared("a", "The toll was nine, they said."))
    first, second = store.export()
    assert [v["text"] for v in first["versions"]] == ["The toll was four.", "The toll was nine, they said."]
    assert first["fetched"] == first["versions"][0]["fetched"] == "2024-03-01T12:00:00Z"
    assert "versions" not in second


def test_the_generation_rises_with_changes_only(store):
    put(store, prepared("a", "Text."))
    first = store.generation()
    put(store, prepared("a", "Text."))
    assert store.generation() == first
    store.set_index_state(IndexState("c", "f", NOW))
    assert store.generation() > first
    assert store.index_state() == IndexState("c", "f", NOW)


def test_a_tampered_store_is_found_out(store, tmp_path):
    put(store, prepared("a", "Some text that is long enough."))
    assert store.integrity() == ()
    with sqlite3.connect(tmp_path / "s.sqlite3") as db:
        db.execute("UPDATE articles SET text = 'short'")
    db.close()
    assert store.integrity() != ()


def test_a_backup_opens_and_never_overwrites(store, tmp_path):
    put(store, prepared("a", "Text."))
    store.backup(tmp_path / "copy.sqlite3")
    copy = open_store(tmp_path / "copy.sqlite3")
    assert copy.counts().articles == 1
    copy.close()
    with pytest.raises(StoreError):
        store.backup(tmp_path / "copy.sqlite3")


def test_a_newer_schema_is_refused_untouched(tmp_path):
    path = tmp_path / "new.sqlite3"
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="newer release"):
        open_store(path)
    assert path.read_bytes() == before


def test_an_older_schema_is_migrated_with_a_copy_beside(tmp_path):
    path = tmp_path / "old.sqlite3"
    connect(path).close()
    db = connect(path, (*MIGRATIONS, "CREATE TABLE extra (x INTEGER);"))
    assert db.execute("SELECT count(*) FROM extra").fetchone()[0] == 0
    db.close()
    assert list(tmp_path.glob("old.sqlite3.before-*"))


def test_a_damaged_file_is_a_clear_error(tmp_path):
    (tmp_path / "bad.sqlite3").write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError) as caught:
        open_store(tmp_path / "bad.sqlite3")
    assert "doctor" in caught.value.fix


def test_a_folder_that_cannot_be_made_is_a_clear_error(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError):
        open_store(tmp_path / "file" / "s.sqlite3")


def test_a_full_disk_keeps_what_was_acknowledged(store):
    put(store, prepared("a", "Text."))
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError) as caught:
        store.put([prepared("b", "x y " * 50_000)], fetched_at=NOW)
    assert "space" in caught.value.fix
    assert store.article(ArticleId("a")) is not None


class StoreModel(RuleBasedStateMachine):
    """The store against a dictionary: full text finds exactly the living words."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = open_store(Path(self.folder.name) / "s.sqlite3")
        self.living = {}

    @rule(name=st.sampled_from("abcd"), word=st.sampled_from(["alpha", "beta", "gamma", "delta"]))
    def put(self, name, word):
        self.store.put([prepared(name, f"{word} of {name} stands here.")], fetched_at=NOW)
        self.living[name] = word

    @rule(name=st.sampled_from("abcd"))
    def remove(self, name):
        assert self.store.remove(ArticleId(name)) is (name in self.living)
        self.living.pop(name, None)

    @invariant()
    def full_text_is_level(self):
        for word in ("alpha", "beta", "gamma", "delta"):
            found = {s.chunk_id[0] for s in self.store.search_text(word, 9, None)}
            assert found == {n for n, w in self.living.items() if w == word}
        assert self.store.counts().articles == len(self.living)

    def teardown(self):
        assert self.store.integrity() == ()
        self.store.close()
        self.folder.cleanup()


StoreModel.TestCase.settings = hypothesis_settings(max_examples=15, stateful_step_count=15, deadline=None)
TestStoreModel = StoreModel.TestCase


@pytest.mark.parametrize("order", ["newest", "oldest", "title", "outlet"])
def test_a_page_of_the_library_is_read_in_order_and_not_sorted_as_a_whole(store, order):
    store.put([prepared(f"a{n}", f"Text number {n}.", title=f"Title {n}") for n in range(5)], fetched_at=NOW)
    db = connect(store.path)
    try:
        plan = [
            row[3]
            for row in db.execute(f"EXPLAIN QUERY PLAN SELECT a.id FROM articles a ORDER BY {ORDERS[order]} LIMIT 50")
        ]
    finally:
        db.close()
    assert not any("TEMP B-TREE" in step for step in plan), plan


def test_the_thousandth_copy_of_a_text_costs_no_more_than_an_early_one(store):
    steps = []
    store._db.set_progress_handler(lambda: steps.append(1) and 0, 100)

    def spent(first):
        steps.clear()
        put(store, *(prepared(f"copy{n}", FERRY) for n in range(first, first + 50)))
        return len(steps)

    costs = [spent(first) for first in range(0, 1000, 50)]
    assert costs[-1] < 2 * costs[1]
    assert len(store.article(ArticleId("copy0")).copies) == 999
    steps.clear()
    assert len(store.articles(limit=1000)) == 1000
    assert len(steps) < 1000


def test_a_copy_that_is_the_earliest_joins_the_groups_that_it_is_like_and_names_them(store):
    words = [f"word{n}" for n in range(228)]
    put(store, prepared("late", " ".join(words[:200]), day=date(2024, 2, 20)))
    assert put(store, prepared("later", " ".join(words[28:]), day=date(2024, 2, 21))) == ["added"]
    between = prepared("first", " ".join(words[14:214]), day=date(2024, 2, 19))
    (fate,) = store.put([between], fetched_at=NOW)
    assert (fate.fate, fate.copy_of) == ("duplicate", "late")
    assert {store.article(ArticleId(each)).copy_of for each in ("late", "later")} == {"first"}
    assert store.article(ArticleId("first")).copies == ("late", "later")


def test_a_backup_that_is_cut_off_leaves_nothing_that_looks_like_one(store, tmp_path, monkeypatch):
    put(store, prepared("a", FERRY))

    def full(*_):
        raise sqlite3.OperationalError("database or disk is full")

    class Cut:
        backup = full

    monkeypatch.setattr(store, "_db", Cut())
    with pytest.raises(StoreError, match="enough space"):
        store.backup(tmp_path / "copy.sqlite3")
    monkeypatch.undo()
    assert not [each for each in tmp_path.iterdir() if "copy" in each.name]
    with pytest.raises(StoreError, match="is no folder"):
        store.backup(tmp_path / "nowhere" / "copy.sqlite3")
