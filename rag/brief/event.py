"""One event of the window: its reports, and the earlier articles it goes on from. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.brief.report import Report, independent
from rag.types import ArticleId, EvidenceSentence

_LABEL = (
    r"^\W*(?:corrections?(?: (?:and|&) clarifications?)?|corrected|retraction|retracted|clarifications?|erratum|errata)"
    r"\s*(?:[^\w\s'’]|$)"
)
_LABELLED = re.compile(_LABEL, re.IGNORECASE)
_CORRECTS = re.compile(
    _LABEL + r"|^\W*(?:correction|retraction|clarification|apology) (?:to|on|of|for) (?:an?|our|the|this)\b[^.]{0,60}"
    r"\b(?:article|story|report|headline)\b"
    r"|\ban earlier version of (?:this|an|the|our) (?:article|story|report|page|post|piece|headline|dispatch|column)\b"
    r"|\bwe (?:regret|apologi[sz]e for) (?:the|this|our) (?:error|mistake)s?\b"
    r"|\b(?:this|our) (?:article|story|report) has been (?:corrected|retracted)\b",
    re.IGNORECASE,
)
"""An outlet that takes back its own words: the label stands alone ("Correction:"), or the words name an article.

An "editor's note" alone, a corrections officer, and news of a retraction elsewhere take nothing back."""


@dataclass(frozen=True, slots=True, eq=False)
class Revision:
    """An article that its outlet changed after it had published it, and the text of before."""

    report: Report
    before: str


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """What one story is written from. Reports are oldest first; ``id`` stays the same from day to day.

    ``margin`` are articles that are listed and counted but not quoted: they share too little with the others.
    """

    id: str
    reports: tuple[Report, ...]
    earlier: tuple[Report, ...]
    topic: str
    revisions: tuple[Revision, ...] = ()
    margin: frozenset[ArticleId] = frozenset()

    @property
    def core(self) -> tuple[Report, ...]:
        """The reports that the story is told from; all where none but such of the margin are left."""
        return tuple(r for r in self.reports if r.article.id not in self.margin) or self.reports

    @property
    def latest(self) -> Report:
        """The report that was published last."""
        return self.reports[-1]

    @property
    def articles(self) -> tuple[ArticleId, ...]:
        """All articles of the window, copies after their original."""
        return tuple(a.id for r in self.reports for a in (r.article, *r.copies))

    @property
    def outlets(self) -> int:
        """How many outlets carry the story."""
        return len(frozenset[str]().union(*(r.outlets for r in self.reports)))

    @property
    def independent(self) -> int:
        """How many independent reports there are."""
        return independent(self.reports)

    @property
    def sentences(self) -> tuple[EvidenceSentence, ...]:
        """All sentences of the reports, in order."""
        return tuple(s for r in self.reports for s in r.sentences)

    @property
    def correction(self) -> Report | None:
        """The report that corrects an earlier one, if one does."""
        return next((r for r in self.reports if corrects(r)), None)


def corrects(report: Report) -> bool:
    """Return whether an article says of itself that it corrects or retracts another."""
    return _CORRECTS.search(report.article.title) is not None or _CORRECTS.search(report.lead) is not None


def labelled(sentence: str) -> bool:
    """Return whether a sentence begins with the label of a correction: "Correction: the ferry has two decks"."""
    return _LABELLED.search(sentence) is not None
