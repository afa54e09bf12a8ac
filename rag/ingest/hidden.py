"""Elements of a page that a reader does not see. What nobody can read must not reach an answer. Pure."""

from __future__ import annotations

import re
from typing import Any

_NEVER_SHOWN = "//template | //dialog[not(@open)] | //datalist | //noembed | //noframes"
_FOLDED = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_STYLE = re.compile(
    r"visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0*\.?0+(?![.\d])|"
    r"font-size\s*:\s*0*\.?0+(?![.\d])|(?:text-indent|left|top|right|bottom|margin-left)\s*:\s*-\d{3,}|"
    r"(?<![\w-])(?:width|height)\s*:\s*0(?:px)?\s*(?:;|$)|clip\s*:\s*rect\(\s*0|transform\s*:\s*scale\(\s*0\s*\)|"
    r"(?<![\w-])color\s*:\s*transparent",
    re.IGNORECASE,
)
_SHARE = 0.3
"""Pages fade their article in with styles like these, whole or by the paragraph; what one style hides, if it is so much, is the article."""
_WORTH_SAYING = 30
"""Shorter texts are labels for screen readers."""


def take_hidden(tree: Any) -> list[str]:
    """Take hidden elements out of a parsed page, in place; return the texts of those hidden by a trick.

    Menus and dialogues that are not displayed belong to every page: they go, and nothing is said of them.
    """
    for node in tree.xpath(_NEVER_SHOWN):
        if node.getparent() is not None:
            node.drop_tree()
    whole = len(_text(tree))
    by_style: dict[str, list[Any]] = {}
    gone = []
    for node in tree.xpath("//body//*[@style or @hidden]"):
        style = node.get("style", "")
        trick = _STYLE.search(style)
        if node.get("hidden") is not None or _FOLDED.search(style):
            if node.getparent() is not None and len(_text(node)) <= _SHARE * whole:
                node.drop_tree()
        elif trick:
            by_style.setdefault(re.sub(r"\s", "", trick.group()).lower(), []).append(node)
    for nodes in by_style.values():
        inside = set(nodes)
        outer = [node for node in nodes if not any(above in inside for above in node.iterancestors())]
        texts = [_text(node) for node in outer]
        if sum(map(len, texts)) > _SHARE * whole:
            continue
        for node, text in zip(outer, texts, strict=True):
            if node.getparent() is not None:
                node.drop_tree()
                gone += [text] if len(text) >= _WORTH_SAYING else []
    return gone


def _text(node: Any) -> str:
    return " ".join(" ".join(node.xpath(".//text()[not(parent::script or parent::style)]")).split())
