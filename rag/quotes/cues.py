"""Who says it in a sentence: a subject and its verb of saying, in front, behind, or passive. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.quotes.lexicon import (
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    GOES_ON,
    HAVE,
    NEGATED,
    NEVER_INVERTED,
    NOT_NAMES,
    NOT_SAID,
    ORG_WORDS,
    PERSON_ROLES,
    PREPOSITIONS,
    PRONOUNS,
    QUOTES_ONLY,
    REPORTING,
    ROLES,
    SAYS,
    SKIPPED,
    SUBORDINATORS,
)  # fmt: skip
from rag.quotes.phrases import Subject, phrase, placed
from rag.quotes.tokens import Token, is_adverb

REACH = 40
"""How many tokens a subject and its verb may be apart."""

_BREAKS = frozenset(',;:(—–―−-”“"…|•')
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_SPANS = frozenset("week month night year morning afternoon evening".split())
_OCCASIONS = frozenset(
    "statement interview post speech letter email briefing filing tweet release memo video call conference thread "
    "message column note article testimony affidavit".split()
)
_WRITING = frozenset(
    "wrote writes tweeted tweets posted asked asks continued concluded answered replied responded recalled joked "
    "quipped observed mused".split()
)
"""Verbs that stand in front of their subject behind reported words too: ``..., wrote Tom Varn``."""
_TAKEN = frozenset("taken seen made given drawn written shown held sent".split())
_LATE = frozenset("late early last this next that who which familiar close briefed aware involved".split())
_FORWARD_STOPS = (
    SUBORDINATORS | SKIPPED | _DAYS | CONJUNCTIONS - {"and"} | (PREPOSITIONS - {"of", "for", "at", "from", "with"})
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A subject that says, from token ``left`` to token ``right`` (the verb, or the last word).

    ``nested`` when the clause hangs on another ("that Roe said", "if Roe said"); ``inverted`` when
    the verb comes first.
    """

    subject: Subject
    verb: str
    left: int
    right: int
    nested: bool = False
    inverted: bool = False
    hearsay: bool = False
    """Whether another says of the subject that he says it, without "that": ``Varn said Roe told him``."""


def cues(tokens: Sequence[Token]) -> list[Cue]:
    """Return the cues of a sentence in order."""
    found: list[Cue] = []
    for at, token in enumerate(tokens):
        if token.lower == "to" and at and tokens[at - 1].lower == "according":
            cue = _forward(tokens, at, "according to", at - 1) or document(tokens, at)
        elif token.lower == "per" and (not at or tokens[at - 1].text == ","):
            cue = _forward(tokens, at, "per", at)
        elif token.lower in SAYS and token.text.islower():
            cue = before_verb(tokens, at) or _passive(tokens, at) or _goes_on(tokens, at, found)
            if cue is None and _may_invert(tokens, at):
                cue = _forward(tokens, at, token.text, at)
        else:
            continue
        if cue is None:
            continue
        if not (found and cue.left <= found[-1].right):
            found.append(cue)
        elif found[-1].nested and not cue.nested:
            found[-1] = cue  # "Roe, who asked for calm, said": the verb of the sentence counts
    return found


def _may_invert(tokens: Sequence[Token], at: int) -> bool:
    if tokens[at].lower in NEVER_INVERTED or at == 0:
        return False
    comma = tokens[at - 1].text == ","
    if tokens[at].lower in QUOTES_ONLY - REPORTING - _WRITING:
        return tokens[at - 1 - comma].quote >= 0 and at > comma
    return tokens[at - 1].quote >= 0 or comma


def before_verb(tokens: Sequence[Token], verb: int) -> Cue | None:
    """Return the cue whose subject stands in front of the verb at that position, or None."""
    at = _subject_end(tokens, verb)
    if at < 0:
        return None
    closing = tokens[at].text
    if closing == ")":
        opening = next((i for i in range(at, max(-1, at - REACH), -1) if tokens[i].text == "("), -1)
        at = opening - 1 if opening > 0 else -1
        return _plain(tokens, at, verb) if at >= 0 else None
    if tokens[at].lower == "who" and at:
        return _antecedent(tokens, at, verb)
    if closing in (",", "—", "–"):
        return _with_aside(tokens, at, verb)
    return _plain(tokens, at, verb)


