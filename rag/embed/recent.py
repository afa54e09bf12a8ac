"""Vectors of the texts embedded last, in memory."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence

from rag.ports import Vectors

MOST = 8192
"""Vectors kept: 384 floats each, some 15 MB."""


class RecentVectors:
    """An EmbeddingCache of this process that forgets what was not asked for the longest.

    A question embeds the same sentences again and again: choosing the evidence, checking each sentence of the answer
    against it, and then the follow-up. Safe to use from several threads.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._known: OrderedDict[tuple[str, str], Vectors] = OrderedDict()

    def vectors(self, model: str, keys: Sequence[str]) -> Mapping[str, Vectors]:
        """Return those of the keys that are known, each as a vector of shape (dimension,)."""
        found: dict[str, Vectors] = {}
        with self._lock:
            for key in keys:
                if (model, key) in self._known:
                    self._known.move_to_end((model, key))
                    found[key] = self._known[model, key]
        return found

    def keep(self, model: str, vectors: Mapping[str, Vectors]) -> None:
        """Remember vectors, and forget the oldest beyond the most."""
        with self._lock:
            for key, vector in vectors.items():
                # A copy: a row of a batch would keep the whole batch alive.
                self._known[model, key] = vector.copy()
                self._known.move_to_end((model, key))
            while len(self._known) > self._most:
                self._known.popitem(last=False)
