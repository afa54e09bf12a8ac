"""The question box: words, filters, and the follow-up to the answer in view."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import streamlit as st

from rag.service import Newsdesk
from rag.types import Question
from ui.desk import Shared, owner
from ui.parts.limits import MOST_QUESTION, too_long
from ui.parts.notes import note
from ui.parts.render import label

SURE = {"low": "Show more, less sure", "normal": "Normal", "high": "Only the surest"}
MEANT = (
    "Of 100 quiz questions on news of two weeks, asked of 5,483 real articles, with the built-in model: "
    "Show more answers 82 and is wrong on 16; Normal answers 74 and is wrong on 10; "
    "Only the surest answers 70 and is wrong on 10. "
    "Of answers to questions in other words than the articles', 66 of 100 were right at Normal: read the cited words."
)
"""What the levels meant where they were measured: docs/results.md."""
EARLIEST = date(1900, 1, 1)
LATEST = date(2100, 12, 31)
"""The first and the last day that can be chosen, unless a question itself names one beyond."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader set beside the question. ``sure`` is None where the settings decide."""

    since: date | None = None
    until: date | None = None
    outlets: tuple[str, ...] = ()
    sure: str | None = None

    def fault(self) -> str | None:
        """Return why nothing can be found with these, or None."""
        return turned(self.since, self.until)

    def told(self) -> str:
        """Return what is set, in words; empty when nothing is."""
        words = [f"from {self.since}" if self.since else "", f"until {self.until}" if self.until else ""]
        words += [", ".join(self.outlets), {"low": "less sure too", "high": "only the surest"}.get(self.sure or "", "")]
        return " · ".join(w for w in words if w)


def turned(first: date | None, last: date | None) -> str | None:
    """Return what is wrong with a span of days that ends before it begins; None with any other."""
    if first is None or last is None or first <= last:
        return None
    return f"The span of time ends on {last}, before it begins on {first}. Change one of the two."


def filters(shared: Shared) -> Filters:
    """Show the filters and return what is set."""
    chosen = chosen_filters()
    told = chosen.told()
    with st.popover(f"Filters: {label(told, 70)}" if told else "Filters", icon=":material/tune:"):
        for name, key in (("Published from", "since"), ("Published until", "until")):
            st.date_input(name, value=None, min_value=EARLIEST, max_value=LATEST, key=key, persist_state="session")
        st.multiselect("Outlets", outlets_of(shared), key="outlets", persist_state="session")
        st.segmented_control(
            "How sure a sentence must be", list(SURE), format_func=lambda s: SURE[s], key="sure",
            default=shared.desk.settings.sure, required=True, persist_state="session",
        )  # fmt: skip
        note(MEANT)
    return chosen_filters()


def chosen_filters() -> Filters:
    """Return the filters as this session has them."""
    held = st.session_state
    return Filters(held.get("since"), held.get("until"), tuple(held.get("outlets") or ()), held.get("sure"))


def outlets_of(shared: Shared) -> list[str]:
    """Return the outlets of the library in order of the alphabet."""
    return _outlets_at(shared.desk.store.generation(), shared.desk)


@st.cache_data(show_spinner=False, max_entries=4)
def _outlets_at(generation: int, _desk: Newsdesk) -> list[str]:  # noqa: ARG001 - the key of the cache
    return sorted({c.source for c in _desk.store.coverage() if c.source})


def refused(words: str, key: str, chosen: Filters | None = None) -> bool:
    """Return whether typed words, or the filters beside them, are no question that can be asked.

    If so they stay in their box, with the reason.

    For the callback of a form. ``key`` is that of the box; ``show_refusal`` shows the reason.
    """
    why = too_long("A question", words, MOST_QUESTION) or (chosen.fault() if chosen else None)
    if why is None:
        return False
    st.session_state[key] = words  # the form has emptied its box
    st.session_state[f"{key}-refused"] = why
    return True


def show_refusal(key: str) -> None:
    """Show once why the words in a box were not asked, if they were not."""
    if why := st.session_state.pop(f"{key}-refused", None):
        st.error(why)


def submit(
    shared: Shared, words: str, chosen: Filters, *, before: str | None = None, follows: str | None = None
) -> None:
    """Queue a question and make its answer the one in view."""
    if not words.strip():
        st.toast("Type a question first.")
        return
    if why := chosen.fault():
        st.session_state["question-refused"] = why
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
        after=before,
    )
    return shared.jobs.ask(question, asked=words.strip(), owner=owner(), follows=follows, sure=chosen.sure)


def ask_anew(shared: Shared, asked: str, understood: str) -> bool:
    """Queue a question again as it was understood, with the filters as they are now set; return whether they let it be asked."""
    chosen, desk = chosen_filters(), shared.desk
    if why := chosen.fault():
        st.session_state["question-refused"] = why
        return False
    question = Question(
        understood, desk.now(), since=_start(chosen.since, desk.zone, 0), until=_start(chosen.until, desk.zone, 1),
        sources=chosen.outlets,
    )  # fmt: skip
    st.query_params.from_dict({"answer": shared.jobs.ask(question, asked=asked, owner=owner(), sure=chosen.sure)})
    return True


def ask_of_another_time(
    shared: Shared, asked: str, understood: str, since: date | None = None, until: date | None = None
) -> None:
    """Queue a question anew, as it was understood, for another span of time; for any time when none is given."""
    chosen, desk = chosen_filters(), shared.desk
    question = Question(
        understood, desk.now(), since=_start(since, desk.zone, 0), until=_start(until, desk.zone, 1),
        sources=chosen.outlets, any_time=since is None and until is None,
    )  # fmt: skip
    st.query_params.from_dict({"answer": shared.jobs.ask(question, asked=asked, owner=owner(), sure=chosen.sure)})


def _start(day: date | None, zone: object, plus: int) -> datetime | None:
    if day is None or (plus and day == date.max):  # the calendar ends there: nothing comes after it
        return None
    return datetime.combine(day + timedelta(days=plus), time(), zone)  # type: ignore[arg-type]
