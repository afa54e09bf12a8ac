"""The names in a sentence that only tell where somebody is or is from, or which agency says so. Pure."""

from __future__ import annotations

import re

from rag.text.speakers import adjective_of_nation, nation_of
from rag.text.words import fold

_NAME = r"[A-ZÀ-ÖØ-Þ][\w’'.-]*"
_WHERE = re.compile(
    rf"\b(in|from|to|at|near|off|across|into|outside|around|through)\s+((?:the\s+)?{_NAME}(?:,?\s+{_NAME}){{0,6}})"
)
_OF_A_NATION = re.compile(rf"\b({_NAME})(?=\s+[a-z])")
_REPORTED_BY = re.compile(r"\b[Aa]ccording to\s+(?:the\s+)?[A-Z]{2,}\b")
"""An agency in initials; a firm that is quoted may be the one that is asked for."""
_STATES = re.compile(r"\bUnited (?:States|Kingdom)\b|\bU\.S\.(?:A\.)?")


def without_whereabouts(sentence: str) -> str:
    """Return a sentence without the nations that things are in or from, and without the agency that it is told "according to".

    "The plant in Orsk, Russia" keeps Orsk; "French media" loses the nation, "France won" and "the Iceland chain" keep it.
    """
    told = _STATES.sub(" ", _REPORTED_BY.sub(" ", sentence))
    placed = _WHERE.sub(lambda m: f"{m[1]} {_without_nations(m[2])}", told)
    return _OF_A_NATION.sub(lambda m: " " if adjective_of_nation(fold(m[1])) else m[1], placed)


def _without_nations(place: str) -> str:
    return " ".join(word for word in place.split() if not nation_of(fold(word.strip(",."))))
