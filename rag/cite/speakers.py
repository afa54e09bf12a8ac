"""Is this the same speaker? Names with titles, surnames alone, countries and their adjectives. Pure."""

from __future__ import annotations

import re

from rag.cite.words import fold

_TITLES = frozenset(
    "mr mrs ms dr prof sir dame lord lady president prime minister foreign defence defense finance interior "
    "secretary senator sen rep representative governor gov mayor chancellor king queen prince princess general gen "
    "colonel captain judge justice chief spokesman spokeswoman spokesperson director chairman chairwoman chair head "
    "leader ambassador commissioner deputy vice former acting the of and for state side sides officials official "
    "government ministry his her its union party professor police".split()
)
_COUNTRIES = (
    "russia russian moscow kremlin|cuba cuban cubans havana|ukraine ukrainian kyiv kiev|china chinese beijing|"
    "france french paris|germany german berlin|britain british uk london england english|israel israeli|"
    "iran iranian tehran|iraq iraqi|india indian delhi|pakistan pakistani islamabad|japan japanese tokyo|"
    "turkey turkish turkiye ankara|poland polish warsaw|italy italian rome|spain spanish madrid|egypt egyptian cairo|"
    "syria syrian damascus|lebanon lebanese beirut|mexico mexican|canada canadian ottawa|brazil brazilian|"
    "argentina argentine argentinian|venezuela venezuelan caracas|colombia colombian|chile chilean|"
    "australia australian canberra|sweden swedish|norway norwegian|finland finnish|denmark danish|"
    "netherlands dutch|belgium belgian|greece greek athens|hungary hungarian budapest|romania romanian|"
    "serbia serbian|austria austrian|switzerland swiss|portugal portuguese|ireland irish|scotland scottish|"
    "korea korean seoul pyongyang|vietnam vietnamese|thailand thai|philippines philippine filipino|"
    "indonesia indonesian|afghanistan afghan kabul|saudi riyadh|qatar qatari|yemen yemeni|jordan jordanian|"
    "nigeria nigerian|kenya kenyan|ethiopia ethiopian|sudan sudanese|libya libyan|morocco moroccan|"
    "america american us usa washington"
)
_NATION = {name: group.split()[0] for group in _COUNTRIES.split("|") for name in group.split()}


def same_speaker(asked: str, speaker: str) -> bool:
    """Return whether words of ``speaker`` are words of the one who was asked for.

    A surname matches the full name; two first names must agree; a country matches "the Russian side".
    """
    wanted, given = _name(asked), _name(speaker)
    if not wanted or not given:
        return bool(fold(asked).strip()) and fold(asked).strip() == fold(speaker).strip()
    if wanted[-1] in _NATION or given[-1] in _NATION:
        return _nations(wanted) == _nations(given) and _rest(wanted) == _rest(given)
    return set(wanted) <= set(given) or set(given) <= set(wanted)


def _name(text: str) -> list[str]:
    words = re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", fold(text)))
    kept = [w for w in words if w not in _TITLES]
    return kept or [w for w in words if w not in ("the", "a", "an", "his", "her", "its")]


def _nations(words: list[str]) -> set[str]:
    return {_NATION[w] for w in words if w in _NATION}


def _rest(words: list[str]) -> set[str]:
    return {w for w in words if w not in _NATION}


def nation_of(word: str) -> str | None:
    """Return the nation that a folded word names or is the adjective, capital or people of, or None."""
    return _NATION.get(word)
