"""The span of time that a question was understood to ask about: shown, changed, cleared."""

from __future__ import annotations

from datetime import date

import streamlit as st

from rag.store.history import Kept
from ui.ask.asking import EARLIEST, LATEST, ask_of_another_time, turned
from ui.desk import Shared
from ui.parts.render import isolated, md
from ui.parts.views import AnswerView, days_of, span_told


def show_time(shared: Shared, view: AnswerView, kept: Kept) -> None:
    """Show the span as a chip that opens to change it; a change asks the question again."""
    since, until = days_of(view, shared.desk.zone)
    given = [day for day in (since, until) if day]
    low, high = min([EARLIEST, *given]), max([LATEST, *given])
    words = isolated(md(view.window_words)) if view.window_words else None
    with (
        st.container(key="time"),
        st.popover(span_told(words, since, until, strict=view.strict), icon=":material/schedule:", type="tertiary"),
    ):
        with st.form(f"time-{kept.id}", border=False):
            first = st.date_input("From", since, low, high, key=f"from-{kept.id}")
            last = st.date_input("Until", until, low, high, key=f"until-{kept.id}")
            if st.form_submit_button("Ask again for this time", type="primary"):
                if why := turned(first, last):
                    st.error(why)
                else:
                    _again(shared, view, kept, first, last)
        if st.button("Ask again for any time", key=f"any-{kept.id}"):
            _again(shared, view, kept)


def _again(shared: Shared, view: AnswerView, kept: Kept, since: date | None = None, until: date | None = None) -> None:
    ask_of_another_time(shared, kept.question, view.question, since, until)
    st.rerun()
