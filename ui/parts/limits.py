"""How long what a reader types may be, and what is said of more. Pure: no Streamlit, no engine.

The boxes themselves have no limit: one that has drops a longer paste whole, without a word.
"""

from __future__ import annotations

MOST_QUESTION = 500
MOST_TITLE = 300
MOST_UPLOAD_MB = 50


def too_long(what: str, words: str, most: int) -> str | None:
    """Return why a text of more than ``most`` characters is not taken, or None when it may be."""
    count = len(words.strip())
    if count <= most:
        return None
    return f"{what} has at most {most:,} characters, and this one has {count:,}. Shorten it; nothing was lost."
