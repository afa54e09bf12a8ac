"""HTTP out, in one guarded place: no address inside a network, no surprise redirect, no endless body."""

from rag.web.fetch import fetch

__all__ = ["fetch"]
