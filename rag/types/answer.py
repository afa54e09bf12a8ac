"""Values about questions and answers: what was asked, what was found, what could be said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum

from rag.types.corpus import ArticleId, ChunkId, Filter, Published, Quote, Span


class Status(StrEnum):
    """How an answer ended."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    ABSTAINED = "abstained"


class Reason(StrEnum):
    """Why an answer was withheld altogether."""

    NO_ARTICLES = "no_articles"
    NO_EVIDENCE = "no_evidence"
    UNSUPPORTED = "unsupported"
    NOT_STATED = "not_stated"
    MODEL_UNAVAILABLE = "model_unavailable"


@dataclass(frozen=True, slots=True)
class Window:
    """The span of time that a question asks about: ``[since, until)``, read from ``words``.

    ``recency`` is how strongly the words ask for new things: 0 where they name a date,
    1 for an ordinary question, more for "latest" or "this week". Only a ``strict`` window excludes
    articles; one from vague words ranks them. Its days are those of ``zone``.
    """

    since: datetime | None
    until: datetime | None
    words: str | None
    recency: float = 1.0
    strict: bool = True
    zone: tzinfo = UTC

    def first_day(self) -> date:
        """Return the day on which it begins; the first of all where it has no beginning."""
        return self.since.astimezone(self.zone).date() if self.since else date.min

    def last_day(self) -> date:
        """Return the last day that belongs to it; the last of all where it has no end."""
        return (self.until - timedelta.resolution).astimezone(self.zone).date() if self.until else date.max


@dataclass(frozen=True, slots=True)
class Question:
    """A question, its "now" and the filters given beside it (they win over the question's words).

    ``any_time`` sets aside the time that its words name; articles of no known date stay in. ``after`` is the question that it
    follows, as that was understood, where it follows one: what was read for that is not read anew.
    """

    text: str
    as_of: datetime
    since: datetime | None = None
    until: datetime | None = None
    sources: tuple[str, ...] = ()
    article_ids: tuple[ArticleId, ...] = ()
    top_k: int | None = None
    any_time: bool = False
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """A chunk and its score by one ranking; higher is better."""

    chunk_id: ChunkId
    score: float


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk that was retrieved for a question. ``text`` equals the span's slice."""

    rank: int
    article_id: ArticleId
    span: Span
    text: str
    score: float
    title: str
    source: str | None
    url: str | None
    published: Published | None


