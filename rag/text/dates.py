"""Dates in a claim against those of its evidence; a weekday is resolved by the article's own date. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from rag.text.quarters import years_of_quarters
from rag.text.spelled import UNITS
from rag.text.tense import Tense, looks_ahead, tense_at
from rag.text.words import content_words
from rag.types import EvidenceSentence

OLD_YEARS = 2
"""An opening dated this many years before the article is a recollection, not news with an early beginning."""
MONTH_NAMES = tuple("january february march april may june july august september october november december".split())
MONTHS = {name: i for i, name in enumerate(MONTH_NAMES, start=1)}
MONTHS |= {name[:3]: i for name, i in MONTHS.items()} | {"sept": 9}
"""The number of a month by its name or its short form, in small letters."""
WEEKDAYS = tuple("monday tuesday wednesday thursday friday saturday sunday".split())
"""From Monday, as ``date.weekday`` counts them."""
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WRITTEN = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{_MONTH})\b\.?(?:,?\s+(?P<y1>\d{{4}}))?"
    rf"|(?P<m2>{_MONTH})\b\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)(?:,?\s+(?P<y2>\d{{4}}))?"
    rf"|(?P<m3>{_MONTH})\b\.?,?\s+(?P<y3>\d{{4}})"
    rf"|(?<=\bin )(?P<m4>{_MONTH})\b|(?P<y5>\d{{4}})-(?P<m5>\d{{2}})-(?P<d5>\d{{2}}))",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:yesterday|tomorrow|(?:last|next) (?:month|year))\b", re.IGNORECASE)
_TODAY = re.compile(r"\b(?:today|tonight|this (?:morning|afternoon|evening))\b", re.IGNORECASE)
_MAY_DO = re.compile(r"\s+may\s+(?:have|be|also|not|yet|well|still|never|now|soon|die|face|lose|need|go|get|take)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NAMED_MONTH = re.compile(
    rf"(?P<border>\b(?:until|till|before|after|since|from|than|by|beyond)\s(?:[\w-]+\s(?:of\s)?){{0,2}})?\b(?P<month>{'|'.join(name.title() for name in MONTHS)})\b"
)
_COUNT = "|".join(["an?", *list(UNITS)[1:]])
_WEEKDAY = re.compile(rf"\b(?P<day>{'|'.join(WEEKDAYS)})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is written; what is not written is None. ``weekday`` is 0 for Monday."""

    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    start: int = field(default=0, compare=False)
    """Where it begins in its text."""

    def whole(self) -> date | None:
        """Return the day where all of it is written and there is such a day, else None."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None

    def agrees(self, other: PartialDate) -> bool:
        """Return whether nothing that both say differs, and they share something."""
        pairs = [
            (self.year, other.year),
            (self.month, other.month),
            (self.day, other.day),
            (self.weekday, other.weekday),
        ]
        both = [(a, b) for a, b in pairs if a is not None and b is not None]
        return bool(both) and all(a == b for a, b in both)


def in_words(day: date) -> str:
    """Return ``Tuesday 20 February 2024``."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def dates(text: str) -> tuple[PartialDate, ...]:
    """Return the dates that a text writes: days, months with a day or year, weekdays."""
    found = [_written(m) for m in _WRITTEN.finditer(text) if not _is_verb(text, m)]
    found += [
        PartialDate(m.group(), weekday=WEEKDAYS.index(m.group("day").lower()), start=m.start())
        for m in _WEEKDAY.finditer(text)
    ]
    return tuple(found)


def year_recalled(opening: str, published: date) -> int | None:
    """Return the year that an article's first sentence dates its matter to, where that is years before its publication.

    None where it writes no such date: then the article tells news.
    """
    years = [d.year for d in dates(opening) if d.year and d.month]
    return max(years) if years and max(years) <= published.year - OLD_YEARS else None


def months_named(text: str, *, borders: bool = True) -> frozenset[int]:
    """Return the months that a text names, be it as a part of a name ("the March vote"); without ``borders`` not "until March"."""
    found = [m for m in _NAMED_MONTH.finditer(text) if borders or not m["border"]]
    return frozenset(MONTHS[m["month"].lower()] for m in found)


def without_dates(text: str) -> str:
    """Return a text with its written dates blanked out, so that their numbers are not read as numbers."""
    return _WRITTEN.sub(lambda m: m.group() if _is_verb(text, m) else " ", text)


