"""Whether there is anything to answer from. Pure: no model is called when there is not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rag.answer.extract import lacks
from rag.text.names import missing_names, names
from rag.text.words import content_words
from rag.types import Article, Evidence, EvidenceSentence, Passage, Published, Question, Reason, Window

FLOOR = 0.30
"""Best sentence score under which nothing bears on the question; see docs/results.md."""
STALE_AFTER = timedelta(days=14)
"""Evidence this much older than the week or month that a question names does not answer it."""
A_DAY = timedelta(days=1)
OLD_AFTER: Mapping[str, timedelta | None] = {
    "low": None, "normal": timedelta(days=30), "high": timedelta(days=14),
}  # fmt: skip
"""Where a question names no time, what rests only on articles this much older than the newest is old news, and what takes a name from them: on 29 answers
to quiz questions that rest on articles of over 14 days, 4 were right, of 71 others 54 (docs/results.md)."""

COMES_AGAIN = timedelta(days=300)
"""From this age on what has every word of a question may be last year's: cups, prizes and words of the year come again."""
_OF_NOW = re.compile(r"\b(?i:recent(?:ly)?|just|now(?:adays)?|latest|current(?:ly)?|still)\b|\bnew(?:est|ly)?\b")
"""Words for what is of today; "New York" is a name."""
FEWEST_WORDS = 4
"""Words that a question must have for one that has them all to be on its very matter."""


@dataclass(frozen=True, slots=True)
class Abstention:
    """Why there is no answer, and in words what is missing."""

    reason: Reason
    missing: str | None = None


def fresh_enough(told: Passage | EvidenceSentence, window: Window) -> bool:
    """Return whether a passage or a sentence is not far older than the time that the question's words name."""
    if window.since is None or told.published is None:
        return True
    # Two times are subtracted, never a span from a time: before the year 1 there is none.
    return window.since - told.published.at <= STALE_AFTER


def printed_then(article: Article, window: Window) -> bool:
    """Return whether an article is of the time that the question's words name, or of the day before or after: what it has somebody say was said then."""
    if window.words is None or article.published is None:
        return True
    at = article.published.at
    begun = window.since is None or window.since - at <= A_DAY
    return begun and (window.until is None or at - window.until < A_DAY)


def admit(evidence: Evidence, articles_in_store: int) -> Abstention | None:
    """Return None when the evidence may be answered from, else the abstention."""
    if articles_in_store == 0:
        return Abstention(Reason.NO_ARTICLES, "there are no articles yet")
    if not evidence.passages:
        return Abstention(Reason.NO_EVIDENCE, "no article matches the question and its filters")
    best = max((s.score for s in evidence.sentences), default=0.0)
    if best < FLOOR:
        return Abstention(Reason.NO_EVIDENCE, "nothing in the articles bears on the question")
    return None


def is_of_a_time(question: Question, window: Window) -> bool:
    """Return whether a question or its filters name a time or certain articles, or it asks of any time."""
    return bool(window.since or window.until or question.any_time or question.article_ids)


def old_news(
    text: str,
    question: Question,
    window: Window,
    used: Sequence[EvidenceSentence],
    newest: Published | None,
    level: str,
) -> date | None:
    """Return the day of the old news that an answer would sell as today's; None when it does not.

    It does when all that it rests on is from long before the newest article, or that without which a name of it is nowhere:
    today's matter put on yesterday's man. Not where the question or its filters name a time, or ask of any; and an article of unknown date is not called old.
    Nor, but where one must be very sure, one of the last months that has every word of the question: it is the one that was asked of.
    """
    limit = OLD_AFTER[level]
    if limit is None or newest is None or is_of_a_time(question, window):
        return None
    if level != "high" and any(_is_asked_of(question.text, s, newest) for s in used):
        return None
    old = [s.published.day for s in used if s.published and s.published.at < newest.at - limit]
    fresh = [s for s in used if s.published is None or s.published.at >= newest.at - limit]
    told = [f"{s.source or ''}. {s.around}" for s in fresh]
    return max(old) if old and (not fresh or missing_names(text, told)) else None


def _is_asked_of(question: str, sentence: EvidenceSentence, newest: Published) -> bool:
    """Return whether a sentence of the last months has all that a question names which does not ask of what is new."""
    if sentence.published is None or newest.at - sentence.published.at > COMES_AGAIN:
        return False
    if not names(question) or _OF_NOW.search(question):
        return False
    return len(set(content_words(question))) >= FEWEST_WORDS and not lacks(question, sentence)
