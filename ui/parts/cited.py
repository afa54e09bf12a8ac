"""A sentence with its sources, each a link that keyboard and mouse reach: numbers at its end, or a name beneath."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

ASK, BRIEF, ARTICLE = "screens/ask.py", "screens/brief.py", "screens/article.py"


@dataclass(frozen=True, slots=True)
class Pointer:
    """A link at the end of a sentence: its words and its hint (both escaped), the page and what is opened there."""

    label: str
    page: str
    query: Mapping[str, str]
    hint: str | None = None


def numbered(n: int, page: str, query: Mapping[str, str], hint: str, name: str = "") -> Pointer:
    """Return the link of a citation's number, with a name behind the number where there is one."""
    return Pointer(f"\\[{n}\\]{name}", page, {**query, "cite": str(n)}, hint)


def cited_line(words: str, pointers: Sequence[Pointer], key: str) -> None:
    """Show escaped words with links behind them, in one line of text. ``key`` is unique on the page."""
    with st.container(horizontal=True, gap="small", key=f"cited-{key}"):
        st.markdown(words, width="content")
        for pointer in pointers:
            st.page_link(
                pointer.page, label=pointer.label, width="content", query_params=dict(pointer.query), help=pointer.hint
            )


def sourced(words: str, pointer: Pointer, key: str) -> None:
    """Show escaped words with the link to their source on a line of its own. ``key`` is unique on the page."""
    cited_line(words, [pointer], f"beneath-{key}")
