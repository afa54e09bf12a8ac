"""A story's steps before today, what is not known of it, and the words that matter. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from rag.brief.event import Event
from rag.brief.pick import central, usable, word_weights
from rag.brief.report import Report
from rag.brief.screen import balanced, instructs
from rag.cite.dates import dates
from rag.types import EvidenceSentence, Quote

MOST_STEPS = 8
MOST_UNKNOWN = 2
MOST_QUOTES = 2

_UNKNOWN = re.compile(
    r"\b(?:not (?:yet )?(?:known|clear|been (?:found|named|identified|confirmed|established|said))|unknown|unclear|"
    r"(?:has|have|had|did|would) not (?:yet )?(?:said?|say|comment|repl\w+|name[d]?|confirm\w*|explain\w*|concede)|"
    r"no (?:word|explanation|indication|details?)|declined to|refused to (?:say|comment)|remains? (?:open|uncertain|a mystery)|"
    r"could not be reached|without giving|still (?:missing|unaccounted)|nobody knows|under investigation)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|would|due|to be|expected|next|until|from \w+day|by \w+day|plans? to|is to|are to)\b", re.I
)


def timeline(event: Event) -> tuple[tuple[EvidenceSentence, date | None], ...]:
    """Return one sentence for each earlier day with the day it tells of where its words say so, oldest first."""
    days: dict[date, list[Report]] = {}
    for report in event.earlier:
        if report.article.published is not None:
            days.setdefault(report.article.published.day, []).append(report)
    steps = []
    for day in sorted(days)[-MOST_STEPS:]:
        step = _step(days[day])
        if step is not None:
            steps.append((step, event_day(step)))
    return tuple(steps)


def _step(reports: Sequence[Report]) -> EvidenceSentence | None:
    weights = word_weights(reports)
    latest = max(reports, key=lambda r: r.key)
    fitting = [
        (0.5 * central(s.text, weights) + 0.4 / (1 + place) + 0.2 * (r is latest), -place, s)
        for r in reports
        for place, s in enumerate(r.sentences[:4])
        if usable(r, s)
    ]
    return max(fitting, key=lambda f: f[:2])[2] if fitting else None


def event_day(sentence: EvidenceSentence) -> date | None:
    """Return the day that a sentence tells of, or None where its words do not say or look ahead."""
    published = sentence.published
    if published is None or _AHEAD.search(sentence.text):
        return None
    for found in dates(sentence.text):
        if found.weekday is not None:
            return published.day - timedelta(days=(published.day.weekday() - found.weekday) % 7)
        if found.month and found.day:
            try:
                return date(found.year or published.day.year, found.month, found.day)
            except ValueError:
                return None
    lowered = sentence.text.lower()
    if "yesterday" in lowered:
        return published.day - timedelta(days=1)
    return published.day if re.search(r"\btoday\b|\bthis (?:morning|afternoon|evening)\b", lowered) else None


def unknown(event: Event, told: Sequence[EvidenceSentence]) -> tuple[EvidenceSentence, ...]:
    """Return sentences in which the latest reports say what is not known; none that is told already."""
    found: list[EvidenceSentence] = []
    for report in reversed(event.core):
        for sentence in report.sentences:
            if sentence in told or not usable(report, sentence) or len(found) == MOST_UNKNOWN:
                continue
            if _UNKNOWN.search(_unquoted(sentence.text)):
                found.append(sentence)
    return tuple(found)


def _unquoted(text: str) -> str:
    return re.sub(r"[“\"«][^”\"»]*[”\"»]", " ", text)


def weighty_quotes(event: Event) -> tuple[Quote, ...]:
    """Return the quotations that matter most, of different speakers: exact words, by a speaker with a name."""
    weights = word_weights(event.reports)
    titles = " ".join(f"{r.article.title} {r.lead}" for r in event.reports).casefold()
    scored = []
    for place, quote in enumerate(q for r in event.core for q in r.quotes):
        words = len(quote.text.split())
        if quote.kind != "direct" or quote.speaker == "unknown":
            continue
        if not 5 <= words <= 45 or not balanced(quote.text) or instructs(quote.text):
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
        if all(q.speaker != quote.speaker for q in best):
            best.append(quote)
    return tuple(best[:MOST_QUOTES])
