"""``dateline brief``: the brief of a day in the format that is asked for; its archive and watchlist."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import Annotated

import typer

from rag.cli import brief_mail, options
from rag.cli.brief_formats import Format, destination, put_out, written
from rag.cli.lines import print_json, text_only
from rag.cli.terminal import err, out, safe, styled
from rag.errors import NothingToWorkOn, UsageError
from rag.service import Newsdesk, open_newsdesk
from rag.types import ArchivedBrief, BriefRequest

PAGE = 100
app = typer.Typer(rich_markup_mode=None, no_args_is_help=False, add_completion=False)
app.command()(brief_mail.send)
app.command()(brief_mail.outbox)
Reader = Annotated[str, typer.Option(help="Whose brief: own ledger, watchlist and archive.")]
Form = Annotated[Format, typer.Option("--format", help="How to write it.")]
OutFile = Annotated[Path | None, typer.Option("--out", help="Write to this file.")]


class Wording(StrEnum):
    """Whose sentences tell a story."""

    quote = "quote"
    model = "model"


@app.callback(invoke_without_command=True)
def brief(
    context: typer.Context,
    day: Annotated[str | None, typer.Option("--date", help="The day: 2024-02-20, today, yesterday, Monday, …")] = None,
    since: options.Since = None,
    until: options.Until = None,
    watch: Annotated[list[str] | None, typer.Option(help="A name, place, phrase, `outlet: NAME` or question.")] = None,
    new_only: Annotated[bool, typer.Option("--new-only", help="Only what you were not told yet.")] = False,
    form: Form = Format.md,
    out_file: OutFile = None,
    llm: options.Llm = None,
    wording: Annotated[
        Wording | None, typer.Option(help="Stories in the sources' own sentences, or in the model's, each verified.")
    ] = None,
    max_stories: Annotated[int | None, typer.Option(min=1, max=100, help="How many stories at most.")] = None,
    reader: Reader = "",
    fresh: Annotated[bool, typer.Option("--fresh", help="Make it anew though it is in the archive.")] = False,
    why: Annotated[bool, typer.Option("--why", help="Say on standard error what put each story in its place.")] = False,
    send: Annotated[bool, typer.Option("--send", help="Mail it too, to --to or DATELINE_MAIL_TO.")] = False,
    to: Annotated[list[str] | None, typer.Option(help="Who gets it by mail; may be repeated.")] = None,
    as_json: options.Json = False,
) -> None:
    """Make the brief of a day. Without dates: the last 24 hours.

    dateline brief --date 2024-02-20
    dateline brief --since 2024-02-17 --until 2024-02-24 --watch Cuba --format html --out week.html
    """
    if context.invoked_subcommand is not None:
        return
    settings = options.settings_with(llm=llm)
    if wording is not None:
        settings = replace(settings, brief_wording=wording.value)
    # What cannot be delivered is not made: it would count as told.
    with destination(Format.json if as_json else form, out_file) as put, open_newsdesk(settings) as desk:
        if send or to:
            brief_mail.readers(desk, to)
        request = BriefRequest(
            day=options.day_of(day, desk.zone, desk.now()) if day is not None else None,
            since=options.start_of(since, desk.zone, desk.now()),
            until=options.end_of(until, desk.zone, desk.now()),
            watch=tuple(text_only(w) for w in watch or ()),
            new_only=new_only,
            max_stories=max_stories,
            reader=reader,
            fresh=fresh,
        )
        made = desk.brief(request, _progress)
        put(written(desk, made, Format.json if as_json else form))
        letters = brief_mail.mail(desk, made, to) if send or to else ()
    if why:
        for story in made.stories:
            parts = ", ".join(f"{name} {share:.2f}" for name, share in story.why.items())
            err().print(styled(f"{story.importance:.2f}  {safe(story.headline)}  ", (parts, "dim")))
    brief_mail.report(letters)


@app.command("list")
def list_briefs(reader: Reader = "", as_json: options.Json = False) -> None:
    """List the briefs of the archive, the latest first."""
    with open_newsdesk(options.settings_with()) as desk:
        kept = [*_pages(desk, reader)]
    if as_json:
        rows = [
            {"id": k.id, "revision": k.revision, "date": k.day.isoformat(), "status": k.status, "stories": k.stories}
            for k in kept
        ]
        print_json({"schema": "dateline.briefs/1", "briefs": rows})
        return
    for k in kept:
        out().print(f"{k.id}  {k.status}  {k.stories} stories  revision {k.revision}")


@app.command()
def show(
    brief_id: Annotated[str, typer.Argument(help="The id, as `dateline brief list` gives it.")],
    revision: Annotated[int | None, typer.Option(help="An earlier revision.")] = None,
    again: Annotated[bool, typer.Option("--again", help="Make it again from the texts it was made from.")] = False,
    form: Form = Format.md,
    out_file: OutFile = None,
    as_json: options.Json = False,
) -> None:
    """Show a brief of the archive, with what changed since in the articles that it cites."""
    with open_newsdesk(options.settings_with()) as desk:
        made = desk.briefs.remake(brief_id, revision) if again else desk.briefs.archived(brief_id, revision)
        text = written(desk, made, Format.json if as_json else form)
    put_out(text, form, out_file)


@app.command()
def watch(
    texts: Annotated[
        list[str] | None, typer.Argument(help="Names, places, phrases, `outlet: NAME`, questions.")
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take these off the list.")] = False,
    reader: Reader = "",
    as_json: options.Json = False,
) -> None:
    """Put things on the watchlist, take them off, or show it."""
    with open_newsdesk(options.settings_with()) as desk:
        for text in (" ".join(text_only(t).split()) for t in texts or ()):
            if not text:
                raise UsageError("nothing to watch", why="it is empty", fix='Type: dateline brief watch "Cuba"')
            if remove and not desk.store.briefs.unwatch(text, reader):
                raise NothingToWorkOn("not taken off", why=f"{text!r} is not on the list", fix="See the list first.")
            if not remove:
                desk.store.briefs.watch(text, desk.now(), reader)
        watched = desk.store.briefs.watches(reader)
    if as_json:
        print_json({"schema": "dateline.watchlist/1", "watch": list(watched)})
        return
    for text in watched:
        out().print(safe(text))


def _pages(desk: Newsdesk, reader: str) -> Iterator[ArchivedBrief]:
    for offset in count(0, PAGE):
        page = desk.store.briefs.listed(reader, limit=PAGE, offset=offset)
        # Their texts are long, and not listed.
        yield from (replace(kept, body="", inputs="") for kept in page)
        if len(page) < PAGE:
            return


def _progress(what: str, done: int, total: int) -> None:
    if sys.stderr.isatty():
        err().print(f"{what}: {done} of {total}")
