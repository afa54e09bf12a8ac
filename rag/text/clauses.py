"""The clauses of a sentence and the verbs in them, by rule: what a "not" or a "may" belongs to. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rag.text.words import STOP_WORDS, fold, stem

IRREGULAR = (
    "be was were been|become became|begin began begun|break broke broken|bring brought|build built|buy bought|"
    "catch caught|choose chose chosen|come came|cut|deal dealt|draw drew drawn|drive drove driven|eat ate eaten|"
    "fall fell fallen|feel felt|fight fought|find found|flee fled|fly flew flown|forbid forbade forbidden|get got|"
    "give gave given|go went gone|grow grew grown|hear heard|hide hid hidden|hit|hold held|hurt|keep kept|"
    "know knew known|lead led|leave left|lend lent|let|lie lay|lose lost|make made|mean meant|meet met|pay paid|"
    "put|quit|read|ride rode|rise rose risen|run ran|say said|see saw seen|seek sought|sell sold|send sent|set|"
    "shake shook shaken|shoot shot|show shown|shut|sing sang|sink sank sunk|sit sat|sleep slept|speak spoke spoken|"
    "spend spent|split|spread|stand stood|steal stole stolen|sue sued|strike struck|swear swore sworn|take took taken|"
    "teach taught|tell told|think thought|throw threw thrown|understand understood|win won|withdraw withdrew withdrawn|"
    "write wrote written|wear wore worn|beat beaten|overcome overcame|uphold upheld|"
    "bend bent|bite bit bitten|bleed bled|blow blew blown|burst|cast|cling clung|cost|creep crept|dig dug|"
    "forget forgot forgotten|forgive forgave forgiven|freeze froze frozen|hang hung|leap leapt|mistake mistook mistaken|"
    "oversee oversaw overseen|overtake overtook overtaken|overthrow overthrew overthrown|overrun overran|"
    "rebuild rebuilt|retake retook retaken|ring rang rung|shed|shine shone|shrink shrank shrunk|spin spun|"
    "spring sprang sprung|stick stuck|sting stung|sweep swept|swim swam swum|swing swung|tear tore torn|"
    "undergo underwent undergone|undertake undertook undertaken|wake woke woken|weep wept|"
    "withhold withheld|withstand withstood"
)
"""The verbs whose forms no ending makes, each with its forms, the plain one first."""
_LEMMA = {form: stem(forms.split()[0]) for forms in IRREGULAR.split("|") for form in forms.split()}
_SHORT = 4
"""A word of four letters keeps its "e" when it is stemmed, and "moved" loses it."""
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_BREAK = re.compile(r"[,;:()—–“”\"]|\s-\s|\.\s")
_JOINS = frozenset("and but or nor while although though because after before when where which who whom whose if "
                   "since until unless as despite so".split())  # fmt: skip
_LINKS = frozenset(
    "to that from of whether has have had was were is are be been being would will could may might".split()
)
_AUXILIARY = _LINKS - {"that", "from", "of", "whether"} | {
    "did", "do", "does", "can", "must", "should", "shall", "not", "never", "cannot"}  # fmt: skip
_FINITE = frozenset("is are was were has have had will would could may might can did does do".split())
_ALSO_NOUNS = frozenset(
    "cut read set put lead run show strike ride drive fight fall rise bend bit bite blow cast cost dig freeze leap mistake ring "
    "shed shine spin spring stick sting sweep swim swing tear wake".split()
)
_ARTICLES = frozenset("a an the its his her their".split())
_TELLING = frozenset("say says said told".split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its place in the text, its clause and its stem; ``verb`` says that it reads like one."""

    text: str
    start: int
    end: int
    clause: int
    lemma: str
    verb: bool


Words = tuple[Word, ...]


def lemma(word: str) -> str:
    """Return one form for all forms of a word: "heard" and "hears" are "hear"."""
    folded = fold(word)
    if folded in _LEMMA:
        return _LEMMA[folded]
    found = stem(folded)
    return found[:-1] if found == folded and len(found) == _SHORT and found.endswith("e") else found


