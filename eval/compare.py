"""Two runs of the same cases: what changed, how surely, and which cases flipped."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.metrics import Metric, paired_difference
from eval.reports import said
from eval.runs import read_json, read_samples
from eval.suite import SHARES
from rag.errors import UsageError

RIGHT = ("right", "choice_right", "right_when_answered", "contains", "ndcg_at_10", "hit_at_5")
"""The first of these that a case has says whether it went right."""


@dataclass(frozen=True, slots=True)
class Change:
    """A measure in both runs over the cases that have it in both; ``p`` by McNemar's exact test for rates."""

    name: str
    before: float
    after: float
    difference: Metric
    p: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed, and the ids of cases that became right or wrong."""

    changes: tuple[Change, ...]
    mended: tuple[str, ...]
    broken: tuple[str, ...]


def compare(before: Path, after: Path) -> Comparison:
    """Return the comparison of two runs.

    Raises:
        UsageError: they share no case.
    """
    a, b = ({s["id"]: s for s in read_samples(folder)} for folder in (before, after))
    both = [i for i in a if i in b]
    if not both:
        raise UsageError("nothing to compare", why="the two runs share no case", fix="Compare two runs of one suite.")
    names = list(dict.fromkeys(n for i in both for n in b[i]["scores"] if n != "abstention_expected"))
    changes = []
    for name in names:
        pairs = [(a[i]["scores"].get(name), b[i]["scores"].get(name)) for i in both]
        known = [(x, y) for x, y in pairs if x is not None and y is not None]
        if known:
            changes.append(_change(name, known))
    mended = tuple(i for i in both if not _right(a[i]) and _right(b[i]))
    broken = tuple(i for i in both if _right(a[i]) and not _right(b[i]))
    return Comparison(tuple(changes), mended, broken)


def _change(name: str, known: Sequence[tuple[float, float]]) -> Change:
    old, new = [x for x, _ in known], [y for _, y in known]
    p = mcnemar([x > 0.5 for x in old], [y > 0.5 for y in new]) if name in SHARES else None
    return Change(name, sum(old) / len(old), sum(new) / len(new), paired_difference(new, old), p)


def mcnemar(before: Sequence[bool], after: Sequence[bool]) -> float:
    """Return the two-sided p of McNemar's exact test (1947): the chance of so uneven flips if both were alike."""
    gained = sum(y and not x for x, y in zip(before, after, strict=True))
    lost = sum(x and not y for x, y in zip(before, after, strict=True))
    flips = gained + lost
    if not flips:
        return 1.0
    tail = sum(math.comb(flips, k) for k in range(min(gained, lost) + 1)) / 2**flips
    return float(min(1.0, 2 * tail))


def _right(sample: Mapping[str, Any]) -> bool:
    scores = sample["scores"]
    if scores.get("abstention_expected"):
        return not scores["answered"]
    for name in RIGHT:
        if scores.get(name) is not None:
            return float(scores[name]) >= 0.5
    return False


def as_markdown(before: Path, after: Path, found: Comparison) -> str:
    """Return a comparison with both answers of every case that flipped."""
    lines = [
        f"# {after.name} against {before.name}",
        "",
        "| measure | before | after | difference | p |",
        "|---|---|---|---|---|",
    ]
    for c in found.changes:
        p = "" if c.p is None else f"{c.p:.3f}"
        lines.append(f"| {c.name} | {c.before:.3f} | {c.after:.3f} | {c.difference} | {p} |")
    a, b = ({s["id"]: s for s in read_samples(folder)} for folder in (before, after))
    for title, ids in (("Became wrong", found.broken), ("Became right", found.mended)):
        lines += ["", f"## {title} ({len(ids)})", ""]
        for i in ids:
            lines += [f"- **{a[i]['question']}** ({i})", f"  - before: {said(a[i])}", f"  - after: {said(b[i])}"]
    return "\n".join(lines) + "\n"


def gate(folder: Path, thresholds: Path) -> list[str]:
    """Return in words every measure that is under its least value in a thresholds file, or missing.

    The file holds ``{"contains": 0.8, "time_leak": {"most": 0}}``.

    Raises:
        UsageError: the file cannot be read.
    """
    wanted = read_json(thresholds)
    if wanted is None:
        raise UsageError("gate not read", why=f"{thresholds} is no JSON object", fix="Give a thresholds file.")
    metrics = (read_json(folder / "summary.json") or {}).get("metrics", {})
    fallen = []
    for name, bound in wanted.items():
        value = metrics.get(name, {}).get("value")
        least, most = (bound.get("least"), bound.get("most")) if isinstance(bound, dict) else (bound, None)
        if value is None:
            fallen.append(f"{name} was not measured")
        elif least is not None and value < least:
            fallen.append(f"{name} is {value:.3f}, under {least}")
        elif most is not None and value > most:
            fallen.append(f"{name} is {value:.3f}, over {most}")
    return fallen
