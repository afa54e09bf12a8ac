"""Does a claim tell another amount in words: halved for doubled, all for most, the limit for the load? Pure."""

from __future__ import annotations

import re

from rag.cite.matter import LIKE
from rag.text.clauses import lemma
from rag.text.dates import without_dates
from rag.text.names import names
from rag.text.numbers import Number, agree, numbers
from rag.text.words import STOP_WORDS, content_words, fold

_FACTORS = (
    (2.0, r"doubl(?:e|es|ed|ing)|twofold|two-fold|twice"),
    (3.0, r"(?:tripl|trebl)(?:e|es|ed|ing)|threefold|three-fold"),
    (4.0, r"quadrupl(?:e|es|ed|ing)|fourfold|four-fold"),
    (0.5, r"halv(?:e|es|ed|ing)|(?:by|in) half"),
)
_FACTOR = re.compile("|".join(rf"(?P<f{i}>\b(?:{words})\b)" for i, (_, words) in enumerate(_FACTORS)), re.IGNORECASE)
_BY_PART = re.compile(r"\bby (?:a|one|two|three) (?:third|quarter|fifth|tenth)s?\b", re.IGNORECASE)
_RANKS = {"no": 0, "none": 0, "few": 1, "some": 2, "several": 2, "many": 3, "most": 4, "all": 5, "every": 5}
_MOVES = (
    r"(?:rise|rose|risen|rising|increas|grow|grew|climb|jump|surg|gain|fall|fell|drop|declin|slow|shr[aiu]nk|lower|rais|cut|reduc|"
    r"lift|slip|eas|wid|narrow)[a-z]*"
)
_STEP = re.compile(
    rf"(?:\b{_MOVES}(?: (?!to\b|by\b|from\b)[^\W\d]+){{0,4}}|\d%?)(?: (?:about|around|nearly))? (?P<word>by|to|from)(?= (?:a |about |around |nearly |almost |more than |some )?[£$€]?\d)",
    re.IGNORECASE,
)
"""A number behind a verb of change: "slowed to 3.9% from 4.1%", "fell by two points"."""
_QUANTIFIER = re.compile(
    r"\b(?P<only>(?:only|just) )?(?<!the )(?<!second )(?<!third )(?<!-)(?P<word>no|none|few|some|several|many|most|all|every|one|two|three)\b"
    r"(?P<of> (?:out )?of)?(?P<tail>(?: [^\s,;.]+(?:[,.]\d+)*){1,5})",
    re.IGNORECASE,
)
_SMALL = 1.5
"""The rank of "only one of the five": more than none, less than some."""
_CLAUSE = re.compile(r"[;:]\s|, (?:and|but|while|whereas)\b|\b(?:while|whereas)\b")
_EARLIER = re.compile(
    r"\bafter (?=(?P<number>[£$€]?\d[^,;.]*?(?:[.,]\d[^,;.]*?)*) (?:the|a) (?:year|month|quarter|week|season) (?:before|earlier)\b)",
    re.IGNORECASE,
)
"""What stands before the number of the time before: "0.8%, after 1.2% the year before"."""
_SAYS_EARLIER = re.compile(r"\b(?:before|earlier|previous\w*|prior|last|ago|from|compared|had|was)\b", re.IGNORECASE)
_BENCHMARK = re.compile(
    r"\b(?P<words>(?:(?:than|below|above|beating|missing|against|compared (?:with|to)|(?:up|down|fell|rose) from|"
    r"ask(?:ed|s|ing) for|demand(?:ed|s|ing)|sought|want(?:ed|s|ing)|instead of|rather than)\b)"
    r"(?: (?:the|its|their|his|her|a|an|[^\W\d_]+[’']s?|[^\W\d_]{4,})){0,5}? (?P<of>of )?)(?=[£$€]?\d)",
    re.IGNORECASE,
)


def other_amount(claim: str, sentence: str) -> str:
    """Return in words what a claim tells of another amount than the sentence that carries it, or an empty string."""
    wanted = {w for w in content_words(claim) if not w.isdigit()}
    if len(wanted & set(content_words(sentence))) < LIKE * len(wanted) - 1:
        return ""
    return (
        _other_factor(claim, sentence)
        or _other_share(claim, sentence)
        or _benchmark(claim, sentence)
        or _of_earlier(claim, sentence)
        or _level_or_change(claim, sentence)
        or _of_another(claim, sentence)
    )


def _other_factor(claim: str, sentence: str) -> str:
    """Return "halved" where the sentence has another factor, or a part ("by a third"), and not this one."""
    ours, theirs = _factors(claim), _factors(sentence)
    told = set(theirs) or ({0.0} if _BY_PART.search(sentence) else set())
    wrong = [word for value, word in ours.items() if told and value not in told]
    return f"{wrong[0]}, not {next(iter(theirs.values()), 'by a part')}" if wrong else ""


def _factors(text: str) -> dict[float, str]:
    return {_FACTORS[int(str(m.lastgroup)[1:])][0]: m.group() for m in _FACTOR.finditer(text)}


