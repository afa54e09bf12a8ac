"""Which quotations are speech, and whose. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.quotes.cue import Cue
from rag.quotes.cues import leading
from rag.quotes.lexicon import DETERMINERS, SAYING
from rag.quotes.pages import Line
from rag.quotes.phrases import Subject, phrase
from rag.text.marks import Quotation

FEWEST_WORDS = 5
"""A whole sentence in marks with fewer words and no cue is a sign, a slogan or a title."""
FEWEST_LOOSE_WORDS = 8
"""The same for a piece of a sentence."""
FEWEST_IN_PASSING = 4
"""The same where the one who says the sentence is named only at its end, or by a participle."""

FEWEST_GOING_ON = 2
"""The same for a whole sentence in marks behind another by a known speaker."""

FARTHEST_OPENED = 12
"""How many tokens may stand between a verb and what looks like a title, to be its words."""

ENDS = frozenset("?!.…")
"""What closes a quotation that needs no words behind it."""
TELLING = frozenset("told tells informed".split())
"""Verbs with the one who is told before their "that"."""

QUOTING = frozenset("quoted quotes quoting cited cites citing".split())
"""Verbs with another's name and "as saying" behind them."""
_WITH = frozenset("with despite".split())
_TIMES = frozenset("day night morning evening afternoon week month year time summer winter spring autumn".split())

_SMALL = frozenset("from with into".split())
"""Longer words that a title writes small."""

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
    if behind is not None and not _begins_anew(line, at, found, behind, closing):
        return Voice(behind.subject, behind.verb, True, behind)
    in_front = [c for c in found if c.right < at]
    if behind is not None and not in_front and line.tokens[0].lower in SAYING and at < 24:
        return Voice(behind.subject, line.tokens[0].text, False)  # "Adding that it was “..”, she said that ..."
    participle = _participle(line, at, in_front[-1].right if in_front else -1)
    if in_front and not (participle and participle > in_front[-1].right):
        return Voice(in_front[-1].subject, in_front[-1].verb, False, in_front[-1])
    if participle:
        subject = _of_participle(line, participle, in_front)
        return Voice(subject, line.tokens[participle].text, False) if subject else None
    trailing = [c for c in found if c.left > at and _trails(line, c)]
    if trailing:
        return Voice(trailing[-1].subject, trailing[-1].verb, False, None)
    signed = _signature(line, at, closing)
    if signed is not None:
        return signed
    if at and line.tokens[at - 1].text == ":":
        subject = leading(line.tokens)
        titled = subject is not None and bool(set(subject.titles) - DETERMINERS)
        if subject is not None and (subject.kind in ("person", "pronoun", "name") or titled or " and " in subject.text):
            return Voice(subject, ":", False)
    return None


def _signature(line: Line, at: int, closing: str) -> Voice | None:
    """Read ``"..." — Tom Varn, fisherman``: a quotation with its speaker's name behind a dash."""
    if at or len(line.tokens) < 3 or line.tokens[1].text not in "—–-":
        return None
    spaced = line.tokens[0].end < line.tokens[1].start < line.tokens[2].start - 1
    if line.tokens[1].text == "-" and not (spaced and closing in ENDS):
        return None  # a hyphen of a word, or a song and its singer: "The Ferry" - Tom Varn
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


def _begins_anew(line: Line, at: int, found: Sequence[Cue], behind: Cue, closing: str) -> bool:
    """Return whether the cue behind a quotation has other words: ``Pike asked: "..?" Roe replied that ...``

    It has when what it reports follows it, or the quotation is introduced in front already.
    """
    if says_that(line, behind):
        return True
    front = next((c for c in reversed(found) if c.right < at), None)
    if at and line.tokens[at - 1].text == ":" and (front or _participle(line, at, -1)):
        return True
    if front is None or closing not in ENDS:
        return False
    mark = line.tokens[at - 1].text
    return front.right == at - 1 or mark == ":" or (mark == "," and front.right == at - 2 and not front.nested)


def says_that(line: Line, cue: Cue) -> bool:
    """Return whether a cue has a "that" behind it, so that what is said follows."""
    rest = [t.lower for t in line.tokens[cue.right + 1 : cue.right + 5]]
    if not rest or "that" not in (rest[:3] if cue.verb in TELLING else rest[:1]):
        return False
    following = rest[rest.index("that") + 1 :][:1]
    return following == [] or following[0] not in _TIMES  # "he said that night"


def _of_participle(line: Line, at: int, in_front: Sequence[Cue]) -> Subject | None:
    """Return who says what stands behind a participle: the sentence's subject, or one of its own.

    ``Varn quoted Roe as saying``, ``with Roe saying``, ``Roe was quoted as saying``.
    """
    tokens = line.tokens
    if tokens[at - 1].lower == "as" and at > 1:
        start = next((i for i in range(at - 2, max(-1, at - 14), -1) if tokens[i].lower in QUOTING), -1)
        if start == at - 2:
            return leading(tokens[:start])
        if start >= 0:
            return phrase(tokens[start + 1 : at - 1])
    start = next((i for i in range(at - 1, max(-1, at - 12), -1) if tokens[i].lower in _WITH), -1)
    own = phrase(tokens[start + 1 : at]) if start >= 0 else None
    if own is not None and own.left == 0:
        return own
    return in_front[-1].subject if in_front else leading(tokens)


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
    named_work = at > 1 and opened and line.tokens[at - 2].lower in _WORKS
    far = said is not None and said.cue is not None and at - said.cue.right > FARTHEST_OPENED
    if said is not None and opened and whole and not ((named_work or far) and _is_title(words)):
        return True
    if before is not None and before.lower in _WORKS:
        return False
    if said is not None and said.verb.startswith("recall") and len(words) < FEWEST_LOOSE_WORDS:
        return False  # a maker recalls its "Long Life" milk
    beside = said is not None and said.cue is not None and said.cue.right == at - 1
    if _is_title(words) and not (whole and inner[-1] != "," and beside):
        return False
    if said is not None:
        named = said.after or (said.cue is not None and said.verb != "according to")
        return len(words) >= (2 if named else FEWEST_IN_PASSING)
    if goes_on and whole and inner[0].isupper() and line.words_outside() == 0:
        return len(words) >= FEWEST_GOING_ON
    return len(words) >= (FEWEST_WORDS if whole and inner[0].isupper() else FEWEST_LOOSE_WORDS)


def _between_names(line: Line, at: int) -> bool:
    """Return whether it is a nickname: Dwayne "The Rock" Johnson."""
    sides = line.tokens[max(0, at - 1) : at] + line.tokens[at + 1 : at + 2]
    return len(sides) == 2 and all(t.word and t.capital for t in sides) and not sides[0].first


def _is_title(words: Sequence[str]) -> bool:
    long = [w for w in words if len(w) > 3 and w not in _SMALL]
    return (
        len(words) > 1 and bool(long) and words[0][0].isupper() and all(w[0].isupper() or w[0].isdigit() for w in long)
    )
