"""One page at several addresses is one article: the id of the first stays with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rag.ingest.identity import id_of_address, spellings
from rag.ingest.titles import bare
from rag.neardup import THRESHOLD, signature, similarity
from rag.service.preparing import derived
from rag.store import SqliteStore
from rag.types import Article, ArticleId, Ingested, Prepared

_Item = Prepared | Ingested


def joined(batch: Sequence[_Item], store: SqliteStore) -> list[_Item]:
    """Return the batch with each article that is there under another spelling of its address as that article.

    Addresses alone do not say so: the titles are equal, or the texts nearly.
    """
    ways = {n: spellings(url) for n, item in enumerate(batch) if (url := _address(item)) is not None}
    ids = {made: None for urls in ways.values() for url in urls if (made := id_of_address(url))}
    known = store.texts_by_version(list(ids))
    first: dict[str, Article] = {}
    out: list[_Item] = []
    for n, item in enumerate(batch):
        if n in ways and isinstance(item, Prepared):
            if item.article.id not in known:
                others = (made for url in ways[n] if (made := id_of_address(url)) in known and made)
                item = _as_one_of(item, _candidates(first.get(ways[n][0]), others, store))
            first.setdefault(ways[n][0], item.article)
        out.append(item)
    return out


def _address(item: _Item) -> str | None:
    """Return the address that an item has its id by, or None."""
    url = item.article.url if isinstance(item, Prepared) else None
    return url if url and isinstance(item, Prepared) and item.article.id == id_of_address(url) else None


def _candidates(first: Article | None, others: Iterable[ArticleId], store: SqliteStore) -> Iterator[Article]:
    for article_id in others:
        stored = store.article(article_id)
        if stored is not None:
            yield stored.article
    if first is not None:
        yield first


def _as_one_of(item: Prepared, candidates: Iterable[Article]) -> Prepared:
    """Return the item as a state of the first article that it is one of, or as it is."""
    article = item.article
    for other in candidates:
        same = (
            bare(other.title) == bare(article.title) or similarity(item.signature, signature(other.text)) >= THRESHOLD
        )
        if same:
            # The host of a telephone's page is no other outlet, and its address no correction.
            return derived(
                item.ref, replace(article, id=other.id, url=other.url, source=other.source or article.source)
            )
    return item
