"""Article text is hostile: what each format would read as its own marks is made harmless here. Pure."""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile(r"([\\`*_{}\[\]<>|~$&@^]|:(?=[\w/])(?<!\d:(?=\d))|(?<=\bwww)\.)", re.IGNORECASE)
"""Marks that mean something within a line; a colon before a letter or slash opens a directive or a bare link."""
_OPENS = re.compile(r"^([#+=-]|\d+[.)])")
_LINK = re.compile(r"https?://[^\s\x00-\x20\"<>\\^`{|}]+\Z", re.IGNORECASE)


_JOINED = re.compile(r"(?<=[^\x00-\x7f])[\u200c\u200d]")
"""A joiner or non-joiner inside a word of Persian or Malayalam, or in an emoji: it is spelling."""


def plain(text: str) -> str:
    """Return text on one line without control, formatting and private characters: no escapes, no reversed reading."""
    spelling = {m.start() for m in _JOINED.finditer(text)}
    kept = "".join(
        " " if c.isspace() else c
        for at, c in enumerate(text)
        if c.isspace() or at in spelling or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co")
    )
    return " ".join(kept.split())


def markdown(text: str) -> str:
    """Return text that Markdown shows as it is: no link, image, heading, list, HTML, maths or directive in it."""
    return _OPENS.sub(_held, _MARKS.sub(r"\\\1", plain(text)))


def _held(match: re.Match[str]) -> str:
    """Return the head of a line that would open a list or a heading, made plain."""
    head = match.group()
    return f"\\{head}" if len(head) == 1 else f"{head[:-1]}\\{head[-1]}"


def address(url: str | None) -> str | None:
    """Return an address when it is a plain http(s) one, else None: nothing else is ever linked.

    One with control or formatting characters is none: a terminal would obey them, and a reader be misled.
    """
    if url is None or not _LINK.match(url) or plain(url) != url:
        return None
    return url
