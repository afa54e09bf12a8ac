"""Title, date, place, outlet and author from the first lines of a text. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.ingest.dates import WRITTEN, parse
from rag.types import Published

TITLE_CHARS = 120
_DATELINE = re.compile(
    r"^(?P<place>[A-ZÀ-Þ][\w.’'-]*(?:[ ,/]+[A-ZÀ-Þ][\w.’'-]*){0,4}?)\s*,\s*"
    r"(?P<date>\d{1,2}\s+[A-Z][a-z]+\.?,?\s+\d{4}|[A-Z][a-z]+\.?\s+\d{1,2},?\s+\d{4})\s*"
    r"(?:\((?P<outlet>[^()]{2,40})\))?\s*[:—–-]\s*(?=\S)"
)
_AGENCY = re.compile(
    r"^(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ.’' -]{2,40}?(?:, [A-Z][\w. ]{2,20})?)\s*\((?P<outlet>[A-Z][\w .&-]{1,30})\)\s*[—–-]+\s*(?=\S)"
)
_BYLINE = re.compile(r"^by:?\s+(?P<names>[A-ZÀ-Þ][\w.’' -]{2,80}?)(?:\s*[|,·-]\s*(?P<rest>.*))?$", re.IGNORECASE)
_DATE_LINE = re.compile(r"^(?:published|updated|posted|date|last updated)?(?:\s+(?:on|at))?\s*:?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """What the first lines say; anything may be missing. ``body`` is the first line of prose on."""

    title: str | None = None
    published: Published | None = None
    place: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    body: tuple[str, ...] = ()


def read_header(lines: Sequence[str], title: str | None) -> Header:
    """Return what the lines in front of the text and its dateline say, and the lines that remain."""
    header = Header(title=title)
    rest = [line.strip() for line in lines]
    if title is None and rest:
        header, rest = _title(header, rest)
    while rest and (taken := _take(rest[0], header)) is not None:
        header, rest = taken, rest[1:]
    return _dateline(replace(header, body=tuple(rest)))


def _title(header: Header, rest: list[str]) -> tuple[Header, list[str]]:
    first = next((i for i, line in enumerate(rest) if line), None)
    if first is None:
        return header, []
    line = rest[first].lstrip("# ").strip()
    if len(line) <= 200 and not line.endswith((".", ":", ",")) and any(r for r in rest[first + 1 :]):
        name, _, outlet = line.partition(" | ")
        return replace(header, title=name.strip(), outlet=outlet.strip() or None), rest[first + 1 :]
    return replace(header, title=shortened(line)), rest[first:]


def shortened(text: str) -> str:
    """Return the first sentence of a text as a title, cut at a word."""
    line = re.split(r"(?<=[.!?])\s", " ".join(text.split()), maxsplit=1)[0]
    if len(line) <= TITLE_CHARS:
        return line.rstrip(".")
    return line[:TITLE_CHARS].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _take(line: str, header: Header) -> Header | None:
    """Return the header with what a line adds, or None when the line is not part of a header."""
    bare = line.strip().lstrip("# ").strip()
    if not bare or (header.title and _same(bare, header.title)):
        return header
    byline = _BYLINE.match(bare)
    if byline and len(bare) < 140 and not bare.endswith("."):
        names = re.split(r",| and ", byline.group("names"))
        found = replace(header, authors=tuple(n.strip() for n in names if n.strip()))
        return _dated(found, byline.group("rest") or "") or found
    if len(bare) < 80:
        return _dated(header, bare)
    return None


def _dated(header: Header, line: str) -> Header | None:
    found = WRITTEN.search(line)
    if not found:
        return None
    around = _DATE_LINE.sub("", line[: found.start()] + line[found.end() :]).strip(" |,.·-—–:")
    if len(around) > 30:
        return None
    published = header.published or parse(found.group())
    return replace(header, published=published, outlet=header.outlet or around or None)


def _same(line: str, title: str) -> bool:
    return re.sub(r"\W+", "", line).casefold() == re.sub(r"\W+", "", title).casefold()


def _dateline(header: Header) -> Header:
    """Return the header with what a dateline such as "HAVANA, 20 February 2024 (TDI):" says; it stays in the text."""
    line = next((b for b in header.body if b), "")
    match = _DATELINE.match(line) or _AGENCY.match(line)
    if match is None:
        return header
    found = match.groupdict()
    written = found.get("date")
    return replace(
        header,
        published=header.published or (parse(written) if written else None),
        place=found["place"].strip().title() if found["place"].isupper() else found["place"].strip(),
        outlet=header.outlet or (found.get("outlet") or "").strip() or None,
    )
