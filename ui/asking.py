"""The question box: words, filters, and the follow-up to the answer in view."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import streamlit as st

from rag.types import Question
from ui.desk import Shared, owner


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader set beside the question."""

    since: date | None
    until: date | None
    outlets: tuple[str, ...]


def filters(shared: Shared) -> Filters:
    """Show the filters and return what is set."""
    with st.popover("Filters", icon=":material/tune:"):
        since = st.date_input("Published from", value=None, key="since")
        until = st.date_input("Published until", value=None, key="until")
        outlets = st.multiselect("Outlets", outlets_of(shared), key="outlets")
    return Filters(since or None, until or None, tuple(outlets))


def outlets_of(shared: Shared) -> list[str]:
    """Return the outlets of the library in order of the alphabet."""
    return sorted({c.source for c in shared.desk.store.coverage() if c.source})


def submit(
    shared: Shared, words: str, chosen: Filters, *, before: str | None = None, follows: str | None = None
) -> None:
    """Queue a question and make its answer the one in view."""
    if not words.strip():
        st.toast("Type a question first.")
        return
    st.query_params.from_dict({"answer": queue(shared, words, chosen, before=before, follows=follows)})


def queue(shared: Shared, words: str, chosen: Filters, *, before: str | None = None, follows: str | None = None) -> str:
    """Queue a question, read with the one before it, and return the id of its answer."""
    desk = shared.desk
    question = Question(
        desk.understood(words, before),
        desk.now(),
        since=_start(chosen.since, desk.zone, 0),
        until=_start(chosen.until, desk.zone, 1),
        sources=chosen.outlets,
    )
    return shared.jobs.ask(question, asked=words.strip(), owner=owner(), follows=follows)


def _start(day: date | None, zone: object, plus: int) -> datetime | None:
    return None if day is None else datetime.combine(day + timedelta(days=plus), time(), zone)  # type: ignore[arg-type]
