"""What an index was built from, as one short name. Pure."""

from __future__ import annotations

from hashlib import sha256

SCHEMA = "index-v1"


def fingerprint(*, embedder: str, dimension: int, chunker: str, prefix: str) -> str:
    """Return a name that changes whenever the vectors or the entries would."""
    parts = "\n".join((SCHEMA, embedder, str(dimension), chunker, prefix))
    return sha256(parts.encode()).hexdigest()[:12]
