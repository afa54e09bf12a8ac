"""A brief to ``dateline.brief/1``. Pure."""

from __future__ import annotations

from rag.export.values import Json, citation, conflict, day, moment, quote
from rag.types import Brief, Change, Sentence, Story

SCHEMA = "dateline.brief/1"


def brief_json(value: Brief) -> Json:
    """Return the whole brief as the contract has it."""
    return {
        "schema": SCHEMA,
        "id": value.id,
        "revision": value.revision,
        "reader": value.reader,
        "date": value.window.day.isoformat(),
        "window": {
            "since": moment(value.window.since),
            "until": moment(value.window.until),
            "first": value.window.first.isoformat() if value.window.first else None,
        },
        "status": str(value.status),
        "why": value.why,
        "summary": [_sentence(s) | {"differs": value.differs(s)} for s in value.summary],
        "stories": [_story(s) for s in value.stories],
        "watched": [
            {
                "text": w.text,
                "stories": list(w.stories),
                "last": day(w.last),
                "answer": [_sentence(s) for s in w.answer],
            }
            for w in value.watched
        ],
        "quiet": [{"id": q.id, "headline": q.headline, "last": q.last.isoformat()} for q in value.quiet],
        "set_aside": [
            {"article_id": a.article_id, "title": a.title, "source": a.source, "reason": a.reason}
            for a in value.set_aside
        ],
        "changed": [{"n": c.n, "article_id": c.article_id, "what": c.what} for c in value.changed],
        "citations": [citation(c) for c in value.citations],
        "counts": {
            "articles": value.counts.articles,
            "duplicates": value.counts.duplicates,
            "stories": value.counts.stories,
            "withheld": value.counts.withheld,
            "set_aside": value.counts.set_aside,
            "undated": value.counts.undated,
            "left_out": value.counts.left_out,
            "told_before": value.counts.told_before,
            "worded": value.counts.worded,
        },
        "minutes": value.minutes,
        "trace": dict(value.trace),
    }


def _sentence(value: Sentence) -> Json:
    return {"text": value.text, "citations": list(value.citations), "support": value.support}


def _story(value: Story) -> Json:
    return {
        "id": value.id,
        "headline": value.headline,
        "kind": str(value.kind),
        "sentences": [_sentence(s) for s in value.sentences],
        "what_changed": _changes(value.what_changed),
        "articles": list(value.articles),
        "outlets": value.outlets,
        "independent": value.independent,
        "single_report": value.single,
        "importance": value.importance,
        "why": dict(value.why),
        "watch": list(value.watch),
        "quotes": [{**quote(q.quote), "citations": [q.citation]} for q in value.quotes],
        "conflicts": [conflict(c) for c in value.conflicts],
        "unknown": [_sentence(s) for s in value.unknown],
        "timeline": [
            {
                "published": day(s.published),
                "event_date": s.event.isoformat() if s.event else None,
                **_sentence(s.sentence),
            }
            for s in value.timeline
        ],
        "earlier": list(value.earlier),
        "topic": value.topic,
        "first_reported": day(value.first_reported),
        "latest": day(value.latest),
        "event_date": value.happened.isoformat() if value.happened else None,
        "phrased_by": value.phrased_by,
    }


def _changes(changes: tuple[Change, ...]) -> list[Json] | None:
    """Return what changed with the old and the new words, or None when nothing did."""
    if not changes:
        return None
    return [{"about": c.about, "old": _sentence(c.old) if c.old else None, "new": _sentence(c.new)} for c in changes]
