"""A headline that says who did what: one that an outlet printed, and that the latest reports still bear out. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.brief.differ import SAME_MOMENT
from rag.brief.event import Event
from rag.brief.pick import central, word_weights
from rag.brief.report import Report
from rag.brief.screen import instructs
from rag.text.figures import moved_figure
from rag.text.names import names
from rag.text.numbers import checked, missing_numbers, numbers
from rag.text.words import content_words
from rag.types import EvidenceSentence

MOST_CHARS = 140
TELLING_WORDS = 6
"""Words of which a headline must have as many to say who did what."""
_FEATURE = re.compile(r"[?]|^(?:how|why|what|when|who|where|watch|listen|live|opinion|analysis|in pictures)\b", re.I)
_CUT_OFF = re.compile(r"(?:…|\.\.\.)\W*$")
_HOST = re.compile(r"(?:www\.)?(?P<name>[\w-]{3,})(?:\.[\w-]+)+")
_TAIL = re.compile(r"\s+[|–—-]\s+[^|–—]{2,30}$")


def headline(event: Event, told: Sequence[EvidenceSentence]) -> str:
    """Return the headline of an event: the title that the story below bears out best, later ones first."""
    newest = " ".join(s.text for s in event.latest.sentences)
    below = frozenset(content_words(" ".join(s.text for s in told)))
    scored = []
    for age, report in enumerate(reversed(event.core)):
        title = plain_title(report)
        weights = word_weights([r for r in event.reports if r is not report] or event.reports)
        score = 0.7 * central(title, weights) + 0.08 * bool(numbers(title)) + 0.08 * bool(names(title))
        own = frozenset(content_words(title))
        score += 0.4 * len(own & below) / max(TELLING_WORDS, len(own)) + 0.1 / (1 + age) - 0.5 * instructs(title)
        score -= 0.4 * bool(_FEATURE.search(title)) + 0.3 * (len(title.split()) < 4) + 0.2 * (len(title) > MOST_CHARS)
        score -= 0.3 * bool(_CUT_OFF.search(title))
        if report is not event.latest and (
            _overtaken(title, newest, " ".join(s.text for s in told)) or _moved_since(title, report, told)
        ):
            score -= 0.4
        scored.append((score, -age, title))
    best = max(scored)[2]
    if instructs(best) or not best:
        best = next((s.text for r in event.reports for s in r.sentences if not instructs(s.text)), best)
    return best if len(best) <= MOST_CHARS else best[: MOST_CHARS - 1].rsplit(" ", 1)[0] + "…"


def _overtaken(title: str, newest: str, told: str) -> bool:
    """Return whether the latest report counts something in the title otherwise, or nothing below bears its numbers out."""
    unknown = checked(title) and missing_numbers(title, f"{newest} {told}")
    return moved_figure(title, newest) is not None or bool(unknown)


def _moved_since(title: str, report: Report, told: Sequence[EvidenceSentence]) -> bool:
    """Return whether the story below a title has a later count of what it counts."""
    published = report.article.published
    later = (s.text for s in told if published and s.published and s.published.at - published.at > SAME_MOMENT)
    return any(moved_figure(title, text) is not None for text in later)


def plain_title(report: Report) -> str:
    """Return a report's title without the name of its outlet at the end."""
    title = " ".join(report.article.title.split())
    source = (report.article.source or "").casefold()
    host = _HOST.fullmatch(source)
    cut = _TAIL.sub("", title)
    return cut if source and _letters(host["name"] if host else source) in _letters(title[len(cut) :]) else title


def _letters(text: str) -> str:
    """Return the letters and digits of a text: "theweek" is printed as "The Week"."""
    return "".join(c for c in text.casefold() if c.isalnum())
