"""Has something else taken a place in what the evidence tells: Porto for Tampere, profit for sales? Pure, conservative.

A clause of a claim is laid beside each clause of the evidence. Where both go alike on either side of a place, and the claim puts
there what the evidence speaks of elsewhere, with less of the claim, two matters are joined. What the evidence has nowhere may be a
synonym, and is not looked at here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rag.cite.matter import LIKE
from rag.cite.support import is_uncased
from rag.text.clauses import Word, Words, lemma, words
from rag.text.kindred import deeds
from rag.text.names import missing_names, names
from rag.text.speakers import nation_of, same_speaker, speaks_for
from rag.text.words import STOP_WORDS, bare, fold

FEWEST = 2
_ASIDE = re.compile(
    r"(?P<who>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)*), (?P<aside>(?!and\b|but\b|who\b)[a-z0-9][^,;.]{3,60}),"
)
"""What is said of a name in passing: "Zelenka, ranked 118th, …"."""
MOST_FILLING = 3
"""Words that stand in one place at most: "the American Joy Castell"."""
_IDLE = frozenset(
    "a an the its their his her has have had is was were are been be being also that this these those".split()
)
_OF_IT = frozenset("of in at on near by from with for".split())
"""What may open the rest of a phrase: "a fire at a mill"."""
_WILL = frozenset("will would could may might can must should".split())
_NEW = frozenset("a an another one two three four five six seven eight nine ten".split())
_TELLING = frozenset(map(lemma, "say tell add warn call report announce argue claim state describe".split()))


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause of a text, without its articles and auxiliaries."""

    text: str
    said: Words
    sentence: int = 0
    before: frozenset[str] = frozenset()
    """The stems of what stands before it in its sentence, where its subject may be."""

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(w.lemma for w in self.said if fold(w.text) not in STOP_WORDS)

    def article_of(self, phrase: Words) -> str:
        """Return the word right before a phrase of the clause, folded."""
        return fold((self.text[: phrase[0].start].split() or [""])[-1])


@dataclass(frozen=True, slots=True)
class _Place:
    """What two clauses have between the words that they share, and the words of the first one's that stand beside it."""

    ours: Words
    theirs: Words
    before: Word | None
    behind: Word | None


def other_filling(claim: str, sentences: Sequence[str]) -> str:
    """Return in words what a claim puts in the place of something else of its evidence, or an empty string."""
    told = [c for i, s in enumerate(sentences) for c in _clauses(s, i)]
    if is_uncased(sentences):
        return ""  # names cannot be told from words there
    given, known = {*names(claim)}, {*names(" ".join(sentences))}
    for mine in _clauses(claim):
        for other in told:
            for place in _places(mine, other):
                if _carries(mine, other, place, told) and _is_another(place, mine, other, sentences, given, known):
                    ours, theirs = (" ".join(w.text for w in side) for side in (place.ours, place.theirs))
                    return f"{theirs}, not {ours}"
    return _aside_of_another(claim, sentences)


def _aside_of_another(claim: str, sentences: Sequence[str]) -> str:
    """Return the name of whom the evidence says what a claim says of another one in passing."""
    told = [(set(names(m["who"])), set(deeds(m["aside"]))) for s in sentences for m in _ASIDE.finditer(s)]
    for match in _ASIDE.finditer(claim):
        who, aside = set(names(match["who"])), set(deeds(match["aside"]))
        alike = [other for other, said in told if aside and aside <= said]
        if who and all(alike) and alike and not any(who & other for other in alike):
            return f"{match['aside']}: told of {' '.join(sorted(alike[0]))}"
    return ""


def _clauses(text: str, sentence: int = 0) -> list[_Clause]:
    parts: dict[int, list[Word]] = {}
    for word in words(text):
        parts.setdefault(word.clause, []).append(word)
    found: list[_Clause] = []
    whole: list[list[Word]] = []
    for part in parts.values():
        goes_on = len(whole) > 1 and (part[0].verb or fold(part[0].text) in _IDLE | _WILL)
        whole.append(
            [*whole[-2], *part] if goes_on else part
        )  # "Zelenka, ranked 118th, will meet": what an aside parts
        said = tuple(w for w in whole[-1] if fold(w.text) not in _IDLE)
        before = found[-1].before | found[-1].stems if found else frozenset()
        found += [_Clause(text, said, sentence, before)] if said else []
    return found


