"""A sentence to words and marks, each quotation in it one token. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from rag.text.marks import Quotation
from rag.types import Span

HOLE = "\ufffc"
"""Stands for every character of quoted words, so that what is said is never read as who says it."""

_TOKEN = re.compile(
    HOLE
    + r"+[.!?…,]*[”\"»’'“]?|(?:[^\W\d_]\.){2,}|[A-ZÀ-ÖØ-Þ]\.(?=\s)"
    + r"|(?:Mrs?|Ms|Dr|Sens?|Reps?|Gov|Gen|Lt|Col|Sgt|Capt|Prof|Rev|Hon|St|Jr|Sr|Supt|Det|Insp|Maj|Adm|Cmdr|Brig)\."
    + r"|[^\W_]+(?:[&’'.-][^\W_]+)*|[^\w\s]"
)


_GIVEN_LIKE_MONTHS = frozenset("april may june august jan".split())
_NO_SURNAMES = frozenset("monday tuesday wednesday thursday friday saturday sunday day".split())


class Token(NamedTuple):
    """A word, a punctuation mark or a whole quotation of a sentence.

    ``start`` and ``end`` are offsets in the article; ``quote`` is the quotation's number, or -1.
    """

    start: int
    end: int
    text: str
    lower: str
    word: bool
    capital: bool
    possessive: bool
    first: bool
    quote: int = -1


def masked(text: str, paragraph: Span, inside: Sequence[Quotation]) -> str:
    """Return the paragraph with quoted characters replaced, as long as before.

    The last full stop or comma inside the marks stays, because it ends the sentence outside too.
    """
    pieces, at = [], paragraph.start
    for quotation in inside:
        start, end = quotation.outer.start, quotation.outer.end
        closed = end > quotation.span.end
        last = quotation.span.end - 1
        pieces.append(text[at:start])
        if text[last] in ".!?…,":
            pieces.append(HOLE * (last - start) + text[last])
        else:
            pieces.append(HOLE * (last + 1 - start))
        pieces.append(" " * (end - 1 - quotation.span.end) + text[end - 1] if closed else "")
        at = end
    pieces.append(text[at : paragraph.end])
    return "".join(pieces)


def tokens(sentence: str, offset: int, numbers: Mapping[int, int]) -> list[Token]:
    """Return the tokens of a masked sentence that begins at ``offset``.

    ``numbers`` gives for the offset of each quotation its number.
    """
    found: list[Token] = []
    for match in _TOKEN.finditer(sentence):
        word, start = match.group(), match.start() + offset
        head = word[0]
        if head == HOLE:
            found.append(Token(start, match.end() + offset, "", "", False, False, False, False, numbers.get(start, -1)))
            continue
        is_word = head.isalnum()
        possessive = word.endswith(("'s", "’s"))
        bare = word[:-2] if possessive else word
        # WHO is an organisation and "who" is not.
        lower = bare if bare in ("WHO", "IT", "US") else bare.lower().replace("’", "'")
        found.append(
            Token(
                start,
                start + len(bare),
                bare,
                lower,
                is_word,
                head.isupper(),
                possessive,
                not found,
            )
        )
    return _named_like_months(found)


def _named_like_months(found: list[Token]) -> list[Token]:
    """Return the tokens with ``April`` of ``April Jansen`` spelled as it stands: no month."""
    for at, (token, following) in enumerate(pairwise(found)):
        if token.capital and token.lower in _GIVEN_LIKE_MONTHS and _may_be_surname(following):
            found[at] = token._replace(lower=token.text)
    return found


def _may_be_surname(token: Token) -> bool:
    return token.capital and len(token.text) > 2 and token.text.isalpha() and token.lower not in _NO_SURNAMES
