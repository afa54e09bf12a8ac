"""Articles that a page holds only as the state of its scripts, to their paragraphs. Pure."""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from rag.ingest.titles import bare

_MOST_CHARS = 2_000_000
_MOST_VALUES = 100_000
_PARAGRAPH_CHARS = 40
_SENTENCE = re.compile(r"[.!?。！？…][”\"’')\]»]*\s*$")
_BREAK = re.compile(r"</(?:p|h[1-6]|li|blockquote|div)\s*>|<br\s*/?>|\n", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{1,2000}>")
_ABOVE = 3
"""The headline stands beside the text or so many objects above it."""


def scripts_of_state(tree: Any) -> tuple[str, ...]:
    """Return the data that a parsed page gives its scripts as JSON."""
    scripts = tree.xpath("//script[@type='application/json' or @id='__NEXT_DATA__']")
    return tuple(script.text for script in scripts if script.text and len(script.text) <= _MOST_CHARS)


def paragraphs_of_state(scripts: Sequence[str], titles: Sequence[str]) -> list[str]:
    """Return the paragraphs of the longest text in the state that stands by a headline which the page goes by.

    Without its headline a text may be that of another story: the state holds all that a page could show.
    """
    known = [name for name in map(bare, titles) if len(name) >= _ABOVE]
    best: list[str] = []
    for script in scripts if known else ():
        try:
            data = json.loads(script)
        except (ValueError, RecursionError):
            continue
        for lines, around in _texts(data):
            told = [line for line in lines if len(line) >= _PARAGRAPH_CHARS and _SENTENCE.search(line)]
            if len(told) > 1 and sum(map(len, lines)) > sum(map(len, best)) and _is_named(around, known):
                best = lines
    return best


def _texts(data: Any) -> Iterator[tuple[list[str], tuple[dict[str, Any], ...]]]:
    """Yield the lines of each list and of each string of several lines, with the objects around it."""
    waiting: list[tuple[Any, tuple[dict[str, Any], ...]]] = [(data, ())]
    seen = 0
    while waiting and seen < _MOST_VALUES:
        value, around = waiting.pop()
        seen += 1
        if isinstance(value, dict):
            waiting.extend((inner, (*around, value)[-_ABOVE:]) for inner in value.values())
        elif isinstance(value, list):
            yield [line for item in value for line in _lines(item)], around
            waiting.extend((inner, around) for inner in value)
        elif isinstance(value, str) and _BREAK.search(value):
            yield _plain(value), around


def _lines(item: Any) -> list[str]:
    """Return the lines of one item of a list: of a string, or of the longest string of an object."""
    strings = [item] if isinstance(item, str) else item.values() if isinstance(item, dict) else ()
    return _plain(max((text for text in strings if isinstance(text, str)), key=len, default=""))


def _plain(text: str) -> list[str]:
    lines = (" ".join(entities.unescape(_TAG.sub("", line)).split()) for line in _BREAK.split(text))
    return [line for line in lines if line]


def _is_named(around: tuple[dict[str, Any], ...], known: Sequence[str]) -> bool:
    """Return whether one of the objects has a value that one of the page's titles begins with."""
    names = (bare(text) for node in around for text in node.values() if isinstance(text, str) and len(text) <= 300)
    return any(len(name) >= _PARAGRAPH_CHARS // 4 and title.startswith(name) for name in names for title in known)
