"""Does a claim put somebody into a post that its evidence gives to others only? Pure, conservative."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.text.clauses import lemma
from rag.text.leaning import leans
from rag.text.names import names
from rag.text.words import fold

_NAME = r"[A-ZÀ-Þ][\w.’'-]*(?: (?:[A-ZÀ-Þ][\w.’'-]*|de|van|von|al|bin)){0,5}"
_POST = r"(?:as |to be |to serve as )?(?:(?:the|a|an|its|their|his|her|our) )?(?P<post>[a-z][\w-]*(?: [a-z][\w-]*){0,3}?)(?=$|[.,;:]| (?:of|for|at|in|on|to|from|by|after|and|who|with|this|last)\b)"
_MADE = "hired|hires|appointed|appoints|named|names|picked|picks|chosen|chose|elected|elects|selected|selects|installed|promoted|tapped"
_BEHIND = re.compile(rf"\b(?:{_MADE}) (?P<who>{_NAME}) {_POST}")
"""'The club hired Ana Roy as its new head coach'."""
_BEFORE = re.compile(rf"(?<![\w.])(?P<who>{_NAME}) (?:was|has been|is|were) (?:{_MADE}) {_POST}")
"""'Ana Roy was named head coach'."""
_SUCCEEDS = re.compile(r"\b(?:succe(?:ed|ss)|tak(?:e|es|ing|en) over|took over|step(?:s|ped)? into)", re.IGNORECASE)
"""Whoever succeeds somebody has that one's post, though the sentence does not name it."""
_NO_POST = frozenset("winner person player man woman time year day company one name best most first champion".split())


def other_post(claim: str, sentences: Sequence[str]) -> str:
    """Return in words the post that a claim gives somebody, where the evidence has another in it, and never has both in one sentence.

    "The club hired Roy as head coach" of "the club hired Roy to oversee its direction" and "fired head coach Ana Lund".
    """
    for match in (*_BEHIND.finditer(claim), *_BEFORE.finditer(claim)):
        post, given = match["post"], names(match["who"])
        head = lemma(post.split()[-1])
        if not given or head in _NO_POST:
            continue
        surname = fold(given[-1])
        told = [_words(s) for s in sentences]
        his = [i for i, s in enumerate(sentences) if surname in told[i] or (i and surname in told[i - 1] and leans(s))]
        holder = re.compile(rf"\b{re.escape(post.split()[-1])} (?!{re.escape(given[-1])}){_NAME}")
        if any(_SUCCEEDS.search(sentences[i]) for i in his):
            continue
        if his and any(map(holder.search, sentences)) and not any(head in told[i] for i in his):
            return f"no source calls {given[-1]} {post}"
    return ""


def _words(text: str) -> set[str]:
    found = re.findall(r"[^\W_]+", text)
    return {lemma(w) for w in found} | {fold(w) for w in found}
