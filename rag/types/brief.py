"""Values about briefs: what is asked for, the stories of a window of time, and the document they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from rag.types.answer import Citation, Conflict, Sentence
from rag.types.corpus import ArticleId, Published, Quote, StoredArticle, Version


class BriefStatus(StrEnum):
    """How a brief ended: nothing new is not the same as not knowing."""

    OK = "ok"
    NOTHING_NEW = "nothing_new"
    DEGRADED = "degraded"


class StoryKind(StrEnum):
    """What a story is to one who read the briefs before it."""

    NEW = "new"
    UPDATE = "update"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class BriefWindow:
    """The time ``[since, until)`` that a brief covers, and the day that it is named after.

    ``first`` is the day on which a time that was given by its ends begins; None for a day and for the last hours.
    """

    day: date
    since: datetime
    until: datetime
    first: date | None = None


@dataclass(frozen=True, slots=True)
class BriefRequest:
    """What brief is wanted. Without a day and a window: the last 24 hours.

    ``reader`` owns the ledger of what was told and the watchlist; empty is the one reader of a desk of one.
    ``fresh`` makes the brief anew though one from the same articles is in the archive.
    """

    day: date | None = None
    since: datetime | None = None
    until: datetime | None = None
    watch: tuple[str, ...] = ()
    new_only: bool = False
    max_stories: int | None = None
    reader: str = ""
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What is different from before: the old words and the new ones, each with its citations.

    ``old`` is None where only the new words are known.
    """

    about: str
    old: Sentence | None
    new: Sentence


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation that matters, exact, with its speaker and the number of its citation."""

    quote: Quote
    citation: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a story's timeline: when it was published, when it happened where the words say so."""

    published: Published
    event: date | None
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Story:
    """One event of a brief: what is known, each sentence cited, and where it came from.

    ``articles`` are all the reports, copies too; ``independent`` counts those that are nobody's copy and of
    different outlets. ``why`` names each part of ``importance``. ``earlier`` are articles of the days before.
    ``happened`` is the day of the event where the words say it, which need not be the day of publication.
    """

    id: str
    headline: str
    kind: StoryKind
    sentences: tuple[Sentence, ...]
    what_changed: tuple[Change, ...]
    articles: tuple[ArticleId, ...]
    outlets: int
    independent: int
    importance: float
    why: Mapping[str, float]
    watch: tuple[str, ...] = ()
    quotes: tuple[Said, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unknown: tuple[Sentence, ...] = ()
    timeline: tuple[Step, ...] = ()
    earlier: tuple[ArticleId, ...] = ()
    topic: str = ""
    first_reported: Published | None = None
    latest: Published | None = None
    happened: date | None = None
    phrased_by: str = "none"

    @property
    def single(self) -> bool:
        """Whether only one report stands behind the story."""
        return self.independent < 2


@dataclass(frozen=True, slots=True)
class SetAside:
    """An article of the window that made no story, and why, in words."""

    article_id: ArticleId
    title: str
    source: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Quiet:
    """A story of an earlier brief on which nothing came in this time."""

    id: str
    headline: str
    last: date


@dataclass(frozen=True, slots=True)
class Watched:
    """One entry of a watchlist: the stories that touch it, or the day of the last article that did.

    ``answer`` holds the cited sentences that answer a saved question.
    """

    text: str
    stories: tuple[str, ...]
    last: Published | None = None
    answer: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class CitedChange:
    """A cited article that is no longer what it was when the brief was made."""

    n: int
    article_id: ArticleId
    what: str


@dataclass(frozen=True, slots=True)
class BriefCounts:
    """How much went into a brief, and how much was left out."""

    articles: int = 0
    duplicates: int = 0
    stories: int = 0
    withheld: int = 0
    set_aside: int = 0
    undated: int = 0
    left_out: int = 0
    told_before: int = 0
    worded: int = 0


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief: stories in order, each sentence cited, with what was left out and why.

    ``summary`` are at most five lines from the stories, in the same order. ``changed`` is filled when an
    archived brief is read: cited articles that changed after it was made.
    """

    id: str
    window: BriefWindow
    status: BriefStatus
    why: str | None
    stories: tuple[Story, ...]
    summary: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    counts: BriefCounts
    minutes: int
    quiet: tuple[Quiet, ...] = ()
    watched: tuple[Watched, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    changed: tuple[CitedChange, ...] = ()
    reader: str = ""
    revision: int = 1
    trace: Mapping[str, object] = field(default_factory=dict)

    def differs(self, sentence: Sentence) -> bool:
        """Return whether reports differ on what a sentence says: it rests on one side of a story's conflict."""
        claims = (claim for story in self.stories for conflict in story.conflicts for claim in conflict.claims)
        return any(set(sentence.citations) & set(claim.citations) for claim in claims)


@dataclass(frozen=True, slots=True)
class ArchivedBrief:
    """A brief as the archive keeps it: its JSON, and what it was made from, also as JSON.

    Briefs with one fingerprint were made from the same articles in the same way.
    """

    id: str
    revision: int
    reader: str
    day: date
    until: datetime
    made_at: datetime
    status: str
    stories: int
    fingerprint: str
    inputs: str
    body: str


@dataclass(frozen=True, slots=True)
class Revised:
    """An article whose text was changed after it was first taken in: the title and text of before."""

    article: StoredArticle
    before: Version


@dataclass(frozen=True, slots=True)
class Letter:
    """One message of the outbox.

    ``state`` is queued, sending, sent or failed; one that is found in ``sending`` was cut off, and nobody can
    know whether it arrived: it is never sent again by itself.
    """

    rowid: int
    brief: str
    revision: int
    recipient: str
    message_id: str
    message: bytes
    state: str
    attempts: int
    fault: str | None
