"""Does a claim join what its evidence tells apart: a part's place to the whole, a request to its grant? Pure, conservative."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.cite.causes import other_cause
from rag.cite.matter import tells_of
from rag.text.clauses import Words, lemma, words
from rag.text.dates import without_dates
from rag.text.names import names
from rag.text.numbers import agree, counts, numbers
from rag.text.speakers import OTHERS
from rag.text.spelled import DIGITS, WORDS, value_of
from rag.text.words import bare, content_words, fold

_PART = re.compile(
    rf"[,(–—]\s*(?:(?:including|among them) )?(?:at least |about |some )?(?P<part>{DIGITS}|{WORDS}) (?:(?:of (?:them|whom|these|those|which)) )(?P<rest>[^,;.()]*)",
    re.IGNORECASE,
)
"""A part of what was counted before, and what is told of it alone: "five of them in the village of Seda"."""
_MOST_OF = re.compile(r"\b(?:most|many|some|several|few|half|majority|none) of\b", re.IGNORECASE)
"""What tells of a part, too, and no number of it: "most of the nine"."""
_ASKED = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|demand(?:s|ed|ing)?|seek(?:s|ing)?|sought|request(?:s|ed|ing)?|appeal(?:s|ed|ing)? (?:to|for)|"
    r"call(?:s|ed|ing)? for|appl(?:y|ies|ied|ying) for)\b",
    re.IGNORECASE,
)
_GOT = frozenset(
    map(
        lemma,
        "give get got receive grant award pay provide send secure obtain allocate hand approve release donate".split(),
    )
)
_ATTRIBUTES = (
    "old new|outgoing incoming|former current|male female|eastern western|northern southern|left right|upper lower|"
    "public private|domestic foreign|gross net|maximum minimum|military civilian|winter summer|primary secondary|"
    "import export|short long|previous next|urban rural|morning evening|indoor outdoor|temporary permanent|local national"
)
_OTHER = {one: other for pair in _ATTRIBUTES.split("|") for a, b in (pair.split(),) for one, other in ((a, b), (b, a))}
_QUALIFIED = re.compile(rf"\b(?P<which>{'|'.join(_OTHER)})[- ](?P<noun>[a-z][\w’'-]+)", re.IGNORECASE)
_BESIDE = re.compile(r"[;:]\s|, (?:and|but)\b|\b(?:while|whereas)\b")


def joined(claim: str, sentence: str) -> str:
    """Return in words what a claim tells of more, or of another, than the sentence that carries it; or an empty string."""
    if not tells_of(claim, sentence):
        return ""
    return (
        _whole_for_part(claim, sentence)
        or _request_for_grant(claim, sentence)
        or _other_attribute(claim, sentence)
        or other_cause(claim, sentence)
        or _other_subject(claim, sentence)
        or _of_his_people(claim, sentence)
    )


def _whole_for_part(claim: str, sentence: str) -> str:
    """Return the count of a whole of which a claim tells what the sentence tells of a part of it only."""
    ours, given = set(content_words(claim)), {n.value for n in counts(claim)}
    for match in _PART.finditer(sentence):
        before = [n for n in counts(without_dates(sentence[: match.start()])) if not n.unit and not n.measure]
        if _MOST_OF.search(claim):
            continue
        own = {w for w in content_words(match["rest"]) if w not in content_words(sentence[: match.start()])}
        part = value_of(match["part"])
        if before and (turned := _turned_part(claim, before[-1].value, part)):
            return turned
        if not before or part in given or before[-1].value not in given or before[-1].value <= part:
            continue
        if own and len(own & ours) >= max(1, len(own) / 2):
            return f"{match['part']}, not {before[-1].text}, “{match['rest'].strip()}”"
    return ""


def _turned_part(claim: str, whole: float, part: float) -> str:
    """Return the part that a claim makes of what the sentence has for the whole: "seven died, nine of them" for nine and seven."""
    for match in _PART.finditer(claim):
        before = [n.value for n in counts(without_dates(claim[: match.start()])) if not n.unit and not n.measure]
        if before and before[-1] == part and value_of(match["part"]) == whole:
            return f"{match['part']} is the whole"
    return ""


def _request_for_grant(claim: str, sentence: str) -> str:
    """Return a number that a claim tells as given or got, of which the sentence only says that it was asked for."""
    if _ASKED.search(claim):
        return ""
    ours, theirs = words(claim), words(sentence)
    given = [w for w in ours if w.lemma in _GOT and w.verb]
    if not given or any(w.lemma in _GOT for w in theirs):
        return ""
    match = _ASKED.search(sentence)
    if match is None:
        return ""
    behind = numbers(without_dates(sentence[match.end() :]))
    before = numbers(without_dates(sentence[: match.start()]))
    for number in (n for n in numbers(without_dates(claim)) if not n.measure):
        if any(agree(number, n) for n in behind) and not any(agree(number, n) for n in before):
            return f"{match.group()}, not {given[0].text}, {number.text}"
    return ""


def _other_attribute(claim: str, sentence: str) -> str:
    """Return "new scheme" where the sentence tells of the old scheme and names no new one."""
    theirs = {(m["which"].lower(), lemma(m["noun"])) for m in _QUALIFIED.finditer(sentence)}
    said = {fold(w) for w in re.findall(r"[^\W\d_]+", sentence)}
    for match in _QUALIFIED.finditer(claim):
        which, noun = match["which"].lower(), lemma(match["noun"])
        if which not in said and (_OTHER[which], noun) in theirs and _OTHER[which] not in fold(claim).split():
            return f"{_OTHER[which]} {match['noun']}, not {match.group()}"
    return ""


def _other_subject(claim: str, sentence: str) -> str:
    """Return a number that a clause gives to another thing, where the claim's thing has one of that unit in its own clause.

    "Silver rose 8%" of "Tin rose 8% while silver fell 3%".
    """
    clauses = [c for c in _BESIDE.split(without_dates(sentence)) if c]
    if len(clauses) < 2:
        return ""
    about = _subject(words(claim))
    told = [(_subject(words(c)), numbers(c)) for c in clauses]
    given = numbers(without_dates(claim))
    for number in (n for n in given if n.unit and about):
        homes = [subject for subject, found in told if any(agree(number, n) for n in found)]
        if len(homes) != 1 or not homes[0] or about <= homes[0]:
            continue
        own = [n for subject, found in told if about <= subject for n in found if n.unit == number.unit]
        if own and not any(agree(g, n) for g in given for n in own):
            return f"{number.text} is told of another"
    return ""


def _subject(sentence: Words) -> frozenset[str]:
    """Return the words that carry meaning before the first verb."""
    first = next((i for i, w in enumerate(sentence) if w.verb), 0)
    return frozenset(w.lemma for w in sentence[:first] if content_words(w.text) and not w.text[0].isdigit())


_BESIDE_HIM = re.compile(
    r"\b(?P<name>[A-ZÀ-Þ][\w-]+)(?:['’]s|(?<=s)['’]) (?:[a-z][\w-]* ){0,3}?(?P<who>"
    + "|".join(sorted(OTHERS))
    + r"|rivals?|competitors?|contractors?|"
    r"suppliers?|owners?|subsidiar(?:y|ies)|predecessor|successor|neighbou?rs?)\b"
)


def _of_his_people(claim: str, sentence: str) -> str:
    """Return the rival, lawyer or daughter of somebody of whom a claim tells what the sentence tells of that one alone."""
    said = {fold(w) for w in re.findall(r"[^\W_]+", claim)}
    first = next(iter(names(claim)), "")
    for match in _BESIDE_HIM.finditer(sentence):
        whole = len(re.findall(rf"\b{re.escape(match['name'])}\b", sentence))
        opens = re.match(rf"(?:The |[a-z ]+ )?{re.escape(match['name'])}\b(?!['’])", claim)
        if (
            match["name"] == first
            and opens
            and whole == 1
            and match["who"] not in said
            and not sentence[: match.start()].strip()
        ):
            return f"told of the {match['who']} of {match['name']}"
    return ""


_CAPITALISED = re.compile(r"\b[A-ZÀ-Þ][^\W\d_]+")
_RIVAL = re.compile(
    r"\b(?:[Rr]ival|[Cc]ompetitor|[Nn]eighbou?ring|[Cc]ounterpart|[Pp]redecessor|[Ss]uccessor|[Oo]pponent)s?"
    r"(?:,? [a-z][\w-]*){0,3},? (?P<name>[A-ZÀ-Þ][\w’'-]+)"
)
"""A name that is brought in as another than the one told of: "rival lender Nordhav", "the neighbouring province of Cordal"."""


def rivals(texts: Sequence[str]) -> frozenset[str]:
    """Return the folded names that texts bring in as another than the one they tell of."""
    return frozenset(bare(fold(m["name"])) for t in texts for m in _RIVAL.finditer(t))


def told_before_the_rival(claim: str, told: str, earlier: str, texts: Sequence[str]) -> str:
    """Return the rival of whom a claim tells what a sentence tells that does not name him, nor does anything before it.

    ``earlier`` is what stands before the sentence, ``texts`` are all sentences, in one of which the rival is brought in.
    """
    known = {fold(w) for w in re.findall(r"[^\W\d_]+", f"{told} {earlier}")}
    named = {fold(n) for n in names(f"{earlier} {told}")}
    strange = rivals(texts) - known
    first = next((w for w in map(fold, _CAPITALISED.findall(claim)) if w in strange | named), "")
    return f"not told of {first.title()}" if first in strange else ""
