"""Briefs to the archive and back: what they were made from, whether it changed, and making them again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from rag.brief.rank import Weights
from rag.errors import NothingToWorkOn
from rag.export.as_json import brief_json
from rag.export.from_json import brief_of, citation_of, published_of
from rag.export.values import citation, moment
from rag.service.brief.material import Material, WatchAnswer
from rag.service.brief.status import without_articles
from rag.store import SqliteStore
from rag.types import (
    ArchivedBrief,
    Article,
    ArticleId,
    Brief,
    BriefRequest,
    BriefWindow,
    CitedChange,
    Revised,
    StoredArticle,
)


@cache
def code_mark() -> str:
    """Return what names the code that makes briefs: other code may make another brief of the same articles."""
    texts = [
        item.read_bytes()
        for package in ("rag.brief", "rag.service.brief", "rag.chain", "rag.cite", "rag.text", "rag.quotes")
        for item in sorted(files(package).iterdir(), key=lambda i: i.name)
        if item.name.endswith((".py", ".json"))
    ]
    return sha256(b"\0".join(texts)).hexdigest()[:16]


def fingerprint(material: Material, weights: Weights, most_stories: int, llm: str, embeddings: str) -> str:
    """Return what two briefs share when they are of the same time and made from the same articles in the same way.

    When the newest article came says something only where none is of the window.
    """
    window = material.window
    parts = {
        "code": code_mark(),
        "window": [window.day.isoformat(), moment(window.since), moment(window.until)],
        "without": None if material.stored else without_articles(material),
        "known": sorted(material.known.items()),
        "running": [[story, text, day.isoformat()] for story, text, day in material.running],
        "articles": _listed(material.stored),
        "pool": _listed(material.pool),
        "undated": [*sorted(a.id for a in material.undated), material.undated_more],
        "revised": [[*_listed([r.article])[0], r.before.number] for r in material.revised],
        "told": sorted(material.told),
        "watch": list(material.watch),
        "failing": [list(f) for f in material.failing],
        "unread": material.unread,
        "weights": asdict(weights),
        "stories": most_stories,
        "llm": llm,
        "embeddings": embeddings,
    }
    return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def archived(
    brief: Brief, material: Material, made_at: datetime, mark: str, weights: Weights, most_stories: int
) -> ArchivedBrief:
    """Return a brief as the archive keeps it."""
    body = json.dumps(brief_json(brief), ensure_ascii=False)
    inputs = json.dumps(_inputs(material, brief, weights, most_stories), ensure_ascii=False)
    return ArchivedBrief(
        brief.id, brief.revision, brief.reader, brief.window.day, brief.window.until, made_at, str(brief.status),
        len(brief.stories), mark, inputs, body,
    )  # fmt: skip


def opened(kept: ArchivedBrief, store: SqliteStore) -> Brief:
    """Return an archived brief, with the cited articles that have changed since it was made."""
    brief = brief_of(json.loads(kept.body))
    inputs = json.loads(kept.inputs)
    hashes = {i: h for key in ("articles", "pool", "revised") for i, h, *_ in inputs[key]}
    changed = []
    for cited in brief.citations:
        what = _what_changed(store, cited.article_id, hashes.get(cited.article_id), cited.text)
        if what:
            changed.append(CitedChange(cited.n, cited.article_id, what))
    return replace(brief, changed=tuple(changed))


def _what_changed(store: SqliteStore, article_id: ArticleId, was: str | None, words: str) -> str | None:
    stored = store.article(article_id)
    if stored is None:
        return "the article was removed"
    if was is None or stored.article.content_hash == was:
        return None
    kept = words in stored.article.text
    return (
        "the article was changed; the cited words are still in it"
        if kept
        else "the article was changed, and the cited words are gone from it"
    )


def tells_the_same(brief: Brief, kept: ArchivedBrief, *, moving: bool = False) -> bool:
    """Return whether a reader of the archived brief would find nothing else in this one.

    ``moving``: its time ends with the moment it is asked for; that moment, and what it adds to a story's weight, tells nothing.
    """
    again: dict[str, Any] = json.loads(json.dumps(brief_json(brief)))
    return _what_is_told(again, moving=moving) == _what_is_told(json.loads(kept.body), moving=moving)


def _what_is_told(value: dict[str, Any], *, moving: bool) -> dict[str, Any]:
    told = {k: v for k, v in value.items() if k not in ("revision", "trace")}
    if moving:
        told["window"] = None
        told["stories"] = [{k: v for k, v in s.items() if k not in ("importance", "why")} for s in value["stories"]]
    return told


def told_in(brief: Brief) -> tuple[dict[ArticleId, str], dict[str, str]]:
    """Return the story that each article was told in, and the headline of each story."""
    return (
        {article: story.id for story in brief.stories for article in story.articles},
        {story.id: story.headline for story in brief.stories},
    )


def _listed(stored: Sequence[StoredArticle]) -> list[list[Any]]:
    rows = ([s.article.id, s.article.content_hash, s.copy_of, _said(s.article)] for s in stored)
    return sorted(rows, key=lambda row: str(row[0]))


def _said(article: Article) -> dict[str, str | None]:
    """Return what a brief shows of an article beside its text."""
    published = article.published.iso() if article.published else None
    return {"published": published, "source": article.source, "url": article.url}


def _inputs(material: Material, brief: Brief, weights: Weights, most_stories: int) -> dict[str, Any]:
    request, window = material.request, material.window
    return {
        "code": code_mark(),
        "request": {
            "day": request.day.isoformat() if request.day else None,
            "since": moment(request.since),
            "until": moment(request.until),
            "watch": list(request.watch),
            "new_only": request.new_only,
            "max_stories": request.max_stories,
            "reader": request.reader,
        },
        "window": {
            "day": window.day.isoformat(),
            "since": moment(window.since),
            "until": moment(window.until),
            "first": window.first.isoformat() if window.first else None,
        },
        "articles": _listed(material.stored),
        "pool": _listed(material.pool),
        "undated": [a.id for a in material.undated],
        "revised": [[r.article.article.id, r.article.article.content_hash, r.before.number] for r in material.revised],
        "known": dict(material.known),
        "told": sorted(material.told),
        "running": [[s, h, d.isoformat()] for s, h, d in material.running],
        "failing": [list(f) for f in material.failing],
        "unread": material.unread,
        "undated_more": material.undated_more,
        "newest": material.newest.iso() if material.newest else None,
        "last_taken": moment(material.last_taken),
        "watch": list(material.watch),
        "watch_seen": {w: p.iso() for w, p in material.watch_seen.items()},
        "answers": [[a.text, [[t, [citation(c) for c in cs]] for t, cs in a.sentences]] for a in material.answers],
        "phrased": brief.trace.get("phrased", {}),
        "weights": asdict(weights),
        "stories": most_stories,
    }


def material_of(kept: ArchivedBrief, store: SqliteStore) -> tuple[Material, Weights, int, frozenset[ArticleId]]:
    """Return what a brief was made from, with the ids of articles that the store has another text of now.

    Raises:
        NothingToWorkOn: an article was removed since.
    """
    inputs = json.loads(kept.inputs)
    replaced: set[ArticleId] = set()

    def article(row: Sequence[Any]) -> StoredArticle:
        found = _as_it_was(store, ArticleId(row[0]), str(row[1]))
        if found.article.content_hash != _present_hash(store, found.article.id):
            replaced.add(found.article.id)
        if len(row) > 3:
            found = replace(found, article=_with_said(found.article, row[3]))
        return replace(found, copy_of=ArticleId(row[2]) if len(row) > 2 and row[2] else None, copies=())

    request, window = inputs["request"], inputs["window"]
    stored = tuple(article(row) for row in inputs["articles"])
    material = Material(
        request=BriefRequest(
            date.fromisoformat(request["day"]) if request["day"] else None,
            _moment(request["since"]),
            _moment(request["until"]),
            tuple(request["watch"]),
            request["new_only"],
            request["max_stories"],
            request["reader"],
        ),
        window=BriefWindow(
            date.fromisoformat(window["day"]),
            datetime.fromisoformat(window["since"]),
            datetime.fromisoformat(window["until"]),
            date.fromisoformat(window["first"]) if window.get("first") else None,
        ),
        stored=stored,
        pool=tuple(article(row) for row in inputs["pool"]),
        undated=tuple(a for i in inputs["undated"] if (a := _present(store, i)) is not None),
        revised=tuple(_revised(store, article([i, h]), n) for i, h, n in inputs["revised"]),
        known={ArticleId(i): s for i, s in inputs["known"].items()},
        told=frozenset(ArticleId(i) for i in inputs["told"]),
        running=tuple((s, h, date.fromisoformat(d)) for s, h, d in inputs["running"]),
        failing=tuple((s, f) for s, f in inputs["failing"]),
        unread=inputs.get("unread", 0),
        undated_more=inputs.get("undated_more", 0),
        newest=published_of(inputs["newest"]),
        last_taken=_moment(inputs["last_taken"]),
        watch=tuple(inputs["watch"]),
        watch_seen={w: p for w, text in inputs["watch_seen"].items() if (p := published_of(text)) is not None},
        answers=tuple(
            WatchAnswer(t, tuple((s, tuple(citation_of(c) for c in cs)) for s, cs in sentences))
            for t, sentences in inputs["answers"]
        ),
        phrased={s: tuple(texts) for s, texts in inputs["phrased"].items()},
    )
    return material, Weights(**inputs["weights"]), inputs["stories"], frozenset(replaced)


def _as_it_was(store: SqliteStore, article_id: ArticleId, was: str) -> StoredArticle:
    stored = store.article(article_id)
    if stored is None:
        raise NothingToWorkOn(
            "brief not made again", why=f"article {article_id} was removed since", fix="Read it as it was archived."
        )
    if stored.article.content_hash == was:
        return stored
    version = next((v for v in store.versions(article_id) if v.content_hash == was), None)
    if version is None:
        raise NothingToWorkOn(
            "brief not made again", why=f"the text of {article_id} was replaced", fix="Read it as it was archived."
        )
    return replace(stored, article=replace(stored.article, text=version.text, title=version.title, content_hash=was))


def _with_said(article: Article, said: Mapping[str, str | None]) -> Article:
    return replace(article, published=published_of(said["published"]), source=said["source"], url=said["url"])


def _present_hash(store: SqliteStore, article_id: ArticleId) -> str | None:
    found = _present(store, article_id)
    return found.content_hash if found else None


def _present(store: SqliteStore, article_id: ArticleId) -> Article | None:
    stored = store.article(article_id)
    return stored.article if stored else None


def _revised(store: SqliteStore, article: StoredArticle, number: int) -> Revised:
    return Revised(article, next(v for v in store.versions(article.article.id) if v.number == number))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
