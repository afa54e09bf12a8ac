"""Elements of a page that a reader does not see. What nobody can read must not reach an answer. Pure."""

from __future__ import annotations

import re
from typing import Any

_FOLDED = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_STYLE = re.compile(
    r"visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0*\.?0+(?![.\d])|"
    r"font-size\s*:\s*0*\.?0+(?![.\d])|(?:text-indent|left|top|right|bottom|margin-left)\s*:\s*-\d{3,}|"
    r"(?<![\w-])(?:width|height)\s*:\s*0(?:px)?\s*(?:;|$)|clip\s*:\s*rect\(\s*0|transform\s*:\s*scale\(\s*0\s*\)|"
    r"(?<![\w-])color\s*:\s*transparent",
    re.IGNORECASE,
)
_SHARE = 0.3
"""Pages fade their article in with styles like these; a part as large as this one is the article."""
_WORTH_SAYING = 30
"""Shorter texts are labels for screen readers."""


def take_hidden(tree: Any) -> list[str]:
    """Take hidden elements out of a parsed page, in place; return the texts of those hidden by a trick.

    Menus and dialogues that are not displayed belong to every page: they go, and nothing is said of them.
    """
    whole = len(_text(tree))
    gone = []
    for node in tree.xpath("//body//*[@style or @hidden]"):
        style = node.get("style", "")
        folded = node.get("hidden") is not None or _FOLDED.search(style) is not None
        if node.getparent() is None or not (folded or _STYLE.search(style)):
            continue
        text = _text(node)
        if len(text) > _SHARE * whole:
            continue
        node.drop_tree()
        if len(text) >= _WORTH_SAYING and not folded:
            gone.append(text)
    return gone


def _text(node: Any) -> str:
    return " ".join(" ".join(node.xpath(".//text()[not(parent::script or parent::style)]")).split())
