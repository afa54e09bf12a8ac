"""The text under a heading that asks what the reader asks: "Who voted against it?" has its answer beneath. Pure but for the reader."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.ports import ArticleReader
from rag.retrieve.evidence import unusable
from rag.text.kindred import deeds
from rag.text.names import missing_names, names
from rag.text.sentences import split
from rag.types import Article, EvidenceSentence, Span

MOST_BENEATH = 3
"""How many sentences under a heading may answer it."""
ASKED_SHARE, ASKING_SHARE = 0.75, 0.65
"""Share of the question's words that the heading and the title must have, and of the heading's that the question must have."""
_ASKING = re.compile(
    r"\b(how (?:many|much|long|old|often|far)|who|whom|whose|what|which|when|where|why|how)\b", re.IGNORECASE
)
_ALIKE = {"whom": "who", "which": "what"}


def with_text_beneath(
    questions: Sequence[str], sentences: Sequence[EvidenceSentence], reader: ArticleReader
) -> tuple[EvidenceSentence, ...]:
    """Return the sentences, with those beneath each heading among them that asks one of the questions.

    What stands beneath has the heading as what is before it, and its score.
    """
    beneath: list[EvidenceSentence] = []
    for heading in sentences:
        if heading.speaker or not any(_asks_the_same(q, heading) for q in questions):
            continue
        stored = reader.article(heading.article_id)
        if stored is not None:
            beneath += _beneath(heading, stored.article)
    taken = {(s.article_id, s.span): s for s in reversed(beneath)}
    kept = [s if s.speaker else taken.pop((s.article_id, s.span), s) for s in sentences]
    return (*kept, *reversed(taken.values()))


def _asks_the_same(question: str, heading: EvidenceSentence) -> bool:
    if not heading.text.rstrip(" \"'”’»").endswith("?") or _asking(question) != _asking(heading.text):
        return False
    asked, asking = set(deeds(question)), set(deeds(heading.text))
    titled = asking | set(deeds(heading.title))
    if not asked or not asking or missing_names(question, [heading.text, heading.title]):
        return False
    named = {w for n in names(question) for w in deeds(n)}
    beside = asked - named
    return (
        len(asked & titled) >= ASKED_SHARE * len(asked)
        and len(asking & asked) >= ASKING_SHARE * len(asking)
        and (not beside or not beside.isdisjoint(asking))
    )


def _asking(text: str) -> str:
    match = _ASKING.search(text)
    word = " ".join(match.group().lower().split()) if match else ""
    return _ALIKE.get(word, word)


def _beneath(heading: EvidenceSentence, article: Article) -> list[EvidenceSentence]:
    """Return the first sentences of the paragraph under a heading that stands on a line of its own."""
    text, end = article.text, heading.span.end
    line_start = text.rfind("\n", 0, heading.span.start) + 1
    rest = re.match(r"[^\S\n]*\n\s*([^\n]+)", text[end:])
    if text[line_start : heading.span.start].strip(' \t#*•“"') or rest is None:
        return []
    start = end + rest.start(1)
    found: list[EvidenceSentence] = []
    before = heading.text
    for span in split(rest.group(1))[:MOST_BENEATH]:
        told = span.of(rest.group(1))
        if told.rstrip().endswith("?") and not found:
            return []
        if unusable(told):
            continue
        place = Span(start + span.start, start + span.end)
        found.append(replace(heading, span=place, text=told, before=before))
        before = f"{heading.text} {told}"
    return found
