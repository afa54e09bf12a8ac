"""Names of one article: surnames to full names, pronouns to whoever spoke last. Never a guess. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rag.quotes.lexicon import (
    DETERMINERS,
    MEN,
    NOT_NAMES,
    ORG_WORDS,
    PERSON_ROLES,
    PREPOSITIONS,
    ROYAL,
    TITLES,
    WOMEN,
)  # fmt: skip
from rag.quotes.phrases import OFFICES, Subject, name_start, placed
from rag.quotes.tokens import Token, in_name

UNKNOWN = "unknown"
FARTHEST = 4
"""A pronoun reaches back over this many sentences."""

_SUFFIXES = frozenset("jr jr. sr sr. ii iii iv".split())
LONGEST_OFFICE = 6
"""How many words of an office behind a name are read."""
_PARTLY = frozenset("former deputy vice acting late ex then".split())
"""With these, somebody is not the one who holds the office."""
_HE = frozenset("mr mister sir lord king prince pope father spokesman chairman congressman councilman".split())
_SHE = frozenset(
    "mrs ms miss dame lady queen princess spokeswoman chairwoman congresswoman councilwoman mother actress".split()
)
_ANYBODY = frozenset("man woman boy girl person teenager".split())
"""No offices: "the man" may be any man, whoever was called one."""
_ASIDE = frozenset("before against at outside near under in".split())
"""Prepositions whose noun a sentence is not about (the subject is what a pronoun takes up first: Grosz, Joshi and Weinstein, 1995)."""
_HE_IS = frozenset("uncle father dad son brother husband grandfather nephew man boy boyfriend spokesman".split())
_SHE_IS = frozenset(
    "aunt mother mom mum daughter sister wife grandmother niece woman girl girlfriend spokeswoman".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as one sentence has it."""

    name: str
    start: int
    sentence: int
    titles: tuple[str, ...] = ()
    opening: bool = False
    """Whether it opens its sentence, so that its first capital may be that of any word."""
    titled: bool = False
    """Whether a title or an office stands with it, so that it is a person's."""
    aside: bool = False
    """Whether it only says where or against whom: "was the first witness before Judge Tarrant"."""


def mentions(tokens: Sequence[Token], sentence: int) -> list[Mention]:
    """Return the runs of capitals in a sentence that may be names, titles taken off."""
    found, at = [], 0
    while at < len(tokens):
        if not tokens[at].capital or not tokens[at].word or tokens[at].lower in NOT_NAMES:
            at += 1
            continue
        end = at + 1
        while end < len(tokens) and not tokens[end - 1].possessive and _goes_on(tokens, end):
            end += 1
        while at < end - 1 and at and tokens[at - 1].lower == "of" and tokens[at].lower in OFFICES:
            at += 1  # "Secretary of State Maria Holm"
        if at > 1 and tokens[at - 1].lower in PREPOSITIONS and tokens[at - 2].lower in PERSON_ROLES | TITLES:
            at += placed(tokens[at:end])
        cut = at + name_start(tokens[at:end])
        titles = tuple(t.lower.rstrip(".") for t in tokens[max(0, at - 2) : cut] if t.word)
        name = " ".join(t.text for t in tokens[cut:end])
        behind = _office_behind(tokens, end)
        beside = [t.lower.rstrip(".") for t in tokens[max(0, at - 1) : cut] if not t.possessive]
        titled = bool(behind) or any(t in PERSON_ROLES | TITLES for t in beside)
        found.append(
            Mention(
                name, tokens[cut].start, sentence, titles + behind, tokens[cut].first, titled, _is_aside(tokens, at)
            )
        )
        at = end
    return found


def _is_aside(tokens: Sequence[Token], at: int) -> bool:
    before = at - 1
    while before > 0 and tokens[before].lower in DETERMINERS | PERSON_ROLES | TITLES:
        before -= 1
    return before >= 0 and tokens[before].lower in _ASIDE


