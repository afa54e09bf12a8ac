"""Mails and pages saved as one file (MHTML), which have the form of a mail, to what an article needs of them. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message

from rag.ingest.chars import decode
from rag.types import Markup

_HEAD = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{0,60}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){3,200}\r?\n")
_READING = (MessageError, ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
"""What the library's reader of heads and nested parts ends in when a mail is damaged."""
MOST_PARTS = 50
"""A mail of more nested parts takes long to read, and is no article."""
MOST_LINE = 2_000
_NEEDED = (b"from", b"subject", b"date")


@dataclass(frozen=True, slots=True)
class Mail:
    """The readable part of a mail, its subject and date, and the address of a page that was saved in this form."""

    text: str
    markup: Markup
    title: str | None
    published: str | None
    url: str | None


def is_mail(raw: bytes) -> bool:
    """Return whether bytes begin with the head of a mail: sender, subject and date among lines of that form."""
    head = _HEAD.match(raw[:64_000])
    if head is None:
        return False
    names = {line.partition(b":")[0].lower() for line in head.group().splitlines() if line[:1] not in (b" ", b"\t")}
    return names.issuperset(_NEEDED)


def read_mail(raw: bytes) -> Mail | None:
    """Return what a mail says, or None when there is no text in it that can be read."""
    if raw.count(b"boundary=") > MOST_PARTS:
        return None
    try:
        # The older policy: the newer one takes minutes for a head that is made to be slow.
        message = message_from_bytes(raw, policy=policy.compat32)
        saved_from = _line(message, "snapshot-content-location")
        part = _readable(message, ("text/html", "text/plain") if saved_from else ("text/plain", "text/html"))
        body = part.get_payload(decode=True) if part is not None else None
        decoded = decode(body, part.get_content_charset()) if part is not None and isinstance(body, bytes) else None
        if part is None or decoded is None:
            return None
        markup: Markup = "html" if part.get_content_type() == "text/html" else "text"
        return Mail(decoded[0], markup, _line(message, "subject"), _line(message, "date"), saved_from)
    except _READING:
        return None


def _readable(message: Message, kinds: tuple[str, str]) -> Message | None:
    """Return the first part of the first of these kinds that there is."""
    parts = [part for part in message.walk() if not part.is_multipart() and part.get_filename() is None]
    return next((part for kind in kinds for part in parts if part.get_content_type() == kind), None)


def _line(message: Message, name: str) -> str | None:
    given = str(message.get(name) or "")[:MOST_LINE]
    return str(make_header(decode_header(given))).strip() or None
