"""``dateline ask``: evidence at once, then the answer as it is verified, then the sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated

import typer

from rag.cli import json_out, options, rows
from rag.cli.batch import run_batch
from rag.cli.lines import print_json
from rag.cli.rows import Row
from rag.cli.terminal import err, link, out, safe, styled
from rag.errors import PrerequisiteError, ProviderError, UsageError
from rag.service import Newsdesk, open_newsdesk
from rag.types import (
    Answer,
    AskEvent,
    Citation,
    Done,
    Evidence,
    Published,
    Question,
    Reason,
    Retrieved,
    SentenceVerified,
    SentenceWithheld,
    Status,
    missing_heading,
)

app = typer.Typer(rich_markup_mode=None, add_completion=False)
SHOWN_EVIDENCE = 5


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="What you want to know.")] = None,
    since: options.Since = None,
    until: options.Until = None,
    source: options.Source = None,
    as_of: options.AsOf = None,
    any_time: options.AnyTime = False,
    after: options.After = None,
    article: options.InArticle = None,
    llm: options.Llm = None,
    sure: options.Sure = None,
    top_k: options.TopK = None,
    batch: options.Batch = None,
    out_file: options.Out = None,
    as_json: options.Json = False,
) -> None:
    """Ask a question. Every sentence of the answer is cited and verified, or it is not shown.

    dateline ask "What did Lavrov say about the intergovernmental commission?"
    dateline ask "What changed this week?" --source "The Ostrava Post" --llm none
    dateline ask "And when is the next meeting?" --after "What did Lavrov say about the commission?"
    dateline ask --batch questions.jsonl --out answers.jsonl
    """
    settings = options.settings_with(llm=llm, as_of=as_of, sure=sure)
    with open_newsdesk(settings) as desk:
        if batch is not None:
            options.only_batch(question or after)
            given = options.as_fields(since, until, source, article, top_k, any_time=any_time)
            _batch(desk, batch, out_file, given, options.for_all(given, as_of), as_json=as_json)
            return
        options.no_out(out_file)
        if question is None:
            raise UsageError("no question", why="none was given", fix='Type: dateline ask "..."')
        asked = options.question(
            _understood(desk, question, after), settings, now=desk.now(), zone=desk.zone, since=since, until=until,
            sources=source, articles=options.article_ids(desk, article or ()), top_k=top_k, any_time=any_time,
            after=after,
        )  # fmt: skip
        if as_json:
            print_json(json_out.answer(desk.ask(asked)))
        else:
            show(desk.ask_stream(asked))


def _batch(desk: Newsdesk, batch: str, out_file: str | None, given: Row, for_all: Row, *, as_json: bool) -> None:
    def answer(row: Row) -> Row:
        told = desk.ask(question_of(row, desk, given=given))
        return json_out.answer(told) | _unanswered(told)

    made_with = options.made_with(desk.settings)
    _, failed = run_batch(batch, out_file, answer, given=for_all, made_with=made_with, as_json=as_json)
    if failed and desk.last_fault:
        at_hand = desk.model()[0] is not None
        raise typer.Exit(ProviderError.exit_code if at_hand else PrerequisiteError.exit_code)


def _unanswered(told: Answer) -> Row:
    """Return the error of a line whose model failed: the line keeps its passages, and is asked again by the next run."""
    if told.reason is not Reason.MODEL_UNAVAILABLE:
        return {}
    why = (told.note or "the language model is not at hand").rstrip(".")
    fix = "Run the same again when the model is at hand: this line is asked anew."
    return {"error": json_out.error("the model did not answer", why, fix)}


def question_of(row: Row, desk: Newsdesk, key: str = "question", *, given: Row | None = None) -> Question:
    """Return the question of a batch line with the filters that the line names, and for the others those ``given``.

    Raises:
        NothingToWorkOn: it names an article that is not there.
        UsageError: one of its fields holds something else than it should.
    """
    row = rows.filled(row, given or {})
    after = rows.words_of(row, "after")
    return options.question(
        _understood(desk, rows.text_of(row, key), after), desk.settings, now=desk.now(), zone=desk.zone,
        since=rows.words_of(row, "since"), until=rows.words_of(row, "until"), as_of=rows.words_of(row, "as_of"),
        sources=rows.list_of(row, "source", "sources"),
        articles=options.article_ids(desk, rows.list_of(row, "article", "articles")),
        top_k=rows.number_of(row, "top_k", most=options.MOST_PASSAGES), any_time=rows.flag_of(row, "any_time"),
        after=after,
    )  # fmt: skip


def _understood(desk: Newsdesk, question: str, after: str | None) -> str:
    return desk.understood(question, after) if after else question


def show(events: Iterable[AskEvent]) -> None:
    """Print an answer as it comes: evidence to standard error, the answer and its sources to standard output."""
    for event in events:
        if isinstance(event, Retrieved):
            _evidence(event.evidence)
        elif isinstance(event, SentenceVerified):
            marks = "".join(f" [{n}]" for n in event.sentence.citations)
            out().print(styled(safe(event.sentence.text), (marks, "cyan")))
        elif isinstance(event, SentenceWithheld):
            err().print(
                styled(("withheld: ", "yellow"), safe(event.withheld.text), f" ({safe(event.withheld.reason)})")
            )
        elif isinstance(event, Done):
            _end(event.answer)


def _evidence(evidence: Evidence) -> None:
    window = evidence.window
    if window.words or window.since or window.until:
        since, until = json_out.moment(window.since) or "...", json_out.moment(window.until) or "..."
        origin = f" (from “{safe(window.words)}”)" if window.words else ""
        err().print(styled((f"time: {since} to {until}{origin}", "dim")))
    best = sorted(evidence.sentences, key=lambda s: -s.score)[:SHOWN_EVIDENCE]
    for sentence in best:
        head = f"{_day(sentence.published)}  {safe(sentence.source or '')}  "
        err().print(styled((head, "dim"), (safe(sentence.text), "dim italic")))
    if best:
        err().print()


def _end(answer: Answer) -> None:
    if answer.status is Status.ABSTAINED:
        _abstained(answer)
    elif answer.missing:
        out().print(styled((f"{missing_heading(answer.missing)}: ", "yellow"), safe(answer.missing)))
    for conflict in answer.conflicts:
        out().print(styled(("\nThe sources differ: ", "bold yellow"), safe(conflict.about)))
        for claim in conflict.claims:
            marks = "".join(f" [{n}]" for n in claim.citations)
            out().print(styled("  - ", safe(claim.text), (marks, "cyan")))
    if answer.note and answer.reason is not Reason.MODEL_UNAVAILABLE and answer.note not in (answer.missing or ""):
        err().print(styled(("Note: ", "yellow"), safe(answer.note)))
    if answer.withheld:
        err().print(styled((f"{len(answer.withheld)} sentence(s) withheld.", "dim")))
    if answer.citations:
        out().print()
        _sources(answer.citations)


def _abstained(answer: Answer) -> None:
    # Of a model that did not answer nothing follows about the sources.
    unasked = answer.reason is Reason.MODEL_UNAVAILABLE
    out().print(styled(("No answer was written." if unasked else "The sources do not say.", "bold")))
    if answer.missing:
        out().print(safe(answer.missing[:1].upper() + answer.missing[1:]) + ".")
    if answer.note and unasked:
        err().print(styled(("The model did not answer: ", "yellow"), safe(answer.note)))
    nearest = sorted(answer.evidence.sentences, key=lambda s: -s.score)[:2]
    if nearest:
        out().print("The nearest they say:")
        for sentence in nearest:
            origin = f"  ({safe(sentence.source or sentence.title)}, {_day(sentence.published)})"
            out().print(styled("  ", safe(sentence.text), (origin, "dim")))
    newest = max((p.published.iso() for p in answer.evidence.passages if p.published), default=None)
    if newest:
        out().print(styled((f"Newest of the articles found: {newest}.", "dim")))


def _sources(citations: Sequence[Citation]) -> None:
    for citation in citations:
        head = f"[{citation.n}] "
        where = " · ".join(x for x in (_day(citation.published), safe(citation.source or "")) if x)
        out().print(styled((head, "cyan"), where, " · "), link(safe(citation.title), citation.url), sep="")
        out().print(styled((f"    {safe(citation.text)}", "dim")))


def _day(published: Published | None) -> str:
    return published.day.isoformat() if published else "undated"
