"""An article as the reader of quotations needs it: paragraphs, sentences, tokens, quotations. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.quotes.tokens import Token, masked, tokens
from rag.text.marks import Quotation, paragraphs, quotations
from rag.text.sentences import split
from rag.types import Span


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence outside quotation marks, or with whole quotations in it.

    ``heading`` marks a line without a full stop, a title or a caption: no source of names.
    """

    number: int
    span: Span
    tokens: tuple[Token, ...]
    heading: bool

    @property
    def quotes(self) -> list[int]:
        """The positions of its quotation tokens."""
        return [i for i, t in enumerate(self.tokens) if t.quote >= 0]

    def words_outside(self) -> int:
        """Return how many words are outside quotation marks."""
        return sum(t.word for t in self.tokens)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and its sentences."""

    span: Span
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """An article, read once."""

    text: str
    quotations: tuple[Quotation, ...]
    paragraphs: tuple[Paragraph, ...]


def read(text: str) -> Page:
    """Return the paragraphs of a text with their sentences and quotations."""
    quoted = quotations(text)
    inside: dict[Span, list[Quotation]] = {}
    for quotation in quoted:
        inside.setdefault(quotation.paragraph, []).append(quotation)
    numbers = {q.outer.start: i for i, q in enumerate(quoted)}
    found, number = [], 0
    for span in paragraphs(text):
        mask = masked(text, span, inside.get(span, ()))
        lines = []
        for local in split(mask):
            whole = local.shifted(span.start)
            line = tuple(tokens(mask[local.start : local.end], whole.start, numbers))
            lines.append(Line(number, whole, line, _is_heading(line)))
            number += 1
        found.append(Paragraph(span, tuple(lines)))
    return Page(text, quoted, tuple(found))


def _is_heading(line: Sequence[Token]) -> bool:
    words = [t for t in line if t.word]
    return bool(words) and len(words) <= 20 and line[-1].word and not any(t.quote >= 0 for t in line)
