"""Status: the models, whether text leaves this machine, health, versions."""

from __future__ import annotations

import time
from importlib.metadata import version

import streamlit as st

from rag.service.doctor import Findings, examine
from rag.types import Question
from ui.desk import Shared, shared
from ui.notes import note
from ui.render import md

PARTS = ("dateline-news", "streamlit", "chromadb", "langchain", "openai", "tiktoken", "onnxruntime", "xllamacpp")


def main() -> None:
    """Show the page."""
    parts = shared()
    st.title("Status")
    _models(parts)
    _health(parts)
    _versions()


def _models(parts: Shared) -> None:
    settings = parts.desk.settings
    st.subheader("Models")
    local = settings.llm == "none" or settings.llm.startswith("embedded")
    stays = local and settings.embeddings == "embedded"
    rows = {
        "Language model": settings.llm,
        "Embeddings": settings.embeddings,
        "Model files": str(settings.cache),
        "Data folder": str(settings.home),
    }
    for name, value in rows.items():
        st.markdown(f"**{name}**: {md(value)}")
    if stays:
        st.success("No text leaves this machine.", icon=":material/lock:")
    else:
        st.warning("Questions and evidence are sent to the provider named above.", icon=":material/cloud_upload:")
    if st.button("Ask the model a test question", icon=":material/play_arrow:"):
        _try(parts)
    used = _used(parts)
    note(f"Tokens in the answers kept here: {used[0]:,} read, {used[1]:,} written. Cost reported: {used[2]}")
    note("Another model: set DATELINE_LLM (see docs/settings.md) and start the app again.")


def _try(parts: Shared) -> None:
    started = time.monotonic()
    with st.spinner("Asking …"):
        answer = parts.desk.ask(Question("What is the news?", parts.desk.now()))
    took = time.monotonic() - started
    if answer.note:
        st.error(md(answer.note))
    else:
        st.success(f"{md(answer.trace.llm)} answered in {took:.1f} s ({answer.status}).")


def _used(parts: Shared) -> tuple[int, int, str]:
    import json

    from ui.desk import owner

    read = written = 0
    cost: float | None = None
    for kept in parts.desk.history.recent(owner(), 1000):
        trace = json.loads(kept.body).get("trace", {})
        read += trace.get("tokens", {}).get("prompt", 0)
        written += trace.get("tokens", {}).get("completion", 0)
        if trace.get("cost_usd") is not None:
            cost = (cost or 0.0) + trace["cost_usd"]
    return read, written, "none" if cost is None else f"{cost:.4f} US dollars"


@st.cache_data(ttl=20, show_spinner="Looking at everything …")
def _findings() -> Findings:
    settings = shared().desk.settings
    return examine(lambda: settings)


def _health(parts: Shared) -> None:
    st.subheader("Health")
    if st.button("Look again", icon=":material/refresh:"):
        _findings.clear()
    found = _findings()
    if not found.problems:
        st.success("All is well.", icon=":material/check_circle:")
    for problem in found.problems:
        with st.container(border=True):
            st.markdown(f"**{md(problem.what)}**  \n{md(problem.why)}  \n{md(problem.fix)}")
            if "dateline reindex" in problem.fix and st.button("Rebuild the index now", key=problem.why):
                with st.spinner("Rebuilding …"):
                    parts.desk.reindex()
                _findings.clear()
                st.rerun()


def _versions() -> None:
    with st.expander("Versions"):
        for name in PARTS:
            st.markdown(f"{md(name)}: {md(version(name))}")


main()
