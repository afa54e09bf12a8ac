"""The table of date expressions: what each looks like, what it means, how it is used."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from rag.retrieve import date_words as w
from rag.retrieve.days import SEASONS, Days

YEAR = r"(?:19|20)[0-9]{2}(?![0-9]|['-][0-9]|/[0-9]|'?s\b)"
_SOME_YEAR = rf"{YEAR}|(?:this|last|next)\s+year\b"
_AND_YEAR = rf",?\s+(?:(?:of|in)\s+)?({_SOME_YEAR})"
_DAY = r"(3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9:%]|[.,/][0-9])"
_ON = rf"(?:(?:{w.WEEKDAY}),?\s+(?:the\s+)?)?"
_MONTH = rf"({w.MONTH})"
_BARE_MONTH = rf"(?!mar\b){_MONTH}()(?!,?\s+(?:next|each|every)\b|\s+Madness)"
_PART = r"(early|mid|late|(?:the\s+)?(?:beginning|start|middle|end)\s+of)[\s-]+"
_LAST = r"(?:last|past|previous)"
_LONG_UNIT = r"(quarter|year|decade)s?\b"
_ISO = r"((?:19|20)[0-9]{2})[-/](0[1-9]|1[0-2])"
_NO_SEASON = r"(?!\s+(?:season|school|academic|fiscal|financial)\b)"
_SEASON = rf"({'|'.join(SEASONS)})"
_IN = r"(?:in|during|throughout|back\s+in)"
_IN_MONTH = r"(?:in|during|throughout|of|from|over|around)"
_ON_DAY = r"(?:on|from|dated|of|for)"


@dataclass(frozen=True, slots=True)
class Term:
    """One kind of date expression.

    ``recency`` and ``strict`` are those of Window. Where ``lead`` is given, it or a word such as
    "since" must stand in front. ``floating`` expressions may name no year: the latest such time is meant.
    """

    name: str
    pattern: re.Pattern[str]
    resolve: w.Resolve
    recency: float
    strict: bool
    lead: str = ""
    lead_needed: bool = False
    floating: bool = False

    def days(self, words: str, today: date) -> Days | None:
        """Return the days that the words stand for, or None when they are not of this kind, or no date."""
        match = self.pattern.fullmatch(words)
        if match is None:
            return None
        try:
            return self.resolve(match, today)
        except (ValueError, OverflowError):
            return None


def _absolute(
    name: str, pattern: str, resolve: w.Resolve, lead: str = "", *, needed: bool = False, floating: bool = False,
    strict: bool = True,
) -> Term:  # fmt: skip
    compiled = re.compile(pattern, re.IGNORECASE)
    return Term(name, compiled, resolve, 0.0, strict, lead, lead_needed=needed, floating=floating)


def _relative(
    name: str, recency: float, pattern: str, resolve: w.Resolve, *, strict: bool = False, floating: bool = False
) -> Term:
    return Term(name, re.compile(pattern, re.IGNORECASE), resolve, recency, strict, floating=floating)


TERMS: tuple[Term, ...] = (
    _absolute("ISO day", rf"{_ISO}[-/]([0-2][0-9]|3[01])(?:T[0-9:.]+Z?)?(?![\w/-])", w.iso, _ON_DAY),
    _absolute("ISO month", rf"{_ISO}()(?![\w/-]){_NO_SEASON}", w.iso, _IN_MONTH),
    _absolute("days of a month", rf"(?P<first>[0-3]?[0-9])\s*-\s*(?P<last>[0-3]?[0-9])\s+(?P<month>{w.MONTH})(?:,?\s+(?P<year>{YEAR}))?", w.days_of_month, _IN_MONTH, floating=True),
    _absolute("days of a month", rf"(?P<month>{w.MONTH})\s+(?P<first>[0-3]?[0-9])\s*-\s*(?P<last>[0-3]?[0-9])(?![0-9-])(?:,?\s+(?P<year>{YEAR}))?", w.days_of_month, _IN_MONTH, floating=True),
    _absolute("day", rf"{_ON}{_DAY}\s+(?:of\s+)?{_MONTH}(?:{_AND_YEAR})?", w.day_then_month, _ON_DAY, floating=True),
    _absolute("day", rf"{_ON}{_MONTH}\s+(?:the\s+)?{_DAY}(?:{_AND_YEAR})?", w.month_then_day, _ON_DAY, floating=True),
    _absolute("part of a month", rf"{_PART}{_MONTH}(?:{_AND_YEAR})?", w.part_of_month, _IN_MONTH, floating=True, strict=False),
    _absolute("part of a year", rf"{_PART}({_SOME_YEAR})", w.part_of_year, _IN, strict=False),
    _absolute("month with year", rf"{_MONTH}{_AND_YEAR}", w.whole_month, _IN_MONTH),
    _absolute("month", _BARE_MONTH, w.whole_month, _IN_MONTH, needed=True, floating=True),
    _absolute("this or last month by name", rf"(this|{_LAST})\s+{_MONTH}(?!-)", w.named_month, floating=True),
    _absolute("quarter", rf"(?:the\s+)?Q([1-4])(?:[\s-]+(?:of\s+)?({_SOME_YEAR}))", w.of_year(3), _IN_MONTH),
    _absolute("quarter", r"Q([1-4])()\b(?!\s+[A-Z])", w.of_year(3), _IN, needed=True, floating=True),
    _absolute("quarter", rf"(?:the\s+)?(first|second|third|fourth|[1-4](?:st|nd|rd|th))\s+quarter\s+(?:of\s+|in\s+)?({_SOME_YEAR}|the\s+year\b)", w.of_year(3), _IN_MONTH),
    _absolute("half of a year", rf"H([12])\s+(?:of\s+)?({_SOME_YEAR})", w.of_year(6), _IN_MONTH),
    _absolute("half of a year", rf"(?:the\s+)?(first|second|1st|2nd)\s+half\s+of\s+({_SOME_YEAR}|the\s+year\b)", w.of_year(6), _IN_MONTH),
    _absolute("season", rf"(?:the\s+)?{_SEASON}(?:\s+of|,)?\s+({_SOME_YEAR})", w.named_season, _IN_MONTH, strict=False),
    _relative("this or last season", 1.0, rf"(this|last|past)\s+{_SEASON}\b(?!\s+(?:of|Olympic|Games))", w.recent_season),
    _relative("weekday of a week", 3.0, rf"({w.WEEKDAY})\s+(?:of\s+)?(this|last)\s+week\b", w.day_of_week),
    _relative("weekday", 3.0, rf"((?:this|{_LAST})\s+|)({w.WEEKDAY})\b(?!\s+(?:of|in\s+each)\b)(?:\s+(?:morning|afternoon|evening|night)\b)?", w.named_day, floating=True),
    _relative("today", 3.0, r"(?:(?:earlier|later)\s+)?today\b|tonight\b|this\s+(?:morning|afternoon|evening)\b", w.days_before(0), strict=True),
    _relative("day before yesterday", 3.0, r"the\s+day\s+before\s+yesterday\b", w.days_before(2), strict=True),
    _relative("yesterday", 3.0, r"yesterday\b(?:\s+(?:morning|afternoon|evening|night)\b)?", w.days_before(1), strict=True),
    _relative("last night", 3.0, r"last\s+night\b", w.days_before(1)),
    _relative("this year so far", 1.0, r"so\s+far\s+this\s+year\b|this\s+year\s+so\s+far\b|year\s+to\s+date\b", w.year_to_date),
    _relative("this week or month", 3.0, r"(?:so\s+far\s+|earlier\s+|later\s+)?this\s+(week|month)\b", w.present),
    _relative("this quarter", 2.0, r"(?:so\s+far\s+|earlier\s+)?this\s+(quarter)\b", w.present),
    _relative("this year", 1.0, r"(?:earlier\s+|later\s+)?this\s+(year)\b", w.present),
    _relative("weekend", 3.0, r"(this|last|past|the)\s+weekend\b(?!\s+of\b)", w.recent_weekend),
    _relative("last week", 3.0, r"(?:earlier\s+|late\s+|early\s+)?(?:last|the\s+previous)\s+(week)\b(?!\s+of\b)", w.previous),
    _relative("last month or quarter", 1.0, r"(?:earlier\s+|late\s+|early\s+)?(?:last|the\s+previous)\s+(month|quarter)\b(?!\s+of\b)", w.previous),
    _relative("last year", 0.0, r"(?:late\s+|early\s+)?(?:last|the\s+previous)\s+(year)\b(?!\s+of\b)", w.previous),
    _relative("past days, weeks", 3.0, rf"(?:the\s+)?{_LAST}\s+({w.COUNT})\s+(hour|day|week|fortnight)s?\b", w.rolling),
    _relative("past days, weeks", 3.0, r"(?:the\s+)?past()\s+(hour|day|week|fortnight|month)\b", w.rolling),
    _relative("past months, years", 1.0, rf"(?:the\s+)?{_LAST}\s+({w.COUNT})\s+(month|quarter|year|decade)s?\b", w.rolling),
    _relative("past months, years", 1.0, rf"(?:the\s+)?past()\s+{_LONG_UNIT}|the\s+last()\s+(decade)\b", w.rolling),
    _relative("days or weeks ago", 3.0, rf"({w.COUNT})\s+(hour|day|week|fortnight)s?\s+ago\b", w.ago),
    _relative("days or weeks ago", 3.0, r"(days|weeks)\s+ago\b", w.days_ago),
    _relative("months or years ago", 0.0, rf"({w.COUNT})\s+(month|year|decade)s?\s+ago\b", w.ago),
    _absolute("year", rf"({YEAR})", w.whole_year, _IN, needed=True),
)  # fmt: skip


def _uncaptured(pattern: str) -> str:
    return re.sub(r"\((?!\?)|\(\?P<\w+>", "(?:", pattern)


ANY_TERM = "|".join(f"(?:{_uncaptured(t.pattern.pattern)})" for t in TERMS)
"""A pattern without groups for any of the expressions, to stand behind "since" and "between"."""


def read_term(words: str, today: date) -> tuple[Term, Days] | None:
    """Return the kind of date expression that the words are, and its days, or None."""
    for term in TERMS:
        days = term.days(words, today)
        if days is not None:
            return term, days
    return None
