"""Articles in: read, prepare, store, index, a batch at a time; one result for every item."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import BinaryIO

from rag.errors import ArticleError, DatelineError, FetchError
from rag.ingest import read
from rag.service.indexing import Indexing
from rag.service.preparing import prepare
from rag.service.spelling import joined
from rag.store import SqliteStore
from rag.types import ArticleId, Fetched, Ingested, Prepared, RawArticle

BATCH = 32
"""Articles that are stored in one transaction and embedded together."""
PATIENCE_S = 1.0
"""How long a batch waits to be full: what comes slowly, from the web, is told as it comes."""
MOST_REASON = 300
OURS = "Save the article's text as .txt and ingest that; the fault is Dateline's own, so please tell us."
_USER = re.compile(r"(?<=//)[^/?#]*@")

_Item = Prepared | Ingested
_Raw = RawArticle | Ingested


def ingest(
    targets: Sequence[str],
    *,
    store: SqliteStore,
    indexing: Indexing,
    now: Callable[[], datetime],
    stdin: BinaryIO | None,
    fetch: Callable[[str], Fetched],
) -> Iterator[Ingested]:
    """Yield the fate of each item once it is durable and found by search.

    Raises:
        LockHeld: another process is writing.
        UsageError: a target does not exist.
    """
    faults: list[Exception] = []
    with indexing.writing():
        indexing.catch_up()
        items = (item for target in targets for item in read(target, stdin=stdin, fetch=fetch))
        intake = _Intake(store, now)
        for batch in _batches(_until_fault(items, faults)):
            yield from _indexed(intake.take(batch), indexing)
        yield from _indexed(intake.rest(), indexing)
    if faults:
        raise faults[0]


def _indexed(told: list[Ingested], indexing: Indexing) -> list[Ingested]:
    indexing.catch_up(after=f"{sum(i.fate != 'rejected' for i in told)} articles looked at and stored")
    return told


def _until_fault(items: Iterable[_Raw], faults: list[Exception]) -> Iterator[_Raw]:
    """Yield the items up to a fault of reading, which is kept: what came before it is stored before it is raised."""
    try:
        yield from items
    except Exception as fault:  # noqa: BLE001
        faults.append(fault)


def _batches(items: Iterable[_Raw]) -> Iterator[list[_Raw]]:
    batch: list[_Raw] = []
    began = monotonic()
    for item in items:
        batch.append(item)
        if len(batch) == BATCH or monotonic() - began > PATIENCE_S:
            yield batch
            batch, began = [], monotonic()
    if batch:
        yield batch


class _Intake:
    """Prepares and stores batches, in order."""

    def __init__(self, store: SqliteStore, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        self._former = _Former(store)

    def take(self, batch: Sequence[_Raw]) -> list[Ingested]:
        """Return the fates of those items of a batch that need not wait for later ones, and of some that waited."""
        return self._put(self._former.sifted(joined([self._prepared(item) for item in batch], self._store)))

    def rest(self) -> list[Ingested]:
        """Return the fates of what waited to the end."""
        return self._put(self._former.last())

    def _prepared(self, item: _Raw) -> _Item:
        if isinstance(item, Ingested):
            return item
        try:
            return prepare(item, self._now())
        except ArticleError as error:
            return Ingested(item.ref, "rejected", reason=f"{error.what}: {error.why}", fix=error.fix)
        except DatelineError:
            raise
        except Exception as exc:  # noqa: BLE001
            # Whatever is wrong with one article, of thousands in a folder, must not end the others.
            why = f"{type(exc).__name__}: {exc}".rstrip(": ")
            return Ingested(item.ref, "rejected", reason=f"it could not be read ({why[:MOST_REASON]})", fix=OURS)

    def _put(self, batch: Sequence[_Item]) -> list[Ingested]:
        prepared = [item for item in batch if isinstance(item, Prepared)]
        stored = iter(self._store.put(prepared, fetched_at=self._now()) if prepared else ())
        return [item if isinstance(item, Ingested) else next(stored) for item in batch]


class _Former:
    """Texts that their articles had before: an old one is news only when no later item of the run is the newer one.

    A folder that holds two states of one page is read from the older to the newer each time: without this,
    every run would make versions of texts that are there.
    """

    def __init__(self, store: SqliteStore) -> None:
        self._store = store
        self.waiting: dict[ArticleId, list[Prepared]] = {}

    def sifted(self, batch: Sequence[_Item]) -> list[_Item]:
        """Return what is to be stored or told now, in order. Former texts wait; what a later item overtakes is told."""
        ids = [item.article.id for item in batch if isinstance(item, Prepared)]
        texts = self._store.texts_by_version(ids)
        sifted: list[_Item] = []
        for item in batch:
            if isinstance(item, Ingested):
                sifted.append(item)
                continue
            known, text = texts.get(item.article.id, ()), item.article.content_hash
            if text in known and text != known[-1]:
                self.waiting.setdefault(item.article.id, []).append(item)
                continue
            sifted += map(_unchanged, self.waiting.pop(item.article.id, ()))
            sifted.append(item)
        return sifted

    def last(self) -> list[_Item]:
        """Return what still waits: the last text of each article has come back, those before it change nothing."""
        told: list[_Item] = []
        for waiting in self.waiting.values():
            told += [*map(_unchanged, waiting[:-1]), waiting[-1]]
        return told


def _unchanged(item: Prepared) -> Ingested:
    return Ingested(item.ref, "unchanged", item.article.id, flags=item.article.flags)


def count_items(targets: Sequence[str]) -> int | None:
    """Return how many items there are to read, or None when that is not known without reading them.

    Counting never fails: what is wrong with a target is told when it is read.
    """
    total = 0
    for target in targets:
        try:
            count = _count(Path(target))
        except (OSError, EOFError, ValueError, zlib.error):
            return None
        if count is None:
            return None
        total += count
    return total


def _count(path: Path) -> int | None:
    if path.is_dir():
        counts = [_count(p) for p in path.rglob("*") if p.is_file() and not p.name.startswith(".")]
        return sum(c or 0 for c in counts)
    if path.suffix in (".txt", ".md", ".html", ".htm", ".eml") and path.is_file():
        return 1
    if not path.name.endswith((".jsonl", ".jsonl.gz")) or not path.is_file():
        return None
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as lines:
        return sum(1 for line in lines if line.strip())


def noted_fetch(url: str, *, store: SqliteStore, now: Callable[[], datetime], offline: bool) -> Fetched:
    """Return a page, and note whether it came: a brief must be able to tell "no news" from "no answer".

    Raises:
        FetchError: it did not come.
    """
    from rag.web import fetch

    # What is noted is told in briefs, which others read.
    named = _USER.sub("", url)
    try:
        got = fetch(url, offline=offline)
    except FetchError as error:
        store.briefs.note_run(named, now(), error.why)
        raise
    store.briefs.note_run(named, now(), None)
    return got
