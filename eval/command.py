"""``dateline eval``: run a suite, list runs, compare two, write the reports, measure the speed."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rag.cli.options import Sure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eval.metrics import Metric

app = typer.Typer(
    rich_markup_mode=None, add_completion=False, no_args_is_help=True, help="Measure how good the answers are."
)
Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]
Llm = Annotated[str | None, typer.Option(help="embedded, embedded:small, none, or provider:model.")]
FIRST = (
    "contains",
    "right_when_answered",
    "citation_precision",
    "citation_recall",
    "abstention_precision",
    "abstention_recall",
)


@app.command()
def run(
    suite: Annotated[
        str, typer.Argument(help="sample, newsquiz, ir, beir, squad, claims, injection, briefs, or a .jsonl file")
    ],
    data: Annotated[Path | None, typer.Option(help="The folder or file of the suite's data.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first N cases.")] = None,
    llm: Llm = None,
    system: Annotated[
        str, typer.Option(help="dateline, dense only, full text only, tutorial, no retrieval")
    ] = "dateline",
    library: Annotated[Path | None, typer.Option(help="A data folder whose articles are there already.")] = None,
    only: Annotated[
        str | None, typer.Option(help="newsquiz: only cases with this label, such as fresh_article.")
    ] = None,
    ids: Annotated[Path | None, typer.Option(help="newsquiz: only the cases that this file names, one a line.")] = None,
    p_yes: Annotated[Path | None, typer.Option(help="claims: a file of a model's probabilities.")] = None,
    sure: Sure = None,
    spend: Annotated[
        float | None, typer.Option(help="Stop when the provider has charged this many US dollars.")
    ] = None,
    gate: Annotated[Path | None, typer.Option(help="Fail when a measure is under its threshold in this file.")] = None,
    fresh: Annotated[bool, typer.Option(help="Run again although the same run is there.")] = False,
    as_json: Json = False,
) -> None:
    """Run a suite. The same run is resumed or reused.

    dateline eval run sample --llm none
    dateline eval run newsquiz --data FOLDER --only fresh_article
    dateline eval run my-cases.jsonl
    """
    from rag.cli.options import settings_with

    settings = settings_with(llm=llm, sure=sure)
    if suite in ("claims", "injection", "briefs"):
        folder = _whole(suite, settings, data, limit, p_yes, fresh)
    else:
        folder = _cases(suite, settings, data, limit, system, library, only, ids, spend, fresh)
    _finish(folder, gate, as_json=as_json)


def _cases(
    suite: str, settings: Any, data: Path | None, limit: int | None, system: str, library: Path | None, only: str | None, ids: Path | None,
    spend: float | None, fresh: bool,
) -> Path:  # fmt: skip
    from eval.replies import Replies
    from eval.runs import folder_for, plan, run_cases, write_summary
    from eval.suite import prepare

    sys.stderr.write("Preparing the library …\n")
    replies = Replies(settings.home / "results" / "replies.sqlite")
    prepared = prepare(
        suite, settings, system=system, data=data, library=library, limit=limit, only=only, ids=ids, replies=replies
    )
    try:
        wanted = plan(prepared.name, system, settings, prepared.data, prepared.ids)
        folder = folder_for(settings.home / "results", wanted, fresh=fresh)
        started = time.monotonic()
        samples = run_cases(folder, prepared.ids, prepared.one, _progress(), _cap(spend))
        write_summary(folder, prepared.summarise(samples), time.monotonic() - started)
    finally:
        prepared.close()
        replies.close()
    return folder


def _whole(suite: str, settings: Any, data: Path | None, limit: int | None, p_yes: Path | None, fresh: bool) -> Path:
    from eval.runs import folder_for, plan, read_json, write_summary
    from eval.whole import briefed, claims, injected
    from rag.errors import UsageError

    if data is None or not data.is_dir():
        raise UsageError(f"no data for {suite}", why=str(data or "--data was not given"), fix="Give --data FOLDER.")
    digest = b"".join(f.read_bytes() for f in sorted(data.glob("*.gz"))) + (p_yes.read_bytes() if p_yes else b"")
    wanted = plan(suite, "dateline", settings, digest, [str(limit)])
    folder = folder_for(settings.home / "results", wanted, fresh=fresh)
    if read_json(folder / "summary.json") is None:
        started = time.monotonic()
        metrics: Mapping[str, Metric]
        if suite == "claims":
            samples, metrics = claims(data, settings, limit, p_yes)
        else:
            samples, metrics = (briefed if suite == "briefs" else injected)(data, settings, limit)
        lines = [json.dumps(s, ensure_ascii=False) for s in samples]
        (folder / "samples.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
        write_summary(folder, metrics, time.monotonic() - started)
    return folder


def _progress() -> Any:
    started = time.monotonic()

    def show(done: int, total: int) -> None:
        if not sys.stderr.isatty() and done % 25 and done != total:
            return
        left = (time.monotonic() - started) / max(1, done) * (total - done)
        sys.stderr.write(f"{done} of {total}, about {left:.0f} s left\n")

    return show


def _cap(spend: float | None) -> Any:
    spent = 0.0

    def enough(sample: Mapping[str, Any]) -> bool:
        nonlocal spent
        spent += (sample.get("answer", {}).get("trace", {}) or {}).get("cost_usd") or 0.0
        return spend is not None and spent >= spend

    return enough


def _finish(folder: Path, gate_file: Path | None, *, as_json: bool) -> None:
    from eval.compare import gate
    from eval.reports import write_reports
    from eval.runs import read_json

    write_reports(folder)
    summary = read_json(folder / "summary.json") or {}
    if as_json:
        sys.stdout.write(json.dumps(summary | {"folder": str(folder)}, ensure_ascii=False) + "\n")
    else:
        _print(summary["metrics"])
        sys.stdout.write(f"{folder / 'report.md'}\n")
    if gate_file is not None and (fallen := gate(folder, gate_file)):
        sys.stderr.write("".join(f"gate: {line}\n" for line in fallen))
        raise typer.Exit(1)


def _print(metrics: Mapping[str, Any]) -> None:
    names = [n for n in FIRST if n in metrics] + [n for n in metrics if n not in FIRST]
    for name in names:
        m = metrics[name]
        interval = f" [{m['ci_low']:.3f}, {m['ci_high']:.3f}]" if m["ci_low"] is not None else ""
        value = "–" if m["value"] is None else f"{m['value']:.3f}"
        sys.stdout.write(f"{name:40} {value}{interval}  n={m['n']}\n")


@app.command("list")
def list_runs(as_json: Json = False) -> None:
    """List the runs, oldest first."""
    from eval.runs import all_runs, read_json
    from rag.cli.options import settings_with

    found = []
    for folder in all_runs(settings_with().home / "results"):
        manifest, summary = read_json(folder / "manifest.json") or {}, read_json(folder / "summary.json")
        found.append(
            {"run": folder.name, "suite": manifest.get("suite"), "system": manifest.get("system"), "llm": manifest.get("llm"),
             "cases": len(manifest.get("cases", ())), "finished": summary is not None}
        )  # fmt: skip
    if as_json:
        sys.stdout.write(json.dumps({"schema": "dateline.runs/1", "runs": found}) + "\n")
        return
    for one in found:
        state = "" if one["finished"] else "  (not finished)"
        sys.stdout.write(f"{one['run']}  {one['cases']} cases, {one['system']}, {one['llm']}{state}\n")


@app.command()
def compare(before: str, after: str, as_json: Json = False) -> None:
    """Compare two runs, pair by pair; names may be shortened, `last` is the newest.

    dateline eval compare 20260101 last
    """
    from dataclasses import asdict

    from eval.compare import as_markdown
    from eval.compare import compare as compared
    from eval.runs import find_run
    from rag.cli.options import settings_with

    results = settings_with().home / "results"
    old, new = find_run(results, before), find_run(results, after)
    found = compared(old, new)
    if as_json:
        sys.stdout.write(json.dumps({"schema": "dateline.comparison/1"} | asdict(found)) + "\n")
    else:
        sys.stdout.write(as_markdown(old, new, found))


@app.command()
def report(name: Annotated[str, typer.Argument(help="A run, or `last`.")] = "last") -> None:
    """Write the reports of a run again and print where they are."""
    from eval.reports import write_reports
    from eval.runs import find_run
    from rag.cli.options import settings_with

    folder = find_run(settings_with().home / "results", name)
    write_reports(folder)
    sys.stdout.write(f"{folder / 'report.md'}\n{folder / 'report.html'}\n")


@app.command()
def bench(
    sizes: Annotated[str, typer.Option(help="Numbers of synthetic passages, with commas.")] = "1000,10000",
    as_json: Json = False,
) -> None:
    """Measure the speed: ratios of one run, kept like other results.

    dateline eval bench --sizes 1000,10000,100000
    """
    from eval.bench import bench as measured
    from eval.runs import folder_for, plan, write_summary
    from rag.cli.options import settings_with

    settings = settings_with()
    started = time.monotonic()
    metrics: dict[str, Metric] = measured(
        settings, [int(s) for s in sizes.split(",") if s.strip()], lambda line: void(sys.stderr.write(f"{line} …\n"))
    )
    folder = folder_for(settings.home / "results", plan("bench", "dateline", settings, sizes.encode(), []), fresh=True)
    write_summary(folder, metrics, time.monotonic() - started)
    _finish(folder, None, as_json=as_json)


def void(_: object) -> None:
    """Take anything and return nothing."""


command = typer.main.get_command(app)
