"""Is this the same speaker? Names with titles, surnames alone, countries and their adjectives. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rag.text.words import fold
from rag.types import UNKNOWN_SPEAKER

TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir dame lord lady president prime minister secretary senator sen rep "
    "representative governor gov mayor chancellor general gen colonel col captain capt sergeant sgt judge justice "
    "chief spokesman spokeswoman spokesperson director chairman chairwoman chair head leader ambassador commissioner "
    "deputy vice former acting speaker".split()
)
"""What stands in front of a name and is no part of it."""
_CROWNS = frozenset("king queen prince princess pope".split())
"""Titles of those who go by one name, which many others have as theirs."""
_BESIDE_CROWN = frozenset("crown late emeritus consort grand".split())
_NUMERAL = re.compile(r"[ivx]+")
_OFFICES = TITLES | _CROWNS | frozenset("foreign defence defense finance interior".split())
_LITTLE = frozenset("the a an of and for his her its their s".split())
_STATE = frozenset(
    "side sides government authorities officials official ministry foreign defence defense finance interior state "
    "president presidency prime minister ministers leadership embassy delegation military army representatives".split()
)
"""What speaks for a country that is asked for by its name alone."""
_COMPASS = {"north": "north", "south": "south", "pyongyang": "north", "seoul": "south"}
_COUNTRIES = (
    "russia russian moscow kremlin|cuba cuban cubans havana|ukraine ukrainian kyiv kiev|china chinese beijing|"
    "france french paris|germany german berlin|britain british briton britons uk london england english|israel israeli|"
    "iran iranian tehran|iraq iraqi|india indian delhi|pakistan pakistani islamabad|japan japanese tokyo|"
    "turkey turkish turk turks turkiye ankara|poland polish pole poles warsaw|italy italian rome|spain spanish spaniard spaniards madrid|egypt egyptian cairo|"
    "syria syrian damascus|lebanon lebanese beirut|mexico mexican|canada canadian ottawa|brazil brazilian|"
    "argentina argentine argentinian|venezuela venezuelan caracas|colombia colombian|chile chilean|"
    "australia australian canberra|sweden swedish swede swedes|norway norwegian|finland finnish finn finns|denmark danish dane danes|"
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
_ADJECTIVE = frozenset(
    group.split()[1] for group in _COUNTRIES.split("|") if group.split()[1] not in ("riyadh", "seoul")
)


def same_speaker(asked: str, speaker: str) -> bool:
    """Return whether words of ``speaker`` are words of the one who was asked for.

    A surname matches the full name; two first names must agree; a country matches "the Russian side"
    and its ministries, but not a person from there; an acronym matches the words it stands for. Whoever is
    only somebody's lawyer, critic or son has not said it for him, nor his namesake "Jr." where his first name is given.
    Nobody is the same speaker as ``unknown``.
    """
    return _same(asked, speaker) and not _of_another_generation(asked, speaker)


def spoken_by(asked: str, speakers: Iterable[str]) -> frozenset[str]:
    """Return which of the speakers are the one who was asked for.

    A namesake with "Jr." is another, but where nobody speaks under the name without it: few write it each time.
    """
    alike = {s for s in speakers if _same(asked, s)}
    same = {s for s in alike if not _of_another_generation(asked, s)}
    named = any(len(_name(_words(s))) > 1 for s in same)
    return frozenset(same if named else alike)


def _of_another_generation(asked: str, speaker: str) -> bool:
    """Return whether only one of two full names is that of a junior, or both are and of different ones."""
    wanted, given = _name(_words(asked)), _name(_words(speaker))
    own, other = ([w for w in words if w in _GENERATIONS] for words in (wanted, given))
    return own != other and len(wanted) - len(own) > 1 and " and " not in speaker


_GENERATIONS = frozenset("jr sr junior senior ii iii iv".split())


def _same(asked: str, speaker: str) -> bool:
    wanted, given = _words(asked), _words(speaker)
    if not wanted or not given or given == [UNKNOWN_SPEAKER] or _beside(wanted, speaker):
        return False
    if crowned := _crowned(wanted):
        return any(_is_crowned(crowned, _words(part)) for part in re.split(r"\s+and\s+", speaker))
    if _stands_for(asked, speaker) or _stands_for(speaker, asked):
        return True
    if _is_country(wanted):
        return _speaks_for(wanted, given) or (len(wanted) == 1 and _surname_of(wanted[0], given, speaker))
    wanted, given = [_canonical(w) for w in wanted], [_canonical(w) for w in given]
    name, other = _name(wanted), _name(given)
    if not name or not other:
        return set(wanted) == set(given)
    if len(other) == 1 and len(name) > 1:
        return other[0] == name[-1]  # a surname alone; a first name alone may be anybody's
    return set(name) <= set(other) or (set(other) <= set(name) and other[-1] == name[-1])


def _crowned(words: list[str]) -> tuple[str, ...]:
    """Return the title, the one name and the numeral, if any, of somebody who goes by them: "King Harald IV"; else nothing."""
    words = [w for w in words if w not in _BESIDE_CROWN]
    at = next((i for i, w in enumerate(words) if w in _CROWNS), len(words))
    title, name, number = (*words[at : at + 3], "", "", "")[:3]
    if not name or len(words) > at + 3 or name in _OFFICES or not all(w in _NATION for w in words[:at]):
        return ()
    return (title, name, number) if not number or _NUMERAL.fullmatch(number) else ()


def _is_crowned(crowned: tuple[str, ...], given: list[str]) -> bool:
    """Return whether a speaker is somebody of a title and one name: he bears the title, or has that name and no other."""
    title, name, number = crowned
    given = [w for w in given if w not in _BESIDE_CROWN]
    if name not in given:
        return False
    at = given.index(name)
    other = next((w for w in given[at + 1 : at + 2] if _NUMERAL.fullmatch(w)), "")
    if number and other and number != other:
        return False
    alone = given == [name, *([other] if other else [])]
    # "Ida, Princess of Velka" bears it too; in "Tom King" it is a surname.
    return alone or title in given[max(0, at - 1) : at] or title in given[at + 1 : -1][:1]


def search_words(asked: str) -> tuple[str, ...]:
    """Return folded words of which whoever is the same speaker has one; none when there is no telling.

    The words that an acronym may stand for are given by their first letters: ``w* h* o*``.
    """
    wanted = _words(asked)
    if not wanted:
        return ()
    if _is_country(wanted):
        nations = {_NATION[w] for w in wanted if w in _NATION}
        return tuple(sorted(w for w, nation in _NATION.items() if nation in nations))
    crowned = _crowned(wanted)
    last = crowned[1] if crowned else (_name(wanted) or wanted)[-1]
    plain = _canonical(last)
    spellings = [plain[:-2] + e for e in _ENDINGS] if plain.endswith("sky") else [plain, re.sub("ey$", "ei", plain)]
    letters = _acronym(asked)
    spelled = [" ".join(f"{c}*" for c in letters)] if letters else []
    same_nation = (w for w, n in _NATION.items() if n == plain)
    return tuple(dict.fromkeys([last, *spellings, *_initials(asked), *spelled, *same_nation]))


def _acronym(name: str) -> str:
    """Return the letters of a name that is an acronym, folded, or an empty string."""
    acronym = re.sub(r"^[Tt]he\s+|\.", "", name).strip()
    return acronym.lower() if acronym.isupper() and acronym.isalpha() and len(acronym) > 1 else ""


def _stands_for(short: str, long: str) -> bool:
    """Return whether an acronym is that of a name: ``WHO``, ``World Health Organization``."""
    acronym = _acronym(short)
    return bool(acronym) and acronym in _initials(long)


def _initials(name: str) -> tuple[str, ...]:
    """Return the acronyms that a name may have, folded; of two words only where they are no person's."""
    words = [w for w in re.findall(r"[^\W_]+", name) if w[0].isupper() and fold(w) not in _LITTLE]
    found = []
    for kept in (words, words[1:] if words and fold(words[0]) in _NATION else []):
        letters = "".join(fold(w)[:1] for w in kept)
        if len(kept) == 2 and fold(kept[-1]) in ("nations", "union") and len(words) == 2:
            found.append(letters)
        found += [letters[:end] for end in range(3, len(letters) + 1) if len(letters) - end <= 1]
    return tuple(dict.fromkeys(found))


