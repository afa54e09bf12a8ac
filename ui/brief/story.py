"""A story of a brief: its sentences with their numbers, and behind it articles, timeline, differences, a question."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from rag.store.history import Kept
from rag.types import ArticleId
from ui.ask.answer import answer_lines
from ui.ask.asking import Filters, queue, refused, show_refusal
from ui.brief.views import reports, standing, why
from ui.desk import Shared, owner, shared
from ui.parts.cited import ARTICLE, BRIEF, Pointer, cited_line, numbered
from ui.parts.notes import note
from ui.parts.render import isolated, md, outlet_and_day
from ui.parts.views import answer_view, spell

Json = Mapping[str, Any]
POLL_S = 0.4


def sentence(said: Json, body: Json, key: str, before: str = "") -> None:
    """Show a sentence with links to the words that it rests on. ``before`` is Markdown."""
    sources = {c["n"]: c for c in body["citations"]}
    numbers = [_number(body, sources[n]) for n in said["citations"] if n in sources]
    words = md(said["text"])
    cited_line(f"{before}{isolated(words)}" if before else words, numbers, key)


def _number(body: Json, source: Json) -> Pointer:
    place = outlet_and_day(source["source"] or "unknown outlet", spell(source["published"]))
    return numbered(source["n"], BRIEF, {"date": body["date"]}, place)


def show_story(parts: Shared, body: Json, story: Json, day: date) -> None:
    """Show a story."""
    st.divider()
    st.header(md(story["headline"]), anchor=False)
    note(" · ".join(isolated(md(s)) for s in standing(story)))
    key = story["id"]
    for i, said in enumerate(story["sentences"]):
        sentence(said, body, f"{key}-told-{i}")
    for i, change in enumerate(story["what_changed"] or ()):
        front = "What changed" if change["old"] or change["about"] else "What is new"
        sentence(change["new"], body, f"{key}-new-{i}", f"**{front}:** ")
        if change["old"]:
            sentence(change["old"], body, f"{key}-old-{i}", "*Before:* ")
    for i, quote in enumerate(story["quotes"]):
        exact = {"text": f"“{quote['text']}”", "citations": quote["citations"]}
        sentence(exact, body, f"{key}-quote-{i}", f"**{md(quote['speaker'])}**: ")
    for i, unknown in enumerate(story["unknown"]):
        sentence(unknown, body, f"{key}-unknown-{i}", "**Not known:** ")
    if story["conflicts"]:
        st.markdown("**The reports differ**")
        _differences(body, story)
    _behind(parts, body, story)
    asked = f"asked-{story['id']}-{day}"
    with st.container(horizontal=True):
        _why(story)
        _ask(story, asked)
    _answered(parts, asked)


def _differences(body: Json, story: Json) -> None:
    by_number = {c["n"]: c for c in body["citations"]}
    for i, conflict in enumerate(story["conflicts"]):
        note(f"on {isolated(md(conflict['about']))}")
        for side, claim in enumerate(conflict["claims"]):
            source = by_number.get(next(iter(claim["citations"]), 0), {})
            where = outlet_and_day(source.get("source") or "unknown outlet", spell(source.get("published")))
            sentence(claim, body, f"{story['id']}-side-{i}-{side}", f"– *{where}:* ")


def _behind(parts: Shared, body: Json, story: Json) -> None:
    with st.expander("Articles, copies, timeline"):
        found = [s for i in story["articles"] if (s := parts.desk.store.article(ArticleId(i))) is not None]
        for at, report in enumerate(reports(found)):
            with st.container(gap=None, key=f"row-{story['id']}-{at}"):
                st.page_link(ARTICLE, label=md(report.title), query_params={"id": report.article_id})
                copied = f"; copied by {', '.join(isolated(md(c)) for c in report.copies)}" if report.copies else ""
                note(outlet_and_day(report.source, report.published) + copied)
        if gone := len(story["articles"]) - len(found):
            note(f"{gone} of its articles were removed from the library since.")
        if story["timeline"]:
            st.markdown("**What came before**")
        for i, step in enumerate(story["timeline"]):
            sentence(step, body, f"{story['id']}-step-{i}", f"*{md(spell(step['event_date'] or step['published']))}:* ")


def _why(story: Json) -> None:
    with st.popover("Why is this here?", icon=":material/balance:"):
        rows = "\n".join(f"| {md(words)} | {weight:.2f} |" for words, weight in why(story))
        st.markdown(f"| what counts | gives |\n|---|---|\n{rows}")
        note(f"Importance {story['importance']:.2f} of 1. The weights are settings; see the docs of briefs.")


def _ask_typed(asked: str, headline: str) -> None:
    key = f"words-{asked}"
    words = st.session_state.get(key, "")
    if words.strip() and not refused(words, key):
        st.session_state[asked] = queue(shared(), words, Filters(None, None, ()), before=headline)


def _ask(story: Json, asked: str) -> None:
    with (
        st.popover("Ask about this story", icon=":material/forum:"),
        st.form(f"form-{asked}", border=False, clear_on_submit=True),
    ):
        st.text_input("Your question", key=f"words-{asked}")
        show_refusal(f"words-{asked}")
        st.form_submit_button(
            "Ask", icon=":material/send:", type="primary", on_click=_ask_typed, args=(asked, story["headline"])
        )


def _answered(parts: Shared, asked: str) -> None:
    answer_id = st.session_state.get(asked)
    if answer_id is None:
        return
    progress = parts.jobs.progress(answer_id, owner())
    kept = parts.desk.history.get(answer_id, owner())
    if kept is not None:
        _answer(kept)
    elif progress is not None and progress.state == "failed":
        st.error(md(progress.error or ""))
    elif progress is not None and progress.state != "done":
        _waiting(answer_id)
    else:
        st.warning("The answer to your question is not here any more. Ask it again.")


@st.fragment(run_every=POLL_S)
def _waiting(asked: str) -> None:
    progress = shared().jobs.progress(asked, owner())
    if progress is None or progress.state in ("done", "failed"):
        st.rerun()
    else:
        note("Looking it up …")


def _answer(kept: Kept) -> None:
    view = answer_view(json.loads(kept.body))
    with st.container(border=True):
        st.markdown(f"**{md(kept.question)}**")
        if not view.sentences:
            st.markdown(md(view.headline))
        answer_lines(view, kept.id, f"in-place-{kept.id}")
        st.page_link("screens/ask.py", label="Open on the Ask page", query_params={"answer": kept.id})
