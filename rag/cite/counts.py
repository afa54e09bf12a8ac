"""Counts that the evidence gives otherwise, though it has the numbers: two killed for three, 24 for 18 of 24. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import isclose

from rag.text.dates import without_dates
from rag.text.figures import figures, moved_figure, narrow_states, place_of, states, written
from rag.text.fractions import other_fractions
from rag.text.names import names
from rag.text.numbers import Number, counts, numbers
from rag.text.spelled import DIGITS, WORDS, value_of
from rag.text.words import content_words

_SHARE = 0.5
"""Share of a claim's words that a sentence must have to be on the same matter."""
_PRONOUN = re.compile(r"\s*(?:of\b|or\b|-|more\b|other\b|in\b|another\b)", re.IGNORECASE)
_SAID_SO = {
    1: re.compile(r"\b(?:one|1|single|(?:a|an) (?:\w+[- ]){0,3}(?:man|woman|person|boy|girl|child|\w+er))\b", re.IGNORECASE),
    2: re.compile(r"\b(?:two|2|both|couple|pair|twins?|double|second)\b", re.IGNORECASE),
}  # fmt: skip
_PART_OF = re.compile(
    rf"\b(?P<verb>[^\W\d]+(?: (?:down|up|off|out))?) (?P<part>{DIGITS}|{WORDS}) (?:out )?of (?:the |its |their |his |her )?"
    rf"(?P<whole>{DIGITS}|{WORDS})\b",
    re.IGNORECASE,
)
_SCORE = re.compile(
    r"(?<![\w.–-])(?<!from )(?<!between )(\d{1,3})(?:[-–]| (?:votes )?to )(\d{1,3})(?![\w%–-]|[.,]\d| per ?cent| percent)"
)
_LOST = re.compile(r"\b(?:los[et]s?|losing|loss|defeat\w*|beaten|went down|trail\w*|behind)\b", re.IGNORECASE)
_NOBODY = re.compile(
    r"\b(?:[Nn]o one|[Nn]obody|[Nn]one of them|[Nn]o (?:people|casualties|passengers?|workers?|staff|residents))\b(?! else)(?P<what>[^.;:]{1,40})"
)
_BY = re.compile(r"\bby (?:about |around |some )?$")
_COMPARED = re.compile(
    r"(?: [a-z]+)? (?:less|more|fewer|longer|shorter|earlier|later|higher|lower|older|younger)\b[^.;]{0,40}? than\b"
)


def told_otherwise(claim: str, texts: Sequence[str]) -> tuple[str, ...]:
    """Return what a claim counts otherwise than its evidence: small counts, parts of a whole, scores, fractions."""
    return (
        *_other_small(claim, texts),
        *_whole_for_part(claim, texts),
        *_turned_scores(claim, texts),
        *_some_for_none(claim, texts),
        *_crossed(claim, texts),
        *other_fractions(claim, " ".join(texts)),
    )


def other_toll(claim: str, told: str) -> str:
    """Return in words the dead, the missing of the sentence that carries a claim where the claim has another count of them.

    The claim's number may stand in a title or an early report: it is not what that sentence says.
    """
    found = moved_figure(told, claim)
    return f"{found[1].text}, not {found[2].text}" if found and states(found[0]) else ""


def _other_small(claim: str, texts: Sequence[str]) -> tuple[str, ...]:
    """Return "one" or "two" killed where the evidence on the same matter has another count of the killed, and not this one."""
    found = []
    for number, after in _small(claim):
        states = narrow_states(number, claim)
        if not states or _PRONOUN.match(after) or any(_SAID_SO[int(number.value)].search(t) for t in texts):
            continue
        if any(_alike(claim, t) and _counts_other(states, t) for t in texts):
            found.append(number.text)
    return tuple(found)


def _small(claim: str) -> list[tuple[Number, str]]:
    out, at = [], 0
    for number in counts(claim):
        at = claim.find(number.text, at)
        if at < 0:
            break
        at += len(number.text)
        if number.worded and number.value in _SAID_SO and not number.unit and not number.measure:
            out.append((number, claim[at:]))
    return out