def _subject_end(tokens: Sequence[Token], verb: int) -> int:
    """Return the position of the last token of the subject, or -1 where nobody says anything."""
    at = verb - 1
    while at >= 0:
        word = tokens[at].lower
        if word in NOT_SAID or word.endswith(("n't", "n’t")):
            return -1
        if word in SKIPPED or is_adverb(tokens[at]):
            at -= 1
        elif word in _DAYS and at and tokens[at - 1].lower == "on":
            at -= 2
        elif word in _DAYS and at and tokens[at - 1].word and tokens[at - 1].lower not in PREPOSITIONS:
            at -= 1
        elif word in _SPANS and at and tokens[at - 1].lower in ("last", "this", "earlier", "that"):
            at -= 2
        elif (
            word in _OCCASIONS
            and at > 1
            and tokens[at - 1].lower in DETERMINERS
            and tokens[at - 2].lower in PREPOSITIONS
        ):
            at -= 3
        else:
            break
    return at


def _piece_start(tokens: Sequence[Token], at: int) -> int:
    lowest = max(-1, at - REACH)
    while at > lowest and not (tokens[at].text in _BREAKS or tokens[at].quote >= 0):
        at -= 1
    return at + 1


def _plain(tokens: Sequence[Token], at: int, verb: int) -> Cue | None:
    start = _piece_start(tokens, at)
    piece = tokens[start : at + 1]
    cut = next((i for i, t in enumerate(piece) if i and t.lower in ("who", "which", "whose")), 0)
    relative = bool(cut) and piece[cut].lower != piece[-1].lower
    subject = phrase(piece[:cut] if relative else piece)
    if subject is None:
        return None
    return _cue(tokens, subject, start, verb, strict=False)


def _antecedent(tokens: Sequence[Token], who: int, verb: int) -> Cue | None:
    """Read ``a letter to Ilsa Roe, who said``: whoever stands before "who", apart from what governs her."""
    end = who - 1 if tokens[who - 1].text == "," else who
    start = _piece_start(tokens, end - 1)
    for at in range(end - 1, start, -1):
        if tokens[at - 1].lower in PREPOSITIONS - {"of", "for"} and not tokens[at - 1].capital:
            start = at
            break
    subject = phrase(tokens[start:end])
    if subject is None or subject.kind == "pronoun" or _nobody(tokens, start + subject.left):
        return None
    return Cue(subject, tokens[verb].text, start + subject.left, verb, nested=True)


def _with_aside(tokens: Sequence[Token], comma: int, verb: int) -> Cue | None:
    """Read ``Tom Varn, the mayor, said`` and ``the mayor, Tom Varn, said``."""
    edges = [comma]
    at = comma - 1
    while at > max(-1, comma - REACH) and len(edges) < 8:
        if tokens[at].text in ";:" or tokens[at].quote >= 0:
            break
        if tokens[at].text in (",", "—", "–"):
            edges.append(at)
        at -= 1
    starts = [at + 1, *(edge + 1 for edge in reversed(edges))]
    for number in range(len(starts) - 2):
        start, end = starts[number], starts[number + 1] - 1
        subject = phrase(tokens[start:end])
        if subject is None or subject.kind == "pronoun":
            continue
        cue = _cue(tokens, subject, start, verb, strict=True)
        if cue is None:
            continue
        if any(tokens[s].lower in NOT_SAID | HAVE for s in starts[number + 1 : -1]):
            return None  # "Tom Varn, a singer, was jailed, reported the Herald": the predicate is no aside
        return replace(cue, subject=_named_by_aside(cue.subject, tokens[end + 1 : starts[number + 2] - 1]))
    return None


def _named_by_aside(subject: Subject, aside: Sequence[Token]) -> Subject:
    if subject.kind != "role" or subject.plural:
        return replace(subject, titles=(*subject.titles, *_office(aside))) if subject.kind == "person" else subject
    named = phrase(aside)
    if named is not None and named.kind == "person" and named.left == 0:
        words = tuple(w.lower() for w in subject.text.split())
        return replace(named, left=subject.left, start=subject.start, titles=(*named.titles, *words))
    return subject


def _office(aside: Sequence[Token]) -> tuple[str, ...]:
    """Return the words of ``the mayor of Leeds`` that name the office."""
    words = [t.lower for t in aside[:5]]
    return tuple(w for w in words if w in PERSON_ROLES)


