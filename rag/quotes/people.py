"""Subjects to speakers: as full a name as the article gives, never a guess. Pure."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from rag.quotes.cues import NAME

UNKNOWN = "unknown"
_TITLE = frozenset(
    "Mr Mrs Ms Dr Prof Sir Dame Lord Lady President Prime Minister Foreign Defence Defense Finance Interior Health "
    "Secretary Senator Sen Rep Representative Governor Gov Mayor Chancellor King Queen Prince Princess General Gen "
    "Colonel Col Captain Capt Judge Justice Chief Director Chairman Chairwoman Ambassador Commissioner Deputy Vice "
    "Former Professor Police Inspector Sergeant Officer Coach Attorney Press Spokesman Spokeswoman State Speaker "
    "Leader Transport Education Justice Economy Energy Labour Labor Trade Culture Home Central Bank Union".split()
)
_NOT_NAMES = frozenset(
    "The A An He She They It We I But And In On At For After Before When While As If This That These Those His Her "
    "Their Its There What Who Why How Some Many Most All No Not One Two However Meanwhile Also According Today "
    "Yesterday Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July "
    "August September October November December Earlier Later Still Yet Then Both By With From".split()
)
_WOMAN = re.compile(r"^(?:Mrs|Ms|Miss|Lady|Dame|Queen|Princess)\b|woman\b")
_MAN = re.compile(r"^(?:Mr|Lord|Sir|King|Prince)\b|(?<!wo)man\b")


def full_names(text: str) -> Counter[str]:
    """Return the names of two and more words in a text, titles taken off, and how often each stands there."""
    found: Counter[str] = Counter()
    for match in re.finditer(NAME, text):
        words = _bare(match.group())
        if 2 <= len(words) <= 5:
            found[" ".join(words)] += 1
    return found


def _bare(name: str) -> list[str]:
    words = [re.sub(r"['’]s$", "", w).rstrip(".,") if len(w.rstrip(".")) > 1 else w for w in name.split()]
    while words and (words[0] in _TITLE or words[0] in _NOT_NAMES):
        words.pop(0)
    return words


@dataclass(slots=True)
class People:
    """The speakers of one article so far: resolves surnames and pronouns against what was written before."""

    names: Counter[str]
    last_person: str | None = None
    last_group: str | None = None
    _sex: dict[str, str] = field(default_factory=dict)

    def resolve(self, subject: str) -> str | None:
        """Return the speaker of a subject, ``unknown`` for a pronoun without antecedent, None for no speaker."""
        lowered = subject.lower()
        if lowered in ("he", "she"):
            return self._person(lowered)
        if lowered in ("it", "they"):
            return self.last_group or UNKNOWN
        if " and " in subject and all(side[:1].isupper() for side in subject.split(" and ")):
            return subject
        name = None if subject.split()[-1].islower() else self._name(subject)
        if name is not None:
            self._remember(name, subject)
            return name
        if re.match(r"(?:the|a|an|his|her|its)\s", subject, re.IGNORECASE):
            return self._role(subject)
        return None

    def _person(self, pronoun: str) -> str:
        if self.last_person is None:
            return UNKNOWN
        known = self._sex.get(self.last_person)
        if known is not None and known != pronoun:
            return UNKNOWN
        self._sex[self.last_person] = pronoun
        return self.last_person

    def _name(self, subject: str) -> str | None:
        found = [m.group() for m in re.finditer(NAME, subject)]
        words = _bare(found[-1]) if found else []
        if not words or (len(found) == 1 and words[0] in _NOT_NAMES):
            return None
        name = " ".join(words)
        if len(words) > 1:
            return self._longest(name)
        fuller = {n for n in self.names if n.split()[-1] == name or name in n.split()[1:]}
        # Two people of one surname: the bare surname is all that is known.
        return self._longest(next(iter(fuller))) if len(fuller) == 1 else name

    def _longest(self, name: str) -> str:
        words = name.split()
        longer = [n for n in self.names if len(n.split()) > len(words) and n.split()[-len(words) :] == words]
        return longer[0] if len(longer) == 1 and longer[0].split()[0] not in _TITLE else name

    def _role(self, subject: str) -> str:
        noun = subject.split()[-1].lower()
        if noun in ("minister", "president", "spokesman", "spokeswoman", "mayor", "governor", "senator", "secretary",
                    "leader", "director", "judge", "lawyer", "head", "chief", "official"):  # fmt: skip
            # "the minister" may be anybody's: it stays as it is written.
            return subject[0].upper() + subject[1:]
        self.last_group = subject[0].upper() + subject[1:]
        return self.last_group

    def _remember(self, name: str, subject: str) -> None:
        if re.match(r"[Tt]he\s", subject) and " " not in name:
            self.last_group = name
            return
        self.last_person = name
        if _WOMAN.search(subject):
            self._sex[name] = "she"
        elif _MAN.search(subject):
            self._sex[name] = "he"
