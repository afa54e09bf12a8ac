"""Options that several commands share, and how their words become values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rag.cli.lines import text_only
from rag.config import Settings, load, parse_as_of
from rag.errors import NothingToWorkOn, UsageError
from rag.types import ArticleId, Question

if TYPE_CHECKING:
    from rag.service import Newsdesk
    from rag.types import Window

MOST_PASSAGES = 200


class Level(StrEnum):
    """How well a sentence must be supported to be shown."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]
Since = Annotated[
    str | None, typer.Option(help="Only articles published from this date or time on, or from yesterday, last week, …")
]
Until = Annotated[
    str | None,
    typer.Option(help="Only articles published up to this date (inclusive) or time, or up to yesterday, last week, …"),
]
Source = Annotated[list[str] | None, typer.Option(help="Only this outlet; may be given several times.")]
AsOf = Annotated[str | None, typer.Option(help="The clock: only what was published by then.")]
AnyTime = Annotated[
    bool, typer.Option("--any-time", help="Set aside the time that the words name; old news counts too.")
]
After = Annotated[
    str | None, typer.Option(metavar="QUESTION", help="The question before, where this one goes on from it.")
]
InArticle = Annotated[list[str] | None, typer.Option("--article", help="Only this article; may be repeated.")]
Llm = Annotated[str | None, typer.Option(help="embedded, embedded:small, embedded:PATH.gguf, none, or provider:model.")]
Sure = Annotated[Level | None, typer.Option(help="How well a sentence must be supported to be shown.")]
TopK = Annotated[int | None, typer.Option(min=1, max=MOST_PASSAGES, help="How many passages to retrieve.")]
Batch = Annotated[str | None, typer.Option(help="A JSON Lines file with one question a line.")]
Out = Annotated[str | None, typer.Option("--out", help="Where the results of --batch go; run again to resume.")]


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
        settings = replace(settings, as_of=_as_of(as_of, settings.zone))
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
    articles: Sequence[ArticleId] = (),
    top_k: int | None = None,
    any_time: bool = False,
    after: str | None = None,
) -> Question:
    """Return a question with its filters; ``articles`` are ids that ``article_ids`` found there.

    Raises:
        UsageError: the question is empty, a date cannot be read, or the time ends before it begins.
    """
    if not text.strip():
        raise UsageError("no question", why="it is empty", fix='Type: dateline ask "What happened today?"')
    at = _as_of(as_of, zone) if as_of else settings.as_of or now
    first, end = start_of(since, zone, at), end_of(until, zone, at)
    if first is not None and end is not None and end <= first:
        raise UsageError("no time to look in", why="it ends before it begins", fix="Give --since before --until.")
    return Question(
        text_only(text.strip()),
        at,
        first,
        end,
        tuple(text_only(s) for s in sources or ()),
        tuple(articles),
        top_k,
        any_time,
        after or None,
    )


def as_fields(
    since: str | None,
    until: str | None,
    source: Sequence[str] | None,
    article: Sequence[str] | None,
    top_k: int | None,
    *,
    any_time: bool = False,
) -> dict[str, Any]:
    """Return the filters of a command as the fields of a batch line; those that were not given are left out."""
    given = {
        "since": since, "until": until, "source": list(source or ()), "article": list(article or ()), "top_k": top_k,
        "any_time": any_time,
    }  # fmt: skip
    return {key: value for key, value in given.items() if value}


def for_all(given: dict[str, Any], as_of: str | None) -> dict[str, Any]:
    """Return all that a command says of the lines of its batch: their filters, and the clock where it names one."""
    return given if as_of is None else {**given, "as_of": as_of}


def made_with(settings: Settings) -> dict[str, str]:
    """Return the options on which a result of a batch depends beside its line, with their values."""
    return {"llm": settings.llm, "sure": str(settings.sure)}


