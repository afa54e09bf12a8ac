"""Showing text on a terminal or in a pipe: colour and links only where they are wanted.

Article text is hostile: it may hold escape sequences that recolour, retitle or rewrite the
terminal, and characters that reverse the reading direction. ``safe`` takes them out of everything
that did not come from us.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI
    r"|\x1b[\]PX^_].*?(?:\x1b\\|\x07|\x9c|$)"  # OSC, DCS, SOS, PM, APC up to their end
    r"|\x1b[ -/]*[0-~]?"  # the rest
    r"|\x9b[0-?]*[ -/]*[@-~]",
    re.DOTALL,
)


def safe(text: str, *, lines: bool = False) -> str:
    """Return text without terminal escapes, control and formatting characters.

    New lines stay only when ``lines`` is true; otherwise white space is folded to single spaces.
    """
    plain = _ESCAPES.sub("", text)
    kept = "".join(c for c in plain if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
    return kept if lines else " ".join(kept.split())


@cache
def out() -> Console:
    """Return the console for results. When its reader is gone it raises BrokenPipeError."""
    from rich.console import Console

    class Results(Console):
        def on_broken_pipe(self) -> None:
            # Rich would exit with 1 here; the gate knows better.
            raise BrokenPipeError

    return Results(highlight=False, markup=False, emoji=False, soft_wrap=True)


@cache
def err() -> Console:
    """Return the console for progress and diagnostics. When its reader is gone it says no more."""
    from rich.console import Console

    class Diagnostics(Console):
        def on_broken_pipe(self) -> None:
            # The work goes on: nothing that it makes goes here.
            self.quiet = True

    return Diagnostics(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)


def styled(*pieces: str | tuple[str, str]) -> Text:
    """Return text from plain pieces and (piece, style) pairs; nothing in it is read as markup."""
    from rich.text import Text

    return Text.assemble(*pieces)


def link(text: str, url: str | None) -> Text:
    """Return text that opens an address on terminals that can; only http and https are linked."""
    from rich.style import Style
    from rich.text import Text

    if url and re.match(r"https?://[^\s\x00-\x1f]+$", url):
        return Text(text, style=Style(link=url, underline=True))
    return Text(text)
