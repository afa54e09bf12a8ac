"""Two runs of the same cases: what changed, how surely, and which cases flipped."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from eval.metrics.intervals import Metric, balanced_accuracy, bootstrap, paired_difference
from eval.metrics.verdict import went_right
from eval.reports.report import evidence, expected, flat, said
from eval.runs.folders import read_samples
from eval.suites.suite import SHARES
from rag.errors import UsageError

ASKED = ("case", "question", "expect", "answers")
"""What of two samples must agree for them to be a pair, where both have it."""


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
    """What changed, and the ids of cases that became right or wrong.

    ``different`` are the ids that ask or expect another thing in each run: they are no pairs and count nowhere.
    ``only_before`` and ``only_after`` say how many cases are in one run alone.
    """

    changes: tuple[Change, ...]
    mended: tuple[str, ...]
    broken: tuple[str, ...]
    pairs: int = 0
    different: tuple[str, ...] = ()
    only_before: int = 0
    only_after: int = 0


def compare(before: Path, after: Path) -> Comparison:
    """Return the comparison of two runs.

    Raises:
        UsageError: they share no case.
    """
    a, b = ({s["id"]: s for s in read_samples(folder)} for folder in (before, after))
    shared = [i for i in a if i in b]
    both = [i for i in shared if _same_case(a[i], b[i])]
    if not both:
        why = (
            f"{len(shared)} cases have the same id in both, but ask or expect another thing"
            if shared
            else "they share no case"
        )
        raise UsageError("nothing to compare", why=why, fix="Compare two runs of one suite.")
    names = list(dict.fromkeys(n for i in both for n in b[i]["scores"] if n != "abstention_expected"))
    changes = []
    for name in names:
        pairs = [(a[i]["scores"].get(name), b[i]["scores"].get(name)) for i in both]
        known = [(x, y) for x, y in pairs if x is not None and y is not None]
        if known:
            changes.append(_change(name, known))
    changes += _change_of_nones([(a[i]["scores"], b[i]["scores"]) for i in both])
    mended = tuple(i for i in both if not _right(a[i]) and _right(b[i]))
    broken = tuple(i for i in both if _right(a[i]) and not _right(b[i]))
    pairs_of = set(both)
    different = tuple(i for i in shared if i not in pairs_of)
    return Comparison(tuple(changes), mended, broken, len(both), different, len(a) - len(shared), len(b) - len(shared))


def _same_case(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    return all(before[n] == after[n] for n in ASKED if n in before and n in after)


def _change(name: str, known: Sequence[tuple[float, float]]) -> Change:
    old, new = [x for x, _ in known], [y for _, y in known]
    p = mcnemar([x > 0.5 for x in old], [y > 0.5 for y in new]) if name in SHARES else None
    return Change(name, sum(old) / len(old), sum(new) / len(new), paired_difference(new, old), p)


def _change_of_nones(pairs: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> list[Change]:
    """Return the change of the balanced accuracy of saying "none", resampling the cases of both runs together; empty without such cases."""
    none = [
        (x["none_right"] > 0.5, y["none_right"] > 0.5, True)
        for x, y in pairs
        if "none_right" in x and "none_right" in y
    ]
    one = [
        (x["none_wrong"] > 0.5, y["none_wrong"] > 0.5, False)
        for x, y in pairs
        if "none_wrong" in x and "none_wrong" in y
    ]
    if not none or not one:
        return []
    old, new, truth = np.asarray([*none, *one]).T
    was, now = balanced_accuracy(old, truth), balanced_accuracy(new, truth)
    low, high = bootstrap(
        len(truth), lambda i: balanced_accuracy(new[i], truth[i]) - balanced_accuracy(old[i], truth[i])
    )
    return [Change("none_balanced_accuracy", was, now, Metric(now - was, len(truth), 0, low, high), None)]


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
    return went_right(sample["scores"])


def as_markdown(before: Path, after: Path, found: Comparison) -> str:
    """Return a comparison with both answers of every case that flipped."""
    lines = [
        f"# {flat(after.name)} against {flat(before.name)}",
        "",
        told_pairs(found),
        "",
        "| measure | before | after | difference | p |",
        "|---|---|---|---|---|",
    ]
    for c in found.changes:
        p = "" if c.p is None else f"{c.p:.3f}"
        lines.append(f"| {flat(c.name)} | {c.before:.3f} | {c.after:.3f} | {c.difference} | {p} |")
    a, b = ({s["id"]: s for s in read_samples(folder)} for folder in (before, after))
    for title, ids in (("Became wrong", found.broken), ("Became right", found.mended)):
        lines += ["", f"## {title} ({len(ids)})", ""]
        for i in ids:
            lines.append(f"- **{flat(a[i]['question'])}** ({flat(i)}), expected: {flat(expected(a[i] | b[i]))}")
            for when, sample in (("before", a[i]), ("after", b[i])):
                lines.append(f"  - {when}: {flat(said(sample))}")
                lines += [f"    - on: {flat(words)}" for words in evidence(sample)]
    return "\n".join(lines) + "\n"


def told_pairs(found: Comparison) -> str:
    """Return in words how many cases were compared, and which were not."""
    said = f"{found.pairs} cases are in both runs."
    if found.only_before or found.only_after:
        said += f" Not compared: {found.only_before} only in the first, {found.only_after} only in the second."
    if found.different:
        said += f" Left out, for they ask or expect another thing in each: {', '.join(map(flat, found.different))}."
    return said