def _other_share(claim: str, sentence: str) -> str:
    """Return "all" where the sentence tells of most, some, few or none of the same; less may be said where more is told."""
    theirs = [found for m in _QUANTIFIER.finditer(sentence) if (found := _quantified(m))]
    for match in _QUANTIFIER.finditer(claim):
        mine = _quantified(match)
        if mine is None:
            continue
        alike = [t for t in theirs if t[1] & mine[1]]
        if alike and all(_disagree(mine[0], t[0]) for t in alike):
            return f"{match['word'].lower()}, not {alike[0][2]}"
    return ""


def _disagree(ours: float, theirs: float) -> bool:
    """Return whether a share is more than was told, or next to nothing where much was told."""
    return ours > max(theirs, _RANKS["some"]) or (ours < _RANKS["some"] <= theirs and theirs >= _RANKS["most"])


def _quantified(match: re.Match[str]) -> tuple[float, frozenset[str], str] | None:
    """Return the rank of a quantifier, the first nouns that it is of and itself as written; None where it is none."""
    word, only = match["word"].lower(), match["only"] or ""
    if word not in _RANKS and not only:
        return None
    rank = _SMALL if only else float(_RANKS[word])
    tail = [w for w in re.findall(r"[^\W_]+", match["tail"]) if fold(w) not in STOP_WORDS and not w.isdigit()]
    return rank, frozenset(lemma(w) for w in tail[:3]), f"{only}{word}"


def _benchmark(claim: str, sentence: str) -> str:
    """Return a number of a claim that the sentence has only as what another number of its unit is compared with.

    "15 carried" of "12 were carried, fewer than the limit of 15"; a claim that says "limit", too, or gives both is right.
    """
    plain = without_dates(sentence)
    told = numbers(plain)
    for number in numbers(without_dates(claim)):
        matches = [m for m in _BENCHMARK.finditer(plain) if _begins_with(plain[m.end() :], number)]
        places = [n for n in told if agree(number, n)]
        if len(matches) != 1 or len(places) != 1:
            continue
        match = matches[0]
        others = [
            n for n in told[: told.index(places[0])] if n.unit == places[0].unit and n.measure == places[0].measure
        ]
        around = f"{match['words']} {_behind(plain[match.end() :])}"
        own = set(content_words(around)) - set(content_words(number.text))
        given = numbers(claim)
        if others and not any(agree(g, o) for g in given for o in others) and not own & set(content_words(claim)):
            return f"{number.text} is what {others[-1].text} is compared with"
    return ""


def _of_earlier(claim: str, sentence: str) -> str:
    """Return a number of a claim that the sentence has only as that of a year before, of which the claim says nothing."""
    plain = without_dates(sentence)
    if _SAYS_EARLIER.search(claim):
        return ""
    told = numbers(plain)
    for match in _EARLIER.finditer(plain):
        before = [n for n in numbers(plain[: match.start()]) if n.unit]
        for number in numbers(without_dates(claim)):
            there = [n for n in told if agree(number, n)]
            if len(there) == 1 and _begins_with(plain[match.end() :], number) and before:
                return f"{number.text} is of an earlier time"
    return ""


def _level_or_change(claim: str, sentence: str) -> str:
    """Return "by 3.9%" of a claim where the sentence has that number as a level only ("to 3.9%"), or the other way round."""
    ours, theirs = _steps(claim), _steps(sentence)
    for word, number in ours:
        told = [w for w, n in theirs if agree(number, n)]
        everywhere = [n for n in numbers(sentence) if agree(number, n)]
        if told and len(told) == len(everywhere) and not any(_one_step(word, w) for w in told):
            return f"{told[0]} {number.text}, not {word}"
    return ""


def _steps(text: str) -> list[tuple[str, Number]]:
    """Return each number behind a verb of change with the word before it: by, to, from."""
    found = []
    for match in _STEP.finditer(text):
        number = next(iter(numbers(text[match.end("word") : match.end("word") + 40])), None)
        if number is not None and number.unit:
            found.append((match["word"].lower(), number))
    return found


def _one_step(one: str, other: str) -> bool:
    return (one == "by") == (other == "by")


def _of_another(claim: str, sentence: str) -> str:
    """Return a number of a claim that stands in a clause on another name, while the claim's name has one of its own.

    "Harrow fell 21%" of "Harrow fell 4%, while Dunmore rose 21%".
    """
    ours = set(names(claim))
    clauses = [(numbers(text), set(names(text))) for text in _CLAUSE.split(without_dates(sentence))]
    given = numbers(without_dates(claim))
    for number in (n for n in given if n.unit):
        homes = [c for c in clauses if any(agree(number, m) for m in c[0])]
        own = [m for found, named in clauses if named & ours for m in found if m.unit == number.unit]
        if len(homes) != 1 or not homes[0][1] or homes[0][1] & ours:
            continue
        if own and not any(agree(g, m) for g in given for m in own):
            return f"{number.text} is of {', '.join(sorted(homes[0][1]))}"
    return ""


def _begins_with(text: str, number: Number) -> bool:
    found = numbers(text[:40])
    return bool(found) and agree(number, found[0]) and text.startswith(found[0].text.split()[0])


def _behind(text: str) -> str:
    """Return the few words behind a number, up to the end of its clause."""
    return re.split(r"[,;.](?!\d)", text)[0]
