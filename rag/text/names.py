"""Names in a claim against its evidence: surnames, acronyms, nations, spellings. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from rag.text.dates import MONTH_NAMES, WEEKDAYS
from rag.text.lands import state_of_short, us_states
from rag.text.quarters import quarters
from rag.text.speakers import nation_of
from rag.text.words import bare, fold

_TOKEN = re.compile(r"(?<![^\W_])[A-ZÀ-ÖØ-Þ][\w’'&-]*(?:\.[A-Z]\.?)*")
_ORDINARY = frozenset(
    "did do does has have had is are was were can could should would will whose whom the a an and or but if in on at to of for by with from as into over under after before during since until while "
    "when where who what why how which that this these those there here he she it they we i you his her its their our "
    "my your him them us no not all some many most more few several both each every any other another such so than "
    "then also however meanwhile according mr mrs ms dr prof sir dame lord lady president prime minister foreign "
    "secretary senator governor mayor chancellor king queen prince princess general judge justice chief director "
    "chairman ambassador commissioner professor police officials official government former deputy vice new one two "
    "three four five six seven eight nine ten yes no today yesterday tomorrow "
    "north south east west central state city county national international party court house parliament ministry "
    "university school company group street road river lake yet still now once just only even although because "
    "despite following century centuries tribute tributes people sixty hundreds thousands footage businessman businesswoman much past rock man woman men women child children nobody nothing everybody everyone everything somebody someone "
    "something anybody anyone anything neither none half twice thirty forty fifty twenty seventy eighty ninety eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen hundred thousand million billion dozen dozens millions billions about between against through per via plus around "
    "almost above below behind beyond inside outside beneath along alongside among amongst amid unlike like except instead "
    "maybe apart soon often again work back down out off elsewhere close late less least half double triple part".split()
) | {*WEEKDAYS, *MONTH_NAMES}
_ASKING = frozenset(
    "compare contrast summarise summarize describe explain outline define discuss list tell show give name find analyse "
    "analyze recap please update quién quiénes qué cuándo dónde cómo cuántos cuántas cuál quem quando onde quantos welche welcher "
    "welches warum wieviel wohin woher quand comment pourquoi combien quel quelle quels quelles perché quanti quante "
    "wann wem wen wessen wozu wieso weshalb wodurch worüber lequel laquelle quoi qui où dove chi cosa quale quali perche quanto "
    "quanta quién porque quais qual wanneer waarom hoeveel welk welke waar wat hoe kto gdzie kiedy dlaczego jak ile".split()
)
"""What opens a question or a wish, in the languages it is most often typed in, and names nobody."""
_ACRONYMS = {
    "un": "united nations", "eu": "european union", "us": "united states", "usa": "united states",
    "uk": "united kingdom", "nato": "north atlantic treaty organization", "who": "world health organization",
    "uae": "united arab emirates", "nhs": "national health service", "bbc": "british broadcasting corporation",
    "imf": "international monetary fund", "fed": "federal reserve", "gop": "republican party",
    "washington": "district of columbia", "holland": "netherlands", "scotus": "supreme court",
}  # fmt: skip
_SPELLINGS = {
    "kiev": "kyiv",
    "zelenskyy": "zelensky",
    "zelenskiy": "zelensky",
    "britain": "uk",
    "turkiye": "turkey",
    "burma": "myanmar",
    "dc": "washington",
}


def names(text: str) -> tuple[str, ...]:
    """Return the capitalised words of a text that are names, as written.

    A first word counts only when it can hardly be anything else: it goes with another capitalised word, is written in
    capitals, or has no ending of an ordinary word.
    """
    found = []
    for match in _TOKEN.finditer(text):
        word = bare(match.group())
        for part in word.split("-") if "-" in word else [word]:
            if len(part) < 2 or not part[0].isupper() or fold(part) in _ORDINARY:
                continue
            if _opens_sentence(text, match.start()) and _is_ordinary(text, match):
                continue
            found.append(part)
    return tuple(dict.fromkeys(found))


def _opens_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip(" “\"‘'(¿¡„«")
    return not before or before[-1] in ".!?:;\n"


def _is_ordinary(text: str, match: re.Match[str]) -> bool:
    following = text[match.end() : match.end() + 30]
    if match.group().lower() in _ASKING:
        return True
    if match.group().isupper() or re.match(r"(?:['’]s)?\s+[A-ZÀ-Þ]", following):
        return False
    word = bare(match.group()).lower()
    return word.endswith(("s", "ing", "ed", "ly", "er", "ion", "ment", "ty", "al", "ers")) or len(word) < 4


def missing_names(claim: str, evidence: Iterable[str]) -> tuple[str, ...]:
    """Return the names of a claim that the evidence texts lack, in any spelling of theirs.

    "Q4" is the fourth quarter, and missing only where the texts tell of other quarters alone.
    """
    texts = list(evidence)
    known = known_names(texts)
    lowered = " ".join(fold(t) for t in texts)
    told = {(q.number, q.months) for t in texts for q in quarters(t)}
    return tuple(n for n in names(claim) if not _is_known(n, known, lowered) and not _is_quarter(n, told))


def _is_quarter(name: str, told: set[tuple[int, int]]) -> bool:
    """Return whether a name is the short form of a quarter or a half, and of one that is told where any is."""
    meant = {(q.number, q.months) for q in quarters(name)}
    return len(name) == len("Q4") and bool(meant) and (not told or not meant.isdisjoint(told))


def mixed_up(question: str, evidence: Iterable[str]) -> tuple[str, ...]:
    """Return the full names of a question that the texts have only in pieces, the last one after another first name.

    "Tomas Lindqvar" is nobody where the texts speak of Tomas Varn and Maud Lindqvar.
    """
    question, cased = straight(question), [straight(t) for t in evidence]
    texts = [fold(t) for t in cased]
    given = set(names(question))
    found = []
    for match in FULL_NAME.finditer(question):
        first, last = match.groups()
        if (
            not {first, last} <= given
            or not (is_part_of_name(first) and is_part_of_name(last))
            or any(_together(first, last, t) for t in texts)
        ):
            continue
        if is_surname(last, cased) and any(o != first for text in cased for o in first_names(last, text)):
            found.append(f"{first} {last}")
    return tuple(found)


def but_for_first_names(missing: Iterable[str], claim: str) -> tuple[str, ...]:
    """Return the missing names of a claim without the first names of those whose last name is not missing."""
    lacked = set(missing)
    spared = {first for first, last in FULL_NAME.findall(claim) if last not in lacked and is_part_of_name(first)}
    return tuple(n for n in lacked if n not in spared)


def first_names_given(claim: str, told: Sequence[str], elsewhere: Sequence[str]) -> frozenset[str]:
    """Return the first names of a claim's full names that ``elsewhere`` gives to the only one of that surname.

    "Donald Trump" is whom one article calls President Trump, where another has the full name and nobody else of it.
    """
    found = set()
    told, elsewhere = [straight(t) for t in told], [straight(t) for t in elsewhere]
    for match in FULL_NAME.finditer(claim):
        first, last = match.groups()
        others = {o for text in (*told, *elsewhere) for o in first_names(last, text)} - {straight(first)}
        if (
            not others
            and re.sub(r"\W", "", fold(last)) in known_names(told)
            and any(_together(first, last, fold(t)) for t in elsewhere)
        ):
            found.add(first)
    return frozenset(found)


_ROLES = frozenset(
    "actor actress singer author storm hurricane cyclone typhoon rep sen democratic republican labor labour pope coach captain day big".split()
)
"""What stands before or behind a name and is no part of it, beside the ordinary words."""
_BODIES = frozenset(
    "agency authority council committee commission league cup championship trophy park space telescope mp mps mep msp "
    "center centre club united town bank union association federation trust fund foundation institute college hospital airport "
    "station stadium bridge square avenue lane hall castle church museum theatre act bill award awards prize times "
    "post news festival games series show channel radio island islands bay hill valley mountain sea ocean beach".split()
)
"""What ends the name of a body, a place or a work, and no person's."""
LONGEST_ACRONYM = 4
FULL_NAME = re.compile(r"\b(?=([A-ZÀ-Þ][\w’'-]+)\s+([A-ZÀ-Þ][\w’'-]*\w)\b)")


