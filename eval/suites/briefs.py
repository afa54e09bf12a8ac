"""Briefs on public clusters: is one event one story, is the off-topic left out, how near is the text to a human's.

Twenty clusters of documents are shuffled together as the news of one day, so that what is measured is what
``dateline brief`` does with a day. No document is in two days. Days are in two halves: thresholds, ours and those
of the plain way, were chosen on ``tuned``; ``held out`` is what they are judged by.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np

from eval.cases.lines import all_different, fields_of
from eval.metrics.grouping import Grouped, grouped, labelled
from eval.metrics.intervals import Metric, mean, paired_difference, wilson
from eval.metrics.rouge import MEASURES, rouge
from eval.runs.identity import peak_mb
from rag.brief.cluster import groups, margin
from rag.brief.event import Event
from rag.brief.likeness import likeness
from rag.brief.pick import REPEATS, overlap
from rag.brief.plan import plan
from rag.brief.report import Report, collapse
from rag.embed import CachedEmbedder
from rag.errors import UsageError
from rag.ports import Vectors
from rag.service import Newsdesk
from rag.service.brief.events import events
from rag.service.brief.reports import Reports
from rag.text.sentences import split
from rag.text.words import content_words
from rag.types import ArticleId, Brief, BriefRequest, Filter, StoredArticle

FILE = "clusters.jsonl.gz"
CLUSTERS_A_DAY = 20
FIRST_DAY = date(2001, 1, 1)
APART = timedelta(days=30)
"""Days lie so far apart that no story goes on from one to the next."""
THRESHOLDS = tuple(round(float(t), 2) for t in np.arange(0.20, 0.71, 0.02))
HALVES = ("tuned", "held out")
LEAD = 3

LARGE = 300
"""Articles of the day that the speed is measured on."""

Samples = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Documents on one event with a human summary of it; those that were judged off-topic are not ``relevant``."""

    id: str
    texts: Mapping[str, str]
    relevant: frozenset[str]
    reference: str
    day: date
    half: str


