"""What keeps a deed from being done, told on the page that it was done on.

Streamlit runs the callback of a button or a field before the page: what is raised there ends the run, with no page at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from rag.errors import DatelineError
from ui.parts.render import md


def in_words(error: DatelineError) -> str:
    """Return an error as escaped words for a page."""
    return md(str(error))


@contextmanager
def told(key: str) -> Iterator[None]:
    """Keep an error of ours for ``show_fault`` with the same key; what went well forgets the one before."""
    st.session_state.pop(_held(key), None)
    try:
        yield
    except DatelineError as error:
        st.session_state[_held(key)] = in_words(error)


def show_fault(key: str) -> None:
    """Show once what went wrong, if anything did."""
    if fault := st.session_state.pop(_held(key), None):
        st.error(fault)


def _held(key: str) -> str:
    return f"{key}-fault"
