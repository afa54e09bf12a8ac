"""What all sessions of the app share: the newsdesk, the worker of questions, the worker of the library."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from rag.service import Newsdesk, open_newsdesk
from ui.briefs import Shelf
from ui.jobs import Jobs
from ui.tasks import Tasks

LOCAL = "local"
"""The owner of the history where nobody logs in: whoever sits at this machine."""


@dataclass(frozen=True, slots=True)
class Shared:
    """One of each for the whole process."""

    desk: Newsdesk
    jobs: Jobs
    tasks: Tasks
    briefs: Shelf


@st.cache_resource(show_spinner="Opening the library …")
def shared() -> Shared:
    """Return what all sessions share, opened with the settings of this process."""
    desk = open_newsdesk()
    return Shared(desk, Jobs(desk), Tasks(), Shelf(desk))


def owner() -> str:
    """Return whose history this session sees: the one who logged in, or the local reader."""
    user = st.user
    if getattr(user, "is_logged_in", False):
        return str(user.get("email") or user.get("sub") or LOCAL)
    return LOCAL