def _is_verb(text: str, match: re.Match[str]) -> bool:
    """Return whether the "may" of "12 may have died" was taken for a month."""
    return match["m1"] == "may" and _MAY_DO.match(text, match.end() - 4) is not None


def _written(match: re.Match[str]) -> PartialDate:
    groups = match.groupdict()

    def first(names: str) -> str | None:
        return next((groups[n] for n in names.split() if groups[n]), None)

    month = first("m1 m2 m3 m4 m5")
    number = int(month) if month and month.isdigit() else MONTHS[month.lower().rstrip(".")] if month else None
    day, year = first("d1 d2 d5"), first("y1 y2 y3 y5")
    return PartialDate(
        match.group().rstrip(" .,"),
        int(year) if year else None,
        number,
        int(day) if day else None,
        start=match.start(),
    )


def missing_dates(claim: str, evidence: Sequence[EvidenceSentence]) -> tuple[str, ...]:
    """Return the dates of a claim that no evidence sentence and no date of publication agrees with.

    A month alone agrees with one that is named in any way: "in March" with "at the end of March", not with "until March".
    """
    wanted = dates(claim)
    if not wanted:
        return ()
    known = [d for sentence in evidence for d in (*_known(sentence, evidence), *_reckoned(claim, sentence))]
    named = {
        PartialDate("", month=month) for sentence in evidence for month in months_named(sentence.around, borders=False)
    }
    return tuple(w.text for w in wanted if not any(w.agrees(k) for k in known) and replace(w, text="") not in named)


def stray_dates(claim: str, told: EvidenceSentence, evidence: Sequence[EvidenceSentence] = ()) -> tuple[str, ...]:
    """Return the dates of a claim that the sentence which tells of its matter contradicts with a date of its own.

    ``evidence`` are the sentences that it stands among.
    """
    own = dates(told.text)
    known = _reckoned(claim, told) or _known(told, evidence)
    return tuple(
        w.text for w in dates(claim) if any(_comparable(w, o) for o in own) and not any(w.agrees(k) for k in known)
    )


_APART = re.compile(
    rf"\b(?P<count>\d{{1,2}}|the|{_COUNT}) (?P<unit>day|week)s? (?P<way>after|before) (?P<other>[^,;.]+)",
    re.IGNORECASE,
)
"""What is told to have been some days before or after: "on Wednesday, two days after the governor resigned"."""


def _reckoned(claim: str, told: EvidenceSentence) -> list[PartialDate]:
    """Return the date of what a sentence tells as so many days before or after its own date, where a claim tells that.

    Empty where the claim has words of the rest of the sentence, or the sentence has not one date outside.
    """
    match = _APART.search(told.text)
    if match is None or _APART.search(claim) or dates(match["other"]):
        return []
    main = f"{told.text[: match.start()]} {told.text[match.end() :]}"
    anchors = dates(main)
    theirs, other = set(content_words(main)), set(content_words(match["other"]))
    dated = {stem for d in dates(claim) for stem in content_words(d.text)}
    ours = set(content_words(claim)) - dated
    if len(anchors) != 1 or not ours & (other - theirs) or ours & (theirs - other):
        return []
    day = _resolved(anchors[0], told)
    if day is None or not date.min.year < day.year - 2 < day.year + 2 < date.max.year:
        return []
    days = _counted(match["count"]) * (7 if match["unit"].lower() == "week" else 1)
    return [_whole(day + timedelta(days=-days if match["way"].lower() == "after" else days))]


def _resolved(written: PartialDate, told: EvidenceSentence) -> date | None:
    """Return the day that a date of a sentence means, or None where the sentence does not tell it, or it may be several."""
    if told.published is None:
        return None
    found = {d.whole() for d in _meant(written, told.text, told.published.day)} - {None}
    return found.pop() if len(found) == 1 else None


def years_meant(sentence: EvidenceSentence) -> tuple[int, ...]:
    """Return the years that a sentence means without writing them: "last year", else that of its publication.

    A sentence that writes a year speaks of that one; one that tells a quarter or a month speaks of that month's year as well.
    """
    if sentence.published is None:
        return ()
    day, text = sentence.published.day, sentence.text
    told = tuple(year for m in _RELATIVE.finditer(text) if (year := _relative(m.group().casefold(), day).year))
    undated = [d for d in dates(text) if d.month and not d.year]
    parts = {m.year for d in undated for m in _meant(d, text, day) if m.year} | years_of_quarters(text, day)
    return (*(told or (() if _YEAR.search(text) else (day.year,))), *sorted(parts))


