"""What a reader may type: how long it may be, and what is a web address. Pure: no Streamlit, no engine.

The boxes themselves have no limit: one that has drops a longer paste whole, without a word.
"""

from __future__ import annotations

import re

_SCHEME = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?::\d+)?(?:[/?#]|$)", re.IGNORECASE)
"""A host as people type it without a scheme: ``www.coast.example/story``; "notes.txt" alone is one too, and is asked for by https."""
MOST_QUESTION = 500
MOST_TITLE = 300
MOST_UPLOAD_MB = 50


def too_long(what: str, words: str, most: int) -> str | None:
    """Return why a text of more than ``most`` characters is not taken, or None when it may be."""
    count = len(words.strip())
    if count <= most:
        return None
    return f"{what} has at most {most:,} characters, and this one has {count:,}. Shorten it; nothing was lost."


def web_address(text: str) -> str | None:
    """Return a web address as it was typed, with https:// where it names a host alone; None where it is none.

    What is typed in a browser must never name a file of the machine that the app runs on, nor its standard input.
    """
    plain = text.strip()
    typed = plain if _SCHEME.match(plain) else f"https://{plain}" if _HOST.match(plain) else ""
    return typed if _SCHEME.match(typed) and not any(c.isspace() for c in typed) else None
