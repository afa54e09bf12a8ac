"""Plans to stories: every sentence is verified and numbered like a sentence of an answer, or it is not shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from rag.answer.assemble import Numbering
from rag.brief.background import event_day
from rag.brief.changes import Moved
from rag.brief.event import Event
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
    Verdict,
)


class Phraser(Protocol):
    """Words a story with a language model, and checks each sentence as an answer's is checked."""

    @property
    def name(self) -> str:
        """What phrases."""

    @property
    def prompts(self) -> Mapping[str, str]:
        """The prompts in use, by name, with their sha256."""

    @property
    def fault(self) -> str | None:
        """Why no more stories were worded, in words, or None."""

    def phrase(self, ranked: Ranked, plan: Plan) -> Sequence[str] | None:
        """Return sentences as the model words them, none of them checked; None where a story is told literally."""

    def check(self, text: str, event: Event, plan: Plan) -> tuple[Verdict, Sequence[EvidenceSentence]]:
        """Return whether the sources support a sentence, and the sentences that the verdict speaks of."""


FEWEST_PHRASED = 2
MOST_PHRASED = 4


class Writer:
    """Writes the stories of one brief, numbering their citations in order of use.

    ``given`` are the sentences that were phrased for a brief that is made again, by story: they are checked again, and
    nothing is phrased.
    """

    def __init__(self, phraser: Phraser | None = None, given: Mapping[str, Sequence[str]] | None = None) -> None:
        self._numbering = Numbering()
        self._phraser = phraser
        self._given = given
        self.withheld = 0
        self.phrased: dict[str, list[str]] = {}

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations so far, by number."""
        return self._numbering.citations

    def story(self, ranked: Ranked, plan: Plan) -> Story:
        """Return the story that a plan makes, phrased where every sentence holds, else in the sources' own words."""
        event = ranked.event
        phrased = self._phrased(ranked, plan)
        sentences = phrased or self._all(plan.sentences)
        return Story(
            id=event.id,
            headline=plan.headline,
            kind=ranked.kind,
            sentences=sentences,
            what_changed=tuple(c for m in plan.moved if (c := self._change(m)) is not None),
            articles=event.articles,
            outlets=event.outlets,
            independent=event.independent,
            importance=ranked.importance,
            why=ranked.why,
            watch=ranked.watch,
            quotes=tuple(self._said(q, event.sentences) for q in plan.quotes),
            conflicts=self._conflicts(plan),
            unknown=self._all(plan.unknown),
            timeline=self._timeline(plan),
            earlier=tuple(r.article.id for r in event.earlier),
            topic=event.topic,
            first_reported=(event.earlier or event.reports)[0].article.published,
            latest=event.latest.article.published,
            happened=event_day(plan.sentences[0]) if plan.sentences else None,
            phrased_by=self._phraser.name if phrased and self._phraser else "none",
        )

    def literal(self, sentence: EvidenceSentence) -> Sentence | None:
        """Return a sentence of a source as a sentence of the brief, or None when it does not pass verification."""
        text = " ".join(sentence.text.split())
        verdict = verify(text, (sentence,))
        if not verdict.supported or not verdict.used:
            self.withheld += 1
            return None
        return self._numbering.sentence(text, (sentence,), verdict)[0]

    def quoted(self, text: str, citations: Sequence[Citation]) -> Sentence:
        """Return a sentence of an answer, which was verified, with its citations numbered here."""
        numbers = tuple(self._numbering.cite(evidence_of(c)).n for c in citations)
        return Sentence(text, numbers, 1.0)

    def _phrased(self, ranked: Ranked, plan: Plan) -> tuple[Sentence, ...]:
        """Return the model's sentences that hold, at least two; with fewer the story is told literally."""
        if self._phraser is None:
            return ()
        story = ranked.event.id
        drafts = self._phraser.phrase(ranked, plan) if self._given is None else self._given.get(story)
        if drafts is None:
            return ()
        self.phrased[story] = list(drafts)
        held: list[tuple[str, Sequence[EvidenceSentence], Verdict]] = []
        for text in drafts[:MOST_PHRASED]:
            verdict, evidence = self._phraser.check(text, ranked.event, plan)
            if verdict.supported and verdict.used and all(text != t for t, _, _ in held):
                held.append((text, evidence, verdict))
            else:
                self.withheld += 1
        if len(held) < min(FEWEST_PHRASED, len(plan.sentences)):
            return ()
        return tuple(self._numbering.sentence(*each)[0] for each in held)

    def _all(self, sentences: Sequence[EvidenceSentence]) -> tuple[Sentence, ...]:
        return tuple(made for s in sentences if (made := self.literal(s)) is not None)

    def _change(self, moved: Moved) -> Change | None:
        new = self.literal(moved.new)
        old = self.literal(moved.old) if moved.old is not None else None
        if old is None and moved.old_words:
            old = Sentence(moved.old_words, (), 1.0)
        return Change(moved.about, old, new) if new is not None else None

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

    def _said(self, quote: Quote, sentences: Sequence[EvidenceSentence]) -> Said:
        origin = next(s for s in sentences if s.article_id == quote.article_id)
        exact = EvidenceSentence(
            quote.article_id, quote.span, quote.text, 0.0, origin.title, origin.source, origin.url, origin.published
        )
        return Said(quote, self._numbering.cite(exact).n)


def evidence_of(citation: Citation) -> EvidenceSentence:
    """Return the cited words as evidence."""
    return EvidenceSentence(
        citation.article_id, citation.span, citation.text, 0.0, citation.title, citation.source, citation.url,
        citation.published,
    )  # fmt: skip
