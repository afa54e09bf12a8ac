"""``dateline.brief/1`` back to a brief: what ``as_json`` wrote, unchanged. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from rag.errors import StoreError
from rag.export.values import Json
from rag.types import (
    ArticleId,
    Brief,
    BriefCounts,
    BriefStatus,
    BriefWindow,
    Change,
    Citation,
    CitedChange,
    Claim,
    Conflict,
    Published,
    Quiet,
    Quote,
    Said,
    Sentence,
    SetAside,
    Span,
    Step,
    Story,
    StoryKind,
    Watched,
)


def brief_of(value: Json) -> Brief:
    """Return the brief that the JSON holds.

    Raises:
        StoreError: a step of a timeline has no day.
    """
    window = value["window"]
    return Brief(
        id=value["id"],
        window=BriefWindow(
            date.fromisoformat(value["date"]),
            datetime.fromisoformat(window["since"]),
            datetime.fromisoformat(window["until"]),
            date.fromisoformat(window["first"]) if window.get("first") else None,
        ),
        status=BriefStatus(value["status"]),
        why=value["why"],
        stories=tuple(_story(s) for s in value["stories"]),
        summary=_sentences(value["summary"]),
        citations=tuple(citation_of(c) for c in value["citations"]),
        counts=BriefCounts(**value["counts"]),
        minutes=value["minutes"],
        quiet=tuple(Quiet(q["id"], q["headline"], date.fromisoformat(q["last"])) for q in value["quiet"]),
        watched=tuple(
            Watched(w["text"], tuple(w["stories"]), published_of(w["last"]), _sentences(w["answer"]))
            for w in value["watched"]
        ),
        set_aside=tuple(
            SetAside(ArticleId(a["article_id"]), a["title"], a["source"], a["reason"]) for a in value["set_aside"]
        ),
        changed=tuple(CitedChange(c["n"], ArticleId(c["article_id"]), c["what"]) for c in value["changed"]),
        reader=value["reader"],
        revision=value["revision"],
        trace=value["trace"],
    )


def published_of(text: str | None) -> Published | None:
    """Return a publication from its ISO form: a day, or a day and a time."""
    if text is None:
        return None
    if len(text) == len("2024-02-20"):
        return Published.on(date.fromisoformat(text))
    return Published(datetime.fromisoformat(text), has_time=True)


def citation_of(value: Json) -> Citation:
    """Return a citation from its JSON."""
    return Citation(
        value["n"], ArticleId(value["article_id"]), Span(value["start"], value["end"]), value["text"], value["title"],
        value["source"], value["url"], published_of(value["published"]),
    )  # fmt: skip


def _sentences(values: Sequence[Json]) -> tuple[Sentence, ...]:
    return tuple(_sentence(v) for v in values)


def _sentence(value: Json) -> Sentence:
    return Sentence(value["text"], tuple(value["citations"]), value["support"])


def _story(value: Json) -> Story:
    return Story(
        id=value["id"],
        headline=value["headline"],
        kind=StoryKind(value["kind"]),
        sentences=_sentences(value["sentences"]),
        what_changed=tuple(
            Change(c["about"], _sentence(c["old"]) if c["old"] else None, _sentence(c["new"]))
            for c in value["what_changed"] or ()
        ),
        articles=tuple(ArticleId(a) for a in value["articles"]),
        outlets=value["outlets"],
        independent=value["independent"],
        importance=value["importance"],
        why=value["why"],
        watch=tuple(value["watch"]),
        quotes=tuple(_said(q) for q in value["quotes"]),
        conflicts=tuple(
            Conflict(c["about"], tuple(Claim(x["text"], tuple(x["citations"])) for x in c["claims"]))
            for c in value["conflicts"]
        ),
        unknown=_sentences(value["unknown"]),
        timeline=tuple(_step(s) for s in value["timeline"]),
        earlier=tuple(ArticleId(a) for a in value["earlier"]),
        topic=value["topic"],
        first_reported=published_of(value["first_reported"]),
        latest=published_of(value["latest"]),
        happened=date.fromisoformat(value["event_date"]) if value["event_date"] else None,
        phrased_by=value["phrased_by"],
    )


def _said(value: Json) -> Said:
    quote = Quote(
        ArticleId(value["article_id"]), value["speaker"], value["kind"], Span(value["start"], value["end"]),
        value["text"], value["cue"],
    )  # fmt: skip
    return Said(quote, value["citations"][0])


def _step(value: Json) -> Step:
    published = published_of(value["published"])
    if published is None:
        raise StoreError(
            "archived brief not read", why=f"a step of a timeline has no day: {value['text']!r}",
            fix="Make the brief of that time anew: dateline brief --fresh",
        )  # fmt: skip
    return Step(published, date.fromisoformat(value["event_date"]) if value["event_date"] else None, _sentence(value))
