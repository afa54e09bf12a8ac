"""Suites whose measures are of all cases together: claims and briefs. What is done of them is kept in a folder ``kept``,
so that after a kill they go on where they were."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from eval.metrics.intervals import Floats, Metric, wilson
from eval.runs.folders import read_json, run_cases, write_json
from eval.suites import backgrounds, briefs, wording
from eval.suites.claims import Row, checked, cross_validated, figures, load, probabilities, row_of
from eval.suites.libraries import library_of
from rag.config import Settings
from rag.errors import DatelineError
from rag.service import Newsdesk
from rag.service.models import embedder_for

Samples = list[dict[str, Any]]
Done = tuple[Sequence[dict[str, Any]], Mapping[str, Metric]]
"""What a part of a suite comes to: its samples and its measures."""


class Parts:
    """The parts of a run, each kept in a file of its own as soon as it is done, and not done twice."""

    def __init__(self, kept: Path) -> None:
        self._kept = kept
        self.samples: Samples = []
        self.measures: dict[str, Metric] = {}

    def add(self, name: str, work: Callable[[], Done]) -> None:
        """Add the samples and the measures of a part, from its file where it was done before."""
        file = self._kept / f"{name.replace(' ', '-')}.json"
        found = read_json(file)
        if found is None:
            sys.stderr.write(f"{name} …\n")
            samples, measures = work()
            found = {"samples": list(samples), "measures": {n: asdict(m) for n, m in measures.items()}}
            self._kept.mkdir(exist_ok=True)
            write_json(file, found)
        else:
            sys.stderr.write(f"{name} is kept from before\n")
        self.samples += found["samples"]
        self.measures |= {n: Metric(**m) for n, m in found["measures"].items()}


def claims(
    data: Path, settings: Settings, limit: int | None, p_yes: Path | None, kept: Path, tell: Callable[[int, int], None]
) -> tuple[Samples, dict[str, Metric]]:
    """Return a sample a claim and, by data set, AUC and balanced accuracy of our score (cross-validated)."""
    rows = _rows(checked(load(data)[:limit]), probabilities(p_yes), settings, kept, tell)
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


def _rows(
    data: Sequence[dict[str, Any]], p_yes: Mapping[str, float], settings: Settings, kept: Path, tell: Callable[[int, int], None]
) -> list[Row]:  # fmt: skip
    """Return the claims with their features: what takes long, and is kept claim by claim."""
    items, embedder, vectors = {str(r["id"]): r for r in data}, embedder_for(settings), dict[str, Floats]()

    def one(name: str) -> dict[str, Any]:
        row = row_of(items[name], p_yes, embedder, vectors)
        return {"row": row and asdict(row)}

    kept.mkdir(exist_ok=True)
    found = [s["row"] for s in run_cases(kept, tuple(items), one, tell, failed=_ended)]
    return [Row(**(row | {"vetoes": tuple(row["vetoes"])})) for row in found if row is not None]


def _ended(_claim: str, error: DatelineError) -> None:
    """End the run: its measures are of all claims together, and what is done is kept."""
    raise error


def briefed(data: Path, settings: Settings, limit: int | None, kept: Path) -> tuple[Samples, dict[str, Metric]]:
    """Return samples and measures of briefs made of public clusters and timelines; ``limit`` counts clusters.

    With a language model also those of stories in its words.
    """
    clusters, moments = (
        briefs.read(data)[:limit],
        backgrounds.read(data),
    )  # what is wrong with them is known before the work
    quoting = replace(settings, brief_wording="quote")
    articles, large = briefs.articles_of(clusters), briefs.large_day(clusters)
    parts = Parts(kept)
    with library_of("briefs", quoting, articles, None) as desk:
        for name, part in briefs.parts(desk, clusters).items():
            parts.add(name, part)
    with library_of("briefs-large", quoting, large, None) as desk:
        parts.add("speed", lambda: ([], briefs.speed(desk)))
    if settings.llm != "none":
        replies = settings.home / "results" / "replies.sqlite"
        with library_of("briefs", settings, articles, None) as desk:
            parts.add("wording", lambda: wording.run(desk, clusters, replies, _say))
        with library_of("briefs-large", replace(settings, brief_wording="model"), large, None) as desk:
            parts.add("speed of wording", lambda: _worded(desk))
    parts.add("backgrounds", lambda: backgrounds.run(moments))
    return parts.samples, parts.measures


def _worded(desk: Newsdesk) -> Done:
    desk.load_model()
    return [], briefs.speed(desk, "_worded")


def case_names(suite: str, data: Path, limit: int | None) -> list[str]:
    """Return the names of the claims, or of the clusters, that a run is of."""
    if suite == "claims":
        return [str(r["id"]) for r in load(data)[:limit]]
    return [c.id for c in briefs.read(data)[:limit]]


def _say(line: str) -> None:
    sys.stderr.write(f"{line} …\n")
