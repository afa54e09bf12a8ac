"""Suites that are measured as a whole and not case by case: claims and briefs."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from eval import backgrounds, briefs, wording
from eval.claims import checked, cross_validated, figures, load, rows_of
from eval.libraries import library_of
from eval.lines import lines_of
from eval.metrics import Metric, wilson
from rag.config import Settings
from rag.service.models import embedder_for

Samples = list[dict[str, Any]]


def claims(data: Path, settings: Settings, limit: int | None, p_yes: Path | None) -> tuple[Samples, dict[str, Metric]]:
    """Return a sample a claim and, by data set, AUC and balanced accuracy of our score (cross-validated)."""
    known: dict[str, float] = {}
    if p_yes is not None:
        known = {str(r["id"]): float(r["p_yes"]) for _, r in lines_of(p_yes)}
    rows = rows_of(checked(load(data)[:limit]), known, embedder_for(settings))
    alone, both = cross_validated(rows)
    found: dict[str, Metric] = {}
    judged = [i for i, r in enumerate(rows) if r.p_yes is not None]
    parts = [("", rows, alone)] + ([("with the model: ", [rows[i] for i in judged], both[judged])] if judged else [])
    for prefix, some, scores in parts:
        for dataset, (area, right) in figures(some, scores).items():
            found[f"{prefix}{dataset}: auc"] = area
            found[f"{prefix}{dataset}: balanced_accuracy"] = right
    true, false = ([r for r in rows if r.supported is told] for told in (True, False))
    found["false_vetoes"] = wilson(sum(bool(r.vetoes) for r in true), len(true))
    found["vetoed_unsupported"] = wilson(sum(bool(r.vetoes) for r in false), len(false))
    samples = [
        {"id": r.id, "kind": r.dataset, "labels": {}, "question": r.id, "supported": r.supported, "vetoes": list(r.vetoes),
         "expect": "supported" if r.supported else "unsupported",
         "scores": {"score": float(s), "claim_right": float((s >= 0.5) == r.supported)}}
        for r, s in zip(rows, alone, strict=True)
    ]  # fmt: skip
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


def case_names(suite: str, data: Path, limit: int | None) -> list[str]:
    """Return the names of the claims, or of the clusters, that a run is of."""
    if suite == "claims":
        return [str(r["id"]) for r in load(data)[:limit]]
    return [c.id for c in briefs.read(data)[:limit]]


def _say(line: str) -> None:
    sys.stderr.write(f"{line} …\n")
