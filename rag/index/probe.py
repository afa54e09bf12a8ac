"""Is the index whole? Asked of known chunks with their own vectors, in a process of its own.

A damaged segment can end the process that reads it, and a deleted one gives no error at all, so
"no exception" says nothing: known chunks must be found. ``count()`` can be what fails, so nothing
begins with it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from rag.errors import DatelineError
from rag.index.chroma import ChromaIndex
from rag.ports import Vectors
from rag.types import ChunkId

Samples = Sequence[tuple[ChunkId, Vectors]]
NEAR = 10
SAME = 0.999
"""The cosine from which two vectors are those of one text."""
UNREACHED = 10
"""Of that many samples one may be out of the graph's reach: after a deletion some nodes have no way to them left
(Malkov and Yashunin, 2018, link each node to its nearest only), and words still find their passages."""


def probe(
    home: Path, where: str, collection: str, fingerprint: str, samples: Samples, holds: tuple[int, int] | None = None
) -> tuple[str, ...]:
    """Return what is wrong with the index, in words; empty when it is well. Never raises for a bad index.

    ``holds`` are the fewest and the most chunks that it may hold.
    """
    order = {
        "home": str(home),
        "where": where,
        "collection": collection,
        "fingerprint": fingerprint,
        "samples": [[i, [float(x) for x in v]] for i, v in samples],
        "holds": holds,
    }
    try:
        done = subprocess.run(
            [sys.executable, "-m", "rag.index.probe"],
            input=json.dumps(order),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ("the index does not answer within 60 seconds",)
    if done.returncode != 0:
        return (f"reading the index ends the process (exit {done.returncode})",)
    return tuple(json.loads(done.stdout))


def verify_built(index: ChromaIndex, expected: int, samples: Samples) -> tuple[str, ...]:
    """Return what a newly built index lacks, in words; empty when it holds what it should."""
    found = list(_missing(index, samples))
    count = index.count()
    if count != expected:
        found.append(f"the index holds {count} chunks of {expected}")
    return tuple(found)


def _missing(index: ChromaIndex, samples: Samples) -> tuple[str, ...]:
    known = index.present([i for i, _ in samples])
    absent = [i for i, _ in samples if i not in known]
    unfound = []
    for chunk_id, vector in samples:
        scores = index.query(np.asarray(vector, dtype=np.float32), NEAR, None)
        # Copies of one text have one vector: any of them in front will do.
        if chunk_id not in {s.chunk_id for s in scores} and (not scores or scores[0].score < SAME):
            unfound.append(chunk_id)
    if len(unfound) <= len(samples) // UNREACHED and _held(index, samples, unfound):
        unfound = []
    problems = []
    if absent:
        problems.append(f"{len(absent)} of {len(samples)} known chunks are not in the index")
    if unfound:
        problems.append(f"{len(unfound)} of {len(samples)} known chunks are not found by their own vectors")
    return tuple(problems)


def _held(index: ChromaIndex, samples: Samples, chunk_ids: Sequence[ChunkId]) -> bool:
    """Return whether the index holds those chunks with their own vectors, found or not."""
    if not chunk_ids:
        return True
    held, own = index.vectors(chunk_ids), dict(samples)
    return all(i in held and _cosine(held[i], own[i]) >= SAME for i in chunk_ids)


def _cosine(a: Vectors, b: Vectors) -> float:
    return float(np.dot(a, b) / max(float(np.linalg.norm(a) * np.linalg.norm(b)), 1e-12))


def _miscounted(index: ChromaIndex, holds: Sequence[int] | None) -> tuple[str, ...]:
    """Return how the number of chunks differs from the store's: that of an older store, put back, does."""
    if holds is None or holds[0] <= (count := index.count()) <= holds[1]:
        return ()
    return (f"the index holds {count} chunks, and the store has {holds[holds[0] <= count]} for it",)


def _main() -> None:
    order = json.load(sys.stdin)
    samples = [(ChunkId(i), np.asarray(v, dtype=np.float32)) for i, v in order["samples"]]
    dimension = len(samples[0][1]) if samples else 0
    index = ChromaIndex(Path(order["home"]), order["where"], order["collection"], order["fingerprint"], dimension)
    try:
        if samples:
            index.open(create=False)
        problems = (*_missing(index, samples), *_miscounted(index, order["holds"])) if samples else ()
    except DatelineError as error:
        problems = (f"{error.what}: {error.why}",)
    sys.stdout.write(json.dumps(list(problems)))


if __name__ == "__main__":
    _main()
