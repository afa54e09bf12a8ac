"""A claim against a text that need not be in the store."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.answer.apart import points_on
from rag.chain.judge import Opinion, opinion
from rag.chain.speech import with_right_speaker
from rag.cite import verify
from rag.cite.persons import open_surnames
from rag.ports import ChatModel, Deadline, Embedder
from rag.quotes import extract
from rag.text.marks import quotations
from rag.text.sentences import ASKS, split
from rag.text.words import content_words
from rag.types import ArticleId, EvidenceSentence, Published, Span, Verdict, Verified

TEXT = ArticleId("text")
_GOES_ON = re.compile(r"(?<![\s.!?…:;\"”’»)])[ \t]*\r?\n[ \t]*(?=[^\W_])")
"""A line break inside a sentence, as mails and terminals wrap it."""


_CLOSERS = "\"'”’»)]"
_ANSWERS = frozenset("yes no indeed well ok okay true correct right sure exactly certainly absolutely".split())
"""What says nothing where it stands alone."""
_BARE = 2
"""A line that points on has no more words of meaning than this; one that has tells something as well."""


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

    Each sentence of a claim is verified by itself, as those of an answer are: by most of its words the whole may pass
    where one sentence is invented. ``fault`` says why there is no ``chat`` where there should be one.
    """
    evidence = evidence_of(text, published)
    if not evidence:
        return Verified(Verdict(False, 0.0, (), ("the text is empty",), ()), None, "", fault, claim)
    said = sentences_of(claim)
    vectors = embedder.embed([*said, *(s.text for s in evidence)])
    quotes = extract(TEXT, text)
    found = []
    for sentence, vector in zip(said, vectors, strict=False):
        similarity = [float(x) for x in vectors[len(said) :] @ vector]
        held = opinion(chat, sentence, evidence, similarity, deadline) if chat is not None else Opinion(None, fault)
        verdict = verify(sentence, evidence, similarity=similarity, quotes=quotes, p_yes=held.p_yes, level=level)
        verdict = with_right_speaker(sentence, evidence, quotes, verdict)
        found.append(_carried(sentence, verdict, text, evidence, held.fault))
    whole = found[0] if len(found) == 1 else _together(claim, found, text, evidence)
    return _with_open_surnames(claim, whole, evidence)


def sentences_of(claim: str) -> list[str]:
    """Return the sentences of a claim that say something: the claim as it is where that is one.

    A question is none of them, nor a line that only points on or answers: "Here is what is known.", "Yes.".
    What is quoted together stays together, for it is of one speaker; a line that no stop ends goes on in the next.
    """
    text = _GOES_ON.sub(" ", claim)
    quoted = [q.outer for q in quotations(text)]
    spans: list[Span] = []
    for span in split(text):
        if spans and any(q.overlaps(spans[-1]) and q.overlaps(span) for q in quoted):
            spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
    said = [words for span in spans if _says_something(words := span.of(text))]
    return said if said and len(spans) > 1 else [claim]


def _says_something(sentence: str) -> bool:
    told = content_words(sentence)
    leads = points_on(sentence) and len(told) <= _BARE
    answers = sentence.strip(" .!,…" + _CLOSERS).casefold() in _ANSWERS
    return bool(told) and not (leads or answers or sentence.rstrip(_CLOSERS).endswith(ASKS))


def _carried(
    claim: str, verdict: Verdict, text: str, evidence: Sequence[EvidenceSentence], note: str | None
) -> Verified:
    if not verdict.used:
        return Verified(verdict, None, "", note, claim)
    spans = [evidence[i].span for i in verdict.used]
    whole = Span(min(s.start for s in spans), max(s.end for s in spans))
    return Verified(verdict, whole, whole.of(text), note, claim)


def _with_open_surnames(claim: str, found: Verified, evidence: Sequence[EvidenceSentence]) -> Verified:
    """Return a verdict that holds for one of two people of a name with the words that it does not say for whom."""
    if not found.verdict.supported:
        return found
    either = open_surnames(claim, [s.text for s in evidence])
    return replace(found, verdict=replace(found.verdict, reasons=tuple(f"ambiguous: {words}" for words in either)))


def _together(claim: str, found: Sequence[Verified], text: str, evidence: Sequence[EvidenceSentence]) -> Verified:
    """Return the verdict on a claim of several sentences: all must hold, and a reason names the one that does not."""
    verdicts = [f.verdict for f in found]
    worst = min(verdicts, key=lambda v: v.score)
    verdict = Verdict(
        all(v.supported for v in verdicts),
        worst.score,
        tuple(f"“{f.claim}”: {veto}" for f in found for veto in f.verdict.vetoes),
        tuple(f"“{f.claim}”: {reason}" for f in found for reason in f.verdict.reasons),
        tuple(dict.fromkeys(i for v in verdicts for i in v.used)),
        worst.features,
    )
    note = next((f.note for f in found if f.note), None)
    return replace(_carried(claim, verdict, text, evidence, note), sentences=tuple(found))


def evidence_of(text: str, published: Published | None = None) -> list[EvidenceSentence]:
    """Return the sentences of a text as evidence, each with the one before it."""
    out, before = [], ""
    for span in split(text):
        words = span.of(text)
        out.append(EvidenceSentence(TEXT, span, words, 0.0, "", None, None, published, before))
        before = words
    return out
