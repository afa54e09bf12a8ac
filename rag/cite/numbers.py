"""Numbers in a claim against numbers in its evidence: values, magnitudes and units. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

_UNITS = {w: i for i, w in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen".split()
)}  # fmt: skip
_TENS = {w: (i + 2) * 10 for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "mln": 1e6, "billion": 1e9,
    "bn": 1e9, "trillion": 1e12, "tn": 1e12, "trn": 1e12, "dozen": 12.0,
}  # fmt: skip
_SMALL = "|".join((*_UNITS, *_TENS))
_WORDED = rf"(?:(?:{'|'.join(_TENS)})[- ](?:{'|'.join(list(_UNITS)[1:10])})|{_SMALL}|half a|(?<=a )dozen)"
_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = re.compile(
    rf"(?P<about>\b(?:about|around|nearly|almost|roughly|some|approximately|more than|over|at least|up to|under|"
    rf"fewer than|less than|close to|just over|just under)\s+)?"
    rf"(?P<money>[$£€¥]|\b(?:US|A|C)\$)?\s?(?<![\w.])(?P<value>{_DIGITS}|\b{_WORDED}\b)"
    rf"(?P<ordinal>st|nd|rd|th)?(?:[- ]?(?P<scale>hundred|thousand|million|billion|trillion|dozen|mln|mn|bn|trn|tn|[mk])\b)?"
    rf"(?:\s(?P<scale2>thousand|million|billion|trillion)\b)?"
    rf"\s?(?P<unit>%|per ?cent\b|percentage points?\b|pounds?\b|dollars?\b|euros?\b)?",
    re.IGNORECASE,
)  # fmt: skip
_MONEY = {"£": "pound", "$": "dollar", "us$": "dollar", "a$": "dollar", "c$": "dollar", "€": "euro", "¥": "yen"}


_JOIN = re.compile(r"\s*(?:to|and|or|-|–)?\s*", re.IGNORECASE)

_CLOCK = re.compile(
    r":\d\d\b|(?:[.:]\d\d)?\s*(?:[ap]\.?m\b|o[’']clock\b|in the (?:morning|afternoon|evening)\b|at night\b)",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"\b\d{1,2}:$")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written, its value, its unit (``percent``, ``clock``, a currency, or empty)."""

    text: str
    value: float
    unit: str
    rough: bool
    worded: bool


def numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of a text; ordinals ("third") and "one" are not among them."""
    found: list[Number] = []
    ends: list[int] = []
    for match in _NUMBER.finditer(text):
        value = _value(match)
        if value is None or (match.group("ordinal") and value < 32):
            continue
        unit = "clock" if _is_clock(text, match) else _unit(match)
        if unit and found and not found[-1].unit and _JOIN.fullmatch(text[ends[-1] : match.start()]):
            found[-1] = replace(found[-1], unit=unit)  # "two to three per cent": both are percentages
        written = " ".join(match.group().split())
        found.append(Number(written, value, unit, bool(match.group("about")), not match.group("value")[0].isdigit()))
        ends.append(match.end())
    return tuple(found)


def _is_clock(text: str, match: re.Match[str]) -> bool:
    """Return whether a number is of a time of day: the 6 and the 50 of "6:50 a.m." are no count of anything."""
    before, after = text[: match.start("value")], text[match.end("value") :]
    minutes = len(match.group("value")) == 2 and _MINUTES.search(before) is not None
    return minutes or _CLOCK.match(after) is not None


def _value(match: re.Match[str]) -> float | None:
    raw = match.group("value").lower()
    if raw[0].isdigit():
        value = float(re.sub(r"[,\u00a0\u202f]", "", raw))
    elif raw == "half a":
        value = 0.5
    elif raw == "dozen":
        return 12.0
    else:
        parts = re.split(r"[- ]", raw)
        value = float(sum(_TENS.get(p, 0) + _UNITS.get(p, 0) for p in parts))
    for scale in (match.group("scale"), match.group("scale2")):
        if scale:
            value *= _SCALES[scale.lower()]
    if raw == "one" and not match.group("scale") and not match.group("unit"):
        return None
    return value


def _unit(match: re.Match[str]) -> str:
    money = (match.group("money") or "").lower()
    if money:
        return _MONEY[money]
    unit = (match.group("unit") or "").lower()
    if unit.startswith(("%", "per")):
        return "percent"
    return unit.rstrip("s")


def missing_numbers(claim: str, evidence: str, also: Iterable[float] = ()) -> tuple[str, ...]:
    """Return the numbers of a claim that the evidence lacks, as they are written.

    ``also`` are values that count as present, such as the year of publication.
    """
    return tuple(n.text for n in lacking(checked(claim, also), evidence))


def lacking(wanted: Iterable[Number], evidence: str) -> tuple[Number, ...]:
    """Return those of some numbers, with the units they were read with, that a text lacks."""
    present = (*numbers(evidence), *numbers(_joined(evidence)))
    return tuple(n for n in wanted if not any(agree(n, p) for p in present))


def _joined(text: str) -> str:
    """Return a text with numbers made whole that a tokenizer took apart: "3, 700", "98. 7"."""
    return re.sub(
        r"(?<![\d.,])(\d{1,3}), (\d{3})(?!\d)",
        r"\1,\2",
        re.sub(r"(?<![\d.,])(\d{1,3})\. (\d{1,2})(?!\d)", r"\1.\2", text),
    )


def checked(claim: str, also: Iterable[float] = ()) -> tuple[Number, ...]:
    """Return the numbers of a claim that must stand in its evidence: not "one" and "two" in words."""
    extra = set(also)
    return tuple(n for n in numbers(claim) if not (n.worded and n.value <= 2) and n.value not in extra)


def agree(claim: Number, evidence: Number) -> bool:
    """Return whether one number may be said where the other stands: rounded, or with "about"."""
    if {"percent", "clock"} & {claim.unit, evidence.unit} and claim.unit != evidence.unit:
        return False
    if claim.unit and evidence.unit and claim.unit != evidence.unit:
        return False
    if claim.value == evidence.value:
        return True
    if claim.rough and _is_round(claim.value):
        return abs(claim.value - evidence.value) <= 0.1 * max(abs(claim.value), abs(evidence.value))
    return evidence.value >= 100 and _rounded(claim.value, evidence.value)


def _is_round(value: float) -> bool:
    """Return whether "about" can stand before a number: about 40 or 350, not about 16.5, which is a mean."""
    digits = f"{value:.10g}".replace(".", "").rstrip("0").lstrip("0")
    return len(digits) <= 1 or (len(digits) <= 2 and digits.endswith("5"))


def _rounded(claim: float, evidence: float) -> bool:
    digits = len(f"{claim:.0f}".rstrip("0")) if claim == int(claim) else len(f"{claim:g}".replace(".", ""))
    if claim <= 0 or digits < 1:
        return False
    return abs(float(f"{evidence:.{max(1, digits) - 1}e}") - claim) < 1e-9 * max(1.0, claim)


def values(texts: Sequence[str]) -> set[float]:
    """Return the values of all numbers in several texts."""
    return {n.value for text in texts for n in numbers(text)}
