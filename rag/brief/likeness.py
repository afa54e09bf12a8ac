"""How alike two reports are: the words of title and lead and the things they name, and their vectors. Pure.

Cosine of embeddings alone puts two events of one kind together (two floods, two votes); rare words they share
are what makes them one event. Weights and threshold were chosen on data: docs/results.md.

The embedding model was taught in Latin letters: all it sees of other scripts is which one it is. Two texts of which
one is in such a script are as alike as their words.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from rag.brief.report import Report
from rag.ports import Vectors
from rag.text.names import names
from rag.text.words import content_words, is_latin, word_pieces

DENSE = 0.5
"""Share of the embeddings in the likeness; the words have the rest."""
TITLE, LEAD, NAMED = 3.0, 2.0, 1.5
"""How much more a word counts in the title, in the lead, and as a name."""
BACKGROUND = 30
"""Texts that are assumed beside those at hand, so that two texts alone are not thought to share only common words."""
OPENING = 1_000
"""Characters by which the script of a text is told."""
UNLIKE = 10
"""Texts with nothing in common that are assumed beside those at hand: what a few texts share is their event."""


def terms(report: Report) -> Mapping[str, float]:
    """Return the words of a report with their weight in it."""
    words = content_words if _seen(report) else word_pieces
    title, lead = Counter(words(report.article.title)), Counter(words(report.lead))
    body = Counter(words(report.article.text))
    named = {w for n in names(f"{report.article.title}. {report.article.text}") for w in words(n)}
    out = {}
    for word in title.keys() | body.keys():
        count = body[word] + (LEAD - 1) * lead[word] + TITLE * title[word]
        out[word] = (1 + math.log(max(1.0, count))) * (NAMED if word in named else 1.0)
    return out


def likeness(reports: Sequence[Report]) -> Vectors:
    """Return how alike each two reports are, 0 to 1, as a symmetric matrix."""
    if not reports:
        return np.zeros((0, 0), dtype=np.float32)
    seen = np.array([_seen(r) for r in reports])
    dense = np.stack([r.vector for r in reports]).astype(np.float32)
    dense[seen] = _own(dense[seen])
    share = DENSE * np.outer(seen, seen).astype(np.float32)
    mixed = share * (dense @ dense.T) + (1 - share) * _words([terms(r) for r in reports])
    return np.asarray(np.clip((mixed + mixed.T) / 2, 0.0, 1.0), dtype=np.float32)


def _seen(report: Report) -> bool:
    """Return whether the embedding model can read a report."""
    return is_latin(report.article.text[:OPENING])


def _own(vectors: Vectors) -> Vectors:
    """Return what is a text's own: its vector less what all have in common, news of one land or one beat."""
    common = vectors.sum(axis=0) / (len(vectors) + UNLIKE)
    own = vectors - common
    return np.asarray(own / np.maximum(np.linalg.norm(own, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def _words(found: Sequence[Mapping[str, float]]) -> Vectors:
    known = Counter(word for each in found for word in each)
    rarity = {w: math.log((len(found) + BACKGROUND) / (n + 0.3)) for w, n in known.items()}
    columns = {w: i for i, w in enumerate(sorted(w for w, n in known.items() if n > 1))}
    rows = np.zeros((len(found), max(1, len(columns))), dtype=np.float32)
    for row, each in enumerate(found):
        norm = math.sqrt(sum((weight * rarity[w]) ** 2 for w, weight in each.items())) or 1.0
        for word, weight in each.items():
            if word in columns:
                rows[row, columns[word]] = weight * rarity[word] / norm
    return np.asarray(rows @ rows.T, dtype=np.float32)
