"""A language model's probabilities for a sample of the claims: the file that ``dateline eval run claims --p-yes`` reads.

    python -m eval.judging --data FOLDER --out FILE [--size 541] [--llm embedded]

A line is written as soon as it is known; a run that ended goes on where it stopped.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from eval.suites.claims import load, probabilities
from rag.chain.judge import p_supported
from rag.errors import ProviderError
from rag.ports import ChatModel, Embedder
from rag.service.clock import WallDeadline
from rag.service.verifying import evidence_of

SIZE = 541
SEED = 7
LIMIT_S = 300.0
"""Seconds that one claim may take."""


def sample(data: Sequence[Mapping[str, Any]], size: int = SIZE) -> list[Mapping[str, Any]]:
    """Return about ``size`` claims, as many of each data set, in its shares of supported ones, drawn with one seed."""
    strata: dict[tuple[str, bool], list[Mapping[str, Any]]] = defaultdict(list)
    for row in data:
        strata[row["dataset"], row["supported"]].append(row)
    datasets = {dataset for dataset, _ in strata}
    drawn = random.Random(SEED)
    chosen = []
    for (dataset, _), rows in sorted(strata.items()):
        share = len(rows) / sum(len(r) for (d, _), r in strata.items() if d == dataset)
        chosen += drawn.sample(rows, min(len(rows), round(share * size / len(datasets))))
    return chosen


def judged(claims: Sequence[Mapping[str, Any]], chat: ChatModel, embedder: Embedder) -> Iterator[dict[str, Any]]:
    """Yield each claim's id with the model's P(yes), as a line of the file; one whose source holds no sentence is left out.

    Raises:
        ProviderError: the model fails, or its server gives no odds.
    """
    for claim in claims:
        evidence = evidence_of(claim["source"])
        if not evidence:
            continue
        vectors = embedder.embed([claim["claim"], *(e.text for e in evidence)])
        similarity = [float(x) for x in vectors[1:] @ vectors[0]]
        p_yes = p_supported(chat, claim["claim"], evidence, similarity, WallDeadline(LIMIT_S))
        if p_yes is None:
            raise ProviderError(
                "claims not judged", why=f"{chat.name} gave no odds for {claim['id']}",
                fix="Name a model whose server tells log probabilities; what is done is kept.",
            )  # fmt: skip
        yield {"id": claim["id"], "p_yes": p_yes}


def main() -> None:
    """Append to the file what it lacks, with progress."""
    from eval.running import progress
    from rag.config import load as load_settings
    from rag.service.models import chat_for, embedder_for

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--size", type=int, default=SIZE)
    parser.add_argument("--llm", default="embedded")
    args = parser.parse_args()
    settings = replace(load_settings(), llm=args.llm)
    chat, fault = chat_for(settings)
    if chat is None:
        raise SystemExit(fault or "claims are judged by a model: name one with --llm")
    known = probabilities(args.out) if args.out.exists() else {}
    chosen = sample(load(args.data), args.size)
    wanted = [c for c in chosen if c["id"] not in known]
    tell = progress()
    with args.out.open("a", encoding="utf-8") as sink:
        for done, line in enumerate(judged(wanted, chat, embedder_for(settings)), start=1):
            sink.write(json.dumps(line) + "\n")
            sink.flush()
            tell(done, len(wanted))


if __name__ == "__main__":
    from rag.cli.gate import code_of

    sys.exit(code_of(main, as_json=False))
