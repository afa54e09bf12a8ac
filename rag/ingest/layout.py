"""Tables that only lay out a page, told from those that hold data. Pure."""

from __future__ import annotations

import re
from typing import Any

_ROWS = frozenset(("caption", "thead", "tbody", "tfoot", "tr", "td", "th"))
_LEAST_CHARS = 60
"""A shorter paragraph may be an entry of a table of data, which often are marked up as paragraphs."""
_LEAST_PARAGRAPHS = 2


def open_layout_tables(tree: Any) -> None:
    """Turn tables of a parsed page that only lay it out into plain blocks, in place.

    Such a table holds another one, or has one cell of several paragraphs with most of its text: read
    as a table it would be one row, with bars around it.
    """
    for table in list(tree.iter("table")):
        own = _rows_and_cells(table)
        cells = [node for node in own if node.tag == "td"]
        if _holds_table(own) or _holds_story(table, cells):
            table.tag = "div"
            table.set("class", "layout")
            for node in own:
                node.tag = "div"


def _rows_and_cells(table: Any) -> list[Any]:
    """Return the parts of a table, without those of tables in its cells."""
    found, waiting = [], [table]
    while waiting:
        inner = [node for node in waiting.pop() if node.tag in _ROWS]
        found += inner
        waiting += [node for node in inner if node.tag not in ("td", "th")]
    return found


def _holds_table(own: list[Any]) -> bool:
    return any(node.tag in ("td", "th") and next(node.iter("table"), None) is not None for node in own)


def _holds_story(table: Any, cells: list[Any]) -> bool:
    """Return whether one cell holds several paragraphs and more text than all others."""
    longest = max(cells, key=_length, default=None)
    if longest is None or 2 * _length(longest) <= _length(table):
        return False
    parts = [" ".join(p.text_content().split()) for p in longest.iter("p")]
    parts += re.split(r"\n{2,}", _text_by_breaks(longest))
    return sum(len(part) >= _LEAST_CHARS for part in parts) >= _LEAST_PARAGRAPHS


def _text_by_breaks(cell: Any) -> str:
    """Return the text of a cell outside of paragraphs, with a new line for each line break in it."""
    parts = cell.xpath(".//text()[not(ancestor::p)] | .//br[not(ancestor::p)]")
    return "".join(" ".join(part.split()) if isinstance(part, str) else "\n" for part in parts)


def _length(node: Any) -> int:
    return len(node.text_content())
