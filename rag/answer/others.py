"""Is a sentence told of others than a question asks of: of other lands, of what was done to another, of another deed's day? Pure.

Each holds only where the sentence leaves no other reading: what may be told of the one asked for stays an answer.
"""

from __future__ import annotations

import re
from collections.abc import Set

from rag.answer.asked import Wanted, days_told, deed_asked, wanted
from rag.text.clauses import Word, words
from rag.text.kindred import deeds
from rag.text.lands import countries, countries_by_name
from rag.text.leaning import leans
from rag.text.names import FULL_NAME, is_part_of_name, missing_names, names
from rag.text.words import fold
from rag.types import EvidenceSentence

_NAMED = r"(?:[Tt]he )?[A-ZÀ-Þ][\w.’'-]*(?: [A-ZÀ-Þ][\w.’'-]*)*"
_OF_A_LAND = re.compile(
    rf"\b(?P<of>[a-z]{{3,}}) (?P<role>on|against|with|to|from|in|for|of) (?P<lands>{_NAMED}(?:(?:, (?:and |or )?| and | or ){_NAMED})*)"
)
_ROLE_REACH = 30
"""How far behind its word the role of a land may stand, in characters: "tariffs of 25% on Canada"."""
_CLAUSE_END = re.compile(r"[.,;:]|\b(?:after|before|when|while|as|because|but|who|which|that|since|until)\b")
_TO_PEOPLE = frozenset(
    deeds(
        "fired ousted replaced succeeded beat killed shot married arrested appointed hired sued convicted sentenced accused charged "
        "suspended expelled injured rescued deported pardoned elected"
    )
)
"""Deeds done to people: who directed an actor may have directed the film that is asked of."""
_WHOM = re.compile(r"^\s*(?:him|her|them|it|one|both)\b(?!\s+[a-z]*\s*[A-ZÀ-Þ])")
_PLACED = re.compile(r"\b(?:in|at|from|to|near|outside|of|on|for|as|with)\b")
"""Behind it a name need not be that of the person something was done to: "arrested the actor in Los Angeles"."""
_DONE_TO = re.compile(r"\b(?:was|were|been|being|be)\s+(?:\w+ly\s+)?$")
_DIED = frozenset("died dies born buried".split())
_OF_LIFE_AND_DEATH = re.compile(
    r"\b(?:die[ds]?|dead|deaths?|dying|kill\w*|shot|murder\w*|execut\w*|hang\w*|assassinat\w*|buried|born|funeral|attack\w*|hit|struck)\b",
    re.IGNORECASE,
)
"""Words of a question that the day of a death may answer."""
_WAS_DONE = re.compile(rf"\b[Ww]hen (?:was|were) (?:s?he|{_NAMED}) [a-z]+")
"""Asks when something was done to somebody: "When was Ida Brask elected?"."""
_AUXILIARIES = frozenset("is are was were be been being has have had will would to not also later then".split())
_TELLING = frozenset("say says said told".split())


def told_of_others(question: str, sentence: EvidenceSentence) -> bool:
    """Return whether a sentence is told of other lands, of somebody else or of another deed than the question asks of."""
    return (
        _of_other_lands(question, sentence)
        or _done_to_another(question, sentence.text)
        or _has_another_deeds_day(question, sentence.text)
    )


def _of_other_lands(question: str, sentence: EvidenceSentence) -> bool:
    """Return whether a sentence names other lands where the question has its own: "tariffs on Canada" for "a tariff on China"."""
    text = f"{sentence.before if leans(sentence.text) else ''} {sentence.text}"
    for asked in _OF_A_LAND.finditer(question):
        lands = countries(asked["lands"])
        if not lands or not lands.isdisjoint(countries(text)) or not missing_names(asked["lands"], [text]):
            continue
        role = re.compile(rf"\b{asked['role']} (?P<lands>{_NAMED})")
        for word in words(sentence.text):
            if set(deeds(asked["of"])).isdisjoint(deeds(word.text)):
                continue
            place = role.search(re.split(r"[.;]\s", sentence.text[word.end :])[0])
            if place and place.start() < _ROLE_REACH and countries_by_name(place["lands"]):
                return True
    return False


def _done_to_another(question: str, text: str) -> bool:
    """Return whether the deed whose doer is asked for is told of another person alone: "fired Olga Varn" for "Who fired Ida Brask?"."""
    deed = deed_asked(question)
    whom = question[question.find(deed) + len(deed) :].strip(" ?") if deed else ""
    if (
        _TO_PEOPLE.isdisjoint(deeds(deed))
        or not re.fullmatch(_NAMED, whom)
        or not all(map(is_part_of_name, whom.split()))
    ):
        return False
    told = [w for w in words(text) if w.verb and not set(deeds(w.text)).isdisjoint(deeds(deed))]
    return bool(told) and all(_is_done_to_another(whom, text, w) for w in told)


def _is_done_to_another(whom: str, text: str, deed: Word) -> bool:
    before, behind = text[: deed.start], text[deed.end :]
    passive = _DONE_TO.search(before)
    if passive:
        told = _CLAUSE_END.split(before[: passive.start()])[-1]
    else:
        told = _CLAUSE_END.split(behind)[0]
        if _WHOM.match(told):
            return False
    others = [pair for pair in FULL_NAME.findall(_PLACED.split(told)[0]) if all(map(is_part_of_name, pair))]
    return bool(others) and len(missing_names(f"of {whom}", [told])) == len(names(f"of {whom}")) > 0


def _has_another_deeds_day(question: str, text: str) -> bool:
    """Return whether every day of a sentence is that of another deed than the question asks the day of."""
    days = days_told(text) if wanted(question) is Wanted.TIME else []
    asked = set(deeds(question)) - {d for n in names(question) for d in deeds(n)}
    return bool(days and asked) and all(_is_of_another_deed(question, asked, text, start) for start, _ in days)


def _is_of_another_deed(question: str, asked: Set[str], text: str, day: int) -> bool:
    told = words(text)
    verbs = [i for i, w in enumerate(told) if _is_deed(told, i)]
    own = [i for i in verbs if not asked.isdisjoint(deeds(told[i].text))]
    before = [i for i in verbs if told[i].end <= day]
    if not before or before[-1] in own or any(i > before[-1] for i in own):
        return False
    other = before[-1]
    if fold(told[other].text) not in _DIED or _OF_LIFE_AND_DEATH.search(question):
        return False
    subject = next((i for i in range(other - 1, -1, -1) if fold(told[i].text) not in _AUXILIARIES), None)
    if own and subject is not None and _stands_between(text, told[own[0]], told[subject + 1]):
        return True
    if not _WAS_DONE.search(question):
        return False
    given = {"she", "he", *map(fold, names(question))}
    return bool(own) or (subject is not None and fold(told[subject].text) in given)


def _is_deed(told: tuple[Word, ...], place: int) -> bool:
    word = fold(told[place].text)
    if word in _AUXILIARIES | _TELLING or (place and fold(told[place - 1].text) == "to"):
        return False
    return told[place].verb or word in _DIED


def _stands_between(text: str, own: Word, verb: Word) -> bool:
    """Return whether a deed is told in passing, between commas, in front of the sentence's own verb: "Brask, elected twice, died"."""
    return "," in text[: own.start] and re.search(r",\s*$", text[own.end : verb.start]) is not None