def _beside(wanted: list[str], speaker: str) -> bool:
    """Return whether who is asked for is only named to tell whose lawyer, critic or son the speaker is."""
    parts = [p for p in re.split(r"\s+and\s+", speaker) if set(_words(p)) & set(wanted)]
    return bool(parts) and all(_is_others(p, wanted) for p in parts)


def _is_others(part: str, wanted: list[str]) -> bool:
    head = re.split(r"\s(?:of|for|at|in|from|with|to|against|near|close|who|[a-z]+ing)\s", part, maxsplit=1)[0]
    words = head.split()
    noun = words[-1] if words else ""
    if len(words) > 1 and not noun[:1].islower():
        return False  # a name
    return fold(noun) in OTHERS and not set(wanted) & set(_words(noun))


OTHERS = frozenset(
    "lawyer lawyers attorney attorneys solicitor solicitors barrister critic critics supporter supporters ally allies "
    "opponent opponents rival rivals accuser accusers voter voters friend friends family relative relatives wife "
    "husband widow partner son sons daughter daughters mother father brother sister parents cousin uncle aunt niece "
    "nephew resident residents neighbor neighbors neighbour neighbours witness witnesses victim victims survivor "
    "survivors employee employees worker workers user users customer customers passenger passengers fan fans protester "
    "protesters demonstrator demonstrators donor donors biographer colleague colleagues insider insiders man woman "
    "person people prosecutors source sources student students adviser advisers advisor advisors aide aides doctor "
    "physician judge".split()
)
"""Those who do not speak for the one whose they are."""
_ENDINGS = ("ky", "kyy", "kiy", "kii", "ki", "kij")


