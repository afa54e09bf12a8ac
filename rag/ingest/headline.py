"""Lines that hold a headline together with its byline, its date or the marks of a printed page, taken apart. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.ingest.bylines import byline
from rag.ingest.dates import WRITTEN, parse
from rag.types import Published

_LEAST_WORDS = 2
_MARKS = "|·•–—-"
# Browsers print the day of printing above each page.
_PRINTED = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d{2}(?:\s?[AP]\.?M\b\.?)?\s+(?=\S)", re.IGNORECASE)
_LABEL = re.compile(r"(?:(?:subject|title|headline|re|fwd?|aw|wg):\s+){1,3}(?=\S)", re.IGNORECASE)
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
# Words that stood in boxes of their own on a page run together when they are copied.
_RUN_TOGETHER = re.compile(
    rf"(?<=[a-z\d)”])(?=By [A-ZÀ-Þ][\w.’'-]* [A-ZÀ-Þ])|(?<=[a-z])(?=(?:{_MONTHS})[a-z]{{0,6}}\.? \d{{1,2}}, \d{{4}})"
)
_SIGNED = re.compile(rf"(?P<mark>[({_MARKS}]\s*)?(?<!\w)(?:By|BY) (?=[A-ZÀ-Þ])")
_LEADING = re.compile(rf"\s*[:{_MARKS}]\s+")
_TRAILING = re.compile(rf"(?:\s[{_MARKS}]|[|(])\s*$")
_EDGES = f" ,{_MARKS}()"


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline, and who signs it and when, where its line says so."""

    title: str
    authors: tuple[str, ...] = ()
    published: Published | None = None


def taken_apart(line: str) -> Headline:
    """Return the headline of a line: "Depot sold | By Ann Lee | June 8, 2026" is three things.

    A name or a day counts only behind a mark that parts it from the headline, or in front of one: "Council
    Stands By Ida Holm" and "What happened on June 8, 2026" are headlines.
    """
    above = _PRINTED.match(line) or _LABEL.match(line)
    rest = _RUN_TOGETHER.sub(" | ", line[above.end() :] if above else line)
    dates = list(WRITTEN.finditer(rest))
    published: Published | None = None
    leading = _LEADING.match(rest, dates[0].end()) if dates and dates[0].start() == 0 else None
    if leading:
        published, rest = parse(dates[0].group()), rest[leading.end() :]
        dates = []
    last = dates[-1] if dates and not rest[dates[-1].end() :].strip(" ).") else None
    before = rest[: last.start()] if last else rest
    authors, signed = _signed(before, dated=last is not None)
    if last and (signed != before or _TRAILING.search(before)):
        published, rest = parse(last.group()), signed
    elif signed != before:
        rest = signed
    title = rest.strip(_EDGES) if rest != line else rest
    if len(title.split()) < _LEAST_WORDS:
        return Headline(line)
    return Headline(title, authors, published)


def _signed(line: str, *, dated: bool) -> tuple[tuple[str, ...], str]:
    """Return the names that a line ends with and the line without them, where a mark or a date shows what they are."""
    for found in reversed(list(_SIGNED.finditer(line))):
        signature = byline(line[found.end() - 3 :].strip(_EDGES)) if found["mark"] or dated else None
        if signature and signature.names:
            return signature.names, line[: found.start()].rstrip(_EDGES)
    return (), line
