"""Values to the JSON of the contract: one object a result, with its schema's name and version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rag.export.values import citation as citation
from rag.export.values import conflict as conflict
from rag.export.values import day as day
from rag.export.values import moment as moment
from rag.export.values import quote as quote
from rag.types import (
    Answer,
    Article,
    Ingested,
    Passage,
    Quote,
    StoredArticle,
    Verified,
    Version,
    Window,
)

Json = dict[str, Any]


def window(value: Window) -> Json:
    """Return a window of time, the words it came from, and whether it excludes all else."""
    when = {"since": moment(value.since), "until": moment(value.until), "from": value.words}
    return when | {"strict": value.strict}


def passage(value: Passage) -> Json:
    """Return a ranked passage."""
    return {
        "rank": value.rank,
        "article_id": value.article_id,
        "start": value.span.start,
        "end": value.span.end,
        "text": value.text,
        "score": value.score,
        "title": value.title,
        "published": day(value.published),
        "source": value.source,
        "url": value.url,
    }


def answer(value: Answer) -> Json:
    """Return ``dateline.answer/1``."""
    trace = value.trace
    return {
        "schema": "dateline.answer/1",
        "question": value.question.text,
        "as_of": moment(value.question.as_of),
        "window": window(value.window),
        "sources": list(value.question.sources),
        "any_time": value.question.any_time,
        "status": str(value.status),
        "reason": str(value.reason) if value.reason else None,
        "note": value.note,
        "answer": value.text,
        "sentences": [{"text": s.text, "citations": list(s.citations), "support": s.support} for s in value.sentences],
        "citations": [citation(c) for c in value.citations],
        "withheld": [{"text": w.text, "reason": w.reason} for w in value.withheld],
        "missing": value.missing,
        "passages": [passage(p) for p in value.evidence.passages],
        "evidence": [
            {
                "article_id": s.article_id,
                "start": s.span.start,
                "end": s.span.end,
                "text": s.text,
                "score": s.score,
                "published": day(s.published),
                "source": s.source,
            }
            for s in value.evidence.sentences
        ],
        "quotes": [quote(q) for q in value.evidence.quotes],
        "conflicts": [conflict(c) for c in value.conflicts],
        "copies": {"reports": value.evidence.reports, "independent": value.evidence.independent},
        "trace": {
            "llm": trace.llm,
            "embeddings": trace.embeddings,
            "prompts": dict(trace.prompts),
            "timings_ms": {"retrieve": 0, "first_evidence": 0, "first_token": None} | dict(trace.timings_ms),
            "tokens": {"prompt": None, "completion": None} | dict(trace.tokens),
            "tokens_estimated": trace.tokens_estimated,
            "cost_usd": trace.cost_usd,
            "invented_keys": trace.invented_keys,
            "attempts": trace.attempts,
        },
    }


def passages(query: str, found_window: Window, found: Sequence[Passage]) -> Json:
    """Return ``dateline.passages/1``."""
    return {
        "schema": "dateline.passages/1",
        "query": query,
        "window": window(found_window),
        "passages": [passage(p) for p in found],
    }


def quotes(found: Sequence[Quote]) -> Json:
    """Return ``dateline.quotes/1``."""
    return {"schema": "dateline.quotes/1", "quotes": [quote(q) for q in found]}


def article_line(value: Article) -> Json:
    """Return an article line without its text."""
    line: Json = {
        "id": value.id,
        "url": value.url,
        "title": value.title,
        "published": day(value.published),
        "source": value.source,
        "authors": list(value.authors),
        "language": value.language,
        "flags": list(value.flags),
    }
    return {**dict(value.metadata), **line}


def article(stored: StoredArticle, versions: Sequence[Version]) -> Json:
    """Return ``dateline.article/1``: all of one article."""
    return {
        "schema": "dateline.article/1",
        **article_line(stored.article),
        "text": stored.article.text,
        "fetched": moment(stored.fetched_at),
        "version": stored.version,
        "versions": [
            {"number": v.number, "fetched": moment(v.fetched_at), "title": v.title, "text": v.text} for v in versions
        ],
        "copies": list(stored.copies),
        "copy_of": stored.copy_of,
        "removed": [{"kind": r.kind, "text": r.text} for r in stored.article.removed],
    }


def listed(stored: StoredArticle) -> Json:
    """Return one entry of a list of articles: no text."""
    return {
        **article_line(stored.article),
        "versions": stored.version,
        "copies": list(stored.copies),
        "copy_of": stored.copy_of,
    }


def ingested(counts: Mapping[str, int], items: Sequence[Ingested]) -> Json:
    """Return ``dateline.ingest/1``: the counts, and a line for each item out of the ordinary."""
    return {
        "schema": "dateline.ingest/1",
        **counts,
        "items": [
            {
                "ref": i.ref,
                "fate": i.fate,
                "article_id": i.article_id,
                "copy_of": i.copy_of,
                "reason": i.reason,
                "fix": i.fix,
                "flags": list(i.flags),
            }
            for i in items
        ],
    }


def verified(claim_id: str | None, value: Verified) -> Json:
    """Return one verdict: ``supported``, ``score``, ``reasons``, where the support is, and why no model judged.

    One on several sentences has those on each as well.
    """
    head: Json = {"id": claim_id} if claim_id is not None else {"schema": "dateline.verdict/1"}
    body = {**head, **_held(value), "note": value.note}
    return body | {"sentences": [{"text": s.claim, **_held(s)} for s in value.sentences]} if value.sentences else body


def _held(value: Verified) -> Json:
    span = value.span
    return {
        "supported": value.verdict.supported,
        "score": round(value.verdict.score, 4),
        "reasons": list(value.verdict.reasons),
        "span": None if span is None else {"start": span.start, "end": span.end, "text": value.text},
    }


def error(what: str, why: str, fix: str) -> Json:
    """Return an error as data."""
    return {"what": what, "why": why, "fix": fix}
