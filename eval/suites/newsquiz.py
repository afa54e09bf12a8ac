"""The newsquiz suite, retrieval part: is the answer string in the top passages, step by step of the ranking?

    python -m eval.suites.newsquiz --data FOLDER [--limit N]

The articles must have been ingested into ``DATELINE_HOME``. Each question is asked as of its date, so only
articles published by then count. Every step of the ranking is compared with the one before, pair by pair.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.metrics.intervals import mean, paired_difference
from rag.config import parse_as_of
from rag.retrieve.hybrid import Tuning
from rag.service import Newsdesk, open_newsdesk
from rag.types import Passage, Question

K = 5
DEPTH = 20
STEPS: Mapping[str, Tuning] = {
    "dense only": Tuning(lexical=0.0, reranked=0.0, recency=False),
    "full text only": Tuning(dense=0.0, reranked=0.0, recency=False),
    "fused": Tuning(reranked=0.0, recency=False),
    "fused with time": Tuning(reranked=0.0),
    "and read closer": Tuning(),
}


@dataclass(frozen=True, slots=True)
class Scored:
    """One question under one step: hit at 5, reciprocal rank, and how many passages were from the future."""

    hit: float
    reciprocal: float
    leaks: int


def normal(text: str) -> str:
    """Return lower-cased words only, for finding an answer string."""
    return " ".join(re.findall(r"\w+", text.lower()))


def score(passages: Sequence[Passage], answers: Sequence[str], asked: str) -> Scored:
    """Return where the first passage with an answer string stands."""
    wanted = [f" {normal(a)} " for a in answers if normal(a)]
    ranks = [p.rank for p in passages if any(w in f" {normal(p.title)} {normal(p.text)} " for w in wanted)]
    first = min(ranks, default=0)
    leaks = sum(1 for p in passages if p.published and p.published.day.isoformat() > asked)
    return Scored(float(0 < first <= K), 1 / first if first else 0.0, leaks)


def questions(folder: Path) -> list[dict[str, Any]]:
    """Return the original questions whose answer string is in an article."""
    with gzip.open(folder / "questions.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [r for r in rows if r["variant"] == "orig" and r["answer_in_articles"]]


def run(desk: Newsdesk, rows: Sequence[dict[str, Any]]) -> dict[str, list[Scored]]:
    """Return every question's score under every step."""
    out: dict[str, list[Scored]] = {}
    for name, tuning in STEPS.items():
        retriever = desk.hybrid(tuning)
        out[name] = [
            score(
                retriever.retrieve(Question(r["question"], parse_as_of(r["asked"])), DEPTH).passages,
                r["answers"],
                r["asked"],
            )
            for r in rows
        ]
    return out


def report(rows: Sequence[dict[str, Any]], scored: Mapping[str, Sequence[Scored]]) -> str:
    """Return the figures for all questions and for those with a fresh article, each step against the one before."""
    lines = []
    for title, keep in (("all", [True] * len(rows)), ("fresh_article", [r["fresh_article"] for r in rows])):
        lines.append(f"{title}: n={sum(keep)}")
        before: list[Scored] | None = None
        for name, results in scored.items():
            some = [s for s, k in zip(results, keep, strict=True) if k]
            line = f"  {name:16} hit@{K} {mean([s.hit for s in some])}  MRR {mean([s.reciprocal for s in some])}"
            if before is not None:
                line += (
                    f"  MRR change {paired_difference([s.reciprocal for s in some], [s.reciprocal for s in before])}"
                )
            lines.append(line + f"  leaks {sum(s.leaks for s in some)}")
            before = some
    return "\n".join(lines)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--limit", type=int)
    args = parser.parse_args()
    rows = questions(args.data)[: args.limit]
    with open_newsdesk() as desk:
        print(report(rows, run(desk, rows)))  # noqa: T201


if __name__ == "__main__":
    from rag.cli.gate import code_of

    sys.exit(code_of(main, as_json=False))
