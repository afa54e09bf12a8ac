"""Thresholds that a run must reach."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.runs.folders import read_json
from rag.errors import UsageError

KEYS = ("least", "most", "min_n")


@dataclass(frozen=True, slots=True)
class Bound:
    """What a measure must be: at least, at most, and over how many cases."""

    name: str
    least: float | None = None
    most: float | None = None
    min_n: float | None = None


def read_gate(path: Path) -> tuple[Bound, ...]:
    """Return the bounds of a thresholds file: ``{"contains": 0.8, "time_leak": {"most": 0, "min_n": 100}}``.

    Raises:
        UsageError: the file cannot be read, or a bound says nothing that is known.
    """
    wanted = read_json(path)
    if wanted is None:
        raise UsageError("gate not read", why=f"{path} is no JSON object", fix="Give a thresholds file.")
    if not wanted:
        raise UsageError("gate not read", why=f"{path} names no measure", fix='Write for example {"contains": 0.8}.')
    return tuple(_bound(path, name, given) for name, given in wanted.items())


def _bound(path: Path, name: str, given: Any) -> Bound:
    parts = given if isinstance(given, dict) else {"least": given}
    wrong = [f"{key!r} is not known" for key in parts if key not in KEYS]
    wrong += [
        f"{value!r} is no number"
        for value in parts.values()
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value)
    ]
    if not parts or wrong:
        raise UsageError(
            "gate not read", why=f"{path.name}, {name}: {', '.join(wrong) or 'it says nothing'}",
            fix=f"Give a number, or some of {', '.join(KEYS)}, each with a number.",
        )  # fmt: skip
    return Bound(name, **parts)


def gate(folder: Path, thresholds: Path) -> list[str]:
    """Return in words every measure that is outside its bounds, or missing.

    Raises:
        UsageError: the file cannot be read, or a bound says nothing that is known.
    """
    metrics = (read_json(folder / "summary.json") or {}).get("metrics", {})
    return [words for bound in read_gate(thresholds) if (words := _fallen(bound, metrics.get(bound.name, {})))]


def _fallen(bound: Bound, metric: Mapping[str, Any]) -> str:
    value, name = metric.get("value"), bound.name
    if value is None:
        return f"{name} was not measured"
    if bound.least is not None and value < bound.least:
        return f"{name} is {value:.3f}, under {bound.least}"
    if bound.most is not None and value > bound.most:
        return f"{name} is {value:.3f}, over {bound.most}"
    if bound.min_n is not None and metric["n"] < bound.min_n:
        return f"{name} rests on {metric['n']} cases, fewer than {bound.min_n}"
    return ""
