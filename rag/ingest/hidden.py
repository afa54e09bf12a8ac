"""Elements of a page that a reader does not see. What nobody can read must not reach an answer. Pure."""

from __future__ import annotations

import re
from typing import Any

from rag.ingest.sheets import Sheets
from rag.text.instructions import holds_instruction

# What "layout" says is of AMP; a template with a shadow root is shown, with all that is in it.
_NEVER_SHOWN = (
    "//template | //dialog[not(@open)] | //datalist | //noembed | //noframes |"
    " //*[@layout='nodisplay' and starts-with(name(), 'amp-')]"
)
_FOLDED = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_STYLE = re.compile(
    r"visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0*\.?0+(?![.\d])|"
    r"font-size\s*:\s*(?:0*\.?0+(?![.\d])|[0-2](?:\.\d+)?p[xt]|0?\.[01]\d*r?em)|"
    r"(?:text-indent|left|top|right|bottom|margin-left)\s*:\s*-\d{3,}|"
    r"(?<![\w-])(?:width|height)\s*:\s*0(?:px)?\s*(?:;|$)|clip\s*:\s*rect\(\s*0|transform\s*:\s*scale\(\s*0\s*\)|"
    r"clip-path\s*:\s*(?:inset\(\s*(?:[5-9]\d|100)%|circle\(\s*0)|(?<![\w-])color\s*:\s*transparent",
    re.IGNORECASE,
)
_WHITE = r"(?:#f{3}(?:f{3})?\b|white\b|rgba?\(\s*255\s*,\s*255\s*,\s*255\b|transparent\b|none\b|inherit\b)"
_WHITE_TEXT = re.compile(rf"(?<![\w-])color\s*:\s*{_WHITE}", re.IGNORECASE)
_BACKGROUND = re.compile(r"(?<![\w-])background(?:-color|-image)?\s*:", re.IGNORECASE)
_WHITE_GROUND = re.compile(rf"(?<![\w-])background(?:-color|-image)?\s*:\s*{_WHITE}", re.IGNORECASE)
_PLAIN = frozenset(("p", "span", "div", "li", "td", "font", "small", "em", "b", "i"))
"""Headings and links in white stand on pictures and buttons whose ground a sheet elsewhere gives."""
_SHARE = 0.3
"""Pages fade their article in with styles like these, whole or by the paragraph; what one style hides, if it is so much, is the article."""
_WORTH_SAYING = 30
"""Shorter texts are labels for screen readers."""
_TOLD_CHARS = 60
"""A sheet hides labels and counts on every page; a sentence is longer."""


def take_hidden(tree: Any) -> list[str]:
    """Take hidden elements out of a parsed page, in place; return the texts of those hidden by a trick.

    Menus and dialogues that are not displayed belong to every page: they go, and nothing is said of
    them unless they speak to a machine. Styles are read on the elements and in the page's own sheets.
    """
    for node in tree.xpath("//template[@shadowrootmode or @shadowroot]"):
        node.tag = "div"
    for node in tree.xpath(_NEVER_SHOWN):
        if node.getparent() is not None:
            node.drop_tree()
    sheets = Sheets(tree)
    white = _White(sheets)
    whole = len(_text(tree))
    gone: list[str] = []
    tricks: dict[str, list[Any]] = {}
    for node in tree.xpath("//body//*[@style or @hidden or @class or @id]"):
        own, given = node.get("style") or "", sheets.of(node)
        if node.get("hidden") is not None or _FOLDED.search(own):
            if node.getparent() is not None and len(_text(node)) <= _SHARE * whole:
                gone += _drop(node, folded=True)
        elif trick := _STYLE.search(own):
            tricks.setdefault(_key(trick), []).append(node)
        elif trick := _FOLDED.search(given) or _STYLE.search(given):
            tricks.setdefault(f"sheet {_key(trick)} {node.get('class')}", []).append(node)
        elif white.holds(node, own, given):
            tricks.setdefault("white" if _WHITE_TEXT.search(own) else "sheet white", []).append(node)
    for style, nodes in tricks.items():
        inside = set(nodes)
        outer = [node for node in nodes if not any(above in inside for above in node.iterancestors())]
        if sum(len(_text(node)) for node in outer) <= _SHARE * whole:
            for node in outer:
                gone += _drop(node, folded="display" in style, sheet=style.startswith("sheet"))
    return gone


def _key(trick: re.Match[str]) -> str:
    return re.sub(r"\s", "", trick.group()).lower()


def _drop(node: Any, *, folded: bool, sheet: bool = False) -> list[str]:
    """Take an element out, and return its text if it is one to tell of."""
    if node.getparent() is None:
        return []
    text = _text(node)
    node.drop_tree()
    least = _TOLD_CHARS if sheet else _WORTH_SAYING
    told = holds_instruction(text) if folded else len(text) >= least and (not sheet or text.endswith((".", "!", "?")))
    return [text] if told or (sheet and holds_instruction(text)) else []


class _White:
    """Tells white letters on a ground that is white as far as the page says."""

    def __init__(self, sheets: Sheets) -> None:
        self._sheets = sheets
        self._coloured: dict[Any, bool] = {}

    def holds(self, node: Any, own: str, given: str) -> bool:
        """Return whether an element is so; ``own`` are its own styles, ``given`` those of the sheets."""
        if node.tag not in _PLAIN or not _WHITE_TEXT.search(f"{own};{given}"):
            return False
        # The ground of what a sheet colours may be given by a rule that is not read.
        return not self._on_colour(node) and (
            _WHITE_TEXT.search(own) is not None or _WHITE_GROUND.search(given) is not None
        )

    def _on_colour(self, node: Any) -> bool:
        """Return whether an element or one around it is said to have a ground that is not white."""
        waiting = []
        while node is not None and node not in self._coloured:
            waiting.append(node)
            node = node.getparent()
        found = node is not None and self._coloured[node]
        for inner in reversed(waiting):
            style = f"{inner.get('style') or ''};{self._sheets.of(inner)}"
            ground = _BACKGROUND.search(style) is not None and not _WHITE_GROUND.search(style)
            found = self._coloured[inner] = found or ground or bool(inner.get("bgcolor") or inner.get("background"))
        return found


def _text(node: Any) -> str:
    return " ".join(" ".join(node.xpath(".//text()[not(parent::script or parent::style)]")).split())
