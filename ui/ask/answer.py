"""An answer on the page: evidence first, then sentences with their numbers, then what else there is to know."""

from __future__ import annotations

import streamlit as st

from rag.types import missing_heading
from ui.parts.cited import ARTICLE, ASK, Pointer, cited_line, numbered, sourced
from ui.parts.notes import note
from ui.parts.render import highlighted, isolated, lacking, limited_to, md, outlet_and_day, place
from ui.parts.views import AnswerView, EvidenceView, QuoteView, told

SHOWN_AT_FIRST = 4
MOST_EVIDENCE = 30


def show_answer(view: AnswerView, answer_id: str, *, running: bool) -> None:
    """Show an answer, whole or as far as it is."""
    if only := limited_to(view):
        note(only)
    answer_lines(view, answer_id)
    if not running:
        _ending(view)
    _conflicts(view, answer_id)
    _quotes(view)
    _withheld(view)
    _evidence(view, running=running)


def _number(view: AnswerView, answer_id: str, n: int, name: str = "") -> Pointer | None:
    cited = view.citation(n)
    return numbered(n, ASK, {"answer": answer_id}, place(cited), name) if cited is not None else None


def answer_lines(view: AnswerView, answer_id: str, key: str = "answer") -> None:
    """Show the sentences of an answer, each with its numbers."""
    for at, sentence in enumerate(view.sentences):
        numbers = [_number(view, answer_id, n) for n in sentence.citations]
        cited_line(md(sentence.text), [n for n in numbers if n is not None], f"{key}-{at}")


def _ending(view: AnswerView) -> None:
    if view.status == "abstained":
        with st.container(border=True):
            st.markdown(f"**{md(view.headline)}**")
            if view.missing:
                st.write(md(lacking(view, view.missing)[1]))
            if view.newest:
                note(f"The newest article that came near is of {md(view.newest)}.")
    elif view.missing:
        st.warning(f"{missing_heading(view.missing)}: {isolated(md(view.missing))}", icon=":material/help:")
    if view.note:
        st.info(md(view.note), icon=":material/info:")


def _conflicts(view: AnswerView, answer_id: str) -> None:
    for number, conflict in enumerate(view.conflicts):
        with st.container(key=f"differ-{number}", gap="small"):
            st.markdown(f"**The sources differ** on {isolated(md(conflict.about))}")
            rows = "\n".join(f"| {md(c.text)} | {md(c.source)} | {md(c.published)} |" for c in conflict.claims)
            st.markdown(f"| claim | outlet | published |\n|---|---|---|\n{rows}")
            sides = [_number(view, answer_id, c.citation, f" {isolated(md(c.source))}") for c in conflict.claims]
            cited_line("See the words in", [s for s in sides if s is not None], f"sides-{number}")


def _quotes(view: AnswerView) -> None:
    if not view.quotes:
        return
    with st.expander(f"Who said what ({len(view.quotes)})", icon=":material/format_quote:", expanded=True):
        for at, quote in enumerate(view.quotes):
            mark = ("“", "”") if quote.kind == "direct" else ("", "")
            where = Pointer(outlet_and_day(quote.source, quote.published), ARTICLE, _span(quote))
            sourced(f"**{md(quote.speaker)}**: {isolated(mark[0] + md(quote.text) + mark[1])}", where, f"quote-{at}")


def _span(found: QuoteView | EvidenceView) -> dict[str, str]:
    return {"id": found.article_id, "start": str(found.start), "end": str(found.end)}


def _withheld(view: AnswerView) -> None:
    if not view.withheld:
        return
    count = len(view.withheld)
    with st.expander(f"{count} {'sentence' if count == 1 else 'sentences'} withheld", icon=":material/block:"):
        note("Written, but not shown as an answer, because it could not be verified.")
        for text, reason in view.withheld:
            st.markdown(f"{md(text)}  \n*{md(reason)}*")


def _evidence(view: AnswerView, *, running: bool) -> None:
    if not view.evidence:
        return
    best = sorted(view.evidence, key=lambda e: -e.score)[: SHOWN_AT_FIRST if running else MOST_EVIDENCE]
    abstained = view.status == "abstained" and not running
    count = f"{len(view.evidence)} {'sentence' if len(view.evidence) == 1 else 'sentences'}"
    title = "The nearest things that the sources say" if abstained else f"Evidence ({count})"
    with st.expander(title, expanded=running or not view.sentences, icon=":material/search:"):
        if not abstained and (found := told(view)):
            note(md(found))
        for at, sentence in enumerate(best):
            where = Pointer(outlet_and_day(sentence.source, sentence.published), ARTICLE, _span(sentence))
            sourced(highlighted(sentence.text, view.question), where, f"evidence-{at}")
        if not running and len(view.evidence) > len(best):
            note(f"and {len(view.evidence) - len(best)} more that are less near; the {len(best)} nearest are shown.")
