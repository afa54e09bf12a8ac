"""The address in the browser, which is the link to what is in view."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st


def keep_address(shown: Mapping[str, str]) -> None:
    """Write what a page shows into its address, so that going back, a reload and a copied link find it again.

    A link of a page to itself gives the page another query and leaves the address in the browser as it was. Written
    again unchanged it is no further step.
    """
    st.query_params.from_dict(shown)
