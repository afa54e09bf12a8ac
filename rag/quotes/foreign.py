"""Who says it in a French, German or Spanish sentence: a name beside a verb of saying, or behind "selon". Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.quotes.cue import Cue
from rag.quotes.lexicon import MEN, PARTICLES, WOMEN
from rag.quotes.phrases import LONGEST, Kind, Subject
from rag.quotes.tokens import Token
from rag.text.words import fold

SAMPLE_CHARS = 6_000
"""How much of a text tells its language."""
FEWEST_SIGNS = 2
LONGEST_OFFICE = 8
"""More words than this are more than an office or a body with what it is of."""
_NOT_SUBJECTS = frozenset("dem den des einem einen".split())
"""German articles of no subject: "laut dem Ministerium" is from "Ministerium"."""


_SEPARABLE = frozenset("ab an auf aus ein nach vor zu".split())
"""Ends of a German verb of another sense: "sagte ein Treffen ab, das geplant war"."""
_DASHES = frozenset("—–")
"""What opens a speaker's turn where dialogue has no quotation marks."""
_CASES = _NOT_SUBJECTS | {"der"}
"""The same with the feminine, which "nach Angaben" and "zufolge" never leave as a subject has it."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """The words of one language that tell who speaks, without accents.

    ``signs`` are common words that tell the language; ``helpers`` stand before ``participles``; ``behind`` are the words
    whose speaker follows ("selon"); ``of`` joins an office or a body to what it is of; ``stops`` end a name.
    """

    signs: frozenset[str]
    verbs: frozenset[str]
    helpers: frozenset[str]
    participles: frozenset[str]
    behind: frozenset[str]
    articles: frozenset[str]
    of: frozenset[str]
    stops: frozenset[str]
    pronouns: dict[str, str]
    that: tuple[str, ...]
    nots: frozenset[str]
    nouns_are_capital: bool = False


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ENGLISH = _set("the of and to in that is for was with he said")
_FRENCH = Tongue(
    signs=_set("le la les des une est dans pour que qui sur pas avec du et a selon au"),
    verbs=_set(
        "dit declare affirme indique explique ajoute assure precise annonce estime souligne confirme repond raconte "
        "rappelle ecrit reconnait previent regrette lance demande"
    ),
    helpers=_set("a ont avait avaient"),
    participles=_set(
        "dit declare affirme indique explique ajoute assure precise annonce estime souligne confirme repondu raconte "
        "rappele ecrit reconnu prevenu regrette lance insiste demande"
    ),
    behind=_set("selon"),
    articles=_set("le la les un une ce cette son sa leur"),
    of=_set("de du des"),
    stops=_set(
        "lundi mardi mercredi jeudi vendredi samedi dimanche hier aujourd'hui et ou mais qui que dans sur a au aux en "
        "pour par avec lors devant apres avant aupres dont ainsi ce jour"
    ),
    pronouns={"il": "he", "elle": "she"},
    that=("que", "qu'"),
    nots=_set("pas jamais ni n'a n'ont ne"),
)
_GERMAN = Tongue(
    signs=_set("der die das und ist nicht mit den von zu ein eine auf dem des im laut sich nach angaben zufolge"),
    verbs=_set(
        "sagte sagt sagten erklarte erklart erklarten betonte betont teilte schrieb meinte berichtete kundigte forderte "
        "fugte versicherte bestatigte warnte kritisierte erzahlte antwortete"
    ),
    helpers=frozenset(),
    participles=frozenset(),
    behind=_set("laut"),
    articles=_set("der die das dem den des ein eine einer einem sein seine ihr ihre"),
    of=_set("von der des vom fur"),
    stops=_set(
        "am im in an auf bei vor nach mit zu zum zur dass ob und oder aber dem den gegenuber dazu weiter uber hinzu mit "
        "heute gestern montag dienstag mittwoch donnerstag freitag samstag sonntag nicht auch"
    ),
    pronouns={"er": "he", "sie": "she"},
    that=("dass",),
    nots=_set("nicht nie niemals kein keine"),
    nouns_are_capital=True,
)
_SPANISH = Tongue(
    signs=_set("el la los las una que en por con del se segun y de al no"),
    verbs=_set(
        "dijo dice afirmo afirma declaro explico explica senalo senala aseguro asegura anadio anade indico indica "
        "advirtio anuncio sostuvo manifesto subrayo asevero agrego comento expreso conto respondio pregunto pregunta dijeron afirmaron"
    ),
    helpers=_set("ha han habia"),
    participles=_set(
        "dicho afirmado declarado explicado senalado asegurado anadido indicado advertido anunciado subrayado"
    ),
    behind=_set("segun"),
    articles=_set("el la los las un una su"),
    of=_set("de del"),
    stops=_set(
        "lunes martes miercoles jueves viernes sabado domingo ayer hoy y o pero que quien en a al por para con sobre "
        "durante tras este esta"
    ),
    pronouns={"el": "he", "ella": "she"},
    that=("que",),
    nots=_set("no nunca ni tampoco"),
)
_TONGUES = (_FRENCH, _GERMAN, _SPANISH)
_ELIDED = re.compile(r"^(?:[ldcnsLDCNS]|qu|Qu)['’](?=\w)")
_INVERTED = re.compile(r"^(?P<verb>\w+)-(?:t-)?(?P<pronoun>il|elle)$")
_OFFICE = re.compile(
    r"(?:meister|minister|prasident|sprecher|chef|kanzler|direktor|leiter|anwalt|forscher|professor|trainer|vorsitzende|"
    r"kommissar|experte|bischof|pfarrer|arzt|sekretar|richter)(?:in|r|n)?$|^(?:dr|prof|herr|frau)$"
)


def tongue_of(text: str) -> Tongue | None:
    """Return the language of a text where it is French, German or Spanish, else None."""
    words = Counter(re.findall(r"[^\W\d_]+", fold(text[:SAMPLE_CHARS])))
    english = sum(words[w] for w in _ENGLISH)
    counts = [sum(words[w] for w in tongue.signs) for tongue in _TONGUES]
    best = max(counts)
    return _TONGUES[counts.index(best)] if best >= FEWEST_SIGNS and best > 2 * english else None


def plain_name(name: str, tongue: Tongue | None) -> str:
    """Return a name without the German office in front of it: ``Bürgermeisterin Anna Roth``."""
    words = name.split()
    while tongue is _GERMAN and len(words) > 2 and _OFFICE.search(fold(words[0])):
        words = words[1:]
    return " ".join(words)


def foreign_cues(tokens: Sequence[Token], tongue: Tongue) -> list[Cue]:
    """Return the cues of a sentence in that language, in order; none where a speaker cannot be read for sure."""
    words = [fold(t.text).replace("’", "'") for t in tokens]
    found: list[Cue] = []
    for at, token in enumerate(tokens):
        cue = _cue(tokens, words, at, tongue) if token.word else None
        if cue is not None and not (found and cue.left <= found[-1].right):
            found.append(cue)
    return found


def _cue(tokens: Sequence[Token], words: Sequence[str], at: int, tongue: Tongue) -> Cue | None:
    word = words[at]
    if word in tongue.behind:
        start = (
            at + 2 if words[at + 1 : at + 2] and words[at + 1] in tongue.verbs else at + 1
        )  # "según explicó el alcalde"
        return _forward(tokens, words, start, at, tongue, tokens[at].text.lower())
    if tongue is _GERMAN and word in ("zufolge", "angaben"):
        return _german(tokens, words, at)
    turned = _INVERTED.match(word)
    if turned and tongue is _FRENCH:
        return _turned(tokens, words, at, turned, tongue)
    helped = at > 0 and words[at - 1] in tongue.helpers and word in tongue.participles
    if not helped and (word not in tongue.verbs or (at and words[at - 1] in tongue.helpers)):
        return None
    left = at - 1 if helped else at
    if not tokens[at].text.islower() or {*words[max(0, left - 1) : left], *words[at + 1 : at + 2]} & tongue.nots:
        return None
    before = _backward(tokens, words, left, tongue)
    cue = Cue(before, tokens[at].text, 0, at) if before is not None else None
    if cue is not None and before is not None:
        cue = replace(cue, left=before.left)
    elif _may_turn(tokens, left) or tongue.nouns_are_capital:
        cue = _forward(tokens, words, at + 1, left, tongue, tokens[at].text)
    if cue is not None and cue.subject.kind == "pronoun" and word.endswith("ten"):
        return None  # German "sie sagten": they
    return cue if cue is not None and _brings_words(tokens, words, cue, tongue) else None


def _german(tokens: Sequence[Token], words: Sequence[str], at: int) -> Cue | None:
    """Read ``nach Angaben der Polizei``, ``nach Angaben von Anna Roth`` and ``dem Ministerium zufolge``."""
    if words[at] == "angaben":
        if at == 0 or words[at - 1] != "nach" or at + 1 >= len(tokens):
            return None
        since = at + 1 + (words[at + 1] == "von")
        cue = _forward(tokens, words, since, at - 1, _GERMAN, "nach Angaben")
    else:
        since = max((i + 1 for i in range(at) if not tokens[i].word), default=0)
        since += 2 * (words[since : since + 2] == ["angaben", "von"]) or (words[since] == "angaben")
        subject = _subject(tokens, words, since, at, _GERMAN)
        cue = Cue(subject, "zufolge", subject.left, at, inverted=True) if subject is not None else None
    if cue is None:
        return None
    named = cue.subject.text.split()
    named = named[fold(named[0]) in _CASES and len(named) > 1 :]
    if words[since] == "des" and cue.subject.kind == "role":
        named[0] = named[0].removesuffix("s")
    return replace(cue, subject=replace(cue.subject, text=" ".join(named)))


def _turned(
    tokens: Sequence[Token], words: Sequence[str], at: int, turned: re.Match[str], tongue: Tongue
) -> Cue | None:
    """Read ``a-t-il dit`` and ``explique-t-elle``."""
    verb, right = turned["verb"], at
    if verb in tongue.helpers and words[at + 1 : at + 2] and words[at + 1] in tongue.participles:
        right = at + 1
    elif verb not in tongue.verbs:
        return None
    if not _may_turn(tokens, at):
        return None
    subject = Subject(tongue.pronouns[turned["pronoun"]], "pronoun", at, tokens[at].start)
    return Cue(subject, tokens[right].text, at, right, inverted=True)


def _may_turn(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a verb may stand in front of its subject: behind quoted words or a comma."""
    dialogue = at > 1 and tokens[at - 1].text in _DASHES and tokens[0].text in _DASHES  # "—No es seguro —dijo Olmedo"
    return at > 0 and (tokens[at - 1].text == "," or tokens[at - 1].quote >= 0 or dialogue)


