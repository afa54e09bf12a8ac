"""Question to evidence: passages, their sentences, and the utterances of whoever is asked about."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from rag.answer.admit import fresh_enough, printed_then
from rag.answer.latest import without_overtaken
from rag.answer.said import Utterance, as_evidence, bearing, on_topic, own_words_first
from rag.chain.parts import Parts
from rag.chain.voices import holder, surely_others
from rag.quotes import shares_of, unshared
from rag.retrieve.ask_kind import SpeakerAsk, read_speaker
from rag.retrieve.evidence import evidence_sentences
from rag.retrieve.hybrid import Found
from rag.text.speakers import search_words, spoken_by
from rag.text.words import fold
from rag.types import Article, ArticleId, Evidence, EvidenceSentence, Filter, Passage, Quote

FEW = 4
"""Sentences of the time asked of under which the others have taken too much room."""
_EVERYTHING = Filter(as_of=datetime.max.replace(tzinfo=UTC))
MOST_UTTERANCES = 8
MOST_EMBEDDED = 24
CONTEXT_CHARS = 160
"""How much of the text before an utterance says what "it" is."""
QUOTES_LOOKED_AT = 400
QUOTES_READ = 5_000
"""More are read than looked at: some are another's of the same surname, or of a like acronym."""


def gather(parts: Parts, question_text: str, found: Found, evidence: Evidence) -> Evidence:
    """Return the evidence with its sentences chosen, and utterances first where somebody's words are asked."""
    fresh = without_overtaken(question_text, _fresh_sentences(parts, question_text, found))
    ask = read_speaker(question_text, found.window.words)
    if ask is None or not ask.speaker:
        return replace(evidence, sentences=fresh)
    return _with_utterances(parts, ask, found.filter, fresh, evidence)


def told_in(article_ids: Collection[ArticleId], evidence: Evidence) -> list[str]:
    """Return what the evidence has of those articles: each sentence with its title and the one before it."""
    return [s.around for s in evidence.sentences if s.article_id in article_ids]


def _fresh_sentences(parts: Parts, question_text: str, found: Found) -> Sequence[EvidenceSentence]:
    """Return the sentences that bear on the question and are not too old for the time that it names.

    Where older passages have taken so much of the room that next to nothing is left, they are chosen from the others alone.
    """

    def chosen(passages: Sequence[Passage]) -> Sequence[EvidenceSentence]:
        return evidence_sentences(
            question_text, found.question_vector, passages, parts.reader, parts.embedder, parts.budget, found.window
        )

    fresh = [s for s in chosen(found.passages) if fresh_enough(s, found.window)]
    if len(fresh) >= FEW:
        return fresh
    return chosen([p for p in found.passages if fresh_enough(p, found.window)])


def _with_utterances(
    parts: Parts, ask: SpeakerAsk, where: Filter, fresh: Sequence[EvidenceSentence], evidence: Evidence
) -> Evidence:
    near = _articles(parts, [s.article_id for s in fresh])
    for speaker in filter(None, (ask.speaker, holder(ask.speaker, near.values()))):
        quotes = said_by(parts, speaker, where, ask.about)
        articles = {i: a for i, a in articles_of(parts, quotes).items() if printed_then(a, evidence.window)}
        bearings = _heard(parts, quotes, articles, ask.about or evidence.question.text, ask.about)
        if heard := on_topic(bearings, MOST_UTTERANCES):
            others = other_voices(parts, set(near), speaker)
            sentences = own_words_first(as_evidence(heard, articles), fresh, others, parts.budget.chars)
            return replace(evidence, sentences=sentences, quotes=tuple(u.quote for u in heard))
    others = surely_others(ask.speaker, other_voices(parts, set(near), ask.speaker), fresh, near)
    return replace(evidence, sentences=own_words_first((), fresh, others, parts.budget.chars))


def _heard(
    parts: Parts, quotes: Sequence[Quote], articles: Mapping[ArticleId, Article], question: str, topic: str
) -> list[Utterance]:
    """Return what was said with its bearing on the topic; only the likeliest are embedded."""
    texts, titles = ({i: getattr(a, part) for i, a in articles.items()} for part in ("text", "title"))
    shares = shares_of([q for q in quotes if q.article_id in articles], texts, topic, titles)
    likeliest = sorted(shares, key=lambda q: -shares[q])[:MOST_EMBEDDED]
    if not likeliest:
        return []
    around = [f"{texts[q.article_id][max(0, q.span.start - CONTEXT_CHARS) : q.span.start]} {q.text}" for q in likeliest]
    vectors = parts.embedder.embed([question, *(q.text for q in likeliest), *around])
    cosines = [float(x) for x in vectors[1:] @ vectors[0]]
    alone, in_context = cosines[: len(likeliest)], cosines[len(likeliest) :]
    # Words printed in several articles are said once.
    first: dict[str, Utterance] = {}
    for quote, likeness, context in zip(likeliest, alone, in_context, strict=True):
        first.setdefault(fold(quote.text), Utterance(quote, bearing(shares[quote], likeness, context)))
    return list(first.values())


def said_by(parts: Parts, speaker: str, where: Filter, about: str = "") -> tuple[Quote, ...]:
    """Return the newest quotes of a speaker in the articles that the filter admits, those with the topic's words first."""
    names = search_words(speaker)
    found = parts.reader.quotes(where=where, limit=QUOTES_READ, speaker=names, about=about)
    if about and len(found) < QUOTES_LOOKED_AT:
        found = tuple(dict.fromkeys([*found, *parts.reader.quotes(where=where, limit=QUOTES_READ, speaker=names)]))
    return _of(parts, speaker, found)[:QUOTES_LOOKED_AT]


def other_voices(parts: Parts, article_ids: set[ArticleId], speaker: str) -> tuple[Quote, ...]:
    """Return the quotes in those articles that are somebody else's words."""
    found = quotes_of(parts, article_ids)
    theirs = set(_of(parts, speaker, found))
    return tuple(q for q in found if q not in theirs)


def _of(parts: Parts, speaker: str, found: Sequence[Quote]) -> tuple[Quote, ...]:
    """Return those of the quotes that are the speaker's, and surely not a namesake's."""
    theirs = spoken_by(speaker, {q.speaker for q in found})

    def text_of(article_id: ArticleId) -> str:
        stored = parts.reader.article(article_id)
        return stored.article.text if stored is not None else ""

    return unshared(speaker, [q for q in found if q.speaker in theirs], text_of)


def quotes_of(parts: Parts, article_ids: set[ArticleId]) -> tuple[Quote, ...]:
    """Return all quotes in those articles."""
    if not article_ids:
        return ()
    return parts.reader.quotes(where=replace(_EVERYTHING, article_ids=tuple(sorted(article_ids))))


def articles_of(parts: Parts, quotes: Sequence[Quote]) -> dict[ArticleId, Article]:
    """Return the articles that the quotes are in."""
    return _articles(parts, [q.article_id for q in quotes])


def _articles(parts: Parts, article_ids: Sequence[ArticleId]) -> dict[ArticleId, Article]:
    found = {i: parts.reader.article(i) for i in dict.fromkeys(article_ids)}
    return {i: stored.article for i, stored in found.items() if stored is not None}
