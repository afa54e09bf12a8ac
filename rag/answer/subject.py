"""Whom does a question ask of? What is told of another does not answer it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answer.asked import parts
from rag.text.lands import countries
from rag.text.leaning import leans
from rag.text.names import is_part_of_name, missing_names, names
from rag.text.speakers import TITLES

_WORD = r"[A-ZÀ-Þ][\w’-]*\.?"
_ASKED_OF = re.compile(
    r"\b(?:[Dd]id|[Dd]oes|[Dd]o|[Hh]as|[Hh]ave|[Hh]ad|[Ww]as|[Ww]ere|[Ii]s|[Aa]re|[Ww]ill|[Ww]ould|[Cc]an|[Cc]ould|[Ss]hould)\s+"
    r"(?:(?!(?:the|an?|of|for|in|at|on|to|with|from|and|by|about|his|her|its|their)\b)[a-z][\w-]*\s+){0,3}?"
    rf"(?P<who>{_WORD}(?:\s+(?:(?:de|van|von|al|bin)\s+)?{_WORD}){{1,3}})\s+(?P<then>[a-z]+)"
)
"""'What did Sergey Lavrov say': a full name right behind the auxiliary, and in front of its verb. "The mayor of New York" is none."""

_MEANT = re.compile(
    r"^[\"“‘']?The [a-z]|\b[Hh]e\b|\b[Ss]he\b|\b[Tt]he (?:[a-z-]+ )?(?:company|firm|group|chain|retailer|carrier|airline|maker|giant|bank|club|team|side|"
    r"league|network|studio|agency|union|university|hospital|museum|city|town|state|country|kingdom|island|territory)\b"
)
"""What an article calls somebody, or a body or a place, that it has named before."""
_INITIAL = re.compile(r"[A-ZÀ-Þ]\.?")


def asked_of(question: str) -> str:
    """Return the full name of whom a question asks of; empty where it has none, or only that of his body or his town."""
    match = _ASKED_OF.search(question)
    who = match["who"] if match else ""
    if match is None or match["then"] in TITLES or who.endswith(("’s", "’")) or countries(who):
        return ""
    full = [w for w in who.split() if w[0].isupper() and not _INITIAL.fullmatch(w)]
    return who if len(full) > 1 and all(map(is_part_of_name, full)) else ""


def may_be_meant(text: str) -> bool:
    """Return whether a sentence may tell of whom its article has named before: "He pledged a billion", "The actor", "the carrier"."""
    return leans(text) or _MEANT.search(text) is not None


def told_of_others(question: str, texts: Sequence[str]) -> str:
    """Return whom a question asks of where none of the texts names him, by any part of his name; else nothing.

    Of a question in parts that is so where each part asks of somebody whom they do not name.
    """
    asked = [asked_of(part) for part in parts(question)]
    unknown = [who for who in asked if who and len(missing_names(who, texts)) == len(names(who)) > 0]
    return unknown[0] if len(unknown) == len(asked) else ""
