"""What all sessions of the app share: the newsdesk, the worker of questions, the worker of the library."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from rag.errors import DatelineError
from rag.service import Newsdesk, open_newsdesk
from rag.types import Question
from ui.work.jobs import Jobs
from ui.work.loading import Loader
from ui.work.shelf import Shelf
from ui.work.tasks import Tasks

LOCAL, NOBODY = "local", "nobody"
"""The owner of the history where nobody logs in, whoever sits at this machine; and of one whose provider does not name him."""
_LOG = logging.getLogger("dateline.app")


@dataclass(frozen=True, slots=True)
class Shared:
    """One of each for the whole process."""

    desk: Newsdesk
    jobs: Jobs
    tasks: Tasks
    briefs: Shelf
    model: Loader


@st.cache_resource(show_spinner=False)
def shared() -> Shared:
    """Return what all sessions share, opened with the settings of this process; the first to ask begins the warm-up."""
    desk = open_newsdesk()
    made = Shared(desk, Jobs(desk), Tasks(), Shelf(desk), Loader(desk))
    made.model.begin()
    threading.Thread(target=_warm, args=(desk,), name="dateline-warm", daemon=True).start()
    return made


def _warm(desk: Newsdesk) -> None:
    """Go as far as the evidence of a question that the page suggests, so that the first one waits for no import or index."""
    try:
        for words in desk.suggestions(1):
            next(desk.ask_stream(Question(words, desk.now()), wait_for_model=False))
    except DatelineError as error:
        _LOG.warning("not warmed up: %s", error)


def owner() -> str:
    """Return whose history this session sees: the one who logged in, or the local reader.

    An address that is not proven may be somebody else's: whoever has it is known by the provider's own name for him.
    """
    user = st.user
    if getattr(user, "is_logged_in", False):
        return str((proven(user) and user.get("email")) or user.get("sub") or NOBODY)
    return LOCAL


def proven(user: Mapping[str, Any]) -> bool:
    """Return whether the address of who logged in is his: some providers say so by a word, and some say nothing."""
    return str(user.get("email_verified", True)).lower() != "false"


def reader() -> str:
    """Return whose briefs this session sees: those of ``dateline brief`` where nobody logs in."""
    return "" if owner() == LOCAL else owner()