def read(data: Path) -> tuple[Cluster, ...]:
    """Return the clusters, day by day.

    Raises:
        UsageError: the folder does not hold them, or a line of the file cannot be used; it names the line.
    """
    path = data / FILE
    if not path.is_file():
        raise UsageError("no data for briefs", why=f"{path} is not there", fix="Give --data FOLDER.")
    rows = sorted(all_different(path, fields_of(path, _row), lambda r: r["id"]), key=lambda r: str(r["id"]))
    random.Random(7).shuffle(rows)
    days = -(-len(rows) // CLUSTERS_A_DAY)
    return tuple(_cluster(row, n // CLUSTERS_A_DAY, days) for n, row in enumerate(rows))


def _row(row: Mapping[str, Any]) -> Mapping[str, Any]:
    documents = [
        {"id": str(d["id"]), "text": str(d["text"]), "relevant": bool(d["relevant"])} for d in row["documents"]
    ]
    return {"id": str(row["id"]), "documents": documents, "reference": str(row["reference"])}


def _cluster(row: Mapping[str, Any], day: int, days: int) -> Cluster:
    texts = {f"{row['id']}-{d['id']}": str(d["text"]) for d in row["documents"]}
    relevant = frozenset(f"{row['id']}-{d['id']}" for d in row["documents"] if d["relevant"])
    half = HALVES[day >= max(1, days // 2)]
    return Cluster(str(row["id"]), texts, relevant, str(row["reference"]), FIRST_DAY + day * APART, half)


def articles_of(clusters: Sequence[Cluster]) -> list[Mapping[str, str]]:
    """Return the documents as articles to be read in; what each is called is all that tells its cluster."""
    return [
        {"id": i, "url": f"https://{n}.invalid/{i}", "text": text, "published": f"{c.day}T12:00:00Z"}
        for n, c in enumerate(clusters)
        for i, text in c.texts.items()
    ]


@dataclass(frozen=True, slots=True)
class Day:
    """A day of twenty clusters as the library holds it."""

    day: date
    half: str
    clusters: tuple[Cluster, ...]
    stored: tuple[StoredArticle, ...]

    @property
    def cluster_of(self) -> Mapping[str, str]:
        """The cluster of each article."""
        return {i: c.id for c in self.clusters for i in c.texts}

    @property
    def relevant(self) -> frozenset[str]:
        """The articles that are on the event of their cluster."""
        return frozenset[str]().union(*(c.relevant for c in self.clusters))

    @property
    def on_topic(self) -> tuple[StoredArticle, ...]:
        """The stored articles that are relevant."""
        return tuple(s for s in self.stored if s.article.id in self.relevant)


def days_of(clusters: Sequence[Cluster], desk: Newsdesk) -> Iterator[Day]:
    """Yield the days, each with its articles."""
    for day in sorted({c.day for c in clusters}):
        own = tuple(c for c in clusters if c.day == day)
        start = datetime.combine(day, time(), UTC)
        where = Filter(datetime.max.replace(tzinfo=UTC), start, start + timedelta(days=1))
        yield Day(day, own[0].half, own, desk.store.articles(where, limit=1000))


def parts(desk: Newsdesk, clusters: Sequence[Cluster]) -> Mapping[str, Callable[[], tuple[Samples, dict[str, Metric]]]]:
    """Return the parts of the suite by what they are called: each gives samples and measures of its own."""
    embedder = CachedEmbedder(desk.embedder, desk.store)
    reports = Reports(desk.store, embedder)
    days = list(days_of(clusters, desk))
    return {
        f"grouping {len(days)} days": lambda: _grouping(days, reports, embedder),
        "briefs of the days": lambda: _briefs(days, desk),
        f"stories of {len(clusters)} clusters": lambda: _stories(days, reports),
    }


def _grouping(days: Sequence[Day], reports: Reports, embedder: CachedEmbedder) -> tuple[Samples, dict[str, Metric]]:
    ours = [_ours(d, reports) for d in days]
    whole = [_vectors(d, embedder) for d in days]
    tuned = [i for i, d in enumerate(days) if d.half == HALVES[0]]
    best = max(THRESHOLDS, key=lambda t: float(np.mean([_plain(days[i], whole[i], t).f1 for i in tuned])))
    plain = [_plain(d, v, best) for d, v in zip(days, whole, strict=True)]
    found: dict[str, Metric] = {"plain: threshold": Metric(best, len(tuned))}
    for half in HALVES:
        some = [i for i, d in enumerate(days) if d.half == half]
        for name in ("f1", "rand", "precision", "recall"):
            a, b = ([float(getattr(x[i], name)) for i in some] for x in (ours, plain))
            label = "adjusted_rand" if name == "rand" else f"b_cubed_{name}"
            found[f"{half}: {label}"] = mean(a)
            found[f"{half}: plain {label}"] = mean(b)
            found[f"{half}: {label} over plain"] = paired_difference(a, b)
    samples = [
        _sample(f"day {d.day}", "grouping", d.half, {"b_cubed_f1": o.f1, "adjusted_rand": o.rand, "plain_b_cubed_f1": p.f1,
                "plain_adjusted_rand": p.rand})
        for d, o, p in zip(days, ours, plain, strict=True)
    ]  # fmt: skip
    return samples, found


def _ours(day: Day, reports: Reports) -> Grouped:
    """Return how our stories of a day's relevant documents compare with the clusters."""
    made = events(reports.of(collapse(day.on_topic)), (), {})
    truth: dict[str, str] = {s.article.id: day.cluster_of[s.article.id] for s in day.on_topic}
    return grouped(labelled([e.articles for e in made], list(truth)), truth)


def _vectors(day: Day, embedder: CachedEmbedder) -> Vectors:
    return embedder.embed([s.article.text for s in day.on_topic])


def _plain(day: Day, vectors: Vectors, threshold: float) -> Grouped:
    """Return what average linkage on the cosine of whole documents does: a document, a vector, no words."""
    ids = [s.article.id for s in day.on_topic]
    found = groups(np.asarray(vectors @ vectors.T, dtype=np.float32), threshold)
    return grouped(labelled([[ids[m] for m in g] for g in found], ids), {i: day.cluster_of[i] for i in ids})


def _briefs(days: Sequence[Day], desk: Newsdesk) -> tuple[Samples, dict[str, Metric]]:
    """Return what the briefs of the days drew on, with the off-topic documents among the others."""
    samples: Samples = []
    totals: dict[str, Counter[str]] = {half: Counter() for half in HALVES}
    peaks = []
    for day in days:
        brief = desk.brief(BriefRequest(day=day.day, fresh=True))
        peaks.append(peak_mb())
        counts = _counts(day, brief)
        totals[day.half].update(counts)
        shares = {
            "off_topic_sentences": counts["off"] / max(1, counts["sentences"]),
            "off_topic_documents_used": counts["used"] / max(1, counts["documents"]),
        }
        samples.append(_sample(f"brief {day.day}", "brief", day.half, shares))
    later = peaks[len(peaks) // 2 :]
    found = {"memory_mb_more_a_day_kept": Metric((later[-1] - later[0]) / max(1, len(later) - 1), len(later))}
    for half, n in totals.items():
        found[f"{half}: off_topic_sentences"] = wilson(n["off"], n["sentences"])
        found[f"{half}: off_topic_documents_used"] = wilson(n["used"], n["documents"])
        found[f"{half}: repeated_sentences"] = wilson(n["repeats"], n["sentences"])
        found[f"{half}: stories_of_an_event_told_already"] = wilson(n["split"], n["stories"])
        found[f"{half}: sentences_from_outside_the_day"] = wilson(n["late"], n["sentences"])
    return samples, found


def _counts(day: Day, brief: Brief) -> dict[str, int]:
    cited = {c.n: c for c in brief.citations}
    told = [s for story in brief.stories for s in story.sentences]
    sources = [cited[n].article_id for s in told for n in s.citations[:1]]
    off = frozenset(day.cluster_of) - day.relevant
    words = [frozenset(content_words(s.text)) for s in told]
    tops = [_most([day.cluster_of[a] for a in s.articles]) for s in brief.stories]
    return {
        "sentences": len(told),
        "off": sum(a in off for a in sources),
        "documents": len(off),
        "used": len(off & set(sources)),
        "repeats": sum(any(overlap(w, o) >= REPEATS for o in words[:i]) for i, w in enumerate(words)),
        "split": sum(t in tops[:i] for i, t in enumerate(tops)),
        "stories": len(tops),
        "late": sum(a not in day.cluster_of for a in sources),
    }


def _most(names: Sequence[str]) -> str:
    return max(sorted(set(names)), key=names.count)


def _stories(days: Sequence[Day], reports: Reports) -> tuple[Samples, dict[str, Metric]]:
    """Return how near the story of each cluster's relevant documents comes to the human summary."""
    samples: Samples = []
    for day in days:
        everything = reports.of(collapse(day.on_topic))
        alike = likeness(everything)
        for cluster in day.clusters:
            places = [n for n, r in enumerate(everything) if r.article.id in cluster.relevant]
            if places:
                aside = frozenset(everything[m].article.id for m in margin(places, alike))
                samples.append(_story(cluster, [everything[n] for n in places], aside))
    found: dict[str, Metric] = {}
    for half in HALVES:
        some = [s["scores"] for s in samples if s["labels"]["half"] == half]
        for name in (*MEASURES, "words"):
            a, b = ([float(s[f"{p}{name}"]) for s in some] for p in ("", "lead_"))
            found[f"{half}: {name}"] = mean(a)
            found[f"{half}: lead-{LEAD} {name}"] = mean(b)
            if name in MEASURES:
                found[f"{half}: {name} over lead-{LEAD}"] = paired_difference(a, b)
    return samples, found


def event_of(cluster: Cluster, own: Sequence[Report]) -> Event:
    """Return the reports of a cluster as one event."""
    aside = margin(range(len(own)), likeness(own))
    return Event(cluster.id, tuple(own), (), "", margin=frozenset(own[m].article.id for m in aside))


def _story(cluster: Cluster, own: Sequence[Report], aside: frozenset[ArticleId]) -> dict[str, Any]:
    event = Event(cluster.id, tuple(own), (), "", margin=aside)
    text = " ".join(s.text for s in plan(event).sentences)
    first = lead_of(own)
    scores: dict[str, float] = {**rouge(text, [cluster.reference]), "words": len(text.split())}
    scores |= {f"lead_{k}": v for k, v in rouge(first, [cluster.reference]).items()} | {
        "lead_words": len(first.split())
    }
    return _sample(cluster.id, "story", cluster.half, scores)


def large_day(clusters: Sequence[Cluster]) -> list[Mapping[str, str]]:
    """Return the articles of a day with as many as a brief must manage."""
    return articles_of([replace(c, day=FIRST_DAY) for c in clusters])[:LARGE]


def speed(desk: Newsdesk, worded: str = "") -> dict[str, Metric]:
    """Return how long a brief of a large day takes by the clock and of the processor, its articles being indexed.

    ``worded`` says in the names of the measures that a model words it; what it worded before is forgotten.
    """
    desk.embedder.embed(["warm"])
    desk.store.briefs.forget_phrasings(datetime.max.replace(tzinfo=UTC))
    started, worked = perf_counter(), process_time()
    brief = desk.brief(BriefRequest(day=FIRST_DAY, fresh=True))
    count = brief.counts.articles
    found = {
        f"seconds_of_a_brief_of_{LARGE}{worded}": Metric(perf_counter() - started, count),
        f"processor_seconds_of_a_brief_of_{LARGE}{worded}": Metric(process_time() - worked, count),
    }
    return found | ({f"stories_of_it{worded}": Metric(brief.counts.worded, len(brief.stories))} if worded else {})


def lead_of(own: Sequence[Report]) -> str:
    """Return the first sentences of the longest document."""
    return lead(max((r.article.text for r in own), key=lambda t: (len(t), t)))


def lead(text: str) -> str:
    """Return the first sentences of a text, what a summary has to beat."""
    return " ".join(span.of(text) for span in split(text)[:LEAD])


def _sample(name: str, kind: str, half: str, scores: Mapping[str, float]) -> dict[str, Any]:
    return {"id": name, "kind": kind, "labels": {"half": half}, "question": name, "scores": dict(scores)}
