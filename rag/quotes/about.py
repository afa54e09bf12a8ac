"""Which quotes are on a topic, where "this structure" leans on the sentence before. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rag.text.words import content_words
from rag.types import ArticleId, Quote

_LEANS = re.compile(r"\b(?:this|that|these|those|such|its?|they|them|their|he|she|him|her)\b", re.IGNORECASE)
UNKNOWN = "unknown"
ON_TITLE = 0.6
"""How much a topic's words in the title count, beside those in the words themselves."""
NEAR_CHARS = 400
"""A sentence further away than this does not continue the one before."""


def about(
    quotes: Sequence[Quote], texts: Mapping[ArticleId, str], topic: str, titles: Mapping[ArticleId, str] | None = None
) -> tuple[Quote, ...]:
    """Return the quotes on a topic, best article first, in order of the text; all when the topic is empty."""
    shares = shares_of(quotes, texts, topic, titles)
    best = max(shares.values(), default=0.0)
    floor = min(0.5, best)
    kept = [q for q in quotes if shares[q] >= floor and shares[q] > 0]
    rank: dict[ArticleId, float] = {}
    for quote in kept:
        rank[quote.article_id] = max(rank.get(quote.article_id, 0.0), shares[quote])
    if not content_words(topic):
        return tuple(quotes)
    return tuple(sorted(kept, key=lambda q: (-rank[q.article_id], q.article_id, q.span)))


def shares_of(
    quotes: Sequence[Quote], texts: Mapping[ArticleId, str], topic: str, titles: Mapping[ArticleId, str] | None = None
) -> dict[Quote, float]:
    """Return how far each quote is on a topic, 0 to 1; 1 when the topic is empty.

    A quote is on the topic when it has half of the topic's words (or their stems), when it leans, by a pronoun or
    "this ...", on a quote of the same speaker just before it that is, or, less surely, when its article's title is.
    """
    wanted = set(content_words(topic))
    if not wanted:
        return dict.fromkeys(quotes, 1.0)
    shares: dict[Quote, float] = {}
    titled = {i: ON_TITLE * len(wanted & set(content_words(t))) / len(wanted) for i, t in (titles or {}).items()}
    previous: Quote | None = None
    for quote in sorted(quotes, key=lambda q: (q.article_id, q.span)):
        share = len(wanted & set(content_words(quote.text))) / len(wanted)
        if share < 0.5 and previous is not None and _continues(previous, quote, texts):
            share = max(share, 0.9 * shares[previous])
        shares[quote] = max(share, titled.get(quote.article_id, 0.0))
        previous = quote
    return shares


def _continues(before: Quote, quote: Quote, texts: Mapping[ArticleId, str]) -> bool:
    if before.article_id != quote.article_id or before.speaker != quote.speaker or quote.article_id not in texts:
        return False
    between = texts[quote.article_id][before.span.end : quote.span.start]
    # Two unknown speakers may be two people, unless nothing but a space is between their words.
    if len(between) > NEAR_CHARS or (quote.speaker == UNKNOWN and between.strip()):
        return False
    return _LEANS.search(quote.text) is not None
