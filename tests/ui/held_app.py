"""A page whose run, after its button, does not end before a file is there: what stays in view meanwhile is seen."""

import os
import threading
from pathlib import Path

import streamlit as st

from ui.parts.in_view import place_of

asked = st.session_state.setdefault("asked", 0)
if st.button("Ask"):
    asked = st.session_state["asked"] = asked + 1
with place_of(f"answer {asked}"):
    for line in range(4 - asked):  # each has a line less than the one before, which nothing draws over
        st.write(f"Line {line} of answer {asked}")
while asked and not Path(os.environ["HELD_UNTIL"], str(asked)).exists():
    threading.Event().wait(0.05)
st.write(f"The run of answer {asked} has ended")
