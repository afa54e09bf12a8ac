"""Does a sentence lean on the one before it? Pure."""

from __future__ import annotations

import re

_LEANS = re.compile(
    r"^[\"“‘']?(?:(?:but|and|so|also|then|however|still|yet|meanwhile|instead)\b,?\s+)?"
    r"(?:he|she|it|they|him|his|her|hers|its|their|theirs|this|that|these|those|such|we|both|"
    r"the (?:ministry|minister|president|government|company|group|agency|court|two|official|officials|"
    r"sides?|move|decision|bill|plan|report|team|measure|deal|talks|structure|commission))\b",
    re.IGNORECASE,
)


def leans(sentence: str) -> bool:
    """Return whether a sentence can be understood only with the one before it."""
    return _LEANS.match(sentence) is not None
