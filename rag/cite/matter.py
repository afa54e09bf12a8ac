"""Does a claim's number stand where the claim's own matter is told? Pure.

Two sentences on different events joined into one claim are the commonest wrong answer of a small model: each
half is in the evidence, and together they are false.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from rag.text.clauses import lemma
from rag.text.dates import without_dates
from rag.text.figures import of_another_state
from rag.text.names import missing_names, names
from rag.text.numbers import Number, checked, lacking
from rag.text.spelled import ORDINALS
from rag.text.words import STOP_WORDS, content_words, fold
from rag.types import ArticleId, EvidenceSentence

LIKE = 0.6
"""Share of a claim's words that a sentence must have to be held against it."""
_NTH = rf"(?P<nth>\d+(?:st|nd|rd|th)|{'|'.join(list(ORDINALS)[1:])})"
_EDITION = re.compile(
    rf"(?<!\ba )(?<!-)\b{_NTH}[- ](?:annual\s+)?(?P<of>[^\W\d_]+)"
    rf"|\b(?P<verb>came|come|comes|finish\w*|rank\w*|placed)(?: in)? {_NTH.replace('<nth>', '<rank>')}\b",
    re.IGNORECASE,
)
"""One of a row of the like and what it is one of ("149th annual Westminster", "second most"), or the rank that one came in."""

_NUMBERED = re.compile(
    r"(?<=[a-z,] )(?P<name>[A-ZÀ-Þ][\w-]+) (?P<nth>[1-9]\d?)\b(?![.,:–-]\d|\s?%|\s(?:million|billion|per|times|[a-z]+s\b))"
)


def tells_of(claim: str, sentence: str) -> bool:
    """Return whether a sentence has most of a claim's words, so that the two can be set side by side."""
    wanted = set(content_words(claim))
    return len(wanted & set(content_words(sentence))) >= LIKE * len(wanted)


def stray_numbers(claim: str, evidence: Sequence[EvidenceSentence], also: Iterable[float] = ()) -> tuple[str, ...]:
    """Return the numbers of a claim that the evidence has only where another matter is told.

    A number is at home in a sentence that shares another word with the claim, in an article whose evidence
    knows the names of the claim as well as any article does.
    """
    wanted = checked(claim, also)
    if not wanted:
        return ()
    words = {w for w in content_words(claim) if not w.isdigit()}
    strangers = _strangers(claim, evidence)
    fewest = min(strangers.values(), default=0)
    homes = [s for s in evidence if strangers[s.article_id] <= fewest and words & set(content_words(s.around))]
    return tuple(
        f"{n.text} (it is said of something else)" for n in wanted if not any(_stands_in(n, claim, s) for s in homes)
    )


def other_matter(claim: str, evidence: Sequence[EvidenceSentence]) -> tuple[str, ...]:
    """Return the numbers of a claim whose one sentence says nothing of what the claim tells, which another one tells without them.

    "12% of patients had a second attack" of one sentence on those who gave up and another one on attacks. Only money and
    shares are looked at: what is counted or dated goes on over many sentences.
    """
    words = {w for w in content_words(claim) if not w.isdigit()}
    names_of = {w for n in names(claim) for w in content_words(n)}
    found = []
    for number in (n for n in checked(without_dates(claim)) if n.unit):
        homes = [i for i, s in enumerate(evidence) if not lacking([number], without_dates(s.text))]
        if len(homes) != 1:
            continue
        at = homes[0]
        near = [evidence[at].around, *(s.text for s in evidence[at + 1 : at + 2])]
        strange = words - names_of - set(content_words(" ".join(near)))
        apart = [s for i, s in enumerate(evidence) if abs(i - at) > 1 and strange <= set(content_words(s.text))]
        if len(strange) >= 2 and 2 * len(strange) >= len(words) and apart:
            found.append(f"{number.text} (it is said of something else)")
    return tuple(found)


def other_editions(claim: str, told: str) -> tuple[str, ...]:
    """Return in words which ordinals of a claim ("149th show") a text lacks that tells of another one ("148th show").

    A claim that names both compares them, and is let be.
    """
    ours, theirs = _editions(claim) | _numbered(claim), _editions(told) | _numbered(told)
    return tuple(
        f"told of the {other}, not of the {nth}"
        for nth, of in sorted(ours - theirs)
        for other, of_theirs in sorted(theirs - ours)
        if of == of_theirs
    )


def _editions(text: str) -> set[tuple[str, str]]:
    return {
        (_nth(m["nth"] or m["rank"]), lemma(m["of"] or m["verb"]))
        for m in _EDITION.finditer(without_dates(text))
        if not m["of"] or fold(m["of"]) not in STOP_WORDS - {"most"}
    }


def _numbered(text: str) -> set[tuple[str, str]]:
    """Return the names that have a number as their last part: "Polaris 3", "Terminal 2"."""
    return {(m.group(), m["name"]) for m in _NUMBERED.finditer(without_dates(text)) if names(f"the {m['name']}")}


def _nth(written: str) -> str:
    """Return an ordinal in figures: "third" and "3rd" are one."""
    word = written.lower()
    nth = ORDINALS.get(word)
    return word if nth is None else str(nth) + {2: "nd", 3: "rd"}.get(nth, "th")


def _strangers(claim: str, evidence: Sequence[EvidenceSentence]) -> Mapping[ArticleId, int]:
    """Return for each article how many names of the claim its evidence does not know."""
    texts: dict[ArticleId, list[str]] = {}
    for sentence in evidence:
        texts.setdefault(sentence.article_id, [sentence.source or ""]).append(sentence.around)
    if not names(claim):
        return dict.fromkeys(texts, 0)
    return {article: len(missing_names(claim, parts)) for article, parts in texts.items()}


def _stands_in(number: Number, claim: str, sentence: EvidenceSentence) -> bool:
    place = without_dates(f"{sentence.before} {sentence.text} {sentence.title}")
    if lacking([number], place):
        return False
    return not of_another_state(number, claim, f"{sentence.before} {sentence.text} {sentence.title}")
