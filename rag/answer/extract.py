"""The answer without a model: the best sentences themselves. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answer.asked import Wanted, holds, wanted
from rag.answer.context import speaker_note
from rag.cite.words import content_words
from rag.types import EvidenceSentence

MOST = 3
"""How many sentences an extractive answer has at most."""
SHARE_OF_BEST = 0.85
"""A further sentence must come this close to the best one."""
COVERAGE = 0.5
"""Share of the question's content words that the chosen sentences and their titles must have."""

_COUNTED = re.compile(
    r"\bhow (?:many|much) ([\w-]+(?: [\w-]+)?)|\b(?:what|which) (?:is|was|are|were) the ([\w-]+)", re.IGNORECASE
)


def extract(question: str, sentences: Sequence[EvidenceSentence]) -> tuple[int, ...]:
    """Return the positions of the sentences that answer the question, best first; empty when none does.

    A sentence answers when it holds the kind of thing that is asked for and asks nothing itself; together the chosen ones
    must speak of what the question speaks of, or the answer would be a guess.
    """
    kind = wanted(question)
    fitting = [i for i, s in enumerate(sentences) if holds(s.text, kind) and not s.text.endswith("?")]
    if not fitting:
        return ()
    best = max(sentences[i].score for i in fitting)
    ranked = sorted(fitting, key=lambda i: (-sentences[i].score, i))
    chosen = tuple(i for i in ranked if sentences[i].score >= SHARE_OF_BEST * best)[:MOST]
    chosen_sentences = [sentences[i] for i in chosen]
    if kind is Wanted.NUMBER and not _counts_what_is_asked(question, chosen_sentences):
        return ()
    return chosen if _covers(question, chosen_sentences) else ()


def _counts_what_is_asked(question: str, chosen: Sequence[EvidenceSentence]) -> bool:
    """Return whether the sentences have the noun behind "how many" or "the population": a number alone may count anything."""
    match = _COUNTED.search(question)
    noun = set(content_words(match.group(1) or match.group(2))) if match else set()
    return not noun or bool(noun & set(content_words(" ".join(f"{s.text} {s.title}" for s in chosen))))


def _covers(question: str, chosen: Sequence[EvidenceSentence]) -> bool:
    asked = set(content_words(question))
    if not asked:
        return True
    text = " ".join(f"{s.before} {s.text} {s.title}" for s in chosen)
    return len(asked & set(content_words(text))) / len(asked) >= COVERAGE


def worded(sentence: EvidenceSentence) -> str:
    """Return an evidence sentence as a sentence of an answer: quoted words keep their speaker."""
    note = speaker_note(sentence)
    text = " ".join(sentence.text.split())
    return f"{note}“{text}”" if note else text
