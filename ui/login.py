"""Who may use the app: everybody on this machine, or those who log in when a login is set up (see docs/app.md)."""

from __future__ import annotations

import os

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError


def allowed() -> bool:
    """Return whether this session may go on; shows the way to log in where it may not."""
    if not _has_login():
        return True
    if not st.user.is_logged_in:
        st.title("Dateline", anchor=False)
        st.button("Log in", on_click=st.login, type="primary")
        return False
    if _may(str(st.user.get("email") or ""), proven=st.user.get("email_verified") is not False):
        _who()
        return True
    st.title("Dateline", anchor=False)
    st.error("This address may not use this app. Ask whoever runs it.")
    st.button("Log out", on_click=st.logout)
    return False


def _has_login() -> bool:
    try:
        return "auth" in st.secrets
    except StreamlitSecretNotFoundError:
        return False


def _who() -> None:
    with st.sidebar:
        # Not Markdown: what keeps an address from becoming a link would be copied with it.
        st.text(f"Logged in as {st.user.get('email') or st.user.get('name') or 'somebody'}")
        st.button("Log out", icon=":material/logout:", on_click=st.logout)


def _may(address: str, *, proven: bool) -> bool:
    """Return whether an address may come in; one that the provider says is not proven may not stand on a list."""
    path = os.environ.get("APP_PEOPLE_FILE")
    if not path:
        return True
    with open(path, encoding="utf-8") as lines:  # noqa: PTH123
        return proven and address.lower() in {line.strip().lower() for line in lines if line.strip()}
