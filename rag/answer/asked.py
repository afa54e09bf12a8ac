"""What kind of thing a question asks for, and whether a sentence has such a thing. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from enum import StrEnum

from rag.answer.lands import lacks_the_land
from rag.answer.whereabouts import without_whereabouts
from rag.answer.why import tells_why
from rag.text.abroad import DATES_ABROAD, DAYS_ABROAD, NUMBERS_ABROAD
from rag.text.clauses import IRREGULAR
from rag.text.dates import WEEKDAYS, without_dates
from rag.text.kindred import deeds
from rag.text.numbers import numbers
from rag.text.spelled import TENS, UNITS
from rag.text.words import content_words

_UNIT = r"(?:minutes?|hours?|nights?|days?|weeks?|weekends?|fortnights?|months?|quarters?|seasons?|years?|decades?|century|centuries)\b(?!-)"
_DAY = (
    r"\d{1,2}:\d\d|\d{1,2}\s*[ap]\.?m\b|(?<![\d,.$€£-])(?:1\d|20|21)\d\d(?:s\b|\b(?![,.]\d|-year))|"
    r"january|february|april|june|july|august|september|october|november|december|(?-i:March|May|MAY|MARCH)|"
    r"(?-i:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b|"
    rf"{'|'.join(WEEKDAYS)}|"
    r"(?-i:Mon|Tues?|Wed|Thu(?:rs)?|Fri|Sat|Sun)\b|"
    rf"{DAYS_ABROAD}|"
    r"today|tomorrow|yesterday|tonight|overnight|noon|midnight|morning|evening|afternoon|dawn|dusk|"
    r"(?:this|last|next|by|since|until|early|late|mid|in(?: the)?)[\s-]+(?:spring|summer|autumn|fall|winter)"
)
_TIME = re.compile(
    rf"\b(?:{_DAY}|"
    rf"(?:this|last|next|that|previous|following|coming|past|same|every|each|first|final|earlier|end of the)\s+(?:[\w-]+\s+){{0,4}}?{_UNIT}|"
    rf"(?:in|within|after|by|until)\s+(?:[\w-]+\s+){{0,4}}?{_UNIT}|{_UNIT}\s+(?:ago|later|earlier|before|after|from now|since|away)|"
    r"later|soon|after|before|since|until|during|when)\b",
    re.IGNORECASE,
)
"""A point in time, or what it is reckoned from; how long something lasted and how old it is are none."""
_ON_A_DAY = re.compile(
    rf"\b(?:{_DAY}|(?:this|last|next|past|previous|following|coming|earlier this) {_UNIT}|{_UNIT}\s+(?:ago|later|earlier|from now|away)|"
    rf"(?:in|within|after|by|until)\s+(?:a|an|the|\d+|[a-z]+teen|two|three|four|five|six|seven|eight|nine|ten|thirty)\s+(?:[a-z]+\s+)?{_UNIT})\b",
    re.IGNORECASE,
)
_WHETHER_WHEN = re.compile(
    r"\b(?:if,?\s+(?:and|or),?|and,?|or,?|about|unclear|unknown|(?:not|never) (?:yet )?\w+|n[’']t (?:yet )?\w+|decid\w+|wonder\w*|ask(?:s|ed|ing)?)\s+when\b",
    re.IGNORECASE,
)
"""A "when" that leaves open when: "it is unclear if, and when, he will return"."""
A_NUMBER = re.compile(
    rf"\b(?:{NUMBERS_ABROAD})\b|"
    r"\d|\bone\b(?=[\s-]+[^\W\d])(?!\s+(?:of|who|that|which|to|and|or|day|another)\b)|\b(?:"
    rf"{'|'.join((*UNITS, *TENS)[2:])}|hundred|"
    r"thousand|million|billion|trillion|dozen|dozens|hundreds|thousands|half|third|quarter|none|both|"
    r"single|once|twice|double|triple|pair|several|few)\b|\bno\b(?=\s+[a-z])(?!\s+(?:longer|matter|doubt|more)\b)",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-ZÀ-ÖØ-Þ][\w’'-]+|^[\"“]?[A-ZÀ-ÖØ-Þ][\w’'-]+")


class Wanted(StrEnum):
    """The kind of thing that must be in an answer."""

    TIME = "a time"
    NUMBER = "a number"
    NAME = "a name"
    PLACE = "a place"
    ANYTHING = "anything"


_KINDS = (
    (re.compile(r"\bhow (?:many|much|old|long|far|large|big|high|tall)\b", re.IGNORECASE), Wanted.NUMBER),
    (re.compile(r"\bwhat (?:\w+ )?(?:population|number|percentage|share|rate|toll|price|cost|amount|score)\b",
                re.IGNORECASE), Wanted.NUMBER),
    (re.compile(r"\b(?:what is|what was|what's) the (?:\w+ )?(?:population|number|percentage|toll|price|score)\b",
                re.IGNORECASE), Wanted.NUMBER),
    (re.compile(r"\b(?:what|how much) (?:will|would|does|do|did|is|are) .*\bcosts?\b", re.IGNORECASE), Wanted.NUMBER),
    (re.compile(r"^\W*(?:and )?(?:(?:by|until|till|since|from) )?when\b|\b(?:what|which) (?:date|day|month|year|time)\b|"
                r"\bwhat (?:is|was) the (?:[\w-]+ ){0,2}(?:deadline|date)\b", re.IGNORECASE),
     Wanted.TIME),
    (re.compile(r"\bwhich (?:(?!(?:of|did|do|does|is|are|was|were|has|have|had|will|would|can|could|may)\b)[\w’'.-]+ ){0,2}(?:countr(?:y|ies)|nations?|cit(?:y|ies)|states?|teams?|clubs?|airlines?|carmakers?|automakers?|"
                r"compan(?:y|ies)|firms?|retailers?|brands?|chains?|banks?|(?:tech )?giants?|senators?|governors?|lawmakers?|presidents?|ministers?|leaders?|politicians?|"
                r"actors?|actress(?:es)?|singers?|rappers?|artists?|musicians?|bands?|celebrit(?:y|ies)|guests?|authors?|directors?|"
                r"players?|golfers?|athletes?|drivers?|jockeys?|coach(?:es)?|universit(?:y|ies)|colleges?|provinces?|islands?|part(?:y|ies)|"
                r"shows?|series|movies?|films?|songs?|albums?|novels?|books?|magazines?|newspapers?|networks?|channels?|streaming services?|apps?|websites?|"
                r"cartels?|gangs?|militias?|agenc(?:y|ies)|museums?|airports?|restaurants?|supermarkets?|hospitals?|towns?|villages?|rivers?|"
                r"volcano(?:e?s)?|hurricanes?)\b",
                re.IGNORECASE), Wanted.NAME),
    (re.compile(r"^\W*(?:and )?(?:by )?who(?:m|se)?\b|\bwhat (?:is|was|are|were) the names? of\b", re.IGNORECASE), Wanted.NAME),
    (re.compile(r"^\W*(?:and |but )?where\b|\bwhere\W*$", re.IGNORECASE), Wanted.PLACE),
)  # fmt: skip


def wanted(question: str) -> Wanted:
    """Return what an answer to the question must hold."""
    for pattern, kind in _KINDS:
        if pattern.search(question):
            return kind
    return Wanted.ANYTHING


_WHO_DID = re.compile(
    r"^\W*(?:and )?(?:by )?who(?:m)?\s+(?:(?:else|also|recently|first|is|was|are|were|has|have|had|been|being|will|would|to|be|"
    r"the|an?|new|next|current|former|acting|interim|main)\s+)*([^\W\d_]+)",
    re.IGNORECASE,
)
_WHICH = re.compile(r"^\W*(?:and )?(?:which|what)\s+((?:[\w’'.-]+\s+){2,3})", re.IGNORECASE)
_PAST_FORMS = frozenset(form for forms in IRREGULAR.split("|") for form in forms.split()[1:])
_SAYS_LITTLE = frozenset(
    "make made take took taken taking get got give gave given come came go went put did does done".split()
)


def deed_asked(question: str) -> str:
    """Return the word for what was done by whoever is asked for, or for what he is: "led" of "who led the trial", "pilot".

    Empty where code sees none.
    """
    who, which = _WHO_DID.match(question), _WHICH.match(question)
    told = [who.group(1)] if who else which.group(1).split()[1:] if which else []
    found = next((w for w in told if who or w.endswith("ed") or w in _PAST_FORMS), "")
    return "" if found.lower() in _SAYS_LITTLE or not deeds(found) else found


def holds(sentence: str, kind: Wanted) -> bool:
    """Return whether a sentence holds a thing of that kind."""
    if kind is Wanted.TIME:
        return _TIME.search(_WHETHER_WHEN.sub(" ", sentence)) is not None
    if kind is Wanted.NUMBER:
        return A_NUMBER.search(sentence) is not None
    if kind is Wanted.NAME:
        return _NAME.search(sentence) is not None
    return True


NEAR_A_DAY = 60
"""How far from what happened its day may stand, in characters; "Two years ago she decided that, when he died, …" tells no day of a death."""
_OTHER_CLAUSE = re.compile(r"\b(?:when|after|before|while|since|until|as)\b", re.IGNORECASE)


def days_told(sentence: str) -> list[tuple[int, int]]:
    """Return where a sentence has a day, an hour or a stretch of the calendar."""
    return [m.span() for m in _ON_A_DAY.finditer(sentence)]


def tells_a_day(sentence: str, of: Collection[str] = ()) -> bool:
    """Return whether a sentence has a day, an hour or a stretch of the calendar, not only an "after" or a "before".

    Where stems are given that it tells ``of``, and it has one of them, the day must stand by one.
    """
    days = days_told(sentence)
    told = [m.span() for m in re.finditer(r"[^\W_]+", sentence) if not set(deeds(m.group())).isdisjoint(of)]
    return bool(days) and (not told or any(_by(sentence, d, t) for d in days for t in told))


def _by(sentence: str, day: tuple[int, int], word: tuple[int, int]) -> bool:
    first, second = sorted((day, word))
    between = sentence[first[1] : second[0]]
    return len(between) <= NEAR_A_DAY and _OTHER_CLAUSE.search(between) is None


_LENGTH = r"(?:millimet|centimet|kilomet|met)(?:er|re)s?\b|\b(?:mm|cm|m|km|ft)\b|\b(?:inch(?:es)?|foot|feet|yards?|miles?|storeys?|stories)\b"
_LASTING = (
    r"\b(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|centur(?:y|ies))\b|\bsince\b|\buntil\b"
)
_COLOURS = (
    "white|black|gr[ae]y|silver|gold(?:en)?|red|orange|yellow|green|blue|purple|violet|pink|brown|beige|cream|turquoise|crimson|scarlet|"
    "maroon|navy|teal|ivory|amber|lilac|magenta|khaki|bronze|copper|transparent|colou?rless|multicolou?red|rainbow|tan|indigo|cyan|"
    "burgundy|blonde?|brunette|auburn|ginger|hazel|chestnut|mahogany|terracotta|rust|fuchsia|charcoal|peach|apricot|salmon|coral|mauve|"
    "ochre|mustard|lemon|saffron|lavender|plum|lime|olive|emerald|jade|aqua(?:marine)?|azure|cobalt|sapphire|ruby|vermilion|cherry|platinum|"
    "(?:is|are|was|were|painted|pale|dusty) rose|"
    r"painted (?:an? )?(?!(?:by|in|on|at|to|for|with|from|over|last|this|every|again|and|the|twice|today|yesterday)\b|\w+ly\b)[a-z]+(?=[.,])"
)
"""A rose is a colour only where something is it: fares rose."""
_MADE_IN = (
    r"\b(?:planted|constructed|formed|created|written|composed|painted|inaugurated|carved|sculpted|discovered|commissioned|installed|"
    r"incorporated|entered service)\b[^.;]{0,60}?\bin (?:[a-z]+ )?\d{4}\b(?![,.]\d)"
)
_MEASURES = (
    (re.compile(r"\bhow old\b", re.IGNORECASE),
     re.compile(r"\baged?\b|\byears?[ -]old\b|\bborn\b|\bbirthday\b|\b(?:was|is|turn(?:ed|s)?|,) \d{1,3}\b(?![\s-]\w|[.,]\d|%)|\bsince \d{4}\b|"
                r"\bfrom (?:the (?:year )?)?\d{4}|\b(?:built|founded|opened|erected|completed|laid|made|established|launched|invented|dat(?:es?|ed|ing))\b.*\b\d{4}\b|"
                rf"{_MADE_IN}",
                re.IGNORECASE)),
    (re.compile(r"\bwhat colou?rs?\b", re.IGNORECASE), re.compile(rf"\b(?:{_COLOURS})(?:s|ish|ed)?\b|colou?red\b", re.IGNORECASE)),
    (re.compile(r"\bhow (?:tall|deep|wide|far)\b", re.IGNORECASE),
     re.compile(rf"{_LENGTH}|\b(?:hours?|minutes?|per cent)\b|%", re.IGNORECASE)),
    (re.compile(r"\b(?:what|which) (?:is|was|were) the (?:(?:final|(?:half|full)[- ]?time) )?score\b", re.IGNORECASE),
     re.compile(r"\b\d{1,3}\s*(?:[-–—:]|to)\s*\d{1,3}\b|\b\w+ (?:goals?|points?|runs?|sets?) to \w+|\b(?:goalless|nil|drew|draw|tied?)\b|"
                r"(?-i:[A-ZÀ-Þ]\w+ \d{1,3},? (?:and )?[A-ZÀ-Þ][\w ]*? \d{1,3}\b)", re.IGNORECASE)),
    (re.compile(r"\bhow long\b", re.IGNORECASE), re.compile(rf"{_LENGTH}|{_LASTING}|-long\b", re.IGNORECASE)),
)  # fmt: skip
"""What a sentence must have to say how old, how tall, how far something is: a number alone counts anything."""

_COUNTS = re.compile(
    r"\bhow (?:many|much)\b|\bwhat (?:is|was|are|were) the (?:\w+ )?(?:population|number|percentage|toll|price)\b",
    re.IGNORECASE,
)
_YEAR_OR_CLOCK = re.compile(
    rf"\b{DATES_ABROAD}\b|"
    r"(?<![\d.,$£€])(?:19|20)\d\d\b(?![.,]\d|\s*%|\s+[a-z]+s\b|\s+people\b)|\b\d{1,2}(?:[.:]\d\d)?\s*[ap]\.?m\b|\b\d{1,2}:\d\d\b"
)
"""Numbers that count nothing."""
_HOW_MANY_THINGS = re.compile(
    r"\bhow many (?!(?:[\w-]+ )?(?:dollars?|euros?|pounds?|cents?|pence|rupees?|yen|yuan|francs?|r(?:o?u)bles?|kron(?:er|or)|pesos?|bucks|"
    r"(?:m|b|tr)illions?|thousands?|percent(?:age)?|per cent|(?:basis )?points?)\b)",
    re.IGNORECASE,
)
"""Asks for a count of what is neither money nor a share."""

_SOMEWHERE = re.compile(
    r"\b(?:in|at|near|on|off|outside|inside|into|onto|across|along|under|over|above|below|behind|beside|around|between|by|from|to|via|through|"
    r"towards?|of|north|south|east|west)\s+(?:(?:the|an?|its|his|her|their|this|that|some|one)\s+)*([^\W\d_][\w’'-]*)|"
    r"\b(abroad|overseas|home|upstairs|downstairs|indoors|outdoors|online|ashore|underwater|underground|elsewhere|nowhere|everywhere)\b",
    re.IGNORECASE,
)
"""What may be a place: a word behind a preposition, or one that tells where by itself."""
_CAPITAL = re.compile(r"\b[^\W\d_]{0,3}[A-ZÀ-ÖØ-Þ][\w’'-]+")
"""What may be a name, one that opens small ("eBay") among them."""
_CALLED = re.compile(r"\b(?:called|named|dubbed) [“\"‘']([^\W\d_]+)[.,]?[”\"’']")
"""A name that is written small, in quotation marks."""
_WHICH_ONE = re.compile(r"\bwhich\b(?!.*\bor\b)", re.IGNORECASE)
"""A question for one of many that names none of those to choose from."""
_NAME_OF = re.compile(r"\bnames? of\b|\bnamed\b|\bcalled\b", re.IGNORECASE)
_OF_SOMEBODY = re.compile(
    r"\bnames? of (?:(?:the|an?|his|her|their) )?(?:[\w’'-]+ ){0,3}?(?:person|people|man|men|woman|women|boy|girl|child|guard|worker|victims?|suspects?|officer|"
    r"driver|pilot|passenger|teacher|student|soldier|company|firm|chain|retailer|bank)\b|"
    r"\bwhich (?:(?!(?:of|did|do|does|is|are|was|were|has|have|had|will|would|can|could|may)\b)[\w’'.-]+ ){0,2}(?:compan(?:y|ies)|firms?|retailers?|chains?|"
    r"(?:tech )?giants?|senators?|governors?|lawmakers?|ministers?|politicians?|officials?|actors?|actress(?:es)?|singers?|rappers?|celebrit(?:y|ies)|guests?|"
    r"authors?|directors?|golfers?|athletes?|coach(?:es)?)\b",
    re.IGNORECASE,
)
"""A question for the name of a person or a firm, which no country and no date is."""


def answers_in_kind(question: str, sentence: str) -> bool:
    """Return whether a sentence holds what a question wants; one for a place, or for which of many, wants what it has not itself."""
    kind = wanted(question)
    if kind is Wanted.NAME and (_NAME_OF.search(question) or _WHICH_ONE.search(question)):
        return _adds_a_name(question, sentence)
    if kind is Wanted.PLACE:
        timeless = _TIME.sub(" ", sentence)
        return _adds_a_name(question, timeless) or _adds_a_place(question, timeless)
    return holds(sentence, kind) and measures(question, sentence)


def lacked(question: str, said: Sequence[str], told: Sequence[str]) -> str | None:
    """Return what a question asks for that none of the sentences said holds, "a number" or "a country"; None where one does.

    Of a question in parts one part is enough. ``told`` is what the articles say that they rest on.
    """
    lacking = [_lacked_in(part, said, told) for part in parts(question)]
    return None if None in lacking else lacking[0]


def _lacked_in(part: str, said: Sequence[str], told: Sequence[str]) -> str | None:
    if not any(answers_in_kind(part, text) for text in said):
        return str(wanted(part))
    if not any(tells_why(part, text) for text in said):
        return "a reason"
    return lacks_the_land(part, " ".join(said), told)


def _adds_a_name(question: str, sentence: str) -> bool:
    if _OF_SOMEBODY.search(question):
        sentence = without_whereabouts(without_dates(sentence))
    given = set(content_words(question))
    # "One individual has died": a count has a capital where it opens the sentence.
    told = (
        word for word in (*_CAPITAL.findall(sentence), *_CALLED.findall(sentence)) if word.lower() not in UNITS | TENS
    )
    found = (content_words(word) for word in told)
    return any(words and given.isdisjoint(words) for words in found)


def _adds_a_place(question: str, sentence: str) -> bool:
    given = set(content_words(question))
    found = (content_words(m.group()) for m in _SOMEWHERE.finditer(sentence))
    return any(words and not given.intersection(words) for words in found)


def counts_in(question: str, sentence: str, *, shares: bool = True) -> str:
    """Return a sentence without its years and times of day and, where a count of things is asked for, its sums of money.

    Without ``shares`` its percentages go too, but those of something: "43% of voters" tells how many of them.
    """
    text = _YEAR_OR_CLOCK.sub(" ", without_dates(sentence))
    if not _HOW_MANY_THINGS.search(question):
        return text
    for number in numbers(text):
        share = number.unit in ("percent", "points")
        if number.unit not in ("", "clock") and not (share and shares):
            text = re.sub(rf"{re.escape(number.text)}{r'(?! of )' if share else ''}", " ", text)
    return text


def measures(question: str, sentence: str) -> bool:
    """Return whether a sentence has a measure of what a question measures; True where it measures nothing."""
    if _COUNTS.search(question) and not A_NUMBER.search(counts_in(question, sentence)):
        return False
    return all(said.search(sentence) for asks, said in _MEASURES if asks.search(question))


_PARTS = re.compile(
    r",?\s+and\s+(?=(?:(?:in|at|on|for|from|to|by|with|of|under|since|until)\s+)?(?:when|where|who|whom|why|how|what|which)\b)|\?\s+(?=\S)|;\s+(?=\S)",
    re.IGNORECASE,
)


def parts(question: str) -> tuple[str, ...]:
    """Return the questions in a question: "who came, and when do they leave" has two."""
    found = tuple(p.strip(" ?") for p in _PARTS.split(question) if p and p.strip(" ?"))
    return found or (question,)
