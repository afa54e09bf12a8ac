"""Evaluation runs as the page shows them, read from their folders. Pure but for reading files."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite
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
    """Return the finished runs that can be read, newest first."""
    return tuple(run for folder in _folders(home) if (run := _run(folder)) is not None)


def unreadable(home: Path) -> tuple[str, ...]:
    """Return the names of the finished runs that cannot be read, newest first."""
    ended = (folder for folder in _folders(home) if (folder / "summary.json").exists())
    return tuple(folder.name for folder in ended if _run(folder) is None)


def _folders(home: Path) -> list[Path]:
    return sorted((home / "results").glob("*"), reverse=True)


def _run(folder: Path) -> RunView | None:
    """Return a run, or None where its files are not there or hold something else than a run's."""
    manifest, summary = _read(folder / "manifest.json"), _read(folder / "summary.json")
    try:
        if not manifest or not summary:
            return None
        metrics = {str(name): _metric(metric) for name, metric in summary["metrics"].items()}
        suite, system, llm = (str(manifest[name]) for name in ("suite", "system", "llm"))
        return RunView(folder.name, suite, system, llm, len(manifest["cases"]), metrics)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _metric(row: Mapping[str, Any]) -> dict[str, Any]:
    value, low, high = (_figure(row[name]) for name in ("value", "ci_low", "ci_high"))
    whole = low is not None and high is not None
    counts = {name: int(row[name]) for name in ("n", "unscored")}
    return {"value": value, "ci_low": low if whole else None, "ci_high": high if whole else None, **counts}


def _figure(value: object) -> float | None:
    """Return a figure, None for none and for what is no number.

    Raises:
        TypeError: it is something else.
    """
    if value is None:
        return None
    if not isinstance(value, int | float):
        raise TypeError(f"{value!r} is no figure")
    return float(value) if isfinite(value) else None


def samples(home: Path, name: str) -> tuple[SampleView, ...]:
    """Return the cases of a run that can be read."""
    path = home / "results" / name / "samples.jsonl"
    if not path.is_file() or path.parent.parent != home / "results":
        return ()
    # A question may hold characters that splitlines() takes for the end of a line, such as U+2028.
    rows = map(_object, path.read_bytes().split(b"\n"))
    return tuple(sample for row in rows if row and (sample := _sample(row)) is not None)


def _sample(row: Mapping[str, Any]) -> SampleView | None:
    """Return a case, or None for a line that holds something else."""
    try:
        answer = row.get("answer") or {}
        sentences = [(str(s["text"]), float(s["support"])) for s in answer.get("sentences", ())]
        said = " ".join(text for text, _ in sentences)
        if not said:
            said = f"(abstained: {answer.get('missing') or answer.get('reason') or 'no answer'})" if answer else ""
        return SampleView(
            str(row["id"]),
            str(row["question"]),
            str(row.get("expected") or ", ".join(row.get("answers", ())) or row.get("expect", "")),
            said,
            {str(name): _figure(score) for name, score in row.get("scores", {}).items()},
            tuple(str(c["text"]) for c in answer.get("citations", ())),
            max((support for _, support in sentences), default=None),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


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
