"""Subjects with something behind them: what describes them, a clause of their own, another subject. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.quotes.lexicon import DESCRIBING, GROUP_ROLES, PREPOSITIONS, PRONOUNS
from rag.quotes.phrases import LONGEST, Subject, phrase
from rag.quotes.tokens import Token


def both(left: Subject, right: Subject) -> Subject:
    """Return two subjects as one that speaks: ``Ilsa Roe and Tom Varn``."""
    return Subject(f"{left.text} and {right.text}", "group", left.left, left.start, (), plural=True)


def described(piece: Sequence[Token]) -> Subject | None:
    """Read ``A person familiar with the matter``: a role with what describes it behind."""
    for at in range(1, len(piece) - 1):
        if piece[at].lower in DESCRIBING and piece[at + 1].lower in PREPOSITIONS:
            subject = phrase(piece[:at])
            if subject is None or subject.kind != "role" or len(piece) - subject.left > LONGEST + 4:
                return None
            return replace(subject, text=f"{subject.text} {' '.join(t.owner for t in piece[at:])}")
    return None


def agents(words: Sequence[Token]) -> bool:
    """Return whether a few words in front of a verb are its own subject: ``conspiracy theorists``, ``the police``."""
    last = words[-1]
    agents = last.lower in GROUP_ROLES | PRONOUNS or last.lower.endswith(("ists", "ers", "ors", "ians", "ents"))
    acts = any(t.lower.endswith("ed") for t in words)
    return len(words) <= 3 and not acts and (agents or all(t.capital for t in words))
