"""Finding words in a text: exactly, or up to white space and the style of quotes, with exact offsets. Pure."""

from __future__ import annotations

from rag.types import Span

_SAME = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " "}
)


def locate(needle: str, text: str) -> Span | None:
    """Return where words stand in a text, or None. Case counts; white space and quote style do not."""
    at = text.find(needle)
    if needle and at >= 0:
        return Span(at, at + len(needle))
    wanted, _ = _folded(needle)
    plain, places = _folded(text)
    at = plain.find(wanted.strip()) if wanted.strip() else -1
    if at < 0:
        return None
    return Span(places[at], places[at + len(wanted.strip()) - 1] + 1)


def _folded(text: str) -> tuple[str, list[int]]:
    """Return the text with single spaces and plain marks, and where each of its characters came from."""
    out: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text.translate(_SAME)):
        if char.isspace():
            if out and out[-1] == " ":
                continue
            char = " "
        out.append(char)
        places.append(place)
    return "".join(out), places