def is_part_of_name(word: str) -> bool:
    """Return whether a capitalised word may be part of a person's name: no title, office, body or acronym."""
    return fold(word) not in _ROLES | _ORDINARY | _BODIES and not (word.isupper() and len(word) <= LONGEST_ACRONYM)


def first_names(last: str, text: str) -> list[str]:
    """Return what stands as a first name in front of a last name in a text."""
    # "At Leeds Varn was a captain": a place and a name, and no full name.
    name = re.escape(straight(last))
    found = re.findall(rf"(?<!\b[AaIi][tn] )\b([A-ZÀ-Þ][\w’'-]+)\s+{name}\b", straight(text))
    return [first for first in dict.fromkeys(found) if is_part_of_name(first)]


def is_surname(last: str, texts: Iterable[str]) -> bool:
    """Return whether a word may be a surname in the texts: none of them has it as a common noun, a park or an agency."""
    return not any(re.search(rf"\b{re.escape(straight(last).lower())}\b", straight(text)) for text in texts)


def _together(first: str, last: str, folded: str) -> bool:
    """Return whether two parts of a name stand together, with at most one more between them."""
    first, last = (re.escape(straight(fold(n))) for n in (first, last))
    return re.search(rf"\b{first}\s+(?:[\w.'-]+\s+)?{last}", straight(folded)) is not None


