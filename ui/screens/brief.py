"""The place of the daily brief."""

from __future__ import annotations

import streamlit as st

st.title("Brief")
st.write("What happened on your beat, what changed since the last brief, and on which words each sentence rests.")
st.info("Briefs are made on the command line for now: `dateline brief --help`.")
