"""Everything that is made from the articles made anew: what a later release reads otherwise, and the index."""

from __future__ import annotations

from rag.quotes import extract
from rag.service.indexing import Indexing, Progress, silent
from rag.store import SqliteStore

BATCH = 200


def remake(store: SqliteStore, indexing: Indexing, progress: Progress | None) -> int:
    """Read who said what in all articles anew and rebuild the vector index; return its number of chunks.

    Articles keep the quotations that the release found which took them in, until this is called.

    Raises:
        LockHeld: another process is writing.
    """
    with indexing.writing():
        _read_quotes(store, progress or silent)
        return indexing.rebuild(progress or silent)


def _read_quotes(store: SqliteStore, progress: Progress) -> None:
    total = store.counts().articles
    for start in range(0, total, BATCH):
        batch = [each.article for each in store.articles(limit=BATCH, offset=start)]
        store.replace_quotes({a.id: extract(a.id, a.text, title=a.title) for a in batch})
        progress("reading quotations", min(start + BATCH, total), total)
