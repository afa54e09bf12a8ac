"""Binding sentences to exact characters: attributing, verifying, setting against each other. Pure functions."""

from rag.cite.conflicts import conflicts
from rag.cite.verify import find_faults, nearest, verify

__all__ = ["conflicts", "find_faults", "nearest", "verify"]
