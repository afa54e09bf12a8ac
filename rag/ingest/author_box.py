"""The box about the writer under an article: found only where more than one thing says so. Pure.

"Jane Doe is a reporter" may be news about Jane Doe. It is a box when her name stands alone above it,
when she is a known author, or when the line tells how to reach her.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.types import Removed

LAST_LINES = 4
"""Boxes are among the last lines."""
MOST_CHARS = 700

_NAME = r"(?:[A-ZÀ-Þ][\w.’'-]*(?: (?:(?:[a-z]{2,3} )?[A-ZÀ-Þ][\w.’'-]*|[IVX]+)){1,3})"
_NAME_LINE = re.compile(_NAME)
_BIO = re.compile(
    rf"(?P<who>(?:[Tt]he|[Oo]ur) (?:writer|author|reporter|correspondent)|[Aa]bout the author:?|(?P<name>(?!The ){_NAME}))"
    r"(?:,[^,.]{2,60},)?\s+(?:is|are|was|has been|has|covers|writes|reports|joined|holds|(?:can|may) be reached|contributes|"
    r"works|teaches|studies|serves|edits)\b.{0,500}",
    re.DOTALL,
)
_CRAFT = re.compile(
    r"\b(?:writer|author|reporter|journalist|correspondent|editor|columnist|contributor|producer|intern|freelance\w*|"
    r"blogger|photographer|analyst|researcher|scholar|student|fellow|lecturer|professor|bachelor[’']?s?|master[’']?s?|"
    r"degree|graduate|university|newsletter)\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+|(?<!\w)@\w{2,}|\b(?:can|may) be (?:reached|contacted)\b|"
    r"\b(?:reach|contact|follow|e-?mail|find|tweets?)(?: out)? (?:to )?(?:him|her|them|me|[A-Z]\w+) (?:at|on|via|by)\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(r"\b(?:is|are) (?:an?|the|currently|pursuing|studying|based|also)\b")


def take_author_boxes(lines: list[str], known: Sequence[str], removed: list[Removed]) -> tuple[list[str], list[str]]:
    """Return the lines without the boxes about writers, and the names that the boxes gave.

    What is taken out is added to ``removed``.
    """
    authors: list[str] = []
    gone: set[int] = set()
    filled = [i for i, line in enumerate(lines) if line.strip()]
    for place in range(len(filled) - 1, max(len(filled) - 1 - LAST_LINES, 1), -1):
        if filled[place] in gone:
            continue
        names = _names_above(lines, filled[:place])
        found = _bio(lines[filled[place]].strip(), [lines[i].strip() for i in names], known)
        if found is None:
            continue
        gone |= {*names, filled[place]}
        authors += [name for name in found if name not in authors]
    removed += [Removed("author_box", lines[i].strip()) for i in sorted(gone)]
    return [line for i, line in enumerate(lines) if i not in gone], authors


def _names_above(lines: Sequence[str], filled: Sequence[int]) -> list[int]:
    """Return the places of the lines just above that are nothing but one name, which may be repeated."""
    names: list[int] = []
    for i in reversed(filled[1:]):
        line = lines[i].strip().removeprefix("By ")
        if not _NAME_LINE.fullmatch(line) or (names and line != lines[names[0]].strip().removeprefix("By ")):
            break
        names.append(i)
    return names


def _bio(line: str, names: Sequence[str], known: Sequence[str]) -> list[str] | None:
    """Return the writers whom a line is about, or None when it is no box."""
    match = _BIO.fullmatch(line) if len(line) <= MOST_CHARS else None
    if match is None:
        return None
    name = match.group("name")
    about = [n.removeprefix("By ") for n in dict.fromkeys(names)] or ([name] if name else [])
    if name is None:
        sure = bool(_CONTACT.search(line)) or bool(_PRESENT.search(line) and _CRAFT.search(line))
        return about if sure else None
    same = any(_same(name, other) for other in (*about[: len(names)], *known))
    if _CONTACT.search(line) and (same or _CRAFT.search(line) or "covers" in line or "reached" in line):
        return about
    return about if same and _CRAFT.search(line) and _PRESENT.search(line) else None


def _same(name: str, other: str) -> bool:
    return name.casefold() == other.casefold()
