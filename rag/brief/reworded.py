"""Is a sentence that a model worded no more than what its sources say? Stricter than for answers. Pure.

An answer is read beside its question; a brief is read as what happened. So a reworded sentence must stand alone, rest
on one article, have every name, number and nearly every word from the very sentences that it cites, and keep their
doubts and who said it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.brief.screen import tells
from rag.cite.negation import negations
from rag.text.dates import missing_dates, without_dates
from rag.text.leaning import leans
from rag.text.names import missing_names
from rag.text.numbers import missing_numbers
from rag.text.words import content_words, longest_common
from rag.types import EvidenceSentence

MOST_NEW = 0.1
"""Share of a sentence's words that its sources may lack."""
SAME_ORDER = 0.8
"""Share of a sentence's words that must stand in the order of its sources: who did it to whom."""

_QUOTED = re.compile(r"[\"“”«»„]|(?<!\w)[‘'](?=\w)|(?<=\w)[’'](?=[\s,.]|$)")
_SAID = re.compile(
    r"\b(?:sa(?:id|ys|ying)|according to|told|tells|announced?|claim\w*|alleg\w*|report(?:s|ed|edly)|accus\w+|believe[sd]?|"
    r"warn\w*|add(?:s|ed)|deni(?:es|ed)|argu\w+|insist\w*|suggest\w*|stated|tweeted|wrote|writes|confirm\w*|call(?:s|ed) (?:it|the|for)|"
    r"describ\w+|think\w*|thought|expect\w*|estimat\w*|testified|promis\w+|vow\w*|pledg\w*|declar\w+|admit\w*)\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:am|is|are|was|were|be|been|being)\b|[’']s\b", re.IGNORECASE)
_DOUBT = re.compile(
    r"\b(?:may|might|could|would|should|can|if|unless|alleg\w+|reportedly|apparently|possibl[ey]|probabl[ey]|perhaps|likely|suspect\w*|"
    r"appear\w*|seem\w*|plan(?:s|ned|ning)?|propos\w+|intend\w*|expect\w*|hop(?:es|ed|ing)|will|due|set to|about to|unconfirmed|"
    r"believed|feared?|accused|charged|potential\w*|attempt\w*|tr(?:y|ied|ying)|nearly|almost|about|around|approximately|"
    r"more than|less than|at least|at most|up to|over|under|some|most|many|several|only)\b",
    re.IGNORECASE,
)


def rewording_faults(text: str, used: Sequence[EvidenceSentence]) -> tuple[str, ...]:
    """Return in words why a reworded sentence is not to be shown in a brief, empty when it is.

    ``used`` are the sentences that it will cite.
    """
    if not used:
        return ("nothing supports it",)
    own = " ".join(s.text for s in used)
    found = [*_form(text, used[0])]
    if len({s.article_id for s in used}) > 1:
        found.append("it joins two reports")
    found += [f"number not in the cited words: {n}" for n in missing_numbers(without_dates(text), own)]
    found += [f"name not in the cited words: {n}" for n in missing_names(text, [own])]
    found += [f"date not in the cited words: {d}" for d in missing_dates(text, [replace(s, before="") for s in used])]
    return (*found, *_says_more(text, used))


def _form(text: str, first: EvidenceSentence) -> list[str]:
    if _QUOTED.search(text):
        return ["words in quotation marks are given exactly or not at all"]
    if not tells(replace(first, text=text)):
        return ["no sentence of a story"]
    return ["it leans on another sentence"] if leans(text) else []


def _says_more(text: str, used: Sequence[EvidenceSentence]) -> list[str]:
    own = " ".join(s.text for s in used)
    words, source = content_words(text), content_words(own)
    found = []
    lacking = [w for w in dict.fromkeys(words) if w not in set(source)]
    if len(lacking) > MOST_NEW * len(set(words)):
        found.append(f"words of its own: {', '.join(lacking)}")
    if words[:1] not in [content_words(s.text)[:1] for s in used]:
        found.append("it begins elsewhere than the cited words: whose deed it is may be another's")
    if len(_PASSIVE.findall(text)) > len(_PASSIVE.findall(own)):
        found.append("who acts and who is acted on may have changed places")
    if longest_common(words, source) < SAME_ORDER * max(1, len(words)):
        found.append("another order than the cited words")
    if negations(text) != negations(_part(text, own)):
        found.append("a negation was added or lost")
    if _SAID.search(own) and not _SAID.search(text):
        found.append("who said it was lost")
    doubts = {m.group().casefold() for m in _DOUBT.finditer(_part(text, own))}
    kept = {m.group().casefold() for m in _DOUBT.finditer(text)}
    if doubts != kept:
        found.append(f"a doubt or a bound was added or lost: {', '.join(sorted(doubts ^ kept))}")
    return found


def _part(text: str, own: str) -> str:
    """Return the part of the cited words from the first to the last word that the sentence shares."""
    wanted = set(content_words(text))
    places = list(re.finditer(r"[\w’'-]+", own))
    shared = [i for i, w in enumerate(places) if wanted & set(content_words(w.group()))]
    if not shared:
        return own
    return own[places[max(0, shared[0] - 3)].start() : places[min(len(places) - 1, shared[-1] + 1)].end()]
