"""Utterances as evidence: what a speaker said, each with its speaker noted in front of it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rag.types import Article, ArticleId, EvidenceSentence, Quote

UTTERANCE_SCORE = 0.9
"""How closely a speaker's own words on the topic bear on "what did X say about it"."""


def utterances(
    quotes: Sequence[Quote], articles: Mapping[ArticleId, Article], limit: int
) -> tuple[EvidenceSentence, ...]:
    """Return up to ``limit`` quotes as evidence sentences; ``before`` notes who speaks.

    Reported speech names its speaker itself; words inside quotation marks do not, so there
    ``before`` is ``Sergey Lavrov said:``.
    """
    out = []
    for quote in quotes[:limit]:
        article = articles[quote.article_id]
        before = f"{quote.speaker} said:" if quote.kind == "direct" else ""
        out.append(
            EvidenceSentence(
                article.id,
                quote.span,
                quote.text,
                UTTERANCE_SCORE,
                article.title,
                article.source,
                article.url,
                article.published,
                before,
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
