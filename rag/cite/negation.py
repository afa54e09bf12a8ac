"""Does the claim say the opposite of its evidence? Pure."""

from __future__ import annotations

import re

from rag.cite.words import content_words

_NEGATIONS = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|can[’']t|won[’']t|\w+n[’']t|den(?:y|ies|ied|ying)|"
    r"refus(?:e|es|ed|ing)|reject(?:s|ed|ing)?|fail(?:s|ed|ing)? to|ruled? out|unlikely|barred|halt(?:s|ed)?|unable)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w’'-]+")
NEGATES_WITHIN = 3
"""How many words before the first shared one a negation still belongs to it."""
_PAIRS = tuple(
    (frozenset(content_words(a)), frozenset(content_words(b)))
    for a, b in (
        ("rise rose risen increase increased grew grow gain gained up climb climbed soar higher",
         "fall fell fallen decrease decreased shrank drop dropped lose lost decline declined down plunge lower"),
        ("win won beat victory", "lose lost defeat defeated"),
        ("accept accepted approve approved backed back support supported endorse", "reject rejected oppose opposed refuse refused block blocked veto"),
        ("open opened reopen", "close closed shut"),
        ("more", "fewer less"),
        ("first", "last"),
        ("guilty convicted", "innocent acquitted cleared"),
        ("allow allowed permit permitted", "ban banned prohibit prohibited forbid"),
        ("begin began start started launch", "end ended stop stopped finish"),
        ("arrive arrived enter", "leave left depart"),
        ("hire hired", "fire fired sacked dismissed"),
        ("raise raised", "cut lower lowered"),
    )
)  # fmt: skip


def negations(text: str) -> int:
    """Return how many negating words a text has."""
    return len(_NEGATIONS.findall(text))


def opposed_there(claim: str, sentence: str) -> bool:
    """Return whether a claim and the part of a sentence that has its words differ in polarity.

    A negation elsewhere in the sentence ("… on penalties after two hours without a goal") says nothing about the claim.
    """
    wanted = set(content_words(claim))
    words = list(_WORD.finditer(sentence))
    shared = [i for i, w in enumerate(words) if wanted & set(content_words(w.group()))]
    if not shared:
        return False
    first = words[max(0, shared[0] - NEGATES_WITHIN)].start()
    return opposed(claim, sentence[first : words[shared[-1]].end()])


def opposed(claim: str, sentence: str) -> bool:
    """Return whether the claim and a sentence on the same matter differ in polarity."""
    if (negations(claim) % 2) != (negations(sentence) % 2):
        return True
    ours, theirs = set(content_words(claim)), set(content_words(sentence))
    return any(
        (ours & a and theirs & b and not theirs & a and not ours & b)
        or (ours & b and theirs & a and not theirs & b and not ours & a)
        for a, b in _PAIRS
    )
