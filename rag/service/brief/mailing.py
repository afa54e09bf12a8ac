"""Briefs by mail: written to the outbox first, then sent; each letter at most once, none lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from rag.errors import NothingToWorkOn
from rag.export.as_email import brief_email, message_id
from rag.mail import MailServer, Outcome, send
from rag.store import SqliteStore
from rag.types import Brief, Letter

MOST_ATTEMPTS = 8
"""How often a letter is tried that a server put off; one try for each run of the sender."""


def queue(store: SqliteStore, brief: Brief, recipients: Sequence[str], sender: str, now: datetime) -> int:
    """Put a letter for each recipient in the outbox; return how many were not there yet."""
    outbox = store.briefs.outbox
    put = 0
    for recipient in recipients:
        letter = brief_email(brief, sender=sender, recipient=recipient, sent_at=now)
        put += outbox.put(brief.id, brief.revision, recipient, message_id(brief, recipient), bytes(letter), now)
    return put


def deliver(
    store: SqliteStore,
    server: MailServer,
    now: Callable[[], datetime],
    transport: Callable[[bytes, str, MailServer], Outcome] = send,
) -> tuple[Letter, ...]:
    """Send what waits in the outbox, each letter tried once; return them as they are now.

    A letter is marked before its first byte goes out. When the answer to its last byte is missing, or this
    process ends in between, nobody can know whether it arrived: it stays marked and is not sent again by itself.
    """
    outbox = store.briefs.outbox
    tried: list[int] = []
    # By number, so that a letter that is put off has no second turn while another still waits for its first.
    while (letter := outbox.take(now(), after=tried[-1] if tried else 0)) is not None:
        outcome = transport(letter.message, letter.recipient, server)
        outbox.settle(letter.rowid, _state(outcome, letter), now(), outcome.fault)
        tried.append(letter.rowid)
    return tuple(x for x in outbox.letters() if x.rowid in tried)


def _state(outcome: Outcome, letter: Letter) -> str:
    if outcome.state == "sent":
        return "sent"
    if outcome.state == "unknown":
        return "sending"
    return "failed" if outcome.permanent or letter.attempts + 1 >= MOST_ATTEMPTS else "queued"


def retry(store: SqliteStore, rowid: int, now: datetime) -> None:
    """Queue a letter again, by its reader's own decision: one that failed, or of which nobody knows.

    Its tries are counted anew: it would else be given up with the first server that puts it off.

    Raises:
        NothingToWorkOn: there is no such letter, or it was sent.
    """
    letters = {x.rowid: x for x in store.briefs.outbox.letters(("sending", "failed"))}
    if rowid not in letters:
        raise NothingToWorkOn(
            "letter not queued again",
            why=f"no letter {rowid} has failed or is in doubt",
            fix="See `dateline brief outbox`.",
        )
    store.briefs.outbox.again(rowid, now)