def _plain_ending(word: str) -> str:
    """Return a folded name with an ending that is spelled in several ways spelled in one: Zelenskyy, Sergei."""
    plain = re.sub(r"sk(?:yy|iy|ii|ij|i)$", "sky", word) if len(word) > 6 else word
    return re.sub(r"(?<=\w{3})ei$", "ey", plain)


def speaks_for(body: str, claimed: str) -> bool:
    """Return whether a body without a name of its own may be that of a country or of an acronym: "the government", Chile."""
    words = _words(body)
    if not words or not all(w in _BODIES for w in words) or claimed.split()[-1].islower():
        return False  # "the regulator" is no name
    return claimed.isupper() or _is_country(_words(claimed)) or len(_words(claimed)) == 1


_BODIES = frozenset(
    "side government authorities officials ministry presidency leadership agency department office company firm group club "
    "bank charity union".split()
)


def holds_office(office: str, person: str, text: str, around: str = "") -> bool:
    """Return whether a text gives an office to a person: "the minister", ``Ilsa Varn``, "Transport Minister Ilsa Varn".

    False where the office names somebody, or says more than the text does. A country that the text does not name may be
    the only one ``around``: "Kenya's foreign minister", where an article on Kenya has "Foreign Minister Grace Odera".
    """
    wanted, name = _words(office), _name(_words(person))
    if not set(wanted) & _OFFICES or not name or _names_somebody(office):
        return False
    words, here = _words(text), {w for w in wanted if w not in _NATION}
    return (
        bool(here)
        and _nations(wanted) <= (_nations(words) or _only(_nations(_words(around))))
        and any(
            word == name[-1] and here <= set(words[max(0, at - OFFICE_WORDS) : at + OFFICE_WORDS])
            for at, word in enumerate(words)
        )
    )


def is_called(one: str, other: str, text: str) -> bool:
    """Return whether a text calls a name by a plain noun, as "the operator, Atlanta Terminals," or "the satellite operator Nordlys" do."""
    plain, named = sorted(
        (re.sub(r"^(?:[Tt]he|[Aa]n?) ", "", s).strip() for s in (one, other)), key=lambda s: s[:1].isupper()
    )
    if not plain.islower() or not named[:1].isupper():
        return False
    noun, name = re.escape(plain), re.escape(named)
    return (
        re.search(
            rf"\b{noun},? (?:the )?{name}\b|\b{name}, (?:the|a|an|its|their|his|her) (?:[\w-]+ ){{0,3}}{noun}\b",
            text,
            re.IGNORECASE,
        )
        is not None
    )


def _nations(words: list[str]) -> set[str]:
    return {_NATION[w] for w in words if w in _NATION}


def _only(found: set[str]) -> set[str]:
    return found if len(found) == 1 else set()


def _names_somebody(office: str) -> bool:
    capitals = re.findall(r"(?<!^)\b[A-ZÀ-Þ][\w’'-]*", re.sub(r"^[Tt]he\s+", "The ", office.strip()))
    return any(_name(words) and not _is_country(words) for c in capitals if (words := _words(c)))


OFFICE_WORDS = 6
"""How near an office stands to its holder's name."""


def _words(text: str) -> list[str]:
    words = re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", fold(re.sub(r"(?<=\b\w)\.(?=\w\b)", "", text))))
    return [w for w in words if w not in _LITTLE] or words


def _name(words: list[str]) -> list[str]:
    return [w for w in words if w not in _OFFICES]


def _canonical(word: str) -> str:
    return _NATION.get(word) or _plain_ending(word)


def _is_country(words: list[str]) -> bool:
    return any(w in _NATION for w in words) and all(w in _NATION or w in _COMPASS or w in _SIDES for w in words)


_SIDES = frozenset("side sides government authorities officials".split())


def _speaks_for(wanted: list[str], given: list[str]) -> bool:
    countries = _nations(given)
    rest = {w for w in given if w not in _NATION and w not in _COMPASS}
    compass = [{_COMPASS[w] for w in words if w in _COMPASS} for words in (wanted, given)]
    return _nations(wanted) <= countries and rest <= _STATE and compass[0] == compass[1]


def _surname_of(wanted: str, given: list[str], speaker: str) -> bool:
    """Return whether a country's name is a person's: ``Jordan`` of ``Michael Jordan``."""
    name = _name(given)
    return len(name) > 1 and name[-1] == wanted and " of " not in speaker and not set(name[:-1]) & set(_NATION)


def nation_of(word: str) -> str | None:
    """Return the nation that a folded word names or is the adjective, capital or people of, or None."""
    return _NATION.get(word)


def names_of_nation(word: str) -> tuple[str, ...]:
    """Return the folded words for a nation, its people and capital, where the word is one of them; empty otherwise."""
    return tuple(w for w, nation in _NATION.items() if nation == _NATION.get(word)) if word in _NATION else ()


def adjective_of_nation(word: str) -> bool:
    """Return whether a folded word is the adjective of a nation: "russian", "french"."""
    return word in _ADJECTIVE
