"""Plans to stories: every sentence is verified and numbered like a sentence of an answer, or it is not shown."""

from __future__ import annotations

from collections.abc import Sequence

from rag.answer.assemble import Numbering
from rag.brief.background import event_day
from rag.brief.plan import Plan
from rag.brief.rank import Ranked
from rag.cite import verify
from rag.types import (
    Change,
    Citation,
    Claim,
    Conflict,
    EvidenceSentence,
    Quote,
    Said,
    Sentence,
    Step,
    Story,
)


class Writer:
    """Writes the stories of one brief, numbering their citations in order of use."""

    def __init__(self) -> None:
        self._numbering = Numbering()
        self.withheld = 0

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations so far, by number."""
        return self._numbering.citations

    def story(self, ranked: Ranked, plan: Plan) -> Story:
        """Return the story that a plan makes, in the sources' own sentences."""
        event = ranked.event
        sentences = self._all(plan.sentences)
        return Story(
            id=event.id,
            headline=plan.headline,
            kind=ranked.kind,
            sentences=sentences,
            what_changed=self._changes(plan),
            articles=event.articles,
            outlets=event.outlets,
            independent=event.independent,
            importance=ranked.importance,
            why=ranked.why,
            watch=ranked.watch,
            quotes=tuple(self._said(q, plan, event.sentences) for q in plan.quotes),
            conflicts=self._conflicts(plan),
            unknown=self._all(plan.unknown),
            timeline=self._timeline(plan),
            earlier=tuple(r.article.id for r in event.earlier),
            topic=event.topic,
            first_reported=(event.earlier or event.reports)[0].article.published,
            latest=event.latest.article.published,
            happened=event_day(plan.sentences[0]) if plan.sentences else None,
        )

    def literal(self, sentence: EvidenceSentence) -> Sentence | None:
        """Return a sentence of a source as a sentence of the brief, or None when it does not pass verification."""
        text = " ".join(sentence.text.split())
        verdict = verify(text, (sentence,))
        if not verdict.supported or not verdict.used:
            self.withheld += 1
            return None
        return self._numbering.sentence(text, (sentence,), verdict)[0]

    def _all(self, sentences: Sequence[EvidenceSentence]) -> tuple[Sentence, ...]:
        return tuple(made for s in sentences if (made := self.literal(s)) is not None)

    def _changes(self, plan: Plan) -> tuple[Change, ...]:
        out = []
        for moved in plan.moved:
            new = self.literal(moved.new)
            old = self.literal(moved.old) if moved.old is not None else None
            if new is not None:
                out.append(Change(moved.about, old, new))
        return tuple(out)

    def _conflicts(self, plan: Plan) -> tuple[Conflict, ...]:
        out = []
        for about, one, other in plan.differ:
            sides = [s for s in (self.literal(one), self.literal(other)) if s is not None]
            if len(sides) == 2:
                out.append(Conflict(about, tuple(Claim(s.text, s.citations) for s in sides)))
        return tuple(out)

    def _timeline(self, plan: Plan) -> tuple[Step, ...]:
        out = []
        for sentence, day in plan.steps:
            made = self.literal(sentence)
            if made is not None and sentence.published is not None:
                out.append(Step(sentence.published, day, made))
        return tuple(out)

    def _said(self, quote: Quote, _plan: Plan, sentences: Sequence[EvidenceSentence]) -> Said:
        origin = next(s for s in sentences if s.article_id == quote.article_id)
        exact = EvidenceSentence(
            quote.article_id, quote.span, quote.text, 0.0, origin.title, origin.source, origin.url, origin.published
        )
        return Said(quote, self._numbering.cite(exact).n)
