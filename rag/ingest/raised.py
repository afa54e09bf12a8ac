"""Raised and lowered figures of a page, written out: as bare text they would run into the number before them. Pure."""

from __future__ import annotations

import re
from typing import Any

_RAISED = str.maketrans("0123456789+-\u2212\u2013", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_LOWERED = str.maketrans("0123456789+-\u2212\u2013", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋")
_FIGURES = re.compile(r"[+\u2212\u2013-]?\d{1,4}(?:[.,] ?\d{1,4}){0,5}")
_WHOLE = re.compile(r"\d{1,3}")
_SLASH = re.compile(r"\s*[/\u2044\u2215]\s*")
_MARK = re.compile(r"[\[(]?\s*(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§]{1,3}|(?:note|nb|n) ?\d{1,3})\s*[\])]?", re.IGNORECASE)
"""What the mark of a footnote is written as."""


def write_out_raised(tree: Any) -> None:
    """Turn raised and lowered figures of a parsed page into signs of their own, in place.

    "10<sup>6</sup>" becomes "10⁶", "3<sup>1</sup>/<sub>2</sub>" becomes "3 1/2". Marks that lead to a
    footnote go. Letters stay as they are ("1<sup>st</sup>"), and so does a figure under a letter ("CO2").
    """
    for node in tree.xpath("//body//sup | //body//sub"):
        if node.getparent() is None:
            continue
        if node.tag == "sup" and _leads_to_note(node):
            # A link that is left without text would take its paragraph along in the extraction.
            around = node.xpath("ancestor::a[1]")
            (around[0] if around else node).drop_tree()
            continue
        text = node.text_content().strip()
        under = _denominator(node) if _WHOLE.fullmatch(text) else None
        if under is not None:
            before = _before(node)
            written = f"{' ' if before[-1:].isdigit() else ''}{text}/{under.text_content().strip()}"
            node.tail = ""
            under.drop_tree()
            _write(node, written)
        elif not _FIGURES.fullmatch(text):
            continue
        elif node.tag == "sup":
            _write(node, text.translate(_RAISED))
        elif _before(node)[-1:].isdigit():
            _write(node, text.translate(_LOWERED))


def _leads_to_note(node: Any) -> bool:
    """Return whether a raised text is nothing but a mark that is a link to a note on the page."""
    links = node.xpath(".//a[contains(@href, '#')] | ancestor::a[1][contains(@href, '#')]")
    whole = node.text_content().strip()
    outside = any(link.text_content().strip() != whole for link in links if node in set(link.iter()))
    parts = [part for text in node.itertext() for part in text.split(",") if part.strip("[]() \n")]
    return bool(links) and not outside and all(_MARK.fullmatch(part.strip()) for part in parts)


def _denominator(node: Any) -> Any:
    """Return the element that is the lower part of the fraction that a raised number begins, if it does."""
    after = node.getnext()
    if node.tag != "sup" or after is None or not _SLASH.fullmatch(node.tail or ""):
        return None
    return after if after.tag == "sub" and _WHOLE.fullmatch(after.text_content().strip()) else None


def _before(node: Any) -> str:
    """Return the text right before an element, in the same parent."""
    before = node.getprevious()
    return (node.getparent().text if before is None else before.tail) or ""


def _write(node: Any, text: str) -> None:
    for inner in list(node):
        node.remove(inner)
    node.text = text
    node.drop_tag()
