"""Does a claim tell the opposite by one word: rose for fell, sold for bought, "after dawn" for "before dawn"? Pure.

A word counts only against its opposite in the clause of the evidence that has most of the claim's clause, and only
where the claim's own side stands in no clause that has as much of it.
"""

from __future__ import annotations

import re

from rag.cite.negation import UNTIL, in_one_word, parity
from rag.cite.roles import is_passive
from rag.cite.swaps import against, from_the_other_side
from rag.text.clauses import Word, Words, lemma, words
from rag.text.words import STOP_WORDS, fold

SHARE = 0.5
"""Share of a claim's clause that the clause with the opposite word must have."""
_UP = ("rise rose increase grow gain climb soar higher jump surge strengthen accelerate expand rally raise lift hike boost "
       "up")  # fmt: skip
_DOWN = ("fall decrease shrink drop decline plunge slump lower weaken slow ease contract tumble cut reduce slash trim "
         "down")  # fmt: skip
_OPPOSITES = (
    (_UP, _DOWN),
    ("widen", "narrow"), ("keep hold leave unchanged maintain", "raise cut lower hike reduce"),
    ("buy acquire purchase", "sell"), ("offer", "refuse decline"),
    ("save earn", "cost lose"), ("add create hire recruit", "shed cut axe"),
    ("biggest largest greatest", "smallest"),
    ("highest", "lowest"), ("best", "worst"), ("longest", "shortest"), ("oldest eldest", "youngest"),
    ("fastest quickest", "slowest"), ("earliest", "latest"), ("top", "bottom"), ("first", "last"), ("first", "second"),
    ("fast quickly rapidly", "slowly"), ("early", "late"), ("success", "failure flop"), ("profit", "loss"), ("profit earnings", "revenue sales turnover"),
    ("win victory", "lose defeat draw"), ("beat defeat", "draw"),
    ("welcome praise", "criticise criticize condemn denounce attack"),
    ("accept approve back support endorse agree allow permit grant", "reject oppose refuse veto decline deny ban dismiss"),
    ("convict guilty", "acquit clear innocent"), ("admit confess", "deny"),
    ("uphold", "overturn quash lift"), ("impose", "lift"),
    ("begin start launch", "end stop finish"), ("open reopen", "close shut"),
    ("arrive enter", "leave depart quit"), ("hire appoint", "fire sack dismiss"),
    ("survive", "die kill"), ("import", "export"), ("majority", "minority"),
    ("husband", "wife"), ("son", "daughter"), ("brother", "sister"), ("father", "mother"), ("uncle", "aunt"),
    ("strong", "weak"), ("positive", "negative"), ("possible likely", "impossible unlikely"), ("legal", "illegal"),
    ("hopeful optimistic", "pessimistic"),
    ("temporary temporarily", "permanent permanently"),
)  # fmt: skip
_STANCES = (
    ("welcome praise hail applaud", "criticise criticize condemn denounce attack slam deplore reject oppose"),
    ("back support endorse defend", "criticise criticize condemn denounce deplore"),
    ("confirm acknowledge", "deny"), ("encourage", "discourage"),
    ("accept approve back support endorse agree allow permit grant pass adopt", "block rebuff prohibit forbid"),
    ("pass adopt", "reject oppose veto"), ("prohibit forbid ban", "allow permit"),
    ("tighten toughen", "ease loosen relax"), ("improve", "worsen deteriorate"),
)  # fmt: skip
"""What one holds of a thing another may hold the opposite of: these count only as verbs, of the same subject.

Nor do they where the sentence tells of both: one who rejected a bill in May may pass it in June.
"""
_PAIRS = tuple(
    (*sides, of_one)
    for of_one, opposites in ((False, _OPPOSITES), (True, _STANCES))
    for one, other in opposites
    for a, b in ((frozenset(map(lemma, one.split())), frozenset(map(lemma, other.split()))),)
    for sides in ((a, b), (b, a))
)
_CONVERSE = frozenset(
    lemma(w) for w in "buy acquire purchase sell win beat import export father mother son daughter".split()
)
"""What one does is the opposite of what the other does: B bought what A sold."""
_OF = frozenset("of for".split())
_PARTICLES = frozenset("up down".split())
_BACKED = frozenset("backed supported endorsed".split())
_BY = re.compile(r"\s+by\b")
_NUMBERED = re.compile(r"\s*(?:by |about |around |nearly |some |more than )?[£$€]?\d")


