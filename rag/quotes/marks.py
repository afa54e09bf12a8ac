"""Where quotation marks open and close, across paragraphs too. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.types import Span

_PARAGRAPH = re.compile(r"[^\n]+")
_OPEN, _CLOSE, _STRAIGHT = "“«„", "”»", '"'


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words between two marks, without them, inside one paragraph.

    ``chain`` is shared by the parts of a quotation that runs on over several paragraphs.
    """

    span: Span
    paragraph: Span
    chain: int


def quotations(text: str) -> tuple[Quotation, ...]:
    """Return the quotations of a text in order.

    A quotation that no mark closes before the end of its paragraph runs on when the next paragraph
    opens with a mark, or closes one that it did not open.
    """
    found: list[Quotation] = []
    paragraphs = [Span(m.start(), m.end()) for m in _PARAGRAPH.finditer(text)]
    chain, running = 0, False
    for place, paragraph in enumerate(paragraphs):
        for span, closed in _in_paragraph(text, paragraph, running=running):
            if not running:
                chain += 1
            if span.start < span.end:
                found.append(Quotation(span, paragraph, chain))
            running = not closed
        following = paragraphs[place + 1].of(text) if place + 1 < len(paragraphs) else ""
        running = running and _continues(following)
    return tuple(found)


def _in_paragraph(text: str, paragraph: Span, *, running: bool) -> Iterator[tuple[Span, bool]]:
    """Yield each quoted span and whether a mark closes it."""
    start: int | None = None
    if running:
        start = paragraph.start + (text[paragraph.start] in _OPEN + _STRAIGHT)
    begin = paragraph.start if start is None else start
    for at in range(begin, paragraph.end):
        mark = text[at]
        if start is None and (mark in _OPEN or (mark == _STRAIGHT and _may_open(text, at))):
            start = at + 1
        elif start is not None and at >= start and (mark in _CLOSE or mark == _STRAIGHT):
            yield Span(start, at), True
            start = None
    if start is not None:
        yield Span(start, paragraph.end), False


def _may_open(text: str, at: int) -> bool:
    # 5" and 6'2" are inches; an opening mark has no letter or digit in front of it.
    return at == 0 or not text[at - 1].isalnum()


def _continues(paragraph: str) -> bool:
    if paragraph[:1] in _OPEN + _STRAIGHT:
        return True
    first = next((c for c in paragraph if c in _OPEN + _CLOSE), "")
    return first != "" and first in _CLOSE
