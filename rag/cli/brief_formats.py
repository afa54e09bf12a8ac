"""A brief in the format that is asked for, to standard output or a file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path

from rag.cli.files import replaced
from rag.cli.lines import is_utf8, line
from rag.service import Newsdesk
from rag.types import Brief


class Format(StrEnum):
    """The formats of a brief."""

    md = "md"
    html = "html"
    email = "email"
    json = "json"
    atom = "atom"


def written(desk: Newsdesk, made: Brief, form: Format) -> str:
    """Return a brief in a format. The feed holds the reader's latest briefs."""
    if form is Format.json:
        from rag.export.as_json import brief_json

        return line(brief_json(made))
    if form is Format.html:
        from rag.export.as_html import brief_page

        return brief_page(made)
    if form is Format.email:
        from rag.export.as_email import brief_email

        sender = desk.settings.smtp_from or "dateline@localhost"
        recipient = desk.settings.mail_to or sender
        return bytes(brief_email(made, sender=sender, recipient=recipient, sent_at=desk.now())).decode("ascii")
    if form is Format.atom:
        from rag.export.as_atom import brief_atom

        return brief_atom(desk.briefs.recent(made.reader), made.reader)
    from rag.export.as_markdown import brief_markdown

    return brief_markdown(made)


@contextmanager
def destination(form: Format, out_file: Path | None) -> Iterator[Callable[[str], object]]:
    """Give what writes a brief to standard output, or to a file, which is replaced at once and whole.

    That a file cannot be written is known before anything is made for it.

    Raises:
        StoreError: the file cannot be written.
    """
    if out_file is None:
        yield partial(_show, form=form)
        return
    with replaced(out_file, "brief not written") as sink:
        yield sink.write


def put_out(text: str, form: Format, out_file: Path | None) -> None:
    """Write a brief that is there already.

    Raises:
        StoreError: the file cannot be written.
    """
    with destination(form, out_file) as put:
        put(text)


def _show(text: str, form: Format) -> None:
    """Write to standard output.

    Pages, feeds and JSON are UTF-8 wherever they go, as they say themselves; Markdown is for whoever reads there.
    """
    if form is Format.md or is_utf8(sys.stdout):
        sys.stdout.write(text)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