_YEARS_BACK = re.compile(rf"\b(\d{{1,2}}|{_COUNT}) years? (?:ago|earlier)\b", re.IGNORECASE)
_LAST_YEAR = re.compile(r"\blast year\b(?!['’])", re.IGNORECASE)
_NO_DATING = re.compile(
    r"(?:\b(?:since|than|from|until|till|to|before|after|born|founded|built|established|elected|compared|unlike|like|dating|"
    r"early as|late as|first|beyond)\b(?:\s+\w+\.?,?){0,3}|\()\s*$",
    re.IGNORECASE,
)
"""What makes of the year behind it a border, a comparison or somebody's past, not the time of what is told."""
_TELLS_NOW = re.compile(
    rf"\b(?:now|currently|today|so far|this (?:year|week|month|season|morning|afternoon|evening)|yesterday|"
    rf"(?:on|last) (?:{'|'.join(WEEKDAYS)}))\b",
    re.IGNORECASE,
)


def years_told(sentence: EvidenceSentence) -> frozenset[int]:
    """Return the years to which a sentence itself dates what it tells: "in 2019", "last year", "six years ago".

    Empty where it dates nothing, or tells of the time of its report as well.
    """
    text = sentence.text
    if _TELLS_NOW.search(text):
        return frozenset()
    told = {int(m.group()) for m in _datings(_YEAR, text)}
    if sentence.published is not None:
        year = sentence.published.day.year
        told |= {year - _counted(m.group(1)) for m in _datings(_YEARS_BACK, text)}
        told |= {year - 1 for _ in _datings(_LAST_YEAR, text)}
    return frozenset(told)


