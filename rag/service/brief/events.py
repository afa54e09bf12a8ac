"""Reports to events: clusters of the window, each joined to the earlier articles it goes on from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np

from rag.brief.cluster import groups
from rag.brief.event import Event
from rag.brief.history import namesakes, story_id, thread
from rag.brief.likeness import likeness
from rag.brief.report import Report, collapse
from rag.brief.screen import is_boilerplate, recalls
from rag.ports import Embedder, Vectors
from rag.service.brief.inputs import reports_of
from rag.store import SqliteStore
from rag.types import Article, ArticleId, BriefWindow, Filter, StoredArticle

LOOK_BACK = timedelta(days=14)
CANDIDATES = 12
"""Earlier passages that are looked at for each report."""
MOST_POOL = 400
SAME_TOPIC = 0.16
QUERY_WORDS = 30


def events(
    reports: Sequence[Report],
    store: SqliteStore,
    embedder: Embedder,
    window: BriefWindow,
    known: Mapping[ArticleId, str],
) -> tuple[Event, ...]:
    """Return the events of a window. ``known`` are the stories that articles were told in by earlier briefs."""
    pool = _pool(reports, store, embedder, window.since)
    everything = [*pool, *reports]
    alike = likeness(everything)
    today = range(len(pool), len(everything))
    own = _apart(np.array(alike[len(pool) :, len(pool) :]), reports)
    clusters = groups(own)
    topics = _topics(own, clusters)
    found = []
    for number, members in enumerate(clusters):
        places = [today[m] for m in members]
        before = thread(places, range(len(pool)), everything, alike)
        earlier = tuple(everything[i] for i in before)
        found.append(_event([reports[m] for m in members], earlier, f"topic-{topics[number] + 1}", known))
    return tuple(_distinct(found))


def _event(reports: Sequence[Report], earlier: tuple[Report, ...], topic: str, known: Mapping[ArticleId, str]) -> Event:
    ids = [r.article.id for r in (*earlier, *reports)]
    return Event(story_id(ids, known, ids[0]), tuple(reports), earlier, topic)


def _distinct(found: Sequence[Event]) -> list[Event]:
    """Return the events with no id twice: two of one thread on one day are two steps of it."""
    seen: dict[str, int] = {}
    out = []
    for event in found:
        seen[event.id] = seen.get(event.id, 0) + 1
        out.append(event if seen[event.id] == 1 else replace(event, id=f"{event.id}-{seen[event.id]}"))
    return out


def _apart(alike: Vectors, reports: Sequence[Report]) -> Vectors:
    """Return the likeness with namesakes kept apart: two firms of nearly one name are two events."""
    for i, a in enumerate(reports):
        for j in range(i):
            if namesakes(a, reports[j]):
                alike[i, j] = alike[j, i] = 0.0
    return alike


def _topics(alike: Vectors, clusters: Sequence[Sequence[int]]) -> list[int]:
    """Return the number of each event's topic: events whose reports are somewhat alike share one."""
    mean = np.zeros((len(clusters), len(clusters)), dtype=np.float32)
    for i, a in enumerate(clusters):
        for j, b in enumerate(clusters):
            mean[i, j] = 1.0 if i == j else float(alike[np.ix_(list(a), list(b))].mean())
    topic = [0] * len(clusters)
    for number, members in enumerate(groups(mean, SAME_TOPIC)):
        for member in members:
            topic[member] = number
    return topic


def _pool(reports: Sequence[Report], store: SqliteStore, embedder: Embedder, since: datetime) -> list[Report]:
    """Return the earlier reports that any report of today may go on from, oldest first."""
    found: dict[ArticleId, StoredArticle] = {}
    where = Filter(since, since - LOOK_BACK, since)
    for report in reports:
        hits = store.search_text(_query(report.article), CANDIDATES, where)
        for row in store.chunk_rows([h.chunk_id for h in hits]).values():
            if row.group not in found and len(found) < MOST_POOL:
                stored = store.article(row.group) or store.article(row.chunk.article_id)
                if stored is not None:
                    found[row.group] = stored
    before = [s for s in found.values() if s.article.published and s.article.published.at < since]
    return [r for r in reports_of(store, embedder, collapse(before)) if not recalls(r) and not is_boilerplate(r)]


def _query(article: Article) -> str:
    return " ".join([article.title, *article.text.split()[:QUERY_WORDS]])
