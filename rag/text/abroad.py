"""Words of time and number in French, German and Spanish, as patterns, and questions of these languages framed in English. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.text.words import STOP_WORDS, fold

_GERMAN_MONTHS = "januar jänner februar märz april mai juni juli august september oktober november dezember"
GERMAN_MONTHS = frozenset(_GERMAN_MONTHS.split())
MONTHS_ABROAD = (
    r"janvier|février|(?-i:mars)|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|"
    rf"{_GERMAN_MONTHS.replace(' ', '|')}|"
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
)
WEEKDAYS_ABROAD = (
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|"
    r"lunes|martes|miércoles|jueves|viernes|sábado|domingo"
)
DAYS_ABROAD = (
    rf"{MONTHS_ABROAD}|{WEEKDAYS_ABROAD}|aujourd[’']hui|demain|hier (?:soir|matin)|heute|gestern|übermorgen|vorgestern|mañana|ayer|"
    r"(?:año|année|l[’']an|jahre?) \d{2,4}|\d{1,2} ?h(?: ?\d\d)?\b|\d{1,2}(?:\.\d\d)? Uhr"
)
"""What tells a day or an hour."""
DATES_ABROAD = rf"\d{{1,2}}(?:er|º|\.)?\s+(?:de\s+)?(?:{MONTHS_ABROAD})"
"""A day of a month: its number counts nothing."""
NUMBERS_ABROAD = (
    r"deux|trois|quatre|cinq|sept|huit|neuf|onze|douze|treize|quinze|vingt|trente|quarante|cinquante|cent|mille|millions?|aucune?|"
    r"zwei|drei|vier|fünf|sechs|sieben|neun|zehn|elf|zwölf|zwanzig|dreißig|hundert|tausend|millionen|niemand|keine?|"
    r"tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|quince|veinte|treinta|cien|mil|millones|ningun[ao]?"
)
REASONS_ABROAD = (
    r"à cause|en raison|parce qu|s[’']expliqu\w+|(?:a|ont) invoqué|dus? (?:à|au)|due? aux?|à l[’']origine|afin d|pour (?!(?:la|le|les|une?)\b)\w{5,}|"
    r"wegen|weil|aufgrund|grund (?:für|dafür)|begründe\w+|ursache|um (?:\w+ ){0,4}?zu|nachdem|infolge|"
    r"debid[oa]|porque|se deben? al?|culp(?:ó|aron)|caus(?:ó|aron)|a causa|por culpa|para \w+[aei]r(?:se|l[aeo]s?)?|tras"
)
PLACED_ABROAD = r"à|en|dans|del?|près de|im|bei|nahe|cerca de"
"""Words before a place."""


@dataclass(frozen=True, slots=True)
class _Tongue:
    """One language: what its questions open with, how one asks what somebody said, and words that carry no meaning in a question."""

    opens: tuple[tuple[str, str], ...]
    said: str
    stops: frozenset[str]
    nouns_after: frozenset[str] = frozenset()


_NAME = r"(?P<who>[^?]+?)"
_FRENCH = _Tongue(
    (
        (r"combien\b", "How many"),
        (
            r"(?:depuis |jusqu[’']à )?quand\b|(?:à|en|de) quel(?:le)?s? (?:date|heure|jour|mois|année)\b|quel jour\b",
            "When,",
        ),
        (r"(?:à |de |par |pour |avec |chez )?qui\b", "Who,"),
        (r"(?:d[’'])?où\b", "Where,"),
        (r"pourquoi\b|pour quelles? raisons?\b", "Why,"),
        (r"comment\b", "How,"),
        (
            r"(?:de |à |sur )?(?:quel(?:le)?s?|quoi)\b|qu[’']est-ce qu(?:e\b|i\b|[’'])|que (?=se |sait|fait|va|dit|pense|s[’'])|qu[’'](?=a|en|est)",
            "What,",
        ),
    ),
    rf"(?:qu[’'](?:a|ont)(?:-t-(?:il|elle))? (?:dit|déclaré|affirmé|annoncé|expliqué|répondu)|que (?:dit|disent|déclare|affirme|pense)) {_NAME}"
    r"(?: (?:sur|à propos d[eu’']s?|au sujet d[eu’']s?|de|du|des) ?(?P<about>[^?]*))?$",
    frozenset(
        "le la les l un une des de du d et est sont a ont ete etait etaient il elle ils elles on se s en au aux à dans sur par pour avec "
        "que qu qui ce cette ces son sa ses leur leurs y t lieu va vont il-y-a y-a-t-il n ne personnes fois passe trouve situe".split()
    ),
)
_GERMAN = _Tongue(
    (
        (r"wie ?viele?n?\b", "How many"),
        (r"(?:seit |bis |ab )?wann\b|an welchem (?:tag|datum)\b|um wie ?viel uhr\b", "When,"),
        (r"(?:von |mit |für |bei )?(?:wer|wem|wen|wessen)\b", "Who,"),
        (r"wo(?:hin|her)?\b", "Where,"),
        (r"warum\b|weshalb\b|wieso\b|aus welchem grund\b", "Why,"),
        (r"wie\b", "How,"),
        (r"was\b|welche[rsnm]?\b|wor(?:um|über|an|auf)\b", "What,"),
    ),
    rf"was (?:sagte|sagt|sagten|erklärte|meinte|hat|haben) {_NAME}(?: (?:über|zu|zum|zur|von) (?P<about>[^?]*?))?(?: (?:gesagt|erklärt|gemeint))?$",
    frozenset(
        "der die das dem den des ein eine einen einem einer eines und ist sind war waren wird werden wurde wurden hat haben hatte es er sie man sich in im am an "
        "auf aus bei beim mit nach von vom vor zu zum zur fur uber um als durch gegen ab bis seit gibt gab worden ums menschen personen passiert befindet liegt geschehen".split()
    ),
    frozenset(
        "der die das dem den des ein eine einen einem einer eines im zum zur am beim vom viele vielen viel welche welcher welches "
        "welchem neue neuen neuer kein keine".split()
    ),
)
_SPANISH = _Tongue(
    (
        (r"cuánt[oa]s?\b|cuant[oa]s\b", "How many"),
        (r"(?:desde |hasta )?cu[áa]ndo\b|(?:en |a )?qué (?:día|fecha|hora|mes|año)\b", "When,"),
        (r"(?:a |de |por |con |para )?qui[ée]n(?:es)?\b", "Who,"),
        (r"(?:de |a |en )?d[óo]nde\b|adónde\b", "Where,"),
        (r"por qué\b|por qué motivo\b", "Why,"),
        (r"cómo\b", "How,"),
        (r"(?:de |a |en |con |sobre )?(?:qué|cu[áa]l(?:es)?)\b", "What,"),
    ),
    rf"qué (?:dijo|dijeron|dice|declaró|afirmó|anunció|explicó|opina|ha dicho) {_NAME}(?: (?:sobre|acerca de|de|del) (?P<about>[^?]*))?$",
    frozenset(
        "el la los las lo un una unos unas de del y es son fue fueron era ha han haber hay se en a al por para con que su sus este esta ese esa "
        "hubo sido ser esta estan personas vez paso encuentra ocurrio".split()
    ),
)
_TONGUES = (_FRENCH, _GERMAN, _SPANISH)
_EDGES = " \t\n?¿!¡.,;:\u00a0\u202f"
_PIECE = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_ELIDED = re.compile(r"^(?:[ldnst]|qu|jusqu|lorsqu)[’'](?=\w)", re.IGNORECASE)
_INVERTED = re.compile(r"-(?:t-)?(?:il|elle|ils|elles|on)$", re.IGNORECASE)


def in_english_frame(question: str) -> str:
    """Return a French, German or Spanish question with English words of asking and without its words of no meaning; others as they are.

    "Wer ist der Bürgermeister von Altenried?" is "Who, bürgermeister Altenried?": what kind of thing it wants and which words
    an answer must have are then read as in English. For reading only: what is shown and searched for stays as it was asked.
    """
    text = question.strip(_EDGES)
    for tongue in _TONGUES:
        said = re.match(tongue.said, text, re.IGNORECASE)
        if said:
            about = said.groupdict().get("about")
            return (
                f"What did {said['who']} say about {_matter(about, tongue)}?"
                if about
                else f"What did {said['who']} say?"
            )
        for pattern, english in tongue.opens:
            found = re.match(pattern, text, re.IGNORECASE)
            if found and _is_of(tongue, text, found):
                return f"{english} {_matter(text[found.end() :], tongue, found.group())}?"
    return question


_ENGLISH_TOO = re.compile(r"(?:was|comment)\b", re.IGNORECASE)


def _is_of(tongue: _Tongue, text: str, found: re.Match[str]) -> bool:
    """Return whether a question that opens like one of a tongue is of it: "was" and "comment" open English ones too."""
    if text[found.end() : found.end() + 1] == "-":
        return False
    rest = {fold(_ELIDED.sub("", w)) for w in _PIECE.findall(text[found.end() :])}
    return not _ENGLISH_TOO.match(text) or bool(rest & (tongue.stops - STOP_WORDS)) or not text.isascii()


def _matter(text: str, tongue: _Tongue, opening: str = "") -> str:
    """Return the words of a question that carry its meaning; a German noun behind an article is no name, and loses its capital."""
    kept, before = [], fold(opening.split()[-1]) if opening else ""
    for piece in _PIECE.findall(text):
        word = _INVERTED.sub("", _ELIDED.sub("", piece))
        folded = fold(word)
        if folded not in tongue.stops:
            is_noun = before in tongue.nouns_after or before.startswith("wieviel")
            kept.append(word.lower() if is_noun else word)
        before = folded
    return " ".join(kept)
