"""Who may use the app: everybody on this machine, or those who log in when a login is set up (see docs/app.md)."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st
from streamlit.config import get_option
from streamlit.errors import StreamlitSecretNotFoundError

from rag.errors import PrerequisiteError
from ui.desk import proven

PEOPLE = "APP_PEOPLE_FILE"
"""The setting that names the file of the addresses that may come in."""


def allowed() -> bool:
    """Return whether this session may go on; shows the way to log in where it may not.

    Raises:
        PrerequisiteError: who may come in cannot be read.
    """
    if not _has_login():
        return True
    if not st.user.is_logged_in:
        st.title("Dateline", anchor=False)
        st.button("Log in", on_click=st.login, type="primary")
        return False
    if _may(str(st.user.get("email") or ""), proven=proven(st.user)):
        _who()
        return True
    st.title("Dateline", anchor=False)
    st.error("This address may not use this app. Ask whoever runs it.")
    st.button("Log out", on_click=st.logout)
    return False


def _has_login() -> bool:
    """Return whether a login is set up; where one was meant and cannot be read, nobody may come in.

    Raises:
        PrerequisiteError: the file of secrets is damaged, or names no login where a list of people does.
    """
    try:
        found = "auth" in st.secrets
    except (StreamlitSecretNotFoundError, OSError, ValueError) as error:  # not there, or there and not to be read
        if any(os.path.lexists(path) for path in get_option("secrets.files")):
            raise PrerequisiteError(
                "nobody can log in",
                why="the file secrets.toml cannot be read",
                fix="Correct it; `[auth]` is the login.",
            ) from error
        found = False
    if not found and os.environ.get(PEOPLE):
        raise PrerequisiteError(
            "nobody can log in",
            why=f"{PEOPLE} says who may come in, and no login is set up",
            fix="Write the section `[auth]` into secrets.toml, or unset the list.",
        )
    return found


def _who() -> None:
    with st.sidebar:
        # Not Markdown: what keeps an address from becoming a link would be copied with it.
        st.text(f"Logged in as {st.user.get('email') or st.user.get('name') or 'somebody'}")
        st.button("Log out", icon=":material/logout:", on_click=st.logout)


def _may(address: str, *, proven: bool) -> bool:
    """Return whether an address may come in; one that the provider says is not proven may not stand on a list.

    Raises:
        PrerequisiteError: the list cannot be read.
    """
    path = os.environ.get(PEOPLE)
    if not path:
        return True
    try:
        lines = Path(path).read_text("utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        raise PrerequisiteError(
            "nobody can come in",
            why=f"the list of {PEOPLE} cannot be read",
            fix="Name a text file that is there, in UTF-8.",
        ) from error
    return proven and address.lower() in {line.strip().lower() for line in lines if line.strip()}
