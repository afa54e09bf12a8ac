"""What a reader can do with a finished answer: copy, download, link, rate, keep as an evaluation case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from rag.store.history import Kept
from ui.ask.asking import ask_anew
from ui.desk import LOCAL, Shared, owner
from ui.evaluation.kept_cases import keep_case
from ui.parts.notes import note
from ui.parts.render import as_markdown, as_text
from ui.parts.views import AnswerView, evaluation_case, rated_case


def show_actions(shared: Shared, view: AnswerView, body: Mapping[str, Any], kept: Kept) -> None:
    """Show the actions below an answer."""
    link = link_to(st.context.url, kept.id)
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Ask again", icon=":material/refresh:", help="The same question, of the library as it is now"):
            ask_anew(shared, kept.question, view.question)
            st.rerun()
        st.download_button(
            "Download", as_markdown(view, link), file_name="answer.md", mime="text/markdown",
            icon=":material/download:", on_click="ignore",
        )  # fmt: skip
        with st.popover("Copy", icon=":material/content_copy:"):
            note("The answer with its sources")
            st.code(as_text(view), language=None, wrap_lines=True)
        with st.popover("Link", icon=":material/link:"):
            note(
                "The permanent link to this answer, for you"
                if owner() != LOCAL
                else "The permanent link to this answer"
            )
            st.code(link, language=None, wrap_lines=True)
        if st.button("Save as evaluation case", icon=":material/playlist_add:"):
            _save_case(shared, body, kept)
    _rating(shared, body, kept)


def link_to(address: str | None, answer_id: str) -> str:
    """Return the permanent link of an answer, made from the address that the reader sees."""
    return f"{(address or '').split('?')[0].split('#')[0].rstrip('/')}/?answer={answer_id}"


def _rating(shared: Shared, body: Mapping[str, Any], kept: Kept) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        note("Was this right?")
        thumb = st.feedback("thumbs", key=f"thumb-{kept.id}", default=kept.thumb)
    if thumb is None:
        return
    reason = kept.reason or ""
    if thumb == 0:
        reason = st.text_input("What was wrong?", value=reason, key=f"reason-{kept.id}")
    if (thumb, reason) != (kept.thumb, kept.reason or ""):
        shared.desk.history.rate(kept.id, kept.owner, thumb, reason or None)
        keep_case(shared.desk.settings.home, rated_case(body, kept.id, thumb, reason))


def _save_case(shared: Shared, body: Mapping[str, Any], kept: Kept) -> None:
    keep_case(shared.desk.settings.home, evaluation_case(body, kept.id))
    st.toast("Saved. The Evaluation page has it under “Cases of your own”.")
