"""Title, date, place, outlet and author from the first lines of a text. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rag.ingest.beside_date import beside_date
from rag.ingest.bylines import byline, crumbs, is_role, is_section, outlet
from rag.ingest.date_words import CHANGED, PUBLISHED
from rag.ingest.dates import FOREIGN, WRITTEN, parse
from rag.ingest.headline import taken_apart
from rag.ingest.identity import canonical
from rag.ingest.titles import TITLE_CHARS, bare, shortened, split_outlet
from rag.text.sentences import split
from rag.types import Published, Removed

TOP_LINES = 10
"""A header has no more lines than this."""
MOST_CHARS = 160
"""A longer line is a paragraph."""
MOST_WORDS = 4
"""A line of no more words, that says nothing known between title and date, belongs to the page."""
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
_REACH = 160
"""A dateline is no longer than this."""
_AHEAD = 4 * TOP_LINES
"""Lines looked at, with the blank ones between."""
_EDGES = " |,·•-—–:;/()[]\t"
_DOT_BEHIND = re.compile(r"(\d{1,2}\.\s?(?:\d{1,2}\.|[^\W\d_]+)\s?\d{4})\.(?=\s|$)")
_CLOSERS = r"[”\"’'»)\]]"
_ENDS_PROSE = re.compile(rf"(?:[.,:;]{_CLOSERS}*|[!?]{_CLOSERS}+)$")
# A line that tells where to reach somebody is no headline.
_REACHED = re.compile(r"\w@\w|https?://|www\.\w", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_FROM = re.compile(r"(?:From|Source|Publisher): ([A-ZÀ-Þ][^@.!?:]{2,80})")
_SOURCE_LINE = re.compile(r"(?i:source|publisher|publication|outlet): ([A-ZÀ-Þ][^@!?:]{1,80})")
_ADDRESS_LINE = re.compile(r"(?:url|link|web address): ?<?(https?://[^\s<>]{4,2000})>?", re.IGNORECASE)
_LABELLED = re.compile(r"[A-Z][A-Za-z ]{2,20}: \S")
_LEAST_WORDS = 2
"""A headline below the name of a section has more words."""
_KICKER_WORDS = 3
"""A line in capitals above the headline that is no longer is the name of the section."""
_QUOTES = re.compile(r"[“”\"«»„]")
# Headlines report in the present tense ("says"), so a quotation with one of these is the story itself.
_REPORTED = re.compile(
    r"\b(?:said|told|added|asked|replied|wrote|announced|warned|insisted|admitted|argued|recalled)\b"
)


@dataclass(frozen=True, slots=True)
class Header:
    """What the first lines say; anything may be missing. ``body`` are the lines that remain, ``url`` is as it was written.

    ``bad_date`` is true when a date stands there that cannot be or can be read two ways.
    """

    title: str | None = None
    published: Published | None = None
    updated: Published | None = None
    place: str | None = None
    outlet: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    bad_date: bool = False
    body: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()


def read_header(lines: Sequence[str], title: str | None, source: str | None = None) -> Header:
    """Return what the lines in front of the text and its dateline say, and the lines that remain.

    A given ``title`` or ``source`` is kept; the line that repeats it goes.
    """
    header = Header(title=title, outlet=source)
    rest = [line.strip() for line in lines]
    end = _end(rest, titled=title is not None)
    kept: list[str] = []
    taken = at = 0
    while at < len(rest) and taken < TOP_LINES:
        line, inside = rest[at], at < end
        further = _read(line, header, [r for r in rest[at + 1 : at + _AHEAD] if r], inside=inside, first=not taken)
        if further is None and (inside or (header.title is None and _REACHED.search(line))):
            # A date, a byline or the title is still to come. What could be news is not lost for it.
            if len(line.split()) > MOST_WORDS or _is_prose(line):
                kept += [line, ""]
                further = header
            else:
                further = _without(header, "header", line)
        if further is None:
            break
        header = further
        at += 1
        taken += bool(line)
    header = _dateline(replace(header, body=(*kept, *rest[at:])))
    return header if header.title else replace(header, title=shortened(_undated(header)))


def _end(lines: Sequence[str], *, titled: bool) -> int:
    """Return how many lines stand above the text: up to the last date or byline among the first short ones.

    One sentence may stand between them, as a summary; behind it only a byline or a date with a time or a word that
    it is one of publication says that the text has not begun: a day alone may head a part of it.
    """
    end = 0
    sentence = signed = False
    filled = [place for place, line in enumerate(lines[:_AHEAD]) if line][: TOP_LINES + 1]
    for place, after in pairwise([*filled[:TOP_LINES], -1]):
        line = lines[place]
        if _opening(line) or len(line) > MOST_CHARS:
            break
        beside = signed and (is_role(line) or outlet(line) is not None)
        signed = byline(line, lines[after] if titled and after >= 0 else "", titled=titled) is not None
        dated = _dated(line, Header()) if len(line) <= 110 else None
        if signed or beside or (dated is not None and (not sentence or PUBLISHED.search(line) or _timed(dated))):
            end = place + 1
            sentence = False
        elif _is_prose(line):
            if sentence:
                break
            sentence = True
        titled = titled or not (beside or outlet(line) or crumbs(line) or is_section(line))
    return end


def _read(line: str, header: Header, following: Sequence[str], *, inside: bool, first: bool) -> Header | None:
    """Return the header with what a line says, or None when it is no part of a header or says nothing known."""
    after = following[0] if following else ""
    # A name alone above an outlet is a writer, but as the very first line a headline.
    further = _take(line, header, after if header.title or not first else "")
    if further is None and (header.title or _title_follows(following)):
        above = is_section(line) and not header.title and len(after.split()) > max(_LEAST_WORDS, len(line.split()))
        further = _stand(line, header) if inside or not header.title else None
        further = further or (_without(header, "header", line) if above else None)
    if further is None and header.title is None:
        # Lists of headlines cut the long ones; no sentence of a text stands above its date and byline.
        cut = line.removesuffix("...").rstrip() if inside and first else line
        # A text that runs on in small letters is no headline, but "di Anna Rossi" above the date is no text.
        further = _title(cut, header, following=after.capitalize() if inside and first else after)
        further = further and replace(further, removed=(*header.removed, Removed("title", line)))
    return further


def _title_follows(following: Sequence[str]) -> bool:
    """Return whether a line that can be the title stands between here and the first sentence of the text."""
    for line, after in pairwise([*following, ""]):
        if _opening(line) or _is_prose(line) or len(line) > MOST_CHARS:
            return False
        if not (_take(line, Header(), after) or _stand(line, Header())) and _title(line, Header(), following=after):
            return True
    return False


def _stand(line: str, header: Header) -> Header | None:
    """Return the header with what a line says that stands above a text beside date and title: outlet, way, role."""
    way = crumbs(line)
    if way:
        found = outlet(way)
        return _without(replace(header, outlet=header.outlet or (found and found[0])), "navigation", line)
    if header.authors and is_role(line):
        return _without(header, "byline", line)
    named = _FROM.fullmatch(line)
    found = (named[1], None) if named else outlet(line)
    if not found and not header.title and line.isupper() and len(line.split()) <= _KICKER_WORDS:
        return _without(header, "header", line)
    if found:
        placed = replace(header, outlet=header.outlet or found[0], place=header.place or found[1])
        return _without(placed, "outlet", line)
    return None


def _title(line: str, header: Header, *, following: str) -> Header | None:
    """Return the header with a line as its title, or None when it is the first sentence of the text."""
    runs_on = following[:1].islower() and not _ADDRESS.match(following)
    if not following or runs_on or len(line) > 200 or _is_prose(line) or _opening(line):
        return None
    if (line.startswith(("“", '"')) and not line.endswith(("”", '"'))) or _REACHED.search(line):
        return None
    head = taken_apart(line)
    title, outlet = _before_outlet(head.title, following)
    return replace(
        header, title=title, outlet=header.outlet or outlet, authors=header.authors or head.authors,
        published=header.published or head.published, removed=(*header.removed, Removed("title", line)),
    )  # fmt: skip


def _before_outlet(line: str, following: str) -> tuple[str, str | None]:
    """Return the headline of a line and the outlet behind it, known as one where the next line is the headline alone."""
    behind = line.removeprefix(following) if bare(following) else line
    if behind != line and re.match(r"\s+[|–—-]\s+\S", behind):
        return following, behind.strip(_EDGES)
    return split_outlet(line)


def _is_prose(line: str) -> bool:
    """Return whether a line reads like a sentence of the text, and not like a headline.

    What ends in a question or an exclamation is a headline, unless a quotation mark or bracket closes
    behind it, or it is long and of several sentences.
    """
    if _ENDS_PROSE.search(line) or (_QUOTES.search(line) and _REPORTED.search(line)):
        return True
    return len(line) > TITLE_CHARS and line.endswith(("!", "?")) and len(split(line)) > 1


def _take(line: str, header: Header, following: str = "") -> Header | None:
    """Return the header with what a line adds, or None when the line is not part of a header."""
    if not line:
        return header
    if header.title and _repeats(line, header.title):
        return _without(header, "title", line)
    if header.outlet and bare(line) == bare(header.outlet):
        return _without(header, "outlet", line)
    if _ADDRESS.fullmatch(line):
        return _without(header, "header", line)
    labelled = _labelled(line, header)
    if labelled or len(line) > MOST_CHARS:
        return labelled
    desk = _DESK.fullmatch(line)
    if desk:
        placed = replace(header, place=desk.group("place"), outlet=header.outlet or desk.group("outlet"))
        return _without(placed, "dateline", line)
    signed = byline(line, following, titled=header.title is not None)
    if signed:
        found = _without(replace(header, authors=header.authors or signed.names), "byline", line)
        behind = outlet(signed.rest)
        dated = _dated(signed.rest, found)
        return dated or replace(found, outlet=found.outlet or (behind and behind[0]))
    dated = _dated(line, header) if len(line) <= 110 else None
    return _without(dated, "date", line) if dated else None


def _labelled(line: str, header: Header) -> Header | None:
    """Return the header with the outlet or address of a line such as "Source: Harbour Gazette", or None for another line.

    Below a line without a label it may be the source of a picture, or a link to something else.
    """
    below = header.removed and _LABELLED.match(header.removed[-1].text)
    address = _ADDRESS_LINE.fullmatch(line)
    if address and canonical(address[1]) and (below or line[:3].lower() == "url"):
        return _without(replace(header, url=header.url or address[1]), "header", line)
    named = _SOURCE_LINE.fullmatch(line) if below else None
    return _without(replace(header, outlet=header.outlet or named[1].strip()), "outlet", line) if named else None


def _repeats(line: str, title: str) -> bool:
    return bare(line) == bare(title) or (len(line) <= 200 and bare(split_outlet(line)[0]) == bare(title))


def _without(header: Header, kind: str, line: str) -> Header:
    return replace(header, removed=(*header.removed, Removed(kind, line)))


def _dated(line: str, header: Header) -> Header | None:
    """Return the header with the dates of a line that is nothing but dates, their labels and an outlet or place."""
    line = _DOT_BEHIND.sub(r"\1", line)
    matches = list(WRITTEN.finditer(line)) or list(FOREIGN.finditer(line))
    spans = any(re.fullmatch(r"\s*[–—-]\s*", line[a.end() : b.start()]) for a, b in pairwise(matches))
    if not matches or spans or _opening(line):
        # From one day to another: a life, a fair.
        return None
    beside = beside_date(line)
    if beside is None:
        return None
    read = header
    start = 0
    for match, after in zip(matches, [*matches[1:], None], strict=True):
        # What stands before a date says whether it is the first one or that of a change, and what stands behind it
        # may be its zone.
        label, published = line[start : match.start()], parse(line[start : after.start() if after else len(line)])
        start = match.end()
        if published and CHANGED.search(label) and not PUBLISHED.search(label):
            read = replace(read, updated=read.updated or published)
        elif published:
            read = replace(read, published=read.published or published)
    if read == header and not any(parse(match.group()) for match in matches):
        return replace(header, bad_date=True)
    return replace(
        read,
        outlet=read.outlet or beside.outlet,
        place=read.place or beside.place,
        authors=read.authors or beside.authors,
    )


def _timed(header: Header) -> bool:
    return any(day is not None and day.has_time for day in (header.published, header.updated))


def date_line(line: str) -> Published | None:
    """Return the day or time that a line gives which is nothing but a date, perhaps with its label and a place."""
    beside = beside_date(line) if len(line) <= MOST_CHARS else None
    if beside is None or beside.outlet or beside.authors or beside.unknown:
        return None
    found = _dated(line, Header())
    return found.published if found is not None else None


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
        return replace(header, published=header.published or header.updated)
    found = match.groupdict()
    written, place = found.get("date") or "", (found.get("place") or "").strip()
    dated = re.search(r"\d{4}", written) is not None
    published = parse(written) if dated else _in_year_of(header.updated, written)
    return replace(
        header,
        published=header.published or published or header.updated,
        bad_date=header.bad_date or (dated and published is None),
        place=header.place or (place.title() if place.isupper() else place) or None,
        outlet=header.outlet or (found.get("outlet") or "").strip() or None,
    )


def _in_year_of(later: Published | None, written: str) -> Published | None:
    """Return a day and month without a year as the last such day before a later change of the article."""
    if later is None or not written:
        return None
    years = (parse(f"{written} {year}") for year in (later.at.year, later.at.year - 1))
    return next((found for found in years if found and found.day <= later.day), None)


def _undated(header: Header) -> str:
    """Return the first line of the text behind its dateline."""
    line = next((line for line in header.body if line), "")
    match = _opening(line)
    return line[match.end() :] if match else line
