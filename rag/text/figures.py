"""What a sentence counts: each number with what it is a number of, so that two states can be set side by side. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.text.dates import without_dates
from rag.text.names import names
from rag.text.numbers import Number, agree, numbers
from rag.text.spelled import WORDS
from rag.text.words import content_words, fold

_CLASSES = {
    "dead": r"kill(?:ed|ing|s)?|dead|died|dying|deaths?|victims?|fatalit\w+|death toll|lost their lives",
    "injured": r"injur\w+|wound\w+|hurt",
    "missing": r"missing|unaccounted",
    "evacuated": r"evacuat\w+|leave (?:their )?homes|left (?:their )?homes|homeless|displaced",
    "arrested": r"arrest\w*|detain\w*",
    "infected": r"infect\w+|(?:confirmed|suspected) cases?|cases?",
    "waiting": r"waiting|at anchor",
}
STATES = frozenset(_CLASSES)
"""What is one count all through a story: its dead, its missing."""
_CLASS = re.compile("|".join(f"(?P<{name}>\\b(?:{words})\\b)" for name, words in _CLASSES.items()), re.IGNORECASE)
_LOST = re.compile(
    r"\b(?:drown\w*|perish\w*|slain|slay\w*|murder\w*|shot|toll|bod(?:y|ies)|fatal\w*|casualt\w+|lost|lives?|claimed|"
    r"massacre\w*|execut\w+|suicides?|hospital\w*|treated|hurt|ill|sick\w*|flee\w*|fled|homes?|held|custody|charged|"
    r"queue\w*|standing|anchor\w*|tested|positive|patients?)\b",
    re.IGNORECASE,
)
"""Other words for those in one of the states."""
_OF_ALL = frozenset("people person man men woman women other children civilian resident ship vessel".split()) | {
    "peopl"
}
_AHEAD, _BEHIND = 40, 40
_TOLL = re.compile(
    r"\b(?:number|toll|total|count)\b.*\b(?:to|at|now|stands|reached|is|was)\s*(?:\w+\s*){0,2}$", re.IGNORECASE
)
_AGAINST = re.compile(r"\bagainst\b", re.IGNORECASE)
_WANTED = re.compile(
    r"\b(?:want(?:s|ed)?|demand(?:s|ed|ing)?|ask(?:s|ed|ing)? for|call(?:s|ed|ing)? for|seek(?:s|ing)?|sought|hop(?:es|ed|ing)|"
    r"forecasts?|expect(?:s|ed)?)\b",
    re.IGNORECASE,
)
"""What is wanted or expected is not what is."""
_NO_COUNT = re.compile(r"\s*(?:a\.?m\b|p\.?m\b|o[’']clock|of the\b|of (?:them|whom|these|those)\b|-)", re.IGNORECASE)
"""A clock time, or a part of a count: "seven of the injured"."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and what it counts, as a stem or the name of a state (``dead``, ``missing``).

    ``part`` says that the words at the number make it one of some of them only: "another five", "identified 55".
    """

    number: Number
    of: str
    part: bool = False


_LABEL = re.compile(
    r"(?:\b(?:flight|no\.|number|nos\.|line|route|road|highway|gate|platform|terminal|room|channel|section|article|chapter|page|"
    r"paragraph|top|category|phase|level|grade|class|type|model|unit|boeing|airbus|apollo|covid)[\s-]+(?:no\.\s*)?|\w[-‐])$",
    re.IGNORECASE,
)
"""What stands before a number that names a thing and counts none: Flight 5342, line 6, UH-60."""
_NAMED = re.compile(r"(?<=\w\s)[A-ZÀ-Þ][\w’'.-]*\s+$")
"""A name before a number; with another name behind it the number is of the name: Warrant Officer 2 Andrew Pell."""


_NUMBERED = re.compile(r"(?:(?P<before>[^\W\d_]+)\s+)?(?P<name>[A-ZÀ-Þ][\w’'-]*)\s+$")
_DETERMINERS = frozenset("a an the its his her their our this that another each every".split())
_PREPOSITIONS = frozenset(
    "in on at near by from of for to with under over into across around outside inside through after before since".split()
)
_ALREADY_COUNTED = re.compile(
    rf"(?<!\bin )(?:\b\d[\d.,]*|\b{WORDS})(?:\s(?:million|billion|thousand))?(?:\s[A-ZÀ-Þ][\w’'-]*)+\s+$"
)
"""A name with a count before it: what stands in "300 Falcon 9 flights" is counted already."""
_COUNTABLE = re.compile(
    r"\s+(?:[^\W\d_]+(?<![siu])s|people|men|women|children|police|are|were|have|had|more|others?)\b", re.IGNORECASE
)
"""What follows a number that counts: a noun in the plural, or its verb."""
_YEAR = re.compile(
    r"(?<![\d.,$€£])(?:19|20)\d\d\b(?![.,]\d|\s*%|\s+(?:[a-z]+\s+)?(?:[a-z]+s|people|dead|killed|injured|wounded|missing|died|had)\b)"
)
"""Four digits that count nothing: "since 1954", "the 2025 Super Bowl", but not "2000 workers"."""
_AGED = re.compile(r"\b(?:age|aged)(?: of)?\s+$", re.IGNORECASE)
_RANK = re.compile(r"\d(?:st|nd|rd|th)$")
_TITLED = re.compile(r"\b[A-ZÀ-Þ][\w’'-]*\s+$")
_PART_BEFORE = re.compile(
    r"\b(?:another|additional|further|extra|other|remaining|identif(?:y|ies|ied|ying)|recover(?:s|ed|ing)?)\s+(?:[a-z]+\s+)?$",
    re.IGNORECASE,
)
_PART_AFTER = re.compile(
    r"\s+(?:remaining|other|others|more)\b|[^.;]{0,120}?\b(?:remain(?:s|ed)?|still|were|are|was) (?:being treated|(?:in )?hospital)",
    re.IGNORECASE,
)


def is_part(text: str, start: int, end: int) -> bool:
    """Return whether the number from ``start`` to ``end`` counts some of them only: the rest, or those known so far."""
    return bool(_PART_BEFORE.search(text[:start]) or _PART_AFTER.match(text, end))


def is_label(text: str, start: int, end: int) -> bool:
    """Return whether a number is part of a name, a year, a rank, a person's age or a clock time, and counts nothing.

    It stands from ``start`` to ``end`` of the text.
    """
    if _NO_COUNT.match(text, end) or _LABEL.search(text[:start]) or _AGED.search(text[:start]):
        return True
    if _YEAR.match(text, start) or _RANK.search(text[start:end]):
        return True
    if text[start].isupper() and _TITLED.search(text[:start]):
        return True  # "the Big Four"
    if text[:start].endswith(", ") and text[end : end + 1] == ",":
        return True
    if _NAMED.search(text[:start]) is not None and re.match(r"\s+[A-ZÀ-Þ]", text[end:]) is not None:
        return True
    return _is_numbered(text, start, end)


def _is_numbered(text: str, start: int, end: int) -> bool:
    """Return whether a number right behind a name is part of it: "Falcon 9", "Title 42".

    It counts where a place stands before it ("in Velka 12 died") or what is counted behind ("Velka 12 people"),
    unless an article says that one thing is named: "the Galaxy 7 phones".
    """
    found = _NUMBERED.search(text[:start])
    if found is None or not text[start:end].isdigit() or not names(f"the {found['name']}"):
        return False
    before = fold(found["before"] or "")
    if before in _DETERMINERS or _ALREADY_COUNTED.search(text[:start]):
        return True
    if _COUNTABLE.match(text, end) or _is_state(fold(_next_word(text, end))):
        return False
    return before not in _PREPOSITIONS or fold(_next_word(text, end)) in {"", *_PREPOSITIONS}


def _next_word(text: str, end: int) -> str:
    """Return the word right behind a place, or an empty string."""
    found = re.match(r"\s+([^\W\d_]+)", text[end:])
    return found.group(1) if found else ""


def place_of(number: Number, text: str, start: int) -> int:
    """Return where a number stands in a text from ``start`` on, or -1; digits within other digits are not it."""
    found = re.compile(rf"(?<![\w.,]){re.escape(number.text)}(?!\w)").search(text, start)
    return found.start() if found else text.find(number.text, start)


def figures(text: str) -> tuple[Figure, ...]:
    """Return the numbers of a sentence that count something, with what they count."""
    plain = without_dates(text)
    found, at = [], 0
    for number in numbers(plain):
        at = place_of(number, plain, at)
        if at < 0:
            break
        end = at + len(number.text)
        of = None if is_label(plain, at, end) else _counted(plain, at, end, number)
        if of:
            found.append(Figure(number, of, is_part(plain, at, end)))
        at = end
    return tuple(found)


def _counted(text: str, start: int, end: int, number: Number) -> str | None:
    following = content_words(text[end : end + _AHEAD])
    first = following[0] if following and not following[0].isdigit() else ""
    state = _state(text, start, end)
    if number.unit:
        return number.unit
    if state and (
        _TOLL.search(re.split(r"[.;]", text[:start])[-1])
        or first in _OF_ALL
        or not first
        or first in content_words(" ".join(_CLASSES))
        or _is_state(first)
    ):
        return state
    return first or state


def _is_state(word: str) -> bool:
    return _CLASS.search(word) is not None or word in {"still", "were", "had"}


def _state(text: str, start: int, end: int) -> str | None:
    ahead = re.split(r"[.;]|\b(?:and|but|while)\b", text[end : end + _AHEAD])[0]
    after = _CLASS.search(ahead)
    if after:
        return after.lastgroup
    clause = re.split(r"[.;]", text[:start])[-1]
    # "the number of people killed when … has risen to five" counts what it names first, however long ago.
    behind = clause if _TOLL.search(clause) else clause[-_BEHIND:]
    before = [m.lastgroup for m in _CLASS.finditer(behind)]
    return before[-1] if before else None


def states(text: str) -> frozenset[str]:
    """Return the states that a text speaks of: ``dead``, ``missing``, ``waiting`` and the like."""
    return frozenset(str(m.lastgroup) for m in _CLASS.finditer(text))


def state_words(text: str, of: frozenset[str]) -> tuple[str, ...]:
    """Return the words of a text that name one of some states: "died" is of the ``dead``."""
    return tuple(m.group() for m in _CLASS.finditer(text) if m.lastgroup in of)


def of_another_state(number: Number, claim: str, text: str) -> bool:
    """Return whether a claim counts by a number those in one state, and a text counts others by it: six dead, six missing.

    A text that speaks of the state nowhere, nor of anything like it, counts others.
    """
    ours = {f.of for f in figures(claim) if f.number == number}
    if not ours or not ours <= _CLASSES.keys():
        return _narrowly_another(number, claim, text)
    theirs = {f.of for f in figures(text) if agree(number, f.number)} & _CLASSES.keys()
    if theirs:
        return not ours & theirs
    return _narrowly_another(number, claim, text) or (not ours & states(text) and not _LOST.search(text))


def _narrowly_another(number: Number, claim: str, text: str) -> bool:
    """Return whether a claim says by the very words at a number that three fishermen died, and a text that they are missing."""
    ours, theirs = narrow_states(number, claim), [narrow_states(n, text) for n in numbers(text) if agree(number, n)]
    return bool(ours and theirs) and all(t and not ours & t for t in theirs)


def narrow_states(number: Number, text: str) -> frozenset[str]:
    """Return the state that the few words at a number give it: "three fishermen were killed", "killed three"."""
    at = text.find(number.text)
    if at < 0:
        return frozenset()
    after = re.match(
        r"(?:\s+(?!and\b|but\b|while\b|who\b|after\b|when\b|in\b)[^\W\d]+){1,4}", text[at + len(number.text) :]
    )
    ahead = [str(m.lastgroup) for m in _CLASS.finditer(after.group())] if after else []
    behind = [str(m.lastgroup) for m in _CLASS.finditer(text[:at]) if not text[m.end() : at].strip()]
    return frozenset(ahead or behind)


def moved_figure(old: str, new: str) -> tuple[str, Number, Number] | None:
    """Return (what, old number, new number) when two sentences count one thing and the count is another, or None.

    The dead or missing of one story are one count; marks, metres and votes are of many things, and there the
    sentences must share more words.
    """
    ours, theirs = set(content_words(old)), set(content_words(new))
    common = {w for w in ours & theirs if not w.isdigit()}
    share = len(common) / max(1, min(len(ours), len(theirs)))
    if any(bool(side.search(old)) != bool(side.search(new)) for side in (_AGAINST, _WANTED)):
        return None
    given, kept = _values(old), _values(new)
    for after in figures(new):
        for before in figures(old):
            if after.of != before.of or after.number.unit != before.number.unit or after.part or before.part:
                continue
            if after.number.unit and _of_several(after.of, old, new):
                continue
            if after.number.value in given or _left_behind(before.number, old) or _left_behind(after.number, new):
                continue
            if before.number.value in kept and not _left_behind(before.number, new):
                continue
            enough = (1, 0.12) if after.of in _CLASSES else (3, 0.45)
            if len(common) >= enough[0] and share >= enough[1]:
                return written(after.of, new), before.number, after.number
    return None


def _of_several(unit: str, *texts: str) -> bool:
    """Return whether a text measures several things in one unit: 25% on one land's goods, 10% on another's."""
    own = ([f.number for f in figures(t) if f.of == unit] for t in texts)
    return any(len({n.value for n in of if not _left_behind(n, t)}) > 1 for of, t in zip(own, texts, strict=True))


def _values(text: str) -> frozenset[float]:
    return frozenset(n.value for n in numbers(without_dates(text)))


def _left_behind(number: Number, text: str) -> bool:
    """Return whether a text says that a number is no longer so: the three of "from three to 4.5 per cent"."""
    return re.search(rf"\bfrom {re.escape(number.text)}(?!\w)[^.;]{{0,30}}? to\b", text) is not None


def written(of: str, text: str) -> str:
    """Return what is counted as a reader knows it: the word of the text that has the stem."""
    if of in _CLASSES or of in ("percent",):
        return "per cent" if of == "percent" else of
    return as_written(of, text)


def as_written(stem: str, text: str) -> str:
    """Return the word of a text that has the stem; the stem itself where none has."""
    return next((w for w in re.findall(r"[^\W_]+", text) if content_words(w) == (stem,)), stem)
