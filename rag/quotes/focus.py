"""Whom an article is talking about: pronouns to whoever spoke last. Never a guess. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rag.quotes.lexicon import MEN, OF_PERSONS, PERSON_ROLES, WOMEN
from rag.quotes.people import Mention, Names, surname
from rag.quotes.phrases import Subject
from rag.types import UNKNOWN_SPEAKER

FARTHEST = 4
"""A pronoun reaches back over this many sentences."""

_HE = frozenset("mr mister sir lord king prince pope father spokesman chairman congressman councilman".split())
_SHE = frozenset(
    "mrs ms miss dame lady queen princess spokeswoman chairwoman congresswoman councilwoman mother actress".split()
)
_HE_IS = frozenset("uncle father dad son brother husband grandfather nephew man boy boyfriend spokesman".split())
_SHE_IS = frozenset(
    "aunt mother mom mum daughter sister wife grandmother niece woman girl girlfriend spokeswoman".split()
)


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

    def within(
        self, pronoun: Subject, own: Subject, sentence: int, paragraph: int, *, joined: bool, spoke: bool
    ) -> str:
        """Return whom a pronoun means that stands in a sentence about ``own``, whatever was said before.

        Behind "and" or "but" (``joined``) it is whom the sentence is about; in another clause it is nobody for sure
        unless both readings agree: ``Varn faced what he called a plot``. ``spoke`` when the sentence makes ``own`` say something.
        """
        usual = self.resolve(pronoun, sentence, paragraph)
        name = self.resolve(own, sentence, paragraph)
        if name in (UNKNOWN_SPEAKER, usual) or not self._may_mean(pronoun.text.lower(), own, name):
            return usual
        rivals = {
            other for number, start, other in self._seen
            if number == sentence and own.start < start < pronoun.start and other != name
            and self._sex_of(other) in ("", pronoun.text.lower()) and self._is_person(other)
        }  # fmt: skip
        if not joined or (rivals and not spoke):
            return UNKNOWN_SPEAKER
        self.attend(own, name, sentence, spoke=spoke)
        return name

    def _may_mean(self, pronoun: str, subject: Subject, name: str) -> bool:
        if pronoun in ("he", "she"):
            person = subject.kind in ("person", "name") or (subject.kind == "role" and not subject.plural)
            return person and self._sex_of(name) in ("", pronoun)
        several = subject.kind == "group" or subject.plural
        return several if pronoun == "they" else several or (subject.kind == "name" and not self._is_person(name))

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
        if speaker == UNKNOWN_SPEAKER or (subject.kind == "pronoun" and not spoke):
            return
        last = _Last(speaker, sentence, spoke)
        titled = bool(set(subject.titles) & OF_PERSONS)
        named = len(speaker.split()) > 1 or titled or self.names.person(speaker)
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
            self.names.sexes[name] = subject.text.lower()
        elif set(subject.titles) & _SHE:
            self.names.sexes[name] = "she"
        elif set(subject.titles) & _HE:
            self.names.sexes[name] = "he"

    def _sex_of(self, name: str) -> str:
        first = name.split()[0].lower()
        known = self.names.sexes.get(name)
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
            and self._sex_of(name) in ("", pronoun) and self._is_rival(name, to=last.name)
        }  # fmt: skip
        rivals -= {(n, name) for n, name in self._aside if n == last.sentence}
        rivals = {r for r in rivals if surname(r[1]) != surname(last.name) or self._sex_of(r[1]) == pronoun}
        if any(number > last.sentence for number, _ in rivals) or (rivals and not last.spoke):
            return UNKNOWN_SPEAKER
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
        name = next(iter(near)) if len(near) == 1 else UNKNOWN_SPEAKER
        if name != UNKNOWN_SPEAKER and not self._sex_of(name) and self.names.titled(name):
            return name if any(number == sentence and n == name for number, _, n in self._seen) else UNKNOWN_SPEAKER
        return name if name != UNKNOWN_SPEAKER and self._sex_of(name) == pronoun else UNKNOWN_SPEAKER

    def _is_person(self, name: str) -> bool:
        return self.names.person(name) or any(p.name == name for p in self._history)

    def _is_rival(self, name: str, *, to: str) -> bool:
        """Return whether a pronoun may mean a name as well: one that its last word alone tells to be a person's counts
        only beside somebody of whom nothing tells whether he or she is meant."""
        return self._is_person(name) or (not self._sex_of(to) and self.names.shortened(name))

    def _group(self, pronoun: str, sentence: int) -> str:
        last = self.group
        if last is None or sentence - last.sentence > FARTHEST or (pronoun == "it" and " and " in last.name):
            return UNKNOWN_SPEAKER
        if self.person is not None and self.person.spoke and self.person.sentence > last.sentence:
            return UNKNOWN_SPEAKER
        return last.name
