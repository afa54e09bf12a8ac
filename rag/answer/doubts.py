"""What makes a fitting sentence a doubtful answer: another event, a heading, a plan, no reason for a "why". Pure.

A doubtful sentence is not left out, for it may be all that the articles have: whatever is free of doubt stands before it.
"""

from __future__ import annotations

import re

from rag.answer.asked import Wanted, deed_asked, tells_a_day, wanted
from rag.answer.scope import counts_the_noun, of_another_scope
from rag.answer.why import tells_why
from rag.cite.modality import overstated
from rag.text.dates import MONTH_NAMES, years_told
from rag.text.figures import states
from rag.text.genre import is_opinion
from rag.text.kindred import deeds
from rag.text.leaning import leans
from rag.text.names import missing_names, names
from rag.text.spelled import ORDINALS
from rag.text.words import fold
from rag.types import EvidenceSentence

DOUBTED = 0.75
"""What is left of a sentence's worth for each doubt: under ``SHARE_OF_BEST``, so that no doubtful one stands beside a sound one."""

_PAST = re.compile(
    r"^\W*(?:and |but )?(?:by )?(?:who|what|which|where|when|how|why|did|was|were)\b(?=.*\b(?:did|was|were|won|beat|became|died|happened|[a-z]{2,}ed)\b)"
    r"(?!.*\b(?:will|would|could|might|may|should|shall|can|going to|is|are|has|have|plan\w*|threat\w*|propos\w+|expected|set to)\b)",
    re.IGNORECASE,
)
"""A question about what has happened, and about nothing else."""
_GUESSED = re.compile(
    r"\b(?:odds|favou?rites?|contenders?|predict(?:s|ed|ions?)?)\b|\b(?:a|another) (?:win|victory|loss|defeat)\b[^.]*\bwould\b",
    re.IGNORECASE,
)
_LESS_THAN_FACT = frozenset("if unless may might could almost nearly".split())
_DECIDED = re.compile(
    r"\b(?:announc|promis|pledg|vow|agree|decid|approv|vot|order|sign|unveil|reveal|confirm|warn|declar|introduc|urg|call|ask|request|"
    r"demand|recommend|report|stat|said|told)\w*\b",
    re.IGNORECASE,
)
"""Words of a question about what somebody said or decided, which may be of what is still to come."""
_WHERE_OR_WHEN = re.compile(r"^\W*(?:and |but )?(?:where|when)\b", re.IGNORECASE)
_ORDINAL = re.compile(
    rf"\b(?:{'|'.join(ORDINALS)}|\d+(?:st|nd|rd|th))\b(?!\s+(?:of\s+)?(?:{'|'.join(MONTH_NAMES)})\b)", re.IGNORECASE
)
_CASED = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿА-Яа-яΑ-Ωα-ω]")
_ENDS = tuple(".!?…。！？")
_BULLET = re.compile(r"^\s*(?:[^\w\s\"'“‘(«„¿¡$€£#@]|\d{1,3}\s*[-–—.)]\s|step \d)", re.IGNORECASE)
_POINTS = re.compile(
    r"^\W*(?:(?:here|this)(?:[’']s| is| are) (?:what|how|why|where|who|a look|everything)\b|(?:read|see|watch|listen|click|find out|check out|sign up|"
    r"subscribe|learn|related|more(?!\s+than)|also(?=\s*:|\s+(?:read|see|watch))|recipe|photos?|video|graphics?|timeline|live updates?|what to know|how to)\b(?!\s+\w+ed\b)|"
    r"[^.!?]{0,60}\?:)",
    re.IGNORECASE,
)
"""A line that points at a page, a picture or a list and tells nothing itself."""


