"""Countries and states of the US that a text names: by name, as papers shorten it, or by the people's. Pure."""

from __future__ import annotations

import re
from functools import cache

from rag.text.speakers import nation_of
from rag.text.words import bare, fold

_OTHER_NAMES = {
    "Czech": "czechia", "Czech Republic": "czechia", "Ivory Coast": "cote d’ivoire", "Bosnia": "bosnia & herzegovina",
    "Bosnian": "bosnia & herzegovina", "East Timor": "timor-leste", "Palestine": "palestinian territories",
    "Palestinian": "palestinian territories", "Hong Kong": "hong kong sar china", "Swaziland": "eswatini", "Vatican": "vatican city",
    "Congolese": "congo", "Salvadoran": "el salvador", "Emirati": "united arab emirates", "UAE": "united arab emirates",
    "Malian": "mali", "Togolese": "togo", "Cypriot": "cyprus", "Kuwaiti": "kuwait", "Omani": "oman", "Wales": "britain", "Welsh": "britain",
    "Soviet Union": "soviet union", "Soviet": "soviet union", "USSR": "soviet union", "Yugoslavia": "yugoslavia",
    "Yugoslav": "yugoslavia", "Czechoslovakia": "czechoslovakia", "Rhodesia": "rhodesia", "Zaire": "zaire", "Ceylon": "ceylon",
    "Siam": "siam", "Persia": "persia", "Prussia": "prussia", "Tibet": "tibet", "Somaliland": "somaliland", "Kurdistan": "kurdistan",
    "Catalonia": "catalonia", "Abkhazia": "abkhazia", "Chechnya": "chechnya", "Gaza": "palestinian territories",
    "EU": "european union", "Holland": "netherlands", "Trinidad": "trinidad & tobago", "Dominican": "dominican republic", "Greenlander": "greenland", "Slovak": "slovakia",
}  # fmt: skip
"""What a country is called beside its name in the catalogue, or its people are, where no ending tells; those that were, or would be."""
_PEOPLE = ("ese", "ian", "ean", "an", "ish", "ic", "i", "n")
_SAME_ROOT = 4
"""Letters that the names of a people and its country must share."""
CUT = 2
"""Letters of a country's name that its people's may lack: Jamaica, Jamaican."""
_STATES = {
    "Alabama": "Ala.", "Alaska": "", "Arizona": "Ariz.", "Arkansas": "Ark.", "California": "Calif.", "Colorado": "Colo.",
    "Connecticut": "Conn.", "Delaware": "Del.", "Florida": "Fla.", "Georgia": "Ga.", "Hawaii": "", "Idaho": "", "Illinois": "Ill.",
    "Indiana": "Ind.", "Iowa": "", "Kansas": "Kan.", "Kentucky": "Ky.", "Louisiana": "La.", "Maine": "", "Maryland": "Md.",
    "Massachusetts": "Mass.", "Michigan": "Mich.", "Minnesota": "Minn.", "Mississippi": "Miss.", "Missouri": "Mo.",
    "Montana": "Mont.", "Nebraska": "Neb.", "Nevada": "Nev.", "New Hampshire": "N.H.", "New Jersey": "N.J.", "New Mexico": "N.M.",
    "New York": "N.Y.", "North Carolina": "N.C.", "North Dakota": "N.D.", "Ohio": "", "Oklahoma": "Okla.", "Oregon": "Ore.",
    "Pennsylvania": "Pa.", "Rhode Island": "R.I.", "South Carolina": "S.C.", "South Dakota": "S.D.", "Tennessee": "Tenn.",
    "Texas": "", "Utah": "", "Vermont": "Vt.", "Virginia": "Va.", "Washington": "Wash.", "West Virginia": "W.Va.",
    "Wisconsin": "Wis.", "Wyoming": "Wyo.", "Puerto Rico": "P.R.", "District of Columbia": "D.C.",
}  # fmt: skip
"""Each state with what papers shorten it to."""
_POSTAL = dict(
    zip(
        "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT "
        "VT VA WA WV WI WY PR DC".split(),
        _STATES,
        strict=True,
    )
)
_SHORT = {short: name for name, short in _STATES.items() if short}
_STATE = re.compile(
    rf"\b(?:{'|'.join(sorted(map(re.escape, _STATES), key=len, reverse=True))})\b"
    rf"|(?<=, )(?:{'|'.join(map(re.escape, _SHORT))})|(?<=, )(?:{'|'.join(_POSTAL)})\b"
)
_SELF_STYLED = re.compile(r"\b[A-ZÀ-Þ][\w’'-]+ (?:Nation|Republic|Kingdom|Emirate|Federation)\b")
_WORD = re.compile(r"(?<![^\W_])[A-ZÀ-ÖØ-Þ](?:\.[A-Z]\.?|[\w’'-])*")
_PAIR = re.compile(r"\b(?=([A-ZÀ-Þ][\w’'-]+ [A-ZÀ-Þ][\w’'-]+))")


