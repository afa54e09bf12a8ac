"""Where quotation marks open and close, across paragraphs too. Pure, linear."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.types import Span

_PARAGRAPH = re.compile(r"[^\n]+")
_PAIRS = {"“": '”“"', "«": "»", "„": "“”", '"': '"”', "‘": "’", "'": "'"}
_ANY = re.compile(f"[{''.join(_PAIRS)}{''.join(_PAIRS.values())}]")
_DOUBLE = frozenset('“”«»„"')
_SINGLE = frozenset("‘'")
_OPENS_AFTER = frozenset('([{—–-:,;.…/“"«„')
WINDOW_CHARS = 2_000
"""How far one mark looks for its partner where marks of two kinds are mixed."""
_ENDS_SPEECH = frozenset(",.!?…—–")


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words between two marks, without them, inside one paragraph.

    ``outer`` takes the marks in. ``chain`` is shared by the parts of a quotation that runs on over
    several paragraphs. ``single`` tells 'these marks' from "those".
    """

    span: Span
    outer: Span
    paragraph: Span
    chain: int
    single: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    mark: str
    opened: bool
    closed: bool


def paragraphs(text: str) -> tuple[Span, ...]:
    """Return the lines of a text that hold more than white space."""
    return tuple(Span(m.start(), m.end()) for m in _PARAGRAPH.finditer(text) if not m.group().isspace())


def quotations(text: str) -> tuple[Quotation, ...]:
    """Return the outermost quotations of a text in order, nested ones inside them left alone.

    One that no mark closes before the end of its paragraph runs on when the next paragraph opens with
    a mark, or closes one that it did not open.
    """
    found: list[Quotation] = []
    lines = paragraphs(text)
    chain, running = 0, ""
    for place, line in enumerate(lines):
        following = text[lines[place + 1].start : lines[place + 1].end] if place + 1 < len(lines) else ""
        parts = _parts(text, line, running)
        for number, part in enumerate(parts):
            if not (number == 0 and running):
                chain += 1
            if not part.closed and not _runs_on(following, part.mark) and not _whole(text, line, part):
                continue
            span = _trimmed(text, part.start, part.end)
            if span is not None:
                outer = Span(part.start - part.opened, part.end + part.closed)
                found.append(Quotation(span, outer, line, chain, part.mark in _SINGLE))
        last = parts[-1] if parts else None
        running = last.mark if last and not last.closed and _runs_on(following, last.mark) else ""
    return tuple(found)


def _parts(text: str, line: Span, running: str) -> list[_Part]:
    parts: list[_Part] = []
    at, start, mark, opened = line.start, -1, "", True
    if running:
        while text[at].isspace():
            at += 1
        opened = text[at] == running or (running in _DOUBLE and text[at] in _PAIRS and text[at] in _DOUBLE)
        at += opened
        start, mark = at, running
    while found := _ANY.search(text, at, line.end):
        at = found.start()
        char = text[at]
        if start >= 0 and char in _PAIRS[mark] and _closes(text, line, start, at, mark):
            parts.append(_Part(start, at, mark, opened, True))
            start = -1
        elif _opens(text, line, at) and (start < 0 or _reopens(text, line, at, mark)):
            if start < 0 and char in _SINGLE:
                end = _single_end(text, line, at)
                if end > 0:
                    parts.append(_Part(at + 1, end, char, True, True))
                    at = end
            elif char not in _SINGLE:
                start, mark, opened = at + 1, char, True
        at += 1
    if start >= 0:
        parts.append(_Part(start, line.end, mark, opened, False))
    return parts


def _opens(text: str, line: Span, at: int) -> bool:
    char = text[at]
    if char == "«":
        return at + 1 < line.end  # French sets a space behind it
    if char not in _PAIRS or at + 1 >= line.end or text[at + 1].isspace():
        return False
    if char in "“«„":
        return True
    before = text[at - 1] if at > line.start else " "
    return (before.isspace() or before in _OPENS_AFTER) and (char == '"' or not text[at + 1].isdigit())


def _closes(text: str, line: Span, start: int, at: int, mark: str) -> bool:
    if mark == "“" and text[at] == "“":
        return False
    if text[at] == '"' and at > start and _opens(text, line, at) and text[at - 1].isspace():
        return False  # a second opening: the first was never closed, or another is inside it
    if mark == "“" and text[at] == '"':
        if not text[at - 1].isspace() and at + 1 < line.end and not text[at + 1].isalnum():
            inside = text[max(start, at - WINDOW_CHARS) : at]
            if not re.search(r'(?:^|\s)"\S', inside):
                return (
                    True  # nothing straight is open: a writer who opened with a curly mark closes with a straight one
                )
        return _next_curly(text, line, at) != "”"
    return mark not in _SINGLE or at + 1 >= line.end or not text[at + 1].isalnum()


def _reopens(text: str, line: Span, at: int, mark: str) -> bool:
    """Return whether an opening mark inside a quotation begins a new one: the first was never closed."""
    if text[at] != mark or mark not in '“"':
        return False
    if mark == '"':
        return True
    limit = min(line.end, at + WINDOW_CHARS)
    close = text.find("”", at, limit)
    again = text.find("”", close + 1, limit) if close >= 0 else -1
    next_open = text.find("“", at + 1, limit)
    return again < 0 or 0 <= next_open < again


def _next_curly(text: str, line: Span, at: int) -> str:
    limit = min(line.end, at + WINDOW_CHARS)
    opening, closing = text.find("“", at, limit), text.find("”", at, limit)
    if closing < 0:
        return ""
    return "“" if 0 <= opening < closing else "”"


def _single_end(text: str, line: Span, at: int) -> int:
    """Return where a single-marked quotation ends, or 0: apostrophes are no ends."""
    close = "’" if text[at] == "‘" else "'"
    plain, limit = 0, min(line.end, at + WINDOW_CHARS)
    end = text.find(close, at + 1, limit)
    while end >= 0:
        after = text[end + 1] if end + 1 < line.end else " "
        if not after.isalnum():
            if text[end - 1] in _ENDS_SPEECH:
                return end
            if not plain and (text[end - 1] not in "sS" or after in ",.;:!?)"):
                plain = end
        opening = text.find(text[at], end + 1, limit) if text[at] == "‘" else -1
        end = text.find(close, end + 1, limit if opening < 0 else opening)
    return plain


def _runs_on(following: str, mark: str) -> bool:
    bare = following.lstrip()
    if not bare:
        return False
    if bare[0] == mark or (mark in _DOUBLE and bare[0] in '“"«„'):
        return len(bare) > 1 and not bare[1].isspace()
    if mark == '"':
        at = bare.find('"')
        return at > 0 and not bare[at - 1].isspace() and not bare[at + 1 : at + 2].isalnum()
    first = next((c for c in bare if c in "“”«»„"), "")
    return first != "" and first in _PAIRS[mark] and first not in "“«„"


def _whole(text: str, line: Span, part: _Part) -> bool:
    """Return whether a quotation that is never closed plainly takes up the rest of its paragraph."""
    before = text[line.start : max(line.start, part.start - 1)].rstrip()
    return part.mark not in _SINGLE and (not before or before[-1] in ":,") and text[line.end - 1] in ".!?…"


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
