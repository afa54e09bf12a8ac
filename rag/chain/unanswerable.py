"""Is somebody or something that the question names nowhere in what was found? Then nothing can answer it."""

from __future__ import annotations

import re

from rag.answer.admit import Abstention
from rag.answer.asked import parts
from rag.text.names import missing_names, mixed_up, names
from rag.text.speakers import nation_of
from rag.text.words import content_words, fold
from rag.types import Evidence, Reason

_ENGLISH = re.compile(r"\b(?:the|which|what|who|when|where|how|why|did|does)\b", re.IGNORECASE)
_WORD_OR_MARK = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]")
_OF_A_KIND = re.compile(
    r"\b[A-ZÀ-Þ][\w.’']*-(?:based|born|famous|led|owned|backed|run|made|style|themed|held|linked|funded|trained|speaking|bound)\b"
    r"|\b(?:Hollywood|Bollywood|Broadway)(?= [a-z])"
)
"""What is "YouTube-famous" or "Velka-based", or a "Hollywood veteran", is known by more than that: an article need not say it."""
UNKNOWN_ROW = 3
"""Words that carry meaning, one behind the other, of which no passage has any: "ice hockey championship" is then not in the news. Of 500 quiz
questions four had such a row, none of them answered; of two words 34, seven of them answered right (docs/results.md)."""


def unknown_matter(question: str, evidence: Evidence) -> Abstention | None:
    """Return an abstention when no passage mentions a name of the question, or what it is about; else None.

    A model asked about somebody or something that its sources do not know tells of another one. Looked for in the
    whole passages, their titles and outlets, names in any spelling.
    """
    unknown = {part: missing_in(part, evidence) or _unknown_row(part, evidence) for part in parts(question)}
    if not all(unknown.values()):
        return None
    missing = dict.fromkeys(name for names_ in unknown.values() for name in names_)
    return Abstention(Reason.NOT_STATED, f"no article that was found mentions {', '.join(missing)}")


def without_kinds(part: str) -> str:
    """Return a question without the names in it that only tell a kind, which an article need not have: "Velka-based"."""
    return _OF_A_KIND.sub(" ", part)


def without_nations(text: str) -> str:
    """Return a question without the nations in it: papers at home do not say that a state or a chain is "American"."""
    return _WORD_OR_MARK.sub(lambda m: " " if nation_of(fold(m.group())) else m.group(), text)


def missing_in(part: str, evidence: Evidence) -> tuple[str, ...]:
    """Return the names of a part of the question that no passage mentions."""
    part = without_kinds(part)
    texts = _texts(evidence) if names(part) else []
    return missing_names(part, texts) or mixed_up(part, texts) if texts else ()


def _unknown_row(part: str, evidence: Evidence) -> tuple[str, ...]:
    """Return the longest row of words that no passage has, as one name; empty where it is short, or in another language."""
    if not _ENGLISH.search(evidence.question.text):
        return ()  # its words are in no article of another language than its own
    if evidence.window.words:
        part = part.replace(
            evidence.window.words, "."
        )  # "in the last ten days" is read as days, and need be in no article
    told = {word for text in _texts(evidence) for word in content_words(text)}
    longest: list[str] = []
    row: list[str] = []
    for word in _WORD_OR_MARK.findall(part):
        meant = content_words(word)
        row = [*row, word] if meant and word[0].isalpha() and told.isdisjoint(meant) else []
        longest = max(longest, row, key=len)
    return (f"“{' '.join(longest)}”",) if len(longest) >= UNKNOWN_ROW else ()


def _texts(evidence: Evidence) -> list[str]:
    texts = [f"{p.title} {p.source or ''} {p.text}" for p in evidence.passages]
    return [*texts, *(f"{s.before} {s.text}" for s in evidence.sentences)]
