"""An answer on the page: evidence first, then sentences with their numbers, then what else there is to know."""

from __future__ import annotations

import streamlit as st

from ui.notes import note
from ui.render import highlighted, md, place
from ui.views import AnswerView, SentenceView, told

SHOWN_EVIDENCE = 4


def show_answer(view: AnswerView, answer_id: str, *, running: bool) -> None:
    """Show an answer, whole or as far as it is."""
    _reports(view)
    for number, sentence in enumerate(view.sentences):
        _sentence(view, sentence, answer_id, number)
    if not running:
        _ending(view)
    _conflicts(view, answer_id)
    _quotes(view)
    _withheld(view)
    _evidence(view, opened=running or not view.sentences)


def _reports(view: AnswerView) -> None:
    if copies := told(view):
        note(md(copies))


def _sentence(view: AnswerView, sentence: SentenceView, answer_id: str, number: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"sentence-{number}"):
        st.markdown(md(sentence.text), width="content")
        for n in sentence.citations:
            _number(view, answer_id, n)


def _number(view: AnswerView, answer_id: str, n: int, name: str = "") -> None:
    cited = view.citation(n)
    if cited is not None:
        st.page_link(
            "screens/ask.py", label=f"\\[{n}\\]{name}", width="content",
            query_params={"answer": answer_id, "cite": str(n)}, help=f"Show source {n}: {place(cited)}",
        )  # fmt: skip


def _ending(view: AnswerView) -> None:
    if view.status == "abstained":
        with st.container(border=True):
            st.markdown(f"**{md(view.headline)}**")
            if view.missing:
                st.write(md(view.missing[:1].upper() + view.missing[1:] + "."))
            if view.newest:
                note(f"The newest article that came near is of {md(view.newest)}. The nearest things said are below.")
    elif view.missing:
        st.warning(f"Not in the sources: {md(view.missing)}", icon=":material/help:")
    if view.note:
        st.info(md(view.note), icon=":material/info:")


def _conflicts(view: AnswerView, answer_id: str) -> None:
    for number, conflict in enumerate(view.conflicts):
        st.markdown(f"**The sources differ** on {md(conflict.about)}")
        rows = "\n".join(
            f"| {md(c.text)} | {md(c.source)} | {md(c.published)} | \\[{c.citation}\\] |" for c in conflict.claims
        )
        st.markdown(f"| claim | outlet | published | source |\n|---|---|---|---|\n{rows}")
        with st.container(horizontal=True, vertical_alignment="center", key=f"sides-{number}"):
            note("See it in")
            for c in conflict.claims:
                _number(view, answer_id, c.citation, f" {md(c.source)}")


def _quotes(view: AnswerView) -> None:
    if not view.quotes:
        return
    with st.expander(f"Who said what ({len(view.quotes)})", icon=":material/format_quote:"):
        for quote in view.quotes:
            mark = ("“", "”") if quote.kind == "direct" else ("", "")
            st.markdown(f"**{md(quote.speaker)}**: {mark[0]}{md(quote.text)}{mark[1]}")


def _withheld(view: AnswerView) -> None:
    if not view.withheld:
        return
    count = len(view.withheld)
    with st.expander(f"{count} {'sentence' if count == 1 else 'sentences'} withheld", icon=":material/block:"):
        note("Written, but not shown as an answer, because it could not be verified.")
        for text, reason in view.withheld:
            st.markdown(f"{md(text)}  \n*{md(reason)}*")


def _evidence(view: AnswerView, *, opened: bool) -> None:
    if not view.evidence:
        return
    best = sorted(view.evidence, key=lambda e: -e.score)
    with st.expander(f"Evidence ({len(view.evidence)} sentences)", expanded=opened, icon=":material/search:"):
        for sentence in best[: SHOWN_EVIDENCE if opened else 30]:
            st.markdown(
                f"{highlighted(sentence.text, view.question)}  \n*{md(sentence.source)}, {md(sentence.published)}*"
            )
