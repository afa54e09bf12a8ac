"""Stored articles to reports: sentences, quotes and vector of each text; what is no news is set aside."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from rag.brief.genre import argues, checks_claims, rounds_up
from rag.brief.report import Copied, Report, sentences_of
from rag.brief.screen import is_boilerplate, recalls
from rag.chunk import split
from rag.embed import chunk_text
from rag.ports import Embedder, Vectors
from rag.quotes import extract
from rag.store import SqliteStore
from rag.types import Article, ArticleId, Filter, Quote, SetAside

_EVER = datetime.max.replace(tzinfo=UTC)
FIRST_CHARS = 1_000


_NO_NEWS: tuple[tuple[Callable[[Report], bool], str], ...] = (
    (is_boilerplate, "no news text"),
    (recalls, "looks back at an old event"),
    (argues, "an opinion"),
    (rounds_up, "a digest of other stories"),
)


class Reports:
    """Makes reports. What the store has derived from the present text of an article is used as it is.

    ``present`` are the content hashes of the articles as the store has them now; another text of an article (an
    earlier version, for a brief that is made again) is worked through here.
    """

    def __init__(self, store: SqliteStore, embedder: Embedder, replaced: frozenset[ArticleId] = frozenset()) -> None:
        self._store = store
        self._embedder = embedder
        self._replaced = replaced

    def of(self, groups: Sequence[Copied]) -> tuple[Report, ...]:
        """Return a report for each text, oldest first."""
        articles = [g.first.article for g in groups]
        quotes = self._quotes(articles)
        made = (
            Report(a, tuple(s.article for s in g.others), sentences_of(a), vector, quotes.get(a.id, ()))
            for g, a, vector in zip(groups, articles, self._vectors(articles), strict=True)
        )
        return tuple(sorted(made, key=lambda r: r.key))

    def _vectors(self, articles: Sequence[Article]) -> Vectors:
        """Return what each article is about: its opening counts as much as all of it."""
        texts = self._chunks(articles)
        chunks = [[chunk_text(a.title, t) for t in texts.get(a.id) or [a.text[:FIRST_CHARS]]] for a in articles]
        flat = self._embedder.embed([t for each in chunks for t in each])
        out = np.zeros((len(articles), self._embedder.dimension), dtype=np.float32)
        at = 0
        for row, each in enumerate(chunks):
            own = flat[at : at + len(each)]
            at += len(each)
            mixed = own[0] + own.mean(axis=0)
            out[row] = mixed / max(float(np.linalg.norm(mixed)), 1e-9)
        return out

    def _chunks(self, articles: Sequence[Article]) -> Mapping[ArticleId, Sequence[str]]:
        present = self._store.briefs.chunk_texts([a.id for a in articles if a.id not in self._replaced])
        return {**present, **{a.id: [c.text for c in split(a)] for a in articles if a.id in self._replaced}}

    def _quotes(self, articles: Sequence[Article]) -> Mapping[ArticleId, tuple[Quote, ...]]:
        found: dict[ArticleId, tuple[Quote, ...]] = {}
        present = tuple(a.id for a in articles if a.id not in self._replaced)
        if present:
            for quote in self._store.quotes(where=replace(Filter(_EVER), article_ids=present), limit=100_000):
                found[quote.article_id] = (*found.get(quote.article_id, ()), quote)
        for article in articles:
            if article.id in self._replaced:
                found[article.id] = tuple(extract(article.id, article.text, title=article.title))
        return found


def screened(reports: Sequence[Report]) -> tuple[tuple[Report, ...], tuple[SetAside, ...]]:
    """Return the reports that may become stories, and the others with the reason."""
    kept, out = [], []
    for report in reports:
        reason = next((why for is_so, why in _NO_NEWS if is_so(report)), "")
        if reason:
            out.append(aside(report.article, reason))
        else:
            kept.append(report)
    return tuple(kept), tuple(out)


def leading_up(reports: Sequence[Report]) -> tuple[Report, ...]:
    """Return the earlier reports that a story may go on from: news, and no look into what somebody claimed."""
    return tuple(r for r in screened(reports)[0] if not checks_claims(r))


def aside(article: Article, reason: str) -> SetAside:
    """Return an article that makes no story."""
    return SetAside(article.id, article.title, article.source, reason)
