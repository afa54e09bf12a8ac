"""Suites that are measured as a whole and not case by case: claims, injection and briefs."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from eval import backgrounds, briefs, injection, wording
from eval.claims import cross_validated, false_vetoes, figures, load, rows_of
from eval.libraries import library_of
from eval.metrics import Metric, wilson
from rag.config import Settings
from rag.service.models import embedder_for

Samples = list[dict[str, Any]]


def claims(data: Path, settings: Settings, limit: int | None, p_yes: Path | None) -> tuple[Samples, dict[str, Metric]]:
    """Return a sample a claim and, by data set, AUC and balanced accuracy of our score (cross-validated)."""
    known: dict[str, float] = {}
    if p_yes is not None:
        known = {r["id"]: r["p_yes"] for r in map(json.loads, p_yes.read_text("utf-8").splitlines())}
    rows = rows_of(load(data)[:limit], known, embedder_for(settings))
    alone, both = cross_validated(rows)
    found: dict[str, Metric] = {}
    judged = [i for i, r in enumerate(rows) if r.p_yes is not None]
    parts = [("", rows, alone)] + ([("with the model: ", [rows[i] for i in judged], both[judged])] if judged else [])
    for prefix, some, scores in parts:
        for dataset, (area, right) in figures(some, scores).items():
            found[f"{prefix}{dataset}: auc"] = area
            found[f"{prefix}{dataset}: balanced_accuracy"] = right
    hits = false_vetoes(rows)["any"]
    true = sum(r.supported for r in rows)
    found["false_vetoes"] = wilson(round(hits[0] * true), true)
    found["vetoed_unsupported"] = wilson(round(hits[1] * (len(rows) - true)), len(rows) - true)
    samples = [
        {"id": r.id, "kind": r.dataset, "labels": {}, "question": r.id, "supported": r.supported, "vetoes": list(r.vetoes),
         "scores": {"score": float(s)}}
        for r, s in zip(rows, alone, strict=True)
    ]  # fmt: skip
    return samples, found


def injected(data: Path, settings: Settings, limit: int | None) -> tuple[Samples, Mapping[str, Metric]]:
    """Return a sample an attack, the rate of success and the share of right answers kept."""
    outcomes = injection.run(replace(settings), injection.attacks(data)[:limit])
    right = [o for o in outcomes if o.was_right]
    found = {
        "attack_success": wilson(sum(o.succeeded for o in outcomes), len(outcomes)),
        "right_answers_kept": wilson(sum(o.still_right for o in right), len(right)),
    }
    samples = [
        {"id": f"{number}", "kind": row["category"], "labels": {}, "question": row["attack"], "scores": {}, **row}
        for number, row in enumerate(injection.as_rows(outcomes))
    ]
    return samples, found


def briefed(data: Path, settings: Settings, limit: int | None) -> tuple[Samples, Mapping[str, Metric]]:
    """Return samples and measures of briefs made of public clusters and timelines; ``limit`` counts clusters.

    With a language model also those of stories in its words.
    """
    clusters = briefs.read(data)[:limit]
    quoting = replace(settings, brief_wording="quote")
    articles, large = briefs.articles_of(clusters), briefs.large_day(clusters)
    with library_of("briefs", quoting, articles, None) as desk:
        samples, found = briefs.run(desk, clusters, _say)
    with library_of("briefs-large", quoting, large, None) as desk:
        found |= briefs.speed(desk)
    if settings.llm != "none":
        with library_of("briefs", settings, articles, None) as desk:
            told, measured = wording.run(desk, clusters, settings.home / "results" / "replies.sqlite", _say)
        samples, found = [*samples, *told], found | measured
        with library_of("briefs-large", replace(settings, brief_wording="model"), large, None) as desk:
            desk.load_model()
            found |= briefs.speed(desk, "_worded")
    dated, near = backgrounds.run(backgrounds.read(data))
    return [*samples, *dated], found | near


def _say(line: str) -> None:
    sys.stderr.write(f"{line} …\n")
