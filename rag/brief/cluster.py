"""Reports to events, by average linkage: the same input gives the same events, in the same order. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rag.ports import Vectors

SAME_EVENT = 0.2
"""Mean likeness from which two groups of reports are one event; chosen on data, see docs/results.md."""
CORE = 0.9
"""Share of the best report's mean likeness to the others from which a report is of an event's core."""
PAIR = 0.35
"""Likeness from which a story is told from both of its two reports."""


def groups(likeness: Vectors, threshold: float = SAME_EVENT) -> tuple[tuple[int, ...], ...]:
    """Return the positions of each event's reports, in order of the first of each.

    Two groups are joined while their mean likeness reaches the threshold, the most alike first; of equals,
    those that come first. Only groups that some pair reaches the threshold between can ever be joined, so each
    connected part is worked on alone: a thousand reports take a second.
    """
    found = [g for part in _parts(likeness >= threshold) for g in _linked(likeness, part, threshold)]
    return tuple(sorted(found))


def margin(members: Sequence[int], likeness: Vectors) -> tuple[int, ...]:
    """Return those of an event's reports that share less with the others than the best does.

    Of two that are not clearly on one thing, the later one is listed and not told from.
    """
    if len(members) == 2 and likeness[members[0], members[1]] < PAIR:
        return (members[1],)
    if len(members) < 3:
        return ()
    own = np.array(likeness[np.ix_(members, members)], dtype=np.float64)
    np.fill_diagonal(own, 0.0)
    shared = own.sum(axis=1) / (len(members) - 1)
    return tuple(m for m, x in zip(members, shared, strict=True) if x < CORE * shared.max())


def _parts(near: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> list[list[int]]:
    unseen, parts = set(range(len(near))), []
    for start in range(len(near)):
        if start not in unseen:
            continue
        part, waiting = [], [start]
        unseen.discard(start)
        while waiting:
            at = waiting.pop()
            part.append(at)
            fresh = [int(i) for i in np.flatnonzero(near[at]) if int(i) in unseen]
            unseen.difference_update(fresh)
            waiting += fresh
        parts.append(sorted(part))
    return parts


def _linked(likeness: Vectors, part: list[int], threshold: float) -> list[tuple[int, ...]]:
    between = np.array(likeness[np.ix_(part, part)], dtype=np.float64)
    np.fill_diagonal(between, -1.0)
    members: list[list[int]] = [[i] for i in part]
    while len(part) > 1:
        a, b = divmod(int(np.argmax(between)), len(part))
        if between[a, b] < threshold:
            break
        a, b = min(a, b), max(a, b)
        sizes = len(members[a]), len(members[b])
        merged = (between[a] * sizes[0] + between[b] * sizes[1]) / sum(sizes)
        between[a], between[:, a] = merged, merged
        between[a, a] = -1.0
        between[b], between[:, b] = -1.0, -1.0
        members[a] += members[b]
        members[b] = []
    return [tuple(sorted(m)) for m in members if m]