def told_opposite(claim: str, sentence: str) -> tuple[str, str] | None:
    """Return a word of a claim and its opposite in the sentence that carries it, or None."""
    ours, theirs = words(in_one_word(claim)), words(in_one_word(sentence))
    sides = {w.lemma for w in ours}, {w.lemma for w in theirs}
    if " than " in claim and " than " in sentence:
        return None  # what is more here is less there
    if bool(UNTIL & sides[0]) != bool(UNTIL & sides[1]):
        return None
    for mine, other, of_one in _PAIRS:
        if not (mine & sides[0] and other & sides[1]):
            continue
        for at, word in enumerate(ours):
            if word.lemma in mine and _counts(ours, at, in_one_word(claim)):
                there = _answering(ours, at, theirs, mine, other, in_one_word(sentence))
                if there is None or _same_deed(ours, at, theirs, theirs.index(there), mine):
                    continue
                if not of_one or _held_by_one(ours, at, theirs, theirs.index(there), mine):
                    return word.text, there.text
    return None


def _answering(
    ours: Words, at: int, theirs: Words, mine: frozenset[str], other: frozenset[str], text: str
) -> Word | None:
    """Return the opposite of a claim's word in the clause that carries the claim's clause, or None."""
    rest = _rest(ours, at, mine | other)
    best: dict[bool, tuple[int, Word]] = {}
    for there, word in enumerate(theirs):
        if word.lemma not in mine | other or not _counts(theirs, there, text) or _is_a_thing(theirs, there, ours[at]):
            continue
        opposite = (word.lemma in other) == (parity(ours, at) == parity(theirs, there))
        share = len(rest & {w.lemma for w in theirs if w.clause == word.clause})
        if opposite not in best or share > best[opposite][0]:
            best[opposite] = (share, word)
    if True not in best:
        return None
    found, word = best[True]
    enough = found >= max(1, SHARE * len(rest))
    return word if enough and (False not in best or found > best[False][0]) else None


def _is_a_thing(sentence: Words, at: int, mine: Word) -> bool:
    """Return whether a word is a thing beside a claim's deed, or the same thing: the "support" of "£300m of support" supports nobody."""
    of_it = not sentence[at].verb and at > 0 and fold(sentence[at - 1].text) in _OF
    return of_it and (mine.verb or (mine.lemma == sentence[at].lemma))


def _same_deed(ours: Words, at: int, theirs: Words, there: int, mine: frozenset[str]) -> bool:
    """Return whether two opposite words tell one deed from its two sides: B bought what A sold."""
    converse = bool(mine & _CONVERSE)
    if converse and _of_others(ours, at, theirs, there):
        return True
    both = converse or (against(ours, at) and against(theirs, there))
    return both and from_the_other_side(ours, at, theirs, there)


def _held_by_one(ours: Words, at: int, theirs: Words, there: int, mine: frozenset[str]) -> bool:
    """Return whether the one who holds a claim's word holds the opposite in the sentence, and never the same."""
    same = (i for i, w in enumerate(theirs) if w.lemma in mine)
    return _same_holder(ours, at, theirs, there) and not any(_same_holder(ours, at, theirs, i) for i in same)


def _same_holder(ours: Words, at: int, theirs: Words, there: int) -> bool:
    """Return whether two words are verbs with a word in common among those before them, which tell whose they are."""
    one, other = _before(ours, at), _before(theirs, there)
    return ours[at].verb and theirs[there].verb and bool(one & other)


def _before(sentence: Words, at: int) -> set[str]:
    """Return the words that carry meaning before a word in its clause; those of the whole sentence where there is none."""
    found = [w for w in sentence[:at] if fold(w.text) not in STOP_WORDS]
    near = {w.lemma for w in found if w.clause == sentence[at].clause}
    return near or {w.lemma for w in found}


def _of_others(ours: Words, at: int, theirs: Words, there: int) -> bool:
    """Return whether two words have names before them that are not the same."""
    one, other = ({fold(w.text) for w in s[:i] if w.text[:1].isupper()} for s, i in ((ours, at), (theirs, there)))
    return bool(one and other) and not one & other


def _rest(sentence: Words, at: int, pair: frozenset[str]) -> set[str]:
    """Return the other words of a word's clause that carry meaning; those of the whole text where there is none."""
    found = [w for w in sentence if w.lemma not in pair and fold(w.text) not in STOP_WORDS]
    near = {w.lemma for w in found if w.clause == sentence[at].clause}
    return near or {w.lemma for w in found}


def _counts(sentence: Words, at: int, text: str) -> bool:
    """Return whether a word may stand against its opposite: "up" only before a figure, and no "backed" of "rebels backed by Iran"."""
    word, end = fold(sentence[at].text), sentence[at].end
    if word in _BACKED and _BY.match(text, end):
        return is_passive(sentence, at)
    return word not in _PARTICLES or _NUMBERED.match(text, end) is not None
