"""The store to reports: the articles of a window, copies collapsed, each with its sentences, quotes and vector."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo

import numpy as np

from rag.brief.report import Copied, Report, collapse, sentences_of
from rag.brief.screen import is_boilerplate, recalls
from rag.brief.window import belongs
from rag.embed import chunk_text
from rag.ports import Embedder, Vectors
from rag.store import SqliteStore
from rag.types import Article, ArticleId, BriefWindow, Filter, Quote, SetAside, StoredArticle

PAGE = 500
MOST_ARTICLES = 5_000
_EVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a brief is made from. ``articles`` counts all of the window, ``copies`` those that are another's text."""

    reports: tuple[Report, ...]
    set_aside: tuple[SetAside, ...]
    undated: tuple[SetAside, ...]
    articles: int
    copies: int
    versions: tuple[tuple[ArticleId, str], ...]


def inputs(store: SqliteStore, embedder: Embedder, window: BriefWindow, as_of: datetime, zone: tzinfo) -> Inputs:
    """Return the reports of a window that may become stories, and what is set aside with the reason."""
    stored = tuple(s for s in _published_in(store, window, as_of) if _is_of(s.article, window, zone))
    groups = collapse(stored)
    known = [_aside(g.first.article, _as_copy(store, g)) for g in groups if g.known]
    fresh = [g for g in groups if not g.known]
    reports, aside = _screened(reports_of(store, embedder, fresh))
    undated = tuple(_aside(a, "undated: never guessed into a day") for a in store.undated(window.since, window.until))
    copies = len(stored) - len(groups) + len(known)
    versions = tuple(sorted((s.article.id, s.article.content_hash) for s in stored))
    return Inputs(reports, (*known, *aside), undated, len(stored), copies, versions)


def reports_of(store: SqliteStore, embedder: Embedder, groups: Sequence[Copied]) -> tuple[Report, ...]:
    """Return a report for each text, oldest first."""
    ids = [g.first.article.id for g in groups]
    vectors = _vectors(store, embedder, [g.first.article for g in groups])
    quotes = _quotes(store, ids)
    made = (
        Report(
            g.first.article, tuple(s.article for s in g.others), sentences_of(g.first.article), vector,
            tuple(quotes.get(g.first.article.id, ())),
        )
        for g, vector in zip(groups, vectors, strict=True)
    )  # fmt: skip
    return tuple(sorted(made, key=lambda r: r.key))


def _published_in(store: SqliteStore, window: BriefWindow, as_of: datetime) -> Iterable[StoredArticle]:
    where = Filter(as_of, window.since, window.until)
    for offset in range(0, MOST_ARTICLES, PAGE):
        page = store.articles(where, limit=PAGE, offset=offset)
        yield from page
        if len(page) < PAGE:
            return


def _is_of(article: Article, window: BriefWindow, zone: tzinfo) -> bool:
    return article.published is not None and belongs(article.published, window, zone)


def _vectors(store: SqliteStore, embedder: Embedder, articles: Sequence[Article]) -> Vectors:
    """Return what each article is about: its opening counts as much as all of it. The vectors are in the cache."""
    texts = store.chunk_texts([a.id for a in articles])
    chunks = [[chunk_text(a.title, t) for t in texts[a.id] or [a.text[:1000]]] for a in articles]
    flat = embedder.embed([t for each in chunks for t in each])
    out = np.zeros((len(articles), embedder.dimension), dtype=np.float32)
    at = 0
    for row, each in enumerate(chunks):
        own = flat[at : at + len(each)]
        at += len(each)
        mixed = own[0] + own.mean(axis=0)
        out[row] = mixed / max(float(np.linalg.norm(mixed)), 1e-9)
    return out


def _quotes(store: SqliteStore, ids: Sequence[ArticleId]) -> dict[ArticleId, list[Quote]]:
    found: dict[ArticleId, list[Quote]] = {}
    if ids:
        for quote in store.quotes(where=replace(Filter(_EVER), article_ids=tuple(ids)), limit=100_000):
            found.setdefault(quote.article_id, []).append(quote)
    return found


def _screened(reports: Sequence[Report]) -> tuple[tuple[Report, ...], tuple[SetAside, ...]]:
    kept, aside = [], []
    for report in reports:
        reason = "looks back at an old event" if recalls(report) else ""
        reason = "no news text" if is_boilerplate(report) else reason
        if reason:
            aside.append(_aside(report.article, reason))
        else:
            kept.append(report)
    return tuple(kept), tuple(aside)


def _as_copy(store: SqliteStore, group: Copied) -> str:
    original = store.article(group.first.copy_of) if group.first.copy_of else None
    published = original.article.published if original else None
    return f"a copy of an article of {published.day.isoformat()}" if published else "a copy of an earlier article"


def _aside(article: Article, reason: str) -> SetAside:
    return SetAside(article.id, article.title, article.source, reason)
