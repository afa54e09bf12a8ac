"""Which of the sources' own sentences stand in for what a model wrote that could not be verified, or declined to write."""

from __future__ import annotations

from collections.abc import Sequence

from rag.answer.instead import in_their_words, meant, stated
from rag.ports import Embedder
from rag.types import Evidence, EvidenceSentence, Falsity, Withheld


def own_sentences(
    embedder: Embedder,
    question: str,
    evidence: Evidence,
    withheld: Sequence[Withheld],
    old: frozenset[int],
    denying: Sequence[int],
) -> tuple[int, ...]:
    """Return the positions of the evidence sentences to show, best first; empty when none answers.

    ``denying`` are those that say the opposite of a draft: they are about what is asked, and right. ``old`` are those of old news.
    """
    sentences, window = evidence.sentences, evidence.window
    drafts = [w.text for w in withheld if w.falsity is not Falsity.MISGIVEN]
    found = in_their_words(question, sentences, drafts, window, old) if drafts else ()
    return found or tuple(denying) or stated(question, sentences, window) or _meant(
        embedder, question, sentences, [w.text for w in withheld if w.falsity is Falsity.UNSHOWN], old
    )  # fmt: skip


def _meant(
    embedder: Embedder, question: str, sentences: Sequence[EvidenceSentence], drafts: Sequence[str], old: frozenset[int]
) -> tuple[int, ...]:
    if not drafts:
        return ()
    vectors = embedder.embed([question, *drafts, *(s.text for s in sentences)])
    asked, written, told = vectors[0], vectors[1 : 1 + len(drafts)], vectors[1 + len(drafts) :]
    like_question = [float(x) for x in told @ asked]
    tries = (
        meant(question, sentences, draft, [float(x) for x in told @ vector], like_question, old)
        for draft, vector in zip(drafts, written, strict=True)
    )
    return next(filter(None, tries), ())
