"""``dateline article``, ``articles`` and ``remove``: reading, listing and deleting."""

from __future__ import annotations

from typing import Annotated

import typer

from rag.cli import json_out, options
from rag.cli.lines import print_json
from rag.cli.terminal import err, link, out, safe, styled
from rag.service import open_newsdesk

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def article(
    article_id: Annotated[str, typer.Argument(metavar="ID", help="The article's id.")],
    as_json: options.Json = False,
) -> None:
    """Read one article: its text, versions, copies and flags."""
    with open_newsdesk(options.settings_with()) as desk:
        stored = desk.store.article(options.article_named(article_id))
        if stored is None:
            raise options.no_such_article(article_id)
        versions = desk.store.versions(stored.article.id)
    if as_json:
        print_json(json_out.article(stored, versions))
        return
    found = stored.article
    out().print(styled((safe(found.title), "bold")))
    day = found.published.iso() if found.published else "undated"
    facts = [day, safe(found.source or ""), safe(", ".join(found.authors)), f"version {stored.version}"]
    if stored.copies:
        facts.append(f"{len(stored.copies)} copies")
    out().print(styled((" · ".join(f for f in facts if f), "dim")), link(safe(found.url or ""), found.url))
    out().print()
    out().print(safe(found.text, lines=True))
    if found.flags:
        out().print(styled((f"\nFlags: {safe(', '.join(found.flags))}", "yellow")))


@app.command()
def articles(
    since: options.Since = None,
    until: options.Until = None,
    source: options.Source = None,
    as_of: options.AsOf = None,
    limit: Annotated[int, typer.Option(min=1, help="At most this many.")] = 1000,
    offset: Annotated[int, typer.Option(min=0, help="Skip this many.")] = 0,
    as_json: options.Json = False,
) -> None:
    """List articles, newest first."""
    settings = options.settings_with(as_of=as_of)
    with open_newsdesk(settings) as desk:
        asked = options.question(
            "articles", settings, now=desk.now(), zone=desk.zone, since=since, until=until, sources=source
        )
        found = desk.store.articles(desk.filter(asked), limit=limit, offset=offset)
        total = desk.store.counts().articles
        if total == 0:
            raise options.no_articles("no articles")
    if as_json:
        body = {
            "schema": "dateline.articles/1",
            "total": total,
            "articles": [json_out.listed(a) for a in found],
        }
        print_json(body)
        return
    for stored in found:
        a = stored.article
        day = a.published.day.isoformat() if a.published else "undated   "
        copies = f"  (copy of {stored.copy_of})" if stored.copy_of else ""
        head = styled((f"{day}  ", "dim"), (a.id, "cyan"), f"  {safe(a.source or '')}  ")
        out().print(head, link(safe(a.title), a.url), styled((copies, "dim")), sep="")
    if not found:
        err().print("No article matches.")


@app.command()
def remove(
    article_id: Annotated[str, typer.Argument(metavar="ID", help="The article's id.")],
    as_json: options.Json = False,
) -> None:
    """Delete one article and everything derived from it."""
    with open_newsdesk(options.settings_with()) as desk:
        if not desk.remove(options.article_named(article_id)):
            raise options.no_such_article(article_id)
    if as_json:
        print_json({"schema": "dateline.removed/1", "removed": article_id})
    else:
        out().print(f"Removed {safe(article_id)}.")