@dataclass(frozen=True, slots=True)
class EvidenceSentence:
    """One sentence of one article that may bear on a question or support a claim.

    ``before`` is the sentence in front of it in the article, or empty: what "he" leans on.
    ``score`` says how closely it bears on the question, 0 to 1. ``speaker`` is whose utterance it is, where it is one;
    ``before`` then notes that ("Sergey Lavrov said:").
    """

    article_id: ArticleId
    span: Span
    text: str
    score: float
    title: str
    source: str | None
    url: str | None
    published: Published | None
    before: str = ""
    speaker: str = ""

    @property
    def around(self) -> str:
        """The sentence with what it leans on: its title and the sentence before it."""
        return f"{self.title}. {self.before} {self.text}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the answer may rest on: the filter in force, the ranked passages, the chosen sentences.

    ``quotes`` are utterances of the person that the question names, when it asks what somebody said.
    ``copies`` counts the reports behind the passages and how many of them are independent.
    """

    question: Question
    window: Window
    filter: Filter
    passages: tuple[Passage, ...]
    sentences: tuple[EvidenceSentence, ...]
    quotes: tuple[Quote, ...] = ()
    reports: int = 0
    independent: int = 0


class Falsity(StrEnum):
    """How false the vetoes on a claim make it."""

    UNSHOWN = "unshown"
    """Something of it is nowhere in the sources, or too little supports it: it may be so."""
    DENIED = "denied"
    """The sources tell it otherwise, or give it to another: what means the same is untrue."""
    MISGIVEN = "misgiven"
    """It also gives to somebody what no source gives him, so that its words lead away from what is asked."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a claim is supported by sentences, how surely (0 to 1), and why not.

    ``vetoes`` are the findings of the code checks that no score outvotes; ``used`` are the
    positions of the sentences that support the claim; ``features`` feed the calibrated model.
    ``reasons`` of a claim that is supported say what it leaves open.
    """

    supported: bool
    score: float
    vetoes: tuple[str, ...]
    reasons: tuple[str, ...]
    used: tuple[int, ...]
    features: Mapping[str, float] = field(default_factory=dict)
    falsity: Falsity = Falsity.UNSHOWN


@dataclass(frozen=True, slots=True)
class Verified:
    """A verdict on a claim, and the words of the text that carry it (None when nothing does).

    ``note`` says why the model that was to judge did not: the verdict is then the code's alone. ``sentences`` are
    the verdicts on each sentence of a ``claim`` that has several; the whole is no better than the worst of them.
    """

    verdict: Verdict
    span: Span | None
    text: str
    note: str | None = None
    claim: str = ""
    sentences: tuple[Verified, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered, exact span of one article. ``text`` equals the span's slice."""

    n: int
    article_id: ArticleId
    span: Span
    text: str
    title: str
    source: str | None
    url: str | None
    published: Published | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer that was verified, the numbers it cites and how well they support it."""

    text: str
    citations: tuple[int, ...]
    support: float


@dataclass(frozen=True, slots=True)
class Withheld:
    """A sentence that a model wrote and that is not shown as an answer, with the reason in words and what follows from it."""

    text: str
    reason: str
    falsity: Falsity = Falsity.UNSHOWN


@dataclass(frozen=True, slots=True)
class Claim:
    """One side of a conflict: what is claimed, and the numbers it cites."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims of different sources about one thing that cannot all be true."""

    about: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """What explains and repeats one answer."""

    llm: str
    embeddings: str
    prompts: Mapping[str, str] = field(default_factory=dict)
    timings_ms: Mapping[str, int] = field(default_factory=dict)
    tokens: Mapping[str, int] = field(default_factory=dict)
    tokens_estimated: bool = False
    """Whether a server told no count, so that ours is given."""
    cost_usd: float | None = None
    invented_keys: int = 0
    attempts: int = 1


UNFINISHED = ("the rest of the answer: ", "the end of the answer: ")
"""How what an answer lacks begins where its writing stopped: of the sources nothing follows from that."""


def missing_heading(missing: str) -> str:
    """Return what to call that which an answer lacks: it is not in the sources, or it was not written."""
    return "Not finished" if missing.startswith(UNFINISHED) else "Not in the sources"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question: verified sentences with citations, or an abstention with its reason.

    ``note`` says in words why a model's answer is missing, or was not judged, when it is so.
    """

    question: Question
    window: Window
    status: Status
    reason: Reason | None
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    withheld: tuple[Withheld, ...]
    missing: str | None
    evidence: Evidence
    conflicts: tuple[Conflict, ...]
    trace: Trace
    note: str | None = None

    @property
    def text(self) -> str:
        """The answer with ``[n]`` markers; empty when it abstains."""
        return " ".join(s.text + "".join(f" [{n}]" for n in s.citations) for s in self.sentences)


@dataclass(frozen=True, slots=True)
class Retrieved:
    """First event: the passages are known; sentences follow."""

    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Draft:
    """A piece of text that the model is writing; not verified, never part of an answer."""

    text: str


@dataclass(frozen=True, slots=True)
class SentenceVerified:
    """A sentence passed every check."""

    sentence: Sentence
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class SentenceWithheld:
    """A sentence failed a check."""

    withheld: Withheld


@dataclass(frozen=True, slots=True)
class Done:
    """Last event: the whole answer."""

    answer: Answer


AskEvent = Retrieved | Draft | SentenceVerified | SentenceWithheld | Done
