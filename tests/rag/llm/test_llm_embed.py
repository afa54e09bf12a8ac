from __future__ import annotations

import numpy as np
import pytest

from rag.errors import ProviderError, UsageError
from rag.llm import make_embedder


def vectors(*rows, order=None):
    places = order or range(len(rows))
    data = [{"object": "embedding", "index": i, "embedding": row} for i, row in zip(places, rows, strict=True)]
    return {"object": "list", "model": "m", "data": data, "usage": {"prompt_tokens": 1, "total_tokens": 1}}


@pytest.fixture
def embedder(server):
    return make_embedder("openai:m", base_url=server.url, offline=True)


def test_gives_unit_vectors_in_the_order_of_the_texts(server, embedder):
    server.will(server.answers(200, vectors([0.0, 2.0], [3.0, 4.0], order=[1, 0])))
    np.testing.assert_allclose(embedder.embed(["a", "b"]), [[0.6, 0.8], [0, 1]], atol=1e-6)
    assert embedder.dimension == 2
    assert server.told[0].body == {"input": ["a", "b"], "model": "m", "encoding_format": "float"}


def test_sends_batches_of_64_as_text(server, embedder):
    def behave(count):
        return server.answers(200, vectors(*[[1.0, 0.0]] * count))

    server.will(behave(64), behave(64), behave(2))
    assert embedder.embed(["x"] * 130).shape == (130, 2)
    assert [len(t.body["input"]) for t in server.told] == [64, 64, 2]


def test_hostile_texts_are_sent_as_text_that_servers_take(server, embedder):
    server.will(server.answers(200, vectors([1.0], [1.0])))
    embedder.embed(["", "\ud800<|endoftext|>"])
    assert server.told[0].body["input"] == [" ", "?<|endoftext|>"]


@pytest.mark.parametrize(
    "body",
    [
        vectors([1.0, 0.0]),
        vectors([1.0, 0.0], [1.0, 0.0], [1.0, 0.0]),
        vectors([1.0, 0.0], [1.0, 0.0], order=[0, 0]),
        vectors([1.0, 0.0], [1.0]),
        vectors([], []),
        vectors([0.0, 0.0], [1.0, 0.0]),
        vectors([float("nan"), 0.0], [1.0, 0.0]),
        {"data": None},
        {"nonsense": 1},
    ],
    ids=["fewer", "more", "twice", "ragged", "empty", "zero", "nan", "no data", "no list"],
)
def test_refuses_vectors_that_cannot_be_right(server, embedder, body):
    server.will(server.answers(200, body))
    with pytest.raises(ProviderError):
        embedder.embed(["a", "b"])


def test_refuses_another_dimension_later(server, embedder):
    server.will(server.answers(200, vectors([1.0, 0.0])), server.answers(200, vectors([1.0, 0.0, 0.0])))
    embedder.embed(["a"])
    with pytest.raises(ProviderError, match="2, 3"):
        embedder.embed(["a"])


def test_says_a_wrong_key(server, embedder):
    server.will(server.fails(401, "Incorrect API key provided: sk-abcdefgh"))
    with pytest.raises(ProviderError, match="refuses the key") as caught:
        embedder.embed(["a"])
    assert "sk-abc" not in str(caught.value)


def test_no_texts_are_no_vectors(server, embedder):
    server.will(server.answers(200, vectors([1.0, 0.0, 0.0])))
    assert embedder.embed([]).shape == (0, 3)


def test_refuses_other_names():
    for spec in ("openai", "openai:", "cohere:m"):
        with pytest.raises(UsageError):
            make_embedder(spec, base_url=None, offline=False)
