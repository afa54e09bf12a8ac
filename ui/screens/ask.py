"""Ask: a question, and an answer whose every sentence can be looked up beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import streamlit as st

from rag.store.history import Kept
from ui.after import show_actions
from ui.answer import show_answer
from ui.asking import Filters, filters, submit
from ui.desk import Shared, owner, shared
from ui.notes import note
from ui.render import label, md
from ui.source import show_source
from ui.views import AnswerView, answer_view

POLL_S = 0.3


def main() -> None:
    """Show the page."""
    parts = shared()
    _sidebar(parts)
    st.title("Ask the news")
    if parts.desk.store.counts().articles == 0:
        _nothing_yet(parts)
        return
    answer_id = st.query_params.get("answer")
    kept = parts.desk.history.get(answer_id, owner()) if answer_id else None
    view = answer_view(json.loads(kept.body)) if kept else None
    _question_box(parts, view, kept)
    if not answer_id:
        _suggestions(parts)
    elif kept is not None and view is not None:
        _finished(parts, view, json.loads(kept.body), kept)
    elif parts.jobs.progress(answer_id, owner()) is not None:
        _running(answer_id)
    else:
        st.warning("There is no such answer here. It may have been asked by somebody else, or deleted.")


def _nothing_yet(parts: Shared) -> None:
    with st.container(border=True):
        st.subheader("There are no articles yet")
        st.write(
            "Add your own on the Library page, or begin with the sample news: 61 short articles of an invented country."
        )
        with st.container(horizontal=True):
            if st.button("Add the sample news", type="primary"):
                from rag.sample import path

                with st.spinner("Adding 61 articles …"):
                    for _ in parts.desk.ingest([str(path())]):
                        pass
                st.rerun()
            st.page_link("screens/library.py", label="Go to the library", icon=":material/library_books:")


def _question_box(parts: Shared, view: AnswerView | None, kept: Kept | None) -> None:
    form = st.form("ask", border=False, clear_on_submit=True, enter_to_submit=True)
    with form, st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(
            "Your question" if view is None else "Your question, or a follow-up",
            placeholder="What did the minister say about the strike?",
            max_chars=500,
        )
        sent = st.form_submit_button("Ask", type="primary", icon=":material/send:")
    chosen = filters(parts)
    if sent:
        submit(parts, words, chosen, before=view.question if view else None, follows=kept.id if kept else None)
        st.rerun()


def _suggestions(parts: Shared) -> None:
    note("Or begin with one of these")
    for number, text in enumerate(_suggested(parts.desk.store.generation())):
        if st.button(label(text, 120), key=f"suggestion-{number}", icon=":material/arrow_forward:"):
            submit(parts, text, Filters(None, None, ()))
            st.rerun()


@st.cache_data(show_spinner=False, max_entries=4)
def _suggested(generation: int) -> tuple[str, ...]:  # noqa: ARG001 - the key of the cache
    return shared().desk.suggestions(3)


@st.fragment(run_every=POLL_S)
def _running(answer_id: str) -> None:
    parts = shared()
    progress = parts.jobs.progress(answer_id, owner())
    if progress is None or progress.state == "done":
        st.rerun()
        return
    st.subheader(label(progress.asked, 140))
    if progress.state == "failed":
        st.error(md(progress.error or ""))
        return
    waiting = f"Waiting: {progress.ahead} before this one" if progress.state == "waiting" and progress.ahead else None
    with st.container(horizontal=True, vertical_alignment="center"):
        writing = f"Checking: {progress.draft}" if progress.draft else "Writing from the evidence …"
        note(waiting or (label(writing, 160) if progress.body else "Searching …"))
        if st.button("Stop", icon=":material/stop:"):
            parts.jobs.stop(answer_id, owner())
    if progress.body is not None:
        show_answer(answer_view(progress.body), answer_id, running=True)


def _finished(parts: Shared, view: AnswerView, body: Mapping[str, Any], kept: Kept) -> None:
    cited = view.citation(_number(st.query_params.get("cite")))
    # Written again, so that the address in the browser is the link to what is shown.
    st.query_params.from_dict({"answer": kept.id} | ({"cite": str(cited.n)} if cited else {}))
    left, right = st.columns([3, 2], gap="large") if cited else (st.container(), None)
    with left:
        st.subheader(label(kept.question, 140))
        if view.question != kept.question:
            note(f"Understood as: {md(view.question)}")
        show_answer(view, kept.id, running=False)
        show_actions(parts, view, body, kept)
    if cited is not None and right is not None:
        with right:
            show_source(parts.desk, cited)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 5 else 0


def _sidebar(parts: Shared) -> None:
    with st.sidebar:
        st.page_link("screens/ask.py", label="New question", icon=":material/add:", query_params={})
        recent = parts.desk.history.recent(owner(), 15)
        if recent:
            note("Asked before")
        for kept in recent:
            st.page_link("screens/ask.py", label=label(kept.question, 48), query_params={"answer": kept.id})


main()
