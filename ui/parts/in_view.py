"""The place of what is in view, which is empty the moment something else is to stand there."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

_NAME, _SECOND = "name of what is in view", "whether it is in the second place"


def place_of(name: str) -> DeltaGenerator:
    """Return the place for what ``name`` names; what stood there under another name is gone at once.

    Streamlit leaves on the page what a run has not drawn again until that run has ended. Until then the
    suggestions would stand beside an answer, or one question's citations below the next. So there are two
    places, used in turn, and the one that is left is emptied first. Under the same name as before the place
    stays the same, so that nothing flickers and an opened source stays open.
    """
    held = st.session_state
    if held.get(_NAME) != name:
        held[_NAME], held[_SECOND] = name, not held.get(_SECOND, True)
    if held[_SECOND]:
        st.empty()
        return st.container()
    place = st.container()
    st.empty()
    return place
