"""Ask: a question, and an answer whose every sentence can be looked up beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import streamlit as st

from rag.store.history import Kept
from ui.ask.after import link_to, show_actions
from ui.ask.answer import show_answer
from ui.ask.asking import ask_anew, chosen_filters, filters, refused, show_refusal, submit
from ui.ask.timespan import show_time
from ui.desk import Shared, owner, shared
from ui.parts.address import keep_address
from ui.parts.faults import show_fault, told
from ui.parts.in_view import place_of
from ui.parts.menu import close_after_a_choice
from ui.parts.notes import note
from ui.parts.printed import printed_sources
from ui.parts.render import isolated, label, md
from ui.parts.source import show_source
from ui.parts.views import AnswerView, answer_view
from ui.work.tasks import Step

POLL_S = 0.3
FIRST_SIGHT_S = 0.8
RECENT = 15
CUT_OFF = "This question was not answered: the app was stopped before it was done."


def main() -> None:
    """Show the page."""
    parts = shared()
    answer_id = st.query_params.get("answer")
    if answer_id:
        # Nearly always there at once: drawn with what is found, the page needs no second round.
        parts.jobs.first_sight(answer_id, owner(), FIRST_SIGHT_S)
    _page(parts, answer_id)
    _sidebar(parts, answer_id)  # last, so that a question which ended meanwhile is not listed as under way


def _page(parts: Shared, answer_id: str | None) -> None:
    st.title("Ask the news", anchor=False)
    if parts.desk.store.counts().articles == 0:
        _nothing_yet(parts)
        if not answer_id:
            return
    kept = parts.desk.history.get(answer_id, owner()) if answer_id else None
    view = answer_view(json.loads(kept.body)) if kept else None
    if parts.desk.store.counts().articles:  # an answer given before the library was emptied stays at its link
        _question_box(parts, view, kept)
    with place_of(f"{answer_id} {'finished' if kept else 'under way'}" if answer_id else "suggestions"):
        if not answer_id:
            _suggestions(parts)
        elif kept is not None and view is not None:
            _finished(parts, view, json.loads(kept.body), kept)
        elif (progress := parts.jobs.progress(answer_id, owner())) is not None:
            if progress.state == "failed":
                _not_answered(answer_id, progress.asked, progress.question, progress.error or "")
            else:
                _running(answer_id)
        elif (begun := parts.desk.history.begun(answer_id, owner())) is not None:
            _not_answered(answer_id, begun.question, begun.understood, CUT_OFF)
        else:
            st.warning("There is no such answer here. It may have been asked by somebody else, or deleted.")


def _nothing_yet(parts: Shared) -> None:
    with st.container(border=True):
        st.header("There are no articles yet", anchor=False)
        st.write(
            "Add your own on the Library page, or begin with the sample news: 61 short articles of an invented country."
        )
        with st.container(horizontal=True):
            if st.button("Add the sample news", type="primary"):
                _add_sample(parts)
            st.page_link("screens/library.py", label="Go to the library", icon=":material/library_books:")


def _add_sample(parts: Shared) -> None:
    """Add the sample as the one piece of work of this process, and wait for it: whoever presses second waits for the first."""
    from rag.sample import articles, path

    def work() -> Iterator[Step]:
        for item in parts.desk.ingest([str(path())]):
            yield Step(item.ref, item.fate != "rejected")

    mine, name = ("ask", owner()), "Adding the sample news"
    begun, now = parts.tasks.start(name, len(articles()), work, whose=mine), parts.tasks.state()
    if not begun and now is not None and now.name != name:
        st.warning("Something else is being added. Try again when it is done.")
        return
    bar, over = st.progress(0.0, text=f"{name} …"), False
    while not over:
        over, now = parts.tasks.wait(POLL_S), parts.tasks.state()
        if now is not None and now.total:
            bar.progress(min(1.0, now.done / now.total), text=f"{name}: {now.done} of {now.total}")
    bar.empty()
    if (ended := parts.tasks.ended(mine)) and ended.error:
        st.error(md(ended.error))
        return
    st.rerun()


def _question_box(parts: Shared, view: AnswerView | None, kept: Kept | None) -> None:
    with st.form("ask", border=False, clear_on_submit=True), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            "Your question" if view is None else "Your question, or a follow-up",
            placeholder="What did the minister say about the strike?",
            key="question",
        )
        # In a callback, so that the question is under way before the page is drawn, and the page is drawn once.
        st.form_submit_button(
            "Ask", type="primary", icon=":material/send:", on_click=_ask_typed,
            args=(view.question if view else None, kept.id if kept else None),
        )  # fmt: skip
    show_refusal("question")
    filters(parts)
    if parts.model.state().running:
        _model_is_coming()


def _ask_typed(before: str | None, follows: str | None) -> None:
    words = st.session_state.get("question", "")
    if not refused(words, "question", chosen_filters()):
        submit(shared(), words, chosen_filters(), before=before, follows=follows)


def _ask_suggested(text: str) -> None:
    submit(shared(), text, chosen_filters())


@st.fragment(run_every=1.0)
def _model_is_coming() -> None:
    state = shared().model.state()
    if not state.running:  # drawn by the page, which asks no more
        st.rerun()
        return
    if state.total:
        st.progress(
            state.share,
            text=f"Fetching the language model, {state.done / 1e6:,.0f} of {state.total / 1e6:,.0f} MB. "
            "Until it is here, answers are made of the sources' own sentences.",
        )


def _suggestions(parts: Shared) -> None:
    note("Or begin with one of these")
    for number, text in enumerate(_suggested(parts.desk.store.generation())):
        st.button(
            label(text, 120), key=f"suggestion-{number}", icon=":material/arrow_forward:", on_click=_ask_suggested,
            args=(text,),
        )  # fmt: skip


@st.cache_data(show_spinner=False, max_entries=4)
def _suggested(generation: int) -> tuple[str, ...]:  # noqa: ARG001 - the key of the cache
    return shared().desk.suggestions(3)


@st.fragment(run_every=POLL_S)
def _running(answer_id: str) -> None:
    parts = shared()
    progress = parts.jobs.progress(answer_id, owner())
    if progress is None or progress.state in ("done", "failed"):  # drawn by the page, which asks no more
        st.rerun()
        return
    st.header(label(progress.asked, 140), anchor=False)
    waiting = f"Waiting: {progress.ahead} before this one" if progress.state == "waiting" and progress.ahead else None
    with st.container(horizontal=True, vertical_alignment="center"):
        draft = isolated(label(progress.draft, 150))
        writing = f"Checking: {draft}" if progress.draft else "Writing from the evidence …"
        under_way = waiting or (writing if progress.body else "Searching …")
        note("Stopping …" if progress.stopping else under_way)
        st.button(
            "Stop", icon=":material/stop:", disabled=progress.stopping, on_click=parts.jobs.stop,
            args=(answer_id, owner()),
        )  # fmt: skip
    if progress.body is not None:
        with st.container(key="reading"):
            show_answer(answer_view(progress.body), answer_id, running=True)


def _not_answered(answer_id: str, asked: str, understood: str, why: str) -> None:
    """Show a question that failed, or whose answer ended with the process that was making it."""
    st.header(label(asked, 140), anchor=False)
    st.error(md(why))
    with st.container(horizontal=True):
        given = (answer_id, asked, understood)
        st.button("Ask again", icon=":material/refresh:", on_click=_ask_instead, args=given)
        st.button("Forget this question", icon=":material/delete:", on_click=_forget, args=(answer_id,))
    show_fault(answer_id)


def _ask_instead(answer_id: str, asked: str, understood: str) -> None:
    parts = shared()
    with told(answer_id):
        if ask_anew(parts, asked, understood):
            parts.desk.history.forget(answer_id, owner())


def _forget(answer_id: str) -> None:
    with told(answer_id):
        shared().desk.history.forget(answer_id, owner())
        st.query_params.clear()


def _finished(parts: Shared, view: AnswerView, body: Mapping[str, Any], kept: Kept) -> None:
    cited = view.citation(_number(st.query_params.get("cite")))
    keep_address({"answer": kept.id} | ({"cite": str(cited.n)} if cited else {}))
    left, right = st.columns([3, 2], gap="large") if cited else (st.container(), None)
    with left, st.container(key="reading"):
        st.header(label(kept.question, 140), anchor=False)
        if view.question != kept.question:
            note(f"Understood as: {isolated(md(view.question))}")
        show_time(parts, view, kept)
        show_answer(view, kept.id, running=False)
        show_actions(parts, view, body, kept)
    if cited is not None and right is not None:
        with right:
            show_source(parts.desk, cited, "screens/ask.py", {"answer": kept.id})
    st.html(printed_sources(view.citations, link_to(st.context.url, kept.id)))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 5 else 0


def _sidebar(parts: Shared, answer_id: str | None) -> None:
    with st.sidebar:
        st.page_link("screens/ask.py", label="New question", icon=":material/add:", query_params={})
        running = parts.jobs.open(owner())
        cut_off = parts.desk.history.unanswered(owner(), RECENT)
        recent = parts.desk.history.recent(owner(), RECENT)
        answered = {kept.id for kept in recent}  # an answer is kept before its job ends: it is listed once
        for job_id, asked in (job for job in running if job[0] not in answered):
            st.page_link(
                "screens/ask.py", label=label(asked, 48), icon=":material/hourglass_top:",
                query_params={"answer": job_id}, help="Being answered",
            )  # fmt: skip
        under_way = {job_id for job_id, _ in running}
        for begun in (b for b in cut_off if b.id not in answered | under_way):
            st.page_link(
                "screens/ask.py", label=label(begun.question, 48), icon=":material/error:",
                query_params={"answer": begun.id}, help="Not answered",
            )  # fmt: skip
        if recent:
            note("Asked before")
        with st.container(gap=None, key="history"):
            for kept in recent:
                with st.container(key="in-view" if kept.id == answer_id else f"asked-{kept.id}"):
                    st.page_link("screens/ask.py", label=label(kept.question, 90), query_params={"answer": kept.id})
        close_after_a_choice()


main()
