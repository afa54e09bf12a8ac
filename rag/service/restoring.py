"""What was there, made again: a removed article with its versions, and what is derived from articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.ports import Progress
from rag.quotes import extract
from rag.service.indexing import Indexing
from rag.service.preparing import derived
from rag.store import SqliteStore
from rag.types import Article, StoredArticle, Version

BATCH = 200
"""Articles whose quotations are read and stored in one go."""


def put_back(stored: StoredArticle, versions: Sequence[Version], *, store: SqliteStore, indexing: Indexing) -> bool:
    """Store an article again with its versions in order, all of them or none: cut off between two, an old text would
    stand as the last. Its text is not cleaned again, so offsets hold.

    Returns False where it was taken in again meanwhile: what is there may be newer, and stays.

    Raises:
        LockHeld: another process is writing.
    """
    with indexing.writing():
        if store.article(stored.article.id) is not None:
            return False
        store.put_versions((derived(stored.article.id, _as_of(stored, v)), v.fetched_at) for v in versions)
        indexing.catch_up(after="article put back")
    return True


def _as_of(stored: StoredArticle, version: Version) -> Article:
    """Return an article as it was in a version."""
    if version.number == stored.version:
        return stored.article
    return replace(stored.article, text=version.text, title=version.title, content_hash=version.content_hash)


def rebuild(store: SqliteStore, indexing: Indexing, progress: Progress) -> int:
    """Make what is derived from the articles again; return the number of chunks in the new vector index.

    Quotations are read anew: articles keep those that the release found which took them in. The full text is made anew
    only where it is damaged: for that time nobody else can write.

    Raises:
        LockHeld: another process is writing.
    """
    with indexing.writing():
        if store.derived_integrity():
            store.mend(lambda article: derived(article.id, article))
        _read_quotes(store, progress)
        return indexing.rebuild(progress)


def _read_quotes(store: SqliteStore, progress: Progress) -> None:
    total = store.counts().articles
    for start in range(0, total, BATCH):
        batch = [each.article for each in store.articles(limit=BATCH, offset=start)]
        store.replace_quotes({a.id: extract(a.id, a.text, title=a.title) for a in batch})
        progress("reading quotations", min(start + BATCH, total), total)
