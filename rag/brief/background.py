"""A story's steps before today, what is not known of it, and the words that matter. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date, timedelta

from rag.brief.event import Event
from rag.brief.pick import Candidate, central, overlap, usable, word_weights
from rag.brief.report import Report
from rag.brief.screen import balanced, instructs, unquoted
from rag.cite.quotations import normal
from rag.text.dates import dates
from rag.text.words import content_words
from rag.types import UNKNOWN_SPEAKER, EvidenceSentence, Published, Quote

MOST_STEPS = 8
MOST_BACKGROUND = 1_000
"""Characters of a background."""
OPENING = 4
"""How far down an earlier report a step may stand."""
FADES = 5
"""Days with reports after which what was central then counts a third."""
BEGINNING = 0.5
REPEATS = 0.5
"""Share of the shorter sentence's words in common from which a step says nothing new."""
MOST_DAYS_BACK = 183
"""How long ago a day that is named without its year may be; further back it is one to come."""
MOST_UNKNOWN = 2
MOST_QUOTES = 2

_UNKNOWN = re.compile(
    r"\b(?:(?:is|are|was|were|it['’]s|remain(?:s|ed)?|still|yet|currently|immediately|largely) (?:[\w-]+ )?(?:unknown|unclear)|unknown number"
    r"|(?:unknown|unclear) (?:whether|if|how|why|what|when|where|who|which)|not (?:yet )?(?:known|clear|been (?:found|named|identified|confirmed|established|said))|"
    r"(?:has|have|had|did|would) not (?:yet )?(?:said?|say|comment|repl\w+|name[d]?|confirm\w*|explain\w*|concede)|"
    r"no (?:word|explanation|indication|details?)|declined to|refused to (?:say|comment)|remains? (?:open|uncertain|a mystery)|"
    r"could not be reached|without giving|still (?:missing|unaccounted)|nobody knows|under investigation)\b",
    re.IGNORECASE,
)
_CUT_OFF = re.compile(r"(?:…|\.\.\.)[\s”\"’'»]*$")
_NAMELESS = re.compile(
    r"^(?:the|an?|one|some|many|others?|another|both|all|each|he|she|they|it|we|this|that|these|those)\b", re.IGNORECASE
)
_AHEAD = re.compile(
    r"\b(?:will|would|due|to be|expected|next|until|from \w+day|by \w+day|(?:plan|intend)s? to|(?:is|are) (?:set |about )?to)\b",
    re.IGNORECASE,
)


def timeline(event: Event) -> tuple[tuple[EvidenceSentence, date | None], ...]:
    """Return the background, oldest first and one sentence a day at most, each with the day it tells of, where it says so.

    What is central to all the earlier reports, how it began, and the last days more than those long ago; about as
    long as humans write it. Chosen on data: docs/results.md.
    """
    chosen: list[Candidate] = []
    for step in _steps(event.earlier):
        if len(chosen) == MOST_STEPS:
            break
        length = sum(len(c.sentence.text) for c in chosen) + len(step.sentence.text)
        if (length <= MOST_BACKGROUND or not chosen) and not any(_same(step, c) for c in chosen):
            chosen.append(step)
    found = [c.sentence for c in chosen]
    return tuple((s, event_day(s)) for s in sorted(found, key=_moment))


def _same(step: Candidate, other: Candidate) -> bool:
    """Return whether a step is of a day that has one, or says nothing that the other does not."""
    if _day(step.sentence.published) == _day(other.sentence.published):
        return True
    return overlap(step.words, other.words) >= REPEATS


def _steps(earlier: Sequence[Report]) -> list[Candidate]:
    """Return the sentences of earlier reports that can tell a step, best first."""
    dated = [r for r in earlier if r.article.published is not None]
    days = sorted({_day(r.article.published) for r in dated}, reverse=True)
    weights = word_weights(dated)
    found = []
    for report in sorted(dated, key=lambda r: r.key):
        age = days.index(_day(report.article.published))
        base = math.exp(-age / FADES) + BEGINNING * (age == len(days) - 1)
        for place, s in enumerate(report.sentences[:OPENING]):
            if usable(report, s):
                score = central(s.text, weights) + base + 0.1 / (1 + place)
                found.append(Candidate(s, frozenset(content_words(s.text)), score))
    return sorted(found, key=lambda c: -c.score)


