"""Text to sentences, as exact spans. Pure, linear in the length of the text.

One boundary finder of our own: pysbd gives exact spans too, but took 32 ms for 7,000 characters of
news (this takes under 1 ms), is quadratic in a paragraph, and splits after "Tues." Where the two
must agree, the tests say so. When a boundary is in doubt ("the U.S. President") the text stays
together: a sentence too long can still be cited, half a sentence cannot.
"""

from __future__ import annotations

import re

from rag.text.abroad import GERMAN_MONTHS
from rag.text.dates import MONTHS, WEEKDAYS
from rag.types import Span

MAX_CHARS = 2_000
"""Longest sentence; anything longer is cut, at a semicolon, comma or space where there is one."""

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_CJK = "。！？｡"
_OTHER_STATES, _OTHER_ASKS = "।॥۔։።။។", "؟፧"
STATES = (".", "!", "。", "！", "｡", *_OTHER_STATES)
"""The marks that end a statement: Latin, Han, Devanagari, Urdu, Armenian, Ethiopic, Burmese, Khmer."""
ASKS = ("?", "？", *_OTHER_ASKS)
"""Those that end a question."""
UNMARKED = re.compile(r"[\u0e00-\u0eff]\Z")
"""What a text of a script without such marks may end with: Thai and Lao."""
_STOP = re.compile(f"[.!?…]+|[{_CJK}]+|[{_OTHER_STATES}{_OTHER_ASKS}]+")
_CLOSERS = frozenset("\"'”’»›)]}」』）】》〉*_")
_OPENERS = frozenset("\"'“‘«‹„‚([{「『（【《〈¿¡*_-–—•#@$£€¥")
_NOTE = re.compile(r"(?:\[\d{1,3}\])+")
_TOKEN = re.compile(r"[^\s\"'“”‘’«»„()\[\]/—–,;:-]*$")
_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_REACH = 40
"""How far a boundary looks back and ahead, in characters."""

# Never the end of a sentence, whatever follows.
_GLUED = frozenset(
    "mr mrs ms mx dr prof gov sen rep reps sens gen lt col sgt capt maj cmdr adm brig cpl pvt rev hon pres "
    "supt det insp messrs mme mlle msgr fr sr. amb dept asst vs v cf viz approx ca e.g i.e al fig figs pp vol "
    "mt ft art ed eds atty spc rt ald treas ph".split()
)
# The end of a sentence only when the next word opens one ("The", "He"), or when it says so below.
_OFTEN = frozenset(
    "st ave blvd rd jr sr esq etc inc corp co ltd bros llc plc dist univ assn bldg mfg natl intl "
    "jan feb apr jun jul aug sept sep oct nov dec mon tue tues thu thur thurs fri calif ariz colo conn fla ga ill "
    "ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo del ala ark "
    "bn mn tn".split()
)
_COMPANY = frozenset("inc corp co ltd llc plc etc bn mn tn".split())
# A whole word as well as an abbreviation: the latter only before a number.
_BEFORE_NUMBER = frozenset(
    "no nos p pp art sec sat sun wed ch par para jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_STARTERS = frozenset(
    "the a an this that these those he she it they we you i his her its their our my your there here who what "
    "when where why how which in on at by for from to with without after before during since until while as if "
    "although though because unless despite among amid between under over about against according but and or so "
    "yet nor still also however meanwhile moreover furthermore then now later earlier instead both all some many "
    "most several one two three no not each every another other such none please once even only just perhaps "
    "asked is are was were will would can could did does do have has had may might let".split()
)
_SHOUTS = frozenset("yahoo jeopardy kahoot yum".split())
_ASKS = re.compile(
    r"(?:[^\W\d_a-z][\w.'’-]*\s+){1,4}(?:asks?|asked|says?|said|wondered|wrote|told|texted|tweeted|exclaimed|shouted|"
    r"added|joked|replied|cried)\b"
)
# "9 p.m. ET", "9 p.m. Monday", "9 p.m. Kyiv time": what goes on with an hour.
_DAYS = frozenset(MONTHS) | {*WEEKDAYS, *(d + "s" for d in WEEKDAYS), *(d[:3] for d in WEEKDAYS)}
_DAYS |= frozenset(
    "tues wednes thur thurs easter christmas thanksgiving eastern central mountain pacific atlantic greenwich u.s".split()
)
_ZONE = re.compile(
    r"(?:[A-Z]{1,4}T|UTC|MSK)\b|(?:[A-ZÀ-ÖØ-Þ][\w.’'-]*\s){1,3}(?:(?:standard|daylight|summer)\s)?[Tt]ime\b|New\s(?:Year|York)\b|(?:[A-ZÀ-ÖØ-Þ][\w’']*\s){1,2}Day\b|Good\sFriday\b"
)
_HOUR = re.compile(
    r"(?P<of>(?:\b(?:[Tt]he|[Aa]n?|[Tt]his|[Tt]hat|[Ee]ach|[Ee]very|its|his|her|their|our)|['’]s)\s(?:[A-Z]\w*\s)?)?"
    r"\d[\d.:]*\s?[AaPp]\.[Mm]$"
)
_SETS_AN_HOUR = re.compile(
    r"\S\s+\S*?\b(?:at|by|until|till|from|to|and|around|about|before|after|past|since|near|between|through)\s+$",
    re.IGNORECASE,
)
"""What stands in front of an hour that a sentence may end with; "At 9 p.m. Officer Roe entered" opens with it."""
_BRAND = re.compile(r"[a-z][A-Z]|(?:al|el|an|ibn)-[A-Z]")


