"""Words that name days: "3 May", "last week", "the end of March", "the fourth quarter of last year". Pure.

``PERIOD`` is the pattern of all of them, for rules that look for one in a sentence; ``read_period`` gives its days. Weeks
start on Monday; a month, a day or a weekday without a year is the most recent one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rag.text.dates import MONTH_NAMES, MONTHS, WEEKDAYS
from rag.text.spelled import TENS, UNITS

Days = tuple[date, date]
"""First day, and the day after the last."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days that words name, ``after`` being the day after the last one.

    ``strict`` is false for words that reports do not keep to ("this week"), ``guessed`` true where the words name no year or
    no week, ``part`` true where only a part of the days is meant ("late April", "Monday's vote").
    """

    first: date
    after: date
    recency: float = 0.0
    strict: bool = True
    guessed: bool = False
    part: bool = False


LONG_MONTH = "|".join(MONTH_NAMES)
_IS_VERB = r"(?!\s+(?:be|have|not|also|still|yet|well|become|face|need)\b)"
"""Behind "may" these make a verb of it: "some 3 may have died"."""
MONTH = "|".join(
    m + _IS_VERB if m == "may" else f"{m[:3]}(?:{'t|' if m == 'september' else ''}{m[3:]})?"
    for m in LONG_MONTH.split("|")
)
WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})\b"
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
YEAR = r"(?:19|20)\d{2}\b(?![-–/]\d)(?!\s+(?!(?:was|is|has|does)\b)[a-z]+s\b)"
"""Four digits, and neither a season ("2024-25") nor a count ("2000 workers")."""
OF_YEAR = r"(?:,?\s+(?:\d{4}|(?:last|this)\s+year)\b)"
DATED = (
    rf"(?:(?:{WEEKDAY},?\s+)?(?:the\s+)?(?:{DAY}\s+(?:of\s+)?(?:{MONTH})\b\.?{OF_YEAR}?|"
    rf"(?:{MONTH})\b\.?\s+{DAY}\b(?!\d){OF_YEAR}?|(?<![\w-])\d{{4}}-\d{{2}}-\d{{2}}(?![\w-])))"
)
_TOLD_YEAR = re.compile(rf"\b((?:{MONTH})\b\.?(?:\s+{DAY})?|{DAY}),?(?:\s+of)?\s+(last|this)\s+year\b", re.IGNORECASE)
NAMED_MONTH = (
    rf"(?:(?:{MONTH})\b\.?(?:(?:,|\s+of)?\s+(?:\d{{4}}|(?:last|this)\s+year)\b)?|(?<![\w-])\d{{4}}-\d{{2}}(?![\w-]))"
)
LAST_MONTH = rf"(?:(?:last|this)\s+(?=(?-i:[A-Z])|(?!may|mar|march)\w)(?:{LONG_MONTH})\b)"
"""A month is known from the verb and the parade ("the last march") by its capital."""
RELATIVE = r"(?:(?:this|last|previous)\s+(?:week|month|year)\b)"
WEEKEND = r"(?:(?:this\s+past|this|last|past|previous|the)\s+weekend\b)"
_SHORT = r"(?:today|yesterday|last\s+night|overnight|tonight|this\s+(?:morning|afternoon|evening)|(?:last|past)\s+fortnight)\b"
NO_DAY = (
    r"(?:(?-i:[A-Z]\w*\s+Today\b)|today['’]s\s+(?:money|world|society|standards|prices|terms|generation|youth|young|"
    r"teen(?:ager)?s|children|kids|students|adults|parents|families|people|workers|voters|readers|women|men|girls|boys)\b)"
)
"""A name ("USA Today"), and what is of the present age rather than of the day ("today's money")."""
_COUNTS = UNITS | TENS
_COUNTS |= {"a": 1, "an": 1, "couple of": 2, "a couple of": 2, "few": 3, "a few": 3, "several": 5}
COUNT = r"\d{1,3}|" + "|".join(sorted(_COUNTS, key=len, reverse=True))
UNIT = r"hours?|days?|weeks?|fortnights?|months?|years?"
AGO = rf"(?:(?:{COUNT})\s+(?:{UNIT})\s+ago\b)"
SIMPLE = rf"(?:{AGO}|{DATED}|{LAST_MONTH}|{NAMED_MONTH}|(?:last\s+)?{WEEKDAY}|{_SHORT}|{RELATIVE}|{WEEKEND}|{YEAR})"
_SHIFT = r"(?:the\s+)?(?:(?:day|eve|night|week)\s+(?:before|after)|eve\s+of)\s+"
_WEEK_OF = r"(?:the\s+)?week\s+(?:of|beginning|starting|commencing|ending)\s+(?:on\s+)?"
SHIFTED = rf"(?:(?:{_SHIFT}|{_WEEK_OF}){SIMPLE})"
_ORDINAL = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "last": 0,
    "this": 0,
}
_NTH = "|".join(_ORDINAL)
QUARTER = (
    rf"(?:{YEAR}\s+(?:Q[1-4]|H[12])\b|(?:\b(?:Q[1-4]|H[12])\b|(?:{_NTH})\s+(?:quarter|half))"
    rf"(?:\s+(?:of\s+)?(?:\d{{4}}\b|(?:last|this)\s+year\b))?)"
)
_PART_OF = (
    r"(?:(?:early|late|mid)(?:\s+in)?[\s-]+|(?:the\s+)?(?:very\s+)?(?:start|beginning|middle|end|(?:first|second)\s+half|"
    r"(?:first|second|third|fourth|last|final)\s+(?:few\s+)?(?:days?|weeks?|months?))\s+of\s+)"
)
_THE_WHOLE = r"the\s+(?:week|month|year)\b"
PART = rf"(?:{_PART_OF}(?:{_THE_WHOLE}|{SIMPLE}))"
PERIOD = rf"(?:{QUARTER}|{_PART_OF}{_THE_WHOLE}|(?:{_PART_OF}|{_SHIFT}|{_WEEK_OF})?{SIMPLE})"


def read_period(text: str, now: date) -> Period | None:
    """Return the days that one expression names, seen from a day; None where there are none (31 February)."""
    words = " ".join(in_digits(text, now).lower().replace(".", " ").split())
    for pattern, resolve in _FORMS:
        match = pattern.fullmatch(words)
        if match:
            return resolve(match, now)
    return None


def in_digits(text: str, now: date) -> str:
    """Return words with the year of a month or a day in digits: "March last year"."""
    return _TOLD_YEAR.sub(lambda m: f"{m.group(1)} {now.year - (m.group(2).lower() == 'last')}", text)


def read_range(first: str, last: str, now: date) -> Period | None:
    """Return the days from one expression to another; None where they are in no order.

    They may share a month or a year ("3 to 7 May 2025"). The last one is the most recent, and the first one the most recent
    before it. Days of a month that began and will end within a month are those under way; of a longer range, or of weekdays,
    that is under way the one before is taken, and not strictly.
    """
    first, last = in_digits(first, now), in_digits(last, now)
    filled = _shared(first, last)
    since, until = (read_period(t, now) for t in filled) if filled else (None, None)
    if not filled or not since or not until:
        return None
    strict = True
    if since.guessed:
        coming = _coming(filled[1], since.first) if until.guessed else None
        if (
            coming
            and coming.first > now
            and _is_day(filled[0])
            and _is_day(filled[1])
            and coming.first - since.first < _A_MONTH
        ):
            until = coming
        else:
            strict = not coming or coming.first <= now
            since = read_period(filled[0], until.first)
    elif until.guessed and re.search(r"\d{4}", first):
        until = _coming(filled[1], since.first)
    if not since or not until or since.first >= until.after:
        return None
    return Period(since.first, until.after, strict=strict, guessed=since.guessed and until.guessed)


_A_MONTH = timedelta(days=31)


def _coming(text: str, first: date) -> Period | None:
    """Return the first such day or month from a day on."""
    return read_period(text, first + timedelta(days=6 if re.fullmatch(WEEKDAY, text, re.IGNORECASE) else 364))


def _is_day(text: str) -> bool:
    return re.fullmatch(DATED, text, re.IGNORECASE) is not None


def _shared(first: str, last: str) -> tuple[str, str] | None:
    """Return both ends of a range with what only one of them names: "3 and 7 May", "May 3 and 7, 2025"; None for two bare numbers."""
    bare = re.compile(rf"({DAY}){OF_YEAR}?", re.IGNORECASE)
    starts, ends = bare.fullmatch(first), bare.fullmatch(last)
    if not starts and not ends:
        return first, last
    whole = last if starts else first
    month = re.search(rf"\b(?:{MONTH})\b", whole, re.IGNORECASE)
    if (starts and ends) or not month or not _is_day(whole):
        return None
    year = re.search(r"\d{4}", last)
    tail = f" {month.group()} {year.group() if year else ''}".rstrip()
    return (
        (starts.group(1) + tail, last)
        if starts
        else (f"{first} {year.group() if year else ''}".strip(), str(ends and ends.group(1)) + tail)
    )


def _long_ago(match: re.Match[str], now: date) -> Period:
    unit = match.group(2)
    day = ago(now, count(match.group(1)), unit)
    if unit.startswith("hour"):
        return Period(day, now + timedelta(days=1), 3.0, strict=False)
    return Period(day, day + timedelta(days=1))


def ago(now: date, number: int, unit: str) -> date:
    """Return the day so many hours, days, weeks, months or years before another; hours are reckoned as whole days."""
    if unit.startswith("month"):
        year, month = now.year, now.month
        for _ in range(number):
            year, month = before(year, month)
        return date(year, month, min(now.day, (next_month(year, month) - timedelta(days=1)).day))
    if unit.startswith("year"):
        return ago(now, 12 * number, "month")
    if unit.startswith("hour"):
        return now - timedelta(days=-(-number // 24))
    return now - timedelta(days=number * {"day": 1, "week": 7, "fortnight": 14}[unit.rstrip("s")])


def count(text: str) -> int:
    """Return a number in digits or words."""
    return int(text) if text.isdigit() else _COUNTS[" ".join(text.lower().split())]


def _named(match: re.Match[str], now: date) -> Period:
    text = re.sub("^previous", "last", match.group())
    week, day = now - timedelta(days=now.weekday()), timedelta(days=1)
    vague = {
        "today": Period(now, now + day, 3.0),
        "yesterday": Period(now - day, now, 3.0),
        "last night": Period(now - day, now + day, 3.0, strict=False),
        "overnight": Period(now - day, now + day, 3.0, strict=False),
        "this week": Period(week, week + 7 * day, 3.0, strict=False),
        "last week": Period(week - 7 * day, week, 2.0, strict=False),
        "this month": Period(*_month(now.year, now.month), 3.0, strict=False),
        "last month": Period(*_month(*before(now.year, now.month)), 2.0, strict=False),
        "this year": Period(*_year(now.year), 1.5, strict=False),
        "last year": Period(*_year(now.year - 1), 1.5, strict=False),
    }
    if text.endswith("fortnight"):
        return Period(now - 14 * day, now + day, 3.0, strict=False)
    return vague.get(text) or Period(now, now + day, 3.0, strict=False)


def _weekend(match: re.Match[str], now: date) -> Period:
    """The weekend is the one that runs, or the one before; the last one never runs."""
    saturday = now - timedelta(days=(now.weekday() - 5) % 7)
    if match.group(1) in ("last", "past", "previous") and now < saturday + timedelta(days=2):
        saturday -= timedelta(days=7)
    return Period(saturday, saturday + timedelta(days=2), 3.0, strict=False)


def _weekday(match: re.Match[str], now: date) -> Period:
    back = (now.weekday() - WEEKDAYS.index(match.group(2))) % 7
    day = now - timedelta(days=7 if match.group(1) and back == 0 else back)
    return Period(day, day + timedelta(days=1), 3.0, strict=False, guessed=True)


def _dated(match: re.Match[str], now: date) -> Period | None:
    text = match.group()
    if iso := re.search(r"\d{4}-\d{2}-\d{2}", text):
        return _one_day(date.fromisoformat(iso.group()))
    month = re.search(rf"\b({MONTH})\b", text)
    year, day = re.search(r"\d{4}", text), re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", text)
    if not month or not day:
        return None
    wanted = MONTHS[month.group(1)], int(day.group(1))
    if year:
        return _one_day(date(int(year.group()), *wanted))
    for back in range(9):  # 29 February is eight years back at most
        try:
            found = date(now.year - back, *wanted)
        except ValueError:
            continue
        if found <= now:
            return _one_day(found, guessed=True)
    return None


def _one_day(day: date, *, guessed: bool = False) -> Period:
    return Period(day, day + timedelta(days=1), guessed=guessed)


def _named_month(match: re.Match[str], now: date) -> Period | None:
    text = match.group()
    if iso := re.fullmatch(r"(\d{4})-(\d{2})", text):
        return Period(*_month(int(iso.group(1)), int(iso.group(2))))
    month, year = re.search(rf"\b({MONTH})\b", text), re.search(r"\d{4}", text)
    if not month:
        return None
    number = MONTHS[month.group(1)]
    if year:
        return Period(*_month(int(year.group()), number))
    if text.startswith("this"):
        return Period(*_month(now.year, number))
    running = number == now.month and text.startswith("last")
    return Period(*_month(now.year - (number > now.month or running), number), guessed=True)


def _numbered_year(match: re.Match[str], _now: date) -> Period:
    return Period(*_year(int(match.group())))


def _quarter(match: re.Match[str], now: date) -> Period | None:
    """Without a year it is the most recent one that has ended."""
    text = match.group()
    size = 6 if re.search(r"\bh[12]\b|half", text) else 3
    digit = re.search(r"\b[qh](\d)\b", text)
    number = int(digit.group(1)) if digit else _ORDINAL[text.split()[0]]
    year = re.search(r"\d{4}", text)
    if number == 0:  # "last quarter", "this quarter"
        running = (now.month - 1) // size
        number, ahead = (running + 1, 0) if text.startswith("this") else (running or 12 // size, 0 if running else -1)
        return Period(*_months(now.year + ahead, size * (number - 1) + 1, size), strict=False)
    if number > 12 // size:
        return None
    if year or text.endswith("year"):
        return Period(
            *_months(
                int(year.group()) if year else now.year - text.endswith("last year"), size * (number - 1) + 1, size
            )
        )
    ended = _months(now.year, size * (number - 1) + 1, size)[1] <= now
    return Period(*_months(now.year - (not ended), size * (number - 1) + 1, size), strict=False, guessed=True)


def _part(match: re.Match[str], now: date) -> Period | None:
    """The whole is taken for the part: reports of "late April" may speak of all of April, and nothing fitting is left out."""
    whole = read_period(re.sub(r"^the (?=(?:week|month|year)$)", "this ", match.group("whole")), now)
    return replace(whole, part=True) if whole else None


def _shifted(match: re.Match[str], now: date) -> Period | None:
    base = read_period(match.group("base"), now)
    if not base:
        return None
    width = timedelta(days=7 if match.group("unit") == "week" else 1)
    strict = width.days == 1 and base.after - base.first == width
    first = base.after if match.group("way") == "after" else base.first - width
    return Period(first, first + width, strict=strict, guessed=base.guessed, recency=base.recency)


def _week_of(match: re.Match[str], now: date) -> Period | None:
    base = read_period(match.group("base"), now)
    if not base or base.after - base.first > timedelta(days=7):
        return replace(base, part=True) if base else None
    way, day, week = match.group("way"), base.first, timedelta(days=7)
    first = base.after - week if way == "ending" else day - timedelta(days=day.weekday()) if way == "of" else day
    return Period(first, first + week, guessed=base.guessed)


def _form(
    pattern: str, resolve: Callable[[re.Match[str], date], Period | None]
) -> tuple[re.Pattern[str], Callable[[re.Match[str], date], Period | None]]:
    return re.compile(pattern), resolve


def before(year: int, month: int) -> tuple[int, int]:
    """Return year and month of the month before."""
    return (year, month - 1) if month > 1 else (year - 1, 12)


def next_month(year: int, month: int) -> date:
    """Return the first day of the month after."""
    return date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)


def _month(year: int, month: int) -> Days:
    return date(year, month, 1), next_month(year, month)


def _months(year: int, first: int, count: int) -> Days:
    return date(year, first, 1), next_month(year, first + count - 1)


def _year(year: int) -> Days:
    return date(year, 1, 1), date(year + 1, 1, 1)


_WHOLE = rf"(?P<whole>the (?:week|month|year)|{SIMPLE})"
_FORMS = (
    _form(QUARTER.replace("Q", "q").replace("H", "h"), _quarter),
    _form(rf"(?:the )?week (?P<way>of|beginning|starting|commencing|ending) (?:on )?(?P<base>{SIMPLE})", _week_of),
    _form(rf"(?:the )?(?P<unit>day|eve|night|week) (?P<way>before|after|of) (?P<base>{SIMPLE})", _shifted),
    _form(rf"(?:(?:early|late|mid)(?: in)?[ -]+|(?:the )?[a-z ]+? of ){_WHOLE}", _part),
    _form(rf"{_SHORT}|{RELATIVE}", _named),
    _form(r"(this past|this|last|past|previous|the) weekend", _weekend),
    _form(rf"(last )?({WEEKDAY})", _weekday),
    _form(rf"({COUNT}) ({UNIT}) ago", _long_ago),
    _form(DATED, _dated),
    _form(rf"(?:(?:last|this) (?:{LONG_MONTH}))|{NAMED_MONTH}", _named_month),
    _form(YEAR, _numbered_year),
)
