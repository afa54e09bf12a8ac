"""Numbers in a claim against numbers in its evidence: values, bounds, measures and units. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from rag.text.fractions import fractions, without_fractions
from rag.text.measures import DEGREES, Measure, converted, measure_at, nearly_equal
from rag.text.spelled import AND_A_HALF, DIGITS, FRACTIONAL, SCALES, WORDS, value_of

_LEAST = (
    r"more than|over|above|at least|just over|no (?:fewer|less) than|not (?:fewer|less) than|in excess of|exceeding|"
    r"upwards of|a minimum of"
)
_MOST = (
    r"up to|under|below|fewer than|less than|just under|at most|no more than|not more than|nearly|almost|"
    r"a maximum of"
)
_ABOUT = r"about|around|roughly|some|approximately|close to"
_SCALE = r"(?:hundred|thousand|million|billion|trillion|dozen|lakh|crore)s?|mln|mn|bn|trn|tn|[mk]"
_COINS = (
    r"(?:cedi|dirham|dinar|forint|hryvnia|koruna|lira|naira|peso|rand|renminbi|ringgit|riyal|rupiah|shekel|shilling|taka|"
    r"tenge|baht|zloty)s?\b"
)
_NUMBER = re.compile(
    rf"(?P<about>\b(?:(?P<least>{_LEAST})|(?P<most>{_MOST})|{_ABOUT})\s+)?"
    rf"(?P<minus>\bminus\s|(?<![^\s(])[-−](?=[\d£$€]))?"
    rf"(?:(?P<money>[$£€¥₹]|\b(?:US|A|C)\$|\b(?:Rs|INR|kr|NOK|SEK|DKK)\b\.?)\s?|\s?(?<![\w.]))"
    rf"(?P<value>{FRACTIONAL}|\b{AND_A_HALF}|{DIGITS}|\b{WORDS})"
    rf"(?P<ordinal>st|nd|rd|th)?(?:[- ]?(?P<scale>{_SCALE})\b)?"
    rf"(?:\s(?P<scale2>(?:thousand|million|billion|trillion|crore)s?)\b)?"
    rf"(?:\s?(?P<unit>%|per ?cent\b(?!age)|percent(?:age)? points?\b|per cent points?\b|(?:(?<=half a )|(?<=quarter of a ))points?\b|basis points?\b|pounds?\b|dollars?\b|euros?\b|"
    rf"rupees?\b|kron(?:er|or|e|a)\b|yen\b|yuan\b|francs?\b|r(?:o?u)bles?\b|{_COINS}))?",
    re.IGNORECASE,
)  # fmt: skip
_MONEY = {
    "£": "pound", "$": "dollar", "us$": "dollar", "a$": "dollar", "c$": "dollar", "€": "euro", "¥": "yen",
    "₹": "rupee", "rs": "rupee", "inr": "rupee", "kr": "krone", "nok": "krone", "sek": "krone", "dkk": "krone",
    "kroner": "krone", "kronor": "krone", "krona": "krone", "ruble": "rouble",
}  # fmt: skip
_AFTER = re.compile(
    r"(?:\s[a-z]+)?,?\s(?:(?:or|and)\s(?:(?P<least>more|above|over|older|longer)|(?P<most>fewer|less|under|below))|"
    r"at (?:the )?(?:very )?(?:(?P<at_least>least)|(?P<at_most>most)))\b(?! (?:\w+ )?[£$€]?\d)",
    re.IGNORECASE,
)
_BELOW = re.compile(r"\s?(?:degrees\s)?below\s(?:zero|freezing)\b", re.IGNORECASE)
_JOIN = re.compile(r"\s*(?:to|and|or|-|–)?\s*", re.IGNORECASE)
_DATING = re.compile(
    r"\b(?:in|since|by|of|from|until|till|before|after|during|for|to|through|year|spring|summer|autumn|winter)\s+$",
    re.IGNORECASE,
)
"""Words behind which a whole number of four figures is a year."""
_YEAR_SPAN = re.compile(
    r"\b(?:from|between) (?P<start>(?:19|20)\d\d) (?:to|until|till|and) (?P<end>(?:19|20)\d\d)\b", re.IGNORECASE
)
_ROUNDING = 0.1
"""The most of a number that may be rounded off: 200 is no rounding of 250."""
_YEARS = range(1800, 2101)
_AN_HOUR = re.compile(r"\b(?:a|an)(?= (?:minute|hour|day|week|month|year|decade|century)\b)", re.IGNORECASE)

_LAST_OF_CUP = re.compile(r"\b[Ll]ast (?:four|eight|sixteen|16|32)\b(?! [a-z]+s\b)")
_ROUNDS = frozenset((4, 8, 16, 32))
_CLOCK = re.compile(
    r":\d\d\b|(?:[.:]\d\d)?\s*(?:[ap]\.?m\b|o[’']clock\b|in the (?:morning|afternoon|evening)\b|at night\b)",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"\b\d{1,2}:$")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written, its value, its unit (``percent``, ``points``, ``clock``, a currency, or empty).

    ``bound`` is ``least`` for "more than", ``most`` for "fewer than"; ``measure`` is that of "three hours".
    """

    text: str
    value: float
    unit: str
    rough: bool
    worded: bool
    bound: str = ""
    measure: Measure | None = None


def numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of a text; ordinals ("third") and "one" are not among them."""
    return tuple(n for n in _read(text) if not _is_one(n))


def counts(text: str) -> tuple[Number, ...]:
    """Return the numbers of a text, "one" among them, though it may be a pronoun."""
    return _read(text)


def _is_one(number: Number) -> bool:
    return number.worded and number.value == 1 and not number.unit


@lru_cache(maxsize=20_000)
def _read(text: str) -> tuple[Number, ...]:
    """Return the numbers of a text, "one" among them; kept, as one text is read for each sentence of an answer."""
    found: list[Number] = []
    last: re.Match[str] | None = None
    end = 0
    for match in _NUMBER.finditer(text):
        if match.group("ordinal") and value_of(match.group("value")) < 32:
            continue
        number, until = _number(text, match)
        if last and _gives_unit(number, found[-1], last) and _JOIN.fullmatch(text[end : match.start()]):
            # "two to three per cent", "two to three hours": both are of one unit
            found[-1] = replace(found[-1], unit=number.unit, measure=number.measure)
        found.append(number)
        last, end = match, until
    return tuple(found)


def _number(text: str, match: re.Match[str]) -> tuple[Number, int]:
    """Return the number of a match, and where its measure ends."""
    measured = measure_at(text, match.end()) if not match.group("unit") else None
    measure, end = measured or (None, match.end())
    unit = "clock" if _is_clock(text, match) else _unit(match)
    after = _AFTER.match(text, end)
    bounds = {**match.groupdict(), **{k.removeprefix("at_"): v for k, v in _given(after)}}
    bound = "least" if bounds["least"] else "most" if bounds["most"] else ""
    if (bounds["least"] or "").lower() == "over" and measure and measure.kind == "time":
        bound = ""  # "over three days" may be for three days
    written = " ".join(match.group().split())
    value = _value(match) * (-1 if _is_below(text, match, end, measure) else 1)
    rough = bool(match.group("about") or after)
    return Number(written, value, unit, rough, not match.group("value")[0].isnumeric(), bound, measure), end


def _given(match: re.Match[str] | None) -> list[tuple[str, str]]:
    return [(name, words) for name, words in match.groupdict().items() if words] if match else []


def _is_below(text: str, match: re.Match[str], end: int, measure: Measure | None) -> bool:
    """Return whether a number is of degrees below zero: elsewhere "minus 0.3 per cent" is a fall of 0.3 per cent."""
    return bool(measure and measure.kind == DEGREES and (match.group("minus") or _BELOW.match(text, end)))


def _gives_unit(later: Number, earlier: Number, match: re.Match[str]) -> bool:
    """Return whether a number's unit is that of the number before it, too: not where that has its own, or is a year."""
    if earlier.unit or earlier.measure or not (later.unit or later.measure):
        return False
    written = match.group("value")
    year = written.isdigit() and earlier.value in _YEARS
    dated = _DATING.search(match.string[: match.start("value")]) is not None
    return not (year and (dated or later.unit == "percent"))


def _is_clock(text: str, match: re.Match[str]) -> bool:
    """Return whether a number is of a time of day: the 6 and the 50 of "6:50 a.m." are no count of anything."""
    before, after = text[: match.start("value")], text[match.end("value") :]
    minutes = len(match.group("value")) == 2 and _MINUTES.search(before) is not None
    return minutes or _CLOCK.match(after) is not None


def _value(match: re.Match[str]) -> float:
    value = value_of(match.group("value"))
    for scale in (match.group("scale"), match.group("scale2")):
        if scale:
            value *= SCALES[scale.lower()] if scale.lower() in SCALES else SCALES[scale.lower().rstrip("s")]
    if (match.group("unit") or "").lower().startswith("basis"):
        return value / 100
    return value


def _unit(match: re.Match[str]) -> str:
    money = (match.group("money") or "").lower().rstrip(".")
    if money:
        return _MONEY[money]
    unit = (match.group("unit") or "").lower()
    if "point" in unit:
        return "points"
    if unit.startswith(("%", "per")):
        return "percent"
    return _MONEY.get(unit, _MONEY.get(unit.rstrip("s"), unit.rstrip("s")))


def missing_numbers(claim: str, evidence: str, also: Iterable[float] = ()) -> tuple[str, ...]:
    """Return the numbers of a claim that the evidence lacks, as they are written.

    ``also`` are values that count as present, such as the year of publication.
    """
    return tuple(n.text for n in lacking(checked(claim, also), evidence))


