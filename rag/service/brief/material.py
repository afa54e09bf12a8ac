"""What a brief is made from, read from the store at once: a brief can be made again from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo

from rag.brief.window import belongs, counted_at
from rag.store import SqliteStore
from rag.types import (
    Article,
    ArticleId,
    BriefRequest,
    BriefWindow,
    Citation,
    Filter,
    Published,
    Revised,
    StoredArticle,
)

PAGE = 500
MOST_ARTICLES = 5_000
LOOK_BACK = timedelta(days=14)
CANDIDATES = 12
"""Earlier passages that are looked at for each text of the window."""
MOST_POOL = 400
QUERY_WORDS = 30
QUIET_DAYS = timedelta(days=7)
MOST_QUIET = 40


@dataclass(frozen=True, slots=True)
class WatchAnswer:
    """What answers a saved question: sentences with their citations."""

    text: str
    sentences: tuple[tuple[str, tuple[Citation, ...]], ...]


@dataclass(frozen=True, slots=True)
class Material:
    """All that decides what a brief says, but the settings.

    ``stored`` are the articles of the window, ``pool`` earlier ones that they may go on from; ``known`` are the
    stories that articles were told in; ``told`` what the reader knows already, when only the rest is wanted;
    ``phrased`` what a model had worded for a brief that is made again, by story. ``unread`` is how many articles of
    the window were too many to be read; ``undated_more`` how many there are beside those ``undated``.
    """

    request: BriefRequest
    window: BriefWindow
    stored: tuple[StoredArticle, ...]
    pool: tuple[StoredArticle, ...]
    undated: tuple[Article, ...] = ()
    revised: tuple[Revised, ...] = ()
    known: Mapping[ArticleId, str] = field(default_factory=dict)
    told: frozenset[ArticleId] = frozenset()
    running: tuple[tuple[str, str, date], ...] = ()
    failing: tuple[tuple[str, str], ...] = ()
    newest: Published | None = None
    last_taken: datetime | None = None
    watch: tuple[str, ...] = ()
    watch_seen: Mapping[str, Published] = field(default_factory=dict)
    answers: tuple[WatchAnswer, ...] = ()
    phrased: Mapping[str, tuple[str, ...]] | None = None
    unread: int = 0
    undated_more: int = 0


def gather(
    store: SqliteStore, request: BriefRequest, window: BriefWindow, now: datetime, zone: tzinfo, brief_id: str
) -> Material:
    """Return what the brief of a window is made from, by the store as it is now."""
    known_by = Filter(min(now, window.until), zone=zone)
    where = replace(known_by, since=window.since, until=window.until)
    stored = tuple(s for s in _latest(store, where) if _is_of(s.article, window, zone))
    unread = max(0, store.briefs.published(where) - MOST_ARTICLES)
    if unread:
        stored = (*stored, *_unread_originals(store, stored, window, zone))
    pool = _pool(store, _originals(stored), window, zone)
    known = store.briefs.stories_of([s.article.id for s in (*stored, *pool)], until=window.until, but=brief_id)
    newest, last_taken = store.briefs.newest(Filter(now, zone=zone))
    undated, undated_more = store.briefs.undated(window.since, window.until)
    ids = [s.article.id for s in stored]
    return Material(
        request=request,
        window=window,
        stored=stored,
        pool=pool,
        undated=undated,
        revised=_revised(store, window, known, zone),
        known=known,
        told=store.briefs.told(request.reader, ids, but=brief_id) if request.new_only else frozenset(),
        running=store.briefs.running(request.reader, window.day - QUIET_DAYS, window.day, limit=MOST_QUIET),
        failing=store.briefs.failing(window.since, window.until + timedelta(hours=12)),
        newest=newest,
        last_taken=last_taken,
        watch=tuple(dict.fromkeys((*store.briefs.watches(request.reader), *request.watch))),
        unread=unread,
        undated_more=undated_more,
    )


def _latest(store: SqliteStore, where: Filter) -> Iterator[StoredArticle]:
    """Return the articles of a time, the latest first, as many as one brief reads."""
    for offset in range(0, MOST_ARTICLES, PAGE):
        page = store.articles(where, limit=min(PAGE, MOST_ARTICLES - offset), offset=offset)
        yield from page
        if len(page) < PAGE:
            return


def _unread_originals(
    store: SqliteStore, stored: Sequence[StoredArticle], window: BriefWindow, zone: tzinfo
) -> tuple[StoredArticle, ...]:
    """Return the originals of copies that were read, of the same window but not among them: else it is an old text."""
    present = {s.article.id for s in stored}
    missing = sorted({s.copy_of for s in stored if s.copy_of is not None} - present)
    found = (store.article(i) for i in missing)
    return tuple(o for o in found if o is not None and _is_of(o.article, window, zone))


def _is_of(article: Article, window: BriefWindow, zone: tzinfo) -> bool:
    return article.published is not None and belongs(article.published, window, zone)


def _originals(stored: Sequence[StoredArticle]) -> list[StoredArticle]:
    groups: dict[ArticleId, StoredArticle] = {}
    for one in stored:
        groups.setdefault(one.copy_of or one.article.id, one)
    return list(groups.values())


def _pool(
    store: SqliteStore, originals: Sequence[StoredArticle], window: BriefWindow, zone: tzinfo
) -> tuple[StoredArticle, ...]:
    """Return the earlier articles that any of the window may go on from, by id; of copies the original."""
    found: dict[ArticleId, StoredArticle] = {}
    since = window.since
    where = Filter(since - timedelta(seconds=1), since - LOOK_BACK, since, zone=zone)
    for one in originals:
        hits = store.search_text(_query(one.article), CANDIDATES, where)
        for row in store.chunk_rows([h.chunk_id for h in hits]).values():
            if row.group in found or len(found) >= MOST_POOL:
                continue
            original = store.article(row.group)
            if original is not None and _before(original.article.published, window, zone):
                found[row.group] = replace(original, copies=())
    return tuple(found[i] for i in sorted(found))


def _query(article: Article) -> str:
    return " ".join([article.title, *article.text.split()[:QUERY_WORDS]])


def _revised(
    store: SqliteStore, window: BriefWindow, known: Mapping[ArticleId, str], zone: tzinfo
) -> tuple[Revised, ...]:
    """Return the articles that were changed in the window after they could have been told."""
    return tuple(
        r
        for r in store.briefs.revised(window.since, window.until)
        if r.article.article.id in known or _before(r.article.article.published, window, zone)
    )


def _before(published: Published | None, window: BriefWindow, zone: tzinfo) -> bool:
    return published is not None and counted_at(published, zone) < window.since
