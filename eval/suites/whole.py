"""Suites whose measures are of all cases together: claims and briefs. What is done of them is kept in a folder ``kept``,
so that after a kill they go on where they were."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from eval.cases.expected import of_claim
from eval.cases.marks import mark
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
    """Return a sample a claim and, by data set, AUC and balanced accuracy of our score (cross-validated).

    A claim whose source holds no sentence is unscored.

    Raises:
        UsageError: the claims, or those with a source, cannot be cross-validated.
    """
    given, told = checked(load(data)[:limit]), probabilities(p_yes)
    made = dict(zip((item["id"] for item in given), _rows(given, told, settings, kept, tell), strict=True))
    rows = [row for row in made.values() if row is not None]
    checked([item for item in given if made[item["id"]] is not None])
    alone, both = cross_validated(rows)
    scores = {row.id: float(score) for row, score in zip(rows, alone, strict=True)}
    samples = [_claim(item, made[item["id"]], scores.get(item["id"])) for item in given]
    empty = [item for item in given if made[item["id"]] is None]
    found = _figures("", rows, alone, empty)
    if judged := [i for i, r in enumerate(rows) if r.p_yes is not None]:
        unread = [item for item in empty if item["id"] in told]
        found |= _figures("with the model: ", [rows[i] for i in judged], both[judged], unread)
    return samples, found | _vetoes(rows, empty)


def _figures(prefix: str, rows: Sequence[Row], scores: Floats, empty: Sequence[Mapping[str, Any]]) -> dict[str, Metric]:
    """Return the measures of each data set; the claims whose source is empty count as unscored."""
    without = Counter(item["dataset"] for item in empty)
    nothing = Metric(None, 0), Metric(None, 0)
    found: dict[str, Metric] = {}
    for dataset, both in sorted((dict.fromkeys(without, nothing) | figures(rows, scores)).items()):
        for name, metric in zip(("auc", "balanced_accuracy"), both, strict=True):
            found[f"{prefix}{dataset}: {name}"] = replace(metric, unscored=metric.unscored + without[dataset])
    return found


def _vetoes(rows: Sequence[Row], empty: Sequence[Mapping[str, Any]]) -> dict[str, Metric]:
    """Return the shares of supported and of unsupported claims that are vetoed."""
    found: dict[str, Metric] = {}
    for name, supported in (("false_vetoes", True), ("vetoed_unsupported", False)):
        some = [r for r in rows if r.supported is supported]
        rate = wilson(sum(bool(r.vetoes) for r in some), len(some))
        found[name] = replace(rate, unscored=sum(item["supported"] is supported for item in empty))
    return found


def _claim(item: Mapping[str, Any], row: Row | None, score: float | None) -> dict[str, Any]:
    """Return what is kept of a claim; where its source holds no sentence it has neither row nor score."""
    return {
        "id": item["id"], "kind": item["dataset"], "labels": {}, "question": item["id"], "supported": item["supported"],
        "vetoes": list(row.vetoes) if row else [], "expect": "supported" if item["supported"] else "unsupported",
        "scores": {"score": score, "claim_right": None if score is None else float((score >= 0.5) == item["supported"])},
        "expected": of_claim(item), "case": mark({name: item[name] for name in ("claim", "source", "supported")}),
    }  # fmt: skip


def _rows(
    data: Sequence[dict[str, Any]], p_yes: Mapping[str, float], settings: Settings, kept: Path, tell: Callable[[int, int], None]
) -> list[Row | None]:  # fmt: skip
    """Return the claims with their features: what takes long, and is kept claim by claim. None where a source holds no sentence."""
    items, embedder, vectors = {str(r["id"]): r for r in data}, embedder_for(settings), dict[str, Floats]()

    def one(name: str) -> dict[str, Any]:
        row = row_of(items[name], p_yes, embedder, vectors)
        return {"row": row and asdict(row)}

    kept.mkdir(exist_ok=True)
    found = [s["row"] for s in run_cases(kept, tuple(items), one, tell, failed=_ended)]
    return [None if row is None else Row(**(row | {"vetoes": tuple(row["vetoes"])})) for row in found]


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
