"""``dateline eval``: run a suite, list runs, compare two, write the reports, measure the speed."""

from __future__ import annotations

import math
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from eval.offered import SYSTEMS, TAKES
from rag.cli.lines import print_json
from rag.cli.options import Json, Sure
from rag.cli.terminal import safe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eval.metrics.intervals import Metric

app = typer.Typer(
    rich_markup_mode=None, add_completion=False, no_args_is_help=True, help="Measure how good the answers are."
)
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
    suite: Annotated[str, typer.Argument(help=f"{', '.join(TAKES)}, or a .jsonl file")],
    data: Annotated[Path | None, typer.Option(help="The folder or file of the suite's data.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first N cases.")] = None,
    llm: Llm = None,
    system: Annotated[str, typer.Option(help=", ".join(SYSTEMS))] = "dateline",
    library: Annotated[Path | None, typer.Option(help="A data folder whose articles are there already.")] = None,
    only: Annotated[
        str | None, typer.Option(help="newsquiz: only cases with this label, such as fresh_article.")
    ] = None,
    ids: Annotated[Path | None, typer.Option(help="newsquiz: only the cases that this file names, one a line.")] = None,
    p_yes: Annotated[Path | None, typer.Option(help="claims: a file of a model's probabilities.")] = None,
    sure: Sure = None,
    spend: Annotated[
        float | None, typer.Option(min=0.0, help="Stop when the provider has charged this many US dollars.")
    ] = None,
    price: Annotated[
        str | None, typer.Option(help="IN,OUT: US dollars for a million tokens, where the provider tells no price.")
    ] = None,
    gate: Annotated[
        Path | None, typer.Option(help="Fail when a measure is outside its bounds (least, most) in this file.")
    ] = None,
    fresh: Annotated[bool, typer.Option(help="Run again although the same run is there.")] = False,
    as_json: Json = False,
) -> None:
    """Run a suite. The same run is resumed or reused.

    dateline eval run sample --llm none
    dateline eval run newsquiz --data FOLDER --only fresh_article
    dateline eval run my-cases.jsonl
    """
    from eval.running import Wanted, run_suite
    from eval.runs.gates import read_gate
    from rag.cli.options import settings_with

    if gate is not None:
        read_gate(gate)  # what is wrong with it is known before hours of work
    wanted = Wanted(suite, data, limit, system, library, only, ids, p_yes, spend, _price(price), fresh, llm, sure)
    folder = run_suite(settings_with(llm=llm, sure=sure), wanted)
    _finish(folder, gate, as_json=as_json)


def _price(text: str | None) -> tuple[float, float] | None:
    from rag.errors import UsageError

    if text is None:
        return None
    try:
        prompt, completion = (float(part) for part in text.split(","))
        if not (0 <= prompt < math.inf and 0 <= completion < math.inf):
            raise ValueError(text)
    except ValueError as exc:
        why = f"{text!r} is not two prices with a comma between"
        raise UsageError("--price not read", why=why, fix="Write for example --price 1.25,10.") from exc
    return prompt, completion


def _finish(folder: Path, gate_file: Path | None, *, as_json: bool) -> None:
    from eval.reports.report import write_reports
    from eval.runs.folders import read_json
    from eval.runs.gates import gate as fallen_in

    write_reports(folder)
    summary = read_json(folder / "summary.json") or {}
    if as_json:
        print_json(summary | {"folder": str(folder)})
    else:
        _print(summary["metrics"])
        sys.stdout.write(f"{folder / 'report.md'}\n")
    if gate_file is not None and (fallen := fallen_in(folder, gate_file)):
        sys.stderr.write("".join(f"gate: {safe(line)}\n" for line in fallen))
        raise typer.Exit(1)


def _print(metrics: Mapping[str, Any]) -> None:
    names = [n for n in FIRST if n in metrics] + [n for n in metrics if n not in FIRST]
    for name in names:
        m = metrics[name]
        interval = f" [{m['ci_low']:.3f}, {m['ci_high']:.3f}]" if m["ci_low"] is not None else ""
        value = "–" if m["value"] is None else f"{m['value']:.3f}"
        sys.stdout.write(f"{safe(name):40} {value}{interval}  n={m['n']}\n")


