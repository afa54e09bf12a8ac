"""Who did what to whom: a claim that gives a deed to another than its evidence does. Pure, conservative.

Only names are compared, and only of one kind: two nations, or two that the texts write in full. A country may
stand for its leader and a player for a team, so that two of different kinds prove nothing; two that changed places do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import permutations

from rag.cite.joined import rivals
from rag.cite.matter import LIKE
from rag.text.clauses import Words, lemma, shared_verbs, words
from rag.text.names import FULL_NAME, names
from rag.text.speakers import nation_of
from rag.text.words import STOP_WORDS, bare, content_words, fold

_BE = frozenset("was were is are be been being get got gets".split())
_ADVERBS = frozenset("also not never already now again then since still only just recently later yesterday".split())
TELLING = frozenset(
    map(
        lemma, "say tell add warn believe think describe call report announce argue claim make get go take give".split()
    )
)
"""What may be told of one for another: a body speaks by its head."""
MUTUAL = frozenset(
    map(
        lemma,
        "marry wed divorce meet draw play face join merge talk tie clash collide fight negotiate compete agree border trade".split(),
    )
)
_NO_NAMES = frozenset("Rs Mr Mrs Ms Dr Sir".split())
PRONOUNS = frozenset("he she it they we i you".split())
_CONVERSE = frozenset(map(lemma, "buy acquire purchase sell lend borrow lose beat defeat".split()))
"""What another does in return: who bought may be told of by who sold."""
LIGHT = frozenset(map(lemma, "be have do".split()))
STOPS = frozenset(
    "in on at for from by with of to over after before against about during into near under as and but "
    "outside inside across along behind beyond beside through throughout until within without toward towards".split()
)


_SHORT_FORM = 3, 4
"""Fewest and most names whose first letters are looked for as a short form of them."""


@dataclass(frozen=True, slots=True)
class Deed:
    """The names of who does a deed and to whom it is done, as far as its clause tells; empty where it does not.

    ``behind`` are all that it is done to or against, ``fellows`` those with whom it is done, ``owners`` those names before
    it that only tell whose its doer is: "the cast of".
    """

    agents: frozenset[str]
    patients: frozenset[str]
    behind: frozenset[str]
    fellows: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()

    def without(self, common: frozenset[str]) -> Deed:
        """Return the deed without the names that both of its sides have: two brothers' surname."""
        return replace(self, agents=self.agents - common, patients=self.patients - common, behind=self.behind - common)


def other_role(claim: str, sentence: str, around: str) -> str:
    """Return in words a deed that a claim gives to another than the sentence that carries it, or an empty string.

    ``around`` are texts in which full names are looked for.
    """
    ours, theirs = words(claim), words(sentence)
    given = {*names(claim), *names(sentence), *names(around)} - _NO_NAMES  # "Keller, who": a name elsewhere
    wanted = {w.lemma for w in ours if content_words(w.text) and w.text not in given}
    if len(wanted & {w.lemma for w in theirs}) < LIKE * len(wanted) or " than " in claim:
        return ""
    is_name = _namer(given)
    full = frozenset(fold(part) for m in FULL_NAME.finditer(f"{around} {sentence} {claim}") for part in m.groups())
    apart = rivals([around, sentence])
    for verb in sorted(shared_verbs(ours, theirs)):
        mine = [_deed(ours, i, is_name) for i, w in enumerate(ours) if w.lemma == verb and w.verb]
        forms = {w.text for w in ours if w.lemma == verb}
        told = [
            _deed(theirs, i, is_name) for i, w in enumerate(theirs) if w.lemma == verb and (w.verb or w.text in forms)
        ]
        if len(mine) != 1 or not told or verb in LIGHT | MUTUAL:
            continue
        if all(
            _exchanged(mine[0], t) or (verb not in TELLING | _CONVERSE and _another(mine[0], t, full, apart))
            for t in told
        ):
            return f"{verb}: told of {', '.join(sorted(told[0].agents or told[0].patients))}"
    return ""


def _exchanged(ours: Deed, theirs: Deed) -> bool:
    """Return whether the two of a deed have changed places."""
    shared = theirs.agents & theirs.behind
    ours, theirs = ours.without(shared), theirs.without(shared)
    if _meet(ours.agents, theirs.agents):
        return False
    moved = _common(ours.agents, theirs.behind), _common(ours.behind, theirs.agents)
    return all(moved) and not _meet(moved[0], ours.behind) and not _meet(moved[1], theirs.behind)


def _another(ours: Deed, theirs: Deed, full: frozenset[str], apart: frozenset[str]) -> bool:
    """Return whether a deed is another's of the same kind, or that of a rival of the one who is claimed."""
    if _meet(ours.agents, theirs.fellows):
        return False
    doers = ours.agents - ours.owners, theirs.agents - theirs.owners
    for mine, told in (doers, (ours.patients, theirs.patients)):
        if mine and told and not _meet(mine, told):
            kinds = {_kind(n, full) for n in (*mine, *told)}
            if len(kinds) == 1 and "" not in kinds:
                return True
    if all(doers) and not _meet(*doers):
        return bool(doers[1] <= apart and not doers[0] & full)
    return False


def _kind(name: str, full: frozenset[str]) -> str:
    return "nation" if nation_of(name) else "full" if name in full else ""


