"""Parts of a whole in words: "a third of", "two thirds", "half the members", "one in five". Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.text.spelled import UNITS

_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
_NAMES = "|".join(_PARTS)
_BEHIND = (
    "in|on|at|since|after|from|to|last|this|over|during|between|and|but|while|within|among|for|because|when|as|compared"
)
"""What may follow "fell by a third": "by a third man" is no part of anything."""
_FRACTION = re.compile(
    rf"\b(?:(?:a|one)[- ](?P<single>{_NAMES}) of (?!a (?:million|billion|thousand|percentage|per)\b)"
    rf"|(?<=by )(?:(?:more than|over|about|nearly|almost|around) )?(?:(?:a|one)[- ](?P<change>{_NAMES})|(?P<by_half>half))(?=[.,;]|$| (?:{_BEHIND})\b)"
    rf"|(?P<count>two|three|four|five|six|seven|eight|nine)[- ](?P<several>{_NAMES})s\b(?! of a (?:million|billion|thousand)\b)"
    rf"|(?<!first )(?<!second )(?<!other )(?P<half>half)(?: of)? (?:the|its|their|all|those|these|his|her)\b"
    rf"|(?P<part>one|two|three|four|nine) (?:in|out of)(?: every)? (?P<whole>two|three|four|five|six|seven|eight|ten)\b(?! minute| hour| day| week| month| year))",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|per ?cent\b(?!age))", re.IGNORECASE)
_HALVES = re.compile(r"\b(?:half|halves|halv\w+|50-50)\b", re.IGNORECASE)
_NEAR = 0.04
"""How far from a fraction in words a share in figures may be: 37 per cent is more than a third."""


@dataclass(frozen=True, slots=True)
class Fraction:
    """A part of a whole as it is written, and its value."""

    text: str
    value: float


def fractions(text: str) -> tuple[Fraction, ...]:
    """Return the parts of a whole that a text has in words; an ordinal ("a third person") is none."""
    return tuple(Fraction(m.group().strip(), _value(m)) for m in _FRACTION.finditer(text))


def without_fractions(text: str) -> str:
    """Return a text with its fractions blanked out: "three quarters" is no three of anything."""
    return _FRACTION.sub(lambda m: " " * len(m.group()), text)


def _value(match: re.Match[str]) -> float:
    found = {k: v.lower() for k, v in match.groupdict().items() if v}
    if "single" in found:
        return 1 / _PARTS[found["single"]]
    if "several" in found:
        return UNITS[found["count"]] / _PARTS[found["several"]]
    if "change" in found:
        return 1 / _PARTS[found["change"]]
    if {"half", "by_half"} & found.keys():
        return 0.5
    return UNITS[found["part"]] / UNITS[found["whole"]]


def other_fractions(claim: str, evidence: str) -> tuple[str, ...]:
    """Return the fractions of a claim where the evidence tells other fractions and not this one, nor its percentage.

    Evidence without any fraction in words tells none otherwise: a claim may have reckoned its own.
    """
    theirs = [f.value for f in fractions(evidence)]
    shares = [float(m[1]) / 100 for m in _PERCENT.finditer(evidence)]
    known = [*theirs, *shares, *([0.5] if _HALVES.search(evidence) else [])]
    return tuple(f.text for f in fractions(claim) if theirs and not any(abs(f.value - v) <= _NEAR for v in known))
