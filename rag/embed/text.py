"""What exactly is embedded for a chunk, and the key it is remembered under."""

from __future__ import annotations

from hashlib import sha256

PREFIX = "title-v1"
"""Identity of the way a chunk's text is dressed, part of the index fingerprint."""


def chunk_text(title: str, text: str) -> str:
    """Return the text to embed for a chunk: the title counts in every chunk of its article."""
    return f"{title}\n{text}" if title else text


def key_of(text: str) -> str:
    """Return the cache key of a text: its sha256."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
