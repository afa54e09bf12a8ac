"""Titles: made of a first sentence, and freed from the outlet's name. Pure."""

from __future__ import annotations

import re

from rag.text.sentences import split

TITLE_CHARS = 120
# Chinese outlets put an underscore between the two.
_SEPARATOR = re.compile(r"\s+(?:[|»·•–—-]|::)\s+|\s*[|»]\s*|(?<=[^\x00-\x7f])_(?=[^\x00-\x7f])")
_SURE_SEPARATORS = ("|", "_", "::")
_OUTLET = re.compile(
    r"\b(?:News|Times|Post|Guardian|Herald|Tribune|Journal|Reuters|CNN|BBC|AP|AFP|NPR|PBS|Gazette|Telegraph|"
    r"Independent|Today|Press|Daily|Chronicle|Observer|Mail|Magazine|Review|Standard|Express|Globe|Sun|Star|Mirror|"
    r"Wire|Agency|Online|Network)\b|\.(?:com|org|net|co|uk|news)\b"
)


def bare(text: str) -> str:
    """Return the letters and digits of a text, case folded: for telling whether two titles are one."""
    return re.sub(r"[\W_]+", "", text).casefold()


def shortened(text: str) -> str:
    """Return the first sentence of a text as a title of at most 120 characters, cut at a word."""
    words = " ".join(text.split())[: 4 * TITLE_CHARS]
    line = next((s.of(words) for s in split(words)), "")
    if len(line) <= TITLE_CHARS:
        return line.rstrip(".") or line
    cut = line[: TITLE_CHARS - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(",;:–—- ") + "…"


def names_outlet(text: str) -> bool:
    """Return whether a text holds a word that outlets are called by ("Post", "Reuters")."""
    return _OUTLET.search(text) is not None


def split_outlet(line: str) -> tuple[str, str | None]:
    """Return a headline and the outlet that stands behind it ("Title | Outlet", "Title - Daily Post")."""
    parts = list(_SEPARATOR.finditer(line))
    if not parts:
        return line, None
    last = parts[-1]
    title, outlet = line[: last.start()].strip(), line[last.end() :].strip()
    few = 0 < len(outlet.split()) <= 5 and len(outlet) <= 40
    if not few or len(outlet.split()) > len(title.split()) or not (outlet[:1].isupper() or not outlet.isascii()):
        return line, None
    if not outlet.isascii() and len(outlet) > len(title):
        return line, None
    return (title, outlet) if last.group().strip() in _SURE_SEPARATORS or names_outlet(outlet) else (line, None)


def is_outlet(title: str, source: str | None) -> bool:
    """Return whether a page's title is only the name of its outlet, or of the host that it is on."""
    name = bare(title)
    return bool(source and name) and name in (bare(source or ""), bare((source or "").split(".")[0]))


def without_outlet(title: str, source: str | None) -> str:
    """Return a page's title without the name of its own outlet in front or behind."""
    known = bare(source or "")
    parts = list(_SEPARATOR.finditer(title))
    if parts and known:
        if _named(title[parts[-1].end() :], known):
            return title[: parts[-1].start()].strip()
        if _named(title[: parts[0].start()], known):
            return title[parts[0].end() :].strip()
    return split_outlet(title)[0]


def _named(part: str, known: str) -> bool:
    name = bare(part)
    return len(name) > 2 and (name in known or (known in name and len(name) <= 2 * len(known)))
