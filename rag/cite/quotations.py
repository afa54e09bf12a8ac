"""Quotation marks in a claim: only around exact words, and only of the one they are given to. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.cite.speakers import same_speaker
from rag.types import EvidenceSentence, Quote

_QUOTED = re.compile(r"[“«„]([^“”«»„]{3,}?)[”»]|(?<!\w)\"([^\"]{3,}?)\"(?!\w)")
_SAYS = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){0,3})(?:,[^,]{1,60},)?\s+(?:has |had )?(?:said|says|told|added|stated|called|described|warned|announced)\b|\b(?:said|says|added)\s+(?P<name2>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){0,3})|according to (?P<name3>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){0,3})"
)
_LEAST_WORDS = 2


def normal(text: str) -> str:
    """Return a text for comparing word for word: marks straightened, white space folded, case kept out."""
    text = re.sub(r"[“”«»„\"]", "", text).replace("’", "'").replace("‘", "'")
    return " ".join(re.sub(r"[.,;:!?…]+(?=\s|$)", " ", text).casefold().split())


def quotation_faults(claim: str, evidence: Sequence[EvidenceSentence], quotes: Sequence[Quote]) -> tuple[str, ...]:
    """Return what is wrong with the quoted words of a claim, in words."""
    faults = []
    for match in _QUOTED.finditer(claim):
        words = match.group(1) or match.group(2)
        if len(words.split()) < _LEAST_WORDS:
            continue
        if not _verbatim(words, evidence):
            faults.append(f"quoted words are not in the sources: “{words}”")
            continue
        speaker = _claimed_speaker(claim)
        heard = {q.speaker for q in quotes if normal(words) in normal(q.text) or normal(q.text) in normal(words)}
        heard.discard("unknown")
        if speaker and heard and not any(same_speaker(speaker, h) for h in heard):
            faults.append(f"quoted words were said by {', '.join(sorted(heard))}, not {speaker}")
    return tuple(faults)


def _verbatim(words: str, evidence: Sequence[EvidenceSentence]) -> bool:
    text = normal(" ".join(f"{s.before} {s.text}" for s in evidence) + " " + " ".join(s.title for s in evidence))
    pieces = [p for p in re.split(r"\s*(?:\.\.\.|…|\[[^\]]*\])\s*", words) if p.strip()]
    return all(normal(p) in text for p in pieces)


def _claimed_speaker(claim: str) -> str | None:
    match = _SAYS.search(claim)
    return next((g for g in match.groups() if g), None) if match else None
