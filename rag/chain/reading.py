"""What a model has read: a follow-up is asked on it, so that a small model reads only what is new.

A server keeps a prompt that it has read, up to where the next one differs from it, so what was read comes first, as it was.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from threading import Lock

from rag.answer.latest import without_overtaken
from rag.ports import ArticleReader
from rag.types import ArticleId, Evidence, EvidenceSentence, Question

KEPT = 16
"""Questions whose evidence is kept; a sentence of an article takes some hundred bytes."""
SHARED = 0.5
"""Least share of what is found for a follow-up, in characters, that must have been read before."""
LONGEST = 2.0
"""How much longer than what is found for it alone, in characters, a follow-up's evidence may be."""


_Key = tuple[str, datetime | None, datetime | None, tuple[str, ...], tuple[ArticleId, ...]]
"""A question's words and the filters beside them."""


class Readings:
    """The evidence that a model read for the last questions. For many threads; it forgets when the process ends."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[_Key, Evidence] = OrderedDict()

    def keep(self, evidence: Evidence) -> None:
        """Remember what was read for a question."""
        with self._lock:
            key = _key(evidence.question, evidence.question.text)
            self._kept[key] = evidence
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)

    def before(self, evidence: Evidence) -> Evidence | None:
        """Return what was read for the question that this one follows, under the same filters; None where nothing is known of it."""
        question = evidence.question
        if question.after is None:
            return None
        with self._lock:
            read = self._kept.get(_key(question, question.after))
        return read if read is not None and read.question.as_of <= question.as_of else None


def _key(question: Question, text: str) -> _Key:
    return text, question.since, question.until, question.sources, question.article_ids


def on_what_was_read(question: str, found: Evidence, read: Evidence | None, reader: ArticleReader) -> Evidence:
    """Return evidence that opens with what was read before, where it has much of what is found; else what is found.

    A sentence that is no longer in its article, or whose count a later report has replaced, is not read again. What was read and is not found for this question counts for
    no more than the least of what is. ``question`` is the one that was found for, as code reads it.
    """
    if read is None or found.quotes or read.window != found.window:
        return found
    known = {(s.article_id, s.span): s for s in found.sentences}
    least = min((s.score for s in found.sentences), default=0.0)
    before = [
        known.get((s.article_id, s.span)) or replace(s, score=min(s.score, least))
        for s in read.sentences
        if _stands(s, reader)
    ]
    places = {(s.article_id, s.span) for s in before}
    new = [s for s in found.sentences if (s.article_id, s.span) not in places]
    length = _length(found.sentences)
    if _length(new) > (1 - SHARED) * length or _length(before) + _length(new) > LONGEST * length:
        return found
    return replace(found, sentences=without_overtaken(question, (*before, *new)))


def _stands(sentence: EvidenceSentence, reader: ArticleReader) -> bool:
    stored = reader.article(sentence.article_id)
    return stored is not None and sentence.span.of(stored.article.text) == sentence.text


def _length(sentences: Sequence[EvidenceSentence]) -> int:
    return sum(len(s.text) for s in sentences)