def _meet(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(_common(one, other))


def _common(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """Return those of some names that others are, too, in a form of theirs."""
    if other & _short_forms(one):
        return one
    return frozenset(a for a in one if any(_nation(a) == _nation(b) or _of_one_stem(a, b) for b in other)) | (
        one & _short_forms(other)
    )


def _short_forms(parts: frozenset[str]) -> frozenset[str]:
    """Return what the parts of one name may be written by: "fda" of food, drug, administration in some order."""
    if not _SHORT_FORM[0] <= len(parts) <= _SHORT_FORM[1]:
        return frozenset()
    return frozenset("".join(p[0] for p in order) for order in permutations(parts))


def _nation(name: str) -> str:
    return nation_of(name) or name


def _of_one_stem(one: str, other: str) -> bool:
    """Return whether two names are a place and its people: uganda, ugandan."""
    short, long = sorted((one, other), key=len)
    return len(short) >= 4 and long.startswith(short[: max(4, len(short) - 1)])


def _namer(given: set[str]) -> Callable[[str], bool]:
    folded = {fold(n) for n in given}
    return lambda word: word[:1].isupper() and bool({_bare(word), *fold(word).split("-")} & folded)


def _deed(sentence: Words, at: int, is_name: Callable[[str], bool]) -> Deed:
    passive = is_passive(sentence, at)
    before = _subject(sentence, at, is_name)
    after = _object(sentence, at, is_name)
    if not passive:
        last = range(at + 1, len(sentence))
        clause = [i for i in last if sentence[i].clause == sentence[at].clause and is_name(sentence[i].text)]
        fellows = frozenset(_bare(sentence[i].text) for i in clause if beside(sentence, at, i))
        behind = frozenset(_bare(sentence[i].text) for i in clause) - fellows
        return Deed(before, after, behind, fellows, before & _owners(sentence[:at], is_name))
    by = next((i for i in range(at + 1, len(sentence)) if fold(sentence[i].text) == "by"
               and sentence[i].clause == sentence[at].clause), None)  # fmt: skip
    return Deed(_object(sentence, by, is_name) if by is not None else frozenset(), before, before)


def beside(sentence: Words, verb: int, at: int) -> bool:
    """Return whether a word behind a verb stands behind "with": both do it then, and either may be named first."""
    before = [fold(w.text) for w in sentence[verb + 1 : at] if fold(w.text) in STOPS]
    return before[-1:] == ["with"]


def _bare(word: str) -> str:
    return bare(fold(word))


def _is_adverb(word: str) -> bool:
    return word in _ADVERBS or word.endswith("ly")


def is_passive(sentence: Words, at: int) -> bool:
    """Return whether what stands before a verb is what it is done to: "was praised"."""
    near = [fold(w.text) for w in sentence[max(0, at - 3) : at] if not _is_adverb(fold(w.text))]
    if (
        near[-1:]
        and near[-1] in ("and", "but", "or")
        and any(fold(w.text) == "by" and w.clause == sentence[at].clause for w in sentence[at + 1 :])
    ):
        first = next((i for i in range(at - 1, 0, -1) if sentence[i].verb and fold(sentence[i].text) not in _BE), 0)
        return bool(first) and is_passive(sentence, first)  # "was taken in 1898 and given to the museum by his widow"
    return bool(near) and near[-1] in _BE and not fold(sentence[at].text).endswith("ing")


def _subject(sentence: Words, at: int, is_name: Callable[[str], bool]) -> frozenset[str]:
    """Return the names before a verb in its clause, or else in the sentence before it."""
    before = [w for w in sentence[:at] if is_name(w.text)]
    clause = sentence[at].clause
    if any(w.clause == clause and fold(w.text) in PRONOUNS for w in sentence[:at]):
        return frozenset()
    if any(w.clause == clause and fold(w.text) == "and" for w in sentence[:at]):
        # "Derby and Stoke drew": what "and" adds has the subject of the clause before it
        return frozenset(_bare(w.text) for w in before if w.clause >= clause - 1) or frozenset(
            map(_bare, (w.text for w in before))
        )
    near = [w for w in before if w.clause == clause]
    return frozenset(_bare(w.text) for w in near or before)


def _owners(before: Words, is_name: Callable[[str], bool]) -> frozenset[str]:
    """Return the names that tell whose a common noun is: "the cast of The Keepers". A nation stands for its people."""
    found, held = set(), False
    for place, word in enumerate(before):
        plain = fold(word.text)
        if plain == "of":
            held = place > 0 and before[place - 1].text.islower() and bool(content_words(before[place - 1].text))
        elif held and is_name(word.text) and not nation_of(_bare(word.text)):
            found.add(_bare(word.text))
        elif plain not in STOP_WORDS:
            held = False
    return frozenset(found)


def _object(sentence: Words, at: int, is_name: Callable[[str], bool]) -> frozenset[str]:
    """Return the names that follow a verb before the next preposition; none that only tell a noun: "six Grand Slam titles"."""
    found: list[str] = []
    for word in sentence[at + 1 :]:
        plain = fold(word.text)
        if word.clause != sentence[at].clause or (plain in STOPS and (found or plain not in ("to", "of"))):
            break
        if is_name(word.text):
            found.append(_bare(word.text))
        elif found and word.text.islower() and not (word.verb or _is_adverb(plain) or plain in STOP_WORDS):
            return frozenset(n for n in found if nation_of(n))
    return frozenset(found or _apposed(sentence, at, is_name))


def _apposed(sentence: Words, at: int, is_name: Callable[[str], bool]) -> list[str]:
    """Return the name between commas that says who the noun at the end of a verb's clause is: "the mayor, Alain Perrot,"."""
    clause = sentence[at].clause
    last = next((w for w in reversed(sentence) if w.clause == clause), sentence[at])
    apposed = [w for w in sentence if w.clause == clause + 1]
    noun = last is not sentence[at] and content_words(last.text) and last.text.islower()
    after = next((w.text for w in sentence if w.clause > clause + 1), "")
    listed = fold(after) in ("and", "or") or (bool(after) and is_name(after))  # "its coach, Ivan Bell, and Omar Dunn"
    return [_bare(w.text) for w in apposed] if noun and not listed and all(is_name(w.text) for w in apposed) else []
