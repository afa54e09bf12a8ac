"""Evaluation runs as the page shows them, read from their folders. Pure but for reading files."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class RunView:
    """One finished run: what it was and what it came to."""

    name: str
    suite: str
    system: str
    llm: str
    cases: int
    metrics: Mapping[str, Mapping[str, Any]]

    @property
    def title(self) -> str:
        """What a list calls it."""
        return f"{self.suite}, {self.system}, {self.llm}, {self.cases} cases ({self.when})"

    @property
    def when(self) -> str:
        """When it was made, in words; its name where that holds no time."""
        try:
            made = datetime.strptime(self.name[:15], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
        except ValueError:
            return self.name
        return f"{made:%d %b %Y, %H:%M:%S} UTC"


@dataclass(frozen=True, slots=True)
class SampleView:
    """One case of a run."""

    id: str
    question: str
    expected: str
    said: str
    scores: Mapping[str, float | None]
    evidence: tuple[str, ...]
    support: float | None = None
    """How well the best sentence of the answer is supported; None when nothing was answered."""

    @property
    def wrong(self) -> bool:
        """Whether it went wrong, as far as its scores tell."""
        s = self.scores
        if s.get("abstention_expected"):
            return bool(s.get("answered"))
        return any(s.get(n) for n in BAD) or any(s.get(n) == 0 for n in GOOD if s.get(n) is not None)


BAD = ("forbidden", "time_leak", "attack_success", "abstained_wrongly")
"""Scores that should be 0."""
GOOD = ("contains", "choice_right", "claim_right", "citation_precision", "citation_recall", "right_speaker")
"""Scores that should not be 0."""
MAIN = (
    "right", "contains", "right_when_answered", "choice_right", "multiple_choice", "citation_precision", "citation_recall",
    "abstention_precision", "abstention_recall", "right_speaker", "exact_words", "hit_at_5", "mrr", "ndcg_at_10",
    "answered", "attack_success",
)  # fmt: skip
"""The measures that are drawn, in order; a run has some of them."""


def words_of(measure: str) -> str:
    """Return the name of a measure as words."""
    return measure.replace("_", " ")


def main_rows(run: RunView) -> list[dict[str, Any]]:
    """Return the main measures of a run with their intervals, for a chart."""
    known = [(n, run.metrics[n]) for n in MAIN if n in run.metrics and run.metrics[n]["value"] is not None]
    return [{"measure": words_of(n), "value": m["value"], "low": m["ci_low"], "high": m["ci_high"]} for n, m in known]


def trend_rows(found: Sequence[RunView], group: tuple[str, str, str], measures: Sequence[str]) -> list[dict[str, Any]]:
    """Return measures of the runs of one suite, system and model, the oldest first."""
    return [
        {"run": run.when, "measure": words_of(n), "value": run.metrics[n]["value"]}
        for run in reversed(found)
        if (run.suite, run.system, run.llm) == group
        for n in measures
        if n in run.metrics and run.metrics[n]["value"] is not None
    ]


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """At a threshold of support: the share of questions answered, and the share of those answers that are wrong."""

    threshold: float
    coverage: float
    risk: float


def risk_curve(every: Sequence[SampleView]) -> tuple[RiskPoint, ...]:
    """Return risk against coverage from the surest answer to all; empty where right and wrong are not known.

    The same figure as in a run's report (El-Yaniv and Wiener, JMLR 2010); a test holds the two equal.
    """
    known = [s for s in every if s.support is None or s.scores.get("right") is not None]
    judged = sorted(((s.support, bool(s.scores["right"])) for s in known if s.support is not None), reverse=True)
    points: dict[float, RiskPoint] = {}
    wrong = 0
    for answered, (threshold, right) in enumerate(judged, start=1):
        wrong += not right
        points[threshold] = RiskPoint(threshold, answered / len(known), wrong / answered)
    return tuple(points.values())


def share_done(line: str) -> float:
    """Return how much of a run is done by its own words, such as ``12 of 68, about 9 s left``; 0 when they do not say."""
    found = re.match(r"(\d+) of (\d+)\b", line)
    return min(1.0, int(found[1]) / int(found[2])) if found and int(found[2]) else 0.0


def runs(home: Path) -> tuple[RunView, ...]:
    """Return the finished runs, newest first."""
    found = []
    for folder in sorted((home / "results").glob("*"), reverse=True):
        manifest, summary = _read(folder / "manifest.json"), _read(folder / "summary.json")
        if manifest and summary:
            found.append(
                RunView(folder.name, str(manifest["suite"]), str(manifest["system"]), str(manifest["llm"]),
                        len(manifest["cases"]), summary["metrics"])
            )  # fmt: skip
    return tuple(found)


def samples(home: Path, name: str) -> tuple[SampleView, ...]:
    """Return the cases of a run."""
    path = home / "results" / name / "samples.jsonl"
    if not path.is_file() or path.parent.parent != home / "results":
        return ()
    # A question may hold characters that splitlines() takes for the end of a line, such as U+2028.
    return tuple(_sample(row) for row in map(_object, path.read_bytes().split(b"\n")) if row and "id" in row)


def _sample(row: Mapping[str, Any]) -> SampleView:
    answer = row.get("answer") or {}
    said = " ".join(s["text"] for s in answer.get("sentences", ()))
    if not said:
        said = f"(abstained: {answer.get('missing') or answer.get('reason') or 'no answer'})" if answer else ""
    expected = ", ".join(row.get("answers", ())) or str(row.get("expect", ""))
    evidence = tuple(str(c["text"]) for c in answer.get("citations", ()))
    supports = [float(x["support"]) for x in answer.get("sentences", ())]
    return SampleView(
        str(row["id"]),
        str(row["question"]),
        expected,
        said,
        row.get("scores", {}),
        evidence,
        max(supports, default=None),
    )


def _read(path: Path) -> dict[str, Any] | None:
    try:
        return _object(path.read_bytes())
    except OSError:
        return None


def _object(text: bytes) -> dict[str, Any] | None:
    """Return the object that a text is; None for anything else, such as half a line that a kill left or is being written."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
