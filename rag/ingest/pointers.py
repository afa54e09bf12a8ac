"""Lines between the paragraphs of a page that are links to other stories, told by their form in any language. Pure."""

from __future__ import annotations

import re
from typing import Any

_LEAST_WORDS = 4
_LEAST_CHARS = 16
"""A shorter link is a name or a label; scripts without spaces need no more characters for a headline."""
_LABEL_WORDS = 4
_LABEL_END = re.compile(r"[:：>»›|–—-]\s*$")
_SENTENCE = re.compile(r"[.!?。！？…][”\"’')\]»]*$")
_QUOTES = re.compile(r"[“”\"«»„「」]")
_TOLD = 2
"""So many sentences stand beside them in the same place: a page of links is left as it is."""
_SHARE = 0.3
_FEW = 1 / 3
"""Where more of the paragraphs are linked headlines, they are what the page is about."""


def take_pointers(tree: Any) -> list[str]:
    """Take the paragraphs that are nothing but a linked headline out of a parsed page, in place; return their texts.

    "Lesen Sie auch: Ferry line closes" and the bare headline are news of another day. A sentence, a
    quotation and a paragraph with words of its own beside the link stay.
    """
    gone = []
    for parent in {node.getparent(): None for node in tree.xpath("//body//p[.//a[@href]]")}:
        paragraphs = [(node, _text(node)) for node in parent.iterchildren("p")]
        pointers = [(node, text) for node, text in paragraphs if _points(node, text)]
        told = sum(1 for _, text in paragraphs if _SENTENCE.search(text))
        whole = sum(len(text) for _, text in paragraphs)
        if told < _TOLD or sum(len(text) for _, text in pointers) > _SHARE * whole:
            continue
        if len(pointers) > _FEW * len(paragraphs):
            continue
        for node, text in pointers:
            node.drop_tree()
            gone.append(text)
    return gone


def _points(node: Any, text: str) -> bool:
    """Return whether a paragraph is one link to a headline, perhaps behind a short label."""
    links = node.xpath(".//a[@href]")
    if len(links) != 1 or links[0].get("href").startswith("#") or _SENTENCE.search(text) or _QUOTES.search(text):
        return False
    headline = _text(links[0])
    if len(headline) < _LEAST_CHARS or (headline.isascii() and len(headline.split()) < _LEAST_WORDS):
        return False
    label = text.removesuffix(headline).strip()
    if not text.endswith(headline):
        return False
    return not label or (len(label.split()) <= _LABEL_WORDS and _LABEL_END.search(label) is not None)


def _text(node: Any) -> str:
    return " ".join(node.text_content().split())
