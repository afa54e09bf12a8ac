"""Binding sentences to exact characters: splitting, attributing, verifying. Pure functions."""

from rag.cite.conflicts import conflicts
from rag.cite.verify import find_faults, nearest, verify

__all__ = ["conflicts", "find_faults", "nearest", "verify"]