def _office_behind(tokens: Sequence[Token], at: int) -> tuple[str, ...]:
    """Return the office in apposition behind a name: ``Tom Varn, the Norland president, ...``."""
    if at >= len(tokens) or tokens[at].text != ",":
        return ()
    aside: list[Token] = []
    for token in tokens[at + 1 : at + 1 + LONGEST_OFFICE]:
        if not token.word or token.lower in PREPOSITIONS:
            break
        aside.append(token)
    after = at + 1 + len(aside)
    ends = after < len(tokens) and (tokens[after].text in ",." or tokens[after].lower in PREPOSITIONS)
    if not aside or not ends or aside[-1].lower not in PERSON_ROLES:
        return ()
    described = aside[0].lower in DETERMINERS or aside[0].possessive or aside[0].lower in PERSON_ROLES | _PARTLY
    return tuple(t.lower for t in aside if t.lower in PERSON_ROLES | _PARTLY) if described else ()


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if in_name(tokens, at):
        return True
    return token.word and token.capital and token.lower not in NOT_NAMES


def surname(name: str) -> str:
    """Return the lower-cased last name: ``roe`` for ``Tom Roe Jr.``"""
    words = name.lower().split()
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    return words[-1]


def _crowned(words: Sequence[str]) -> tuple[str, ...]:
    """Return the office that is part of a name: ``Pope Francis``, ``King Harald IV``."""
    first = words[0].lower()
    return (first, "pontiff") if first == "pope" else (first,) if first in ROYAL & PERSON_ROLES else ()


def _words(name: str) -> set[str]:
    return set(name.lower().split())


class Names:
    """The full names of an article and where they stand."""

    def __init__(self, found: Sequence[Mention]) -> None:
        self._places: dict[str, list[int]] = {}
        self._by_surname: dict[str, dict[str, int]] = {}
        self._by_first: dict[str, set[str]] = {}
        self._titles: dict[str, set[str]] = {}
        self._glued = _glued(found)
        self._titled: set[str] = set()
        counts = Counter(self._plain(m.name) for m in found)
        for mention in (replace(m, name=self._plain(m.name)) for m in found):
            words = mention.name.split()
            if 2 <= len(words) <= 5 and surname(mention.name) not in ORG_WORDS:
                self._places.setdefault(mention.name, []).append(mention.start)
                self._by_surname.setdefault(surname(mention.name), {})[mention.name] = counts[mention.name]
                self._by_first.setdefault(words[0].lower(), set()).add(mention.name)
                self.note(mention.name, (*mention.titles, *_crowned(words)))
                self._titled |= {mention.name} if mention.titled else set()

    def _plain(self, name: str) -> str:
        return self._glued.get(name, name)

    def note(self, name: str, titles: Sequence[str]) -> None:
        """Remember what offices were named with a person."""
        self._titles.setdefault(name, set()).update(titles)

    def titled(self, name: str) -> bool:
        """Return whether the article gives a full name a title or an office."""
        return name in self._titled

    def full(self, name: str, titles: Sequence[str], at: int, paragraph: int) -> str:
        """Return as full a name as the article gives, or the name as it is where two people share it.

        ``at`` is where it stands and ``paragraph`` where its paragraph begins: of two full names the
        only one that the paragraph has named counts.
        """
        name = self._plain(name)
        words = name.split()
        if len(words) > 1:
            return self._longer(name)
        bare = words[0].lower()
        candidates = self._candidates(bare)
        if not candidates:
            first = self._by_first.get(bare, set())
            return next(iter(first)) if len(first) == 1 and (bare in MEN or bare in WOMEN) else name
        if len(candidates) == 1:
            return candidates[0]
        near = [c for c in candidates if any(paragraph <= p < at for p in self._places[c])]
        if near:
            return near[0] if len(near) == 1 else name
        office = {t for t in titles if t in PERSON_ROLES}
        titled = [c for c in candidates if office and office <= self._titles.get(c, set())]
        return titled[0] if len(titled) == 1 else name

    def _candidates(self, bare: str) -> list[str]:
        found = list(self._by_surname.get(bare, ()))
        plain = [n for n in found if n.split()[-1].lower() == bare]
        found = plain or found
        return [n for n in found if not any(n != o and _words(n) < _words(o) for o in found)]

    def _longer(self, name: str) -> str:
        words = _words(name)
        longer = [
            n
            for n in self._by_surname.get(surname(name), ())
            if words < _words(n) and n.split()[-1] == name.split()[-1]
        ]
        return longer[0] if len(longer) == 1 else name

    def office(self, role: str, at: int) -> str | None:
        """Return the only person named before ``at`` with the office of ``The minister``, or None."""
        words = role.lower().split()
        if len(words) < 2 or words[0] != "the" or not set(words[1:]) & PERSON_ROLES - _ANYBODY:
            return None
        asked = {w for w in words[1:] if w in PERSON_ROLES | _PARTLY}
        holders = [n for n, titles in self._titles.items() if set(words[1:]) <= titles and n in self._places]
        others = [n for n, titles in self._titles.items() if asked <= titles and n in self._places and n not in holders]
        if len(holders) != 1 or others or min(self._places[holders[0]]) >= at:
            return None
        if self._titles[holders[0]] & _PARTLY - asked:
            return None
        return holders[0]