def _brings_words(tokens: Sequence[Token], words: Sequence[str], cue: Cue, tongue: Tongue) -> bool:
    """Return whether words are quoted beside a cue, or reported behind a "that" or in front of a comma."""
    if any(t.quote >= 0 for t in tokens):
        return True
    following = cue.right + 1 + (0 if cue.inverted else _told(tokens, words, cue.right + 1, tongue))
    rest = [w for w in words[following : following + 2] if w != ","]
    that = bool(rest) and rest[0].startswith(tongue.that)
    reported = tongue.nouns_are_capital and list(words[following : following + 1]) == [","]
    reported = reported and words[following - 1] not in _SEPARABLE
    return that or reported or (cue.inverted and _may_turn(tokens, cue.left))


def _told(tokens: Sequence[Token], words: Sequence[str], at: int, tongue: Tongue) -> int:
    """Return how many words tell to whom, when or where it is said: ``declaró a la prensa que``, ``sagte am Montag, ...``."""
    end = at
    while (
        end < len(tokens) and end - at < LONGEST_OFFICE and tokens[end].word and not words[end].startswith(tongue.that)
    ):
        end += 1
    opens = tongue.stops | ({"der", "dem", "den"} if tongue.nouns_are_capital else frozenset())
    return end - at if words[at : at + 1] and words[at] in opens else 0


