"""Brief: what happened on a day, one story an event, each sentence cited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date
from typing import Any

import streamlit as st

from rag.export.as_json import brief_json
from rag.types import Brief
from ui.brief.story import sentence, show_story
from ui.brief.tools import export, past_briefs, watching
from ui.brief.views import cited, days_between, local_day
from ui.desk import Shared, reader, shared
from ui.parts.address import keep_address
from ui.parts.in_view import place_of
from ui.parts.notes import note
from ui.parts.printed import printed_sources
from ui.parts.render import isolated, md
from ui.parts.source import show_source
from ui.parts.views import citation_view, spell

Json = Mapping[str, Any]


def main() -> None:
    """Show the page."""
    parts = shared()
    st.title("Brief", anchor=False)
    past = parts.briefs.past(reader())
    days = _days(parts, [p.day for p in past])
    if days is None:
        st.info("There are no dated articles yet. Add some on the Library page.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="deeds"):
        day = _chosen_day(*days)
        past_briefs(past, day)
    brief = parts.briefs.get(day, reader())
    with place_of(f"brief of {day}"):
        making = parts.briefs.making(day, reader())
        if making is not None and making.error:
            st.error(md(making.error))
            _make(parts, day, "Try again")
        elif making is not None:
            _making(day.isoformat())
        elif brief is None:
            st.write("There is no brief of this day yet.")
            _make(parts, day, "Make this brief", primary=True)
        if brief is not None:
            _brief(parts, brief, day)
    watching(parts)


def _days(parts: Shared, briefed: Sequence[date]) -> tuple[date, date, date] | None:
    """Return the first and the last day that may have a brief and the newest that has articles; None without any.

    They are days of the reader's zone, as a brief's are, while coverage counts days in UTC. A day that was ``briefed``
    stays within reach when its articles are gone.
    """
    zone, now = parts.desk.zone, parts.desk.now()
    today = now.astimezone(zone).date()
    counted = [c.day for c in parts.desk.store.coverage() if c.day is not None and c.day <= now.astimezone(UTC).date()]
    if not counted and not briefed:
        return None
    first, last = days_between(counted, zone) if counted else (today, today)
    first, last = min(first, today), min(last, today)
    newest = next((r.published for r in parts.desk.store.page(limit=1).rows), None)
    shown = max(first, min(local_day(newest, zone), last)) if newest else max(briefed, default=last)
    return min([first, *briefed]), max([last, *briefed]), shown


def _chosen_day(first: date, last: date, newest: date) -> date:
    try:
        asked = date.fromisoformat(st.query_params.get("date", ""))
    except ValueError:
        asked = newest
    chosen = st.date_input("Day", value=min(max(asked, first), last), min_value=first, max_value=last, width=220)
    day = chosen if isinstance(chosen, date) else newest
    if st.query_params.get("date") != day.isoformat():
        st.query_params.from_dict({"date": day.isoformat()})
    return day


def _make(parts: Shared, day: date, label: str, *, primary: bool = False) -> None:
    icon = ":material/newspaper:" if primary else ":material/refresh:"
    if st.button(label, type="primary" if primary else "secondary", icon=icon):
        parts.briefs.make(day, reader())
        st.rerun()


@st.fragment(run_every=0.5)
def _making(day: str) -> None:
    state = shared().briefs.making(date.fromisoformat(day), reader())
    if state is None or state.error:  # drawn by the page, which asks no more
        st.rerun()
        return
    share = min(1.0, state.done / state.total) if state.total else 0.0
    st.progress(share, text=f"{md(state.what)}: {state.done} of {state.total}" if state.total else md(state.what))


def _brief(parts: Shared, brief: Brief, day: date) -> None:
    body = brief_json(brief)
    source = cited(body, st.query_params.get("cite"))
    keep_address({"date": day.isoformat()} | ({"cite": str(source.n)} if source else {}))
    left, right = st.columns([3, 2], gap="large") if source else (st.container(), None)
    with left, st.container(key="reading"):
        _head(body)
        for story in body["stories"]:
            show_story(parts, body, story, day)
        _rest(body)
        st.divider()
        with st.container(horizontal=True):
            export(parts, brief)
            _make(parts, day, "Look for new articles")
    if source is not None and right is not None:
        with right:
            show_source(parts.desk, source, "screens/brief.py", {"date": day.isoformat()})
    st.html(printed_sources([citation_view(c) for c in body["citations"]]))


def _head(body: Json) -> None:
    counts = body["counts"]
    note(
        f"{spell(body['date'])} · {counts['articles']} articles, {counts['duplicates']} of them copies; {counts['stories']} stories; "
        f"{body['minutes']} minutes to read"
    )
    if body["status"] == "nothing_new":
        st.info(f"Nothing new. {md(body['why'] or '')}", icon=":material/bedtime:")
    elif body["status"] == "degraded":
        st.warning(f"The sources may have failed. {md(body['why'] or '')}", icon=":material/cloud_off:")
    if body["changed"]:
        lines = "; ".join(f"source {c['n']}: {c['what']}" for c in body["changed"])
        st.warning(f"Since this brief was made, what it cites has changed. {md(lines)}", icon=":material/history:")
    if body["summary"]:
        st.header("In short", anchor=False)
        for i, line in enumerate(body["summary"]):
            sentence(line, body, f"summary-{i}", "*The reports differ:* " if line.get("differs") else "")


def _rest(body: Json) -> None:
    for number, watched in enumerate(body["watched"]):
        if watched["answer"]:
            st.markdown(f"**{md(str(watched['text']))}**")
            for i, line in enumerate(watched["answer"]):
                sentence(line, body, f"watched-{number}-{i}")
        elif not watched["stories"]:
            since = f" since {md(spell(watched['last']))}" if watched["last"] else ""
            st.markdown(f"Nothing on **{isolated(md(str(watched['text'])))}**{since}.")
    if body["quiet"]:
        with st.expander(f"Quiet stories ({len(body['quiet'])})"):
            for quiet in body["quiet"]:
                st.markdown(f"{isolated(md(quiet['headline']))} (last on {md(spell(quiet['last']))})")
    if body["set_aside"]:
        with st.expander(f"Set aside ({len(body['set_aside'])})"):
            for aside in body["set_aside"]:
                st.markdown(f"{isolated(md(aside['title']))}: {md(aside['reason'])}")


main()
