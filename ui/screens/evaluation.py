"""The place of the evaluation."""

from __future__ import annotations

import streamlit as st

st.title("Evaluation")
st.write("How often the answers are right, cited to the right words, and withheld when they should be.")
st.info("Cases that you save on the Ask page are kept in your data folder, in `cases.jsonl`.")
