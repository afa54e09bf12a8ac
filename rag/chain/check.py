"""One drafted sentence to a verdict: code checks first, then the calibrated score, then the judge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.chain.gather import quotes_of
from rag.chain.judge import opinion
from rag.chain.parts import Asked, Parts
from rag.chain.speech import with_right_speaker
from rag.cite import verify
from rag.ports import Embedder
from rag.types import EvidenceSentence, Quote, Verdict

SURE = 0.90
"""A code-only score from which the judge is not asked: the sentence all but copies its evidence."""


def check_named(
    parts: Parts, asked: Asked, text: str, evidence: Sequence[EvidenceSentence], named: Sequence[int]
) -> Verdict:
    """Return the verdict on the sentences that the model named where they carry it, else on all of the evidence."""
    if named:
        verdict = check(parts, asked, text, [evidence[i] for i in named])
        if verdict.supported:
            return replace(verdict, used=tuple(named[i] for i in verdict.used))
    return check(parts, asked, text, evidence)


def check(parts: Parts, asked: Asked, text: str, evidence: Sequence[EvidenceSentence]) -> Verdict:
    """Return whether the evidence supports a sentence. The judge can lower or raise a score, never a veto."""
    quotes = quotes_of(parts, {s.article_id for s in evidence})
    verdict, similarity = check_by_code(parts.embedder, text, evidence, quotes, parts.sure)
    if verdict.vetoes or verdict.score >= SURE or asked.chat is None:
        return verdict
    held = opinion(asked.chat, text, evidence, similarity, asked.deadline)
    if held.failed:
        asked.unjudged[text] = held.fault or ""
    if held.p_yes is None:
        return verdict
    return verify(text, evidence, similarity=similarity, quotes=quotes, p_yes=held.p_yes, level=parts.sure)


def check_by_code(
    embedder: Embedder, text: str, evidence: Sequence[EvidenceSentence], quotes: Sequence[Quote], level: str
) -> tuple[Verdict, Sequence[float]]:
    """Return the verdict without a judge, and the cosine of the sentence with each of the evidence.

    ``quotes`` say whose words stand where in the articles of the evidence.
    """
    vectors = embedder.embed([text, *(s.text for s in evidence)])
    similarity = [float(x) for x in vectors[1:] @ vectors[0]]
    verdict = verify(text, evidence, similarity=similarity, quotes=quotes, level=level)
    if any(_same(text, s.text) for s in evidence):
        return verdict, similarity  # the source's own sentence gives nobody's words to another
    return with_right_speaker(text, evidence, quotes, verdict), similarity


def _same(text: str, other: str) -> bool:
    return " ".join(text.split()) == " ".join(other.split())