def _forward(
    tokens: Sequence[Token], words: Sequence[str], start: int, left: int, tongue: Tongue, verb: str
) -> Cue | None:
    """Read the speaker who follows: ``dijo la alcaldesa Marta Olmedo``, ``selon la préfecture``."""
    if start < len(tokens) and words[start] in tongue.pronouns and tongue is not _SPANISH:
        word = tongue.pronouns[words[start]]
        return Cue(Subject(word, "pronoun", start, tokens[start].start), verb, left, start, inverted=True)
    end = _phrase_end(tokens, words, start, tongue)
    subject = _subject(tokens, words, start, end, tongue)
    if subject is None:
        return None
    if subject.kind == "role" and end + 1 < len(tokens) and tokens[end].text == ",":
        aside = _phrase_end(tokens, words, end + 1, tongue)
        named = _subject(tokens, words, end + 1, aside, tongue)
        if named is not None and named.kind == "person":
            subject = replace(named, left=start, start=subject.start)
    return Cue(subject, verb, left, max(left, end - 1), inverted=True)


def _backward(tokens: Sequence[Token], words: Sequence[str], verb: int, tongue: Tongue) -> Subject | None:
    """Read the speaker in front: ``Marie Colvet a dit``, ``Le maire, Marc Colvet, a dit``."""
    marks = [i for i in range(verb) if not tokens[i].word]
    if any(tokens[i].quote >= 0 or tokens[i].text not in "," for i in marks):
        since = max(i for i in marks if tokens[i].quote >= 0 or tokens[i].text not in ",") + 1
    else:
        since = 0
    commas = [i for i in marks if i >= since]
    end = commas[0] if commas and commas[-1] == verb - 1 and len(commas) == 2 else verb
    if commas and end == verb:
        return None
    subject = _subject(tokens, words, since, end, tongue)
    if subject is None or _phrase_end(tokens, words, since, tongue) < end:
        return None
    if subject.kind == "role" and end < verb:
        named = _subject(tokens, words, end + 1, verb - 1, tongue)
        if named is not None and named.kind == "person":
            return replace(named, left=since, start=subject.start)
    return subject


