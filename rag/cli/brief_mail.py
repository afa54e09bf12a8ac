"""``dateline brief send`` and ``outbox``: letters, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from rag.cli import options
from rag.cli.lines import print_json
from rag.cli.terminal import err, out, safe
from rag.errors import UsageError
from rag.mail import recipients_of
from rag.service import Newsdesk, open_newsdesk
from rag.types import Brief, Letter

FAILED = 5


def send(
    brief_id: Annotated[str | None, typer.Argument(help="A brief of the archive; without: what waits.")] = None,
    to: Annotated[list[str] | None, typer.Option(help="Who gets it; may be repeated. Else DATELINE_MAIL_TO.")] = None,
    as_json: options.Json = False,
) -> None:
    """Mail a brief of the archive, and whatever waits in the outbox. A letter goes to a reader once."""
    with open_newsdesk(options.settings_with()) as desk:
        letters = mail(desk, desk.briefs.archived(brief_id), to) if brief_id else desk.briefs.send()
    if as_json:
        _print(letters)
    report(letters)


def outbox(
    retry: Annotated[int | None, typer.Option(help="Queue this letter again: it failed, or nobody knows.")] = None,
    as_json: options.Json = False,
) -> None:
    """Show the letters and what became of them."""
    with open_newsdesk(options.settings_with()) as desk:
        if retry is not None:
            from rag.service.brief.mailing import retry as queue_again

            queue_again(desk.store, retry, desk.now())
        letters = desk.store.briefs.outbox.letters()
    if as_json:
        _print(letters)
        return
    for x in letters:
        out().print(f"{x.rowid}  {x.brief}  {safe(x.recipient)}  {state_of(x)}  {safe(x.fault or '')}".rstrip())


def _print(letters: Sequence[Letter]) -> None:
    rows = [
        {
            "letter": x.rowid,
            "brief": x.brief,
            "revision": x.revision,
            "to": x.recipient,
            "state": state_of(x),
            "attempts": x.attempts,
            "fault": x.fault,
        }
        for x in letters
    ]
    print_json({"schema": "dateline.outbox/1", "letters": rows})


def mail(desk: Newsdesk, brief: Brief, to: Sequence[str] | None) -> tuple[Letter, ...]:
    """Queue a brief and send; return the letters that were tried.

    Raises:
        UsageError: there is nobody to send to, or no server to send by.
    """
    return desk.briefs.mail(brief, readers(desk, to))


def readers(desk: Newsdesk, to: Sequence[str] | None) -> tuple[str, ...]:
    """Return who gets a letter, once it is known that letters can go out at all.

    Raises:
        UsageError: there is nobody to send to, or no server to send by.
    """
    recipients = recipients_of([*(to or [desk.settings.mail_to])])
    if not recipients:
        raise UsageError("no letter sent", why="nobody is named", fix="Give --to ADDRESS, or set DATELINE_MAIL_TO.")
    desk.briefs.check_mail()
    return tuple(recipients)


def report(letters: Sequence[Letter]) -> None:
    """Say what became of the letters on standard error, and exit with 5 when one did not go out."""
    for letter in letters:
        err().print(f"mail to {safe(letter.recipient)}: {state_of(letter)} {safe(letter.fault or '')}".rstrip())
    if any(x.state != "sent" for x in letters):
        raise typer.Exit(FAILED)


def state_of(letter: Letter) -> str:
    """Return the state of a letter in words: one that was being sent is in doubt."""
    return "in doubt (not sent again by itself)" if letter.state == "sending" else letter.state
