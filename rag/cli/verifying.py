"""``dateline verify``: is a claim supported by a text, and by which words of it?"""

from __future__ import annotations

from pathlib import Path
from textwrap import shorten
from typing import Annotated

import typer

from rag.cli import json_out, options
from rag.cli.batch import run_batch
from rag.cli.lines import print_json, text_only
from rag.cli.rows import Row, text_of, words_of
from rag.cli.terminal import err, out, safe, styled
from rag.errors import UsageError
from rag.service import Newsdesk, Verified, open_newsdesk
from rag.types import Published

app = typer.Typer(rich_markup_mode=None, add_completion=False)
Batch = Annotated[
    str | None, typer.Option(help='A JSON Lines file with one claim a line: {"id", "source", "claim", "published"?}.')
]


@app.command()
def verify(
    claim: Annotated[str | None, typer.Argument(help="The sentence to check.")] = None,
    against: Annotated[str | None, typer.Option(help="A file, or the id of an article.")] = None,
    llm: options.Llm = None,
    sure: options.Sure = None,
    batch: Batch = None,
    out_file: options.Out = None,
    as_json: options.Json = False,
) -> None:
    """Check a claim against a text: supported or not, how surely, why, and on which words.

    dateline verify "The commission meets in two to three months." --against story.txt
    """
    with open_newsdesk(options.settings_with(llm=llm, sure=sure)) as desk:
        if batch is not None:
            _batch(desk, batch, out_file, as_json=as_json)
            return
        if claim is None or against is None:
            raise UsageError(
                "nothing to verify", why="a claim and --against are needed", fix="See: dateline verify --help"
            )
        result = _verified(desk, text_only(claim), against)
    _tell(result.note)
    if as_json:
        print_json(json_out.verified(None, result))
        return
    word = ("supported", "bold green") if result.verdict.supported else ("not supported", "bold red")
    out().print(styled(word, f" ({result.verdict.score:.2f})"))
    for reason in result.verdict.reasons:
        out().print(f"  {safe(reason)}")
    if result.span is not None:
        out().print(styled((f"  “{safe(result.text)}”", "dim")))


def _verified(desk: Newsdesk, claim: str, against: str) -> Verified:
    stored = desk.store.article(options.article_named(against))
    if stored is not None:
        return desk.verify(claim, stored.article.text, published=stored.article.published)
    return desk.verify(claim, _text_in(against))


def _text_in(against: str) -> str:
    try:
        return Path(against).read_text("utf-8", errors="replace")
    except (OSError, ValueError) as exc:
        # A text that was pasted here is too long for the name of a file.
        reason = exc.strerror if isinstance(exc, OSError) else str(exc)
        raise UsageError(
            "nothing to verify against",
            why=f"{shorten(against, 80)!r} is no article's id and no file that can be read ({reason})",
            fix="Put the text into a file and name that, or see: dateline articles",
        ) from exc


def _batch(desk: Newsdesk, batch: str, out_file: str | None, *, as_json: bool) -> None:
    made_with = options.made_with(desk.settings)
    notes: dict[str, None] = {}

    def verdict(row: Row) -> Row:
        result = desk.verify(text_of(row, "claim"), text_of(row, "source"), published=_published(row))
        body = {**json_out.verified(str(row["id"]), result), "id": row["id"]}
        if result.note is None:
            return body
        notes[result.note] = None
        return {**body, "made_with": {**made_with, "llm": "none"}}

    try:
        run_batch(batch, out_file, verdict, made_with=made_with, as_json=as_json)
    finally:
        for note in notes:
            _tell(note)


def _tell(note: str | None) -> None:
    if note:
        err().print(styled(("The model did not judge: ", "yellow"), safe(note)))


def _published(row: Row) -> Published | None:
    from rag.ingest.dates import parse

    told = words_of(row, "published")
    when = parse(told) if told else None
    if told and when is None:
        raise UsageError(
            "date not read", why=f"{told!r} is no date", fix='Write it as "published": "2024-02-20", or leave it out'
        )
    return when
