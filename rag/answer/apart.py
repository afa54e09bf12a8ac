"""What keeps a sentence from answering although it has the words: it only leads in, is of another year, lacks the place. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.text.abroad import PLACED_ABROAD
from rag.text.dates import MONTH_NAMES, WEEKDAYS, without_dates, years_told
from rag.text.kindred import deeds
from rag.text.names import names
from rag.text.words import word_count
from rag.types import EvidenceSentence, Window

_LEADS_IN = re.compile(r"(?:[:;,–—-][\"'”’)\]]*|\b(?:and|or|the|of))\s*$", re.IGNORECASE)
_ASKS = re.compile(r"\?[\"'”’)\]]*$")
_POINTS_ON = re.compile(
    r"^\W*(?:editor[’']s note\b.*\b(?:follow|page|coverage|story|updat\w+|live)\b|for (?:the )?(?:latest|more|full|further)\b[^.]*, (?:please )?(?:read|view|see|follow|watch|visit|check|click)\b|(?:for|follow|see|read)\b[^.]*\b(?:coverage|live updates)\b|"
    r"here(?:[’']s| is| are) (?:what|how|why|where|when|who|everything|a look)\b[^:;–—]*$)",
    re.IGNORECASE | re.DOTALL,
)
"""A line that only says where to read on: "Editor's note: Follow our coverage", "Here's what to know about when he takes office"."""
_OF_THE_HOUR = frozenset("a p m am pm et est edt pt pst pdt ct cst cdt gmt utc bst updated published".split()) | {
    *WEEKDAYS
}
_BETWEEN_TIMES = re.compile(
    r"\b(?:compar\w+|differ\w*|than|record|history|ever|since|previous\w*|earlier|ago|first|again|usual\w*)\b",
    re.IGNORECASE,
)
"""Words of a question that set its time beside another one."""
_WHEN_WILL = re.compile(
    r"^\W*(?:and |but )?when (?:will|would|shall|(?:is|are)\b.*\b(?:due|next|going)\b)|^\W*when (?:does|do|is|are)\b.*\bnext\b",
    re.IGNORECASE,
)
_STILL_TO_COME = re.compile(
    r"\b(?:will|would|shall|due|next|scheduled|plan\w*|expect\w*|set (?:to|for)|going to|tomorrow|to be|by the end|later this|until)\b|[’']ll\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d,.$€£])(?:19|20)\d\d\b(?![,.]\d)")
_OF_A_THING = re.compile(
    r"(?<!\bin )(?<!\bat )(?<!\bduring )\b(?:(?:the|an?|his|her|its|their)\s+|(?<=['’]s )|(?<=['’] ))(?:19|20)\d\d\s+(?P<thing>[a-z]\w+)",
    re.IGNORECASE,
)
"""A year in front of a noun dates no deed: "the ruling voids the 2019 tenancy law"."""
_DENIES = re.compile(
    r"^\W*(?:and |but )?(?:who|whom|which|what|why|where|when|how)\b.*?"
    r"\b(?:(?:do|does|did|has|have|had|is|are|was|were|will|would|can|could|should|must)(?:n[’']t| not)|cannot|can[’']t|won[’']t)\b"
    r"(?! only)",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"n[’']t\b|\b(?:not|cannot|never|no|none|nobody|nothing|neither|nor|without|despite|except|instead|unable|unwilling|absent|absence|"
    r"against|refus\w+|declin\w+|skip\w*|miss(?:ed|es|ing)?|avoid\w*|fail\w*|boycott\w*|reject\w*|den(?:y|ies|ied)|block\w*|"
    r"lack\w*|snub\w*|withh\w+|withdr\w+|exclu\w+|ruled? out|stay(?:ed|s)? away|un\w+ed)\b",
    re.IGNORECASE,
)
"""Words by which something is said not to be so."""
_WHERE = re.compile(r"^\W*(?:and |but )?where\b", re.IGNORECASE)
_IN = rf"\b(?:{PLACED_ABROAD}|in|at|near|on|off|outside|inside|into|to|from|across|over|under|along|around|through|toward|towards|of|via|between)\s+"
_PLACE = re.compile(
    rf"{_IN}(?:[\w’'-]+\s+){{0,3}}?(?:airports?|bases?|beach|borders?|bridge|buildings?|camps?|capital|centers?|centres?|church|city|coast|"
    r"countr(?:y|ies)|court(?:house)?|district|factory|farms?|field|floor|forest|gardens?|ground|hall|harbou?r|headquarters|homes?|"
    r"hospitals?|hotels?|house|islands?|lakes?|market|moon|mosque|mountains?|museum|north|south|east|west|ocean|offices?|park|"
    r"plant|ports?|prison|region|residence|restaurants?|river|roads?|rooms?|schools?|sea|shops?|square|stadium|state|station|stores?|"
    r"streets?|suburbs?|theat(?:er|re)|towns?|universit(?:y|ies)|valley|villages?|ward|waters?)\b",
    re.IGNORECASE,
)
_AT_NAME = re.compile(rf"(?i:{_IN})(?:[a-z’'-]+\s+){{0,2}}?(?:the\s+)?([A-ZÀ-ÖØ-Þ][\w’'.-]*)")
_NO_PLACE = frozenset((*WEEKDAYS, *MONTH_NAMES, *(m[:3] for m in MONTH_NAMES)))


def leads_in(text: str) -> bool:
    """Return whether a sentence says nothing by itself: it only opens what follows or points at it, asks, or is a bare date."""
    return any(p.search(text) for p in (_LEADS_IN, _ASKS, _POINTS_ON)) or not _has_words(text)


def points_on(text: str) -> bool:
    """Return whether a line only says where to read on: "Here is what is known."."""
    return _POINTS_ON.search(text) is not None


def _has_words(text: str) -> bool:
    """Return whether a line has more than one word beside the date and hour under which something was printed."""
    told = (w for w in re.findall(r"[^\W_]+", without_dates(text)) if w.lower() not in _OF_THE_HOUR)
    return word_count(" ".join(w for w in told if not w.isdigit())) > 1


def of_another_year(question: str, sentence: EvidenceSentence, window: Window | None) -> bool:
    """Return whether a sentence dates what it tells to years that all lie outside the time which the question's words name.

    False where those words set that time beside another one, and where a filter, not the words, gave the time.
    """
    if window is None or window.words is None or window.since is None or _BETWEEN_TIMES.search(question):
        return False
    owner = re.search(rf"\b{re.escape(window.words)}['’]s?\s+(?P<owned>(?:[\w-]+\W*){{1,3}})", question)
    text = _without_passing_years(sentence.text, owner["owned"]) if owner else sentence.text
    told = years_told(replace(sentence, text=text))
    first, last = window.first_day().year, window.last_day().year
    return bool(told) and all(not first <= year <= last for year in told)


def _without_passing_years(text: str, owned: str) -> str:
    """Return a text without the years that only tell things apart, but for one of the thing owned: "the 2019 final"."""
    asked = set(deeds(owned))
    return _OF_A_THING.sub(lambda m: m.group() if asked.intersection(deeds(m["thing"])) else m["thing"], text)


def is_past(question: str, sentence: EvidenceSentence) -> bool:
    """Return whether a sentence tells only of a year that is past where a question asks when something will be."""
    if not _WHEN_WILL.search(question) or _STILL_TO_COME.search(sentence.text) or sentence.published is None:
        return False
    told = [int(y) for y in _YEAR.findall(sentence.text)]
    return bool(told) and max(told) < sentence.published.day.year


def denies_too(question: str, text: str) -> bool:
    """Return whether a sentence says what is not so where a question asks for that: "who did not come"."""
    return _DENIES.search(question) is None or _DENIED.search(text) is not None


def tells_where(question: str, sentence: EvidenceSentence) -> bool:
    """Return whether a sentence, or its title, has a place that the question has not; True where none is asked for."""
    if not _WHERE.search(question):
        return True
    given = {n.lower() for n in names(question)}
    for match in _AT_NAME.finditer(sentence.text):
        word = re.sub(r"(?:[’']s)?[.,]*$", "", match.group(1)).lower()
        if word not in given and word.rstrip(".") not in _NO_PLACE:
            return True
    return _PLACE.search(sentence.text) is not None
