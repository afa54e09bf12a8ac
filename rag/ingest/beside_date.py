"""The words beside a date on a line of its own: who wrote it, an outlet, a place, or nothing known. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.ingest.bylines import byline
from rag.ingest.date_words import LABELS
from rag.ingest.dates import FOREIGN, OTHER_ZONE, WRITTEN
from rag.ingest.titles import names_outlet
from rag.text.lands import countries, us_states

_CAP = r"[A-ZÀ-Þ][\w.’'&-]*"
_NAMES = re.compile(rf"{_CAP}(?:[ ,|·•]+(?:of |the |and )?{_CAP}){{0,4}}")
_EDGES = " |,·•-—–:;/()[]\t"
_BY = re.compile(r"(?:(?:written|words|story|text|reported)\s+)?by\b:?\s*(?P<names>.*)", re.IGNORECASE)
# No writer is called in three capitals, and none is a "The"; in more than three a town may stand, as agencies write it.
_OUTLET = re.compile(rf"[A-ZÀ-Þ]{{2,3}}|(?:The|Der|Die|Das) {_CAP}(?: {_CAP}){{0,3}}")
_PLACE = re.compile(
    r"[^\s]+|(?:Port|New|San|Santa|Santo|São|Saint|St\.?|Los|Las|El|La|Le|Fort|Mount|Cape|North|South|East|West|Great|Hong|Kuala|"
    r"Buenos|Tel|Addis|Abu|Rio|Ciudad|Bad|Den|Ho|Washington) .+|.+ (?:City|Town|Islands?|Beach|Springs|Falls|Valley|County|Bay|Lake)"
)


@dataclass(frozen=True, slots=True)
class BesideDate:
    """Who wrote it, where "by" says so, and the outlet and place. ``unknown`` is true when other words stand there."""

    authors: tuple[str, ...] = ()
    outlet: str | None = None
    place: str | None = None
    unknown: bool = False


def beside_date(line: str) -> BesideDate | None:
    """Return what a line says beside its dates, or None for one that is no line of a date.

    Two words with capitals are as often the name of the writer as that of an outlet or a place: what nothing
    shows to be one of these is none.
    """
    parts, authors = _parts(line)
    if parts is None or (parts and not _NAMES.fullmatch(" | ".join(parts))):
        return None
    names = [name.strip() for part in parts for name in part.split(",")]
    outlet = next((n for n in names if names_outlet(n) or (_OUTLET.fullmatch(n) and not countries(n))), None)
    first = WRITTEN.search(line) or FOREIGN.search(line)
    before = line[: first.start()].rstrip() if first else ""
    # "Lisbon, 12 March 2025": in front of the date, and with nothing else on the line.
    alone = len(parts) == 1 and before.endswith(",") and line.startswith(parts[0])
    place = parts[0] if alone and outlet is None and _is_place(parts[0]) else None
    return BesideDate(authors, outlet, place, unknown=bool(parts) and outlet is None and place is None)


def _parts(line: str) -> tuple[list[str] | None, tuple[str, ...]]:
    """Return the parts of a line without dates and labels, and who is said to have written it; None for another line."""
    around = OTHER_ZONE.sub(" ", FOREIGN.sub(" | ", WRITTEN.sub(" | ", line)))
    around = LABELS.sub(lambda found: " | by " if found.group().lower() == "by" else " | ", around)
    if re.search(r"\w:[\s|]*$", around):
        # "Next meeting: 5 March 2025" is the day of something else.
        return None, ()
    parts: list[str] = []
    authors: tuple[str, ...] = ()
    # What a label parted from its "by" is put together: "Written", "by Ann Lee".
    joined = re.sub(r"\b(?:written|words|story|text|reported)\s+\|\s+(?=by\b)", "", around, flags=re.IGNORECASE)
    for part in (piece.strip(_EDGES) for piece in re.split(r"[|·•]", joined)):
        signed = _BY.fullmatch(part)
        signature = byline(f"By {signed['names']}") if signed else None
        if signature and signature.names:
            authors = authors or signature.names
            parts.append(signature.rest.strip(_EDGES))
        else:
            parts.append(signed["names"] if signed else part)
    return [" ".join(part.split()) for part in parts if part], authors


def _is_place(name: str) -> bool:
    town, _, land = name.partition(",")
    return _PLACE.fullmatch(town) is not None or bool(land and (countries(land) or us_states(name)))
