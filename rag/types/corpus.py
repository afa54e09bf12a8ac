"""Values about articles: what was read, what is stored, and spans of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
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


@dataclass(frozen=True, slots=True)
class RawArticle:
    """One item as a reader found it, before any cleaning.

    ``ref`` says where it came from, for messages: ``news.jsonl:12``, a path or an address.
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
class Filter:
    """Which articles count: published in ``[since, until)``, by one of ``sources``, known at ``as_of``.

    ``as_of`` hides what was published later, and undated articles fetched later. An explicit
    ``since`` or ``until`` hides undated articles altogether: they are never guessed into a window.
    """

    as_of: datetime
    since: datetime | None = None
    until: datetime | None = None
    sources: tuple[str, ...] = ()
    article_ids: tuple[ArticleId, ...] = ()

    def admits(self, published: Published | None, fetched_at: datetime) -> bool:
        """Return whether an article of that date is inside the window and already known."""
        if published is None:
            return self.since is None and self.until is None and fetched_at <= self.as_of
        if published.at > self.as_of:
            return False
        if self.since is not None and published.at < self.since:
            return self._day_reaches(published, self.since)
        return self.until is None or published.at < self.until

    @staticmethod
    def _day_reaches(published: Published, since: datetime) -> bool:
        # A date without a time may be any moment of that day.
        return not published.has_time and published.at + timedelta(days=1) > since
