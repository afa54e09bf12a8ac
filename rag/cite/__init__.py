"""Binding sentences to exact characters: attributing, verifying, setting against each other. Pure functions."""

from rag.cite.conflicts import conflicts
from rag.cite.verify import OPPOSITE, find_faults, nearest, verify

__all__ = ["OPPOSITE", "conflicts", "find_faults", "nearest", "verify"]
