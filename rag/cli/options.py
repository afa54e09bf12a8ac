"""Options that several commands share, and how their words become values."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Annotated

import typer

from rag.config import Settings, load, parse_as_of
from rag.errors import UsageError
from rag.types import ArticleId, Question


class Level(StrEnum):
    """How well a sentence must be supported to be shown."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]
Since = Annotated[str | None, typer.Option(help="Only articles published from this date or time on.")]
Until = Annotated[str | None, typer.Option(help="Only articles published up to this date (inclusive) or time.")]
Source = Annotated[list[str] | None, typer.Option(help="Only this outlet; may be given several times.")]
AsOf = Annotated[str | None, typer.Option(help="The clock: only what was published by then.")]
AnyTime = Annotated[
    bool, typer.Option("--any-time", help="Set aside the time that the words name; old news counts too.")
]
InArticle = Annotated[list[str] | None, typer.Option("--article", help="Only this article; may be repeated.")]
Llm = Annotated[str | None, typer.Option(help="embedded, embedded:small, embedded:PATH.gguf, none, or provider:model.")]
Sure = Annotated[Level | None, typer.Option(help="How well a sentence must be supported to be shown.")]
TopK = Annotated[int | None, typer.Option(min=1, max=200, help="How many passages to retrieve.")]
Batch = Annotated[str | None, typer.Option(help="A JSON Lines file with one question a line.")]
Out = Annotated[str | None, typer.Option(help="Where the results of --batch go; run again to resume.")]


def settings_with(*, llm: str | None = None, as_of: str | None = None, sure: Level | None = None) -> Settings:
    """Return the settings with a command's own options on top.

    Raises:
        UsageError: ``as_of`` is no date.
    """
    from dataclasses import replace

    settings = load()
    if llm is not None:
        settings = replace(settings, llm=llm)
    if as_of is not None:
        settings = replace(settings, as_of=_as_of(as_of))
    if sure is not None:
        settings = replace(settings, sure=sure.value)
    return settings


def question(
    text: str,
    settings: Settings,
    *,
    now: datetime,
    zone: tzinfo,
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
    sources: list[str] | None = None,
    articles: list[str] | None = None,
    top_k: int | None = None,
    any_time: bool = False,
) -> Question:
    """Return a question with its filters.

    Raises:
        UsageError: the question is empty or a date cannot be read.
    """
    if not text.strip():
        raise UsageError("no question", why="it is empty", fix='Type: dateline ask "What happened today?"')
    return Question(
        text.strip(),
        _as_of(as_of) if as_of else settings.as_of or now,
        start_of(since, zone),
        end_of(until, zone),
        tuple(sources or ()),
        tuple(ArticleId(a) for a in articles or ()),
        top_k,
        any_time,
    )


def start_of(text: str | None, zone: tzinfo) -> datetime | None:
    """Return the moment from which on: a date is its first moment in the zone."""
    return _moment(text, zone, ahead=timedelta(0)) if text else None


def end_of(text: str | None, zone: tzinfo) -> datetime | None:
    """Return the moment before which: a date is included whole."""
    return _moment(text, zone, ahead=timedelta(days=1)) if text else None


def _as_of(text: str) -> datetime:
    try:
        return parse_as_of(text)
    except ValueError as exc:
        raise _unread(text) from exc


def _moment(text: str, zone: tzinfo, *, ahead: timedelta) -> datetime:
    try:
        if len(text.strip()) <= len("2024-02-20"):
            day = date.fromisoformat(text.strip()) + ahead
            return datetime.combine(day, time(), zone).astimezone(UTC)
        moment = datetime.fromisoformat(text.strip())
    except (ValueError, OverflowError) as exc:
        raise _unread(text) from exc
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _unread(text: str) -> UsageError:
    return UsageError("date not read", why=f"{text!r} is no ISO date or time", fix="Write it as 2024-02-20.")