def only_batch(text: str | None) -> None:
    """Let a batch pass that comes without a question of its own.

    Raises:
        UsageError: there is one, which nobody would answer.
    """
    if text is not None:
        raise UsageError(
            "question beside --batch", why="the questions are the batch's lines", fix="Leave one of them out."
        )


def no_out(out_file: str | None) -> None:
    """Let a single question pass that asks for no file.

    Raises:
        UsageError: it names one, which nobody would write.
    """
    if out_file is not None:
        raise UsageError("--out without --batch", why="only a batch has a file of results", fix="Use: --json > FILE")


def no_articles(what: str) -> NothingToWorkOn:
    """Return the error of a command that has no article to work on; ``what`` says what was not done."""
    return NothingToWorkOn(what, why="there are no articles yet", fix="Type: dateline ingest PATH")


def no_such_article(article_id: str) -> NothingToWorkOn:
    """Return the error of an id that no article has."""
    return NothingToWorkOn(
        "no such article", why=f"no article has the id {article_id!r}", fix="Type: dateline articles"
    )


def article_named(text: str) -> ArticleId:
    """Return the id of the article that somebody calls so: the library's own, or the one that its line gave."""
    from rag.ingest import known_as

    return known_as(text_only(text.strip()))


def article_ids(desk: Newsdesk, given: Sequence[str]) -> list[ArticleId]:
    """Return the ids of articles that are there.

    Raises:
        NothingToWorkOn: one of them is of no article.
    """
    ids = [article_named(text) for text in given]
    for text, one in zip(given, ids, strict=True):
        if desk.store.article(one) is None:
            raise no_such_article(text)
    return ids


def start_of(text: str | None, zone: tzinfo, now: datetime | None = None) -> datetime | None:
    """Return the moment from which on: a date is its first moment in the zone, words such as "yesterday" are reckoned from ``now``."""
    if not text:
        return None
    words = _in_words(text, zone, now)
    return words.since if words else _moment(text, zone, now, ahead=timedelta(0))


def end_of(text: str | None, zone: tzinfo, now: datetime | None = None) -> datetime | None:
    """Return the moment before which: a date, or what words such as "last week" name, is included whole."""
    if not text:
        return None
    words = _in_words(text, zone, now)
    return words.until if words else _moment(text, zone, now, ahead=timedelta(days=1))


def day_of(text: str, zone: tzinfo, now: datetime) -> date:
    """Return the day that an ISO date names, or words such as "yesterday".

    Raises:
        UsageError: it names none, or more than one.
    """
    words = _in_words(text, zone, now)
    try:
        if words is None or words.since is None or words.until is None:
            return date.fromisoformat(text.strip())
        first, after = (moment.astimezone(zone).date() for moment in (words.since, words.until))
    except ValueError as exc:
        raise _unread(text, now) from exc
    if after - first > timedelta(days=1):
        raise UsageError("date not read", why=f"{text!r} is more than a day", fix="Use --since and --until.")
    return first


def _in_words(text: str, zone: tzinfo, now: datetime | None) -> Window | None:
    """Return the time that words name as those of a question do; None where they name none with a beginning and an end."""
    if now is None or text.strip()[:4].isdigit():
        return None
    from rag.retrieve.window import read_exactly

    return read_exactly(text.strip(), now, zone)


def _as_of(text: str, zone: tzinfo | None) -> datetime:
    try:
        return parse_as_of(text, zone)
    except (ValueError, OverflowError) as exc:
        raise _unread(text) from exc


def _moment(text: str, zone: tzinfo, now: datetime | None, *, ahead: timedelta) -> datetime:
    try:
        if len(text.strip()) <= len("2024-02-20"):
            day = date.fromisoformat(text.strip()) + ahead
            return datetime.combine(day, time(), zone).astimezone(UTC)
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as exc:
        raise _unread(text, now) from exc


def _unread(text: str, now: datetime | None = None) -> UsageError:
    words = ", or in words: yesterday, last week" if now else ""
    return UsageError("date not read", why=f"{text!r} is no ISO date or time", fix=f"Write it as 2024-02-20{words}.")
