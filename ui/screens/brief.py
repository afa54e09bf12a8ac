"""Brief: what happened on a day, one story an event, each sentence cited."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from ui.asking import Filters, queue
from ui.briefs import watch, watched
from ui.desk import Shared, shared
from ui.notes import note
from ui.render import md
from ui.source import show_source
from ui.views import CitationView, spell

KINDS = {"new": "New", "update": "Update", "correction": "Correction"}
Json = Mapping[str, Any]


def main() -> None:
    """Show the page."""
    parts = shared()
    st.title("Brief")
    days = [c.day for c in parts.desk.store.coverage() if c.day is not None and c.day <= parts.desk.now().date()]
    if not days:
        st.info("There are no dated articles yet. Add some on the Library page.")
        return
    day = _chosen_day(min(days), max(days))
    body = parts.briefs.get(day)
    if body is not None:
        _brief(parts, body, day)
    elif parts.briefs.making(day) is not None:
        _making(day.isoformat())
    else:
        st.write("This brief has not been made from the articles that are here now.")
        if st.button("Make this brief", type="primary", icon=":material/newspaper:"):
            parts.briefs.make(day, watched(parts.desk.settings.home))
            st.rerun()
    _watching(parts)


def _chosen_day(first: date, last: date) -> date:
    try:
        asked = date.fromisoformat(st.query_params.get("date", ""))
    except ValueError:
        asked = last
    chosen = st.date_input("Day", value=min(max(asked, first), last), min_value=first, max_value=last, width=220)
    day = chosen if isinstance(chosen, date) else last
    if day != asked or "date" not in st.query_params:
        st.query_params.from_dict({"date": day.isoformat()})
    return day


@st.fragment(run_every=0.5)
def _making(day: str) -> None:
    state = shared().briefs.making(date.fromisoformat(day))
    if state is None:
        st.rerun()
        return
    if state.error:
        st.error(md(state.error))
        return
    share = min(1.0, state.done / state.total) if state.total else 0.0
    st.progress(share, text=f"{md(state.what)}: {state.done} of {state.total}" if state.total else md(state.what))


def _brief(parts: Shared, body: Json, day: date) -> None:
    cited = _cited(body, st.query_params.get("cite"))
    left, right = st.columns([3, 2], gap="large") if cited else (st.container(), None)
    with left:
        _head(body)
        for story in body["stories"]:
            _story(parts, body, story, day)
        _rest(body)
        _export(body, day)
    if cited is not None and right is not None:
        with right:
            show_source(parts.desk, cited)


def _head(body: Json) -> None:
    counts = body["counts"]
    note(
        f"{counts['articles']} articles, {counts['duplicates']} of them copies; {counts['stories']} stories; "
        f"{body['minutes']} minutes to read"
    )
    if body["status"] == "nothing_new":
        st.info(f"Nothing new. {md(body['why'] or '')}", icon=":material/bedtime:")
    elif body["status"] == "degraded":
        st.warning(f"The sources may have failed. {md(body['why'] or '')}", icon=":material/cloud_off:")
    if body["summary"]:
        st.subheader("In short")
        for line in body["summary"]:
            _sentence(line, body)


def _sentence(sentence: Json, body: Json, before: str = "") -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"{before}{md(sentence['text'])}", width="content")
        for n in sentence["citations"]:
            st.page_link(
                "screens/brief.py", label=f"\\[{n}\\]", width="content",
                query_params={"date": body["date"], "cite": str(n)},
                help=f"Show source {n}",
            )  # fmt: skip


def _story(parts: Shared, body: Json, story: Json, day: date) -> None:
    st.divider()
    st.subheader(md(story["headline"]))
    said: list[str] = [KINDS.get(story["kind"], str(story["kind"]))]
    said += ["one report" if story["independent"] < 2 else f"{story['independent']} independent reports"]
    said += [f"{story['outlets']} outlets"] if story["outlets"] > 1 else []
    said += [f"watched: {', '.join(story['watch'])}"] if story["watch"] else []
    note(" · ".join(md(s) for s in said))
    for sentence in story["sentences"]:
        _sentence(sentence, body)
    for change in story["what_changed"] or ():
        _sentence(change["new"], body, "**What changed:** ")
        if change["old"]:
            _sentence(change["old"], body, "*Before:* ")
    for quote in story["quotes"]:
        st.markdown(
            f"**{md(quote['speaker'])}**: “{md(quote['text'])}” " + " ".join(f"\\[{n}\\]" for n in quote["citations"])
        )
    for conflict in story["conflicts"]:
        st.markdown(f"**The reports differ** on {md(conflict['about'])}")
        for claim in conflict["claims"]:
            _sentence(claim, body, "– ")
    for unknown in story["unknown"]:
        _sentence(unknown, body, "**Not known:** ")
    _more(parts, body, story, day)


def _more(parts: Shared, body: Json, story: Json, day: date) -> None:
    with st.expander("Articles, what came before, why it is here"):
        for article_id in story["articles"]:
            stored = parts.desk.store.article(article_id)
            if stored is not None:
                st.page_link("screens/article.py", label=md(stored.article.title), query_params={"id": article_id})
        for step in story["timeline"]:
            _sentence(step, body, f"*{md(spell(step['published']))}:* ")
        note("Why it is here: " + md(", ".join(f"{name} {value}" for name, value in story["why"].items())))
    form = st.form(f"ask-{story['id']}-{day}", border=False, clear_on_submit=True)
    with form, st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input("Ask about this story", key=f"words-{story['id']}-{day}", max_chars=500)
        sent = st.form_submit_button("Ask", icon=":material/send:")
    if sent and words.strip():
        job = queue(parts, words, Filters(None, None, ()), before=story["headline"])
        st.switch_page("screens/ask.py", query_params={"answer": job})


def _rest(body: Json) -> None:
    for watched_ in body["watched"]:
        if not watched_["stories"]:
            since = f" since {md(spell(watched_['last']))}" if watched_["last"] else ""
            st.markdown(f"Nothing on **{md(str(watched_['text']))}**{since}.")
    if body["quiet"]:
        with st.expander(f"Quiet stories ({len(body['quiet'])})"):
            for quiet in body["quiet"]:
                st.markdown(f"{md(quiet['headline'])} (last on {md(spell(quiet['last']))})")
    if body["set_aside"]:
        with st.expander(f"Set aside ({len(body['set_aside'])})"):
            for aside in body["set_aside"]:
                st.markdown(f"{md(aside['title'])}: {md(aside['reason'])}")


def _export(body: Json, day: date) -> None:
    st.download_button(
        "Download as JSON", json.dumps(body, ensure_ascii=False, indent=1), file_name=f"brief-{day}.json",
        mime="application/json", icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def _cited(body: Json, asked: str | None) -> CitationView | None:
    number = int(asked) if asked and asked.isdecimal() and len(asked) < 5 else 0
    found = next((c for c in body["citations"] if c["n"] == number), None)
    if found is None:
        return None
    return CitationView(
        found["n"], found["article_id"], found["start"], found["end"], found["text"], found["title"] or "Untitled",
        found["source"] or "unknown outlet", spell(found["published"]), found["url"],
    )  # fmt: skip


def _watching(parts: Shared) -> None:
    with st.expander("What you watch"):
        home = parts.desk.settings.home
        with st.form("watch", border=False):
            lines = st.text_area(
                "Names, places, phrases, `outlet: NAME`, or a question; one a line", "\n".join(watched(home))
            )
            if st.form_submit_button("Keep"):
                watch(home, lines)
                st.toast("Kept. The next brief that is made watches for it.")


main()