def _cue(tokens: Sequence[Token], subject: Subject, start: int, verb: int, *, strict: bool) -> Cue | None:
    left = start + subject.left
    before = tokens[left - 1] if left > start else None
    if _nobody(tokens, left) or _compared(tokens, left):
        return None
    # "said that Roe told him": the word is read as a determiner of the name, and is none.
    nested = before is not None and tokens[left].lower == "that"
    if before is not None:
        word = before.lower
        # "said Roe had told him": a clause hangs on the verb without "that".
        nested = nested or word in SUBORDINATORS or word in SAYS
        determined = not strict and tokens[left].lower in DETERMINERS and before.word and word not in PREPOSITIONS
        plain = (
            word in CONJUNCTIONS or (word in NOT_NAMES and word not in BE) or word[:1].isdigit() or is_adverb(before)
        )
        if not (nested or plain or determined or subject.kind == "pronoun"):
            return None
    hearsay = before is not None and before.lower in SAYS
    return Cue(subject, tokens[verb].text, left, verb, nested=nested, hearsay=hearsay)


def _nobody(tokens: Sequence[Token], left: int) -> bool:
    """Return whether a subject is one that did not say it: ``No minister``, ``Neither Varn nor Roe``, ``Few experts``."""
    if tokens[left].lower in NEGATED:
        return True
    if left == 0 or tokens[left - 1].lower not in NEGATED:
        return False
    return left < 2 or tokens[left - 1].lower != "few" or tokens[left - 2].lower not in DETERMINERS


def _compared(tokens: Sequence[Token], left: int) -> bool:
    """Return whether a subject is only what another is likened to: ``a man of the same name as the suspect said``."""
    if not left or tokens[left - 1].lower != "as":
        return False
    return any(t.lower in ("same", "such", "as") for t in tokens[max(0, left - 7) : left - 1])


def _goes_on(tokens: Sequence[Token], verb: int, found: Sequence[Cue]) -> Cue | None:
    """Read ``Tom Varn left the room and said``: whoever the sentence is about, unless a clause stands between."""
    following = tokens[verb + 1].lower if verb + 1 < len(tokens) else ""
    at = _subject_end(tokens, verb)
    if (
        tokens[verb].lower not in GOES_ON
        or following == "to"
        or not 1 <= at <= 2 * REACH
        or tokens[at].lower not in ("and", "but")
    ):
        return None
    if any(t.lower in SUBORDINATORS or t.text in ";:" or t.quote >= 0 for t in tokens[1:at]):
        return None
    spoke = [c for c in found if not (c.nested or c.inverted)]
    subject = spoke[-1].subject if spoke else leading(tokens[:at])
    return Cue(subject, tokens[verb].text, verb, verb) if subject is not None else None


def document(tokens: Sequence[Token], to: int) -> Cue | None:
    """Read ``according to the clerk's records``: whatever is named behind, where it is set off as a source."""
    if to > 1 and tokens[to - 2].text not in ",—–―":
        return None
    end = to + 1
    while end < len(tokens) and end - to < 10 and tokens[end].word and not _ends_document(tokens, to + 1, end):
        end += 1
    while end > to + 1 and tokens[end - 1].lower in DETERMINERS | {"of"}:
        end -= 1
    words = tokens[to + 1 : end]
    if (
        len(words) < 2
        or words[-1].lower in NOT_NAMES
        or words[0].lower in PRONOUNS | {"his", "her", "their", "our", "my", "your", "what"}
    ):
        return None
    text = " ".join(t.text + ("’s" if t.possessive else "") for t in words)
    subject = Subject(text[:1].upper() + text[1:], "role", 0, words[0].start, plural=True)
    return Cue(subject, "according to", to - 1, end - 1, inverted=True)


def _ends_document(tokens: Sequence[Token], start: int, at: int) -> bool:
    token = tokens[at]
    if token.lower in _FORWARD_STOPS | PRONOUNS | PREPOSITIONS - {"of"} or token.lower in _DAYS:
        return True
    if token.capital or at == start:
        return False
    participle = (token.lower.endswith(("ed", "ing")) or token.lower in _TAKEN) and tokens[
        at - 1
    ].lower not in DETERMINERS
    return is_adverb(token) or (participle and not tokens[at - 1].possessive)


