"""The best passages are read closer: a reranker orders the top of the ranking, and only that."""

from __future__ import annotations

import json

import pytest

from rag.retrieve.hybrid import HybridRetriever, Tuning
from rag.retrieve.window import topic
from rag.sample import path
from rag.types import Question

ASKED = "When did the Dunmar Bridge close?"


class Prefers:
    """A reranker that prefers chunks with a word, and notes what it was given."""

    def __init__(self, word):
        self.word, self.given = word, []

    def score(self, question, rows):
        self.given.append([r.chunk.text for r in rows])
        return [1.0 if self.word in r.chunk.text else 0.0 for r in rows]


@pytest.fixture
def ranked(desk):
    list(desk.ingest([str(path())]))

    def rank(reranker, **tuning):
        retriever = HybridRetriever(
            desk.store, desk.indexing.ready(), desk.embedder, reranker, zone=desk.zone, tuning=Tuning(**tuning)
        )
        return retriever.retrieve(Question(ASKED, desk.now()), 20).passages

    return rank


def test_what_the_reranker_prefers_comes_first(ranked):
    plain = ranked(None)
    assert "lorries" not in plain[0].text
    assert "lorries" in ranked(Prefers("lorries"), reranked=50.0)[0].text


def test_only_the_best_are_read_closer_and_the_others_keep_their_place(ranked):
    reranker = Prefers("lorries")
    found = ranked(reranker, reread=3)
    assert [len(given) for given in reranker.given] == [3]
    assert len(found) == len(ranked(None))


def test_without_a_reranker_or_a_weight_the_fused_ranking_stands(ranked):
    reranker = Prefers("lorries")
    assert [p.text for p in ranked(reranker, reranked=0.0)] == [p.text for p in ranked(None)]
    assert reranker.given == []


def test_words_that_ask_for_what_is_new_are_no_topic(desk, tmp_path):
    old = [
        {"id": f"old{n}", "date": "2024-01-02", "title": f"Latest from pier{n}", "text": f"Latest berth{n}, latest crane{n}."}
        for n in range(30)
    ]  # fmt: skip
    new = {
        "id": "new",
        "date": "2024-02-20",
        "title": "Harbour",
        "text": "All ferries stopped on Tuesday, the office said.",
    }
    (tmp_path / "news.jsonl").write_text("\n".join(map(json.dumps, (*old, new))), "utf-8")
    list(desk.ingest([str(tmp_path / "news.jsonl")]))
    retriever = HybridRetriever(desk.store, None, desk.embedder, zone=desk.zone, tuning=Tuning())
    found = retriever.retrieve(Question("What is the latest on ferries?", desk.now()), 5).passages
    assert [p.article_id for p in found] == ["new"]


@pytest.mark.parametrize("text", ["the latest?", "Latest"])
def test_a_question_of_nothing_else_keeps_its_words(text):
    assert topic(text) == text
