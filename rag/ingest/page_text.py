"""What tells the text of a page from its labels: how long a piece is, and how it ends. Pure."""

from __future__ import annotations

import re

LABEL_CHARS = 160
"""More text than this is no label: a time in it is one that the article tells of."""
BEGUN = 2
"""A first long paragraph may be a summary above the date; behind a second one the text has begun."""
_PARAGRAPH_CHARS = 80
_SENTENCE = re.compile(r"[.!?。！？…][”\"’')\]»]*\s*$")


def ends_a_sentence(text: str) -> bool:
    """Return whether a piece of text ends as a sentence does."""
    return _SENTENCE.search(text) is not None


def is_paragraph(text: str) -> bool:
    """Return whether a piece of text is long enough, and ends so, that it is one of an article's own."""
    return len(text) >= _PARAGRAPH_CHARS and ends_a_sentence(text)
