"""Numbers as they are written, in figures of any grouping or in words, and their values. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

UNITS = {w: i for i, w in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen".split()
)}  # fmt: skip
TENS = {w: (i + 2) * 10 for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())}
ORDINALS = {w: i for i, w in enumerate(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
)}  # fmt: skip
"""The place that an ordinal in words names; ``UNITS`` and ``TENS`` are the values of the numbers that others are made of."""
_LARGE = {"thousand": 1e3, "lakh": 1e5, "million": 1e6, "crore": 1e7, "billion": 1e9, "trillion": 1e12}
SCALES = _LARGE | {
    "hundred": 1e2, "k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "tn": 1e12, "trn": 1e12, "dozen": 12.0,
}  # fmt: skip
"""What a word or letter behind a number multiplies it by."""

_SMALL = rf"(?:(?:{'|'.join(TENS)})[- ](?:{'|'.join(list(UNITS)[1:10])})|{'|'.join((*UNITS, *TENS))})\b"
_HUNDREDS = rf"(?:(?:{_SMALL}|a)[- ]hundred\b(?:[- ](?:and[- ])?{_SMALL})?|{_SMALL})"
_GROUP = rf"(?:{_HUNDREDS}|a)[- ](?:{'|'.join(_LARGE)})\b"
_PARTS = {"half a": 0.5, "half an": 0.5, "quarter of a": 0.25, "three quarters of a": 0.75}
_PART = rf"(?:half a|(?<=a )quarter of a|three[- ]quarters of a)(?=[- ](?:{'|'.join(_LARGE)}|dozen|percent(?:age)? point|per cent point|point)\b)|half an?"

DIGITS = (
    r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?!\d)(?:\.\d+)?|\d{1,2}(?:,\d\d)+,\d{3}(?!\d)(?:\.\d+)?|"
    r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
)
"""Figures: 1500, 1,500,000 or, as in India, 15,00,000."""
AND_A_HALF = rf"(?:{_SMALL}|\d+)[- ]and[- ]a[- ](?:half|quarter)\b"
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_VULGAR = "½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_RATIO = r"[1-9]\d?/(?:[2-9]|1[0-6])(?![\d/])"
_MEASURED = r"(?=[- ]?(?:%|per ?cent|of an? |percentage|point|inch|mile|hour|acre|year|tonne|pint))"
FRACTIONAL = (
    rf"\d{{1,3}}(?:[ \u00a0]?[{_VULGAR}]|[- ]{_RATIO})|(?<![\w/])(?:[{_VULGAR}]|(?<!-){_RATIO}){_MEASURED}|"
    r"(?:\d+(?:\.\d+)? ?[×x] ?10(?:\^-?\d{1,2}|⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})|\b10(?:\^-?\d{1,2}|⁻?[³⁴⁵⁶⁷⁸⁹]|¹[⁰¹²³⁴⁵⁶⁷⁸⁹]))"
)
"""A number with a part of a whole in figures, or a power of ten: "3 1/2", "3½", "10⁶"; a small raised figure may be a note's."""
_POWER = re.compile(r"(?:(?P<times>[\d.]+) ?[×xX] ?)?10\^?(?P<power>-?\d{1,2})")
_MIXED = re.compile(
    rf"(?:(?P<whole>\d{{1,3}})(?:[- \u00a0]|(?=[{_VULGAR}])))?(?:(?P<over>\d+)/(?P<under>\d+)|(?P<sign>[{_VULGAR}]))"
)
WORDS = rf"(?:{_PART}|{_GROUP}(?:[- ](?:and[- ])?{_GROUP})*(?:[- ](?:and[- ])?{_HUNDREDS})?|{_HUNDREDS}|(?<=a )dozen)\b"
"""A number in words, whole: "two hundred and fifty" is one number and not a 200 and a 50."""


def value_of(written: str) -> float:
    """Return the value of a number that matches one of the patterns above; one beyond all floats is infinite."""
    if (fractional := _fractional(written)) is not None:
        return fractional
    raw = re.sub(r"[\s-]+", " ", written.lower())
    if raw.endswith((" and a half", " and a quarter")):
        whole, _, part = raw.partition(" and a ")
        return value_of(whole) + (0.5 if part == "half" else 0.25)
    if raw[0].isdigit():
        return float(re.sub(r"[,\s]", "", raw))
    if raw in _PARTS:
        return _PARTS[raw]
    return 12.0 if raw == "dozen" else _added(raw.split())


def _fractional(written: str) -> float | None:
    """Return the value of a number with a part of a whole in figures, or of a power of ten; None of another one."""
    power = _POWER.fullmatch(written.translate(_RAISED)) if not written.isdecimal() else None
    if power:
        return float(power["times"] or 1) * 10.0 ** int(power["power"])
    mixed = _MIXED.fullmatch(written)
    if mixed is None:
        return None
    part = int(mixed["over"]) / int(mixed["under"]) if mixed["over"] else unicodedata.numeric(mixed["sign"])
    return int(mixed["whole"] or 0) + part


def _added(words: list[str]) -> float:
    total, group = 0.0, 0.0
    for word in words:
        if word == "hundred":
            group = max(group, 1.0) * 100
        elif word in _LARGE:
            total, group = total + max(group, 1.0) * _LARGE[word], 0.0
        else:
            group += TENS.get(word, 0) + UNITS.get(word, 0)
    return total + group


def with_figures(text: str, values: frozenset[str]) -> str:
    """Return a text with its numbers in words as figures where those figures are among ``values``."""
    return _IN_WORDS.sub(
        lambda found: _figures(found.group()) if _figures(found.group()) in values else found.group(), text
    )


def figures_in(texts: Iterable[str]) -> frozenset[str]:
    """Return the whole numbers that texts write in figures, each without grouping: "1500" of "1,500"."""
    return frozenset(re.sub(r"[,\s]", "", found) for text in texts for found in _WHOLE.findall(text))


def _figures(words: str) -> str:
    return f"{value_of(words):.0f}"


_IN_WORDS = re.compile(rf"\b{WORDS}", re.IGNORECASE)
_WHOLE = re.compile(r"(?<![\w.,])\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?![\w,]|\.\d)|(?<![\w.,])\d+(?![\w,]|\.\d)")