def _phrase_end(tokens: Sequence[Token], words: Sequence[str], start: int, tongue: Tongue) -> int:
    end = start
    while end < len(tokens) and end - start < LONGEST and tokens[end].word:
        if words[end] in tongue.stops and not (end == start and words[end] in tongue.articles):
            break
        closed = tongue.nouns_are_capital and end > start and tokens[end - 1].capital and not tokens[end].capital
        if closed and words[end] not in tongue.of | tongue.articles | PARTICLES:
            break  # "Laut dem Ministerium sind zehn Häuser betroffen"
        end += 1
    while end > start + 1 and words[end - 1] in tongue.of | tongue.articles:
        end -= 1
    return end


def _no_name(word: str, tongue: Tongue) -> bool:
    return _OFFICE.search(word) is not None or word in tongue.articles  # "Die Sprecherin, Anna Roth, sagte"


def _subject(tokens: Sequence[Token], words: Sequence[str], start: int, end: int, tongue: Tongue) -> Subject | None:
    """Return whom these words name: a person where a name closes them, else the office or body as it is written."""
    phrase = tokens[start:end]
    if not phrase:
        return None
    if len(phrase) == 1 and words[start] in tongue.pronouns:
        return Subject(tongue.pronouns[words[start]], "pronoun", start, phrase[0].start)
    at = end
    while at > start and (tokens[at - 1].capital or (at < end and words[at - 1] in PARTICLES - tongue.of)):
        at -= 1
    while at < end and (not tokens[at].capital or (tongue.nouns_are_capital and _no_name(words[at], tongue))):
        at += 1
    name = [t.text for t in tokens[at:end]]
    given = bool(name) and (words[at] in MEN or words[at] in WOMEN)
    governed = at > start and words[at - 1] in tongue.of | tongue.articles
    alone = at == start and not _ELIDED.match(phrase[0].text)
    office = at > start and not governed and (not tongue.nouns_are_capital or _OFFICE.search(words[at - 1]) is not None)
    if name and (alone or office or (given and len(name) > 1)):
        kind: Kind = "person" if len(name) > 1 or office else "name"
        body = len(name) == 1 and name[0].isupper() and len(name[0]) > 1
        return Subject(" ".join(name), "group" if body else kind, start, phrase[0].start, plural=body)
    elided = _ELIDED.match(phrase[0].text) is not None
    if not (elided or words[start] in tongue.articles) or not 2 - elided <= len(phrase) <= LONGEST_OFFICE:
        return None
    text = " ".join(t.text for t in phrase[words[start] in _NOT_SUBJECTS :])
    return Subject(text[:1].upper() + text[1:], "role", start, phrase[0].start, plural=True)
