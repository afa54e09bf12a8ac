"""Evaluation runs as the page shows them, read from their folders. Pure but for reading files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
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
        return f"{self.suite}, {self.system}, {self.llm} ({self.name[:8]} {self.name[9:13]})"


@dataclass(frozen=True, slots=True)
class SampleView:
    """One case of a run."""

    id: str
    question: str
    expected: str
    said: str
    scores: Mapping[str, float | None]
    evidence: tuple[str, ...]

    @property
    def wrong(self) -> bool:
        """Whether it went wrong, as far as its scores tell."""
        s = self.scores
        if s.get("abstention_expected"):
            return bool(s.get("answered"))
        return (
            s.get("contains") == 0 or bool(s.get("forbidden")) or bool(s.get("time_leak")) or s.get("choice_right") == 0
        )


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
    return tuple(_sample(json.loads(line)) for line in path.read_text("utf-8").splitlines() if line.strip())


def _sample(row: Mapping[str, Any]) -> SampleView:
    answer = row.get("answer") or {}
    said = " ".join(s["text"] for s in answer.get("sentences", ()))
    if not said:
        said = f"(abstained: {answer.get('missing') or answer.get('reason') or 'no answer'})" if answer else ""
    expected = ", ".join(row.get("answers", ())) or str(row.get("expect", ""))
    evidence = tuple(str(c["text"]) for c in answer.get("citations", ()))
    return SampleView(str(row["id"]), str(row["question"]), expected, said, row.get("scores", {}), evidence)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None
