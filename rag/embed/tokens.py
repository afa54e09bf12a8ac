"""Question and passage compared token by token. Pure.

Each token of the question is met by the token of the passage that is nearest to it, each read in its own context:
Khattab and Zaharia, "ColBERT: Efficient and Effective Passage Search via Contextualized Late Interaction over BERT",
SIGIR 2020. The tokens of a passage are kept as the signs of their vectors, a thirty-second of the bytes.
"""

from __future__ import annotations

import numpy as np

from rag.ports import Signs, Vectors


def signs_of(vectors: Vectors) -> Signs:
    """Return the signs of vectors of shape (tokens, dimension), eight to a byte: shape (tokens, dimension / 8)."""
    return np.packbits(vectors > 0, axis=1)


def late_interaction(question: Vectors, passage: Signs) -> float:
    """Return the mean, over the question's tokens, of the similarity with the nearest token of the passage, in -1..1.

    ``question`` has unit rows, shape (tokens, dimension). Where either has no token the similarity is 0.
    """
    if not len(question) or not len(passage):
        return 0.0
    dimension = int(question.shape[1])
    signs = np.unpackbits(passage, axis=1, count=dimension).astype(np.float32) * 2 - 1
    nearest = (question @ signs.T).max(axis=1)
    return float(nearest.mean() / np.sqrt(dimension))
