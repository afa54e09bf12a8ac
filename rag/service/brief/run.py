"""One brief from beginning to end: window, inputs, events, order, stories, the document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from rag.brief.event import Event
from rag.brief.plan import kind_of, novelty, plan
from rag.brief.rank import Ranked, Weights, order, rank
from rag.brief.watch import Watch, touches, watch_of
from rag.brief.window import between, day_window, last_hours
from rag.errors import NothingToWorkOn, UsageError
from rag.ports import Embedder
from rag.service.brief.events import events
from rag.service.brief.inputs import Inputs, inputs
from rag.service.brief.writing import Writer
from rag.store import SqliteStore
from rag.types import Brief, BriefCounts, BriefRequest, BriefStatus, BriefWindow, Sentence, Story

MOST_STORIES = 12
SUMMARY_LINES = 5
WORDS_A_MINUTE = 220

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class BriefParts:
    """What a brief is built from. ``now`` is the moment of making; articles published later do not exist yet."""

    store: SqliteStore
    embedder: Embedder
    zone: tzinfo
    now: datetime
    weights: Weights
    begins: int = 0


def make_brief(parts: BriefParts, request: BriefRequest, progress: Progress) -> Brief:
    """Return the brief that is asked for.

    Raises:
        NothingToWorkOn: there are no articles at all.
        UsageError: the window ends before it begins.
    """
    if not parts.store.counts().articles:
        raise NothingToWorkOn("no brief", why="there are no articles", fix="Put some in: dateline ingest --sample")
    window = window_of(request, parts)
    found = inputs(parts.store, parts.embedder, window, min(parts.now, window.until), parts.zone)
    progress("articles", found.articles, found.articles)
    happened = events(found.reports, parts.store, parts.embedder, window, {})
    placed = _placed(happened, [watch_of(w) for w in request.watch], window, parts.weights)
    most = request.max_stories or MOST_STORIES
    writer = Writer()
    stories = tuple(_written(placed[:most], writer, progress))
    status, why = _status(parts, window, found, stories)
    return Brief(
        id=f"brief-{window.day.isoformat()}",
        window=window,
        status=status,
        why=why,
        stories=stories,
        summary=tuple(s.sentences[0] for s in stories if s.sentences)[:SUMMARY_LINES],
        citations=writer.citations,
        counts=BriefCounts(
            articles=found.articles,
            duplicates=found.copies,
            stories=len(stories),
            withheld=writer.withheld,
            set_aside=len(found.set_aside),
            undated=len(found.undated),
            left_out=max(0, len(placed) - most),
        ),
        minutes=reading_minutes(stories),
        set_aside=(*found.set_aside, *found.undated),
        reader=request.reader,
        trace={"llm": "none", "embeddings": parts.embedder.name},
    )


def window_of(request: BriefRequest, parts: BriefParts) -> BriefWindow:
    """Return the time that a request asks for.

    Raises:
        UsageError: it ends before it begins.
    """
    if request.since is None and request.until is None:
        if request.day is None:
            return last_hours(parts.now, parts.zone)
        return day_window(request.day, parts.zone, parts.begins)
    until = request.until or parts.now
    since = request.since or last_hours(until, parts.zone).since
    if since >= until:
        raise UsageError("no brief", why="the window ends before it begins", fix="Give --since before --until.")
    return between(since, until, parts.zone)


def _placed(
    happened: Sequence[Event], watches: Sequence[Watch], window: BriefWindow, weights: Weights
) -> Sequence[Ranked]:
    ranked = []
    for event in happened:
        watched = tuple(w.text for w in watches if touches(w, event))
        ranked.append(rank(event, kind_of(event), novelty(event), watched, window, weights))
    return order(ranked, weights)


def _written(placed: Sequence[Ranked], writer: Writer, progress: Progress) -> list[Story]:
    stories = []
    for number, ranked in enumerate(placed, start=1):
        story = writer.story(ranked, plan(ranked.event))
        if story.sentences:
            stories.append(story)
        progress("stories", number, len(placed))
    return stories


def _status(
    parts: BriefParts, window: BriefWindow, found: Inputs, stories: Sequence[Story]
) -> tuple[BriefStatus, str | None]:
    """Return whether there is news, nothing new, or no knowing; the last two in words."""
    if stories:
        return BriefStatus.OK, None
    if found.articles:
        return BriefStatus.NOTHING_NEW, f"{found.articles} article(s) came in, and none holds news"
    published, fetched = parts.store.newest(parts.now)
    newest = f"the newest article is of {published.iso()}" if published else "no article has a date"
    if published is not None and published.at >= window.since:
        return BriefStatus.NOTHING_NEW, f"nothing was published in this window; {newest}"
    taken = f", the last was taken in on {fetched:%Y-%m-%d}" if fetched else ""
    return BriefStatus.DEGRADED, f"no article reaches this window: {newest}{taken}. The sources may have failed"


def reading_minutes(stories: Sequence[Story]) -> int:
    """Return how many minutes the stories take to read, at least one."""
    words = sum(len(s.text.split()) for story in stories for s in _read(story))
    return max(1, round(words / WORDS_A_MINUTE))


def _read(story: Story) -> Sequence[Sentence]:
    return (
        *story.sentences,
        *story.unknown,
        *(s.sentence for s in story.timeline),
        *(c.new for c in story.what_changed),
    )
