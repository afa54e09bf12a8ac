"""What an answer in the sources' own words may take from beside its evidence: under a heading, before a sentence, of newer articles.

A model is given none of this: what it reads stays as it was measured.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from rag.answer.apart import leads_in
from rag.answer.asked import parts as parts_of
from rag.answer.doubts import doubts, names_asked
from rag.answer.extract import extract
from rag.chain.gather import gather
from rag.chain.parts import Parts
from rag.ports import ArticleReader
from rag.retrieve.evidence import unusable
from rag.retrieve.headings import with_text_beneath
from rag.text.leaning import leans
from rag.text.names import names
from rag.text.sentences import split
from rag.types import Evidence, EvidenceSentence, Passage, Span

LONGEST_LEAD = 400
"""A longer sentence is not put in front of the one that leans on it."""


def with_beside(
    parts: Parts,
    text: str,
    evidence: Evidence,
    old_among: Callable[[Evidence], frozenset[int]],
    newer_from: datetime | None,
) -> Evidence:
    """Return the evidence with what stands under its headings, and with newer articles where only old news would answer.

    ``text`` is the question as it is read; ``newer_from`` is the time from which an article is no old news, None where the question is of any time.
    """
    known = replace(evidence, sentences=with_text_beneath(parts_of(text), evidence.sentences, parts.reader))
    old = old_among(known)
    chosen = extract(text, known.sentences, known.window, old)
    if newer_from is None or not chosen or not set(chosen) <= old:
        return known
    question = replace(evidence.question, since=newer_from)
    found = parts.retriever.retrieve(question, question.top_k or parts.top_k)
    newer = gather(parts, text, found, replace(evidence, passages=found.passages, sentences=(), quotes=()))
    told = with_text_beneath(parts_of(text), newer.sentences[len(newer.quotes) :], parts.reader)
    answering = extract(text, told, known.window)
    if not answering or doubts(text, told[answering[0]]):
        return known  # a doubtful sentence of now is no better than a date beside the old news
    return replace(
        known,
        passages=_joined(found.passages, known.passages, question.top_k or parts.top_k),
        sentences=_with(known, told),
        reports=known.reports + found.reports,
        independent=known.independent + found.independent,
    )


def _joined(newer: tuple[Passage, ...], known: tuple[Passage, ...], most: int) -> tuple[Passage, ...]:
    places = {(p.article_id, p.span): p for p in reversed((*newer, *known))}
    ordered = list(dict.fromkeys((p.article_id, p.span) for p in (*newer, *known)))[:most]
    return tuple(replace(places[place], rank=rank) for rank, place in enumerate(ordered, start=1))


def _with(known: Evidence, told: tuple[EvidenceSentence, ...]) -> tuple[EvidenceSentence, ...]:
    """Return the sentences with the newer ones behind the utterances, which keep their places."""
    said, others = known.sentences[: len(known.quotes)], known.sentences[len(known.quotes) :]
    new = {(s.article_id, s.span) for s in told}
    return (*said, *told, *(s for s in others if (s.article_id, s.span) not in new))


def with_its_lead(question: str, sentence: EvidenceSentence, reader: ArticleReader) -> EvidenceSentence:
    """Return a sentence together with the one before it where it cannot be understood alone, else as it is.

    "The chain will close 40 stores" leans on the sentence before, where that has the name which the question asks of.
    """
    if sentence.speaker or not sentence.before or not _leans_back(question, sentence):
        return sentence
    stored = reader.article(sentence.article_id)
    text = stored.article.text if stored else ""
    for span in [span for span in split(text) if span.end <= sentence.span.start][-1:]:
        told = span.of(text)
        if sentence.before.endswith(told) and not (leads_in(told) or unusable(told) or len(told) > LONGEST_LEAD):
            whole = Span(span.start, sentence.span.end)
            return replace(sentence, span=whole, text=whole.of(text), before="")
    return sentence


def _leans_back(question: str, sentence: EvidenceSentence) -> bool:
    if not names(question):
        return leans(sentence.text)
    leaning = leans(sentence.text) or sentence.text.lstrip("\"“'‘«").startswith("The ")
    return leaning and names_asked(question, sentence.before) and not names_asked(question, sentence.text)
