"""Quarters and halves of a year in a claim against those of its evidence; one without a year is read by the day of its report. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rag.text.tense import Tense, looks_ahead, tense_at
from rag.types import EvidenceSentence

_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_QUARTER = re.compile(
    rf"(?:\b(?P<y1>(?:19|20)\d\d)(?:['’]s)?\s+)?"
    rf"(?:\b(?P<nth>{'|'.join(_NTH)})[\s-]+(?P<unit>quarter|half)\b|\b(?P<short>[QH])(?P<digit>[1-4])\b)"
    rf"(?:,?\s+(?:of\s+)?(?P<y2>(?:19|20)\d\d)\b|\s+(?:of\s+)?(?P<rel>last|this|next) year\b)?",
    re.IGNORECASE,
)
_OF_BOOKS = re.compile(r"\bfiscal\b|\bfinancial[- ]year\b", re.IGNORECASE)
"""A year of a firm's books begins when it likes."""
_STEPS = {"last": -1, "this": 0, "next": 1}
_LAST_MONTHS = ("mar", "jun", "sep", "dec")
_UNNUMBERED = re.compile(
    r"\b(?:three[- ]months?|(?:previous|prior|preceding|last|next|latest|same|this|that|current|earlier) (?:\w+[- ])?quarter|"
    r"quarter (?:before|earlier|end\w*|to|through))\b",
    re.IGNORECASE,
)
"""What tells of a quarter without its number."""


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter (``months`` is 3) or a half (6) of a year, as it is written; ``year`` is None where it is not."""

    text: str
    number: int
    months: int
    year: int | None
    step: int | None
    start: int

    @property
    def first_month(self) -> int:
        """The number of its first month."""
        return (self.number - 1) * self.months + 1


def quarters(text: str) -> tuple[Quarter, ...]:
    """Return the quarters and halves that a text writes: "fourth-quarter", "Q4 2024", "the first half of last year"."""
    return tuple(q for m in _QUARTER.finditer(text) if (q := _read(m)))


def _read(match: re.Match[str]) -> Quarter | None:
    """Return the quarter or half that a match writes; None where a year has none of that number."""
    unit = (match["unit"] or match["short"]).lower()[0]
    months = 3 if unit == "q" else 6
    number = int(match["digit"]) if match["digit"] else _NTH[match["nth"].lower()]
    if unit == "h" and (match["nth"] or "").lower() == "final":
        number = 2
    year, step = match["y1"] or match["y2"], _STEPS.get((match["rel"] or "").lower())
    if number > 12 // months:
        return None
    return Quarter(match.group(), number, months, int(year) if year else None, step, match.start())


def short_quarters(texts: Iterable[str]) -> frozenset[str]:
    """Return the quarters and halves that texts write in short, each as "Q2" or "H1"."""
    return frozenset(m["short"].upper() + m["digit"] for t in texts for m in _QUARTER.finditer(t) if m["short"])


def with_short_quarters(text: str, values: frozenset[str]) -> str:
    """Return a text with its quarters in words as "Q2" where that is among ``values``: "second-quarter profit" is "Q2 profit"."""

    def short(match: re.Match[str]) -> str:
        quarter, whole = _read(match), match.group()
        name = f"{'Q' if quarter.months == 3 else 'H'}{quarter.number}" if quarter and match["nth"] else ""
        if name not in values:
            return whole
        return whole[: match.start("nth") - match.start()] + name + whole[match.end("unit") - match.start() :]

    return _QUARTER.sub(short, text)


def years_of_quarters(text: str, day: date) -> frozenset[int]:
    """Return the years of the quarters and halves that a sentence of a day's article tells without writing their year."""
    return frozenset(y for q in quarters(text) if q.year is None for y in _years(q, text, day))


def missing_quarters(claim: str, evidence: Sequence[EvidenceSentence]) -> tuple[str, ...]:
    """Return the quarters of a claim that the evidence tells of another year only, or for which it tells of others only.

    One that no sentence names is not judged where none names another, or one may tell it in other words: "the three months to
    Dec. 31". Nor is such a half without a year, which a match has as well.
    """
    told = [(q, text, s) for s in evidence for text in (s.text, s.title) for q in quarters(text)]
    found = []
    for wanted in quarters(claim):
        same = [of for of in told if (of[0].number, of[0].months) == (wanted.number, wanted.months)]
        if same:
            right = wanted.year is None or any(_year_agrees(q, wanted.year, text, s) for q, text, s in same)
        else:
            others = wanted.months == 3 and any(q.months == 3 for q, _, _ in told)
            right = not others or any(_may_tell(wanted, s.around) for s in evidence)
        if not right:
            found.append(wanted.text)
    return tuple(found)


def _may_tell(wanted: Quarter, text: str) -> bool:
    """Return whether a text may tell of a quarter without its number: by its last month, or as "the previous quarter"."""
    last = _LAST_MONTHS[wanted.number - 1]
    return re.search(rf"\b{last}", text, re.IGNORECASE) is not None or _UNNUMBERED.search(text) is not None


def _year_agrees(told: Quarter, year: int | None, text: str, sentence: EvidenceSentence) -> bool:
    """Return whether a quarter of a sentence can be of a year; True where nobody can tell, and where the books are meant."""
    if told.year is not None:
        return told.year == year
    if sentence.published is None or _OF_BOOKS.search(sentence.around):
        return True
    return year in _years(told, text, sentence.published.day) or str(year) in sentence.around


def _years(told: Quarter, text: str, day: date) -> frozenset[int]:
    """Return the years that a quarter without one may be of: the last that had begun or ended, or the next where that is told."""
    if told.step is not None:
        return frozenset({day.year + told.step})
    first, last = told.first_month, told.first_month + told.months - 1
    begun = day.year if first <= day.month else day.year - 1
    ended = day.year if last < day.month else day.year - 1
    to_end = day.year if last >= day.month else day.year + 1
    tense = tense_at(text, told.start)
    if tense is Tense.COMING:
        return frozenset({to_end})
    ahead = tense is Tense.UNCLEAR and looks_ahead(text)
    return frozenset({begun, ended, to_end} if ahead else {begun, ended})
