"""Metrics with intervals. Each definition says what it counts; nothing unscored is averaged in."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Interval = tuple[float | None, float | None]
RESAMPLES = 1000
SEED = 7
FEWEST = 2
"""Cases that an interval needs: one case, drawn again and again, is always itself, and would look certain."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A value with how many cases it rests on, how many had none, and a 95 % interval."""

    value: float | None
    n: int
    unscored: int = 0
    ci_low: float | None = None
    ci_high: float | None = None

    def __str__(self) -> str:
        if self.value is None:
            return f"– (n={self.n})"
        interval = f" [{self.ci_low:.3f}, {self.ci_high:.3f}]" if self.ci_low is not None else ""
        return f"{self.value:.3f}{interval} (n={self.n})"


def auc(scores: npt.ArrayLike, labels: npt.ArrayLike) -> float:
    """Return the area under the ROC curve: the chance that a true case scores above a false one, ties half."""
    given = np.asarray(scores, dtype=float)
    order = np.argsort(given, kind="mergesort")
    ranks = np.empty(len(given))
    values = given[order]
    _, first, counts = np.unique(values, return_index=True, return_counts=True)
    for start, count in zip(first, counts, strict=True):
        ranks[order[start : start + count]] = start + (count + 1) / 2
    truth = np.asarray(labels, dtype=bool)
    positive, negative = int(truth.sum()), int((~truth).sum())
    if not positive or not negative:
        return math.nan
    return float((ranks[truth].sum() - positive * (positive + 1) / 2) / (positive * negative))


def balanced_accuracy(predicted: npt.ArrayLike, labels: npt.ArrayLike) -> float:
    """Return the mean of the share of true cases and the share of false cases that were told right."""
    said, truth = np.asarray(predicted, dtype=bool), np.asarray(labels, dtype=bool)
    if truth.all() or not truth.any():
        return math.nan
    return float((said[truth].mean() + (~said[~truth]).mean()) / 2)


def bootstrap(cases: int, statistic: Callable[[npt.NDArray[np.int64]], float]) -> Interval:
    """Return the 95 % percentile interval of a statistic over resampled cases; of fewer than two cases there is none."""
    if cases < FEWEST:
        return None, None
    rng = np.random.default_rng(SEED)
    draws = [statistic(rng.integers(0, cases, cases)) for _ in range(RESAMPLES)]
    kept = np.asarray([d for d in draws if not math.isnan(d)])
    if not kept.size:
        return None, None
    return float(np.percentile(kept, 2.5)), float(np.percentile(kept, 97.5))


def mean(values: Sequence[float | None]) -> Metric:
    """Return the mean of the scored values with a bootstrap interval."""
    scored = np.asarray([v for v in values if v is not None], dtype=float)
    if not scored.size:
        return Metric(None, 0, len(values))
    low, high = bootstrap(len(scored), lambda i: float(scored[i].mean()))
    return Metric(float(scored.mean()), len(scored), len(values) - len(scored), low, high)


def quantile(values: Sequence[float | None], share: float) -> Metric:
    """Return the value that this share of the scored values is under, with a bootstrap interval."""
    scored = np.sort(np.asarray([v for v in values if v is not None], dtype=float))
    if not scored.size:
        return Metric(None, 0, len(values))
    place = min(len(scored) - 1, int(share * len(scored)))
    low, high = bootstrap(len(scored), lambda i: float(scored[np.sort(i)[place]]))
    return Metric(float(scored[place]), len(scored), len(values) - len(scored), low, high)


def paired_difference(a: Sequence[float], b: Sequence[float]) -> Metric:
    """Return the mean of a - b over the same cases with a bootstrap interval."""
    return mean([x - y for x, y in zip(a, b, strict=True)])


def wilson(successes: int, n: int) -> Metric:
    """Return a rate with its Wilson score interval (Wilson 1927)."""
    if n == 0:
        return Metric(None, 0)
    z, p = 1.959964, successes / n
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return Metric(p, n, 0, max(0.0, centre - half), min(1.0, centre + half))
