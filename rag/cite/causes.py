"""Does a claim give a cause that its evidence does not give? Pure, conservative."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.text.kindred import deeds
from rag.text.words import content_words

SAME_EFFECT = 0.75
"""Share of a claim's effect that a sentence must have which gives another cause of it."""
TOLD = 0.5
"""Share of a claim's effect, or cause, that a sentence has which tells of it."""
_REASON = re.compile(
    r"\b(?:because(?: of)?|due to(?! be\b)|owing to|as a result of|caused by|thanks to)\b", re.IGNORECASE
)
_GIVES_REASON = re.compile(
    r"\b(?:because|due to|owing|result\w*|caus\w+|blam\w+|thanks|reasons?|lead|leads|led|trigger\w*|prompt\w*|forc\w+|spark\w*|help\w*|"
    r"after|following|amid|since|over|when|as|for|so|why|therefore|means?|meant|fear\w*|concern\w*|attribut\w+|cit(?:e|es|ed|ing)|"
    r"driv\w+|drove|hit|hurt|boost\w*|lift\w*|weigh\w*|explain\w*|fault\w*|stem\w*|to)\b",
    re.IGNORECASE,
)
"""Words by which a sentence may join an effect to its cause, however loosely."""
_BREAK = re.compile(r"[;:]|, (?:and|but|while|which)\b|[.!?]\s")


def other_cause(claim: str, sentence: str) -> str:
    """Return the cause that a sentence gives of what the claim gives quite another cause of, in nearly the same words."""
    for effect, cause, _ in _causes(claim):
        for other, told, text in _causes(sentence):
            if len(effect & other) >= SAME_EFFECT * len(effect) and not cause & told:
                return f"because of “{text}”"
    return ""


def invented_cause(claim: str, sentences: Sequence[str]) -> str:
    """Return the cause that a claim gives where the evidence tells of effect and cause apart, and joins them nowhere.

    A sentence joins them that tells of both, or of the cause right after the effect (or before it) with a word that gives reasons.
    """
    told = [set(deeds(s)) for s in sentences]
    for effect, cause, text in _causes(claim):
        effect, cause = set(deeds(" ".join(effect))), set(deeds(" ".join(cause)))
        tells = [(_share(effect, t) >= TOLD, _share(cause - effect, t) >= TOLD) for t in told]
        if not any(of_effect for of_effect, _ in tells) or not cause - effect or not any(c for _, c in tells):
            continue
        if any(_joins(tells, i, sentences) for i in range(len(tells))):
            continue
        return f"no source says that it was because of “{text}”"
    return ""


def _joins(tells: Sequence[tuple[bool, bool]], at: int, sentences: Sequence[str]) -> bool:
    of_effect, of_cause = tells[at]
    if of_effect and of_cause:
        return True
    near = [tells[i] for i in (at - 1, at + 1) if 0 <= i < len(tells)]
    return of_cause and any(effect for effect, _ in near) and _GIVES_REASON.search(sentences[at]) is not None


def _share(ours: set[str], theirs: set[str]) -> float:
    return len(ours & theirs) / max(1, len(ours))


def _causes(text: str) -> list[tuple[set[str], set[str], str]]:
    """Return the words of each effect that a text gives a cause of, those of the cause, and the cause as written."""
    found = []
    for part in _BREAK.split(text):
        match = _REASON.search(part)
        if match and part[: match.start()].strip():
            effect, cause = (set(content_words(p)) for p in (part[: match.start()], part[match.end() :]))
            if effect and cause:
                found.append((effect, cause, part[match.end() :].strip(" .")))
    return found
