"""An article that a page holds in several pieces, made one; and sentences that it shows a second time. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from rag.ingest.titles import bare

_PARAGRAPH_CHARS = 60
_SENTENCE = re.compile(r"[.!?。！？…][”\"’')\]»]*\s*$")
_BESIDE = "ancestor::aside or ancestor::nav or ancestor::footer or ancestor::figure"
_COMMENT = re.compile(r"comment|respon[ds]|discuss|repl(?:y|ies)", re.IGNORECASE)
_MOST_PIECES = 200
_HALF = 0.5
_MOST_OF = 0.7
_LEAST_LETTERS = 25
"""Shorter words are said twice by chance."""
_QUOTE_CHARS = 400
_NAME_LETTERS = 60
_MOST_PARAGRAPHS = 2_000
_MOST_BLOCKS = 500
_MOST_LETTERS = 300_000
_BLOCKS = ("div", "section", "article")


def join_pieces(tree: Any) -> None:
    """Call what is around the several alike blocks of an article, with pictures or adverts between, as they are called.

    The extraction takes the first block of such a name, and the rest of the story would be lost.
    """
    blocks: dict[tuple[str, str], dict[Any, int]] = {}
    whole = 0
    for node in tree.xpath(f"//body//p[not({_BESIDE})]"):
        text = " ".join(node.text_content().split())
        if len(text) >= _PARAGRAPH_CHARS and _SENTENCE.search(text):
            around = node.getparent()
            whole += len(text)
            if around.tag in _BLOCKS and around.get("class"):
                alike = blocks.setdefault((around.tag, " ".join(around.get("class").split())), {})
                alike[around] = alike.get(around, 0) + len(text)
    for (_, called), alike in blocks.items():
        if 2 <= len(alike) <= _MOST_PIECES and sum(alike.values()) > _HALF * whole and _are_pieces(list(alike)):
            around = _around(list(alike))
            if around.tag != "body":
                around.set("class", called)
                for piece in alike:
                    del piece.attrib["class"]


def _are_pieces(alike: list[Any]) -> bool:
    """Return whether blocks can be pieces of one text: none is in another, and none is a comment."""
    above = {node for piece in alike for node in piece.iterancestors()}
    return above.isdisjoint(alike) and not any(map(_is_comment, alike))


def _around(alike: list[Any]) -> Any:
    """Return the innermost element that holds them all."""
    shared = [set(piece.iterancestors()) for piece in alike[1:]]
    return next(node for node in alike[0].iterancestors() if all(node in above for above in shared))


def take_repeated(tree: Any) -> list[str]:
    """Take blocks out of a parsed page, in place, that say a sentence of one of its paragraphs again; return their texts.

    They are set in large letters between the paragraphs, perhaps with the name of who said it.
    """
    told = {node: bare(node.text_content()) for node in tree.xpath("//body//p")[:_MOST_PARAGRAPHS]}
    everything = "\n".join(told.values())
    gone: dict[Any, str] = {}
    blocks = tree.xpath("//body//*[self::blockquote or self::aside or self::section or self::div]")
    short = [node for node in blocks if _LEAST_LETTERS <= len(node.text_content()) <= _QUOTE_CHARS]
    for node in short[:_MOST_BLOCKS] if len(everything) <= _MOST_LETTERS else ():
        text = " ".join(" ".join(node.itertext()).split())
        own = list(node.iter("p"))
        quoted = max(map(bare, (p.text_content() for p in own) if own else node.itertext()), key=len, default="")
        if len(quoted) < _LEAST_LETTERS or len(bare(text)) - len(quoted) > _NAME_LETTERS:
            continue
        once = sum(quoted in told.get(p, "") for p in own)
        longer = everything.count(quoted) > once and any(
            quoted in words and len(words) > len(quoted) and node not in p.iterancestors() for p, words in told.items()
        )
        if longer and gone.keys().isdisjoint(node.iterancestors()):
            gone[node] = text
    for node in gone:
        node.drop_tree()
    return list(dict.fromkeys(gone.values()))


def parted(text: str, forms: Iterable[str]) -> str:
    """Return a text that was read as one line with its paragraphs, if one of its other forms has them.

    A form may hold more than the text; what the text says stays as it is, and in its order.
    """
    letters = bare(text)
    for form in forms:
        lines = [line for line in map(str.strip, form.split("\n")) if line and bare(line) in letters]
        if len(lines) > 1 and len(bare("".join(lines))) >= _MOST_OF * len(letters):
            return "\n\n".join(lines)
    return text


def _is_comment(node: Any) -> bool:
    return _COMMENT.search(f"{node.get('class') or ''} {node.get('id') or ''}") is not None
