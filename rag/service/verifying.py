"""A claim against a text that need not be in the store."""

from __future__ import annotations

from dataclasses import replace

from rag.chain.judge import Opinion, opinion
from rag.chain.speech import with_right_speaker
from rag.cite import verify
from rag.cite.persons import open_surnames
from rag.ports import ChatModel, Deadline, Embedder
from rag.quotes import extract
from rag.text.sentences import split
from rag.types import ArticleId, EvidenceSentence, Published, Span, Verdict, Verified

TEXT = ArticleId("text")


def verify_claim(
    claim: str,
    text: str,
    published: Published | None,
    *,
    embedder: Embedder,
    chat: ChatModel | None,
    deadline: Deadline,
    fault: str | None = None,
    level: str = "normal",
) -> Verified:
    """Return the verdict on a claim and the span from the first to the last sentence that carries it.

    ``fault`` says why there is no ``chat`` where there should be one.
    """
    evidence = evidence_of(text, published)
    if not evidence:
        return Verified(Verdict(False, 0.0, (), ("the text is empty",), ()), None, "", fault)
    vectors = embedder.embed([claim, *(s.text for s in evidence)])
    similarity = [float(x) for x in vectors[1:] @ vectors[0]]
    quotes = extract(TEXT, text)
    held = opinion(chat, claim, evidence, similarity, deadline) if chat is not None else Opinion(None, fault)
    verdict = verify(claim, evidence, similarity=similarity, quotes=quotes, p_yes=held.p_yes, level=level)
    verdict = with_right_speaker(claim, evidence, quotes, verdict)
    if not verdict.used:
        return Verified(verdict, None, "", held.fault)
    if verdict.supported:  # it holds for one of them, and its reader is told that it does not say for whom
        either = open_surnames(claim, [s.text for s in evidence])
        verdict = replace(verdict, reasons=tuple(f"ambiguous: {words}" for words in either))
    spans = [evidence[i].span for i in verdict.used]
    whole = Span(min(s.start for s in spans), max(s.end for s in spans))
    return Verified(verdict, whole, whole.of(text), held.fault)


def evidence_of(text: str, published: Published | None = None) -> list[EvidenceSentence]:
    """Return the sentences of a text as evidence, each with the one before it."""
    out, before = [], ""
    for span in split(text):
        words = span.of(text)
        out.append(EvidenceSentence(TEXT, span, words, 0.0, "", None, None, published, before))
        before = words
    return out
