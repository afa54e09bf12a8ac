"""Two who share a name: another first name, another point of the compass, than where this is told. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.text.names import FULL_NAME, first_names, is_part_of_name, is_surname, names, straight
from rag.text.speakers import TITLES
from rag.text.words import content_words, fold

_COMPASS = "north south east west".split()
_PLACE = re.compile(r"\b(North|South|East|West)(ern)? ([A-ZÀ-Þ][\w’'-]{2,})")
_CAPITALS = {"north": ("pyongyang",), "south": ("seoul",), "east": (), "west": ()}
"""What stands for one half of a divided country."""
_SAME_PLACE = 4
"""How many letters a place and its people have in common at least: Korea, Korean."""
_SHORT = (
    "bill william|bob robert|dick richard|ted edward|ed edward|jack john|liz elizabeth|beth elizabeth|tony anthony|"
    "harry henry|jim james|peggy margaret|kate catherine|chuck charles|larry lawrence|hank henry|sasha alexander|"
    "volodymyr vladimir|becky rebecca|sandy alexander|nick nicholas|tom thomas|mike michael|dave david"
)
_SHORT_FORMS = frozenset(frozenset(pair.split()) for pair in _SHORT.split("|"))
_KIN = re.compile(r"\b(?:father|mother|son|daughter|brother|sister|wife|husband|widow|uncle|aunt|cousin|married)\b")
FEWEST_TOLD = 2
"""Words of a claim that must be told of the other of two in one sentence, none of them of the one claimed."""


def namesakes(claim: str, told: str, around: str = "") -> tuple[str, ...]:
    """Return in words which persons and places of a claim the sentence that carries it calls otherwise.

    "Helen Marsh" where it has "John Marsh", "South Korea" where it has "North Korea". One that is named both ways,
    or only by surname, is let be; ``around`` is the title and the sentence before, where the right one may stand.
    """
    claim, told, around = straight(claim), straight(told), straight(around)
    found = [*_other_persons(claim, told), *_other_halves(claim, told, around)]
    return tuple(f"told of {other}, not of {ours}" for ours, other in dict.fromkeys(found))


def _other_persons(claim: str, told: str) -> list[tuple[str, str]]:
    given = set(names(claim))
    found = []
    for match in FULL_NAME.finditer(claim):
        first, last = match.groups()
        if not {first, last} <= given or not (is_part_of_name(first) and is_part_of_name(last)):
            continue
        if not is_surname(last, [claim, told]):
            continue
        theirs = first_names(last, told)
        if not theirs or any(_same_first(first, other) for other in theirs):
            others = [o for o in theirs if not _same_first(first, o)]
            found += [(f"{first} {last}", f"{o} {last}") for o in others if _told_of(claim, told, first, o, last)]
            continue
        if _KIN.search(claim) and all(
            re.search(rf"\b{re.escape(other)}\s+{re.escape(last)}\b", claim) for other in theirs
        ):
            continue  # "Hugo Stokes is the father of Miriam Stokes": the claim tells of both
        if _stands_before(last, theirs, told):
            continue  # "President Trump and Melania Trump": the first one may be the one claimed
        if not re.search(rf"\b{re.escape(fold(first))}\b", fold(told)):
            found.append((f"{first} {last}", f"{theirs[0]} {last}"))
    return found


def _stands_before(last: str, theirs: Sequence[str], told: str) -> bool:
    """Return whether a surname stands alone in front of the first of the full names that share it."""
    full = re.search(rf"\b(?:{'|'.join(map(re.escape, theirs))})\s+{re.escape(last)}\b", told)
    return full is not None and re.search(rf"\b{re.escape(last)}\b", told[: full.start()]) is not None


def _told_of(claim: str, told: str, first: str, other: str, last: str) -> bool:
    """Return whether the claim's words stand behind the other one of two namesakes, and none behind the one claimed."""
    if re.search(rf"\b{re.escape(other)}\s+{re.escape(last)}\b", claim):
        return False
    shares = dict.fromkeys((first, other), 0)
    pieces = re.split(rf"\b([A-ZÀ-Þ][\w’'-]+)\s+{re.escape(last)}\b", told)
    wanted = set(content_words(claim)) - set(content_words(f"{first} {other} {last}"))
    for who, words in zip(pieces[1::2], pieces[2::2], strict=True):
        name = next((n for n in shares if _same_first(n, who)), None)
        if name is not None:
            shares[name] += len(wanted & set(content_words(words)))
    return shares[other] >= FEWEST_TOLD and shares[first] == 0


def _same_first(one: str, other: str) -> bool:
    """Return whether two first names may be one person's: an initial, a short form, another spelling."""
    a, b = fold(one).rstrip("."), fold(other).rstrip(".")
    if min(len(a), len(b)) == 1:
        return a[0] == b[0]
    return a == b or a[:3] == b[:3] or frozenset((a, b)) in _SHORT_FORMS


def _other_halves(claim: str, told: str, around: str) -> list[tuple[str, str]]:
    context = fold(f"{around} {told}")
    found = []
    for match in _PLACE.finditer(claim):
        half, ending, place = match.groups()
        stem = fold(place)[: max(_SAME_PLACE, len(place) - 2)]
        side = half.lower()
        if re.search(rf"\b{side}", context) or any(c in context for c in _CAPITALS[side]):
            continue
        if re.search(rf"\b{side[0]}\.? {re.escape(stem)}", context):
            continue
        others = [o for o in _COMPASS if re.search(rf"\b{o}(?:ern)?[ -]{re.escape(stem)}", fold(told))]
        found += [(match.group(), f"{o.title()}{ending or ''} {place}") for o in others[:1]]
    return found


def told_of_another(claim: str, told: Sequence[str], around: Sequence[str], used: Sequence[int]) -> tuple[str, ...]:
    """Return vetoes where the first sentence that a claim is cited to tells it of a namesake."""
    return tuple(words for i in used[:1] for words in namesakes(claim, told[i], around[i]))


def open_surnames(claim: str, texts: Sequence[str]) -> tuple[str, ...]:
    """Return in words whom each surname of a claim may mean where the texts have two people of it, told apart throughout.

    A text that itself writes the surname alone takes one of them for known, as does an office that it gives to somebody.
    """
    claim, told = straight(claim), " ".join(map(straight, texts))
    found = []
    for last in names(claim):
        people = list[str]()
        for first in first_names(last, told):
            people += [] if any(_same_first(first, other) for other in people) else [first]
        if len(people) < 2 or first_names(last, claim) or not is_part_of_name(last) or not is_surname(last, [told]):
            continue
        name = re.escape(last)
        titles = {w for w in re.findall(rf"\b([A-Z]\w+)\.?\s+{name}\b", claim) if fold(w) in TITLES}
        before = re.findall(rf"([\w’'.-]*)\s*\b{name}\b", told)
        known = any(re.search(rf"\b{title}\.?\s+(?:\w+\s+)?{name}\b", told) for title in titles)
        if not known and all(w in first_names(last, f"{w} {last}") for w in before):
            found.append(f"{last} may be {' or '.join(f'{first} {last}' for first in people)}")
    return tuple(found)