def _glued(found: Sequence[Mention]) -> dict[str, str]:
    """Return the names that are another name behind a sentence's first word: ``Left-winger Tom Varn``.

    The rest must be a full name that the article has elsewhere, and the whole nowhere inside a sentence; a surname
    alone only behind a word like "Following".
    """
    inside = {m.name for m in found if not m.opening}
    known = {m.name for m in found}
    rests = {m.name: m.name.split(maxsplit=1)[-1] for m in found if m.opening and m.name not in inside}
    rests = {n: r for n, r in rests.items() if n.split()[0].lower() not in MEN | WOMEN}
    lasts = {surname(n) for n in known if n not in rests} | {n.lower() for n in known if len(n.split()) == 1}
    return {
        name: rest for name, rest in rests.items()
        if rest != name and (rest in known if len(rest.split()) > 1 else rest.lower() in lasts and _opener(name.split()[0]))
    }  # fmt: skip


def _opener(word: str) -> bool:
    """Return whether a word that opens a sentence is no first name: ``Following``, ``Eventually``, ``Everything``."""
    return len(word) > 5 and word.lower().endswith(_OPENERS) and word.lower() not in _NAMED_SO


_OPENERS = ("ing", "ally", "edly", "ently", "ously", "ively")
_NAMED_SO = frozenset("sterling irving channing starling fleming harding manning".split())


@dataclass(slots=True)
class _Last:
    name: str
    sentence: int
    spoke: bool


