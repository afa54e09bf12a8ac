"""Text that a page or a note shows struck out: its writers took it back, so that it must not reach an answer. Pure."""

from __future__ import annotations

import re
from typing import Any

_STRUCK = "//body//del | //body//s | //body//strike | //body//*[contains(@style, 'line-through')]"
_LINE_THROUGH = re.compile(r"text-decoration(?:-line)?\s*:[^;]*\bline-through\b", re.IGNORECASE)
_TAGS = frozenset(("del", "s", "strike"))
_HALF = 0.5
"""Where more of a page is struck out, a tag was left open: nobody publishes an article that he takes back."""
# The closing mark is the first one, so that a text of nothing but marks is read but once.
_MARKED = re.compile(
    r"(?P<code>^[ \t]*(?P<fence>`{3,}|~{3,})[^\n]*\n(?:(?![ \t]*(?P=fence)).*\n?)*|(?<!`)(?P<ticks>`{1,3})(?!`)[^`\n]{1,1000}(?P=ticks)(?!`))|"
    r"(?P<space>[ \t]?)(?:(?<![~\\])~~(?=[^\s~])(?P<marked>(?:[^~\n]|~(?!~)|\n(?![ \t]*\n)){1,4000})~~(?!~)|"
    r"<(?P<tag>del|s|strike)>(?P<tagged>(?:[^<\n]|<(?!/?(?:del|s|strike)\b)|\n(?![ \t]*\n)){1,4000})</(?P=tag)>)",
    re.IGNORECASE | re.MULTILINE,
)
"""What is struck out and, in front of that, code, in which such marks are meant as they stand."""


def take_struck(tree: Any) -> list[str]:
    """Take what is struck out from a parsed page, in place; return its texts. What was put in for it stays."""
    struck = [node for node in tree.xpath(_STRUCK) if node.tag in _TAGS or _LINE_THROUGH.search(node.get("style"))]
    inside = set(struck)
    outer = [node for node in struck if inside.isdisjoint(node.iterancestors())]
    texts = [" ".join(node.text_content().split()) for node in outer]
    if sum(map(len, texts)) > _HALF * len(" ".join(tree.text_content().split())):
        return []
    for node in outer:
        if (node.tail or "")[:1] in tuple(".,;:!?"):
            _close_up(node)
        node.drop_tree()
    return [text for text in texts if text]


def _close_up(node: Any) -> None:
    """Take the space in front of an element, for the punctuation behind it."""
    before = node.getprevious()
    if before is not None:
        before.tail = (before.tail or "").rstrip()
    else:
        node.getparent().text = (node.getparent().text or "").rstrip()


def without_struck(text: str) -> tuple[str, list[str]]:
    """Return a text in Markdown without what is struck out in it (``~~so~~`` or between tags), and that.

    Of a text that is struck out for the most part nothing goes, as of a page.
    """
    gone: list[str] = []

    def taken(found: re.Match[str]) -> str:
        if found["code"]:
            return found["code"]
        gone.append(" ".join((found["marked"] or found["tagged"]).split()))
        return found["space"] if text[found.end() : found.end() + 1].isalnum() else ""

    left = _MARKED.sub(taken, text)
    if sum(map(len, gone)) > _HALF * len(" ".join(text.split())):
        return text, []
    return left, [part for part in gone if part]
