"""One drafted sentence to a verdict: code checks first, then the calibrated score, then the judge."""

from __future__ import annotations

from collections.abc import Sequence

import prompts
from rag.answer.context import plain_text
from rag.chain.gather import quotes_of
from rag.chain.parts import Asked, Parts
from rag.cite import nearest, verify
from rag.cite.speakers import same_speaker
from rag.errors import ProviderError
from rag.ports import Message
from rag.quotes import extract as extract_quotes
from rag.types import ArticleId, EvidenceSentence, Quote, Verdict

SURE = 0.90
"""A code-only score from which the judge is not asked: the sentence all but copies its evidence."""


def check(parts: Parts, asked: Asked, text: str, evidence: Sequence[EvidenceSentence]) -> Verdict:
    """Return whether the evidence supports a sentence. The judge can lower or raise a score, never a veto."""
    vectors = parts.embedder.embed([text, *(s.text for s in evidence)])
    similarity = [float(x) for x in vectors[1:] @ vectors[0]]
    quotes = quotes_of(parts, {s.article_id for s in evidence})
    verdict = verify(text, evidence, similarity=similarity, quotes=quotes)
    if verdict.supported:
        verdict = _right_speaker(text, evidence, quotes, verdict)
    if verdict.vetoes or verdict.score >= SURE or asked.chat is None:
        return verdict
    p_yes = _judge(asked, text, [evidence[i] for i in nearest(text, evidence, similarity)])
    if p_yes is None:
        return verdict
    return verify(text, evidence, similarity=similarity, quotes=quotes, p_yes=p_yes)


def _judge(asked: Asked, text: str, evidence: Sequence[EvidenceSentence]) -> float | None:
    system, user = prompts.load("support").render({"evidence": plain_text(evidence), "claim": text})
    messages = [Message("system", system), Message("user", user)]
    assert asked.chat is not None
    try:
        return asked.chat.yes_probability(messages, deadline=asked.deadline)
    except ProviderError:
        return None  # the code's own verdict stands; the chain notes a failing model elsewhere


def _right_speaker(
    text: str, evidence: Sequence[EvidenceSentence], quotes: Sequence[Quote], verdict: Verdict
) -> Verdict:
    """Return the verdict, turned down when every sentence it rests on is somebody else's utterance."""
    claimed = [q.speaker for q in extract_quotes(ArticleId("draft"), text) if q.speaker != "unknown"]
    if not claimed or not verdict.used:
        return verdict
    heard = {_speaker_of(evidence[i], quotes) for i in verdict.used}
    if None in heard or any(same_speaker(c, h) for c in claimed for h in heard if h):
        return verdict
    who = ", ".join(sorted(h for h in heard if h))
    reason = f"said by {who}, not {claimed[0]}"
    return Verdict(False, verdict.score, (reason,), (*verdict.reasons, reason), verdict.used, verdict.features)


def _speaker_of(sentence: EvidenceSentence, quotes: Sequence[Quote]) -> str | None:
    for quote in quotes:
        if quote.article_id == sentence.article_id and quote.span.overlaps(sentence.span):
            return None if quote.speaker == "unknown" else quote.speaker
    return None
