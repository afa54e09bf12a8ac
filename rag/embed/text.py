"""What exactly is embedded for a chunk, and the key it is remembered under."""

from __future__ import annotations

from rag.types import chunk_text, key_of

__all__ = ["PREFIX", "chunk_text", "key_of"]

PREFIX = "title-v1"
"""Identity of the way ``chunk_text`` dresses a chunk's text, part of the index fingerprint."""
