"""Lines above a text that say who wrote it and where it stands: bylines, outlets, sections, breadcrumbs. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.ingest.titles import names_outlet

_CAP = r"[A-ZÀ-Þ][\w.’'&-]*"
_PERSON = r"[A-ZÀ-Þ][\w.’'-]*(?: (?:(?:van|von|der|den|de|del|la|da|al|bin|ibn) )*[A-ZÀ-Þ][\w.’'-]*){1,3}"
_PERSONS = rf"{_PERSON}(?:(?:,? and |, | & ){_PERSON})*"
_BYLINE = re.compile(
    rf"(?:(?:(?:[Ww]ritten|[Ww]ords|[Ss]tory|[Tt]ext|[Rr]eported) )?(?:[Bb]y|BY)|[Aa]uthors?)[: ]\s*(?P<names>{_PERSONS})(?:\s*[|,·•–—-]\s*(?P<rest>.{{1,80}}))?"
)
# Headlines and names begin with these words too ("Von Trapp Family Returns"): below a title they sign.
_FOREIGN = re.compile(
    rf"(?:[Vv]on|VON|[Pp]ar|PAR|[Pp]or|POR|[Dd]i|DI|[Dd]oor|[Aa]v|[Aa]f|(?:[Tt]e[kx]st|[Tt]exte|[Aa]ut(?:or(?:in|a|e)?|eur|rice)):)\s+"
    rf"(?P<names>{_PERSONS.replace('and |', 'and | und | et | y | e | en | och | og |')})(?:\s*[|,·•–—-]\s*(?P<rest>.{{1,80}}))?"
)
_CRAFT = re.compile(
    r"\b(?:correspondent|reporter|editor|writer|journalist|columnist|contributor|producer|bureau chief)s?\b",
    re.IGNORECASE,
)
_SIGNED = re.compile(rf"(?P<names>{_PERSONS}),\s+(?P<rest>[^.!?]{{4,70}})")
_NAMED = re.compile(_PERSONS)
_OUTLET_PLACE = re.compile(
    rf"(?:[Ff]or |[Ss]pecial to )?(?P<outlet>{_CAP}(?: {_CAP}){{0,3}})(?:,? (?:in )?(?P<place>{_CAP}(?: {_CAP}){{0,2}}))??"
)
_WAYS = ((re.compile(r"[>›»→]"), 2), (re.compile(r"[|/]"), 3))
"""What stands between the steps of a way to a page, and how many steps make one."""
_NO_STEP = re.compile(r"[.!?>›»→|/]")

# The parts that papers are commonly divided in; one of a single outlet ("Anglia") is as likely a headline.
_SECTIONS = frozenset(
    (
        "politics", "world", "world news", "us news", "uk news", "news", "national", "international", "business", "economy",
        "finance", "markets", "money", "sport", "sports", "culture", "arts", "science", "health", "technology", "tech",
        "environment", "climate", "education", "opinion", "comment", "lifestyle", "travel", "entertainment", "society", "local news",
        "politik", "wirtschaft", "ausland", "inland", "kultur", "wissen", "wissenschaft", "panorama", "gesellschaft", "meinung",
        "politique", "monde", "économie", "société", "santé", "sciences", "planète", "idées",
        "política", "internacional", "nacional", "economía", "deportes", "cultura", "sociedad", "opinión", "ciencia",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signature:
    """Who wrote it, and what stands behind the names on their line: a role, an outlet, a date."""

    names: tuple[str, ...]
    rest: str = ""


def byline(line: str, following: str = "", *, titled: bool = True) -> Signature | None:
    """Return who signs a line: "By Ann Lee", "Ann Lee, Lisbon correspondent", or a name above a role or an outlet.

    A name alone says nothing, it may be a heading or a place; so ``following`` is the next line, where
    that may tell. "Von Jana Reth" and its like count where a title was ``titled`` above.
    """
    if line.endswith(("!", "?", ":")) or len(line) > 160:
        return None
    found = _BYLINE.fullmatch(line) or (_FOREIGN.fullmatch(line) if titled else None)
    if found:
        return Signature(_names(found["names"]), found["rest"] or "")
    found = _SIGNED.fullmatch(line)
    if found and _CRAFT.search(found["rest"]):
        return Signature(_names(found["names"]), found["rest"])
    if _NAMED.fullmatch(line) and not names_outlet(line) and (is_role(following) or outlet(following)):
        return Signature(_names(line))
    return None


def is_role(line: str) -> bool:
    """Return whether a line is what a writer is: "Lisbon correspondent", "Chief political editor"."""
    return len(line) <= 60 and len(line.split()) <= 6 and not re.search(r"[.!?:]", line) and bool(_CRAFT.search(line))


def is_section(line: str) -> bool:
    """Return whether a line is the name of a part of a paper, as it stands above its headlines."""
    return line.casefold() in _SECTIONS


def outlet(line: str) -> tuple[str, str | None] | None:
    """Return the outlet that a line names, and the place behind it ("BBC News, Lisbon"), or None for another line."""
    found = _OUTLET_PLACE.fullmatch(line) if len(line) <= 60 else None
    return (found["outlet"], found["place"]) if found and names_outlet(found["outlet"]) else None


def crumbs(line: str) -> str | None:
    """Return where the way to a page begins ("Lisbon Post > World > Europe"), or None for another line."""
    for between, fewest in _WAYS:
        steps = between.split(line)
        if len(steps) >= fewest and all(_is_step(step) for step in steps):
            return steps[0].strip()
    return None


def _is_step(text: str) -> bool:
    return len(text) >= 2 and 1 <= len(text.strip()) <= 40 and not _NO_STEP.search(text)


def _names(text: str) -> tuple[str, ...]:
    names = (name.strip() for name in re.split(r",? and |, | & | und | et | y | e | en | och | og ", text))
    # "Staff Writer" and "Harbour Gazette" stand among the names and are none.
    return tuple(
        name.title() if name.isupper() else name for name in names if not (_CRAFT.search(name) or names_outlet(name))
    )
