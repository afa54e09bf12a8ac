"""Question and passage met token by token: the measure, what is kept of a chunk, and the embedded model itself."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.config import load
from rag.embed import CachedEmbedder, passage_embedder
from rag.embed.tokens import late_interaction, signs_of
from rag.errors import StoreError
from rag.ports import ChunkRow, TokenEmbedder
from rag.service.models import embedder_for
from rag.store import open_store
from rag.types import ArticleId, Chunk, ChunkId, Span

WIDTH = 16


def unit(rows):
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), dtype=np.float32)


@st.composite
def vectors(draw, fewest=0):
    seed, count = draw(st.integers(0, 2**31)), draw(st.integers(fewest, 6))
    return unit(np.random.default_rng(seed).normal(size=(count, WIDTH)))


@given(vectors(), vectors())
def test_the_measure_lies_between_minus_one_and_one(question, passage):
    assert -1.0001 <= late_interaction(question, signs_of(passage)) <= 1.0001


@given(vectors(fewest=1), vectors(fewest=1), vectors())
def test_a_passage_that_says_more_meets_a_question_no_worse_and_in_any_order(question, passage, more):
    longer = np.concatenate([passage, more])
    met = late_interaction(question, signs_of(longer))
    assert met >= late_interaction(question, signs_of(passage)) - 1e-6
    assert met == pytest.approx(late_interaction(question, signs_of(longer[::-1])), abs=1e-6)


@given(vectors(fewest=1))
def test_a_text_meets_itself(question):
    assert late_interaction(question, signs_of(question)) >= 1 / WIDTH**0.5 - 1e-6


def test_where_no_token_carries_meaning_nothing_is_met():
    none, some = np.zeros((0, WIDTH), dtype=np.float32), unit(np.ones((2, WIDTH)))
    assert late_interaction(none, signs_of(some)) == 0.0
    assert late_interaction(some, signs_of(none)) == 0.0


class Tokens:
    """Words as tokens, each a vector of its own; notes which texts it was run for."""

    name, dimension = "tokens", WIDTH

    def __init__(self):
        self.run = []

    def token_vectors(self, text):
        seeds = [sum(map(ord, word)) for word in text.lower().split()]
        rows = [np.random.default_rng(seed).normal(size=WIDTH) for seed in seeds]
        return unit(np.array(rows).reshape(-1, WIDTH))

    def embed(self, texts):
        return self.embed_tokens(texts)[0]

    def embed_tokens(self, texts):
        self.run += texts
        pooled = [unit(self.token_vectors(t).sum(axis=0, keepdims=True))[0] for t in texts]
        return np.array(pooled, dtype=np.float32).reshape(-1, WIDTH), [signs_of(self.token_vectors(t)) for t in texts]


def row(text, title=""):
    chunk = Chunk(ChunkId(text), ArticleId("a"), Span(0, len(text)), text)
    return ChunkRow(chunk, title, None, None, None, datetime(2024, 1, 1, tzinfo=UTC), ArticleId("a"))


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "s.sqlite3")


def test_chunks_are_ranked_by_the_words_of_the_question_that_they_or_their_title_have(store):
    _, reranker = passage_embedder(Tokens(), store)
    scores = reranker.score(
        "bridge closed", [row("ferry opened"), row("bridge closed today"), row("closed today", "bridge"), row("")]
    )
    assert scores[0] < scores[1]
    assert scores[2] == pytest.approx(scores[1])
    assert scores[3] == 0.0


def test_what_was_embedded_is_ranked_without_the_model_even_after_a_restart(store, tmp_path):
    model = Tokens()
    embedder, _ = passage_embedder(model, store)
    embedder.embed(["The title\nbridge closed"])
    again = Tokens()
    _, reranker = passage_embedder(again, open_store(tmp_path / "s.sqlite3"))
    assert reranker.score("bridge", [row("bridge closed", "The title")])[0] > 0.5
    assert model.run == ["The title\nbridge closed"]
    assert again.run == []


def test_a_chunk_that_an_older_release_embedded_is_run_once_when_it_is_ranked(store):
    model = Tokens()
    CachedEmbedder(model, store).embed(["bridge closed"])
    _, reranker = passage_embedder(model, store)
    first = reranker.score("bridge", [row("bridge closed"), row("bridge closed")])
    assert reranker.score("bridge", [row("bridge closed"), row("bridge closed")]) == first
    assert model.run == ["bridge closed"] * 2


def test_a_store_that_cannot_be_written_still_ranks(store, monkeypatch):
    def full(model, signs):
        raise StoreError("article store failed", why="disk full", fix="Free some space.")

    monkeypatch.setattr(store, "keep_signs", full)
    _, reranker = passage_embedder(Tokens(), store)
    assert reranker.score("bridge", [row("bridge closed")])[0] > 0.5


def test_an_embedder_that_knows_no_tokens_has_no_reranker(store, embedder):
    made, reranker = passage_embedder(embedder, store)
    assert reranker is None
    assert made.embed(["bridge"]).shape == (1, 64)


@pytest.fixture(scope="module")
def minilm():
    return embedder_for(load())


def test_the_embedded_model_gives_the_same_vectors_with_tokens_and_without(minilm):
    texts = ["The bridge was closed.", "Ferries ran all night, the mayor said.", ""]
    vectors, signs = minilm.embed_tokens(texts)
    assert isinstance(minilm, TokenEmbedder)
    assert np.allclose(vectors, minilm.embed(texts))
    for text, kept in zip(texts, signs, strict=True):
        assert np.array_equal(kept, signs_of(minilm.token_vectors(text)))


def test_only_words_that_carry_meaning_are_tokens(minilm):
    assert len(minilm.token_vectors("The bridge, it was said, is closed!")) == 2
    assert minilm.token_vectors("Who was it that did so?").shape == (0, 384)


def test_the_embedded_model_tells_who_did_what_where_the_words_are_the_same(minilm):
    question = minilm.token_vectors("Which town lost its ferry?")
    _, (near, far) = minilm.embed_tokens(
        ["Ostrell lost its only ferry on Monday when the operator went bankrupt.",
         "The mayor of Ostrell opened a library and praised the builders of the town."]
    )  # fmt: skip
    assert late_interaction(question, near) > late_interaction(question, far)
