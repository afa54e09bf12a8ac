"""``dateline search`` and ``dateline quotes``: passages and utterances, without a language model."""

from __future__ import annotations

from typing import Annotated

import typer

from rag.cli import json_out, options
from rag.cli.asking import question_of
from rag.cli.batch import run_batch
from rag.cli.lines import print_json, text_only
from rag.cli.rows import Row
from rag.cli.terminal import err, link, out, safe, styled
from rag.errors import UsageError
from rag.service import Newsdesk, open_newsdesk

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def search(
    query: Annotated[str | None, typer.Argument(help="Words or a question.")] = None,
    since: options.Since = None,
    until: options.Until = None,
    source: options.Source = None,
    as_of: options.AsOf = None,
    article: options.InArticle = None,
    top_k: options.TopK = None,
    batch: options.Batch = None,
    out_file: options.Out = None,
    as_json: options.Json = False,
) -> None:
    """Find passages with their exact spans, ranked; no language model.

    dateline search "port strike" --since 2024-02-18 --top-k 5
    """
    settings = options.settings_with(as_of=as_of)
    with open_newsdesk(settings) as desk:
        if batch is not None:
            options.only_batch(query)
            given = options.as_fields(since, until, source, article, top_k)
            for_all = options.for_all(given, as_of)
            run_batch(batch, out_file, lambda row: _row(row, desk, given), given=for_all, as_json=as_json)
            return
        options.no_out(out_file)
        if query is None:
            raise UsageError("nothing to search for", why="no words were given", fix='Type: dateline search "..."')
        if desk.store.counts().articles == 0:
            raise options.no_articles("nothing searched")
        asked = options.question(
            query, settings, now=desk.now(), zone=desk.zone, since=since, until=until,
            sources=source, articles=options.article_ids(desk, article or ()), top_k=top_k,
        )  # fmt: skip
        found = desk.search(asked)
    if as_json:
        body = json_out.passages(query, found.window, found.passages)
        print_json(body)
        return
    for p in found.passages:
        day = p.published.iso() if p.published else "undated"
        head = styled((f"{p.rank:>2}. ", "cyan"), f"{day} · {safe(p.source or '')} · ")
        out().print(head, link(safe(p.title), p.url), sep="")
        out().print(styled((f"    {safe(p.text)}", "dim")))
    if not found.passages:
        err().print("No article matches.")


def _row(row: Row, desk: Newsdesk, given: Row) -> Row:
    key = "query" if "query" in row else "question"
    asked = question_of(row, desk, key, given=given)
    found = desk.search(asked)
    return json_out.passages(asked.text, found.window, found.passages)


@app.command()
def quotes(
    speaker: Annotated[str | None, typer.Option(help="Whose words.")] = None,
    about: Annotated[str | None, typer.Option(help="On what.")] = None,
    since: options.Since = None,
    until: options.Until = None,
    source: options.Source = None,
    as_of: options.AsOf = None,
    article: options.InArticle = None,
    as_json: options.Json = False,
) -> None:
    """Who said what: exact quotations and reported speech, with speaker, outlet and span.

    dateline quotes --speaker Lavrov --about commission
    """
    settings = options.settings_with(as_of=as_of)
    with open_newsdesk(settings) as desk:
        asked = options.question(
            about or "quotes", settings, now=desk.now(), zone=desk.zone, since=since, until=until,
            sources=source, articles=options.article_ids(desk, article or ()),
        )  # fmt: skip
        if desk.store.counts().articles == 0:
            raise options.no_articles("no quotes")
        found = desk.quotes(
            speaker=text_only(speaker) if speaker else None, about=text_only(about or ""), question=asked
        )
        titles = {q.article_id: desk.store.article(q.article_id) for q in found}
    if as_json:
        print_json(json_out.quotes(found))
        return
    for q in found:
        stored = titles[q.article_id]
        words = f"“{safe(q.text)}”" if q.kind == "direct" else safe(q.text)
        out().print(styled((safe(q.speaker), "bold"), f" ({q.kind}): {words}"))
        if stored is not None:
            day = stored.article.published.iso() if stored.article.published else "undated"
            head = styled((f"    {day} · {safe(stored.article.source or '')} · ", "dim"))
            out().print(head, link(safe(stored.article.title), stored.article.url), sep="")
    if not found:
        err().print("No one is quoted like that.")
