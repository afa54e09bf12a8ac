"""Status: the models, whether text leaves this machine, health, versions."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import streamlit as st

from rag.errors import DatelineError
from rag.service.doctor import Findings, examine, leaves_machine
from rag.types import Question
from ui.desk import Shared, owner, shared
from ui.parts.notes import note
from ui.parts.render import homely, md
from ui.work.rebuild import begin_rebuild
from ui.work.tasks import Whose

MODELS = {
    "embedded": "embedded: 1.5 billion parameters, on this machine",
    "embedded:small": "embedded:small: 0.5 billion parameters, on this machine",
    "none": "none: the sources' own sentences",
}
PARTS = ("dateline-news", "streamlit", "chromadb", "langchain", "openai", "tiktoken", "onnxruntime", "xllamacpp")


def main() -> None:
    """Show the page."""
    parts = shared()
    st.title("Status", anchor=False)
    _models(parts)
    _health(parts)
    _versions()


def _models(parts: Shared) -> None:
    settings, name = parts.desk.settings, parts.desk.llm
    st.header("Models", anchor=False)
    rows = {
        "Language model": MODELS.get(name, name),
        "Embeddings": "embedded: on this machine" if settings.embeddings == "embedded" else settings.embeddings,
        "Model files": homely(settings.cache, Path.home()),
        "Data folder": homely(settings.home, Path.home()),
    }
    st.markdown(
        "| part | in use |\n|---|---|\n" + "\n".join(f"| **{what}** | {md(value)} |" for what, value in rows.items())
    )
    if not leaves_machine(replace(settings, llm=name)):
        st.success("No text leaves this machine.", icon=":material/lock:")
    else:
        st.warning("Questions and evidence are sent to the provider named above.", icon=":material/cloud_upload:")
    _loading(parts)
    if st.button("Ask the model a test question", icon=":material/play_arrow:"):
        _try(parts)
    _switch(parts)
    used = _used(parts)
    note(f"Tokens in the answers kept here: {used[0]:,} read, {used[1]:,} written. Cost reported: {used[2]}")


def _loading(parts: Shared) -> None:
    state = parts.model.state()
    if state.running:
        _progress()
    elif state.why:
        st.error(f"The language model is not at hand: {md(state.why)}")
        note("Until it is, answers are made of the sources' own sentences, or the question is refused with the reason.")
        if st.button("Try to fetch it again", icon=":material/refresh:"):
            try:
                _change(parts, parts.desk.llm)
            except DatelineError as error:
                st.error(_told(error))
            else:
                st.rerun()


def _change(parts: Shared, name: str) -> bool:
    """Begin to load a model between two questions; return False while one is being loaded.

    Raises:
        DatelineError: it cannot be used.
    """
    with st.spinner("Waiting for the question that is being answered …"), parts.jobs.between():
        return parts.model.change(name)


@st.fragment(run_every=0.7)
def _progress() -> None:
    state = shared().model.state()
    if not state.running:
        st.rerun()
        return
    size = f": {state.done / 1e6:,.0f} of {state.total / 1e6:,.0f} MB" if state.total else ""
    st.progress(state.share, text=f"Getting {md(state.name)}{size}. Answers go on in the sources' own words meanwhile.")


def _switch(parts: Shared) -> None:
    with st.expander("Use another model", icon=":material/swap_horiz:"), st.form("model", border=False):
        # By their beginning: loosely matched, a name typed in full would pick another whose description has its letters.
        chosen = st.selectbox(
            "Model", list(MODELS), format_func=lambda n: MODELS[n], accept_new_options=True, filter_mode="prefix"
        )
        note(
            "Or type provider:model, for example openai:gpt-5.4; its key is read from the environment. The choice holds "
            "for everybody until the app is started again; DATELINE_LLM makes it last (docs/settings.md)."
        )
        if st.form_submit_button("Use it, with a test question"):
            try:
                changed = _change(parts, str(chosen).strip())
            except DatelineError as error:
                st.error(f"{_told(error)} Questions go on with {md(parts.desk.llm)}.")
                return
            if not changed:
                st.warning("A model is being fetched. Try again when it is here.")
                return
            st.session_state["model-test"] = True
            st.rerun()
    if st.session_state.get("model-test") and not parts.model.state().running:
        del st.session_state["model-test"]
        if not parts.model.state().why:
            _try(parts)


def _try(parts: Shared) -> None:
    started = time.monotonic()
    try:
        with st.spinner("Asking …"):
            answer = parts.desk.ask(Question("What is the news?", parts.desk.now()))
    except DatelineError as error:
        st.error(_told(error))
        return
    took = time.monotonic() - started
    if answer.note:
        st.error(md(answer.note))
    else:
        st.success(f"{md(answer.trace.llm)} answered in {took:.1f} s ({answer.status}).")


def _told(error: DatelineError) -> str:
    return md(str(error).rstrip(".") + ".")


def _used(parts: Shared) -> tuple[int, int, str]:
    read = written = 0
    cost: float | None = None
    for kept in parts.desk.history.recent(owner(), 1000):
        trace = json.loads(kept.body).get("trace", {})
        read += trace.get("tokens", {}).get("prompt") or 0
        written += trace.get("tokens", {}).get("completion") or 0
        if trace.get("cost_usd") is not None:
            cost = (cost or 0.0) + trace["cost_usd"]
    return read, written, "none" if cost is None else f"{cost:.4f} US dollars"


@st.cache_data(ttl=20, show_spinner="Looking at everything …")
def _findings(llm: str) -> Findings:
    settings = replace(shared().desk.settings, llm=llm)
    return examine(lambda: settings)


def _health(parts: Shared) -> None:
    st.header("Health", anchor=False)
    now = parts.tasks.state()
    if busy := now is not None and now.running:
        _working()
    elif (ended := parts.tasks.ended(_mine())) and ended.error:
        st.error(md(ended.error))
    if st.button("Look again", icon=":material/refresh:"):
        parts.tasks.clear(_mine())
        _findings.clear()
    found = _findings(parts.desk.llm)  # what is in use, which may have been changed on this page
    if not found.problems:
        st.success("All is well.", icon=":material/check_circle:")
    for problem in found.problems:
        with st.container(border=True):
            st.markdown(f"**{md(problem.what)}**  \n{md(problem.why)}  \n{md(problem.fix)}")
            if "dateline reindex" in problem.fix and st.button("Rebuild the index now", key=problem.why, disabled=busy):
                if begin_rebuild(parts.desk, parts.tasks, _mine()):
                    st.rerun()
                st.warning("Something else is running. Try again when it is done.")


def _mine() -> Whose:
    """Return whose work the page tells the end of: that of this reader on this page."""
    return "status", owner()


@st.fragment(run_every=0.7)
def _working() -> None:
    """Show the one piece of work of this process: two at a time would wait for each other without a word."""
    state = shared().tasks.state()
    if state is None or not state.running:
        _findings.clear()
        st.rerun()
        return
    share = min(1.0, state.done / state.total) if state.total else 0.0
    st.progress(share, text=f"{md(state.name)}: {state.done:,}" + (f" of {state.total:,}" if state.total else ""))


def _versions() -> None:
    with st.expander("Versions"):
        lines = [f"| {md(name)} | {md(version(name))} |" for name in PARTS]
        st.markdown("| package | version |\n|---|---|\n" + "\n".join(lines))


main()
