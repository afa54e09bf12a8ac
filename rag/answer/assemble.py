"""Verified sentences to numbered citations. Pure but for the running number."""

from __future__ import annotations

from collections.abc import Sequence

from rag.types import ArticleId, Citation, EvidenceSentence, Sentence, Span, Verdict


class Numbering:
    """Gives each cited span one number, in order of first use."""

    def __init__(self) -> None:
        self._by_span: dict[tuple[ArticleId, Span], Citation] = {}

    def cite(self, evidence: EvidenceSentence) -> Citation:
        """Return the citation of an evidence sentence, the same one when it was cited before."""
        place = (evidence.article_id, evidence.span)
        if place not in self._by_span:
            self._by_span[place] = Citation(
                len(self._by_span) + 1,
                evidence.article_id,
                evidence.span,
                evidence.text,
                evidence.title,
                evidence.source,
                evidence.url,
                evidence.published,
            )
        return self._by_span[place]

    def sentence(
        self, text: str, evidence: Sequence[EvidenceSentence], verdict: Verdict
    ) -> tuple[Sentence, tuple[Citation, ...]]:
        """Return a verified sentence with the citations that carry it."""
        citations = tuple(self.cite(evidence[i]) for i in verdict.used)
        numbers = tuple(c.n for c in citations)
        return Sentence(text, numbers, round(verdict.score, 3)), citations

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations so far, by number."""
        return tuple(self._by_span.values())
