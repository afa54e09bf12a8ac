"""A sentence to words and marks, each quotation in it one token. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from rag.quotes.lexicon import (
    DAYS,
    GIVEN_NAMES,
    NO_ADVERBS,
    OPENING_PARTICLES,
    PARTICLES,
    PREPOSITIONS,
    SAYS,
    TITLES,
)
from rag.text.marks import Quotation
from rag.types import Span

HOLE = "\ufffc"
"""Stands for every character of quoted words, so that what is said is never read as who says it."""

_TOKEN = re.compile(
    HOLE
    + r"+[.!?…,]*(?:[”\"»’'“]|[ \u00a0\u202f]+»)?|(?:[^\W\d_]\.){2,}|[A-ZÀ-ÖØ-Þ]\.(?=\s)"
    + r"|(?:Sen|Rep|Gov)\.-elect\b"
    + r"|(?:Mrs?|Ms|Dr|Sens?|Reps?|Gov|Gen|Lt|Col|Sgt|Capt|Prof|Rev|Hon|St|Jr|Sr|Supt|Det|Insp|Maj|Adm|Cmdr|Brig)\."
    + r"|\d{1,3}(?:,\d{3})+"
    + r"|[^\W_]+(?:[&’'.-][^\W_]+)*|[^\w\s]"
)


_OWNS = re.compile(r"s['’](?=\s+[^\W\d_])")
"""``News' Leeds correspondent``, ``the parents’ lawyer``"""
_AL = re.compile(r"(?:al|el|an|ibn)-[A-ZÀ-ÖØ-Þ]")
"""``al-Roe``: a name that begins small."""
_CONTRACTED = re.compile(r"(I|you|he|she|it|we|they)['’](?:ve|d)", re.IGNORECASE)
_GIVEN_LIKE_MONTHS = frozenset("april may june august jan".split())
_NO_SURNAMES = DAYS | {"day"}


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

    @property
    def owner(self) -> str:
        """The word with the mark of its possessive: ``Varn’s``, ``Guardians’``."""
        if not self.possessive:
            return self.text
        return f"{self.text}’" if self.text.endswith("s") else f"{self.text}’s"


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
        if word in "'’" and found and found[-1].possessive and found[-1].end == start:
            continue
        bare, possessive = (word, False) if word.isalpha() else _without_ending(word)
        if word[-1] == "s" and len(word) > 3:
            possessive = possessive or _OWNS.match(sentence, match.end() - 1) is not None
        found.append(
            Token(
                start,
                start + len(bare),
                bare,
                bare if _is_acronym(bare, found) else bare.lower().replace("’", "'"),
                head.isalnum(),
                head.isupper() or (head.islower() and "-" in bare and _AL.match(bare) is not None),
                possessive,
                not found,
            )
        )
    return _named_like_verbs(_named_like_months(_with_suffixes(found)))


def _without_ending(word: str) -> tuple[str, bool]:
    """Return a word without its possessive or what it is contracted with, and whether it was a possessive."""
    if contracted := _CONTRACTED.fullmatch(word):
        return contracted.group(1), False  # "They've said", "I'd said": the pronoun speaks
    return (word[:-2], True) if word.endswith(("'s", "’s")) else (word, False)


def _with_suffixes(found: list[Token]) -> list[Token]:
    """Return the tokens without the commas of ``Tom Varn, Jr., said``."""
    kept: list[Token] = []
    for at, token in enumerate(found):
        after = found[at + 1].lower if at + 1 < len(found) else ""
        suffix = token.text == "," and bool(kept) and kept[-1].capital and after.rstrip(".") in ("jr", "sr")
        behind = token.text == "," and bool(kept) and kept[-1].lower.rstrip(".") in ("jr", "sr") and after in SAYS
        if not (suffix or behind):
            kept.append(token)
    return kept


def _named_like_months(found: list[Token]) -> list[Token]:
    """Return the tokens with ``April`` of ``April Jansen`` spelled as it stands: no month."""
    for at, (token, following) in enumerate(pairwise(found)):
        if token.capital and token.lower in _GIVEN_LIKE_MONTHS and _may_be_surname(following):
            found[at] = token._replace(lower=token.text)
    return found


def _may_be_surname(token: Token) -> bool:
    return token.capital and len(token.text) > 2 and token.text.isalpha() and token.lower not in _NO_SURNAMES


def _is_acronym(bare: str, before: Sequence[Token]) -> bool:
    """Return whether capitals are a name: WHO is an organisation and "who" is not; "5 PM" is no prime minister."""
    if bare == "PM":
        return not (before and before[-1].text[:1].isdigit())
    if bare in ("Today", "TODAY"):
        return bool(before) and before[-1].capital
    return bare in ("WHO", "IT", "US")


def _named_like_verbs(found: list[Token]) -> list[Token]:
    """Return the tokens with ``Will`` of ``Will Jansen`` and ``May`` of ``Theresa May`` spelled as they stand: no verbs."""
    asks = bool(found) and found[-1].text == "?"
    for at, token in enumerate(found):
        before = found[at - 1] if at else None
        after = found[at + 1] if at + 1 < len(found) else None
        if token.text not in ("Will", "May") or (before is not None and before.lower in PREPOSITIONS):
            continue
        surname = before is not None and (before.lower in GIVEN_NAMES or before.lower.rstrip(".") in TITLES)
        beyond = found[at + 2] if at + 2 < len(found) else None
        asked = token.first and (
            asks or (after is not None and after.lower in GIVEN_NAMES and beyond is not None and beyond.capital)
        )
        given = token.text == "Will" and not asked and after is not None and _may_be_surname(after)
        speaks = token.text == "May" and after is not None and after.lower in SAYS
        if given or speaks or (surname and before is not None and before.capital):
            found[at] = token._replace(lower=token.text)
    return found


def is_adverb(token: Token) -> bool:
    """Return whether a word is an adverb by its ending: ``reportedly``, and not ``family``."""
    return token.lower.endswith("ly") and not token.capital and token.lower.split("-")[-1] not in NO_ADVERBS


LONGEST_NICKNAME = 20
"""More characters than these, marks included, are no nickname."""


def is_nickname(tokens: Sequence[Token], at: int) -> bool:
    """Return whether quoted words stand inside a name: Dwayne "The Rock" Johnson."""
    sides = [*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2]]
    if len(sides) < 2 or tokens[at].quote < 0 or tokens[at].end - tokens[at].start > LONGEST_NICKNAME:
        return False
    named = all(t.word and t.capital for t in sides) and sides[1].lower not in TITLES
    return named and sides[0].lower in GIVEN_NAMES  # not: will keep Roe "in power," Varn said


def in_name(tokens: Sequence[Token], at: int) -> bool:
    """Return whether the word at that position is a particle of a name: ``der`` of ``Ilsa van der Roe``."""
    if tokens[at].lower not in PARTICLES or tokens[at].capital:
        return False
    low = high = at
    while low > 0 and tokens[low - 1].lower in PARTICLES and not tokens[low - 1].capital:
        low -= 1
    while high + 1 < len(tokens) and tokens[high + 1].lower in PARTICLES and not tokens[high + 1].capital:
        high += 1
    if high + 1 >= len(tokens) or not tokens[high + 1].capital:
        return False
    first = tokens[low - 1] if low else None
    return (first is not None and first.capital and not first.possessive) or tokens[low].lower in OPENING_PARTICLES
