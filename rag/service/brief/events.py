"""Reports to events: clusters of the window, each joined to the earlier articles it goes on from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from rag.brief.cluster import groups, margin
from rag.brief.event import Event, Revision
from rag.brief.genre import checks_claims
from rag.brief.history import namesakes, story_id, thread
from rag.brief.likeness import likeness
from rag.brief.report import Report
from rag.cite.quotations import normal
from rag.ports import Vectors
from rag.types import ArticleId

SAME_TOPIC = 0.16


def events(reports: Sequence[Report], pool: Sequence[Report], known: Mapping[ArticleId, str]) -> tuple[Event, ...]:
    """Return the events of a window. ``known`` are the stories that articles were told in by earlier briefs."""
    everything = [*pool, *reports]
    alike = likeness(everything)
    today = range(len(pool), len(everything))
    own = _apart(np.array(alike[len(pool) :, len(pool) :]), reports)
    clusters = groups(own)
    topics = _topics(own, clusters)
    found = []
    for number, members in enumerate(clusters):
        # A look into what somebody claimed repeats what may never have happened: the story is told from the others.
        telling = [m for m in members if not checks_claims(reports[m])] or members
        marginal = margin(telling, own)
        # The second of two that are hardly alike leads nowhere back: it may be of another matter.
        leading = [m for m in members if len(members) > 2 or m not in marginal]
        before = thread([today[m] for m in leading], range(len(pool)), everything, alike)
        earlier = tuple(everything[i] for i in before)
        event = _event([reports[m] for m in members], earlier, f"topic-{topics[number] + 1}", known)
        aside = {*marginal, *(m for m in members if m not in telling)}
        found.append(replace(event, margin=frozenset(reports[m].article.id for m in aside)))
    return tuple(_without_furniture(_distinct(found), everything))


def _without_furniture(found: Sequence[Event], everything: Sequence[Report]) -> list[Event]:
    """Return the events without the sentences that their outlets print in articles on other things too, word for word."""
    printed: dict[tuple[str, str], set[ArticleId]] = {}
    for report in everything:
        for sentence in report.sentences:
            printed.setdefault((sentence.source or "", normal(sentence.text)), set()).add(report.article.id)
    out = []
    for event in found:
        own = {r.article.id for r in (*event.reports, *event.earlier)}

        def bare(report: Report, own: set[ArticleId] = own) -> Report:
            told = (s for s in report.sentences if not s.source or printed[s.source, normal(s.text)] <= own)
            return replace(report, sentences=tuple(told))

        out.append(replace(event, reports=tuple(map(bare, event.reports)), earlier=tuple(map(bare, event.earlier))))
    return out


def with_revisions(
    found: Sequence[Event], revisions: Sequence[Revision], known: Mapping[ArticleId, str]
) -> tuple[Event, ...]:
    """Return the events with articles that were changed in the window: at their event, or as one of their own."""
    out = list(found)
    for revision in revisions:
        changed = revision.report.article.id
        at = next((i for i, e in enumerate(out) if changed in e.articles), None)
        if at is not None:
            out[at] = replace(out[at], revisions=(*out[at].revisions, revision))
        else:
            topic = f"revised-{changed}"
            out.append(replace(_event([revision.report], (), topic, known), revisions=(revision,)))
    return tuple(_distinct(out))


def untold(found: Sequence[Event], told: frozenset[ArticleId]) -> tuple[Event, ...]:
    """Return what a reader does not know yet: reports that were told stand behind a story, not in it.

    A text is told when any of its copies was, also where an older copy has come since and stands before it.
    """
    out = []
    for event in found:
        fresh = tuple(r for r in event.reports if told.isdisjoint(_printed(r)))
        if event.revisions:
            out.append(event)
        elif fresh:
            old = tuple(r for r in event.reports if not told.isdisjoint(_printed(r)))
            out.append(replace(event, reports=fresh, earlier=(*event.earlier, *old)))
    return tuple(out)


def _printed(report: Report) -> tuple[ArticleId, ...]:
    """Return the articles that print a report's text."""
    return tuple(a.id for a in (report.article, *report.copies))


def _event(reports: Sequence[Report], earlier: tuple[Report, ...], topic: str, known: Mapping[ArticleId, str]) -> Event:
    ids = [i for r in (*earlier, *reports) for i in _printed(r)]
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
    member = np.zeros((len(clusters), len(alike)), dtype=np.float32)
    for number, members in enumerate(clusters):
        member[number, list(members)] = 1.0 / len(members)
    mean = np.asarray(member @ alike @ member.T, dtype=np.float32)
    np.fill_diagonal(mean, 1.0)
    topic = [0] * len(clusters)
    for number, together in enumerate(groups(mean, SAME_TOPIC)):
        for one in together:
            topic[one] = number
    return topic