def split(text: str) -> tuple[Span, ...]:
    """Return the sentences of ``text`` in order: disjoint, without white space at their ends.

    Every character that is not white space is in exactly one of them. A line break always ends a
    sentence; closing quotation marks and brackets belong to the sentence that they close. No
    sentence has more than ``MAX_CHARS`` characters.
    """
    spans: list[Span] = []
    for line in _LINE.finditer(text):
        start = line.start()
        for end in [*_boundaries(text, line.start(), line.end()), line.end()]:
            _put(spans, text, start, end)
            start = end
    return tuple(spans)


def _put(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > MAX_CHARS:
        cut = _cut(text, start, start + MAX_CHARS)
        spans.append(Span(start, start + len(text[start:cut].rstrip())))
        start = cut
        while text[start].isspace():
            start += 1
    if start < end:
        spans.append(Span(start, end))


def _cut(text: str, start: int, limit: int) -> int:
    for mark in ("; ", ", ", " "):
        at = text.rfind(mark, start + MAX_CHARS // 2, limit)
        if at >= 0:
            return at + len(mark)
    return limit


def _boundaries(text: str, start: int, end: int) -> list[int]:
    """Return the offsets inside the line at which a new sentence begins (or its leading space)."""
    found = []
    last = start
    for stop in _STOP.finditer(text, start, end):
        if stop.start() < last:
            continue
        close = _closed(text, stop.end(), end)
        if close < end and _ends(text, last, stop, close, end):
            found.append(close)
            last = close
    return found


def _closed(text: str, at: int, end: int) -> int:
    """Return where the closing marks that follow a full stop end."""
    while at < end and text[at] in _CLOSERS:
        at += 1
    note = _NOTE.match(text, at, end)
    if note:
        at = note.end()
    # "… home. ” He": a mark that stands alone still closes what is before it.
    if at + 1 < end and text[at].isspace() and text[at + 1] in "”»" and (at + 2 >= end or text[at + 2].isspace()):
        at += 2
    return at


def _ends(text: str, start: int, stop: re.Match[str], close: int, end: int) -> bool:
    mark = stop.group()
    if mark[0] in _CJK:
        return not (close > stop.end() and text[close] == "と")
    after = close
    while after < end and text[after].isspace():
        after += 1
    if after >= end:
        return False
    spaced = after > close
    at = after
    while at < end and text[at] in _OPENERS:
        at += 1
    if at >= end or not text[at].isalnum():
        return spaced and at < end and not text[at].isspace() and text[at] not in ".,;:!?…)]}/&%=<>|+"
    word_match = _WORD.match(text, at, min(end, at + _REACH))
    word = word_match.group() if word_match else ""
    if not spaced:
        return _unspaced(text, stop, close, word)
    bare = at == after
    closed = close > stop.end()
    if mark == ".":
        return _full_stop(text, start, stop, at, end, word, bare=bare, closed=closed)
    return _other_mark(text, stop, at, word, closed=closed, bare=bare)


def _unspaced(text: str, stop: re.Match[str], close: int, word: str) -> bool:
    """Return whether a space was lost: ``home.The``, ``home.”The``."""
    before = text[max(0, stop.start() - 3) : stop.start()]
    if not (len(before) == 3 and before.isalpha() and before.islower() and word[:1].isupper()):
        return False
    return text[close - 1] in "”»" or word.lower() in _STARTERS


def _other_mark(text: str, stop: re.Match[str], at: int, word: str, *, closed: bool, bare: bool) -> bool:
    if word[:1].islower():
        return not bare and not closed and "…" not in stop.group() and ".." not in stop.group()
    if _TOKEN.search(text[max(0, stop.start() - _REACH) : stop.start()]).group().lower() in _SHOUTS:  # type: ignore[union-attr]
        return word.lower() in _STARTERS
    if stop.group()[-1] in "!?":
        return not (closed and bare and _ASKS.match(text, at))
    return word not in ("I", "I'm", "I’m", "I'd", "I’d", "I've", "I’ve", "I'll", "I’ll")


def _full_stop(
    text: str, start: int, stop: re.Match[str], at: int, end: int, word: str, *, bare: bool, closed: bool
) -> bool:
    dot = stop.start()
    match = _TOKEN.search(text[max(start, dot - _REACH) : dot])
    token = match.group() if match else ""
    lower = token.lower().lstrip(".")
    if not token and dot > start and text[dot - 1].isspace() and text[max(start, dot - 2)] == ".":
        return word[:1].isupper()  # ". . ." is an ellipsis
    if closed:
        return not (bare and word[:1].islower())
    if not token:
        return not word[:1].islower()
    opens = (word.lower() in _STARTERS and not word.isupper()) or word in ("I", "A")
    if word[:1].islower() and bare:
        return bool(_BRAND.match(word)) or (
            token.isalpha() and token.islower() and len(token) > 3 and lower not in _OFTEN | _GLUED
        )
    if word[:1].isdigit():
        return not (_abbreviates(token, lower) or lower in _BEFORE_NUMBER)
    if token.isdigit() and len(token) <= 2 and word.lower() in GERMAN_MONTHS:
        return False  # "am 5. September"
    if token.isdigit() and not text[start:dot].strip().removesuffix(token).strip(" (•*-"):
        return False  # "1. The first item" of a list
    if lower in _GLUED:
        return False
    if lower.endswith(("a.m", "p.m")) and word[:1].isupper():
        return _hour_ends(text, start, dot, at, end, word, opens=opens)
    if len(token) == 1 and token.isalpha() and token.isupper():
        return not _initial(text, start, dot, opens=opens, word=word)
    if len(token) == 1 and token.isalpha() and not text[start : dot - 1].rstrip()[-1:].isdigit():
        return opens or not bare  # "michael b. Jordan" of uncased text
    if "." in token and all(len(part) <= 2 for part in token.split(".")) and token[0].isalpha():
        return opens or not bare
    if _abbreviates(token, lower):
        return opens or not bare or (lower in _COMPANY and _plain(text, at, end, word))
    return True


def _hour_ends(text: str, start: int, dot: int, at: int, end: int, word: str, *, opens: bool) -> bool:
    """Return whether a sentence ends with an hour: ``It began at 9 p.m. Witnesses`` but not ``at 9 p.m. Monday``.

    An hour that a noun goes on with (``the 9 a.m. Mass``) ends nothing, and neither does one that opens a line of a programme.
    """
    if re.split("[-–/]", word.lower())[0] in _DAYS:
        return False
    if opens:
        return True
    hour = _HOUR.search(text, max(start, dot - _REACH), dot)
    if (
        hour is None
        or hour.group("of")
        or not _SETS_AN_HOUR.search(text, max(start, hour.start() - _REACH), hour.start())
    ):
        return False
    return not _ZONE.match(text, at, min(end, at + _REACH))


def _abbreviates(token: str, lower: str) -> bool:
    """Return whether a word is an abbreviation as it stands: ``Jan`` is, ``mass`` is not."""
    return lower in _GLUED or (
        lower in _OFTEN and (token[0].isupper() or lower in _COMPANY or lower in ("st", "jr", "sr"))
    )


def _initial(text: str, start: int, dot: int, *, opens: bool, word: str) -> bool:
    """Return whether a single capital is part of a name: ``J. K. Rowling`` but not ``Plan B. The``."""
    if opens:
        return False
    before = text[start : dot - 1].rstrip() if dot - 1 - start < _REACH else text[dot - _REACH : dot - 1].rstrip()
    last = before.split()[-1] if before.split() else ""
    if text[dot - 1] == "I":
        return last[:1].isupper() and word[:1].isupper()
    return not last or last[:1].isupper() or last.endswith((".", "(", "“", '"')) or word[:1].isupper()


def _plain(text: str, at: int, end: int, word: str) -> bool:
    """Return whether a capitalised word is followed by a lower-case one: ``Analysts said``."""
    after = at + len(word)
    return word[1:].islower() and after + 1 < end and text[after] == " " and text[after + 1].islower()