def _places(mine: _Clause, other: _Clause) -> Iterator[_Place]:
    if len(mine.stems & other.stems) < FEWEST:
        return
    matcher = SequenceMatcher(None, [w.lemma for w in mine.said], [w.lemma for w in other.said], autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what != "replace" or (a == 0) != (c == 0):
            continue
        ours, theirs = (
            _phrase(x.said[i:j], ends=i == 0 or j == len(x.said)) for x, i, j in ((mine, a, b), (other, c, d))
        )
        rests = mine.said[a + len(ours) : b], other.said[c + len(theirs) : d]
        if not ours or not theirs or not _fits(mine.said[:a], other.said[:c], rests):
            continue
        whole = b < len(mine.said) and (a == 0 or not any(rests))
        yield _Place(ours, theirs, mine.said[a - 1] if a else None, mine.said[b] if whole else None)


def _fits(mine: Words, told: Words, rests: tuple[Words, Words]) -> bool:
    """Return whether a place is one in both clauses, by what stands before it and what is left of it.

    A preposition alone stands before anything, and what is left of a subject goes on with one: "a fire at a mill".
    """
    if not mine:
        return all(not rest or fold(rest[0].text) in _OF_IT for rest in rests)
    alone = fold(mine[-1].text) in STOP_WORDS and len(mine) > 1
    return not alone or [w.lemma for w in mine[-2:]] == [w.lemma for w in told[-2:]]


def _phrase(part: Words, *, ends: bool) -> Words:
    """Return what fills a place: all up to the next shared word, or at an end of a clause the words up to a preposition."""
    stops = [i for i, w in enumerate(part) if i and fold(w.text) in STOP_WORDS] if ends else []
    until = next(iter(stops), len(part))
    return part[:until] if until <= MOST_FILLING else ()


def _carries(mine: _Clause, other: _Clause, place: _Place, told: Sequence[_Clause]) -> bool:
    """Return whether a clause tells of the claim's matter, and what the claim puts in stands only where less of it is told."""
    filling = frozenset(w.lemma for w in place.ours if fold(w.text) not in STOP_WORDS)
    rest = mine.stems - filling
    shared = len(rest & (other.stems | other.before))
    if not filling or filling & other.stems or shared < max(FEWEST, LIKE * len(rest)):
        return False
    homes = [c for c in told if filling & c.stems]
    return (
        bool(homes)
        and filling <= frozenset().union(*(c.stems for c in homes))
        and all(len(rest & c.stems) < shared for c in homes)
    )


def _is_another(
    place: _Place, mine: _Clause, other: _Clause, sentences: Sequence[str], given: set[str], known: set[str]
) -> bool:
    if all(bare(w.text) in given for w in place.ours):
        named = [w for w in place.theirs if bare(w.text) in known and not re.match(r"I['’]", w.text)]
        if named:
            other_one = bool(place.before or place.behind) and _another_name(place, named, given)
            return other_one and not _is_the_same(place.ours, named, sentences)
        return _is_new(place, other) and not missing_names(
            " ".join(w.text for w in place.ours), sentences[: other.sentence]
        )
    return _plain(place.ours) and _plain(place.theirs) and _another_thing(place, mine, other, sentences)


def _is_the_same(ours: Sequence[Word], theirs: Sequence[Word], sentences: Sequence[str]) -> bool:
    """Return whether the evidence gives one name for the other: "Sage, a Miniature Poodle,", "the Miniature Poodle Sage"."""
    one, other = (re.escape(bare(" ".join(w.text for w in side))) for side in (ours, theirs))
    beside = r"(?:,(?: (?:an?|the|its|their))?(?: (?!and\b|or\b|of\b|in\b|at\b|for\b|with\b)[a-z0-9-]+){0,3}| named| called)? "
    both = re.compile(rf"\b{one}{beside}{other}\b|\b{other}{beside}{one}\b")
    return any(both.search(s) for s in sentences)


def _is_new(place: _Place, other: _Clause) -> bool:
    """Return whether a sentence brings in what it has in a place: "a former employee" is nobody whom it told of before."""
    return other.article_of(place.theirs) in ("a", "an") and _plain(place.theirs)


def _another_name(place: _Place, named: Sequence[Word], given: set[str]) -> bool:
    """Return whether two names in one place are of two: not a land and its people, nor one that speaks for the other."""
    if {w.text for w in named} & given or (place.before is None and place.behind and place.behind.lemma in _TELLING):
        return False
    persons = [[w for w in side if not nation_of(fold(w.text))] for side in (place.ours, named)]
    if bool(persons[0]) != bool(persons[1]):
        return False
    ours, theirs = (
        " ".join(w.text for w in side or whole) for side, whole in zip(persons, (place.ours, named), strict=True)
    )
    return not (same_speaker(ours, theirs) or same_speaker(theirs, ours) or speaks_for(theirs, ours))


def _plain(filling: Words) -> bool:
    """Return whether a phrase is of plain nouns: an adverb, or a participle as "troubled", is as often said in another word."""
    return all(
        w.text.islower() and fold(w.text) not in STOP_WORDS and not w.text.endswith(("ly", "ed", "ing"))
        for w in filling
    )


def _another_thing(place: _Place, mine: _Clause, other: _Clause, sentences: Sequence[str]) -> bool:
    """Return whether two plain words in one place are of two things.

    Both stand in one sentence of the evidence, as synonyms hardly do: "a lorry hit a bus". The place is between words that both
    texts have, or both bring in what fills it: "a passenger broke an arm".
    """
    heads = {place.ours[-1].lemma, place.theirs[-1].lemma}
    alike = set(deeds(place.ours[-1].text)) & set(deeds(place.theirs[-1].text))
    if len(place.ours) > 1 or place.behind is None or alike:
        return False
    earlier = {w.lemma for s in sentences[: other.sentence] for w in words(s)}
    if place.before is None and _is_new(place, other) and place.ours[-1].lemma in earlier:
        return mine.article_of(place.ours) in ("a", "an")
    if not any(heads <= {w.lemma for w in words(s)} for s in sentences):
        return False
    return place.before is not None or {mine.article_of(place.ours), other.article_of(place.theirs)} <= _NEW
