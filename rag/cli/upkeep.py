"""``dateline setup``, ``reindex``, ``doctor``, ``status``, ``export`` and ``backup``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from rag.cli import options
from rag.cli.files import replaced
from rag.cli.lines import line, print_json
from rag.cli.terminal import err, out, safe, styled
from rag.service import open_newsdesk

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@contextmanager
def _progress(unit: str) -> Iterator[Callable[[str, int, int], None]]:
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    amount = DownloadColumn() if unit == "bytes" else MofNCompleteColumn()
    columns = (TextColumn("{task.description}"), BarColumn(), amount, TimeRemainingColumn())
    with Progress(*columns, console=err(), transient=True, disable=not err().is_terminal) as bar:
        tasks: dict[str, int] = {}

        def report(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done, total=total)  # type: ignore[arg-type]

        yield report


@app.command()
def setup(llm: options.Llm = None, as_json: options.Json = False) -> None:
    """Fetch and verify the model files. Safe to repeat; a second run takes no time."""
    from rag.service.models import set_up

    with _progress("bytes") as report:
        present = set_up(options.settings_with(llm=llm), report)
    if as_json:
        print_json({"schema": "dateline.setup/1", "files": present})
    else:
        out().print(f"Ready: {', '.join(present)}.")


@app.command()
def reindex(as_json: options.Json = False) -> None:
    """Rebuild the index beside the old one and swap, and read who said what anew.

    Embeddings that are known are not paid for again.
    """
    with open_newsdesk(options.settings_with()) as desk, _progress("chunks") as report:
        chunks = desk.reindex(report)
        quotes = desk.store.counts().quotes
    if as_json:
        print_json({"schema": "dateline.reindex/1", "chunks": chunks, "quotes": quotes})
    else:
        out().print(f"Rebuilt: {chunks} chunks, {quotes} quotations.")


@app.command()
def doctor(as_json: options.Json = False) -> None:
    """Find what is wrong, explain it, and say how to mend it. Changes nothing."""
    from rag.service.doctor import examine

    findings = examine(options.settings_with)
    if as_json:
        problems = [{"what": p.what, "why": p.why, "fix": p.fix} for p in findings.problems]
        body = {"schema": "dateline.doctor/1", "problems": problems, "facts": dict(findings.facts)}
        print_json(body)
    else:
        for name, value in findings.facts.items():
            out().print(styled((f"{name}: ", "dim"), safe(value)))
        for p in findings.problems:
            out().print(styled(("\n" + safe(p.what), "bold red"), f": {safe(p.why)}.\n  {safe(p.fix)}"))
        if not findings.problems:
            out().print(styled(("All is well.", "bold green")))
    if findings.problems:
        raise typer.Exit(4)


@app.command()
def status(as_json: options.Json = False) -> None:
    """How much there is, and what it was made with."""
    with open_newsdesk(options.settings_with()) as desk:
        facts = desk.status()
    if as_json:
        print_json({"schema": "dateline.status/1", **facts})
    else:
        for name, value in facts.items():
            out().print(styled((f"{name}: ", "dim"), safe("none yet" if value is None else str(value))))


@app.command()
def export(
    out_file: Annotated[Path | None, typer.Option("--out", help="A file; otherwise standard output.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="With --out: the count as one JSON object.")] = False,
) -> None:
    """Write every article out as JSON Lines that `dateline ingest` reads back.

    dateline export --out articles.jsonl
    """
    with open_newsdesk(options.settings_with()) as desk:
        if desk.store.counts().articles == 0:
            raise options.no_articles("nothing exported")
        if out_file is None:
            for article in desk.store.export():
                print_json(article)
            return
        count = 0
        with replaced(out_file, "articles not exported") as sink:
            for article in desk.store.export():
                sink.write(line(article))
                count += 1
    if as_json:
        print_json({"schema": "dateline.export/1", "articles": count, "file": str(out_file)})
    else:
        err().print(f"{count} articles written to {safe(str(out_file))}.")


@app.command()
def backup(
    to: Annotated[str, typer.Argument(metavar="FILE", help="Where the copy goes.")],
    as_json: options.Json = False,
) -> None:
    """Write a consistent copy of the store while it is in use. Put it back as dateline.sqlite3, then reindex.

    Before it is put back, take away the old dateline.sqlite3 with its -wal and -shm: what they hold would be
    written into the copy.
    """
    with open_newsdesk(options.settings_with()) as desk:
        desk.store.backup(Path(to))
    if as_json:
        print_json({"schema": "dateline.backup/1", "file": to})
    else:
        out().print(f"Backed up to {safe(to)}.")
