"""A speaker or a document named behind: "said Tom Varn", "according to the clerk's records", "was said by". Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.quotes.cue import Cue
from rag.quotes.lexicon import (
    BE,
    CONJUNCTIONS,
    DAYS,
    DESCRIBING,
    DETERMINERS,
    DOCUMENTS,
    HAVE,
    NOT_NAMES,
    NOT_SAID,
    ORG_WORDS,
    PERSON_ROLES,
    PREPOSITIONS,
    PRONOUNS,
    REPORTING,
    SAYS,
    SKIPPED,
    SUBORDINATORS,
    is_role,
)  # fmt: skip
from rag.quotes.phrases import Subject, phrase, placed
from rag.quotes.tokens import Token, is_adverb

_TAKEN = frozenset("taken seen made given drawn written shown held sent".split())
_LATE = DESCRIBING | frozenset("late early last this next that who which".split())
_FORWARD_STOPS = (
    SUBORDINATORS | SKIPPED | DAYS | CONJUNCTIONS - {"and"} | (PREPOSITIONS - {"of", "for", "at", "from", "with"})
)
_DOCUMENT_STOPS = _FORWARD_STOPS | PRONOUNS | PREPOSITIONS - {"of"}
_GOES_ON = NOT_SAID | HAVE | SAYS - REPORTING
_PLACED = PREPOSITIONS | _LATE
_LOOSE = CONJUNCTIONS | _LATE


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
    text = " ".join(t.owner for t in words)
    subject = Subject(text[:1].upper() + text[1:], "role", 0, words[0].start, plural=True)
    return Cue(subject, "according to", to - 1, end - 1, inverted=True)


def _ends_document(tokens: Sequence[Token], start: int, at: int) -> bool:
    token = tokens[at]
    if token.lower in _DOCUMENT_STOPS:
        return True
    if token.capital or at == start:
        return False
    participle = (token.lower.endswith(("ed", "ing")) or token.lower in _TAKEN) and tokens[
        at - 1
    ].lower not in DETERMINERS
    return is_adverb(token) or (participle and not tokens[at - 1].possessive)


def speaker_behind(tokens: Sequence[Token], verb: int, spelled: str, left: int) -> Cue | None:
    """Read the subject behind: ``said Tom Varn, the mayor``, ``according to the ministry``."""
    start = end = verb + 1
    while end < len(tokens) and end - start < 14:
        token = tokens[end]
        if not token.word or token.lower in DAYS or (token.lower in _FORWARD_STOPS and not _in_name(tokens, end)):
            break
        end += 1
    while end > start and tokens[end - 1].lower in PREPOSITIONS:
        end -= 1
    for stop in range(end, start, -1):
        last = tokens[stop - 1]
        if not (last.capital or last.lower in PRONOUNS or is_role(last.lower)):
            continue
        subject = phrase(tokens[start:stop])
        if subject is not None and subject.left == 0:
            if spelled in ("according to", "per") and _cut_short(tokens, stop, end):
                return None
            if left == verb and stop < len(tokens) and tokens[stop].lower in _GOES_ON:
                return None  # "Varn, of the Herald, says his family was late": what follows is what he says
            subject, stop = _by_trade(tokens, subject, start, stop, end)
            following = tokens[stop : stop + 1]
            if following and following[0].text == ",":
                subject = named_by_aside(subject, aside_after(tokens, stop))
            return Cue(subject, spelled, left, stop - 1, inverted=True)
    return None


def _cut_short(tokens: Sequence[Token], stop: int, end: int) -> bool:
    """Return whether a name is only the first words of what is named: ``White House records``, ``Asian folklore``."""
    if stop >= end or tokens[stop - 1].possessive:
        return stop < end
    word = tokens[stop]
    if tokens[stop - 1].capital and word.capital:
        return True  # "Tom Varn's will": the name goes on
    if not tokens[stop - 1].capital and word.lower not in ("data", "and"):
        # "one company active in the port" has an adjective, "campaign finance filings" goes on.
        near = next((i for i in range(stop, end) if tokens[i].lower in _PLACED), end)
        return any(t.lower.endswith("s") or t.lower == "data" for t in tokens[stop:near])
    return not word.capital and not word.lower.endswith(("ly", "ing", "ed")) and word.lower not in _PLACED


def _by_trade(tokens: Sequence[Token], subject: Subject, start: int, stop: int, end: int) -> tuple[Subject, int]:
    """Read ``Leeds University geneticist Ilsa``, where a trade behind a body's name tells that a person speaks."""
    for at in range(stop, min(end, stop + 3)):
        word = tokens[at].lower
        if tokens[at].capital or word in _LOOSE:
            break
        if subject.kind == "group" and (word in PERSON_ROLES or word.endswith(("ist", "ician", "woman"))):
            text = " ".join(t.text for t in tokens[start : at + 1])
            return replace(subject, text=text[:1].upper() + text[1:], kind="role", plural=False), at + 1
    return subject, stop


def _in_name(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a preposition is part of a name or an office: ``Center on Budget``, ``envoy to Yemen Hans Roe``."""
    following = tokens[at + 1 : at + 2]
    if tokens[at].lower == "by" and tokens[at - 1].lower in DOCUMENTS:
        return True  # "a statement by the ministry"
    if tokens[at].lower == "to" and tokens[at - 1].lower in PERSON_ROLES:
        return placed(tokens[at + 1 : at + 4]) > 0
    return tokens[at].capital or (tokens[at - 1].lower in ORG_WORDS and bool(following) and following[0].capital)


def passive(tokens: Sequence[Token], verb: int) -> Cue | None:
    """Read ``it was said by the minister that``."""
    if verb + 2 < len(tokens) and tokens[verb + 1].lower == "by" and verb and tokens[verb - 1].lower in BE | SKIPPED:
        return speaker_behind(tokens, verb + 1, tokens[verb].text, verb)
    return None


def aside_after(tokens: Sequence[Token], comma: int) -> Sequence[Token]:
    """Return the words between a comma and the next mark."""
    end = comma + 1
    while end < len(tokens) and tokens[end].word and end - comma < 12:
        end += 1
    return tokens[comma + 1 : end]


def named_by_aside(subject: Subject, aside: Sequence[Token]) -> Subject:
    """Return a subject with what stands beside it in commas: the name of an office, or the office of a name."""
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
