"""A brief as a letter: plain text and HTML side by side. Pure."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from rag.export.as_html import brief_letter
from rag.export.as_text import brief_text
from rag.export.words import FAILED, READ_IN_PART, title_of
from rag.types import Brief, BriefStatus

DOMAIN = "dateline.invalid"
"""The right side of message ids: a name that is nobody's."""


def message_id(brief: Brief, recipient: str) -> str:
    """Return the id of the letter with this brief to this reader: always the same, so that a copy is known as one."""
    mark = sha256(f"{brief.id}\0{brief.revision}\0{recipient}".encode("utf-8", "replace")).hexdigest()[:24]
    return f"<brief-{mark}@{DOMAIN}>"


def brief_email(brief: Brief, *, sender: str, recipient: str, sent_at: datetime) -> EmailMessage:
    """Return a multipart letter. Nothing in it comes from elsewhere when it is read."""
    letter = EmailMessage(policy=SMTP)
    letter["Subject"] = subject_of(brief)
    letter["From"] = sender
    letter["To"] = recipient
    letter["Date"] = format_datetime(sent_at)
    letter["Message-ID"] = message_id(brief, recipient)
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(brief_text(brief), cte="quoted-printable")
    letter.add_alternative(brief_letter(brief), subtype="html", cte="quoted-printable")
    # The boundary between the parts is fixed, so that the same brief is the same letter.
    letter.set_boundary(f"=_{sha256(letter['Message-ID'].encode()).hexdigest()[:32]}")
    return letter


def subject_of(brief: Brief) -> str:
    """Return what the letter is about: its day, and how much there is."""
    title = title_of(brief.window)
    if brief.status is BriefStatus.NOTHING_NEW:
        return f"{title}: nothing new"
    count = len(brief.stories)
    stories = f"{count} {'story' if count == 1 else 'stories'}"
    if brief.status is not BriefStatus.DEGRADED:
        return f"{title}: {stories}"
    return f"{title}: {stories}, {_short(brief.why or '')}"


def _short(why: str) -> str:
    """Return in a few words why a brief may be incomplete."""
    if why.startswith(READ_IN_PART):
        return "not all articles read"
    return "some sources failed" if FAILED in why else "may be incomplete"
