"""A follow-up question to one that stands alone: "and when is the next meeting?" after a question on it. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from rag.text.names import names
from rag.text.tense import is_past_form
from rag.text.words import content_words

_OPENING = re.compile(r"^\W*(?:and|but|so|then|also|ok|okay|what about|how about)\b[\s,]*", re.IGNORECASE)
_LEANING = re.compile(
    r"\b(?:he|she|they|him|her|them|his|hers|their|theirs|it|its|this|that|these|those|there|then|so|same|else|"
    r"next|former|latter)\b",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\b(?:what|who|whom|whose|when|where|why|how|which|did|does|do|is|was|are|were|has|have|had|will|would|can|could|"
    r"many|much|say|said|says|tell|told|about|on|of|the|a|an|in|at|to|for|by|with|from|and)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|shall|(?:is|are) (?:to|due|going|set|planned|scheduled|expected)|when (?:is|are)|tomorrow|upcoming|"
    r"(?:next|coming) (?:week|month|year|\w+day|weekend|summer|autumn|winter|spring))\b",
    re.IGNORECASE,
)
"""Not a bare "next": what happened next is past."""
_PREDICATE = re.compile(r"^\W*(?:who|what|which \w+)\s+(?P<verb>[a-z]+)\b", re.IGNORECASE)
MOST_TOPIC_WORDS = 6
TimeWords = Callable[[str], str | None]
"""The words of a text that name a time, or None where it has none."""


def _untimed(_text: str) -> None:
    """Read no time in a text."""


def standalone(question: str, before: str | None, time_words: TimeWords = _untimed) -> str:
    """Return the question with what it leaves to the one before; unchanged when it stands alone.

    It leans on the one before when it opens with "and", or points at something ("he", "the next") and
    names nobody itself. What it is about is added in brackets, so that the reader sees how it was understood. The time of the
    one before goes with it, but not into a question that has a time of its own or asks of what is to come.
    """
    text = " ".join(question.split())
    if not before or not text:
        return text
    opened = _OPENING.match(text)
    leans = (
        (opened and _lacks_matter(text)) or (_LEANING.search(text) and not names(text)) or len(content_words(text)) <= 1
    )
    if not leans:
        return text
    rest = text[opened.end() :] if opened else text
    rest = rest[:1].upper() + rest[1:] if rest else text
    ahead = _AHEAD.search(text) is not None
    if ahead or time_words(text):
        before = _timeless(before, time_words)
    topic = _topic(_without_its_deed(before) if ahead else before, set(content_words(rest)))
    if not topic:
        return rest
    ending = "?" if rest.endswith("?") or opened or _ASKING.match(rest) else ""
    return f"{rest.rstrip(' ?')} ({topic}){ending}"


def _lacks_matter(text: str) -> bool:
    """Return whether a question that opens with "and" leaves its matter to the one before: no name, or nothing but names."""
    named = {w for n in names(text) for w in content_words(n)}
    beside = set(content_words(_ASKING.sub(" ", text))) - named
    return not named or not beside


def _timeless(text: str, time_words: TimeWords) -> str:
    while found := time_words(text):
        text = text.replace(found, " ")
    return text


def _without_its_deed(text: str) -> str:
    """Return a question without the verb of what was done: "What happened at the port?" tells no more than the port."""
    asked = _PREDICATE.match(text)
    return text[asked.end() :] if asked and is_past_form(asked["verb"]) else text


def _topic(before: str, known: set[str]) -> str:
    plain = before.replace("(", " ").replace(")", " ").rstrip(" ?")
    words = [w for w in _ASKING.sub(" ", plain).split() if not set(content_words(w)) & known and re.search(r"\w", w)]
    return " ".join(words[:MOST_TOPIC_WORDS]).strip(" ,;")
