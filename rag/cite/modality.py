"""Does a claim tell as a fact what its evidence calls a plan, a possibility or an accusation? Pure."""

from __future__ import annotations

import re

from rag.text.clauses import Words, governed, shared_verbs, words
from rag.text.words import content_words, fold

_POSSIBLE = re.compile(r"may|might|could|allegedly|almost|nearly|purportedly")
"""Words that make the next verb less than a fact."""
_TIED = re.compile(
    r"plans?|planned|planning|wants?|wanted|hopes?|hoped|hoping|intends?|intended|aims?|aimed|seeks?|sought|seeking|"
    r"tr(?:y|ies|ied|ying)|attempt(?:s|ed|ing)?|threat(?:s|en|ens|ened|ening)?|consider(?:s|ed|ing)?|propos(?:e|es|ed|als?|ing)|"
    r"talks|suspect(?:s|ed)?|alleg(?:e|es|ed|ing)|accus(?:e|es|ed|ing)|charged|expect(?:s|ed|ing)?|poised"
)
"""Words that do so to a verb that is tied to them: "plans to cut", "accused of killing"."""
_AHEAD = re.compile(r"will|would|shall|promis(?:e|es|ed)|pledg(?:e|es|ed)|vow(?:s|ed)?|due|set|scheduled")
"""Words that put a verb into the future: "will resume", "promised to repeal"; a claim that has them tells as little."""
_WILL = re.compile(r"will|would|shall")
_IF = frozenset("if unless".split())
_TELLS_AS_LITTLE = _IF | {"can"}
"""What a claim tells under a condition, or of what one can do, is no more than a source tells with "if"."""
_AS_WELL = frozenset("will would could may might can".split())


def overstated(claim: str, sentence: str) -> str:
    """Return the word by which a sentence makes less than a fact of what the claim tells as one, or an empty string.

    What agrees with "will" only is left alone where something is planned: plans are told of as what will be.
    """
    ours, theirs = words(claim), words(sentence)
    if any(_is_marker(ours, i) or fold(w.text) in _TELLS_AS_LITTLE for i, w in enumerate(ours)):
        return ""
    for verb in sorted(shared_verbs(ours, theirs)):
        mine = [i for i, w in enumerate(ours) if w.lemma == verb]
        told = [_weakener(theirs, i) for i, w in enumerate(theirs) if w.lemma == verb]
        if all(told) and any(_is_fact(ours, i, told[0]) for i in mine):
            if _AHEAD.fullmatch(fold(told[0])) and not _same_matter(ours, theirs, verb):
                continue
            return told[0]
    return ""


def _same_matter(ours: Words, theirs: Words, verb: str) -> bool:
    """Return whether the clauses of a verb in two texts share another word that carries meaning, where the claim has one."""
    mine, told = (
        {w.lemma for w in s if w.clause in {v.clause for v in s if v.lemma == verb} and content_words(w.text)} - {verb}
        for s in (ours, theirs)
    )
    return not mine or bool(mine & told)


def _weakener(sentence: Words, at: int) -> str:
    """Return the word that makes a verb less than a fact, or an empty string."""
    for i in range(at):
        word = fold(sentence[i].text)
        if _is_marker(sentence, i) and governed(sentence, i, at, plain=bool(_POSSIBLE.fullmatch(word))):
            return sentence[i].text
    clause = [fold(w.text) for w in sentence if w.clause == sentence[at].clause]
    opens = [fold(w.text) for i, w in enumerate(sentence) if not i or sentence[i - 1].clause != w.clause]
    if _AS_WELL & set(clause) and _IF & set(opens):
        return "if"
    return next((sentence[i].text for i in range(at) if _puts_off(sentence, i, at)), "")


def _puts_off(sentence: Words, marker: int, verb: int) -> bool:
    """Return whether a word puts a verb into the future."""
    word = fold(sentence[marker].text)
    return _AHEAD.fullmatch(word) is not None and governed(sentence, marker, verb, plain=bool(_WILL.fullmatch(word)))


def _is_marker(sentence: Words, at: int) -> bool:
    word = sentence[at].text
    after = sentence[at + 1].text if at + 1 < len(sentence) else ""
    if fold(word) == "talks" and fold(after) not in ("to", "on", "over", "about"):
        return False
    if word == "May" or (fold(word) == "may" and after[:1].isdigit()):
        return False
    return bool(_POSSIBLE.fullmatch(fold(word)) or _TIED.fullmatch(fold(word)))


def _looks_ahead(claim: Words, at: int) -> bool:
    """Return whether a claim tells a verb of the future, too, or of the present: "is produced"."""
    return bool({fold(w.text) for w in claim[max(0, at - 3) : at]} & {"is", "are", "be", "being"}) or any(
        _AHEAD.fullmatch(fold(w.text)) for w in claim[:at]
    )


def _is_fact(claim: Words, at: int, marker: str) -> bool:
    """Return whether a claim tells a verb as done, or as what surely will be where it only may be."""
    near = {fold(w.text) for w in claim[max(0, at - 3) : at]}
    if near & {"to", "yet", "not", "never"} or any(w.endswith(("n't", "n’t")) for w in near):
        return False
    if _AHEAD.fullmatch(fold(marker)) and _looks_ahead(claim, at):
        return False
    if "will" in near:
        return not _TIED.fullmatch(fold(marker))
    done = claim[at].verb and not fold(claim[at].text).endswith("ing")
    done = done or any(fold(w.text) == "did" for w in claim[:at] if w.clause == claim[at].clause)
    return done or bool(near & {"has", "have", "had", "was", "were", "of"})
