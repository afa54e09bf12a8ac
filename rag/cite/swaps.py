"""Have the two of a deed changed places: "the union sued the company" for the reverse? Pure, conservative.

Common nouns as well as names; only those that stand in both texts, and only the heads of what stands before a verb
and behind it. The same told from the other side ("was sued by") is no exchange.
"""

from __future__ import annotations

from rag.cite.matter import LIKE
from rag.cite.roles import LIGHT, MUTUAL, PRONOUNS, STOPS, Deed, beside, is_passive
from rag.text.clauses import Words, lemma, shared_verbs, words
from rag.text.words import STOP_WORDS, content_words, fold

_STATE = frozenset(map(lemma, "become remain mean seem include contain follow".split()))
"""Verbs that set two things side by side; what stands first is no doer."""
_WHO = frozenset("who which that".split())
_SAYING = frozenset(map(lemma, "say add report announce describe argue claim call".split()))
"""What may stand before the one who says it: "said the minister"."""


def changed_places(claim: str, sentence: str) -> str:
    """Return in words a deed of which a claim makes the doer the one it is done to, or an empty string."""
    ours, theirs = words(claim), words(sentence)
    wanted = {w.lemma for w in ours if content_words(w.text)}
    if len(wanted & {w.lemma for w in theirs}) < LIKE * len(wanted) or " than " in claim:
        return ""
    things = _things(ours, theirs)
    for verb in sorted(shared_verbs(ours, theirs) - LIGHT - MUTUAL - _SAYING - _STATE):
        mine = [i for i, w in enumerate(ours) if w.lemma == verb and w.verb]
        if len(mine) != 1:
            continue
        told = [i for i, w in enumerate(theirs) if w.lemma == verb and (w.verb or w.text == ours[mine[0]].text)]
        if told and all(_exchanged(ours, mine[0], theirs, i, things) for i in told):
            return f"{verb}: told of {', '.join(sorted(_deed(theirs, told[0], things).agents))}"
    return ""


def from_the_other_side(ours: Words, at: int, theirs: Words, there: int) -> bool:
    """Return whether two verbs have the same two beside them in exchanged places: B bought of A what A sold to B."""
    return _exchanged(ours, at, theirs, there, _things(ours, theirs))


def against(sentence: Words, at: int) -> bool:
    """Return whether a verb sets something against something else: "the krone weakened against the euro"."""
    clause = sentence[at].clause
    return any(fold(w.text) == "against" and w.clause == clause for w in sentence[at + 1 :])


def _things(ours: Words, theirs: Words) -> frozenset[str]:
    """Return the stems of the nouns and names that two texts share."""
    both = {w.lemma for w in ours} & {w.lemma for w in theirs}
    no_nouns = {w.lemma for w in (*ours, *theirs) if w.verb or fold(w.text) in STOP_WORDS or w.text.isdigit()}
    return frozenset(
        w.lemma for w in ours if w.lemma in both - no_nouns and w.text[0].isalpha() and not w.text.endswith("ly")
    )


def _exchanged(ours: Words, at: int, theirs: Words, there: int, things: frozenset[str]) -> bool:
    mine, told = _deed(ours, at, things), _deed(theirs, there, things)
    if mine.agents & told.agents or mine.behind & told.behind & (mine.agents | told.agents):
        return False
    return bool(mine.agents & told.behind and mine.behind & told.agents)


def _deed(sentence: Words, at: int, things: frozenset[str]) -> Deed:
    """Return who does what a verb says, and all that it is done to; both sides are those that the two texts share."""
    before, clause = _before(sentence, at, things), sentence[at].clause
    behind = [i for i in range(at + 1, len(sentence)) if sentence[i].clause == clause]
    by = next((i for i in behind if fold(sentence[i].text) == "by"), None)
    if is_passive(sentence, at) or by == at + 1:
        doer = _heads(tuple(sentence[i] for i in behind if by is not None and i > by), things)
        return Deed(doer, before, before)
    after = frozenset(sentence[i].lemma for i in behind if sentence[i].lemma in things and not beside(sentence, at, i))
    return Deed(before, after, after)


def _before(sentence: Words, at: int, things: frozenset[str]) -> frozenset[str]:
    """Return the heads of what stands before a verb in its clause; of a "who" or of nothing there, what it leans on."""
    clause = sentence[at].clause
    near = [w for w in sentence[:at] if w.clause == clause]
    if any(fold(w.text) in PRONOUNS for w in near):
        return frozenset()
    found = _heads(tuple(near), things)
    if found:
        return found
    if any(content_words(w.text) and w.text.islower() and not w.verb for w in near):
        return frozenset()  # another one than the two
    last = [w for w in sentence[:at] if w.clause < clause]
    if near and fold(near[0].text) in _WHO:
        return frozenset(w.lemma for w in last[-1:] if w.lemma in things)
    opening = [w for w in last if w.clause == 0] if last else []
    return _heads(tuple(opening), things)


def _heads(phrase: Words, things: frozenset[str]) -> frozenset[str]:
    """Return the last shared noun before the first preposition, of each part that "and" joins.

    What opens with a preposition ("under the deal the company …") has its head at the end.
    """
    found: list[str] = []
    part: list[str] = []
    opens = bool(phrase) and fold(phrase[0].text) in STOPS
    for word in phrase:
        plain = fold(word.text)
        if plain == "and":
            found, part = [*found, *part[-1:]], []
        elif plain in STOPS and part and not opens:
            break
        elif plain not in STOP_WORDS and not word.verb and not plain.endswith("ly"):
            part.append(word.lemma)
    return frozenset(w for w in (*found, *part[-1:]) if w in things)