def _day(published: Published | None) -> date:
    return published.day if published else date.min


def _moment(sentence: EvidenceSentence) -> tuple[float, str, int]:
    at = sentence.published.at.timestamp() if sentence.published else 0.0
    return (at, sentence.article_id, sentence.span.start)


def looks_ahead(text: str) -> bool:
    """Return whether a sentence tells of what is to come."""
    return _AHEAD.search(text) is not None


def event_day(sentence: EvidenceSentence) -> date | None:
    """Return the day that a sentence tells of, never one after its publication; None where its words do not say it."""
    published = sentence.published
    if published is None or looks_ahead(sentence.text):
        return None
    for found in dates(sentence.text):
        if found.weekday is not None:
            return published.day - timedelta(days=(published.day.weekday() - found.weekday) % 7)
        if found.month and found.day:
            return _past(found.year, found.month, found.day, published.day)
    lowered = sentence.text.lower()
    if "yesterday" in lowered:
        return published.day - timedelta(days=1)
    return published.day if re.search(r"\btoday\b|\bthis (?:morning|afternoon|evening)\b", lowered) else None


def _past(year: int | None, month: int, day: int, published: date) -> date | None:
    """Return a date as it is written, without a year the last such day; None when it is after the publication."""
    try:
        told = date(year or published.year, month, day)
        told = told if year or told <= published else date(published.year - 1, month, day)
    except ValueError:
        return None
    recent = year is not None or published - told <= timedelta(days=MOST_DAYS_BACK)
    return told if told <= published and recent else None


def unknown(event: Event, told: Sequence[EvidenceSentence]) -> tuple[EvidenceSentence, ...]:
    """Return sentences in which the latest reports say what is not known; none that is told already."""
    found: list[EvidenceSentence] = []
    for report in reversed(event.core):
        for sentence in report.sentences:
            if sentence in told or not usable(report, sentence) or len(found) == MOST_UNKNOWN:
                continue
            words = frozenset(content_words(sentence.text))
            said = any(overlap(words, frozenset(content_words(s.text))) >= REPEATS for s in found)
            if not said and _UNKNOWN.search(unquoted(sentence.text)):
                found.append(sentence)
    return tuple(found)


def weighty_quotes(event: Event) -> tuple[Quote, ...]:
    """Return the quotations that matter most, of different speakers: exact words, by a speaker with a name."""
    weights = word_weights(event.reports)
    titles = " ".join(f"{r.article.title} {r.lead}" for r in event.reports).casefold()
    scored = []
    for place, quote in enumerate(q for r in event.core for q in r.quotes):
        words = len(quote.text.split())
        if quote.kind != "direct" or not _has_name(quote.speaker) or _speaks_of(quote.speaker, quote.text):
            continue
        if not 5 <= words <= 45 or not balanced(quote.text) or instructs(quote.text) or _CUT_OFF.search(quote.text):
            continue
        known = quote.speaker.split()[-1].casefold() in titles
        scored.append(
            (
                central(quote.text, weights)
                + 0.15 * known
                + 0.1 * (words >= 10)
                - 0.2 * quote.text.lstrip('“"')[:1].islower(),
                -place,
                quote,
            )
        )
    best: list[Quote] = []
    for _, _, quote in sorted(scored, key=lambda s: s[:2], reverse=True):
        if all(q.speaker != quote.speaker and normal(q.text) != normal(quote.text) for q in best):
            best.append(quote)
    return tuple(best[:MOST_QUOTES])


def _speaks_of(speaker: str, words: str) -> bool:
    """Return whether words name their own speaker: "Tam was the kindest of us" was hardly said by Tam Orle."""
    own = {w.casefold() for w in re.findall(r"[^\W\d_]{3,}", speaker) if not w.islower()}
    named = {w.casefold() for w in re.findall(r"\b[^\W\d_]{3,}\b", words) if w[:1].isupper()}
    return bool(own & named)


def _has_name(speaker: str) -> bool:
    """Return whether a speaker is named: "Mayor Ryl" and "the Ostrel council" are, "the company" and "one" are not."""
    return speaker != UNKNOWN_SPEAKER and any(
        w[:1].isalpha() and not w.islower() for w in _NAMELESS.sub("", speaker).split()
    )
