from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from rag.errors import ProviderError, UsageError
from rag.llm import make_embedder
from rag.llm.openai_embed import OpenAIEmbedder


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
        vectors(None, None),
        vectors(5, 5),
        vectors([[1.0]], [[1.0]]),
        vectors([1e308, 1e308], [1.0, 0.0]),
        vectors([1.0, 0.0], [0.0, 1.0], order=[None, None]),
        vectors([1.0, 0.0], [0.0, 1.0], order=[0, "x"]),
        [[1.0, 0.0], [0.0, 1.0]],
    ],
    ids=[
        "fewer",
        "more",
        "twice",
        "ragged",
        "empty",
        "zero",
        "nan",
        "no data",
        "no list",
        "null",
        "numbers",
        "nested",
        "huge",
        "no index",
        "mixed index",
        "bare",
    ],
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


def test_an_index_in_quotation_marks_is_one(server, embedder):
    server.will(server.answers(200, vectors([1.0, 0.0], [0.0, 1.0], order=["1", "0"])))
    np.testing.assert_allclose(embedder.embed(["a", "b"]), [[0, 1], [1, 0]])


@pytest.mark.parametrize("begins", [True, False])
def test_a_server_that_does_not_answer_is_left_at_the_limit(server, begins):
    embedder = make_embedder("openai:m", base_url=server.url, offline=True, limit_s=30)
    server.will(server.answers(200, vectors([1.0, 0.0])))
    embedder.embed(["the libraries are loaded"])
    embedder._limit_s = 0.4
    server.will(server.keeps_alive() if begins else server.never_begins())
    started = time.monotonic()
    with pytest.raises(ProviderError, match="within 0 s"):
        embedder.embed(["a"])
    assert time.monotonic() - started < 3
    assert server.hung_up.wait(5)


def test_waits_as_long_as_the_server_asks(server, sleeper):
    embedder = OpenAIEmbedder("m", base_url=server.url, sleep=sleeper)
    server.will(server.fails(429, retry_after="7"), server.fails(500), server.answers(200, vectors([1.0, 0.0])))
    assert embedder.embed(["a"]).shape == (1, 2)
    assert sum(sleeper.slept) == pytest.approx(8)


def test_does_not_wait_longer_than_the_limit(server, sleeper):
    embedder = OpenAIEmbedder("m", base_url=server.url, sleep=sleeper)
    server.will(server.fails(429, retry_after="3600"))
    with pytest.raises(ProviderError, match="429"):
        embedder.embed(["a"])
    assert (len(server.told), sleeper.slept) == (1, [])


@pytest.mark.parametrize("status", ["301", "302", "307", "308"])
def test_text_is_not_sent_on_to_where_a_server_points(server, embedder, status):
    def points(handler):
        handler.send_response(int(status))
        handler.send_header("Location", server.url.replace("127.0.0.1", "127.0.0.2") + "/embeddings")
        handler.end_headers()

    server.will(points)
    with pytest.raises(ProviderError, match=rf"elsewhere \({status}, http://127\.0\.0\.2") as caught:
        embedder.embed(["a"])
    assert "base URL" in caught.value.fix
    assert len(server.told) == 1


def test_a_text_that_is_too_long_is_said_without_speaking_of_questions(server, embedder):
    server.will(server.fails(400, "maximum context length is 512 tokens"))
    with pytest.raises(ProviderError, match="a text is longer than its context"):
        embedder.embed(["a"])


def test_an_error_that_calls_itself_a_success_is_said(server, embedder):
    server.will(server.answers(200, {"error": {"message": "no model loaded"}}))
    with pytest.raises(ProviderError, match="no model loaded"):
        embedder.embed(["a"])
    assert len(server.told) == 1


def test_many_threads_share_an_embedder(server, embedder):
    server.will(server.answers(200, vectors([1.0, 0.0])))
    shapes: list[tuple[int, ...]] = []
    threads = [threading.Thread(target=lambda: shapes.append(embedder.embed(["a"]).shape)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert shapes == [(1, 2)] * 8


def test_refuses_other_names():
    for spec in ("openai", "openai:", "cohere:m"):
        with pytest.raises(UsageError):
            make_embedder(spec, base_url=None, offline=False)
