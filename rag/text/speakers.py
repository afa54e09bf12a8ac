"""Is this the same speaker? Names with titles, surnames alone, countries and their adjectives. Pure."""

from __future__ import annotations

import re

from rag.text.words import fold

_TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir dame lord lady president prime minister foreign defence defense finance "
    "interior secretary senator sen rep representative governor gov mayor chancellor king queen prince princess pope "
    "general gen colonel col captain capt sergeant sgt judge justice chief spokesman spokeswoman spokesperson director "
    "chairman chairwoman chair head leader ambassador commissioner deputy vice former acting speaker".split()
)
_LITTLE = frozenset("the a an of and for his her its their s".split())
_STATE = frozenset(
    "side sides government authorities officials official ministry foreign defence defense finance interior state "
    "president presidency prime minister ministers leadership embassy delegation military army representatives".split()
)
"""What speaks for a country that is asked for by its name alone."""
_COMPASS = {"north": "north", "south": "south", "pyongyang": "north", "seoul": "south"}
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
    "uganda ugandan kampala|tanzania tanzanian|ghana ghanaian|somalia somali mogadishu|rwanda rwandan kigali|"
    "zimbabwe zimbabwean harare|zambia zambian lusaka|latvia latvian riga|estonia estonian tallinn|"
    "lithuania lithuanian vilnius|croatia croatian zagreb|bulgaria bulgarian|belarus belarusian minsk|"
    "iceland icelandic reykjavik|nepal nepalese nepali kathmandu|bangladesh bangladeshi dhaka|malaysia malaysian|"
    "peru peruvian|bolivia bolivian|ecuador ecuadorean ecuadorian|tunisia tunisian|algeria algerian algiers|"
    "nigeria nigerian|kenya kenyan|ethiopia ethiopian|sudan sudanese|libya libyan|morocco moroccan|"
    "america american us usa washington"
)
_NATION = {name: group.split()[0] for group in _COUNTRIES.split("|") for name in group.split()}


def same_speaker(asked: str, speaker: str) -> bool:
    """Return whether words of ``speaker`` are words of the one who was asked for.

    A surname matches the full name; two first names must agree; a country matches "the Russian side"
    and its ministries, but not a person from there. Nobody is the same speaker as ``unknown``.
    """
    wanted, given = _words(asked), _words(speaker)
    if not wanted or not given or given == ["unknown"]:
        return False
    if _is_country(wanted):
        return _speaks_for(wanted, given) or (len(wanted) == 1 and _surname_of(wanted[0], given, speaker))
    wanted, given = [_canonical(w) for w in wanted], [_canonical(w) for w in given]
    name, other = _name(wanted), _name(given)
    if not name or not other:
        return set(wanted) == set(given)
    if len(other) == 1 and len(name) > 1:
        return other[0] == name[-1]  # a surname alone; a first name alone may be anybody's
    return set(name) <= set(other) or (set(other) <= set(name) and other[-1] == name[-1])


def speaks_for(body: str, claimed: str) -> bool:
    """Return whether a body without a name of its own may be that of a country or of an acronym: "the government", Chile."""
    words = _words(body)
    if not words or not all(w in _BODIES for w in words):
        return False
    return claimed.isupper() or _is_country(_words(claimed)) or len(_words(claimed)) == 1


_BODIES = frozenset(
    "side government authorities officials ministry presidency leadership agency department office company firm group club "
    "bank charity union".split()
)


def holds_office(office: str, person: str, text: str) -> bool:
    """Return whether a text gives an office to a person: "the minister", ``Ilsa Varn``, "Transport Minister Ilsa Varn".

    False where the office names somebody, or says more than the text does.
    """
    wanted, name = _words(office), _name(_words(person))
    if not wanted or _name(wanted) or not name:
        return False
    words = _words(text)
    return any(
        word == name[-1] and set(wanted) <= set(words[max(0, at - OFFICE_WORDS) : at + OFFICE_WORDS])
        for at, word in enumerate(words)
    )


OFFICE_WORDS = 6
"""How near an office stands to its holder's name."""


def _words(text: str) -> list[str]:
    words = re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", fold(re.sub(r"(?<=\b\w)\.(?=\w\b)", "", text))))
    return [w for w in words if w not in _LITTLE] or words


def _name(words: list[str]) -> list[str]:
    return [w for w in words if w not in _TITLES]


def _canonical(word: str) -> str:
    return _NATION.get(word, word)


def _is_country(words: list[str]) -> bool:
    return any(w in _NATION for w in words) and all(w in _NATION or w in _COMPASS or w in _SIDES for w in words)


_SIDES = frozenset("side sides government authorities officials".split())


def _speaks_for(wanted: list[str], given: list[str]) -> bool:
    countries = {_NATION[w] for w in given if w in _NATION}
    rest = {w for w in given if w not in _NATION and w not in _COMPASS}
    compass = [{_COMPASS[w] for w in words if w in _COMPASS} for words in (wanted, given)]
    return {_NATION[w] for w in wanted if w in _NATION} <= countries and rest <= _STATE and compass[0] == compass[1]


def _surname_of(wanted: str, given: list[str], speaker: str) -> bool:
    """Return whether a country's name is a person's: ``Jordan`` of ``Michael Jordan``."""
    name = _name(given)
    return len(name) > 1 and name[-1] == wanted and " of " not in speaker and not set(name[:-1]) & set(_NATION)


def nation_of(word: str) -> str | None:
    """Return the nation that a folded word names or is the adjective, capital or people of, or None."""
    return _NATION.get(word)