def _datings(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    return [m for m in pattern.finditer(text) if not _NO_DATING.search(text, 0, m.start())]


def _counted(count: str) -> int:
    """Return how many "3", "three" or "a" are."""
    return int(count) if count.isdigit() else UNITS.get(count.lower(), 1)


def _comparable(a: PartialDate, b: PartialDate) -> bool:
    return (a.weekday is None) == (b.weekday is None)


def _known(sentence: EvidenceSentence, evidence: Sequence[EvidenceSentence] = ()) -> list[PartialDate]:
    """Return the dates that a sentence speaks of; the day of publication only where it writes none itself.

    A day or a month without a year is the one next to the day of publication, or one of a year that is told before it.
    """
    parts = (sentence.before, sentence.text, sentence.title)
    if sentence.published is None:
        return [d for part in parts for d in dates(part)]
    day = sentence.published.day
    known = [m for part in parts for d in dates(part) for m in (*_as_written(d, part), *_meant(d, part, day))]
    undated = [d for part in parts for d in dates(part) if d.month and not d.year]
    years = {*map(int, _YEAR.findall(" ".join(parts))), *_years_before(sentence, evidence)} if undated else set()
    known += [replace(d, year=year) for d in undated for year in years]
    known += [_relative(m.group().casefold(), day) for m in _RELATIVE.finditer(sentence.text)]
    own = bool(dates(sentence.text)) or _RELATIVE.search(sentence.text) is not None
    return [*known, *([] if own else [_whole(day)])]


def days_meant(sentence: EvidenceSentence) -> tuple[PartialDate, ...]:
    """Return the days and months that a sentence itself may mean by its dates, weekdays and words such as "yesterday"."""
    if sentence.published is None:
        return dates(sentence.text)
    day, text = sentence.published.day, sentence.text
    near = [_relative(m.group().casefold(), day) for m in _RELATIVE.finditer(text)]
    near += [_whole(day)] * (_TODAY.search(text) is not None)
    return (*(m for d in dates(text) for m in _meant(d, text, day)), *near)


_OTHER_YEARS = re.compile(
    r"\b(?:(?<!this )years?|anniversar\w+|annual\w*|every|each|birthday|born|decades?|century)\b", re.IGNORECASE
)
"""Beside these a date without a year may be of any year."""
_NAMED_DAYS = frozenset({(1, 6), (9, 11), (10, 7)})
"""Days that are told without their year for what happened on them, as those are that "the" stands before: "the July 7 bombings"."""
NEAR = timedelta(days=122)
"""A date without a year that is as near as this to the day of publication is that one, not the one a year from it."""


def _as_written(written: PartialDate, text: str) -> list[PartialDate]:
    """Return a date as far as it is written, but for one without a year, where that is the one next to the article's day."""
    known_by_it = (written.month, written.day) in _NAMED_DAYS or text[: written.start].lower().endswith("the ")
    near = written.month is not None and written.year is None and not _OTHER_YEARS.search(text)
    return [] if near and not known_by_it else [written]


def _years_before(sentence: EvidenceSentence, evidence: Sequence[EvidenceSentence]) -> set[int]:
    """Return the years that the sentences before one in its article go back to, if none between tells of now.

    Of those that write a year it is the nearest one's.
    """
    day = sentence.published.day if sentence.published else date.min
    years = _years_back(sentence.before, day)
    before = [s for s in evidence if s.article_id == sentence.article_id and s.span.start < sentence.span.start]
    for earlier in sorted(before, key=lambda s: -s.span.start):
        years |= _years_back(earlier.text, day)
        if written := _YEAR.findall(earlier.text):
            return years | set(map(int, written))
        if _TELLS_NOW.search(earlier.text):
            break
    return years


_BACK = re.compile(
    rf"\b(?:last year|(?P<count>\d{{1,2}}|{_COUNT}) years? ago"
    r"|(?P<any>(?:previous|preceding) year|years? (?:before|earlier)))\b",
    re.IGNORECASE,
)
_FIRST_YEAR = 1900


def _years_back(text: str, published: date) -> set[int]:
    """Return the years of which what follows a text may be where it goes back: "last year", "two years ago", "the previous year".

    What was years ago may have gone on in any year since, and "the previous year" is nobody knows which.
    """
    years: set[int] = set()
    for match in _BACK.finditer(text):
        back = _counted(match["count"]) + 1 if match["count"] else 1
        years |= set(range(_FIRST_YEAR if match["any"] else published.year - back, published.year))
    return years


def _meant(written: PartialDate, text: str, published: date) -> list[PartialDate]:
    """Return the days, or the months, that a date without a year or a weekday means in an article of a day.

    The last such one and the next one where the words beside it tell no tense, else those that tense and nearness leave open.
    """
    if written.weekday is not None:
        tense = tense_at(text, written.start)
        ahead = [True, False] if tense is Tense.UNCLEAR and looks_ahead(text) else [tense is Tense.COMING]
        return [_full(written.weekday, published, ahead=way) for way in ahead]
    if written.year is not None or written.month is None:
        return [written]
    years = range(max(date.min.year, published.year - 8), min(date.max.year, published.year + 8) + 1)
    days = [d for y in years if (d := replace(written, year=y, day=written.day or 1).whole())]
    gaps = {d: _gap(d, published, whole_month=written.day is None) for d in days}
    last = max((d for d in days if gaps[d] <= timedelta()), default=published)
    coming = min((d for d in days if gaps[d] >= timedelta()), default=published)
    tense = tense_at(text, written.start)
    near = {d for d in (last, coming) if d in gaps and abs(gaps[d]) <= NEAR}
    kept = near | {last} if near and tense is Tense.PAST else {last, coming}
    if tense is Tense.COMING:
        kept = near | {coming}
    found = sorted(kept & set(days))
    return [_whole(d) if written.day else replace(written, year=d.year) for d in found] or [written]


def _gap(first: date, published: date, *, whole_month: bool) -> timedelta:
    """Return how far a day, or the month that begins with it, lies behind a day; less than nothing where it lies before."""
    if not whole_month:
        return first - published
    if (first.year, first.month) == (published.year, published.month):
        return timedelta()
    return first - published if first > published else first + timedelta(days=27) - published


def _relative(words: str, published: date) -> PartialDate:
    """Return the date that "yesterday" or "last month" means in an article of a day."""
    if words in ("yesterday", "tomorrow"):
        return _whole(published + timedelta(days=1 if words == "tomorrow" else -1))
    step = 1 if words.startswith("next") else -1
    if words.endswith("year"):
        return PartialDate(words, year=published.year + step)
    month = published.month - 1 + step
    return PartialDate(words, year=published.year + month // 12, month=month % 12 + 1)


def _full(weekday: int | None, published: date, *, ahead: bool = False) -> PartialDate:
    """Return the last such weekday up to the day of publication: "on Monday" in news is the one just past.

    With ``ahead`` it is the next one: "will meet on Monday".
    """
    if ahead:
        return _whole(published + timedelta(days=((weekday or 0) - published.weekday()) % 7))
    back = (published.weekday() - (weekday or 0)) % 7
    return _whole(published - timedelta(days=back))


def _whole(day: date) -> PartialDate:
    return PartialDate(day.isoformat(), day.year, day.month, day.day, day.weekday())
