"""Is a percentage of a claim that of something else in its evidence? Pure, conservative."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.text.kindred import deeds
from rag.text.numbers import agree, numbers
from rag.text.words import content_words

_SHARE = re.compile(
    r"(?P<number>\d[\d.,]*)\s?(?:%|percent|per cent) of (?P<of>[^,.;:]{3,60}?)(?=$|[,.;:]| (?:in|on|by|for|as|since|from|to|at|after|with|who|that|which|"
    r"are|is|was|were|have|has|had|will|would|could|voted|said|say|think|believe|over|during|across|within|under|went|came|and|view|see|support|oppose|approve|disapprove|want|"
    r"favou?r|back|feel|own|use|live|rate|plan|hold|prefer|trust)\b)"
)
_ANYBODY = frozenset(
    deeds(
        "people persons adults respondents americans residents those them it voters customers total all time vote votes ballots poll polls sample cases capacity market shares stock sales revenue "
        "workforce staff employees workers jobs students children women men households families users members players parents patients consumers"
    )
)


def other_whole(claim: str, sentences: Sequence[str]) -> str:
    """Return in words what a claim calls a percentage of, where no sentence that has the number, nor the one before, speaks of it.

    "30% of its cafes" of "a 30% reduction in both beverage and food items".
    """
    for match in _SHARE.finditer(claim):
        of = list(content_words(match["of"]))
        head = set(deeds(of[-1])) if of else set()
        number = numbers(f"{match['number']}%")
        if not number or not head or head & _ANYBODY:
            continue
        homes = [i for i, s in enumerate(sentences) if any(agree(number[0], n) for n in numbers(s))]
        near = [set(deeds(" ".join(sentences[max(0, i - 1) : i + 1]))) for i in homes]
        if homes and all(head.isdisjoint(words) for words in near):
            return f"no source tells {match['number']}% of {match['of']}"
    return ""
