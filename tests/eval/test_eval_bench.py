"""What ingest takes beside its model is measured with any embedder, on several batches."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from eval import bench
from rag.config import load
from tests.conftest import WordEmbedder


class TokenTeller(WordEmbedder):
    """Tells of tokens as well, and notes whether it was asked to."""

    asked = 0

    def embed_tokens(self, texts):
        type(self).asked += len(texts)
        return self.embed(texts), [np.zeros((1, self.dimension // 8), dtype=np.uint8) for _ in texts]

    def token_vectors(self, text):
        return self.embed([text])


@pytest.mark.parametrize("embedder", [WordEmbedder, TokenTeller])
def test_ingest_is_timed_against_its_own_model_on_the_same_passages(embedder, tmp_path, monkeypatch):
    monkeypatch.setattr(bench, "ROUNDS", 1)
    monkeypatch.setattr(bench, "embedder_for", lambda _settings: embedder())
    found = bench._ingest(replace(load(), home=tmp_path / "home", llm="none"), tmp_path)
    share = found["ingest_share_of_bare_embedder"]
    assert 0 < share.value < 1
    assert share.n > 400
    assert found["ingest_articles_per_s"].n == 244
    if embedder is TokenTeller:
        assert TokenTeller.asked == share.n
