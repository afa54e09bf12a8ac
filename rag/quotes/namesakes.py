"""Who the people of an article are: with an office or none, and whose a surname is that two of them share: of neither. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rag.quotes.lexicon import PERSON_ROLES, is_role
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
    bearers = _names_of(text).bearers(surname)
    return len(bearers) > 1 and any(same_speaker(asked, b) for b in bearers)


def is_person(name: str, text: str) -> bool:
    """Return whether a name is a person's, by its first name or by what a text calls him: "Varn" where it has "Mayor Varn"."""
    names = _names_of(text)
    full = names.full(name, (), 0, 0)
    return names.person(full) or full.split()[-1].lower() in PERSON_ROLES


def in_office(speakers: Iterable[str], text: str) -> frozenset[str]:
    """Return those of the speakers to whom a text gives a title or an office, or who are one: "The spokeswoman"."""
    names = _names_of(text)
    return frozenset(s for s in speakers if names.titled(names.full(s, (), 0, 0)) or is_role(s.split()[-1].lower()))


def _names_of(text: str) -> Names:
    lines = (line for p in read(text).paragraphs for line in p.lines if not line.heading)
    return Names([m for line in lines for m in mentions(line.tokens, line.number)])
