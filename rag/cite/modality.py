"""Does a claim tell as a fact what its evidence calls a plan, a possibility or an accusation? Pure."""

from __future__ import annotations

import re

from rag.text.clauses import Words, governed, shared_verbs, words
from rag.text.words import fold

_POSSIBLE = re.compile(r"may|might|could|allegedly|almost|nearly|purportedly")
"""Words that make the next verb less than a fact."""
_TIED = re.compile(
    r"plans?|planned|planning|wants?|wanted|hoped|hoping|intends?|intended|aims?|aimed|seeks?|sought|seeking|"
    r"tr(?:y|ies|ied|ying)|attempt(?:s|ed|ing)?|threat(?:s|en|ens|ened|ening)?|consider(?:s|ed|ing)?|propos(?:e|es|ed|als?|ing)|"
    r"talks|suspect(?:s|ed)?|alleg(?:e|es|ed|ing)|accus(?:e|es|ed|ing)|charged|expected|poised"
)
"""Words that do so to a verb that is tied to them: "plans to cut", "accused of killing"."""
_IF = frozenset("if unless".split())
_AS_WELL = frozenset("will would could may might can".split())


def overstated(claim: str, sentence: str) -> str:
    """Return the word by which a sentence makes less than a fact of what the claim tells as one, or an empty string.

    What agrees with "will" only is left alone where something is planned: plans are told of as what will be.
    """
    ours, theirs = words(claim), words(sentence)
    if any(_is_marker(ours, i) or fold(w.text) in _IF for i, w in enumerate(ours)):
        return ""
    for verb in sorted(shared_verbs(ours, theirs)):
        mine = [i for i, w in enumerate(ours) if w.lemma == verb]
        told = [_weakener(theirs, i) for i, w in enumerate(theirs) if w.lemma == verb]
        if all(told) and any(_is_fact(ours, i, told[0]) for i in mine):
            return told[0]
    return ""


def _weakener(sentence: Words, at: int) -> str:
    """Return the word that makes a verb less than a fact, or an empty string."""
    for i in range(at):
        if _is_marker(sentence, i) and governed(
            sentence, i, at, plain=bool(_POSSIBLE.fullmatch(fold(sentence[i].text)))
        ):
            return sentence[i].text
    clause = [fold(w.text) for w in sentence if w.clause == sentence[at].clause]
    opens = [fold(w.text) for i, w in enumerate(sentence) if not i or sentence[i - 1].clause != w.clause]
    return "if" if _AS_WELL & set(clause) and _IF & set(opens) else ""


def _is_marker(sentence: Words, at: int) -> bool:
    word = sentence[at].text
    after = sentence[at + 1].text if at + 1 < len(sentence) else ""
    if word == "May" or (fold(word) == "may" and after[:1].isdigit()):
        return False
    return bool(_POSSIBLE.fullmatch(fold(word)) or _TIED.fullmatch(fold(word)))


def _is_fact(claim: Words, at: int, marker: str) -> bool:
    """Return whether a claim tells a verb as done, or as what surely will be where it only may be."""
    near = {fold(w.text) for w in claim[max(0, at - 3) : at]}
    if "to" in near or "yet" in near:
        return False
    if "will" in near:
        return not _TIED.fullmatch(fold(marker))
    done = claim[at].verb and not fold(claim[at].text).endswith("ing")
    return done or bool(near & {"has", "have", "had", "was", "were", "of"})
