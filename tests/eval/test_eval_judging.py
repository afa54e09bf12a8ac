"""The file of a model's probabilities: a sample of the claims, drawn alike each time, each with its odds."""

from __future__ import annotations

from collections import Counter

import pytest

from eval.judging import judged, sample
from rag.errors import ProviderError
from rag.llm import ScriptedModel

CLAIMS = [
    {
        "id": f"{dataset}-{n}",
        "dataset": dataset,
        "source": f"The ferry of Osk sank on day {n}.",
        "claim": "It sank.",
        "supported": n % 4 == 0,
    }
    for dataset in ("a", "b")
    for n in range(40)
]


def test_each_data_set_and_label_has_its_share_and_the_draw_is_the_same_each_time():
    chosen = sample(CLAIMS, 40)
    assert Counter((c["dataset"], c["supported"]) for c in chosen) == {
        ("a", True): 5,
        ("a", False): 15,
        ("b", True): 5,
        ("b", False): 15,
    }
    assert chosen == sample(CLAIMS, 40)


def test_a_claim_has_the_models_odds_and_one_without_a_source_is_left_out(embedder):
    claims = [CLAIMS[0], CLAIMS[1] | {"source": " "}, CLAIMS[2]]
    lines = list(judged(claims, ScriptedModel(p_yes=[0.9, 0.2]), embedder))
    assert lines == [{"id": "a-0", "p_yes": 0.9}, {"id": "a-2", "p_yes": 0.2}]


def test_a_model_that_tells_no_odds_ends_the_run_and_says_why(embedder):
    with pytest.raises(ProviderError, match="gave no odds for a-0"):
        list(judged(CLAIMS[:1], ScriptedModel(p_yes=[None]), embedder))
