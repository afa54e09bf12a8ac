"""Whose are words under a surname that two people of an article share: of neither. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rag.quotes.pages import read
from rag.quotes.people import Names, mentions
from rag.text.speakers import TITLES, same_speaker
from rag.text.words import fold
from rag.types import ArticleId, Quote


def unshared(asked: str, quotes: Sequence[Quote], text_of: Callable[[ArticleId], str]) -> tuple[Quote, ...]:
    """Return the quotes without those of a bare surname where the article has who is asked for and a namesake beside him.

    The article left open which of the two speaks, and so does this.
    """
    first = [w for w in asked.split()[:-1] if fold(w).rstrip(".") not in TITLES]
    if not first:
        return tuple(quotes)
    bare = {(q.article_id, q.speaker) for q in quotes if " " not in q.speaker}
    shared = {(i, s) for i, s in bare if _is_shared(asked, first[0], s, text_of(i))}
    return tuple(q for q in quotes if (q.article_id, q.speaker) not in shared)


def _is_shared(asked: str, first: str, surname: str, text: str) -> bool:
    if first not in text:
        return False  # read no further: most articles have one of a name
    lines = (line for p in read(text).paragraphs for line in p.lines if not line.heading)
    bearers = Names([m for line in lines for m in mentions(line.tokens, line.number)]).bearers(surname)
    return len(bearers) > 1 and any(same_speaker(asked, b) for b in bearers)
