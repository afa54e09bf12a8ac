"""Opaque keys of evidence sentences: what a large model may cite by, and how code resolves it. Pure.

A key says nothing about order or number, so that a model cannot guess one; a key that was never given is counted
as invented. Keys only narrow the attribution: the sentence is verified like any other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from rag.types import EvidenceSentence

_LETTERS = "bcdfghjkmnpqrtvwxz"  # no vowels: a key is never a word
_MARK = re.compile(r"(?<!\s)\s*\[((?:[a-z]{4})(?:\s*[,;]\s*[a-z]{4})*)\]")
_AS_WRITTEN = re.compile(r"(?<!\s)\s*(?:\[([^\[\]]+)\]|【([^【】]+)】|\(([^()]+)\))")
"""Other brackets that models put keys in, and other ways to write them: marks only where all that they hold is keys."""
_JOINED = re.compile(r"(?<!\s)\s*(?:[,;&]|\band\b)\s*(?:and\b)?\s*", re.IGNORECASE)
LENGTH = 4


@dataclass(frozen=True, slots=True)
class Keyed:
    """A drafted sentence without its marks, the positions that its keys name, and how many keys were invented."""

    text: str
    positions: tuple[int, ...]
    invented: int


def keys_of(sentences: Sequence[EvidenceSentence]) -> tuple[str, ...]:
    """Return a key for each sentence, all different, the same for the same evidence."""
    found: list[str] = []
    for sentence in sentences:
        salt = 0
        while (key := _key(sentence, salt)) in found:
            salt += 1
        found.append(key)
    return tuple(found)


def _key(sentence: EvidenceSentence, salt: int) -> str:
    place = f"{sentence.article_id}|{sentence.span.start}|{sentence.span.end}|{salt}"
    digest = sha256(place.encode("utf-8", "replace")).digest()
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:LENGTH])


def _plainly(mark: re.Match[str], keys: Sequence[str]) -> str:
    """Return a bracket that holds nothing but known keys as a plain mark of them, any other as it is."""
    held = [k.strip().removeprefix("^").lower() for k in _JOINED.split(mark[1] or mark[2] or mark[3])]
    return f" [{', '.join(held)}]" if set(held) <= set(keys) else mark[0]


def resolve(draft: str, keys: Sequence[str]) -> Keyed:
    """Return a drafted sentence with the evidence that it names."""
    draft = _AS_WRITTEN.sub(lambda m: _plainly(m, keys), draft)
    named = [k for match in _MARK.finditer(draft) for k in re.findall(r"[a-z]+", match.group(1))]
    known = tuple(dict.fromkeys(keys.index(k) for k in named if k in keys))
    text = re.sub(r"(?<!\s)\s+([.!?,])", r"\1", _MARK.sub("", draft)).strip()
    return Keyed(text, known, sum(k not in keys for k in named))
