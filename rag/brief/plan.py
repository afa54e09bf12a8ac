"""All that a story will be written from, chosen but not yet checked or numbered. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rag.brief.background import timeline, unknown, weighty_quotes
from rag.brief.changes import Moved, moved
from rag.brief.differ import differences
from rag.brief.event import Event
from rag.brief.headline import headline
from rag.brief.pick import conflicting_pool, overlap, pick
from rag.brief.report import Report
from rag.brief.screen import tells
from rag.cite.quotations import normal
from rag.text.words import content_words
from rag.types import EvidenceSentence, Quote, StoryKind

REPEATED = 0.2
"""Share of new words in the leads below which a story only repeats itself."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What tells a story. ``differ`` are (about, one side, the other side)."""

    headline: str
    sentences: tuple[EvidenceSentence, ...]
    differ: tuple[tuple[str, EvidenceSentence, EvidenceSentence], ...]
    moved: tuple[Moved, ...]
    unknown: tuple[EvidenceSentence, ...]
    quotes: tuple[Quote, ...]
    steps: tuple[tuple[EvidenceSentence, date | None], ...]


def plan(event: Event) -> Plan:
    """Return what an event's story is written from."""
    told = _told(event)
    pool = conflicting_pool(event)
    return Plan(
        headline(event, told),
        told,
        _differ(pool),
        moved(event, told),
        unknown(event, told),
        weighty_quotes(event),
        timeline(event),
    )


def _differ(
    pool: Sequence[EvidenceSentence],
) -> tuple[tuple[str, EvidenceSentence, EvidenceSentence], ...]:
    """Return where reports differ, the same words against the same words once however many articles print them."""
    seen: set[frozenset[str]] = set()
    out = []
    for about, a, b in differences(pool):
        words = frozenset((normal(pool[a].text), normal(pool[b].text)))
        if words not in seen:
            seen.add(words)
            out.append((about, pool[a], pool[b]))
    return tuple(out)


def _told(event: Event) -> tuple[EvidenceSentence, ...]:
    """Return the sentences that tell an event; of a correction what was wrong and what is right come first."""
    picked = pick(event)
    if event.correction is None:
        return picked
    first, *_ = moved(event, picked)
    right = (first.new,) if tells(first.new) else ()
    opening = tuple(s for s in event.correction.sentences[:1] if tells(s) and s not in right)
    rest = tuple(s for s in picked if s not in (*opening, *right))
    return (*opening, *right, *rest)[:3]


def kind_of(event: Event) -> StoryKind:
    """Return what an event is to one who read the briefs before."""
    if event.correction is not None or event.revisions:
        return StoryKind.CORRECTION
    return StoryKind.UPDATE if event.earlier else StoryKind.NEW


def novelty(event: Event) -> float:
    """Return the share of an event's leads that its earlier reports did not say, 0 to 1."""
    if event.correction is not None or event.revisions:
        return 1.0
    before = [frozenset(content_words(s.text)) for r in event.earlier for s in r.sentences]
    leads = [frozenset(content_words(s.text)) for r in event.reports for s in _lead(r)]
    if not before or not leads:
        return 1.0
    said = [max((overlap(lead, old) for old in before), default=0.0) for lead in leads]
    return 1.0 - sum(said) / len(said)


def adds_nothing(event: Event) -> bool:
    """Return whether an event only repeats what was reported before: no new figure, hardly a new word."""
    return bool(event.earlier) and novelty(event) < REPEATED and not any(m.about for m in moved(event, pick(event)))


def _lead(report: Report) -> Sequence[EvidenceSentence]:
    return report.sentences[:3]
