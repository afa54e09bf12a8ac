"""``dateline brief``: the brief of a day, in the format that is asked for."""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from rag.cli import options
from rag.cli.terminal import err
from rag.errors import UsageError
from rag.service import Newsdesk, open_newsdesk
from rag.types import Brief, BriefRequest

app = typer.Typer(rich_markup_mode=None, no_args_is_help=False)


class Format(StrEnum):
    """The formats of a brief."""

    md = "md"
    json = "json"


@app.callback(invoke_without_command=True)
def brief(
    context: typer.Context,
    day: Annotated[str | None, typer.Option("--date", help="The day: 2024-02-20, today or yesterday.")] = None,
    since: options.Since = None,
    until: options.Until = None,
    watch: Annotated[list[str] | None, typer.Option(help="A name, place, phrase, `outlet: NAME` or question.")] = None,
    new_only: Annotated[bool, typer.Option("--new-only", help="Only what you were not told yet.")] = False,
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.md,
    out_file: Annotated[Path | None, typer.Option("--out", help="Write to this file.")] = None,
    llm: options.Llm = None,
    max_stories: Annotated[int | None, typer.Option(min=1, max=100, help="How many stories at most.")] = None,
    as_json: options.Json = False,
) -> None:
    """Make the brief of a day. Without dates: the last 24 hours.

    dateline brief --date 2024-02-20
    dateline brief --since 2024-02-17 --until 2024-02-24 --watch Cuba --format html --out week.html
    """
    if context.invoked_subcommand is not None:
        return
    settings = options.settings_with(llm=llm)
    with open_newsdesk(settings) as desk:
        request = BriefRequest(
            day=_day(day, desk),
            since=options.start_of(since, desk.zone),
            until=options.end_of(until, desk.zone),
            watch=tuple(watch or ()),
            new_only=new_only,
            max_stories=max_stories,
        )
        made = desk.brief(request, _progress)
    text = written(made, Format.json if as_json else form)
    if out_file is not None:
        out_file.write_text(text, "utf-8")
    else:
        sys.stdout.write(text)


def _progress(what: str, done: int, total: int) -> None:
    if sys.stderr.isatty():
        err().print(f"{what}: {done} of {total}")


def written(made: Brief, form: Format) -> str:
    """Return a brief in a format."""
    if form is Format.json:
        from rag.export.as_json import brief_json

        return json.dumps(brief_json(made), ensure_ascii=False) + "\n"
    from rag.export.as_markdown import brief_markdown

    return brief_markdown(made)


def _day(text: str | None, desk: Newsdesk) -> date | None:
    if text is None:
        return None
    today = desk.now().astimezone(desk.zone).date()
    named = {"today": today, "yesterday": today - timedelta(days=1)}
    try:
        return named.get(text.strip().lower()) or date.fromisoformat(text.strip())
    except ValueError as exc:
        raise UsageError("date not read", why=f"{text!r} is no ISO date", fix="Write it as 2024-02-20.") from exc
