"""Months in a claim that are not dated by "in" or a day ("the end of March", "since April") against those of its evidence. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.text.dates import MONTH_NAMES, MONTHS, days_meant, months_named
from rag.types import EvidenceSentence

_NAMES = "|".join(name.title() for name in MONTH_NAMES)
_SURE = "|".join(name.title() for name in MONTH_NAMES if name != "may")
"""What is a month behind "since" and "from", where May is somebody's name as often."""
_PART_OF = re.compile(
    rf"\b(?:(?:[Ee]arly|[Ll]ate|[Mm]id)[\s-](?:in )?|(?:start|beginning|middle|end|half|days?|weeks?) of )(?P<part>{_NAMES})\b(?!,? \d)"
    rf"|\b(?:[Ss]ince|[Ff]rom) (?P<border>{_SURE})\b(?!,? [A-Z\d])"
)
_VAGUE = re.compile(
    r"\b(?:ago|earlier|weeks?|(?<!last )(?<!this )(?<!next )months?|days|quarter|(?:first|second) half|"
    r"spring|summer|autumn|(?:the|last|this) fall|winter|season|nights|"
    r"New Year|Valentine|Easter|Good Friday|Christmas|Boxing Day|Halloween|Thanksgiving|Ramadan|Eid|Passover|Hanukkah|Diwali|"
    r"solstice|equinox|(?:Labou?r|Independence|Memorial|May) Day)\b|\b\d{1,2}/\d{1,2}\b",
    re.IGNORECASE,
)
"""What may mean a month without naming it."""


def missing_months(claim: str, evidence: Sequence[EvidenceSentence]) -> tuple[str, ...]:
    """Return the parts of months, and the months from which on, of a claim whose month the evidence neither names nor means.

    The month of the article is meant as well. Nothing is judged where a sentence has a vague word of time: "three weeks ago".
    """
    wanted = list(_PART_OF.finditer(claim))
    if not wanted or any(_VAGUE.search(s.around) for s in evidence):
        return ()
    known = {d.month for s in evidence for d in days_meant(s)}
    known |= {s.published.day.month for s in evidence if s.published}
    known |= {month for s in evidence for month in months_named(s.around)}
    return tuple(m.group() for m in wanted if MONTHS[(m["part"] or m["border"]).lower()] not in known)