def straight(text: str) -> str:
    """Return a text with every apostrophe straight: papers print O’Brien, and who asks types O'Brien."""
    return text.replace("’", "'").replace("‘", "'")


def known_names(texts: Sequence[str]) -> frozenset[str]:
    """Return the words of the texts, folded, with nations and spellings made one."""
    words = {w for t in texts for w in re.findall(r"[^\W_]+", fold(_SUFFIX_ALL.sub(" ", t)))}
    words |= {
        re.sub(r"\W", "", w)
        for t in texts
        for w in re.findall(r"(?<!\w)\w+(?:['’-]\w+)+|(?<![\w.])(?:[a-z]\.)+[a-z]\b", fold(t))
    }
    words |= {w for t in texts for state in us_states(t) for w in fold(state).split()}
    return frozenset(words | {_SPELLINGS.get(w, w) for w in words} | {n for w in words if (n := nation_of(w))})


_SUFFIX_ALL = re.compile(r"['’]s\b")


def _is_known(name: str, known: frozenset[str], lowered: str) -> bool:
    plain = re.sub(r"[^\w]", "", fold(name))
    forms = {plain, _SPELLINGS.get(plain, plain), nation_of(plain) or plain, plain.rstrip("s")}
    if forms & known:
        return True
    state = state_of_short(name)
    if state and known.issuperset(fold(state).split()):
        return True
    if plain in _ACRONYMS and _ACRONYMS[plain] in lowered:
        return True
    if any(long in lowered and short in known for short, long in _ACRONYMS.items() if plain in long.split()):
        return True
    if name.isupper() and _initials_match(plain, lowered):
        return True
    return len(plain) >= 5 and (any(_alike(plain, other) for other in known) or _is_from(plain, known))


def _is_from(name: str, known: Iterable[str]) -> bool:
    """Return whether a name is somebody of a place that is known: Nepalese, Nepal."""
    name = name.removesuffix("s")
    return any(
        name.endswith(ending)
        and len(name) - len(ending) >= 4
        and any(k.startswith(name[: -len(ending)]) and len(k) - len(name) <= 1 for k in known)
        for ending in ("ese", "ian", "ean", "an", "ish", "ic", "i")
    )


def _initials_match(acronym: str, lowered: str) -> bool:
    if not 2 <= len(acronym) <= 6:
        return False
    gap = r"\w+[\s-]+(?:(?:of|for|the|and|on|in)\s+)*"
    pattern = r"\b" + "".join(f"{re.escape(c)}{gap}" for c in acronym[:-1]) + re.escape(acronym[-1]) + r"\w+"
    return re.search(pattern, lowered) is not None


def _alike(name: str, other: str) -> bool:
    """Return whether two long words are spellings of one name: Zelensky and Zelenskyy."""
    if name[0] != other[0] or abs(len(name) - len(other)) > 2 or min(len(name), len(other)) < 5:
        return False
    if SequenceMatcher(None, name, other).ratio() < LIKE:
        return False
    shorter, longer = sorted((name, other), key=len)
    return _sound(name) == _sound(other) or (longer.startswith(shorter) and longer[len(shorter) :] in _INFLECTIONS)


LIKE = 0.88
_INFLECTIONS = frozenset(("s", "es", "d", "n", "r", "an", "er"))
_SPELLED = (("kh", "h"), ("ph", "f"), ("ck", "k"), ("q", "k"), ("c", "k"), ("w", "v"), ("tz", "z"), ("ts", "z"))


def _sound(name: str) -> str:
    """Return a name without what transliterations and spellings differ in: vowels inside, doubled letters, kh and h.

    Johnson and Johnston, Georgia and Georgina keep apart.
    """
    for spelled, plain in _SPELLED:
        name = name.replace(spelled, plain)
    return re.sub(r"(.)\1+", r"\1", name[0] + re.sub(r"[aeiouyj]", "", name[1:]))
