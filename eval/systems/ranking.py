"""Documents in the order of their best passage, as the retrieval suites measure it."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from eval.cases.expected import of_topic
from eval.cases.marks import mark
from eval.cases.topics import Topic
from eval.metrics.scores import ndcg, recall_at, reciprocal_rank
from rag.ingest import known_as
from rag.retrieve.hybrid import Tuning
from rag.service import Newsdesk
from rag.types import Question

TUNINGS: Mapping[str, Tuning] = {
    "dateline": Tuning(),
    "dense only": Tuning(lexical=0.0, reranked=0.0, recency=False),
    "full text only": Tuning(dense=0.0, reranked=0.0, recency=False),
}
DEPTH = 60
"""Passages that the product ranks."""
DEEPER = 400
"""Passages that are looked at for the rest of the first hundred documents."""
WANTED = 100


class Ranker:
    """Ranks the documents of a library for the topics of a suite. Says what of the documents it cannot rank."""

    def __init__(self, desk: Newsdesk, system: str, documents: Sequence[Mapping[str, str]]) -> None:
        self._desk = desk
        self._tuning = TUNINGS[system]
        self._now = desk.now()  # a topic names no date: it is asked as the product is where nobody says when
        # The library names a document by a hash where its own id could be no part of an address.
        self._called = {known_as(d["id"]): d["id"] for d in documents}
        self._twins = _twins(documents)
        _say_missing(desk, documents, self._twins)

    def sample(self, topic: Topic) -> Mapping[str, Any]:
        """Return what is kept of a topic: the scores and the beginning of the ranking."""
        ranked = self.rank(topic.query)
        relevant = {d: grade for d, grade in topic.relevant.items() if grade > 0}
        # Where no document is relevant, no ranking is better than another.
        judged = bool(relevant)
        scores: dict[str, float | None] = {
            "ndcg_at_10": ndcg(ranked, topic.relevant) if judged else None, "recall_at_10": recall_at(ranked, topic.relevant, 10),
            "recall_at_100": recall_at(ranked, topic.relevant, 100),
            "mrr": reciprocal_rank([i for i, d in enumerate(ranked, start=1) if d in relevant]) if judged else None,
        }  # fmt: skip
        return {
            "kind": "query", "labels": {}, "question": topic.query, "scores": scores, "ranked": ranked[:20],
            "expected": of_topic(topic), "case": mark({"query": topic.query, "relevant": relevant}),
        }  # fmt: skip

    def rank(self, query: str) -> list[str]:
        """Return document ids in the product's order, then those that it would come to if it looked further."""
        found = self._documents(query, self._tuning, DEPTH)
        if len(found) < WANTED:
            # What is ranked first is left as the product ranks it: longer lists would change how they are fused.
            further = replace(self._tuning, candidates=DEEPER, reranked=0.0)
            found = list(dict.fromkeys([*found, *self._documents(query, further, DEEPER)]))
        return found

    def _documents(self, query: str, tuning: Tuning, depth: int) -> list[str]:
        passages = self._desk.hybrid(tuning).retrieve(Question(query, self._now), depth).passages
        found = (self._called.get(p.article_id, p.article_id) for p in passages)
        return list(dict.fromkeys(twin for name in found for twin in self._twins.get(name, (name,))))


def _twins(documents: Sequence[Mapping[str, str]]) -> Mapping[str, tuple[str, ...]]:
    """Return for each document those with the very same words, itself first: the library shows one of them for all."""
    same: dict[str, list[str]] = {}
    for d in documents:
        same.setdefault(sha256(" ".join(d["text"].split()).encode()).hexdigest(), []).append(d["id"])
    return {i: (i, *(o for o in ids if o != i)) for ids in same.values() if len(ids) > 1 for i in ids}


def _say_missing(desk: Newsdesk, documents: Sequence[Mapping[str, str]], twins: Mapping[str, tuple[str, ...]]) -> None:
    if twins:
        sys.stderr.write(f"{len(twins)} documents have the very words of another: they are ranked side by side.\n")
    absent = [d["id"] for d in documents if desk.store.article(known_as(d["id"])) is None]
    if absent:
        named = ", ".join(absent[:5])
        sys.stderr.write(f"{len(absent)} documents could not be taken in and are never found: {named} …\n")
