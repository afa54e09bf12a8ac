"""Publication dates as data and pages write them. Pure.

English and numeric forms are read here; other languages by ``dateparser``, and only a fragment that
has the form of a date. A date that can be read two ways (03/04/2025) is not guessed.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rag.types import Published

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th)?"
_ZONES = {
    "utc": 0, "gmt": 0, "z": 0, "bst": 60, "wat": 60, "cet": 60, "mez": 60, "cest": 120, "mesz": 120, "eet": 120, "sast": 120, "eest": 180,
    "msk": 180, "eat": 180, "pkt": 300, "sgt": 480, "hkt": 480, "jst": 540, "kst": 540, "aest": 600, "aedt": 660,
    "nzst": 720, "nzdt": 780, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360,
    "pst": -480, "pdt": -420,
}  # fmt: skip
_US_ZONES = {"et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles"}
_ZONE = rf"(?:\s*\(?(?P<zone>(?:gmt|utc) ?[+-]\d{{1,2}}(?::?\d{{2}})?|{'|'.join(sorted([*_ZONES, *_US_ZONES], key=len, reverse=True))}|[+-]\d{{2}}:?\d{{2}})\b)"
# "Pacific" alone is a zone only where nothing comes behind it that it could belong to.
_NAMED = (
    r"\s*\(?(?P<named>(?-i:WEST)\b(?! [A-Z])|(?-i:Eastern|Central|Mountain|Pacific)"
    r"(?:(?: (?:standard|daylight))? time\b|(?=\s*(?:$|[),.;|·–—-]|on\b)))|"
    r"(?-i:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[A-Za-z_]{2,30}(?:/[A-Za-z_]{2,30})?\b)"
)
_CLOCK = (
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?)?\s*(?P<half>[ap]\.?m\b\.?)?(?:\s*uhr\b)?"
    + f"(?:{_ZONE}|{_NAMED})?"
)
_ISO = r"(?P<year>\d{4})(?:[-/]|\. ?)(?P<month>\d{1,2})(?:[-/]|\. ?)(?P<day>\d{1,2})"
_DATE = (
    rf"(?:{_ISO}|{_DAY.format('d1')}(?: of)?[ -]{_MONTH.format('m1')},?[ -](?P<y1>\d{{4}})"
    rf"|{_MONTH.format('m2')} {_DAY.format('d2')},? (?P<y2>\d{{4}})"
    r"|(?P<d3>\d{1,2})\.(?P<m3>\d{1,2})\.(?P<y3>\d{4})|(?P<a4>\d{1,2})(?P<mark>[/-])(?P<b4>\d{1,2})(?P=mark)(?P<y4>\d{4}))"
)
# An hour alone is no time: "March 2, 2026 · 42 min".
_HAS_MINUTES = r"(?=\d{1,2}(?:[:.h]\d{2}|\s*[ap]\.?m\b))"
WRITTEN = re.compile(rf"(?<![\w/]){_DATE}(?![\d/])(?:(?:[,T\s|·–—-]|\sat)*{_HAS_MINUTES}{_CLOCK})?", re.IGNORECASE)
"""A date as a header writes it: day, month and year, perhaps with a time and a zone."""
# Names of zones end in the T of "time"; one that is not known above, or is that of several, is no zone to reckon with.
OTHER_ZONE = re.compile(
    r"\s*\(?(?<![A-Za-z])(?!(?:LAST|POST|JUST|EAST|WEST|MOST|BEST)\b)(?:[A-Z]{1,2}[SD]T|[A-Z]{2}T|WIB|WITA)\b"
)
# "Moscow time", "heure de Paris": of a place that is not reckoned with, or that the reader has to know.
_TIME_OF_PLACE = re.compile(
    r"\s*[(,]?\s*(?:(?:local|(?-i:[A-Z])[^\W\d_]{1,20}(?:[ -](?-i:[A-Z])[^\W\d_]{1,20}){0,2}) time\b|(?:heure|hora|ora) (?:locale?\b|de |di |d[’'])|ortszeit\b)",
    re.IGNORECASE,
)
_LEADING_CLOCK = re.compile(rf"(?<!\w){_CLOCK}\s*,?\s*(?:on\s+)?(?=\d{{1,2}} |[A-Z][a-z]{{2}})", re.IGNORECASE)
FOREIGN = re.compile(
    r"\d{1,2}(?:\.|er|[º°ª])?\s+(?:de\s+)?[^\W\d_]{3,12}\.?,?\s+(?:de\s+)?\d{4}|\d{4}\.\s[^\W\d_]{3,12}\s\d{1,2}\b\.?|"
    # Letters of the scripts of India and Thailand carry marks that are no letters.
    r"\d{1,2}\s+[\u0900-\u0dff]{2,16},?\s+\d{4}|\d{1,2}\s+[\u0e01-\u0e4e.]{3,14}\s+\d{4}|"
    r"\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]"
)
_ORDINAL = re.compile(r"(?<=\d)(?:er|[º°ª])(?=\s)")
_FIRST_YEAR = 1600
# Thai dates count the years from the death of the Buddha.
_BUDDHIST = re.compile(r"[\u0e01-\u0e4e]")
_BUDDHIST_YEARS = 543


def parse(text: str) -> Published | None:
    """Return the publication that a text names, or None when it names no possible date.

    Times without a zone are UTC; a date without a time stays a date, and so does one with the time of
    a zone that is not known ("18:00 IST": India, Ireland or Israel). The zero of Unix time is no
    date but a missing one.
    """
    text = " ".join(text.split())[:200]
    found = _machine(text) or _written(text) or _mail(text) or _foreign(text)
    if found is None or found.at.year < _FIRST_YEAR or found.at == datetime(1970, 1, 1, tzinfo=UTC):
        return None
    return found


def _machine(text: str) -> Published | None:
    """Return a date in ISO form, or seconds or milliseconds of Unix time."""
    try:
        if re.fullmatch(r"\d{10}(?:\d{3})?(?:\.\d+)?", text):
            seconds = float(text[:10])
            return Published(datetime.fromtimestamp(seconds, UTC), has_time=True)
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}|\d{8}", text):
            return Published.on(date.fromisoformat(text))
        return _timed(datetime.fromisoformat(text)) if re.match(r"\d{4}-?\d{2}-?\d{2}[T ]", text) else None
    except ValueError:
        return None


def _timed(moment: datetime) -> Published | None:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        return Published(aware.astimezone(UTC), has_time=True)
    except OverflowError:
        return None


def _written(text: str) -> Published | None:
    found = WRITTEN.search(text)
    if found is None:
        return None
    day = _day(found)
    if day is None:
        return None
    clock = found if found.group("hour") else _LEADING_CLOCK.search(text[: found.end()])
    if clock is None or (clock is found and _in_other_zone(found, text)):
        return Published.on(day)
    moment = _at(day, clock)
    return _timed(moment) if moment is not None else Published.on(day)


def _in_other_zone(found: re.Match[str], text: str) -> bool:
    """Return whether a zone that is not reckoned with stands behind a time of day."""
    if found["zone"] or found["named"]:
        return False
    return any(pattern.match(text, found.end()) for pattern in (OTHER_ZONE, _TIME_OF_PLACE))


def _day(found: re.Match[str]) -> date | None:
    part = found.groupdict()
    if part["y4"]:
        first, second = int(part["a4"]), int(part["b4"])
        if first <= 12 and second <= 12 and first != second:
            return None
        day, month, year = (first, second, part["y4"]) if first > 12 else (second, first, part["y4"])
    elif part["m1"] or part["m2"]:
        name = (part["m1"] or part["m2"]).lower()[:3]
        day, month, year = int(part["d1"] or part["d2"]), _MONTHS.index(name) + 1, part["y1"] or part["y2"]
    else:
        day, month, year = (
            int(part["day"] or part["d3"]),
            int(part["month"] or part["m3"]),
            part["year"] or part["y3"],
        )
    try:
        return date(int(year), month, day)
    except ValueError:
        return None


def _at(day: date, clock: re.Match[str]) -> datetime | None:
    """Return the moment on a day, or None when the match is no time of day ("12 March 2025 14 people")."""
    if not clock.group("minute") and not clock.group("half"):
        return None
    hour, half = int(clock.group("hour")), (clock.group("half") or "").lower()[:1]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        at = time(hour, int(clock.group("minute") or 0), int(clock.group("second") or 0))
    except ValueError:
        return None
    zone = _zone_named(clock["named"]) if clock["named"] else _zone(clock["zone"])
    return datetime.combine(day, at, zone) if zone is not None else None


def _zone_named(name: str) -> tzinfo | None:
    """Return the zone of a name in words or of the list of zones, or None when there is none."""
    if name == "WEST":
        return timezone(timedelta(hours=1))
    words = name.split()
    if "/" in name:
        key = name
    elif words[1:2] and words[1].lower() in ("standard", "daylight"):
        return _zone(f"{words[0][0]}{words[1][0]}T")
    else:
        key = _US_ZONES[f"{words[0][0]}t".lower()]
    try:
        return ZoneInfo(key)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _zone(name: str | None) -> tzinfo:
    if not name:
        return UTC
    known = _ZONES.get(name.lower())
    if known is not None:
        return timezone(timedelta(minutes=known))
    if name.lower() in _US_ZONES:
        return ZoneInfo(_US_ZONES[name.lower()])
    sign, digits = ("-" if "-" in name else "+"), re.sub(r"\D", "", name)
    hours, rest = (digits, "0") if len(digits) <= 2 else (digits[:-2], digits[-2:])
    minutes = int(hours) * 60 + int(rest)
    return timezone(timedelta(minutes=-minutes if sign == "-" else minutes))


def _mail(text: str) -> Published | None:
    """Return a date in a feed's or a mail's form (RFC 2822), or None."""
    from email.utils import parsedate_to_datetime

    try:
        return _timed(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError):
        return None


def _foreign(text: str) -> Published | None:
    """Return a date with the name of a month in another language, as a date."""
    found = FOREIGN.search(text)
    if found is None or WRITTEN.search(text):
        return None
    import dateparser

    moment = dateparser.parse(_ORDINAL.sub("", found.group()), settings={"STRICT_PARSING": True})
    if moment is None:
        return None
    if _BUDDHIST.search(found.group()) and moment.year > _BUDDHIST_YEARS + _FIRST_YEAR:
        moment = moment.replace(year=moment.year - _BUDDHIST_YEARS)
    return Published.on(moment.date())
