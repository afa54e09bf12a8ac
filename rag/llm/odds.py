"""Yes or no, from the log-probabilities of one token."""

from __future__ import annotations

import math
from collections.abc import Mapping

_STRIP = " \t\n.,:;!\"'*`▁Ġ"


def p_yes(logprobs: object) -> float | None:
    """Return P(yes) / (P(yes) + P(no)) over the spellings of both words, from OpenAI's ``logprobs`` object.

    None when the server gave no odds, or neither word is among them. A word that is not listed has
    less than the least likely token that is.
    """
    total = {"yes": 0.0, "no": 0.0}
    for token, chance in _candidates(logprobs):
        word = token.strip(_STRIP).lower()
        if word in total:
            total[word] += chance
    both = total["yes"] + total["no"]
    return total["yes"] / both if both > 0 else None


def _candidates(logprobs: object) -> list[tuple[str, float]]:
    if not isinstance(logprobs, Mapping):
        return []
    content = logprobs.get("content")
    first = content[0] if isinstance(content, list) and content else None
    if not isinstance(first, Mapping):
        return []
    listed = first.get("top_logprobs") or [first]
    return [
        (str(item.get("token", "")), math.exp(min(0.0, float(item["logprob"]))))
        for item in listed
        if isinstance(item, Mapping) and isinstance(item.get("logprob"), int | float)
    ]
