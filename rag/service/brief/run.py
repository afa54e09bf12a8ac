"""``Newsdesk.brief``: one brief at a time, from the archive when the same one was made before."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from hashlib import sha256
from pathlib import Path

from filelock import FileLock, Timeout

from rag.brief.rank import Weights
from rag.brief.watch import mentions, watch_of, words_for
from rag.brief.window import between, day_window, last_hours
from rag.config import Settings
from rag.errors import LockHeld, NothingToWorkOn, StoreError, UsageError
from rag.ports import Embedder, Progress, silent
from rag.service.brief.archive import archived, fingerprint, material_of, opened, tells_the_same, told_in
from rag.service.brief.compose import Making, compose
from rag.service.brief.material import Material, WatchAnswer, gather
from rag.service.brief.reports import Reports
from rag.service.brief.wording import ModelPhraser, Wording
from rag.service.brief.writing import Phraser
from rag.service.clock import WallDeadline
from rag.store import SqliteStore
from rag.text.words import content_words
from rag.types import Answer, Brief, BriefRequest, BriefWindow, Filter, Published, Question, Status

LOCK = "brief.lock"
LONGEST_WAIT_S = 900.0
WATCH_HITS, WATCH_PAGE = 2_000, 50
"""How many passages that have the words of a watch are looked at, the latest first, for one that has them side by side."""


@dataclass(frozen=True, slots=True)
class BriefParts:
    """What a brief is built from. ``now`` is the moment of making; articles published later do not exist yet."""

    store: SqliteStore
    embedder: Embedder
    zone: tzinfo
    now: datetime
    settings: Settings
    ask: Callable[[Question], Answer]
    phraser: Phraser | None = None

    @property
    def weights(self) -> Weights:
        """The weights of the order, as the settings have them."""
        s = self.settings
        return Weights(
            s.brief_independent, s.brief_outlets, s.brief_recency, s.brief_novelty, s.brief_severity, s.brief_watch,
            s.brief_topic_cap, s.brief_running,
        )  # fmt: skip


def make_brief(parts: BriefParts, request: BriefRequest, progress: Progress) -> Brief:
    """Return the brief that is asked for, and put it in the archive and the ledger.

    Made twice from the same articles, or at once by two, it is the same brief; when articles came or changed
    since, or its day is counted otherwise, and it tells something else, it is its next revision.

    Raises:
        LockHeld: another process has been making briefs for a quarter of an hour.
        NothingToWorkOn: there are no articles at all.
        UsageError: the window ends before it begins, or a day was given too.
    """
    if not parts.store.counts().articles:
        raise NothingToWorkOn("no brief", why="there are no articles", fix="Put some in: dateline ingest --sample")
    request = replace(request, watch=_watched(request.watch))
    window = window_of(request, parts)
    brief_id = id_of(request, window)
    most = request.max_stories or parts.settings.brief_stories
    with _alone(parts.settings.home):
        material = gather(parts.store, request, window, parts.now, parts.zone, brief_id)
        mark = fingerprint(material, parts.weights, most, _worded_by(parts.phraser), parts.embedder.name)
        kept = parts.store.briefs.archived(brief_id)
        if kept is not None and kept.fingerprint == mark and not request.fresh:
            return opened(kept, parts.store)
        material = _with_watches(material, parts)
        brief = compose(brief_id, material, _making(parts, most), progress)
        moving = not _is_of_a_time(request)
        same = kept is not None and not request.fresh and tells_the_same(brief, kept, moving=moving)
        brief = replace(brief, revision=(kept.revision if same else kept.revision + 1) if kept else 1)
        told, headlines = told_in(brief)
        made_at = kept.made_at if kept and same else parts.now
        made = archived(brief, material, made_at, mark, parts.weights, most)
        parts.store.briefs.keep(made, told, headlines)
        parts.store.briefs.forget_phrasings(parts.now - timedelta(days=7))
    return brief


def _watched(texts: Sequence[str]) -> tuple[str, ...]:
    """Return what is to be watched, each once and in plain spaces.

    Raises:
        UsageError: one of them is empty.
    """
    plain = [" ".join(text.split()) for text in texts]
    if not all(plain):
        raise UsageError("nothing to watch", why="it is empty", fix='Give words, for example --watch "Cuba".')
    return tuple(dict.fromkeys(plain))


def reproduce(parts: BriefParts, brief_id: str, revision: int | None = None) -> Brief:
    """Return an archived brief, made again from what it was made from, whatever the library holds now.

    Raises:
        NothingToWorkOn: there is no such brief, or one of its articles was removed.
    """
    kept = parts.store.briefs.archived(brief_id, revision)
    if kept is None:
        raise unknown_brief(brief_id)
    material, weights, most, replaced = material_of(kept, parts.store)
    made = json.loads(kept.body)["trace"]
    reports = Reports(parts.store, parts.embedder, replaced)
    making = Making(reports, weights, most, parts.embedder.name, _rechecking(str(made["llm"]), parts))
    again = compose(kept.id, material, making, silent)
    return replace(again, revision=kept.revision, trace={**again.trace, **made})


def _rechecking(llm: str, parts: BriefParts) -> Phraser | None:
    """Return what checks again the sentences that a model worded for an archived brief, and words none."""
    if llm == "none":
        return None
    return ModelPhraser(Wording(llm, lambda: (None, None), parts.embedder, parts.store, parts.now, WallDeadline(0.0)))


def unknown_brief(brief_id: str) -> NothingToWorkOn:
    """Return the error for a brief that is not in the archive."""
    return NothingToWorkOn(
        "no such brief", why=f"{brief_id!r} is not in the archive", fix="See `dateline brief list` for those that are."
    )


def window_of(request: BriefRequest, parts: BriefParts) -> BriefWindow:
    """Return the time that a request asks for.

    Raises:
        UsageError: it ends before it begins, or is given in two ways.
    """
    if request.day is not None and (request.since or request.until):
        raise UsageError(
            "no brief", why="a day and a window were given", fix="Give --date alone, or --since and --until."
        )
    if request.since is None and request.until is None:
        if request.day is None:
            return last_hours(parts.now, parts.zone)
        return day_window(request.day, parts.zone, parts.settings.brief_hour)
    until = request.until or parts.now
    since = request.since or last_hours(until, parts.zone).since
    if since >= until:
        raise UsageError("no brief", why="the window ends before it begins", fix="Give --since before --until.")
    return between(since, until, parts.zone)


def _is_of_a_time(request: BriefRequest) -> bool:
    """Return whether a request names its day or its ends; the last hours move on while nothing happens."""
    return bool(request.day or request.since or request.until)


def id_of(request: BriefRequest, window: BriefWindow) -> str:
    """Return the id of a brief: its day, and a mark of what sets it apart from the plain brief of that day.

    The last hours of one day are one brief in revisions, however often they are asked for; but where only what is new is
    asked for each is one of its own, as the next leaves out what it told.
    """
    special = [
        request.reader, "new" if request.new_only else "", str(request.max_stories or ""), *sorted(request.watch)
    ]  # fmt: skip
    if request.since or request.until or (request.new_only and request.day is None):
        special += [window.since.isoformat(), window.until.isoformat()]
    elif request.day is None:
        special.append("the last hours")
    if not any(special):
        return window.day.isoformat()
    return f"{window.day.isoformat()}-{sha256(repr(special).encode('utf-8', 'replace')).hexdigest()[:8]}"


def _making(parts: BriefParts, most: int) -> Making:
    reports = Reports(parts.store, parts.embedder)
    return Making(reports, parts.weights, most, parts.embedder.name, parts.phraser)


def _worded_by(phraser: Phraser | None) -> str:
    """Return what names the way in which stories are worded."""
    return " ".join([phraser.name, *phraser.prompts.values()]) if phraser else "none"


def _with_watches(material: Material, parts: BriefParts) -> Material:
    """Return the material with what the watchlist needs: when a thing was last seen, and answers to questions."""
    answers, seen = [], {}
    for text in material.watch:
        watch = watch_of(text)
        if watch.kind == "question":
            answer = _answer(watch.bare, text, material.window, parts)
            if answer is not None:
                answers.append(answer)
        else:
            last = _last_seen(watch.bare, material.window, parts, outlet=watch.kind == "outlet")
            if last is not None:
                seen[text] = last
    return replace(material, answers=tuple(answers), watch_seen=seen)


def _answer(question: str, text: str, window: BriefWindow, parts: BriefParts) -> WatchAnswer | None:
    as_of = min(parts.now, window.until)
    answer = parts.ask(Question(question, as_of, since=window.since, until=window.until))
    if answer.status is Status.ABSTAINED or not _on_the_matter(question, answer, parts.store):
        return None
    by_number = {c.n: c for c in answer.citations}
    return WatchAnswer(text, tuple((s.text, tuple(by_number[n] for n in s.citations)) for s in answer.sentences))


def _on_the_matter(question: str, answer: Answer, store: SqliteStore) -> bool:
    """Return whether one cited article has more than half of a question's words: "leads" alone is no inquiry."""
    wanted = set(content_words(question))
    cited = (store.article(i) for i in dict.fromkeys(c.article_id for c in answer.citations))
    texts = [f"{s.article.title}. {s.article.text}" for s in cited if s is not None]
    return not wanted or any(len(wanted & set(content_words(t))) * 2 > len(wanted) for t in texts)


def _last_seen(words: str, window: BriefWindow, parts: BriefParts, *, outlet: bool) -> Published | None:
    until = min(parts.now, window.until)
    where = Filter(until, until=until, sources=(words,) if outlet else (), zone=parts.zone)
    if outlet:
        newest = parts.store.articles(where, limit=1)
        return newest[0].article.published if newest else None
    for offset in range(0, WATCH_HITS, WATCH_PAGE):
        rows = parts.store.briefs.naming(words_for(words), where, limit=WATCH_PAGE, offset=offset)
        for row in rows:
            if mentions(words, f"{row.title}\n{row.chunk.text}"):
                return row.published
        if len(rows) < WATCH_PAGE:
            break
    return None


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Hold the lock of brief-making: the second of two waits, and then finds the brief made."""
    lock = FileLock(home / LOCK)
    try:
        lock.acquire(timeout=LONGEST_WAIT_S)
    except Timeout as exc:
        raise LockHeld(
            "no brief", why="another process is making one", fix="Wait until it is done, then repeat."
        ) from exc
    except OSError as exc:
        raise StoreError(
            "folder not locked", why=str(exc), fix="Set DATELINE_HOME to a folder you can write to."
        ) from exc
    try:
        yield
    finally:
        lock.release()
