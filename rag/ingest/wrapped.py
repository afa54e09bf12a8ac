"""Texts whose lines were broken at a fixed width, made whole: a line break would end a sentence. Pure."""

from __future__ import annotations

import re
from itertools import pairwise

_NARROW = 45
_WIDE = 100
_ENDS = re.compile(r"[.!?:;][”\"’')\]]*$")
_STARTS_ITEM = re.compile(r"[-*•▪◾>#|]\s?|\d{1,2}[.)]\s")


def unwrapped(text: str) -> str:
    """Return a text with each paragraph on one line, when its lines show a fixed width; else the text itself."""
    lines = text.split("\n")
    width = max(map(len, lines))
    if not _NARROW <= width <= _WIDE or len(lines) < 4:
        return text
    full = [(a, b) for a, b in pairwise(lines) if a and b and len(a) > 0.7 * width]
    running = sum(not _ENDS.search(a) for a, _ in full)
    if len(full) < 2 or running < 0.5 * len(full) or len(full) < 0.3 * sum(map(bool, lines)):
        return text
    out = [lines[0]]
    for before, line in pairwise(lines):
        joins = before and line and len(before) > 0.6 * width and not _STARTS_ITEM.match(line)
        if joins and len(before) + 1 + len(line.split(" ", 1)[0]) > 0.9 * width:
            out[-1] += ("" if re.search(r"[a-z]-$", before) else " ") + line
        else:
            out.append(line)
    return "\n".join(out)
