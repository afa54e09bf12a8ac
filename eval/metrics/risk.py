"""Risk and coverage: how many questions are answered at each threshold of support, and how many of those wrongly.

El-Yaniv and Wiener, "On the foundations of noise-free selective classification", JMLR 2010.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import fmean
from typing import Any

from eval.metrics.intervals import Metric, bootstrap


@dataclass(frozen=True, slots=True)
class Point:
    """What a threshold gives: the share of questions answered, and the share of those answers that are wrong."""

    threshold: float
    coverage: float
    risk: float
    answered: int
    wrong: int


@dataclass(frozen=True, slots=True)
class Curve:
    """The points from the surest answer to all, over ``asked`` questions; ``judged`` are (support, right), the surest first.

    ``unjudged`` questions have an answer of which nothing says whether it is right, or none at all: they are no part of it.
    """

    points: tuple[Point, ...]
    asked: int
    judged: tuple[tuple[float, bool], ...] = ()
    unjudged: int = 0

    def __len__(self) -> int:
        return len(self.points)


def support(sample: Mapping[str, Any]) -> float:
    """Return the support of the best supported sentence: an answer is shown while one of its sentences is."""
    return max(float(s["support"]) for s in sample["answer"]["sentences"])


def curve(samples: Sequence[Mapping[str, Any]]) -> Curve:
    """Return the curve over the samples whose answers are known to be right or wrong; answers of equal support together."""
    counted = [s for s in samples if "answer" in s and (not s["answer"]["sentences"] or _right(s) is not None)]
    judged = sorted(((support(s), bool(_right(s))) for s in counted if s["answer"]["sentences"]), reverse=True)
    return Curve(tuple(_points(judged, len(counted))), len(counted), tuple(judged), len(samples) - len(counted))


def _right(sample: Mapping[str, Any]) -> float | None:
    found: float | None = sample["scores"].get("right")
    return found


def _points(judged: Sequence[tuple[float, bool]], asked: int) -> list[Point]:
    points: list[Point] = []
    wrong = 0
    for answered, (threshold, is_right) in enumerate(judged, start=1):
        wrong += not is_right
        point = Point(threshold, answered / asked, wrong / answered, answered, wrong)
        if points and points[-1].threshold == threshold:
            points.pop()
        points.append(point)
    return points


def area(found: Curve) -> Metric:
    """Return the mean risk over the coverages reached: the area under the curve, over the answered; lower is better."""
    judged = found.judged
    unscored = found.asked - len(judged) + found.unjudged
    if not judged:
        return Metric(None, 0, unscored)
    low, high = bootstrap(len(judged), lambda i: _mean_risk(_rights([judged[k] for k in sorted(i)])))
    return Metric(_mean_risk(_rights(judged)), len(judged), unscored, low, high)


def _rights(judged: Sequence[tuple[float, bool]]) -> list[float]:
    """Return for each answer, the surest first, the share of right ones among those of its support."""
    out: list[float] = []
    for _, group in groupby(judged, key=lambda j: j[0]):
        rights = [right for _, right in group]
        out += [sum(rights) / len(rights)] * len(rights)
    return out


def _mean_risk(rights: Sequence[float]) -> float:
    risks, wrong = [], 0.0
    for n, each in enumerate(rights, start=1):
        wrong += 1 - each
        risks.append(wrong / n)
    return fmean(risks)


def at(found: Curve, threshold: float) -> Point | None:
    """Return the point of a threshold: all answers of at least that support; None when there is none."""
    reached = [p for p in found.points if p.threshold >= threshold]
    return reached[-1] if reached else None
