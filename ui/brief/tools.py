"""What surrounds a brief: the calendar of past ones, the watchlist, and downloads in every form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from rag.cli.brief_formats import Format, written
from rag.types import Brief
from ui.brief.views import calendar_page
from ui.desk import Shared, reader
from ui.parts.faults import show_fault, told
from ui.work.shelf import Past

FORMS = {
    Format.md: ("Markdown", "text/markdown", "md"),
    Format.html: ("Page (HTML)", "text/html", "html"),
    Format.email: ("E-mail", "message/rfc822", "eml"),
    Format.json: ("JSON", "application/json", "json"),
    Format.atom: ("Feed (Atom)", "application/atom+xml", "atom"),
}
BOX, BEFORE = "watch-box", "watch-before"
"""What a session holds: the text in the box, and the list that it began from."""
STATUS = {"nothing_new": "nothing new", "degraded": "sources may have failed"}


def past_briefs(past: Sequence[Past], chosen: date) -> None:
    """Show the days that have a brief."""
    if not past:
        return
    days = {p.day: STATUS.get(p.status) or f"{p.stories} {'story' if p.stories == 1 else 'stories'}" for p in past}
    with st.popover(f"Past briefs ({len(days)})", icon=":material/calendar_month:"):
        st.html(calendar_page(days, chosen))


def export(parts: Shared, brief: Brief) -> None:
    """Show the downloads of a brief; each is written when it is asked for."""
    with st.popover("Download", icon=":material/download:"):
        for form, (label, mime, ending) in FORMS.items():
            st.download_button(
                label, partial(written, parts.desk, brief, form), file_name=f"brief-{brief.id}.{ending}",
                mime=mime, on_click="ignore", key=f"download-{form}",
            )  # fmt: skip


def watching(parts: Shared) -> None:
    """Show the watchlist, to be edited."""
    held = st.session_state
    if BOX not in held:  # what is in the box stays there when the list changes elsewhere: it may be half edited
        held[BOX] = held[BEFORE] = "\n".join(parts.briefs.watched(reader()))
    with st.expander("What you watch"):
        with st.form("watch", border=False):
            st.text_area("Names, places, phrases, `outlet: NAME`, or a question; one a line", key=BOX)
            st.form_submit_button("Keep", on_click=_keep, args=(parts, reader()))
        show_fault(BOX)


def _keep(parts: Shared, whose: str) -> None:
    held = st.session_state
    with told(BOX):
        parts.briefs.watch(held[BOX], whose, held[BEFORE])
        held[BOX] = held[BEFORE] = "\n".join(parts.briefs.watched(whose))
        st.toast("Kept. The next brief that is made watches for it.")
