"""Publication dates as pages write them. Pure: ``dateparser`` reads only fragments that look like a date."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from rag.types import Published

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_CLOCK = r"(?:,?\s+(?:at\s+)?\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:GMT|UTC|BST|EST|EDT|CET|CEST|Z|[+-]\d{2}:?\d{2})?)?"
WRITTEN = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|"
    rf"\d{{4}}-\d{{2}}-\d{{2}}(?:[T ]\d{{2}}:\d{{2}}(?::\d{{2}}(?:\.\d+)?)?(?:Z|[+-]\d{{2}}:?\d{{2}})?)?){_CLOCK}",
    re.IGNORECASE,
)
"""A date as a header writes it: day, month and year, perhaps with a time."""


def parse(text: str) -> Published | None:
    """Return the publication that a text names, or None when it names no possible date.

    Times without a zone are UTC; a date without a time stays a date.
    """
    text = text.strip()
    iso = _iso(text)
    if iso is not None:
        return iso
    found = WRITTEN.search(text)
    return _written(found.group()) if found else _other(text)


def _iso(text: str) -> Published | None:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}|\d{8}", text):
            return Published.on(date.fromisoformat(text))
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return _timed(moment)


def _timed(moment: datetime) -> Published | None:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        return Published(aware.astimezone(UTC), has_time=True)
    except OverflowError:
        return None


def _written(fragment: str) -> Published | None:
    import dateparser

    moment = dateparser.parse(fragment, languages=["en"], settings={"STRICT_PARSING": True})
    if moment is None:
        return None
    if re.search(r"\d[:.]\d\d", fragment):
        return _timed(moment)
    return Published.on(moment.date())


def _other(text: str) -> Published | None:
    """Return a date in a feed's or a mail's form (RFC 2822), or None."""
    from email.utils import parsedate_to_datetime

    try:
        return _timed(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError):
        return None
