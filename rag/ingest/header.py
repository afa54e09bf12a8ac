"""Title, date, place, outlet and author from the first lines of a text. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.cite.sentences import split
from rag.ingest.dates import FOREIGN, WRITTEN, parse
from rag.ingest.titles import TITLE_CHARS, bare, shortened, split_outlet
from rag.types import Published, Removed

TOP_LINES = 10
"""A header has no more lines than this."""
_CAP = r"[A-ZÀ-Þ][\w.’'&-]*"
_PLACE = rf"{_CAP}(?:[ /-](?:(?:de|del|la|of|the) )?{_CAP}){{0,3}}(?:, {_CAP}(?: {_CAP})?)?"
_MONTH_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?"
_DATELINE = re.compile(
    rf"(?P<place>{_PLACE})\s*,\s*(?P<date>{_MONTH_DAY})\s*(?:\((?P<outlet>[^()]{{2,40}})\))?\s*[:—–-]+\s*(?=\S)"
)
_AGENCY = re.compile(rf"(?:(?P<place>{_PLACE})\s*)?\((?P<outlet>[A-Z][\w .&/-]{{1,30}})\)\s*[:—–-]+\s*(?=\S)")
_SHOUTED = re.compile(
    r"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ.’' -]{2,30}(?:, [A-Z][\w.]+(?: [A-Z]\w+)?)?)\s*(?:[—–]|--| - )\s*(?=\S)"
)
_DESK = re.compile(
    rf"(?:(?P<place>{_PLACE}) )??(?P<outlet>CNN(?: Business| Underscored)?|Reuters|AP|AFP|UPI|BBC)\s*[—–-]+\s*"
)
_PERSON = r"[A-ZÀ-Þ][\w.’'-]*(?: (?:(?:van|von|der|den|de|del|la|da|al|bin|ibn) )*[A-ZÀ-Þ][\w.’'-]*){1,3}"
_BYLINE = re.compile(
    rf"(?:[Bb]y|BY|[Ww]ritten by|[Ww]ords by|[Aa]uthors?)[: ]\s*(?P<names>{_PERSON}(?:(?:,? and |, | & ){_PERSON})*)"
    r"(?:\s*[|,·–—-]\s*(?P<rest>.{1,80}))?"
)
_LABELS = re.compile(
    r"\b(?:first |last |originally )?(?:published|updated|posted|modified|created|date|issued)\b|\b(?:on|at|by)\b|"
    r"\b(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?\b\.?|\b\d+ ?min(?:ute)?s?(?: read)?\b|"
    r"\b\d{1,2}[:.]\d{2}(?::\d\d)?\s*(?:[ap]\.?m\b\.?)?(?:\s*(?:GMT|UTC|[A-Z]{2,4})\b)?",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\b(?:updated|modified)\b", re.IGNORECASE)
_REACH = 160
"""A dateline is no longer than this."""
_EDGES = " |,·•-—–:;/()[]\t"
_CLOSERS = r"[”\"’'»)\]]"
_ENDS_PROSE = re.compile(rf"(?:[.,:;]{_CLOSERS}*|[!?]{_CLOSERS}+)$")
_QUOTES = re.compile(r"[“”\"«»„]")
# Headlines report in the present tense ("says"), so a quotation with one of these is the story itself.
_REPORTED = re.compile(
    r"\b(?:said|told|added|asked|replied|wrote|announced|warned|insisted|admitted|argued|recalled)\b"
)


@dataclass(frozen=True, slots=True)
class Header:
    """What the first lines say; anything may be missing. ``body`` are the lines that remain.

    ``bad_date`` is true when a date stands there that cannot be or can be read two ways.
    """

    title: str | None = None
    published: Published | None = None
    updated: Published | None = None
    place: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    bad_date: bool = False
    body: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()


def read_header(lines: Sequence[str], title: str | None, outlet: str | None = None) -> Header:
    """Return what the lines in front of the text and its dateline say, and the lines that remain.

    A given ``title`` or ``outlet`` is kept; the line that repeats it goes.
    """
    header = Header(title=title, outlet=outlet)
    rest = [line.strip() for line in lines]
    taken = 0
    while rest and taken < TOP_LINES:
        line = rest[0]
        further = _take(line, header)
        if further is None and header.title is None:
            further = _title(line, header, following=next((r for r in rest[1:] if r), ""))
        if further is None:
            break
        header, rest = further, rest[1:]
        taken += bool(line)
    header = replace(header, body=tuple(rest), published=header.published or header.updated)
    header = _dateline(header)
    return header if header.title else replace(header, title=shortened(_undated(header)))


def _title(line: str, header: Header, *, following: str) -> Header | None:
    """Return the header with a line as its title, or None when it is the first sentence of the text."""
    if not following or following[0].islower() or len(line) > 200 or _is_prose(line) or _opening(line):
        return None
    if line.startswith(("“", '"')) and not line.endswith(("”", '"')):
        return None
    title, outlet = split_outlet(line)
    return replace(
        header, title=title, outlet=header.outlet or outlet, removed=(*header.removed, Removed("title", line))
    )


def _is_prose(line: str) -> bool:
    """Return whether a line reads like a sentence of the text, and not like a headline.

    What ends in a question or an exclamation is a headline, unless a quotation mark or bracket closes
    behind it, or it is long and of several sentences.
    """
    if _ENDS_PROSE.search(line) or (_QUOTES.search(line) and _REPORTED.search(line)):
        return True
    return len(line) > TITLE_CHARS and line.endswith(("!", "?")) and len(split(line)) > 1


def _take(line: str, header: Header) -> Header | None:
    """Return the header with what a line adds, or None when the line is not part of a header."""
    if not line:
        return header
    if header.title and _repeats(line, header.title):
        return _without(header, "title", line)
    if header.outlet and bare(line) == bare(header.outlet):
        return _without(header, "outlet", line)
    if len(line) > 160:
        return None
    desk = _DESK.fullmatch(line)
    if desk:
        placed = replace(header, place=desk.group("place"), outlet=header.outlet or desk.group("outlet"))
        return _without(placed, "dateline", line)
    byline = _BYLINE.fullmatch(line)
    if byline and not line.endswith(("!", "?", ":")):
        names = tuple(n.strip() for n in re.split(r",? and |, | & ", byline.group("names")))
        found = _without(replace(header, authors=header.authors or names), "byline", line)
        return _dated(byline.group("rest") or "", found) or found
    dated = _dated(line, header) if len(line) <= 110 else None
    return _without(dated, "date", line) if dated else None


def _repeats(line: str, title: str) -> bool:
    return bare(line) == bare(title) or (len(line) <= 200 and bare(split_outlet(line)[0]) == bare(title))


def _without(header: Header, kind: str, line: str) -> Header:
    return replace(header, removed=(*header.removed, Removed(kind, line)))


def _dated(line: str, header: Header) -> Header | None:
    """Return the header with the date of a line that is nothing but a date, its labels and an outlet or place."""
    found = WRITTEN.search(line) or FOREIGN.search(line)
    if not found or _opening(line):
        return None
    around = _LABELS.sub(" ", WRITTEN.sub(" ", line) if WRITTEN.search(line) else line.replace(found.group(), " "))
    name = " ".join(around.split()).strip(_EDGES)
    if name and not re.fullmatch(rf"{_CAP}(?:[ ,|]+(?:of |the |and )?{_CAP}){{0,4}}", name):
        return None
    published = parse(line)
    if published is None:
        return replace(header, bad_date=True)
    if _UPDATED.search(line[: found.start()]) and not re.search("published|posted", line, re.IGNORECASE):
        header = replace(header, updated=header.updated or published)
    else:
        header = replace(header, published=header.published or published)
    if name and line[: found.start()].rstrip().endswith(",") and line.startswith(name):
        return replace(header, place=header.place or name)
    return replace(header, outlet=header.outlet or name or None)


def _opening(line: str) -> re.Match[str] | None:
    """Return the match of the dateline that a line of prose opens with, or None."""
    for pattern in (_DATELINE, _AGENCY, _DESK, _SHOUTED):
        match = pattern.match(line[:_REACH])
        if match and len(line) - match.end() >= 20:
            return match
    return None


def _dateline(header: Header) -> Header:
    """Return the header with what a dateline such as "HAVANA, 20 February 2024 (TDI):" says; it stays in the text."""
    match = _opening(next((line for line in header.body if line), ""))
    if match is None:
        return header
    found = match.groupdict()
    written, place = found.get("date") or "", (found.get("place") or "").strip()
    published = parse(written) if re.search(r"\d{4}", written) else None
    return replace(
        header,
        published=header.published or published,
        bad_date=header.bad_date or (published is None and re.search(r"\d{4}", written) is not None),
        place=header.place or (place.title() if place.isupper() else place) or None,
        outlet=header.outlet or (found.get("outlet") or "").strip() or None,
    )


def _undated(header: Header) -> str:
    """Return the first line of the text behind its dateline."""
    line = next((line for line in header.body if line), "")
    match = _opening(line)
    return line[match.end() :] if match else line
