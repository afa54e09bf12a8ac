"""Which quotations are speech, and whose. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.quotes.cues import Cue, leading
from rag.quotes.lexicon import SAYING
from rag.quotes.pages import Line
from rag.quotes.phrases import Subject
from rag.text.marks import Quotation

FEWEST_WORDS = 5
"""A whole sentence in marks with fewer words and no cue is a sign, a slogan or a title."""
FEWEST_LOOSE_WORDS = 8
"""The same for a piece of a sentence."""
FEWEST_IN_PASSING = 4
"""The same where the one who says the sentence is named only at its end, or by a participle."""

FEWEST_GOING_ON = 2
"""The same for a whole sentence in marks behind another by a known speaker."""

ENDS = frozenset("?!.…")
"""What closes a quotation that needs no words behind it."""
TELLING = frozenset("told tells informed".split())
"""Verbs with the one who is told before their "that"."""

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_WORKS = frozenset(
    "so-called dubbed titled entitled nicknamed named billed film movie book song album series show novel play "
    "episode podcast documentary memoir essay article poem single headlined hit track musical opera comedy drama "
    "sitcom thriller game magazine column known term word words phrase label labelled labeled slogan hashtag".split()
)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says a quotation, and the verb. ``after`` when the words stand behind the quotation."""

    subject: Subject
    verb: str
    after: bool
    cue: Cue | None = None


def voice(line: Line, at: int, found: Sequence[Cue], closing: str = "") -> Voice | None:
    """Return who says the quotation at that position of a sentence, as the sentence itself has it.

    ``closing`` is the last character inside the marks: behind a question or a full stop another sentence may begin.
    """
    behind = _behind(line, at, found)
    if behind is not None and not (closing in ENDS and _begins_anew(line, at, found, behind)):
        return Voice(behind.subject, behind.verb, True, behind)
    in_front = [c for c in found if c.right < at]
    participle = _participle(line, at, in_front[-1].right if in_front else -1)
    if in_front and not (participle and participle > in_front[-1].right):
        return Voice(in_front[-1].subject, in_front[-1].verb, False, in_front[-1])
    if participle:
        subject = in_front[-1].subject if in_front else leading(line.tokens)
        return Voice(subject, line.tokens[participle].text, False) if subject else None
    trailing = [c for c in found if c.left > at and _trails(line, c)]
    if trailing:
        return Voice(trailing[-1].subject, trailing[-1].verb, False, None)
    signed = _signature(line, at)
    if signed is not None:
        return signed
    if at and line.tokens[at - 1].text == ":":
        subject = leading(line.tokens)
        if subject is not None and (subject.kind in ("person", "pronoun", "name") or subject.titles):
            return Voice(subject, ":", False)
    return None


def _signature(line: Line, at: int) -> Voice | None:
    """Read ``"..." — Tom Varn, fisherman``: a quotation with its speaker's name behind a dash."""
    if at or len(line.tokens) < 3 or line.tokens[1].text not in "—–":
        return None
    subject = leading(line.tokens[2:])
    return Voice(subject, line.tokens[1].text, True) if subject is not None and subject.kind == "person" else None


def _behind(line: Line, at: int, found: Sequence[Cue]) -> Cue | None:
    """Return the cue that follows a quotation at once: ``"...," she said``."""
    first = at + 1
    while first < len(line.tokens) and line.tokens[first].text in (",", "—", "–", "-"):
        first += 1
    cue = next((c for c in found if c.left >= at and c.left <= first), None)
    if cue is None or cue.left < first:
        return None
    return cue


def _begins_anew(line: Line, at: int, found: Sequence[Cue], behind: Cue) -> bool:
    """Return whether the cue behind a quotation is of another sentence: ``Pike asked: "..?" Roe replied that ...``

    It is when what it reports follows it, or the quotation is introduced in front already.
    """
    if says_that(line, behind):
        return True
    front = next((c for c in reversed(found) if c.right < at), None)
    if front is None:
        return False
    mark = line.tokens[at - 1].text
    return front.right == at - 1 or mark == ":" or (mark == "," and front.right == at - 2 and not front.nested)


def says_that(line: Line, cue: Cue) -> bool:
    """Return whether a cue has a "that" behind it, so that what is said follows."""
    rest = [t.lower for t in line.tokens[cue.right + 1 : cue.right + 4]]
    return "that" in (rest if cue.verb in TELLING else rest[:1])


def _participle(line: Line, at: int, since: int) -> int:
    """Return the position of the nearest ``calling`` or ``adding`` in front of a quotation, or 0."""
    for place in range(at - 1, max(since, at - 12), -1):
        if line.tokens[place].quote >= 0:
            return 0
        if line.tokens[place].lower in SAYING:
            return place
    return 0


def _trails(line: Line, cue: Cue) -> bool:
    """Return whether a cue closes its sentence: ``..., the mayor said on Monday.``"""
    before = line.tokens[cue.left - 1].text if cue.left else ""
    rest = line.tokens[cue.right + 1 :]
    return before == "," and len(rest) <= 12 and not any(t.quote >= 0 for t in rest)


def is_speech(
    text: str, line: Line, at: int, quotation: Quotation, said: Voice | None, *, goes_on: bool = False
) -> bool:
    """Return whether quoted words are something said, not a title, a nickname or a word held at arm's length.

    ``goes_on`` when somebody has already spoken in the paragraph: a short sentence then is his next one.
    """
    words = _WORD.findall(quotation.span.of(text))
    inner = quotation.span.of(text)
    whole = inner[-1] in ",.!?…—–" and words != []
    before = line.tokens[at - 1] if at else None
    if not words or _between_names(line, at):
        return False
    opened = before is None or before.text in (",", ":")
    if said is not None and said.after and (whole or at == 0):
        return True
    if said is not None and opened and whole:
        return True
    if before is not None and before.lower in _WORKS:
        return False
    if _is_title(words) and not (whole and said is not None):
        return False
    if said is not None:
        return len(words) >= (2 if said.cue is not None or said.after else FEWEST_IN_PASSING)
    if goes_on and whole and inner[0].isupper() and line.words_outside() == 0:
        return len(words) >= FEWEST_GOING_ON
    return len(words) >= (FEWEST_WORDS if whole and inner[0].isupper() else FEWEST_LOOSE_WORDS)


def _between_names(line: Line, at: int) -> bool:
    """Return whether it is a nickname: Dwayne "The Rock" Johnson."""
    sides = line.tokens[max(0, at - 1) : at] + line.tokens[at + 1 : at + 2]
    return len(sides) == 2 and all(t.word and t.capital for t in sides) and not sides[0].first


def _is_title(words: Sequence[str]) -> bool:
    long = [w for w in words if len(w) > 3]
    return (
        len(words) > 1 and bool(long) and words[0][0].isupper() and all(w[0].isupper() or w[0].isdigit() for w in long)
    )
