"""Which quotes are on a topic, where "this structure" leans on the sentence before. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from rag.text.words import content_words, fold
from rag.types import UNKNOWN_SPEAKER, ArticleId, Quote

_LEANS = re.compile(r"\b(?:this|that|these|those|such|its?|they|them|their|he|she|him|her)\b", re.IGNORECASE)
ON_TITLE = 0.6
"""How much a topic's words in the title count, beside those in the words themselves."""
NEAR_CHARS = 400
"""A sentence further away than this does not continue the one before."""


def about(quotes: Sequence[Quote], texts: Mapping[ArticleId, str], topic: str) -> tuple[Quote, ...]:
    """Return the quotes on a topic, best article first, in order of the text; all when the topic is empty."""
    wanted = frozenset(content_words(topic))
    if not wanted:
        return tuple(quotes)
    ordered = _in_order(quotes)
    shares = _shares(ordered, texts, wanted, {})
    floor = min(0.5, max(shares, default=0.0))
    kept = [(q, share) for q, share in zip(ordered, shares, strict=True) if share >= floor and share > 0]
    rank: dict[ArticleId, float] = {}
    for quote, share in kept:
        rank[quote.article_id] = max(rank.get(quote.article_id, 0.0), share)
    return tuple(sorted((q for q, _ in kept), key=lambda q: (-rank[q.article_id], q.article_id, q.span)))


def shares_of(
    quotes: Sequence[Quote], texts: Mapping[ArticleId, str], topic: str, titles: Mapping[ArticleId, str]
) -> dict[Quote, float]:
    """Return how far each quote is on a topic, 0 to 1; 1 when the topic is empty.

    A quote is on the topic when it has half of the topic's words (or their stems), when it leans, by a pronoun or
    "this ...", on a quote of the same speaker just before it that is, or, less surely, when its article's title is.
    """
    wanted = frozenset(content_words(topic))
    if not wanted:
        return dict.fromkeys(quotes, 1.0)
    ordered = _in_order(quotes)
    return dict(zip(ordered, _shares(ordered, texts, wanted, titles), strict=True))


def _in_order(quotes: Sequence[Quote]) -> list[Quote]:
    return sorted(quotes, key=lambda q: (q.article_id, q.span))


def _shares(
    ordered: Sequence[Quote],
    texts: Mapping[ArticleId, str],
    wanted: frozenset[str],
    titles: Mapping[ArticleId, str],
) -> list[float]:
    titled = {i: ON_TITLE * len(wanted & set(content_words(t))) / len(wanted) for i, t in titles.items()}
    heads = _heads(wanted)
    shares: list[float] = []
    for place, quote in enumerate(ordered):
        folded = fold(quote.text)
        near = any(head in folded for head in heads)
        share = len(wanted & set(content_words(quote.text))) / len(wanted) if near else 0.0
        leaning = 0.9 * shares[-1] if place else 0.0
        if share < 0.5 and leaning > share and _continues(ordered[place - 1], quote, texts):
            share = leaning
        shares.append(max(share, titled.get(quote.article_id, 0.0)))
    return shares


def _heads(stems: Iterable[str]) -> tuple[str, ...]:
    """Return what every word with one of the stems begins with, folded: most quotes have none of it and are passed over.

    It is the stem without its last letter, which is another in "parties" and "party".
    """
    return tuple(dict.fromkeys(s[: max(1, len(s) - 1)] for s in stems))


def _continues(before: Quote, quote: Quote, texts: Mapping[ArticleId, str]) -> bool:
    if before.article_id != quote.article_id or before.speaker != quote.speaker or quote.article_id not in texts:
        return False
    between = texts[quote.article_id][before.span.end : quote.span.start]
    # Two unknown speakers may be two people, unless nothing but a space is between their words.
    if len(between) > NEAR_CHARS or (quote.speaker == UNKNOWN_SPEAKER and between.strip()):
        return False
    return _LEANS.search(quote.text) is not None