def _forward(tokens: Sequence[Token], verb: int, spelled: str, left: int) -> Cue | None:
    """Read the subject behind: ``said Tom Varn, the mayor``, ``according to the ministry``."""
    start = end = verb + 1
    while end < len(tokens) and end - start < 14:
        token = tokens[end]
        if not token.word or token.lower in _DAYS or (token.lower in _FORWARD_STOPS and not _in_name(tokens, end)):
            break
        end += 1
    while end > start and tokens[end - 1].lower in PREPOSITIONS:
        end -= 1
    for stop in range(end, start, -1):
        last = tokens[stop - 1]
        if not (
            last.capital or last.lower in ROLES or last.lower in PRONOUNS or last.lower.split("-")[-1] in PERSON_ROLES
        ):
            continue
        subject = phrase(tokens[start:stop])
        if subject is not None and subject.left == 0:
            if spelled == "according to" and _cut_short(tokens, stop, end):
                return None
            if left == verb and stop < len(tokens) and tokens[stop].lower in NOT_SAID | HAVE | SAYS - REPORTING:
                return None  # "Varn, of the Herald, says his family was late": what follows is what he says
            subject, stop = _by_trade(tokens, subject, start, stop, end)
            following = tokens[stop : stop + 1]
            if following and following[0].text == ",":
                subject = _named_by_aside(subject, _aside_after(tokens, stop))
            return Cue(subject, spelled, left, stop - 1, inverted=True)
    return None


def _cut_short(tokens: Sequence[Token], stop: int, end: int) -> bool:
    """Return whether a name is only the first words of what is named: ``White House records``, ``Asian folklore``."""
    if stop >= end or tokens[stop - 1].possessive:
        return stop < end
    word = tokens[stop]
    if not tokens[stop - 1].capital and not word.lower.endswith("s") and word.lower not in ("data", "and"):
        return False  # "one company active in the port": an adjective
    return not word.capital and not word.lower.endswith(("ly", "ing", "ed")) and word.lower not in PREPOSITIONS | _LATE


def _by_trade(tokens: Sequence[Token], subject: Subject, start: int, stop: int, end: int) -> tuple[Subject, int]:
    """Read ``Leeds University geneticist Ilsa``, where a trade behind a body's name tells that a person speaks."""
    for at in range(stop, min(end, stop + 3)):
        word = tokens[at].lower
        if tokens[at].capital or word in CONJUNCTIONS | _LATE:
            break
        if subject.kind == "group" and (word in PERSON_ROLES or word.endswith(("ist", "ician", "woman"))):
            text = " ".join(t.text for t in tokens[start : at + 1])
            return replace(subject, text=text[:1].upper() + text[1:], kind="role", plural=False), at + 1
    return subject, stop


def _in_name(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a preposition is part of a name or an office: ``Center on Budget``, ``envoy to Yemen Hans Roe``."""
    following = tokens[at + 1 : at + 2]
    if tokens[at].lower == "to" and tokens[at - 1].lower in PERSON_ROLES:
        return placed(tokens[at + 1 : at + 4]) > 0
    return tokens[at].capital or (tokens[at - 1].lower in ORG_WORDS and bool(following) and following[0].capital)


def _aside_after(tokens: Sequence[Token], comma: int) -> Sequence[Token]:
    end = comma + 1
    while end < len(tokens) and tokens[end].word and end - comma < 12:
        end += 1
    return tokens[comma + 1 : end]


def _passive(tokens: Sequence[Token], verb: int) -> Cue | None:
    """Read ``it was said by the minister that``."""
    if verb + 2 < len(tokens) and tokens[verb + 1].lower == "by" and verb and tokens[verb - 1].lower in BE | SKIPPED:
        return _forward(tokens, verb + 1, tokens[verb].text, verb)
    return None


def leading(tokens: Sequence[Token]) -> Subject | None:
    """Return whom a sentence is about: the subject it opens with, past "On Monday," or None."""
    start = 0
    if tokens and (tokens[0].lower in PREPOSITIONS or tokens[0].lower in SUBORDINATORS):
        start = next((i + 1 for i, t in enumerate(tokens[:16]) if t.text == ","), len(tokens))
    while start < len(tokens) and tokens[start].lower in CONJUNCTIONS | {","}:
        start += 1
    if start >= len(tokens):
        return None
    if tokens[start].lower in PRONOUNS:
        return phrase(tokens[start : start + 1])
    end = start
    while end < len(tokens) and end - start < 10 and tokens[end].word:
        end += 1
    for stop in range(end, start, -1):
        last = tokens[stop - 1]
        if (last.capital and last.lower not in DETERMINERS) or last.lower in ROLES:
            subject = phrase(tokens[start:stop])
            if subject is not None and subject.left == 0:
                return subject
    return None
