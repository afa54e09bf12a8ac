"""The menu on a phone, which Streamlit closes after a page is chosen in it, but not after a link of ours."""

from __future__ import annotations

import streamlit as st

_SCRIPT = """<script>
if (!window.datelineMenu) {
  window.datelineMenu = true;
  document.addEventListener("click", event => {
    if (innerWidth <= 768 && event.target.closest("[data-testid=stSidebar] [data-testid=stPageLink] a"))
      document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click();
  });
}
</script>"""


def close_after_a_choice() -> None:
    """Let a link in the menu close it on a narrow screen, where it would stand in front of what was chosen.

    The one script in the app's own page: a constant, into which nothing is ever put.
    """
    st.html(_SCRIPT, unsafe_allow_javascript=True)