def doubts(question: str, sentence: EvidenceSentence) -> int:
    """Return how many things speak against a sentence as the answer to a question, though it fits."""
    text = sentence.text
    light = (
        not sentence.speaker and is_heading(text),
        _POINTS.match(text) is not None or _BULLET.match(text) is not None,
        _PAST.search(question) is not None and _is_supposed(question, text),
        _another_ordinal(question, text),
        leans(text) and not _THE.match(text) and not names_asked(question, f"{text} {sentence.before}"),
        _is_dated_back(question, sentence),
        _WHERE_OR_WHEN.search(question) is not None and not _speaks_of_it(question, sentence),
        wanted(question) is Wanted.TIME and not tells_a_day(text, _beside(question)),
        not tells_the_deed(question, sentence),
        not counts_the_noun(question, text),
        is_opinion(sentence.title, sentence.url),
    )
    # What tells of something else, or of what was done where it is asked why, is no answer at all.
    grave = (
        not tells_why(question, text),
        _may_be_of_another_event(question, sentence),
        of_another_scope(question, sentence),
    )
    return sum(light) + 2 * sum(grave)


def is_heading(text: str) -> bool:
    """Return whether a line has no mark at its end as sentences have; never one in letters without capitals."""
    return _CASED.search(text) is not None and not text.rstrip(" \t\n\"'”’»›“)]*").endswith(_ENDS)


def _is_supposed(question: str, text: str) -> bool:
    """Return whether a sentence only supposes or foretells what a question takes as done."""
    return _GUESSED.search(text) is not None or _falls_short(question, text)


def is_foretold(question: str, text: str) -> bool:
    """Return whether a sentence only plans or foretells what a question takes as done, and asks the day or the number of."""
    counts = wanted(question) in (Wanted.TIME, Wanted.NUMBER)
    return counts and _PAST.search(question) is not None and _falls_short(question, text)


def _falls_short(question: str, text: str) -> bool:
    """Return whether a sentence makes less than a fact of what a question takes as one; what was decided may be still to come."""
    word = fold(overstated(question, text))
    return word in _LESS_THAN_FACT or (bool(word) and _DECIDED.search(question) is None)


def tells_the_deed(question: str, sentence: EvidenceSentence) -> bool:
    """Return whether a sentence, or what it leans on, tells what somebody is asked for: who "led" it, "paid for" it."""
    asked = deed_asked(question)
    told = _with_what_it_leans_on(sentence)
    return not asked or not set(deeds(asked)).isdisjoint(deeds(told)) or not states(asked).isdisjoint(states(told))


def asked_above(sentence: EvidenceSentence) -> str:
    """Return the heading that a sentence answers, or nothing: "Who won?" stands above "It was Rovers"."""
    return sentence.before if sentence.before.endswith("?") and not sentence.speaker else ""


def _with_what_it_leans_on(sentence: EvidenceSentence) -> str:
    before = sentence.before if leans(sentence.text) else asked_above(sentence)
    return f"{sentence.text} {before}"


def _another_ordinal(question: str, text: str) -> bool:
    """Return whether a sentence tells of the first where the second is asked for."""
    asked, told = ({_place(m.group()) for m in _ORDINAL.finditer(t)} for t in (question, text))
    return bool(asked and told) and asked.isdisjoint(told)


def _place(word: str) -> int:
    digits = re.match(r"\d+", word)
    return int(digits.group()) if digits else ORDINALS[word.lower()]


def names_asked(question: str, text: str) -> bool:
    """Return whether a text has one of the names of a question, or its word in small letters: "the bridge"."""
    said = {fold(w) for w in re.findall(r"[^\W_]+", text)}
    return any(fold(n) in said for n in names(question)) or len(missing_names(question, [text])) < len(names(question))


def _speaks_of_it(question: str, sentence: EvidenceSentence) -> bool:
    """Return whether a sentence, or the one it leans on, has one of the words beside the names of a question: what was where."""
    beside = _beside(question)
    # The day of what is told must be in the sentence itself: the one before has another.
    around = sentence.text if wanted(question) is Wanted.TIME else _with_what_it_leans_on(sentence)
    return not beside or not beside.isdisjoint(deeds(around))


def _beside(question: str) -> set[str]:
    return set(deeds(question)) - {w for n in names(question) for w in deeds(n)}


