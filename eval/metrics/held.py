"""Words as they are compared, and whether a text holds an answer string: the article "a" told from the letter A. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Literal

from rag.text.words import UNSPACED

ARTICLES = ("a", "an", "the")
_OPENS = frozenset(".!?…:;–—\n\"“”„«»‘'([")
"""What stands before a word that opens a sentence, a title or a quotation, and is written large for that."""
_HYPHENS = ("-", "\u2010", "\u2011")
Standing = Literal["word", "article", "either"]


def normal(text: str) -> str:
    """Return lower-cased words without articles, for comparing answer strings (SQuAD's normalisation, plus numbers kept).

    In scripts that are written without spaces, each letter is a word. A letter may be composed or not.
    """
    words = (m.group() for m in _words_of(_composed(text.lower())))
    return " ".join(w for w in words if w not in ARTICLES)


def holds(text: str, wanted: str) -> bool:
    """Return whether a text holds an answer string as whole words, without the articles of both.

    An article stands in front of another word: the "A" of "Group A" is a word, and "Group B" does not hold it.
    """
    texts = [f" {reading} " for reading in _readings(text)]
    return any(f" {reading} " in t for reading in _readings(wanted) if reading for t in texts)


def _readings(text: str) -> set[str]:
    """Return the words of a text without its articles and, where a large one may be a word, also with those."""
    composed = _composed(text)
    found = list(_words_of(composed))
    without, with_those = list[str](), list[str]()
    for at, each in enumerate(found):
        stands = _standing(composed, found, at)
        if stands != "article":
            with_those.append(each.group().lower())
        if stands == "word":
            without.append(each.group().lower())
    return {" ".join(without), " ".join(with_those)}


def _standing(text: str, found: list[re.Match[str]], at: int) -> Standing:
    """Return whether a word is an article; ``either`` where its neighbours are large too ("Serie A Club", "Man Bites A Dog")."""
    word = found[at].group()
    if word.lower() not in ARTICLES:
        return "word"
    if at + 1 == len(found):
        return "word"
    following = found[at + 1]
    gap = text[found[at].end() : following.start()]
    if not gap[:1].isspace() and not (word.islower() and gap in _HYPHENS):
        return "word"  # "Group A, B and C", "A-level"; not "once-in-a-lifetime"
    if word.islower() or at == 0 or _OPENS.intersection(text[found[at - 1].end() : found[at].start()]):
        return "article"
    return "word" if word == "A" and following.group()[0].islower() else "either"


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text.replace("’", "'"))


def _words_of(text: str) -> list[re.Match[str]]:
    return list((_ascii_words() if text.isascii() else _beyond_ascii()).finditer(text))


@cache
def _ascii_words() -> re.Pattern[str]:
    return re.compile(r"\w+(?:[.,]\d+)*")


@cache
def _beyond_ascii() -> re.Pattern[str]:
    """Return what finds words with their marks: "\\w" has no vowel signs, and would take Delhi for another word's part."""
    marks = "".join(c for c in map(chr, range(0x300, 0x10000)) if unicodedata.category(c) in ("Mn", "Mc"))
    return re.compile(rf"[{UNSPACED}][{marks}]*|(?:[^\W{UNSPACED}]|[{marks}])+(?:[.,]\d+)*")
