"""Raised and lowered figures of a page, written out: as bare text they would run into the number before them. Pure."""

from __future__ import annotations

import re
from typing import Any

_RAISED = str.maketrans("0123456789+-\u2212\u2013", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_LOWERED = str.maketrans("0123456789+-\u2212\u2013", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋")
_FIGURES = re.compile(r"[+\u2212\u2013-]?\d{1,4}(?:[.,] ?\d{1,4}){0,5}")
_WHOLE = re.compile(r"\d{1,3}")
_SLASH = re.compile(r"\s*[/\u2044\u2215]\s*")
_MOST_CHARS = 60
_MARK = re.compile(r"[\[(]?\s*(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§]{1,3}|(?:note|nb|n) ?\d{1,3})\s*[\])]?", re.IGNORECASE)
"""What the mark of a footnote is written as."""
_NOTE = re.compile(r"\[?(?:\d{1,3}|[*†‡§]{1,3})\]?")


def write_out_raised(tree: Any) -> None:
    """Turn raised and lowered figures of a parsed page into signs of their own, in place.

    "10<sup>6</sup>" becomes "10⁶", "3<sup>1</sup>/<sub>2</sub>" becomes "3 1/2". Marks that lead to a
    footnote go, raised or not. Letters stay as they are ("1<sup>st</sup>"), and so does a figure under a letter ("CO2").
    """
    for link in tree.xpath("//body//a[contains(@href, '#')]"):
        mark = _text(link)
        # With a space before it, it is a word of the sentence: "see part 2".
        if _NOTE.fullmatch(mark) and (mark[0] == "[" or re.search(r"\S$", _before(link))):
            _write(link, "")
    for node in list(tree.iter("sup", "sub")):
        text = _text(node)
        if not text or node.tag == "span" or node.getparent() is None:
            continue
        if node.tag == "sup" and _leads_to_note(node, text):
            # A link that is left without text would take its paragraph along in the extraction.
            around = node.getparent()
            _write(around if around.tag == "a" else node, "")
            continue
        under = _denominator(node) if _WHOLE.fullmatch(text) else None
        if under is not None:
            written = f"{' ' if _before(node)[-1:].isdigit() else ''}{text}/{_text(under)}"
            node.tail = ""
            _write(under, "")
            _write(node, written)
        elif not _FIGURES.fullmatch(text):
            continue
        elif node.tag == "sup":
            _write(node, text.translate(_RAISED))
        elif _before(node)[-1:].isdigit():
            _write(node, text.translate(_LOWERED))


def _text(node: Any) -> str:
    """Return the text of an element, or nothing when it is longer than any figure or mark."""
    found = ""
    for part in node.itertext():
        found += part
        if len(found) > _MOST_CHARS:
            return ""
    return found.strip()


def _leads_to_note(node: Any, text: str) -> bool:
    """Return whether a raised text is nothing but a mark that is a link to a note on the page."""
    around = node.getparent()
    alone = (
        node.getprevious() is None
        and node.getnext() is None
        and not (around.text or "").strip()
        and not (node.tail or "").strip()
    )
    linked = any("#" in link.get("href", "") for link in node.iter("a"))
    if not linked and not (around.tag == "a" and alone and "#" in around.get("href", "")):
        return False
    parts = [part.strip() for part in text.strip("[]() ").split(",")]
    return all(_MARK.fullmatch(part) for part in parts)


def _denominator(node: Any) -> Any:
    """Return the element that is the lower part of the fraction that a raised number begins, if it does."""
    after = node.getnext()
    if node.tag != "sup" or after is None or not _SLASH.fullmatch(node.tail or ""):
        return None
    return after if after.tag == "sub" and _WHOLE.fullmatch(_text(after)) else None


def _before(node: Any) -> str:
    """Return the text right before an element, in the same parent."""
    before = node.getprevious()
    return (node.getparent().text if before is None else before.tail) or ""


def _write(node: Any, text: str) -> None:
    """Put a text in the place of an element; taking the element out would need its place among all others."""
    del node[:]
    node.text = text
    node.tag = "span"