@dataclass(slots=True)
class Focus:
    """Who is being talked about while an article is read from top to bottom."""

    names: Names
    person: _Last | None = None
    group: _Last | None = None
    _sex: dict[str, str] = field(default_factory=dict)
    _seen: list[tuple[int, int, str]] = field(default_factory=list)
    _written: list[tuple[int, str]] = field(default_factory=list)
    """The names that sentences write in full, with the sentence."""
    _history: list[_Last] = field(default_factory=list)
    _aside: set[tuple[int, str]] = field(default_factory=set)

    def see(self, found: Sequence[Mention], paragraph: int) -> None:
        """Take note of the people whom a sentence names."""
        for mention in found:
            full = self.names.full(mention.name, mention.titles, mention.start, paragraph)
            if len(full.split()) > 1:
                self._seen.append((mention.sentence, mention.start, full))
                self._aside |= {(mention.sentence, full)} if mention.aside else set()
            if len(mention.name.split()) > 1:
                self._written.append((mention.sentence, full))

    def resolve(self, subject: Subject, sentence: int, paragraph: int) -> str:
        """Return the speaker whom a subject names; ``unknown`` for a pronoun that could be anybody."""
        if subject.kind == "pronoun":
            word = subject.text.lower()
            return self._person(word, sentence, subject.start) if word in ("he", "she") else self._group(word, sentence)
        if subject.kind == "role":
            held = None if subject.plural else self.names.office(subject.text, subject.start)
            return held or subject.text
        if subject.kind == "group":
            return subject.text
        full = self.names.full(subject.text, subject.titles, subject.start, paragraph)
        if len(full.split()) == 1:
            full = self._just_named(full, sentence)
        if len(full.split()) > 1:
            self.names.note(full, subject.titles)
        return full

    def _just_named(self, name: str, sentence: int) -> str:
        """Return the only person of a shared surname whom the last sentences have named in full."""
        near = {
            n for number, n in self._written if sentence - FARTHEST <= number <= sentence and surname(n) == name.lower()
        }
        if len(near) > 1:
            near &= {p.name for p in self._history if p.spoke}
        return next(iter(near)) if len(near) == 1 else name

    def attend(self, subject: Subject, speaker: str, sentence: int, *, spoke: bool) -> None:
        """Make a speaker, or the subject of a sentence, what the next pronoun may mean."""
        if speaker == UNKNOWN or (subject.kind == "pronoun" and not spoke):
            return
        last = _Last(speaker, sentence, spoke)
        named = len(speaker.split()) > 1 or bool(set(subject.titles) & (TITLES | PERSON_ROLES))
        is_person = subject.kind == "person" or (subject.kind == "name" and named)
        if subject.kind == "pronoun":
            is_person = subject.text.lower() in ("he", "she")
        if subject.kind == "role" and not subject.plural:
            is_person = speaker != subject.text or subject.text.split()[-1].lower() in PERSON_ROLES
        if is_person:
            self.person = last
            self._history = [*self._history[-5:], last]
            self._learn(speaker, subject)
        else:
            self.group = last

    def _learn(self, name: str, subject: Subject) -> None:
        if subject.kind == "pronoun":
            self._sex[name] = subject.text.lower()
        elif set(subject.titles) & _SHE:
            self._sex[name] = "she"
        elif set(subject.titles) & _HE:
            self._sex[name] = "he"

    def _sex_of(self, name: str) -> str:
        first = name.split()[0].lower()
        known = self._sex.get(name)
        last = name.split()[-1].lower()
        if known is None and (last in _HE_IS or last in _SHE_IS):
            known = "he" if last in _HE_IS else "she"  # "His uncle"
        if known is None:
            known = "he" if first in MEN or first in _HE else "she" if first in WOMEN or first in _SHE else ""
        return known

    def _person(self, pronoun: str, sentence: int, at: int) -> str:
        fitting = [p for p in reversed(self._history) if self._sex_of(p.name) in ("", pronoun)]
        if not fitting or sentence - fitting[0].sentence > FARTHEST:
            return self._only_one(pronoun, sentence, at)
        last = fitting[0]
        rivals = {
            (number, name)
            for number, start, name in self._seen
            if last.sentence <= number <= sentence and start < at and name != last.name
            and self._sex_of(name) in ("", pronoun) and self._is_person(name)
        }  # fmt: skip
        rivals -= {(n, name) for n, name in self._aside if n == last.sentence}
        rivals = {r for r in rivals if surname(r[1]) != surname(last.name) or self._sex_of(r[1]) == pronoun}
        if any(number > last.sentence for number, _ in rivals) or (rivals and not last.spoke):
            return UNKNOWN
        return last.name

    def _only_one(self, pronoun: str, sentence: int, at: int) -> str:
        """Return the only man, or the only woman, whom the last sentences name at all."""
        near = {
            name
            for number, start, name in self._seen
            if sentence - 2 <= number <= sentence
            and start < at
            and self._is_person(name)
            and self._sex_of(name) in ("", pronoun)
        }
        name = next(iter(near)) if len(near) == 1 else UNKNOWN
        if name != UNKNOWN and not self._sex_of(name) and self.names.titled(name):
            return name if any(number == sentence and n == name for number, _, n in self._seen) else UNKNOWN
        return name if name != UNKNOWN and self._sex_of(name) == pronoun else UNKNOWN

    def _is_person(self, name: str) -> bool:
        first = name.split()[0].lower()
        return first in MEN or first in WOMEN or self.names.titled(name) or any(p.name == name for p in self._history)

    def _group(self, pronoun: str, sentence: int) -> str:
        last = self.group
        if last is None or sentence - last.sentence > FARTHEST or (pronoun == "it" and " and " in last.name):
            return UNKNOWN
        if self.person is not None and self.person.spoke and self.person.sentence > last.sentence:
            return UNKNOWN
        return last.name
