"""Where a page sends its reader by itself: a redirect that is written into the page. Pure."""

from __future__ import annotations

import re
from html.parser import HTMLParser

LARGEST = 10_000
"""Bytes of a page that only leads elsewhere; a larger one is there to be read."""
SOONEST_S = 5
"""Seconds within which a page that means to be read would be gone."""
_ONWARD = re.compile(
    r"\s*0*(?P<delay>\d{1,9})(?:\.\d*)?(?!\d)(?:\s*+[;,]|\s)\s*+(?:url\s*+=\s*+)?+['\"]?+(?P<url>[^'\"\s;,][^'\"]*)",
    re.IGNORECASE,
)


def onward(kind: str, body: bytes, encoding: str | None) -> str | None:
    """Return the address that a page leads to by itself within five seconds, as it is written there, or None."""
    if "html" not in kind or len(body) > LARGEST:
        return None
    head = _Head()
    try:
        head.feed(body.decode(encoding or "utf-8", "replace"))
    except (LookupError, ValueError, AssertionError):  # no encoding of texts; a declaration that the parser gives up on
        return None
    found = _ONWARD.match(head.refresh)
    return found["url"].strip() if found and int(found["delay"]) <= SOONEST_S else None


_ASIDE = frozenset(("noscript", "template", "textarea", "title", "noembed"))
"""What browsers with scripts do not take for a part of the page."""


class _Head(HTMLParser):
    """Finds the first refresh of a page. One for browsers without scripts is none: it leads from the article away."""

    def __init__(self) -> None:
        super().__init__()
        self.refresh = ""
        self._aside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _ASIDE and not self._aside:
            self._aside = tag
        said = dict(attrs)
        if tag == "meta" and not self._aside and (said.get("http-equiv") or "").strip().lower() == "refresh":
            self.refresh = self.refresh or said.get("content") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == self._aside:
            self._aside = ""