@app.command("list")
def list_runs(as_json: Json = False) -> None:
    """List the runs, oldest first."""
    from eval.runs.folders import all_runs, read_json
    from rag.cli.options import settings_with

    found = []
    for folder in all_runs(settings_with().home / "results"):
        manifest, summary = read_json(folder / "manifest.json") or {}, read_json(folder / "summary.json")
        found.append(
            {"run": folder.name, "suite": manifest.get("suite"), "system": manifest.get("system"), "llm": manifest.get("llm"),
             "cases": len(manifest.get("cases", ())), "finished": summary is not None}
        )  # fmt: skip
    if as_json:
        print_json({"schema": "dateline.runs/1", "runs": found})
        return
    for one in found:
        state = "" if one["finished"] else "  (not finished)"
        sys.stdout.write(
            f"{safe(str(one['run']))}  {one['cases']} case{'' if one['cases'] == 1 else 's'}, {one['system']}, {one['llm']}{state}\n"
        )


@app.command()
def compare(before: str, after: str, as_json: Json = False) -> None:
    """Compare two runs, pair by pair; names may be shortened, `last` is the newest.

    dateline eval compare 20260101 last
    """
    from dataclasses import asdict

    from eval.reports.compare import as_markdown
    from eval.reports.compare import compare as compared
    from eval.runs.folders import find_run
    from rag.cli.options import settings_with

    results = settings_with().home / "results"
    old, new = find_run(results, before), find_run(results, after)
    found = compared(old, new)
    if found.different:
        sys.stderr.write(f"{len(found.different)} cases ask or expect another thing in each run and are left out.\n")
    if as_json:
        print_json({"schema": "dateline.comparison/1"} | asdict(found))
    else:
        sys.stdout.write(as_markdown(old, new, found))


@app.command()
def check(
    cases: Annotated[Path, typer.Argument(help="A file of cases of one's own.")],
    as_json: Json = False,
) -> None:
    """Check a file of cases: is every line a case?

    dateline eval check my-cases.jsonl
    """
    from eval.cases.questions import read_cases

    found = read_cases(cases)
    if as_json:
        print_json({"schema": "dateline.cases/1", "cases": [c.id for c in found]})
    else:
        sys.stdout.write(f"{len(found)} cases, all well\n")


@app.command()
def report(name: Annotated[str, typer.Argument(help="A run, or `last`.")] = "last", as_json: Json = False) -> None:
    """Write the reports of a run again and print where they are."""
    from eval.reports.report import write_reports
    from eval.runs.folders import find_run, finished
    from rag.cli.options import settings_with

    folder = finished(find_run(settings_with().home / "results", name))
    write_reports(folder)
    files = {"markdown": str(folder / "report.md"), "html": str(folder / "report.html")}
    if as_json:
        print_json({"schema": "dateline.report/1", "run": folder.name} | files)
    else:
        sys.stdout.write("".join(f"{file}\n" for file in files.values()))


@app.command()
def bench(
    sizes: Annotated[str, typer.Option(help="Numbers of synthetic passages, with commas.")] = "1000,10000",
    as_json: Json = False,
) -> None:
    """Measure the speed: ratios of one run, kept like other results.

    dateline eval bench --sizes 1000,10000,100000
    """
    from eval.bench import bench as measured
    from eval.runs.folders import folder_for, plan, write_summary
    from rag.cli.options import settings_with

    settings, passages = settings_with(llm="none"), _sizes(sizes)  # no model is asked, nor named
    started = time.monotonic()
    metrics: dict[str, Metric] = measured(settings, passages, lambda line: void(sys.stderr.write(f"{line} …\n")))
    folder = folder_for(settings.home / "results", plan("bench", "dateline", settings, sizes.encode(), []), fresh=True)
    write_summary(folder, metrics, time.monotonic() - started)
    _finish(folder, None, as_json=as_json)


def _sizes(text: str) -> list[int]:
    from rag.errors import UsageError

    try:
        found = [int(part) for part in text.split(",")]
        if min(found) < 1:
            raise ValueError(text)
    except ValueError as exc:
        why = f"{text!r} is not whole numbers above 0 with commas between"
        raise UsageError("--sizes not read", why=why, fix="Write for example --sizes 1000,10000.") from exc
    return found


def void(_: object) -> None:
    """Take anything and return nothing."""


command = typer.main.get_command(app)
