"""Dateline: ask the news, and every sentence of the answer is bound to the exact words it rests on.

``open_newsdesk(settings)`` is the one way in. Importing this package does nothing else: no files,
no environment, no network; the parts load when they are first needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.service import Newsdesk, open_newsdesk

__all__ = ["Newsdesk", "open_newsdesk"]


def __getattr__(name: str) -> object:
    if name in __all__:
        from rag import service

        return getattr(service, name)
    raise AttributeError(f"module 'rag' has no attribute {name!r}")
