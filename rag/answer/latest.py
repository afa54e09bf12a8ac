"""Which counts a later report has replaced: "how many died" is answered by the latest toll. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answer.asked import Wanted, parts, wanted
from rag.text.figures import figures, moved_figure, states
from rag.text.names import missing_names, names
from rag.text.numbers import Number
from rag.text.words import content_words
from rag.types import EvidenceSentence

_EARLIER = re.compile(
    r"\b(?:first|initial(?:ly)?|original(?:ly)?|earlier|at the (?:start|beginning)|before|previous(?:ly)?|"
    r"(?:on|last|until|by) (?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|change[ds]?|rise|rose|risen|f[ae]ll|fallen)\b",
    re.IGNORECASE,
)
_REVISED = re.compile(
    r"\b(?:revis\w+|correct\w+|lower(?:ed|s)|down from|reduced|fewer than|cut (?:its|the) (?:toll|count))\b",
    re.IGNORECASE,
)
"""Words of a report that takes an earlier count back."""


def without_overtaken(question: str, sentences: Sequence[EvidenceSentence]) -> tuple[EvidenceSentence, ...]:
    """Return the sentences without those whose figure, of the kind that is asked for, a later report has replaced.

    A question about an earlier state or about the change keeps them all.
    """
    counting = [p for p in parts(question) if wanted(p) is Wanted.NUMBER and not _EARLIER.search(p)]
    gone = {i for part in counting for i in _overtaken(part, sentences)}
    return tuple(s for i, s in enumerate(sentences) if i not in gone)


def _overtaken(question: str, sentences: Sequence[EvidenceSentence]) -> set[int]:
    asked = states(question) | frozenset(content_words(question))
    about = [i for i, s in enumerate(sentences) if s.published and _is_about(question, s) and _counts(s, asked)]
    return {
        i
        for i in about
        for j in about
        if _is_later(sentences[j], sentences[i]) and _moved(sentences[i], sentences[j], asked)
    }


def _counts(sentence: EvidenceSentence, asked: frozenset[str]) -> bool:
    return any(f.of in asked for f in figures(sentence.text))


def _moved(old: EvidenceSentence, new: EvidenceSentence, asked: frozenset[str]) -> bool:
    found = moved_figure(old.text, new.text)
    if found is None or (_is_fewer_dead(*found) and not _REVISED.search(new.text)):
        return False
    return bool((states(found[0]) | frozenset(content_words(found[0])) | {found[0]}) & asked)


def _is_fewer_dead(what: str, old: Number, new: Number) -> bool:
    """Return whether a later count has fewer dead: they do not come back, so it is of a part, one land's of a storm's."""
    return "dead" in states(what) | {what} and new.value < old.value


def _is_about(question: str, sentence: EvidenceSentence) -> bool:
    """Return whether a sentence, its title or the one before it has a name of the question: the toll of another event is not this one's."""
    asked = names(question)
    return not asked or len(missing_names(question, [sentence.around])) < len(asked)


def _is_later(one: EvidenceSentence, other: EvidenceSentence) -> bool:
    assert one.published is not None
    assert other.published is not None
    if one.published.has_time and other.published.has_time:
        return one.published.at > other.published.at
    return one.published.day > other.published.day
