"""Values to the JSON of the contract: moments, citations, quotes, conflicts. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from rag.types import Citation, Conflict, Published, Quote

Json = dict[str, Any]


def moment(value: datetime | None) -> str | None:
    """Return an ISO time in UTC, or None."""
    if value is None:
        return None
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def day(value: Published | None) -> str | None:
    """Return a publication as it is known: a date, or a time."""
    return value.iso() if value else None


def quote(value: Quote) -> Json:
    """Return what somebody said, with its exact span."""
    return {
        "speaker": value.speaker,
        "kind": value.kind,
        "text": value.text,
        "cue": value.cue,
        "article_id": value.article_id,
        "start": value.span.start,
        "end": value.span.end,
    }


def citation(value: Citation) -> Json:
    """Return a numbered citation."""
    return {
        "n": value.n,
        "article_id": value.article_id,
        "title": value.title,
        "source": value.source,
        "url": value.url,
        "published": day(value.published),
        "start": value.span.start,
        "end": value.span.end,
        "text": value.text,
    }


def conflict(value: Conflict) -> Json:
    """Return claims that cannot all be true."""
    claims = [{"text": c.text, "citations": list(c.citations)} for c in value.claims]
    return {"about": value.about, "claims": claims}
