"""Passages to the sentences that bear on the question, within a budget of characters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.ports import ArticleReader, Embedder, Vectors
from rag.text.dates import year_recalled
from rag.text.instructions import tells_a_machine
from rag.text.leaning import leans
from rag.text.sentences import split
from rag.text.words import content_words
from rag.types import Article, ArticleId, EvidenceSentence, Passage, Span, Window


@dataclass(frozen=True, slots=True)
class Budget:
    """How much evidence a question may have."""

    passages: int = 8
    sentences: int = 12
    chars: int = 1_700
    embedded: int = 28


@dataclass(frozen=True, slots=True)
class _Place:
    """A candidate sentence and its place among its article's sentences."""

    sentence: EvidenceSentence
    ordinal: int


def evidence_sentences(
    question: str,
    question_vector: Vectors,
    passages: Sequence[Passage],
    reader: ArticleReader,
    embedder: Embedder,
    budget: Budget,
    window: Window,
) -> tuple[EvidenceSentence, ...]:
    """Return the sentences to show and to answer from, best article first, then in order of the text.

    A sentence's score joins its cosine with the question, the share of the question's words that it
    has (rare words count more) and its passage's rank. A sentence that leans on the one before it
    brings that one along. An article that recalls a year before the time that the question's words name tells
    nothing of that time, though it was printed in it.
    """
    places = _candidates(question, passages[: budget.passages], reader, window)
    if not places:
        return ()
    shortlist = _shortlist(question, places, budget.embedded)
    scored = _score(question, question_vector, shortlist, passages, embedder)
    return _pack(scored, places, budget)


def _candidates(question: str, passages: Sequence[Passage], reader: ArticleReader, window: Window) -> list[_Place]:
    spans: dict[ArticleId, list[Passage]] = {}
    for passage in passages:
        spans.setdefault(passage.article_id, []).append(passage)
    places = []
    for article_id, group in spans.items():
        stored = reader.article(article_id)
        if stored is not None and not _recalls_earlier(stored.article, question, window):
            places += _sentences(stored.article, [p.span for p in group])
    return places


def _recalls_earlier(article: Article, question: str, window: Window) -> bool:
    # A filter beside the question says when articles were printed, not when things happened.
    if window.words is None or window.since is None or article.published is None:
        return False
    first = next(iter(split(article.text)), None)
    year = year_recalled(first.of(article.text), article.published.day) if first else None
    return year is not None and year < window.since.year and str(year) not in question


def _sentences(article: Article, wanted: Sequence[Span]) -> list[_Place]:
    places, before = [], ""
    for ordinal, span in enumerate(split(article.text)):
        text = span.of(article.text)
        if any(span.overlaps(w) for w in wanted) and not unusable(text):
            sentence = EvidenceSentence(
                article.id, span, text, 0.0, article.title, article.source, article.url,
                article.published, before,
            )  # fmt: skip
            places.append(_Place(sentence, ordinal))
        before = text
    return places


_WITHDRAWN = re.compile(
    r"\bearlier version of\b|\b(?:wrongly|incorrectly|mistakenly) (?:said|stated|reported)\b", re.IGNORECASE
)


def unusable(text: str) -> bool:
    """Return whether a sentence answers nobody: an instruction planted for a machine, or the wrong words of a correction."""
    return tells_a_machine(text) or _WITHDRAWN.search(text) is not None


def _rarity(places: Sequence[_Place]) -> dict[str, float]:
    counts = Counter(w for p in places for w in set(content_words(p.sentence.text)))
    return {word: 1.0 / (1.0 + n / len(places) * 10) for word, n in counts.items()}


_ONLY_ASKS = frozenset(content_words("happened latest news"))
"""Words of "what happened", "what is the latest", that no report need have."""


def _coverage(question: str, places: Sequence[_Place]) -> list[float]:
    rarity = _rarity(places)
    words = content_words(question)
    asked = {w: rarity.get(w, 1.0) for w in words if w not in _ONLY_ASKS} or dict.fromkeys(words, 1.0)
    total = sum(asked.values()) or 1.0
    shares = []
    for place in places:
        told = set(content_words(place.sentence.text)) | set(content_words(place.sentence.title))
        shares.append(sum(weight for w, weight in asked.items() if w in told) / total)
    return shares


def _shortlist(question: str, places: Sequence[_Place], limit: int) -> list[_Place]:
    if len(places) <= limit:
        return list(places)
    shares = _coverage(question, places)
    # Earlier places come from better passages; a tie in words goes to them.
    order = sorted(range(len(places)), key=lambda i: (-shares[i], i))[:limit]
    return [places[i] for i in sorted(order)]


def _score(
    question: str,
    question_vector: Vectors,
    places: Sequence[_Place],
    passages: Sequence[Passage],
    embedder: Embedder,
) -> list[_Place]:
    cosines = embedder.embed([p.sentence.text for p in places]) @ question_vector
    shares = _coverage(question, places)
    best = {p.article_id: p.rank for p in reversed(passages)}
    scored = []
    for place, cosine, share in zip(places, cosines, shares, strict=True):
        rank_bonus = 0.15 / best[place.sentence.article_id]
        score = 0.55 * max(0.0, float(cosine)) + 0.30 * share + rank_bonus
        scored.append(replace(place, sentence=replace(place.sentence, score=round(min(1.0, score), 4))))
    return sorted(scored, key=lambda p: -p.sentence.score)


def _pack(scored: Sequence[_Place], everything: Sequence[_Place], budget: Budget) -> tuple[EvidenceSentence, ...]:
    # What a sentence leans on keeps its own score where it has one.
    by_place = {(p.sentence.article_id, p.ordinal): p for p in (*everything, *scored)}
    chosen: dict[tuple[ArticleId, int], EvidenceSentence] = {}
    spent = 0
    for place in scored:
        group = [place]
        previous = by_place.get((place.sentence.article_id, place.ordinal - 1))
        if leans(place.sentence.text) and previous is not None:
            group.insert(0, previous)
        new = [p for p in group if (p.sentence.article_id, p.ordinal) not in chosen]
        cost = sum(len(p.sentence.text) for p in new)
        if spent + cost > budget.chars or len(chosen) + len(new) > budget.sentences:
            continue
        spent += cost
        for p in new:
            chosen[(p.sentence.article_id, p.ordinal)] = p.sentence
    return _in_reading_order(chosen)


def _in_reading_order(
    chosen: dict[tuple[ArticleId, int], EvidenceSentence],
) -> tuple[EvidenceSentence, ...]:
    best: dict[ArticleId, float] = {}
    for (article_id, _), sentence in chosen.items():
        best[article_id] = max(best.get(article_id, 0.0), sentence.score)
    order = sorted(chosen, key=lambda key: (-best[key[0]], key[0], key[1]))
    return tuple(chosen[key] for key in order)
