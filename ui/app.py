"""The app: its pages and what surrounds them. Run by ``dateline app``."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from rag.errors import DatelineError
from ui.login import allowed
from ui.parts.faults import in_words
from ui.parts.printed import PRINT
from ui.parts.style import STYLE

st.set_page_config(page_title="Dateline", page_icon=str(Path(__file__).with_name("icon.png")), layout="wide")

PAGES = [
    st.Page("screens/ask.py", title="Ask", icon=":material/forum:", default=True),
    st.Page("screens/brief.py", title="Brief", icon=":material/breakfast_dining:", url_path="brief"),
    st.Page("screens/library.py", title="Library", icon=":material/library_books:", url_path="library"),
    st.Page("screens/article.py", title="Article", url_path="article", visibility="hidden"),
    st.Page("screens/evaluation.py", title="Evaluation", icon=":material/fact_check:", url_path="evaluation"),
    st.Page("screens/status.py", title="Status", icon=":material/monitor_heart:", url_path="status"),
]

page = st.navigation(PAGES)
st.html(f"<style>{STYLE}{PRINT}</style>")
try:
    if allowed():
        page.run()
except DatelineError as error:  # another process writes, the store cannot be read: not a fault to be hidden
    st.error(in_words(error))