def state_of_short(word: str) -> str:
    """Return the state that a word is short for as papers write it ("N.C.", "Neb"), or an empty string."""
    return _SHORT.get(f"{word.rstrip('.')}.", "")


def us_states(text: str) -> frozenset[str]:
    """Return the names of the states of the US that a text has, in full, as papers shorten them, or by their two letters behind a town."""
    found = _STATE.findall(text)
    return frozenset(_SHORT.get(f) or _POSTAL.get(f) or f for f in found)


def countries_by_name(text: str) -> frozenset[str]:
    """Return the countries that a text calls by their names, not by those of their people: "Israel", and no "Israeli strikes"."""
    return frozenset(_catalogue()[m] for m in _names().findall(text) if m not in _OTHER_NAMES)


def countries(text: str) -> frozenset[str]:
    """Return the countries that a text names, or whose people it does, each by one folded name; "New Mexico" is none.

    So is what calls itself a nation or a republic, in no catalogue or in one: the Navajo Nation.
    """
    apart = _STATE.sub(lambda m: m.group() if m.group() == "Georgia" else " ", text)
    found = {_catalogue()[m] for m in _names().findall(apart)} | {fold(m) for m in _SELF_STYLED.findall(apart)}
    words = [fold(bare(w)).replace(".", "") for w in _WORD.findall(apart)]
    words += [fold(bare(pair)) for pair in _PAIR.findall(apart)]
    words += [w.removesuffix("s") for w in words]  # "Nepalis"
    return frozenset(found | {land for w in words if (land := nation_of(w) or _by_people(w))})


@cache
def _catalogue() -> dict[str, str]:
    """Return each name of a country, as written, with its folded name; those that a nation's list has go by that."""
    from babel import Locale  # its catalogue takes 0.1 s: only where a land is asked for

    found: dict[str, str] = {}
    for code, full in Locale("en").territories.items():
        if not code.isalpha():
            continue  # numbers are continents
        name = re.sub(r" (?:SAR China|- \w+)$", "", full)
        for written in (name, *re.split(r" \((?=[^)]*\)$)|\)$", name)):
            if written:
                found[written] = nation_of(fold(written)) or fold(name)
                found[written.replace("St. ", "Saint ")] = found[written]
    return found | _OTHER_NAMES


@cache
def _names() -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, _catalogue()), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest_first)})\b")


@cache
def _by_people(word: str) -> str | None:
    """Return the country whose people a folded word is: "icelandic", "nepalese"."""
    for ending in _PEOPLE:
        root = word.removesuffix(ending)
        if root == word or len(root) < _SAME_ROOT:
            continue
        for name, land in _catalogue().items():
            if name.count(" ") == root.count(" ") and fold(name).startswith(root) and len(name) - len(root) <= CUT:
                return land
    return None
