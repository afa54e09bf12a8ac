"""One text as it was first published in the window, with the outlets that carried it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.ports import Vectors
from rag.text.sentences import split
from rag.types import Article, ArticleId, EvidenceSentence, Quote, Span, StoredArticle

LEAD_SENTENCES = 2
_DASH = "-‐‒–—―−"
_DATELINE = re.compile(
    rf"(?:\([A-ZÀ-Þ]{{2,10}}\)|[A-ZÀ-Þ][A-ZÀ-Þ .,'’/-]{{2,40}}(?:, [^(){_DASH[1:]}-]{{2,20}})?(?: ?\([^()]{{2,30}}\))?) ?[{_DASH}]{{1,2}} (?=\S)"
)
_LABEL = re.compile(
    r"(?:(?:AI|automat\w+)-(?:assisted|generated) )?(?:summary|key (?:points|takeaways)|highlights|in brief)(?::\s*|\s+(?=[A-ZÀ-Þ“\"]))",
    re.IGNORECASE,
)
"""The label of a list of points above the text of a report, run into the first of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """An article and its copies: however many outlets print a text, it is one report.

    ``sentences`` are those of the article, in order; ``vector`` is what it is about; ``quotes`` who said what in it.
    """

    article: Article
    copies: tuple[Article, ...]
    sentences: tuple[EvidenceSentence, ...]
    vector: Vectors
    quotes: tuple[Quote, ...] = ()

    @property
    def lead(self) -> str:
        """The first sentences, where news says what happened."""
        return " ".join(s.text for s in self.sentences[:LEAD_SENTENCES])

    @property
    def outlets(self) -> frozenset[str]:
        """The outlets that carried it; an article without one counts as its own."""
        return frozenset((a.source or a.id).casefold() for a in (self.article, *self.copies))

    def narrates(self, sentence: EvidenceSentence) -> bool:
        """Return whether a sentence is the outlet's own: not somebody's words out of the middle of a quotation."""
        return not any(
            q.kind == "direct" and q.span.start <= sentence.span.start + 1 and sentence.span.end <= q.span.end + 2
            for q in self.quotes
        )

    @property
    def key(self) -> tuple[float, str]:
        """What reports are put in order by: time of publication, then id."""
        published = self.article.published
        return (published.at.timestamp() if published else 0.0, self.article.id)


@dataclass(frozen=True, slots=True)
class Copied:
    """The articles of a window that share one text; ``known`` when it was published before the window."""

    first: StoredArticle
    others: tuple[StoredArticle, ...]
    known: bool


def collapse(articles: Sequence[StoredArticle]) -> tuple[Copied, ...]:
    """Return one group for each text, oldest first. A text whose original is not among the articles is known."""
    groups: dict[ArticleId, list[StoredArticle]] = {}
    for stored in sorted(articles, key=_age):
        groups.setdefault(stored.copy_of or stored.article.id, []).append(stored)
    present = {s.article.id for s in articles}
    return tuple(Copied(group[0], tuple(group[1:]), original not in present) for original, group in groups.items())


def _age(stored: StoredArticle) -> tuple[float, float, str]:
    published = stored.article.published
    return (published.at.timestamp() if published else 0.0, stored.fetched_at.timestamp(), stored.article.id)


def sentences_of(article: Article) -> tuple[EvidenceSentence, ...]:
    """Return the sentences of an article, each with its exact span and the one before it."""
    out: list[EvidenceSentence] = []
    before = ""
    for place, whole in enumerate(split(article.text)):
        span = _after_dateline(whole, article.text) if place < 2 or _opens_line(whole, article.text) else whole
        text = span.of(article.text)
        out.append(
            EvidenceSentence(
                article.id, span, text, 0.0, article.title, article.source, article.url, article.published, before
            )
        )
        before = text
    return tuple(out)


def _opens_line(span: Span, text: str) -> bool:
    """Return whether a sentence begins a line: below a note of the editor a report has its place there."""
    return text[max(0, span.start - 80) : span.start].rstrip(" \t")[-1:] == "\n"


def _after_dateline(span: Span, text: str) -> Span:
    """Return a sentence without "ESTERMOUTH, 17 February (Agency) - " or the label of a summary in front of it."""
    match = _DATELINE.match(span.of(text)) or _LABEL.match(span.of(text))
    return Span(span.start + match.end(), span.end) if match and match.end() < span.end - span.start else span


def independent(reports: Sequence[Report]) -> int:
    """Return how many reports are independent: a text counts once, and so does an outlet."""
    origins = {(r.article.source or r.article.id).casefold() for r in reports}
    return len(origins)
