"""A removed article put back as it was: every version with its moment, and what is derived from the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.service.indexing import Indexing
from rag.service.preparing import derived
from rag.store import SqliteStore
from rag.types import StoredArticle, Version


def put_back(stored: StoredArticle, versions: Sequence[Version], *, store: SqliteStore, indexing: Indexing) -> None:
    """Store an article again with its versions in order. Its text is not cleaned again, so offsets hold.

    Raises:
        LockHeld: another process is writing.
    """
    with indexing.writing():
        for version in versions:
            earlier = replace(stored.article, text=version.text, title=version.title, content_hash=version.content_hash)
            article = stored.article if version.number == stored.version else earlier
            store.put([derived(article.id, article)], fetched_at=version.fetched_at)
        indexing.catch_up()
