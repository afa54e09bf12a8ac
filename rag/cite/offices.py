"""Does a claim let an office speak that its evidence does not know of? Pure, conservative."""

from __future__ import annotations

import re
from collections.abc import Sequence

_OFFICE = (
    r"(?P<office>chief executive(?: officer)?|CEO|chair(?:man|woman|person)?|spokes(?:man|woman|person)|mayor|"
    r"director|coach|manager|owner|founder|lawyer|attorney|judge|sheriff|commissioner|principal|superintendent|ambassador)"
)
"""Not those by which everybody knows their holders: "the president" is whom an article calls by his name."""
_SPEAKS = re.compile(
    rf"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[\w-]{{2,30}}['’]s?)\s(?:[\w’'-]+\s){{0,3}}?{_OFFICE}\b(?: (?:of|for|at) [^,;]{{2,50}}?)?,? (?:has |had )?"
    r"(?:said|says|told|added|stated|called|described|warned|announced|claimed|argued|insisted|believes|explained)\b"
)
_CALLED = (
    {"chief executive", "chief executive officer", "ceo", "boss", "chief"},
    {"lawyer", "attorney", "counsel", "solicitor", "barrister"},
    {"chair", "chairman", "chairwoman", "chairperson"},
    {"spokesman", "spokeswoman", "spokesperson", "statement"},
    {"manager", "coach", "boss"},
)
"""Words for one office."""


def unknown_office(claim: str, sentences: Sequence[str]) -> str:
    """Return in words the office that a claim lets speak, where no sentence has it in any word for it; else nothing."""
    match = _SPEAKS.search(claim)
    if match is None:
        return ""
    office, told = match["office"].lower(), " ".join(sentences).lower()
    forms = {office}.union(*(alike for alike in _CALLED if office in alike))
    return "" if re.search(rf"\b(?:{'|'.join(forms)})s?\b", told) else f"no source has the {office} say it"
