"""901 pairs of source and claim, written to find what the checks of code miss; those missed still are marked.

Half are true in other words, half false by one of them. Here only the vetoes are looked at, for they need no model.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rag.cite.verify import verify
from rag.ingest.dates import parse
from rag.text.sentences import split
from rag.types import ArticleId, EvidenceSentence

PAIRS = [json.loads(line) for line in (Path(__file__).parent / "pairs.jsonl").read_text("utf-8").splitlines()]


def vetoes(pair: dict[str, Any]) -> tuple[str, ...]:
    evidence, before = [], ""
    for span in split(pair["source"]):
        text = span.of(pair["source"])
        published = parse(pair["published"])
        evidence.append(EvidenceSentence(ArticleId("a"), span, text, 0.0, "", None, None, published, before))
        before = text
    return verify(pair["claim"], evidence).vetoes


@pytest.mark.parametrize("pair", [p for p in PAIRS if p["supported"]], ids=lambda p: p["id"])
def test_what_the_source_says_in_other_words_meets_no_veto(pair):
    assert not vetoes(pair) or pair.get("missed")


@pytest.mark.parametrize("pair", [p for p in PAIRS if not p["supported"]], ids=lambda p: p["id"])
def test_what_is_false_by_a_word_meets_a_veto(pair):
    assert vetoes(pair) or pair.get("missed")
