"""The content words of a text: lower-cased, unaccented, lightly stemmed. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?", re.UNICODE)
_OWNER = re.compile(r"['’]s?$")
STOP_WORDS = frozenset(
    "a about above after again against all also am an and any are as at be because been before being below "
    "between both but by can could did do does doing down during each few for from further had has have having "
    "he her here hers him his how i if in into is it its itself just may me might more most must my no nor not now "
    "of off on once only or other our out over own per same say says said she should so some such than that the "
    "their them then there these they this those through to too under until up upon us very was we were what when "
    "where which while who whom whose why will with would you your according told tell".split()
)


def fold(text: str) -> str:
    """Return the text lower-cased and without accents."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    # Most texts that are not ASCII have only quotation marks: their few different characters are looked at once.
    marks = {ord(c): None for c in set(decomposed) if unicodedata.combining(c)}
    return (decomposed.translate(marks) if marks else decomposed).casefold()


def bare(word: str) -> str:
    """Return a word without the mark of its possessive: "Varn’s", "the Guardians’"."""
    return _OWNER.sub("", word)


def content_words(text: str) -> tuple[str, ...]:
    """Return the stems of the words that carry meaning, in order, repeats kept."""
    words = (w if w.isalnum() else bare(w) for w in _WORD.findall(fold(text)))
    return tuple(stem(w) for w in words if w and w not in STOP_WORDS)


def longest_common(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many words stand in one order in both: their longest common subsequence, by bits (Hyyrö 2004)."""
    places: dict[str, int] = {}
    for at, word in enumerate(one):
        places[word] = places.get(word, 0) | 1 << at
    row = full = (1 << len(one)) - 1
    for word in other:
        hit = row & places.get(word, 0)
        row = (row + hit) | (row - hit)
    return len(one) - (row & full).bit_count()


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return a crude stem: plural, -ed, -ing and -ly endings cut where enough is left."""
    if word.isdigit() or len(word) < 4:
        return word
    for ending, put in (("ies", "y"), ("sses", "ss"), ("ied", "y"), ("ings", ""), ("ing", ""), ("edly", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return _undouble(word[: -len(ending)] + put)
    if word.endswith("ed") and len(word) >= 5:
        return _undouble(word[:-2])
    if word.endswith("ly") and len(word) >= 6:
        return word[:-2]
    if word.endswith("es") and len(word) >= 5:
        return word[:-2] if word[-3] in "sxzh" else word[:-1].rstrip("e")
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1].rstrip("e") if len(word) > 4 else word[:-1]
    return word.rstrip("e") if len(word) > 4 else word


def _undouble(word: str) -> str:
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        return word[:-1]
    return word.rstrip("e") if len(word) > 4 else word


_IDEOGRAMS = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff"
_SPELLED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
UNSPACED = _IDEOGRAMS + _SPELLED
"""Letters of scripts that are written without spaces: Han and kana; Thai, Lao, Burmese, Khmer."""
_UNSPACED = re.compile(f"[{UNSPACED}]")
_LETTERS_A_WORD = ((re.compile(f"[{_IDEOGRAMS}]"), 2), (re.compile(f"[{_SPELLED}]"), 4))

_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile("[A-Za-zªºÀ-ÖØ-öø-ɏḀ-ỿ]")
_HANGUL = "\uac00-\ud7af"
_BY_TWO = re.compile(f"[{UNSPACED}{_HANGUL}]")
_SIGNS = "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0dff\u200c\u200d"
_MARKED = re.compile(rf"[^\W_](?:[^\W_]|[{_SIGNS}{UNSPACED}])*")
"""A word with the vowel signs and points of its script, which are no letters."""
_FEWEST, _ROOT = 3, 5
"""Letters of a word that carries meaning, and those that it keeps however it is bent, in scripts of whose grammar nothing is known."""


def is_latin(text: str) -> bool:
    """Return whether a text is written in Latin letters, more than half of it."""
    return text.isascii() or 2 * len(_LATIN.findall(text)) >= len(_LETTER.findall(text))


def word_pieces(text: str) -> tuple[str, ...]:
    """Return what two texts of one other script share when they share words, in order, repeats kept.

    The beginnings of longer words; pairs of letters where no space parts words, or a particle ends each.
    """
    out: list[str] = []
    for word in _MARKED.findall(unicodedata.normalize("NFKC", text).casefold()):
        if _BY_TWO.search(word):
            out += (word[at : at + 2] for at in range(max(1, len(word) - 1)))
        elif word.isdigit() or len(word) >= _FEWEST:
            out.append(word if word.isdigit() else word[:_ROOT])
    return tuple(out)


def word_count(text: str) -> int:
    """Return about how many words a text has; where they are not parted by spaces, by the letters of a usual word."""
    unspaced = sum(len(letters.findall(text)) // usual for letters, usual in _LETTERS_A_WORD)
    return len(_UNSPACED.sub(" ", text).split()) + unspaced
