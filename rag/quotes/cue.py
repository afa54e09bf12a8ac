"""A subject and its verb of saying, as a sentence has them."""

from __future__ import annotations

from dataclasses import dataclass

from rag.quotes.phrases import Subject


@dataclass(frozen=True, slots=True)
class Cue:
    """A subject that says, from token ``left`` to token ``right`` (the verb, or the last word).

    ``nested`` when the clause hangs on another ("that Roe said", "if Roe said"); ``inverted`` when
    the verb comes first.
    """

    subject: Subject
    verb: str
    left: int
    right: int
    nested: bool = False
    inverted: bool = False
    hearsay: bool = False
    """Whether another says of the subject that he says it, without "that": ``Varn said Roe told him``."""
