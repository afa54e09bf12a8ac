"""Names of one article: surnames and offices to full names. Never a guess. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.quotes.lexicon import (
    DETERMINERS,
    EITHER,
    GIVEN_NAMES,
    MEN,
    NOT_NAMES,
    OF_PERSONS,
    OFFICES,
    ORG_WORDS,
    PERSON_ROLES,
    PLACES,
    PREPOSITIONS,
    ROYAL,
    WOMEN,
)  # fmt: skip
from rag.quotes.phrases import name_start, placed
from rag.quotes.tokens import Token, in_name, is_nickname
from rag.text.speakers import nation_of

_SUFFIXES = frozenset("jr jr. sr sr. ii iii iv".split())
LONGEST_OFFICE = 6
"""How many words of an office behind a name are read."""
_PARTLY = frozenset("former deputy vice acting late ex then".split())
_OFFICES = PERSON_ROLES | _PARTLY
_BEFORE_NAMES = DETERMINERS | OF_PERSONS
_LEADING = PREPOSITIONS | {"and"}
"""With these, somebody is not the one who holds the office."""
_ANYBODY = frozenset("man woman boy girl person teenager".split())
"""No offices: "the man" may be any man, whoever was called one."""
_COURTESY = dict.fromkeys(("mr", "mister", "sir", "lord"), "he")
_COURTESY |= dict.fromkeys(("mrs", "ms", "miss", "dame", "lady"), "she")
_ASIDE = frozenset("before against at outside near under in".split())
"""Prepositions whose noun a sentence is not about (the subject is what a pronoun takes up first: Grosz, Joshi and Weinstein, 1995)."""


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
        if is_nickname(tokens, end):
            beyond = end + 1
            while beyond < len(tokens) and _goes_on(tokens, beyond):
                beyond += 1
            tokens = [*tokens[:end], *tokens[end + 1 :]]  # Bernard “Jack” Varn
            end = beyond - 1
        while at < end - 1 and at and tokens[at - 1].lower == "of" and tokens[at].lower in OFFICES:
            at += 1  # "Secretary of State Maria Holm"
        of_office = any(t.lower in OF_PERSONS for t in tokens[max(0, at - 5) : max(0, at - 1)])
        if at > 1 and tokens[at - 1].lower in _LEADING and of_office:
            at += placed(tokens[at:end])  # "envoy to Yemen Hans Roe", "Vice President of Advocacy and Outreach Sue Roe"
        cut = at + name_start(tokens[at:end])
        titles = tuple(t.lower.rstrip(".") for t in tokens[max(0, at - 2) : cut] if t.word)
        name = " ".join(t.text for t in tokens[cut:end])
        behind = _office_behind(tokens, end)
        beside = [t.lower.rstrip(".") for t in tokens[max(0, at - 1) : cut] if not t.possessive]
        titled = bool(behind) or any(t in OF_PERSONS for t in beside)
        found.append(
            Mention(
                name, tokens[cut].start, sentence, titles + behind, tokens[cut].first, titled, _is_aside(tokens, at)
            )
        )
        at = end
    return found


def _is_aside(tokens: Sequence[Token], at: int) -> bool:
    before = at - 1
    while before > 0 and tokens[before].lower in _BEFORE_NAMES:
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
    described = aside[0].lower in DETERMINERS or aside[0].possessive or aside[0].lower in _OFFICES
    return tuple(t.lower for t in aside if t.lower in _OFFICES) if described else ()


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
        self.sexes: dict[str, str] = {}
        """What pronoun or title the article has used of a name so far: ``he`` or ``she``."""
        self._alone = {
            m.name for m in found if " " not in m.name and m.name.lower() not in ORG_WORDS and not nation_of(m.name.lower())
        }  # fmt: skip
        counts = Counter(self._plain(m.name) for m in found)
        for mention in (replace(m, name=self._plain(m.name)) for m in found):
            words = mention.name.split()
            if (
                len(words) == 1
                and mention.titled
                and words[0].lower() not in ORG_WORDS
                and not nation_of(words[0].lower())
            ):
                self._titled.add(mention.name)
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
        """Return whether the article gives a name a title or an office: ``President Varn``."""
        return name in self._titled

    def person(self, name: str) -> bool:
        """Return whether a name is a person's: by its first name or its title."""
        words = name.split()
        first = words[0].lower()
        given = (first in MEN or first in WOMEN) and (len(words) > 1 or first not in PLACES)
        return given or self.titled(name)

    def shortened(self, name: str) -> bool:
        """Return whether the article has the last word of a full name alone too, as it has surnames."""
        words = name.split()
        return 1 < len(words) < 4 and words[-1] in self._alone

    def full(self, name: str, titles: Sequence[str], at: int, paragraph: int) -> str:
        """Return as full a name as the article gives, or the name as it is where two people share it.

        ``at`` is where it stands and ``paragraph`` where its paragraph begins: of two full names the
        only one that the paragraph has named counts. "Ms Varn" is no Tom Varn where there is another.
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
        if len(candidates) > 1:
            candidates = self._called_so(candidates, titles)
        if len(candidates) == 1:
            return candidates[0]
        near = [c for c in candidates if any(paragraph <= p < at for p in self._places[c])]
        if near:
            return near[0] if len(near) == 1 else name
        office = {t for t in titles if t in PERSON_ROLES}
        titled = [c for c in candidates if office and office <= self._titles.get(c, set())]
        return titled[0] if len(titled) == 1 else name

    def _called_so(self, names: list[str], titles: Sequence[str]) -> list[str]:
        """Return the names that "Mr" or "Ms" may stand with; all where there is neither, or none of them fits."""
        pronouns = {_COURTESY[t] for t in titles if t in _COURTESY}
        return [n for n in names if len(pronouns) == 1 and {self._sex(n)} <= {"", *pronouns}] or names

    def _sex(self, name: str) -> str:
        first = name.split()[0].lower()
        given = "" if first in EITHER else "he" if first in MEN else "she" if first in WOMEN else ""
        titled = {_COURTESY[t] for t in self._titles.get(name, ()) if t in _COURTESY}
        return self.sexes.get(name, next(iter(titled)) if len(titled) == 1 else given)

    def bearers(self, surname: str) -> tuple[str, ...]:
        """Return the full names of all whom the article gives a surname."""
        return tuple(self._candidates(surname.lower()))

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
        asked = {w for w in words[1:] if w in _OFFICES}
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
    rests = {n: r for n, r in rests.items() if n.split()[0].lower() not in GIVEN_NAMES}
    lasts = {surname(n) for n in known if n not in rests} | {n.lower() for n in known if len(n.split()) == 1}
    return {
        name: rest for name, rest in rests.items()
        if rest != name and (rest in known if len(rest.split()) > 1 else rest.lower() in lasts and _opener(name.split()[0]))
    }  # fmt: skip


def _opener(word: str) -> bool:
    """Return whether a word that opens a sentence is no first name: ``Following``, ``Eventually``, ``Everything``."""
    return len(word) > 5 and word.lower().endswith(_OPENERS) and word.lower() not in _NAMED_SO


_OPENERS = ("ing", "ly")
_NAMED_SO = frozenset("sterling irving channing starling fleming harding manning connelly reilly shelly".split())
