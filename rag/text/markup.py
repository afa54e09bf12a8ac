"""A question pasted from a page, without the page's markup. Pure."""

from __future__ import annotations

import re
from html import unescape

_TAG = re.compile(
    r"</?(?:a|abbr|b|bdi|br|cite|code|del|div|em|font|h[1-6]|i|ins|li|mark|p|q|s|small|span|strong|sub|sup|u|ul)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
"""The tags that stand in running text; "<name>" and "x < y" are words of the question."""
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)


def without_markup(text: str) -> str:
    """Return a text without the tags of a page, what they hold kept, and with its entities as the characters they stand for.

    One with neither, or with nothing else, comes back as it is.
    """
    if not (_TAG.search(text) or _ENTITY.search(text)):
        return text
    plain = _ENTITY.sub(lambda m: unescape(m.group()), _TAG.sub("", text))
    return " ".join(plain.split()) or text
