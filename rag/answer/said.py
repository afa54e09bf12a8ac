"""Utterances as evidence: what a speaker said, each with its speaker noted in front of it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.text.words import content_words, fold, word_count
from rag.types import Article, ArticleId, EvidenceSentence, Quote

ON_WORDS, ON_MEANING = 0.6, 0.4
"""What a topic's words in an utterance, and its likeness to the topic, make of how far it is on the topic."""
ON_TOPIC, NEAR_TOPIC = 0.40, 0.30
"""How far an utterance must be on the topic to answer with, and to be shown beside."""
LEANS_ON_TOPIC = 0.35
"""Likeness of an utterance with the words before it from which it speaks of the topic without naming it."""
SHARE_OF_BEST = 0.8
MOST_ANSWERS = 3
FEWEST_WORDS = 2
"""Content words with which an utterance tells something by itself: "Yes." and "straight up" tell nothing."""
WHOLE_WORDS = 4
"""Words with which it does so whatever they are: "You are not forgotten" has one of content."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """Somebody's words, and how far they are on the topic that was asked for, 0 to 1."""

    quote: Quote
    bearing: float


def bearing(share: float, likeness: float, in_context: float) -> float:
    """Return how far an utterance is on a topic: it has the topic's words, or means it, or leans on words that do."""
    found = ON_WORDS * share + ON_MEANING * max(0.0, likeness, in_context)
    return max(found, ON_TOPIC) if in_context >= LEANS_ON_TOPIC and share == 0 else found


def on_topic(heard: Sequence[Utterance], limit: int) -> tuple[Utterance, ...]:
    """Return the utterances near the topic, the closest first; those that only lean on it when nothing is closer."""
    ranked = sorted((u for u in heard if u.bearing >= NEAR_TOPIC), key=lambda u: -u.bearing)
    return tuple(ranked[:limit])


def own_words(
    sentences: Sequence[EvidenceSentence],
    utterances: int,
    topic: str = "",
    *,
    old: frozenset[int] = frozenset(),
    elsewhere: frozenset[int] = frozenset(),
) -> tuple[int, ...]:
    """Return the positions of the utterances (the first so many sentences) that answer "what did X say about it".

    Words are given as they were said: no model rewords them. Empty when none is on the topic and tells something of it.
    Those of ``old`` news are given only where no newer one answers; those of ``elsewhere``, articles that do not know the topic, are left out.
    """
    told = [i for i in range(utterances) if i not in elsewhere and _tells_something(sentences[i], topic)]
    newer, older = ([i for i in told if (i in old) is is_old] for is_old in (False, True))
    found = _near_best(sentences, newer) or _near_best(sentences, older)
    first: dict[str, int] = {}
    for position in found:
        first.setdefault("".join(filter(str.isalnum, fold(sentences[position].text))), position)
    return tuple(first.values())[:MOST_ANSWERS]


def _near_best(sentences: Sequence[EvidenceSentence], positions: Sequence[int]) -> list[int]:
    best = max((sentences[i].score for i in positions), default=0.0)
    least = max(ON_TOPIC, SHARE_OF_BEST * best)
    return [i for i in positions if sentences[i].score >= least]


def _tells_something(sentence: EvidenceSentence, topic: str) -> bool:
    """Return whether an utterance tells something by itself: it has words enough, or one of the topic."""
    said = set(content_words(sentence.text))
    whole = word_count(sentence.text) >= WHOLE_WORDS
    return not sentence.speaker or whole or len(said) >= FEWEST_WORDS or not said.isdisjoint(content_words(topic))


def as_evidence(heard: Sequence[Utterance], articles: Mapping[ArticleId, Article]) -> tuple[EvidenceSentence, ...]:
    """Return utterances as evidence sentences, scored by their bearing; ``before`` notes who speaks.

    Reported speech names its speaker itself; words inside quotation marks do not, so there
    ``before`` is ``Sergey Lavrov said:``.
    """
    out = []
    for each in heard:
        quote = each.quote
        article = articles[quote.article_id]
        before = f"{quote.speaker} said:" if quote.kind == "direct" else ""
        out.append(
            EvidenceSentence(
                article.id,
                quote.span,
                quote.text,
                round(each.bearing, 4),
                article.title,
                article.source,
                article.url,
                article.published,
                before,
                quote.speaker if before else "",
            )
        )
    return tuple(out)


def own_words_first(
    said: Sequence[EvidenceSentence],
    others: Sequence[EvidenceSentence],
    not_theirs: Sequence[Quote],
    budget_chars: int,
) -> tuple[EvidenceSentence, ...]:
    """Return the utterances, then other sentences in the budget that are nobody else's words."""
    taken = [(s.article_id, s.span) for s in said] + [(q.article_id, q.span) for q in not_theirs]
    spent = sum(len(s.text) for s in said)
    kept = []
    for sentence in others:
        if any(a == sentence.article_id and span.overlaps(sentence.span) for a, span in taken):
            continue
        if spent + len(sentence.text) > budget_chars:
            continue
        spent += len(sentence.text)
        kept.append(sentence)
    return (*said, *kept)
