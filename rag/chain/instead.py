"""Which of the sources' own sentences stand in for what a model wrote that could not be verified, or declined to write."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answer.instead import in_their_words, meant, stated
from rag.ports import Embedder
from rag.types import Evidence, EvidenceSentence, Withheld

_NOT_THAT = re.compile(r"no source (?:calls|tells|has the)")
"""What such a draft gives to somebody is no lead to what is asked."""
_CONTRADICTED = re.compile(r"told otherwise|no source|opposite|said by|not given to|less than a fact")
"""A draft that was withheld for this is untrue: what means the same is no answer."""


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
    drafts = [w.text for w in withheld if not _NOT_THAT.search(w.reason)]
    found = in_their_words(question, sentences, drafts, window, old) if drafts else ()
    return found or tuple(denying) or stated(question, sentences, window) or _meant(
        embedder, question, sentences, [w.text for w in withheld if not _CONTRADICTED.search(w.reason)], old
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
