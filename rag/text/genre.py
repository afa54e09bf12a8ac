"""Whether an article is labelled as somebody's opinion, by what every copy of it carries: its title and address. Pure."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_OPINION = r"(?:opinion|opini[oó]n|op-?ed|editorial|commentary|kommentar|meinung|leitartikel|gastbeitrag|column|letters?(?: to the editor)?)"
_OPINION_TITLE = re.compile(
    rf"^\W*(?:guest |reader )?{_OPINION}\s*[:|–—]|\s[|–—-]\s*(?:guest )?{_OPINION}\W*$|^letters to the editor\b",
    re.IGNORECASE,
)
"""The label of a piece that argues: "Opinion: …", "… | Opinion". The bare word in a title is no label."""
_OPINION_SECTION = re.compile(rf"/(?:{_OPINION}s?|opiniones|columnists?|op-?eds|commentisfree)(?=/)", re.IGNORECASE)
"""The section that an address puts a piece in, for readers and for what ranks pages."""


def is_opinion(title: str, url: str | None = None) -> bool:
    """Return whether the title or the address of an article says that it argues."""
    section = _OPINION_SECTION.search(urlsplit(url).path) if url else None
    return section is not None or _OPINION_TITLE.search(title) is not None
