"""``dateline ingest``: articles in, with progress, counts and a line for each item that was refused."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from rag.cli.lines import print_json
from rag.cli.options import Json, settings_with
from rag.cli.terminal import err, out, safe, styled
from rag.errors import NothingToWorkOn, ProviderError, UsageError
from rag.types import Ingested

if TYPE_CHECKING:
    from rag.service import Newsdesk

app = typer.Typer(rich_markup_mode=None, add_completion=False)
FATES = ("added", "updated", "unchanged", "duplicate", "rejected")


@app.command()
def ingest(
    targets: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH|URL|- ...", help=".jsonl[.gz] .csv .txt .md .html .eml, a folder, a web page, -"),
    ] = None,
    sample: Annotated[bool, typer.Option("--sample", help="The sample news that comes with Dateline.")] = False,
    as_json: Json = False,
) -> None:
    """Put articles in. Safe to repeat: what is there already stays as it is.

    An item that is refused does not stop the others; when nothing came in, the exit code is 3, or 5 where the
    network failed.

    dateline ingest news.jsonl
    dateline ingest ~/Downloads/articles page.html https://example.org/story
    cat story.txt | dateline ingest -
    """
    from rag.cli import json_out
    from rag.service import open_newsdesk

    wanted = list(targets or ())
    if sample:
        from rag.sample import path

        wanted.append(str(path()))
    if not wanted:
        raise UsageError("nothing to ingest", why="no path or address was given", fix="Type: dateline ingest PATH")
    counts: Counter[str] = Counter(dict.fromkeys(FATES, 0))
    notable: list[Ingested] = []
    with open_newsdesk(settings_with()) as desk:
        for item in _with_progress(desk, wanted):
            counts[item.fate] += 1
            if item.fate in ("rejected", "duplicate", "updated") or item.flags:
                notable.append(item)
            if item.fate == "rejected":
                err().print(f"rejected {safe(item.ref)}: {safe(item.reason or '')}. {safe(item.fix or '')}")
        total = desk.store.counts().articles
        network_failed = desk.last_fault is not None
    if as_json:
        print_json(json_out.ingested(counts, notable))
    else:
        words = ", ".join(f"{counts[fate]} {fate}" for fate in FATES if counts[fate]) or "nothing found"
        out().print(styled((words, "bold"), f". {total} articles in the library."))
    if counts["rejected"] == counts.total():
        err().print("No article came in." if counts.total() else "No article came in: what was given holds none.")
        raise typer.Exit((ProviderError if network_failed else NothingToWorkOn).exit_code)


def _with_progress(desk: Newsdesk, targets: list[str]) -> Iterator[Ingested]:
    total = desk.count_items(targets)
    with _bar(total) as advance:
        for item in desk.ingest(targets, stdin=sys.stdin.buffer):
            advance()
            yield item


@contextmanager
def _bar(total: int | None) -> Iterator[_Advance]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err(), transient=True, disable=not err().is_terminal) as progress:
        task = progress.add_task("articles", total=total, rate="")

        def advance() -> None:
            speed = progress.tasks[0].speed
            progress.update(task, advance=1, rate=f"{speed:.1f}/s" if speed else "")

        yield advance


if TYPE_CHECKING:
    from collections.abc import Callable

    _Advance = Callable[[], None]
