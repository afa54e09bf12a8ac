"""Small print that everybody can read: Streamlit's own caption is too pale for the contrast of WCAG AA."""

from __future__ import annotations

import streamlit as st


def note(text: str) -> None:
    """Show small text; what comes from an article must be escaped by the caller."""
    st.markdown(f":small[{text}]")
