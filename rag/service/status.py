"""What a library holds, and which models read and answer it."""

from __future__ import annotations

from typing import Any

from rag.config import Settings
from rag.store import SqliteStore


def status_of(store: SqliteStore, settings: Settings, llm: str) -> dict[str, Any]:
    """Return counts and identities, as the contract's status has them; ``llm`` is the model in use."""
    counts, state = store.counts(), store.index_state()
    return {
        "articles": counts.articles,
        "chunks": counts.chunks,
        "quotes": counts.quotes,
        "sources": counts.sources,
        "pending_chunks": counts.pending_chunks,
        "fingerprint": state.fingerprint if state else None,
        "llm": llm,
        "embeddings": settings.embeddings,
        "home": str(settings.home),
        "cache": str(settings.cache),
    }
