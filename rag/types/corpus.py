"""Values about articles: what was read, what is stored, and spans of it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from hashlib import sha256
from typing import Literal, NewType

from rag.errors import DatelineError

ArticleId = NewType("ArticleId", str)
ChunkId = NewType("ChunkId", str)


class SpanError(DatelineError):
    """A span does not lie inside the text that it is read from."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``[start, end)`` of an article's text, in Unicode code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return exactly the characters of ``text`` that the span covers.

        Raises:
            SpanError: the span is empty or does not lie inside ``text``.
        """
        if not 0 <= self.start < self.end <= len(text):
            raise SpanError(
                f"span {self.start}:{self.end} not read",
                why=f"the text has {len(text)} characters",
                fix="Run `dateline reindex`.",
            )
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Return whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> Span:
        """Return the span moved by ``by`` characters."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Published:
    """When an article was published: a day, or a day and a time.

    ``at`` is aware and in UTC; when ``has_time`` is false it is midnight UTC of the day
    and only the day means something.
    """

    at: datetime
    has_time: bool

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("a publication time needs a zone")

    @classmethod
    def on(cls, day: date) -> Published:
        """Return a publication of which only the day is known."""
        return cls(datetime.combine(day, time(), UTC), has_time=False)

    @property
    def day(self) -> date:
        """The day (UTC) of publication."""
        return self.at.date()

    def iso(self) -> str:
        """Return ``2024-02-20`` or ``2024-02-20T10:00:00Z``."""
        if not self.has_time:
            return self.at.date().isoformat()
        return self.at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


Markup = Literal["text", "html", "markdown"]


LINE_FIELDS = ("id", "url", "title", "text", "published", "source", "authors", "language")
"""What an article line says of an article; its other fields are metadata."""
EXPORTED = "dateline.article/1"
"""The ``schema`` of a line that an export wrote."""
DERIVED_FIELDS = ("flags", "versions", "copies", "copy_of", "removed", "version", "fetched", "schema", "content_hash")
"""What such a line tells beside: it is derived again when the line is read."""


@dataclass(frozen=True, slots=True)
class RawArticle:
    """One item as a reader found it, before any cleaning.

    ``ref`` says where it came from, for messages: ``news.jsonl:12``, a path or an address. ``final`` is a text
    that was cleaned before it was exported.
    """

    ref: str
    text: str
    markup: Markup = "text"
    id: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    source: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    final: bool = False


@dataclass(frozen=True, slots=True)
class Removed:
    """Text that cleaning took away, and the kind of thing it was (``also_read``, ``share`` ...)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """One published item with its final text: every offset in the system points into ``text``."""

    id: ArticleId
    text: str
    title: str
    url: str | None
    source: str | None
    published: Published | None
    authors: tuple[str, ...]
    language: str | None
    metadata: Mapping[str, str]
    content_hash: str
    removed: tuple[Removed, ...] = ()
    flags: tuple[str, ...] = ()


def chunk_text(title: str, text: str) -> str:
    """Return the text to embed for a chunk: the title counts in every chunk of its article."""
    return f"{title}\n{text}" if title else text


def key_of(text: str) -> str:
    """Return the key that what is made of a text is kept under: its sha256."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Chunk:
    """A contiguous span of one article, made for indexing. ``text`` equals that slice."""

    id: ChunkId
    article_id: ArticleId
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier or the present text of an article."""

    number: int
    fetched_at: datetime
    content_hash: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as the store holds it, with its history and its copies.

    ``copies`` are the ids of the other articles of its near-duplicate group, earliest first;
    ``copy_of`` is the earliest of the group, or None when this article is it.
    """

    article: Article
    fetched_at: datetime
    version: int
    copies: tuple[ArticleId, ...] = ()
    copy_of: ArticleId | None = None


QuoteKind = Literal["direct", "reported"]
UNKNOWN_SPEAKER = "unknown"
"""The speaker of words that an article gives to nobody whom it names."""


@dataclass(frozen=True, slots=True)
class Quote:
    """What one speaker said: the exact words of a quotation, or a sentence of reported speech.

    ``speaker`` is as full a name as the article gives, or ``unknown``; ``cue`` is the word
    that introduces it (``said``, ``according to``); ``text`` equals the span's slice.
    """

    article_id: ArticleId
    speaker: str
    kind: QuoteKind
    span: Span
    text: str
    cue: str


@dataclass(frozen=True, slots=True)
class Range:
    """Seconds since the epoch from ``first`` to ``last``, both included."""

    first: int
    last: int

    def holds(self, seconds: int) -> bool:
        """Return whether a second lies inside."""
        return self.first <= seconds <= self.last


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles count: published in ``[since, until)``, by one of ``sources``, known at ``as_of``.

    ``as_of`` hides what was published later, and undated articles fetched later. An explicit
    ``since`` or ``until`` hides undated articles altogether: they are never guessed into a window.
    An article of which only the day is known counts by that day in ``zone``: it is there from the day's first
    moment on, and of every window that holds any of it.
    """

    as_of: datetime
    since: datetime | None = None
    until: datetime | None = None
    sources: tuple[str, ...] = ()
    article_ids: tuple[ArticleId, ...] = ()
    zone: tzinfo = UTC

    @property
    def undated(self) -> bool:
        """Whether articles without a date may pass."""
        return self.since is None and self.until is None

    @property
    def times(self) -> Range:
        """The seconds that an article with a time may be of."""
        first = EARLIEST if self.since is None else -math.floor(-self.since.timestamp())
        last = math.floor(self.as_of.timestamp())
        return Range(first, last if self.until is None else min(last, -math.floor(-self.until.timestamp()) - 1))

    @property
    def days(self) -> Range:
        """The midnights (UTC, as ``Published`` keeps a day) that an article without a time may be of."""
        first = EARLIEST if self.since is None else _midnight(self.since, self.zone)
        last = _midnight(self.as_of, self.zone)
        if self.until is not None:
            before = self.until - _TICK if self.until > _FIRST_MOMENT else self.until
            last = min(last, _midnight(before, self.zone))
        return Range(first, last)

    def admits(self, published: Published | None, fetched_at: datetime) -> bool:
        """Return whether an article of that date is inside the window and already known."""
        if published is None:
            return self.undated and fetched_at <= self.as_of
        allowed = self.times if published.has_time else self.days
        return allowed.holds(math.floor(published.at.timestamp()))


EARLIEST = -(2**39)
"""Seconds since the epoch before any date there can be."""
_TICK = timedelta(microseconds=1)
_FIRST_MOMENT = datetime.min.replace(tzinfo=UTC)


def _midnight(moment: datetime, zone: tzinfo) -> int:
    """Return the midnight in UTC of the day that a moment is of in a zone, in seconds since the epoch."""
    try:
        day = moment.astimezone(zone).date()
    except OverflowError:  # the first and the last moments there are have no other zone
        day = moment.date()
    return int(datetime.combine(day, time(), UTC).timestamp())
