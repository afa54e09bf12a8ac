"""What a number is measured in: hours, tonnes, kilometres an hour; and amounts in other measures of the kind. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

DEGREES = "temperature"
_ROUGHLY = 0.03
"""How far apart two amounts may be of which one was converted and rounded: 100 km, 62 miles."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: its kind, its system (exact conversion holds within one), and how to its base: value * factor + shift."""

    kind: str
    system: str
    factor: float
    shift: float = 0.0


_OF_TIME = {
    r"(?:seconds|secs?|(?<=-)second)": 1, r"min(?:ute)?s?": 60, r"(?:hours?|hrs?)": 3600, r"days?": 86400, r"weeks?": 604800,
}  # fmt: skip
_OF_YEARS = {r"months?": 1, r"(?:years?|yrs?)": 12, r"decades?": 120, r"centur(?:y|ies)": 1200}
_METRIC = {r"(?:mm|millimet(?:re|er)s?)": 0.001, r"(?:cm|centimet(?:re|er)s?)": 0.01, r"met(?:re|er)s?": 1,
           r"(?:km|kms|kilomet(?:re|er)s?)": 1000}  # fmt: skip
_IMPERIAL = {r"inch(?:es)?": 0.0254, r"(?:ft|foot|feet)": 0.3048, r"(?:yards?|yds?)": 0.9144, r"miles?": 1609.344}
_AREA = {r"acres?": 4046.86, r"(?:hectares?|ha)": 1e4}
_MASS = {r"(?:mg|milligram(?:me)?s?)": 1e-6, r"gram(?:me)?s?": 1e-3, r"(?:kg|kgs|kilos?|kilogram(?:me)?s?)": 1,
         r"(?:metric )?ton(?:ne)?s?": 1000}  # fmt: skip
_WEIGHT = {r"lbs?": 0.4536, r"(?:ounces?|oz)": 0.02835}
_VOLUME = {r"(?:ml|millilit(?:re|er)s?)": 0.001, r"lit(?:re|er)s?": 1, r"cubic met(?:re|er)s?": 1000}
_POWER = {r"(?:kilowatts?|kw)": 1, r"(?:megawatts?|mw)": 1e3, r"(?:gigawatts?|gw)": 1e6}
_ENERGY = {r"(?:kilowatt[- ]hours?|kwh)": 1, r"(?:megawatt[- ]hours?|mwh)": 1e3, r"(?:gigawatt[- ]hours?|gwh)": 1e6}
_DATA = {r"(?:kilobytes?|kb)": 1, r"(?:megabytes?|mb)": 1e3, r"(?:gigabytes?|gb)": 1e6, r"(?:terabytes?|tb)": 1e9}
_PER_HOUR = r"(?:\s?/\s?h(?:our|r)?|\s?(?:per|an|a) hour)"


def _table() -> tuple[tuple[str, Measure], ...]:
    """Return each pattern with its measure, the longer phrases before the words that they begin with."""
    rows = [
        (rf"(?:(?:km|kilomet(?:re|er)s?){_PER_HOUR}|kph|kmh|km/h)", Measure("speed", "metric", 1.0)),
        (rf"(?:miles?{_PER_HOUR}|mph)", Measure("speed", "imperial", 1.609344)),
        (r"knots?", Measure("speed", "at sea", 1.852)),
        (r"(?:°\s?C|degrees? (?:Celsius|centigrade|C)|(?-i:C))", Measure(DEGREES, "C", 1.0)),
        (r"(?:°\s?F|degrees? (?:Fahrenheit|F)|(?-i:F))", Measure(DEGREES, "F", 5 / 9, -160 / 9)),
        (r"(?:°|degrees?)", Measure(DEGREES, "", 1.0)),
    ]
    for kind, system, words in (
        ("energy", "metric", _ENERGY), ("power", "metric", _POWER), ("volume", "metric", _VOLUME),
        ("area", "", _AREA), ("mass", "metric", _MASS), ("mass", "imperial", _WEIGHT), ("data", "metric", _DATA),
        ("time", "hours", _OF_TIME),
    ):  # fmt: skip
        rows += [(pattern, Measure(kind, system, float(factor))) for pattern, factor in words.items()]
    rows += [(p, Measure("time", "months", f * 2_629_800.0)) for p, f in _OF_YEARS.items()]
    for system, words in (("metric", _METRIC), ("imperial", _IMPERIAL)):
        rows += [(rf"(?:square|sq\.?)[- ]{p}", Measure("area", system, f * f)) for p, f in words.items()]
        rows += [(p, Measure("length", system, float(f))) for p, f in words.items()]
    return tuple(rows)


_MEASURES = _table()
_UNIT = re.compile(
    r"[-\s]?(?:(?:more|full|whole|further|additional|extra|consecutive|straight|successive)\s)?(?:"
    + "|".join(f"(?P<u{i}>{pattern})" for i, (pattern, _) in enumerate(_MEASURES))
    + r")(?!\w)",
    re.IGNORECASE,
)


def measure_at(text: str, at: int) -> tuple[Measure, int] | None:
    """Return the measure that stands at a place of a text, behind a number, and where it ends; or None."""
    match = _UNIT.match(text, at)
    if match is None or match.lastgroup is None:
        return None
    return _MEASURES[int(match.lastgroup[1:])][1], match.end()


def converted(value: float, given: Measure, wanted: Measure) -> float:
    """Return an amount in another measure of its kind; degrees of no scale are taken as they are."""
    if given == wanted or not given.system or not wanted.system:
        return value if given.kind == DEGREES or given == wanted else value * given.factor / wanted.factor
    return (value * given.factor + given.shift - wanted.shift) / wanted.factor


def nearly_equal(ours: float, theirs: float, left: Measure, right: Measure) -> bool:
    """Return whether two amounts, in one measure now, are the same: exactly within a system, rounded across two."""
    if left.system == right.system:
        return abs(ours - theirs) <= 1e-6 * max(1.0, abs(ours))
    least = 1.0 if left.kind == DEGREES else 0.0
    return abs(ours - theirs) <= max(least, _ROUGHLY * abs(ours))
