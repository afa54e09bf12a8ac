"""Characters: bytes to text, and text without what cannot be seen or stored. Pure."""

from __future__ import annotations

import re
import unicodedata

_LINE_BREAKS = re.compile(r"\r\n?|\x85|\u2028|\u2029|\x0b|\x0c")
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r" *\n *")
_MANY_BREAKS = re.compile(r"\n{3,}")
_INVISIBLE = ("Cc", "Cf", "Cs", "Co")


def decode(raw: bytes) -> tuple[str, str] | None:
    """Return the text of bytes and the name of their encoding, or None when they are no text."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            return raw.decode(name, "replace"), name.removesuffix("-sig")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(raw)
    return None if text.count("\0") > len(text) // 100 + 1 else (text, "utf-8")


def _guessed(raw: bytes) -> tuple[str, str] | None:
    if b"\0" in raw[:4096]:
        return None
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:200_000]).best()
    if best is None:
        return None
    text = raw.decode(best.encoding, "replace")
    strange = sum(unicodedata.category(c) in ("Cc", "Cn", "Co") and c not in "\t\r\n" for c in text[:10_000])
    return None if strange > len(text[:10_000]) // 50 else (text, best.encoding)


def visible(text: str) -> tuple[str, int]:
    """Return NFC text without control, formatting and surrogate characters, and how many were taken out.

    Line breaks become new lines; other white space becomes single spaces; at most one blank line stays.
    """
    text = _LINE_BREAKS.sub("\n", text)
    kept = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in _INVISIBLE)
    hidden = len(text) - len(kept) - text.count("\xad")
    folded = _BLANK_LINES.sub("\n", _SPACES.sub(" ", unicodedata.normalize("NFC", kept)))
    return _MANY_BREAKS.sub("\n\n", folded).strip(), max(0, hidden)
