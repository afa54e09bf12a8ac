"""Whether an answer names a country where one is asked for, or a state of the US. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from rag.text.lands import countries, us_states

_BETWEEN = (
    r"(?: of (?:these|the following)(?: \w+)?)?(?: (?!(?:the|an?|this|that|these|those|its|their|his|her|my|is|are|was|were|did|do|does|will|would|can|"
    r"could|has|have|had|of|about|in|on|at|to|for|from|with|and|or|united)\b)[\w’'.-]+){0,3}?"
)
_COUNTRY = re.compile(
    rf"\b(?:which|what){_BETWEEN} (?:countr(?:y|ies)|nations?)\b(?! (?:music|sing\w+|stars?|songs?|clubs?|houses?|legends?|bands?|artists?|hits?))",
    re.IGNORECASE,
)
_STATE = re.compile(
    rf"\b(?:which|what){_BETWEEN} states?\b(?! (?:of|visits?|departments?|agenc\w+|media|fairs?|senators?|lawmakers?|representatives?|governors?|secretar\w+|"
    r"laws?|police|officials?|universit\w+|parks?|funerals?|dinners?|attorneys?|house|legislat\w+|capitals?|tv|television|news|banks?|run|owned|"
    r"employees?|routes?|flags?|birds?|flowers?|champion\w*|troopers?|supreme|courts?))",
    re.IGNORECASE,
)
_ASKED: tuple[tuple[str, re.Pattern[str], Callable[[str], frozenset[str]]], ...] = (
    ("a country", _COUNTRY, countries),
    ("a state", _STATE, us_states),
)


def lacks_the_land(question: str, text: str, told: Iterable[str]) -> str | None:
    """Return "a country" or "a state" where a question asks for one that a text does not name; None where it does.

    One that the question itself names is not asked for. ``told`` is what its articles say: where they name none either, the
    question may be of lands that are in no list (an invented country, the provinces of another), and nothing is lacked.
    """
    for kind, asks, named in _ASKED:
        if asks.search(question):
            given = named(question)
            if not named(text) - given and any(named(t) - given for t in told):
                return kind
    return None
