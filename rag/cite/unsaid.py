"""Does a claim say what no sentence of its evidence says: what nobody knows, a suspect's deed? Pure, conservative."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.cite.negation import negations, parity
from rag.text.clauses import Words, words
from rag.text.kindred import deeds
from rag.text.names import names
from rag.text.words import STOP_WORDS, fold

NEAR = 4
"""How many words from the suspect at most stands what makes him one."""
_NOT_KNOWN = re.compile(
    r"(?:\b(?:cannot|can not|could not|do(?:es)? not|did not|would not)|n[’']t) (?:yet )?(?:say|know|tell|confirm|prove|mean)\b|"
    r"\b(?:not (?:yet )?(?:known|clear|certain|proven|proof)|unclear|unknown|no (?:evidence|proof|sign|indication)|too (?:early|soon) to)\b",
    re.IGNORECASE,
)
"""Behind these nothing is told as so."""
_UNSURE = re.compile(r"\b(?:not|no|whether|if|may|might|could|unclear|unknown|never|cannot)\b|n[’']t\b", re.IGNORECASE)
_UP_TO_NOW = re.compile(r"\b(?:since|until|till|for (?:\w+ ){1,2}(?:days|weeks|months|years|decades))\b", re.IGNORECASE)
"""A denial that ends: "had not met since 2018" denies no meeting before or after."""
_SUSPECTED = re.compile(
    r"(?P<how>question(?:s|ed|ing)?|interview(?:s|ed|ing)?|arrest(?:s|ed|ing)?|detain(?:s|ed|ing)?|suspect(?:s|ed)?|charg(?:es|ed|ing)|"
    r"accus(?:es|ed|ing)|investigat(?:es|ed|ing)|sought|seeking|hunt(?:s|ed|ing)?)"
)


def not_known(claim: str, sentences: Sequence[str]) -> str:
    """Return what a claim tells as so that the evidence has only behind "we cannot say that" and the like."""
    if _UNSURE.search(claim):
        return ""
    wanted = set(deeds(claim)) - {w for n in names(claim) for w in deeds(n)}
    plain: set[str] = set()
    unsure: list[tuple[str, set[str]]] = []
    for sentence in sentences:
        match = _NOT_KNOWN.search(sentence)
        end = re.search(r"[;:]|, (?:but|and|while)\b", sentence[match.end() :]) if match else None
        until = match.end() + end.start() if match and end else len(sentence)
        plain |= set(deeds(sentence if match is None else f"{sentence[: match.start()]} {sentence[until:]}"))
        if match:
            behind = set(deeds(sentence[match.end() : until])) - {w for n in names(sentence) for w in deeds(n)}
            unsure.append((match.group(), behind))
    for how, behind in unsure:
        told = behind & wanted - plain
        if told and len(behind & wanted) >= min(2, len(behind)):
            return f"not known in the sources ({how})"
    return ""


def denied_everywhere(claim: str, sentences: Sequence[str]) -> str:
    """Return a verb of a claim that every sentence which has it, of the same subject, denies: "has not been charged"."""
    ours = words(claim)
    at = next((i for i, w in enumerate(ours) if w.verb), None)
    head = _head(ours[:at]) if at else ""
    if at is None or not head or _UNSURE.search(claim) or negations(claim) or "would" in claim:
        return ""
    verb = next((i for i in range(at, len(ours)) if ours[i].verb and fold(ours[i].text) not in STOP_WORDS), at)
    told = [words(s) for s in sentences if not _UP_TO_NOW.search(s)]
    having = [(s, i) for s in told for i, w in enumerate(s) if w.lemma == ours[verb].lemma]
    same = [(s, i) for s, i in having if head in {w.lemma for w in s[:i]}]
    if same and not parity(ours, verb) and all(parity(s, i) for s, i in having):
        return f"the sources say the opposite (negation): {ours[verb].text}"
    return ""


def suspects_deed(claim: str, sentences: Sequence[str]) -> str:
    """Return the word by which the evidence makes a suspect only of the one of whom a claim tells a deed.

    "A former employee started the fire" of "police are questioning a former employee".
    """
    if _SUSPECTED.search(claim) or _UNSURE.search(claim):
        return ""
    ours = words(claim)
    verb = next((w for w in ours if w.verb), None)
    head = _head(tuple(w for w in ours if verb and w.end <= verb.start))
    if verb is None or not head:
        return ""
    found = ""
    for sentence in sentences:
        theirs = words(sentence)
        at = [i for i, w in enumerate(theirs) if w.lemma == head]
        if not at:
            continue
        how = _suspected(theirs, at[0])
        if not how or verb.lemma in {w.lemma for w in theirs}:
            return ""
        found = how
    return f"no source says that it was so ({found})" if found else ""


def _head(phrase: Words) -> str:
    """Return the stem of the last word before the first preposition: the employee of "a former employee of the depot"."""
    found = ""
    for word in phrase:
        if fold(word.text) not in STOP_WORDS:
            found = word.lemma
        elif found:
            break
    return found


def _suspected(sentence: Words, at: int) -> str:
    """Return the word that makes a suspect of one, where the sentence tells nothing else that he may have done."""
    how = [w for w in sentence if _SUSPECTED.fullmatch(fold(w.text))]
    doing = [w for w in sentence if w.verb and w not in how and fold(w.text) not in STOP_WORDS]
    mine = [w for w in how if abs(sentence.index(w) - at) <= NEAR]
    return mine[0].text if mine and not doing else ""