@lru_cache(maxsize=4_000)
def words(text: str) -> Words:
    """Return the words of a text with their clauses.

    A clause ends at a comma, a bracket or a conjunction; "and" between two nouns ends none: a verb must follow it.
    """
    found: list[Word] = []
    clause, last = 0, 0
    matches = list(_WORD.finditer(text))
    for place, match in enumerate(matches):
        word = fold(match.group())
        joins = word in _JOINS and (word not in ("and", "or") or _verb_follows(matches, place))
        clause += int(joins or _BREAK.search(text, last, match.start()) is not None)
        near = [fold(m.group()) for m in matches[max(0, place - 2) : place]]
        verb = _is_verb(match.group(), near) or _is_done_to(matches, place, near)
        found.append(Word(match.group(), match.start(), match.end(), clause, lemma(word), verb))
        last = match.end()
    return tuple(found)


def _linked(sentence: Words, first: int, second: int) -> bool:
    """Return whether what governs one word goes on to a later one of its clause: "denied that it had HIT"."""
    between = {fold(w.text) for w in sentence[first + 1 : second]}
    return bool(between & _LINKS) or fold(sentence[second].text).endswith("ing")


def governed(sentence: Words, marker: int, verb: int, *, plain: bool = True) -> bool:
    """Return whether a marker before a verb, in its clause, reaches it.

    A plain one ("not", "may") reaches the first verb after it; any reaches a verb that is linked to it, unless a verb
    between is linked to neither, or the verb is of what something is compared with: "cannot make it for less than they PAY".
    """
    if not marker < verb or sentence[marker].clause != sentence[verb].clause:
        return False
    between = [i for i in range(marker + 1, verb) if sentence[i].verb]
    if plain and not between:
        return True
    if between and any(fold(w.text) == "than" for w in sentence[between[-1] : verb]):
        return False
    return _linked(sentence, between[-1] if between else marker, verb)


def shared_verbs(claim: Iterable[Word], sentence: Iterable[Word]) -> set[str]:
    """Return the stems that both texts have and that read like a verb in one of them."""
    ours, theirs = list(claim), list(sentence)
    both = {w.lemma for w in ours if _is_content(w)} & {w.lemma for w in theirs if _is_content(w)}
    return {w.lemma for w in (*ours, *theirs) if w.verb and w.lemma in both}


def _is_content(word: Word) -> bool:
    return fold(word.text) not in STOP_WORDS


def _is_verb(word: str, before: list[str]) -> bool:
    """Return whether a word has the form of a past tense, or follows "to", "did", "was" and the like."""
    folded = fold(word)
    if folded in _TELLING:
        return True
    if not word[0].islower() or folded in STOP_WORDS or not word.isalpha():
        return False
    near = [b for b in before if b not in ("also", "already") and not b.endswith("ly")][-1:]
    if near and near[0] in ("a", "an", "the"):
        return False
    if folded in _LEMMA and folded not in _ALSO_NOUNS:
        return True
    if near and near[0] in ("of", "with", "from", "by") and folded.endswith("ing"):
        return True
    past = len(folded) > 4 and folded.endswith("ed")
    return past or bool(near and (near[0] in _AUXILIARY or near[0].endswith(("n't", "n’t"))))


def _is_done_to(matches: list[re.Match[str]], place: int, before: list[str]) -> bool:
    """Return whether a word that may be a noun, as "cut", stands between a name and a number or an article: "Varn cut 900 jobs"."""
    behind = matches[place + 1].group() if place + 1 < len(matches) else ""
    named = place > 0 and matches[place - 1].group()[0].isupper() and before[-1] not in STOP_WORDS
    return fold(matches[place].group()) in _ALSO_NOUNS and named and (behind[:1].isdigit() or behind in _ARTICLES)


def _verb_follows(matches: list[re.Match[str]], place: int) -> bool:
    """Return whether what "and" or "or" adds has a verb of its own among the next few words."""
    following = [m.group() for m in matches[place + 1 : place + 7]]
    return fold(following[0] if following else "") in _FINITE or any(
        _is_verb(w, [fold(b) for b in following[max(0, i - 2) : i]]) for i, w in enumerate(following)
    )
