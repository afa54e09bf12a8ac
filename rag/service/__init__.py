"""The way in: ``open_newsdesk(settings)`` gives a ``Newsdesk``."""

from __future__ import annotations

from rag.config import Settings, load
from rag.ports import ChatModel, Clock, Embedder
from rag.service.newsdesk import Newsdesk
from rag.types import Verified

__all__ = ["Newsdesk", "Verified", "open_newsdesk"]


def open_newsdesk(
    settings: Settings | None = None,
    *,
    embedder: Embedder | None = None,
    chat: ChatModel | None = None,
    clock: Clock | None = None,
) -> Newsdesk:
    """Return a newsdesk over the settings' home folder; the environment's settings when none are given.

    Nothing is opened or loaded until it is needed.
    """
    return Newsdesk(settings or load(), embedder=embedder, chat=chat, clock=clock)
