"""Who is asked for by an office, and whose words are surely another's than of whom a question asks. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from rag.chain.speech import is_voice_of
from rag.quotes import canonical, in_office, is_person
from rag.types import UNKNOWN_SPEAKER, Article, ArticleId, EvidenceSentence, Quote

_OFFICE = re.compile(r"(?P<office>[a-z]+(?: [a-z]+){0,2}) (?:of|for) (?:the )?(?P<whose>[A-ZÀ-Þ].*)")
"""``governor of the Bank of Norland``: an office, and the body or the place whose it is."""
_PART_OF_A_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]*\s+(?:of|for)\s+(?:the\s+)?$")


def holder(asked: str, articles: Iterable[Article]) -> str:
    """Return the only one to whom articles that name a body give an office of it; empty where there is none, or another.

    "Governor Ilsa Varn" of an article on the Bank of Norland is its governor, and not the governor of Norland.
    """
    match = _OFFICE.fullmatch(asked)
    if match is None:
        return ""
    office = f"The {match['office']}"
    held = {canonical(office, a.text) for a in articles if _has_name(match["whose"], f"{a.title}. {a.text}")} - {office}
    return next(iter(held)) if len(held) == 1 else ""


def _has_name(name: str, text: str) -> bool:
    """Return whether a text has a name that is no part of a longer one: not Norland of "Bank of Norland"."""
    found = re.finditer(rf"\b{re.escape(name)}\b", text)
    return any(not _PART_OF_A_NAME.search(text, max(0, m.start() - 40), m.start()) for m in found)


def surely_others(
    asked: str, quotes: Sequence[Quote], evidence: Sequence[EvidenceSentence], articles: Mapping[ArticleId, Article]
) -> tuple[Quote, ...]:
    """Return the quotes that are surely not of whom a question asks.

    Of a person those are all that a known speaker says. A body has others speak for it, so whoever holds an office may; and who is
    asked for by an office alone may be anybody.
    """
    if not asked[:1].isupper():
        return ()
    known = [q for q in quotes if q.speaker != UNKNOWN_SPEAKER and q.article_id in articles]
    others = [q for q in known if not is_voice_of(asked, q.speaker, evidence)]
    if any(is_person(asked, a.text) for a in articles.values()):
        return tuple(others)
    speakers = {i: {q.speaker for q in others if q.article_id == i} for i in articles}
    official = {i: in_office(speakers[i], a.text) for i, a in articles.items() if speakers[i]}
    return tuple(q for q in others if q.speaker not in official[q.article_id])
