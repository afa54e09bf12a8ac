"""Verified sentences to numbered citations. Pure but for the running number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rag.types import ArticleId, Citation, Claim, Conflict, EvidenceSentence, Sentence, Span, Verdict


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

    def conflicts(
        self, found: Iterable[tuple[str, Sequence[int]]], evidence: Sequence[EvidenceSentence]
    ) -> tuple[Conflict, ...]:
        """Return the conflicts of which one side is cited, each side cited now. ``found`` has what each is about and its positions."""
        cited, told = self.citations, []
        for about, positions in found:
            sides = [evidence[i] for i in positions]
            # A sentence may be cited together with the one before it.
            if any(c.article_id == s.article_id and c.span.overlaps(s.span) for s in sides for c in cited):
                told.append(Conflict(about, tuple(Claim(s.text, (self.cite(s).n,)) for s in sides)))
        return tuple(told)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations so far, by number."""
        return tuple(self._by_span.values())
