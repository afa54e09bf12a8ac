"""How well documents were put together by event: B-cubed and the adjusted Rand index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import comb

Labels = Mapping[str, Hashable]
"""The group of each item."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """How a grouping compares with the true one; all of it 1 when they are the same."""

    precision: float
    recall: float
    f1: float
    rand: float


def grouped(found: Labels, truth: Labels) -> Grouped:
    """Return B-cubed precision, recall and F1, and the adjusted Rand index, of the items of ``truth``."""
    items = sorted(truth)
    ours, real = [found[i] for i in items], [truth[i] for i in items]
    precision, recall = b_cubed(ours, real)
    both = precision + recall
    return Grouped(precision, recall, 2 * precision * recall / both if both else 0.0, adjusted_rand(ours, real))


def b_cubed(found: Sequence[Hashable], truth: Sequence[Hashable]) -> tuple[float, float]:
    """Return B-cubed precision and recall (Bagga and Baldwin 1998; its properties: Amigó and others 2009).

    For each item: of the items put with it, the share that belongs with it; of those that belong with it, the
    share that was put with it. The item itself counts. Then the mean over the items.
    """
    if not found:
        return 0.0, 0.0
    sizes, real_sizes = Counter(found), Counter(truth)
    shared = Counter(zip(found, truth, strict=True))
    precision = sum(n * n / sizes[a] for (a, _), n in shared.items()) / len(found)
    recall = sum(n * n / real_sizes[b] for (_, b), n in shared.items()) / len(found)
    return precision, recall


def adjusted_rand(found: Sequence[Hashable], truth: Sequence[Hashable]) -> float:
    """Return the adjusted Rand index (Hubert and Arabie 1985): 0 for what chance gives, 1 for the same groups."""
    together = sum(comb(n, 2) for n in Counter(zip(found, truth, strict=True)).values())
    ours, real = (sum(comb(n, 2) for n in Counter(x).values()) for x in (found, truth))
    pairs = comb(len(found), 2)
    if not pairs or ours == real == together:
        return 1.0
    chance = ours * real / pairs
    most = (ours + real) / 2
    return (together - chance) / (most - chance) if most != chance else 0.0


def labelled(groups: Sequence[Sequence[str]], items: Sequence[str]) -> dict[str, int]:
    """Return the number of each item's group; an item that is in none is a group of its own."""
    out = {item: number for number, group in enumerate(groups) for item in group}
    for number, item in enumerate(items, start=len(groups)):
        out.setdefault(item, number)
    return out