_NEW = re.compile(
    r"\b(?:an?|another|two|three|several)\s+((?:(?!(?:and|or|of|in|on|at|to|for|that|who|which|when|after)\b)[\w’'-]+\s+){0,3}[\w’'-]+)",
    re.IGNORECASE,
)
"""Something that is spoken of for the first time, with the words before its noun."""
_ELSEWHEN = re.compile(
    r"\b(?:(?:earlier|later) (?:this|that) (?:week|month|year)|(?:last|the previous|the following) (?:month|year|week|season)|"
    r"(?:days|weeks|months|years) (?:after|before|earlier|ago|later)|in (?:19|20)\d\d|"
    r"first .{0,60}?\bin (?:nearly |more than |over |about |almost )?[\w-]+ (?:years|decades))\b",
    re.IGNORECASE,
)
"""Another time than that of the report."""
_THE = re.compile(r"^\W*(?:\w+,? )?the\b", re.IGNORECASE)
_OF_A_TIME = re.compile(
    r"\b(?:(?:19|20)\d\d|last|first|ever|histor\w+|record|since|previous\w*|earlier|ago|again|usual\w*|than|old|years?|found\w*|original\w*)\b",
    re.IGNORECASE,
)
"""Words of a question that may be of an earlier year."""
_YEAR = re.compile(r"\b(?:(?:19|20)\d\d|last year)\b", re.IGNORECASE)
_LAST = re.compile(r"\blast (?:season|year)\b(?![’']s\b)|\b(?:years|decades|seasons) ago\b", re.IGNORECASE)
_SET_BESIDE = re.compile(
    r"\b(?:than|since|compared|against|record|unlike|up from|down from)\b[^.;]{0,60}$", re.IGNORECASE
)


def of_another_event(question: str, sentence: EvidenceSentence) -> bool:
    """Return whether a sentence brings in an event beside the one that is asked for by name.

    None of the question's names is in it, only in its title; and it speaks of "a plane" of some other time where the question
    asks of a certain one: "the Delta plane".
    """
    things = _elsewhen_beside(question, sentence)
    return any(things & set(deeds(m.group(1))) for m in _NEW.finditer(sentence.text))


def _may_be_of_another_event(question: str, sentence: EvidenceSentence) -> bool:
    """Return whether a sentence of another time names others than the question does, of what is asked."""
    told = set(deeds(sentence.text))
    return bool(_elsewhen_beside(question, sentence) & told and names(sentence.text)) or _another_edition(
        question, sentence
    )


def _elsewhen_beside(question: str, sentence: EvidenceSentence) -> set[str]:
    """Return the stems of what a question asks of beside its names, where a sentence has none of these and is of another time."""
    asked = names(question)
    around = f"{sentence.text} {sentence.before if leans(sentence.text) else ''}"
    if not asked or names_asked(question, around) or not _tells_of_elsewhen(sentence.text):
        return set()
    return _beside(question)


def _is_dated_back(question: str, sentence: EvidenceSentence) -> bool:
    """Return whether a sentence dates what it tells to years before its report where the question is of no time."""
    if sentence.published is None or wanted(question) is Wanted.TIME or _OF_A_TIME.search(question):
        return False
    beside = any(_SET_BESIDE.search(sentence.text, 0, m.start()) for m in _YEAR.finditer(sentence.text))
    if beside:
        return False
    told = years_told(sentence)
    if not told:
        return any(not _SET_BESIDE.search(sentence.text, 0, m.start()) for m in _LAST.finditer(sentence.text))
    return all(year < sentence.published.day.year for year in told)


def _tells_of_elsewhen(text: str) -> bool:
    """Return whether a sentence speaks of another time, and not only to set its own beside it: "more than in 2021"."""
    return any(not _SET_BESIDE.search(text, 0, m.start()) for m in _ELSEWHEN.finditer(text))


def _another_edition(question: str, sentence: EvidenceSentence) -> bool:
    """Return whether a sentence tells of last year's event of a name where the question gives no year: "the 2024 World Series"."""
    asked, published = names(question), sentence.published
    if not asked or published is None or re.search(r"\b(?:19|20)\d\d\b", question):
        return False
    years = re.findall(rf"\b(?:the|a|at|for) ((?:19|20)\d\d)\s+(?:{'|'.join(map(re.escape, asked))})\b", sentence.text)
    return bool(years) and all(int(y) < published.day.year for y in years)