def lacking(wanted: Iterable[Number], evidence: str) -> tuple[Number, ...]:
    """Return those of some numbers, with the units they were read with, that a text lacks."""
    present = (*_read(evidence), *_read(_AN_HOUR.sub("one", _joined(evidence))), *_between_years(evidence))
    # "an hour" is 60 minutes, but "one" of anything else is a pronoun as often as a count
    parts = [100 * f.value for f in fractions(evidence)]
    return tuple(
        n
        for n in wanted
        if not any(agree(n, p) for p in present if (p.measure or not _is_small(n) if n.measure else not _is_one(p)))
        and not (n.unit == "percent" and any(abs(n.value - p) <= 1 for p in parts))
    )


def _is_small(number: Number) -> bool:
    """Return whether a number is "one" or "two" in words, which stands for a measured one nowhere: two sides, two months."""
    return number.worded and number.value <= 2


def _between_years(text: str) -> tuple[Number, ...]:
    """Return the years that lie between the two that a text gives as beginning and end: "from 2014 to 2020"."""
    spans = [int(m["end"]) - int(m["start"]) for m in _YEAR_SPAN.finditer(text)]
    return tuple(n for years in spans if years > 0 for n in _read(f"{years} years"))


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
    return tuple(
        n
        for n in numbers(without_fractions(claim))
        if not (n.worded and n.value <= 2 and not _is_span(n, claim))
        and n.value not in extra
        and not _is_idle(n, claim)
    )


def _is_span(number: Number, text: str) -> bool:
    """Return whether a number is of months or years, and no pronoun nor an age: "two years"."""
    of_years = number.measure is not None and number.measure.system == "months"
    return number.value > 1 and of_years and f"{number.text}-" not in text


def _is_idle(number: Number, text: str) -> bool:
    """Return whether a number is a figure of speech ("a million miles away") or names a round of a cup ("the last eight")."""
    if _LAST_OF_CUP.search(text) and number.value in _ROUNDS:
        return True
    far = number.measure is not None and number.measure.kind == "length"
    return far and re.match(r"an? ", number.text, re.IGNORECASE) is not None


def agree(claim: Number, evidence: Number) -> bool:
    """Return whether one number may be said where the other stands: rounded, or with "about"."""
    if not _same_unit(claim, evidence) or _opposed_bounds(claim, evidence):
        return False
    if not (math.isfinite(claim.value) and math.isfinite(evidence.value)):
        return _figures_of(claim) == _figures_of(evidence)
    theirs = evidence.value
    if claim.measure and evidence.measure:
        theirs = converted(theirs, evidence.measure, claim.measure)
        if nearly_equal(claim.value, theirs, claim.measure, evidence.measure):
            return True
    if claim.value == theirs:
        return True
    if claim.bound and not evidence.rough and not _within(claim, theirs):
        return False
    apart = abs(claim.value - theirs)
    if claim.rough and _is_round(claim.value) and apart <= 0.1 * max(abs(claim.value), abs(theirs)):
        return True
    near = apart <= _ROUNDING * abs(theirs) * (2 if _within(claim, theirs) else 1)
    return evidence.value >= 100 and near and _rounded(claim.value, theirs)


def _same_unit(claim: Number, evidence: Number) -> bool:
    """Return whether the units of two numbers can be one; a number of none may stand for one of money or hours."""
    if {"percent", "clock"} & {claim.unit, evidence.unit} and claim.unit != evidence.unit:
        return False
    if claim.unit and evidence.unit and claim.unit != evidence.unit:
        return False
    return not (claim.measure and evidence.measure and claim.measure.kind != evidence.measure.kind)


def _opposed_bounds(claim: Number, evidence: Number) -> bool:
    """Return whether a claim's "more than" meets "fewer than", or the other way round."""
    return bool(claim.bound and evidence.bound and claim.bound != evidence.bound)


def _within(claim: Number, value: float) -> bool:
    """Return whether a value is on the side of a claim's bound: 115,867 is more than 100,000."""
    return (claim.bound == "least" and value > claim.value) or (claim.bound == "most" and value < claim.value)


def _figures_of(number: Number) -> str:
    return re.sub(r"\D", "", number.text)


def _is_round(value: float) -> bool:
    """Return whether "about" can stand before a number: about 40 or 350, not about 16.5, which is a mean."""
    digits = f"{value:.10g}".replace(".", "").rstrip("0").lstrip("0")
    return len(digits) <= 1 or (len(digits) <= 2 and digits.endswith("5"))


def _rounded(claim: float, evidence: float) -> bool:
    digits = len(f"{claim:.0f}".rstrip("0")) if claim == int(claim) else len(f"{claim:g}".replace(".", ""))
    if claim <= 0 or digits < 1:
        return False
    return abs(float(f"{evidence:.{max(1, digits) - 1}e}") - claim) < 1e-9 * max(1.0, claim)