def _counts_other(states: frozenset[str], text: str) -> bool:
    return any(states & narrow_states(n, text) for n in counts(text) if n.value > 1)


def _alike(claim: str, text: str) -> bool:
    ours = {w for w in content_words(claim) if not w.isdigit()}
    return len(ours & set(content_words(text))) >= _SHARE * max(1, len(ours))


def _whole_for_part(claim: str, texts: Sequence[str]) -> tuple[str, ...]:
    """Return the numbers of which a claim says what the evidence says of a part: 24 shot down for 18 of 24."""
    values = {n.value for n in counts(claim)}
    found = []
    for match in (m for t in texts for m in _PART_OF.finditer(t)):
        said = re.search(
            rf"\b{re.escape(match['verb'])} (?:all |the )*{re.escape(match['whole'])}\b", claim, re.IGNORECASE
        )
        if said and value_of(match["part"]) not in values:
            found.append(f"{match['whole']} (it is {match['part']} of them)")
    return tuple(found)


def _some_for_none(claim: str, texts: Sequence[str]) -> tuple[str, ...]:
    """Return "two" hurt of a claim where the evidence says that nobody was, and gives no count of the hurt."""
    told = [states(m["what"]) for t in texts for m in _NOBODY.finditer(t)]
    others = [_NOBODY.sub("", t) for t in texts]
    found = []
    for number in counts(claim):
        ours = narrow_states(number, claim)
        denied = ours and any(ours <= of for of in told)
        if denied and number.value and not any(ours & narrow_states(n, t) for t in others for n in counts(t)):
            found.append(f"{number.text} (nobody was)")
    return tuple(found)


def reckoned(claim: str, texts: Sequence[str]) -> frozenset[str]:
    """Return the numbers of a claim that are the difference of two of the evidence: "two years less than" of four and six years."""
    told = [n for t in texts for n in numbers(without_dates(t))]
    found, at = [], 0
    for number in numbers(claim):
        at = place_of(number, claim, at)
        step = _COMPARED.match(claim[at + len(number.text) :]) or _BY.search(claim[:at])
        of_a_kind = [
            n.value for n in told if (n.unit or n.measure) and (n.unit, n.measure) == (number.unit, number.measure)
        ]
        bare = [n.value for n in told if not (n.unit or n.measure)]  # "62 pesos from 55"
        if step and any(isclose(abs(a - b), number.value) for a in of_a_kind for b in (*of_a_kind, *bare)):
            found.append(number.text)
    return frozenset(found)


def _crossed(claim: str, texts: Sequence[str]) -> tuple[str, ...]:
    """Return a number of a claim that has changed places with another: "38 films from 140 lands" of 140 films from 38 lands."""
    ours, theirs = figures(claim), {(f.number.value, f.of) for t in texts for f in figures(t)}
    return tuple(
        f"{a.number.text} {written(a.of, claim)}"
        for a in ours
        for b in ours
        if a.of != b.of
        and {(a.number.value, b.of), (b.number.value, a.of)} <= theirs
        and not {(a.number.value, a.of), (b.number.value, b.of)} & theirs
    )[:1]


def _turned_scores(claim: str, texts: Sequence[str]) -> tuple[str, ...]:
    """Return the scores that the evidence has the other way round, with the same side named first."""
    told = {m.groups() for t in texts for m in _SCORE.finditer(t)}
    first = names(claim)[:1]
    return tuple(
        m.group()
        for m in _SCORE.finditer(claim)
        if m[1] != m[2] and m.groups() not in told and (first or " to " in m.group()) and not _LOST.search(claim)
        for t in texts
        if (m[2], m[1]) in {s.groups() for s in _SCORE.finditer(t)} and (names(t)[:1] == first or " to " in m.group())
        and not _LOST.search(t)
    )[:1]  # fmt: skip
