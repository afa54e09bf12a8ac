"""What a reader can do with a finished answer: copy, download, link, rate, keep as an evaluation case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from rag.store.history import Kept
from rag.types import ArticleId
from ui.ask.asking import ask_anew
from ui.desk import LOCAL, Shared, owner
from ui.evaluation.kept_cases import drop_case, keep_case
from ui.parts.faults import show_fault, told
from ui.parts.notes import note
from ui.parts.render import as_markdown, as_text
from ui.parts.views import AnswerView, evaluation_case, rated_case

GONE = "What this answer cites was removed or changed since: no later answer could cite it again. Ask again, and keep that one."


def show_actions(shared: Shared, view: AnswerView, body: Mapping[str, Any], kept: Kept) -> None:
    """Show the actions below an answer."""
    with st.container(key="deeds"):
        _deeds(shared, view, body, kept)
        _rating(shared, body, kept)


def _deeds(shared: Shared, view: AnswerView, body: Mapping[str, Any], kept: Kept) -> None:
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
        save = st.button("Save as evaluation case", icon=":material/playlist_add:")
    if save:
        _save_case(shared, body, kept)


def link_to(address: str | None, answer_id: str) -> str:
    """Return the permanent link of an answer, made from the address that the reader sees."""
    return f"{(address or '').split('?')[0].split('#')[0].rstrip('/')}/?answer={answer_id}"


def _rating(shared: Shared, body: Mapping[str, Any], kept: Kept) -> None:
    """Show what this reader thinks of the answer as it is kept, whatever this tab showed before another one changed it."""
    held, thumb, reason = st.session_state, f"thumb-{kept.id}", f"reason-{kept.id}"
    given = (shared, body, kept.id, kept.owner)
    held[thumb] = kept.thumb
    with st.container(horizontal=True, vertical_alignment="center"):
        note("Was this right?")
        st.feedback("thumbs", key=thumb, on_change=_rate, args=given)
    if kept.thumb == 0:
        held[reason] = kept.reason or ""
        st.text_input("What was wrong?", key=reason, on_change=_rate, args=given)
    show_fault(thumb)


def _rate(shared: Shared, body: Mapping[str, Any], answer_id: str, owner: str) -> None:
    """Keep a thumb that was given, changed or taken back: in a callback, so that only what a reader does is written."""
    thumb = st.session_state.get(f"thumb-{answer_id}")
    with told(f"thumb-{answer_id}"):
        before, now = shared.desk.history.get(answer_id, owner), _standing(shared, body)
        if before is None:
            return
        home, reason = shared.desk.settings.home, before.reason or ""
        without = bool(thumb) and _nothing_stands(body, now)
        if before.thumb is not None and (thumb is None or without):
            for made_of in (body, now):
                drop_case(home, rated_case(made_of, answer_id, before.thumb, reason))
        if thumb is None:
            shared.desk.history.rate(answer_id, owner, None, None)
            return
        reason = st.session_state.get(f"reason-{answer_id}", reason)
        shared.desk.history.rate(answer_id, owner, thumb, reason or None)
        if without:
            st.toast(f"Your thumb is kept, without an evaluation case. {GONE}")
        else:
            keep_case(home, rated_case(now, answer_id, thumb, reason))


def _save_case(shared: Shared, body: Mapping[str, Any], kept: Kept) -> None:
    now = _standing(shared, body)
    if _nothing_stands(body, now):
        st.error(f"Not saved. {GONE}")
        return
    keep_case(shared.desk.settings.home, evaluation_case(now, kept.id))
    gone = len(body["citations"]) - len(now["citations"])
    left = f" Without {gone} of its passages, which were removed or changed since." if gone else ""
    st.toast(f"Saved. The Evaluation page has it under “Cases of your own”.{left}")


def _standing(shared: Shared, body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return an answer with those of its citations whose words are where they were: only these can be expected again."""

    def stands(cited: Mapping[str, Any]) -> bool:
        stored = shared.desk.store.article(ArticleId(cited["article_id"]))
        return stored is not None and stored.article.text[cited["start"] : cited["end"]] == cited["text"]

    return {**body, "citations": [c for c in body["citations"] if stands(c)]}


def _nothing_stands(body: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    return bool(body["citations"]) and not now["citations"]
