"""Runs: a folder each, one line a case as soon as it is done, resumable after kill -9."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, TextIO

from filelock import FileLock, Timeout

import prompts
from eval.metrics.intervals import Metric
from eval.runs.identity import chosen, code_version, commit
from rag.cli.lines import line
from rag.config import Settings
from rag.errors import DatelineError, LockHeld, NothingToWorkOn, PrerequisiteError

SAMPLES = "samples.jsonl"
LOCK = "run.lock"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be run: everything that determines the result, and the ids of its cases in order."""

    suite: str
    system: str
    llm: str
    embeddings: str
    settings: Mapping[str, str]
    data_sha256: str
    code: str
    prompts: Mapping[str, str]
    cases: tuple[str, ...]

    @property
    def key(self) -> str:
        """Identity of the run: the same key gives the same result."""
        return sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:16]


def plan(suite: str, system: str, settings: Settings, data: bytes, cases: Sequence[str]) -> Plan:
    """Return the plan of a run with these settings; ``data`` stands for the cases and the articles."""
    names = ("answer", "answer_keys", "support")
    return Plan(
        suite, system, settings.llm, settings.embeddings, chosen(settings), sha256(data).hexdigest(), code_version(),
        {n: prompts.load(n).sha256 for n in names}, tuple(cases),
    )  # fmt: skip


def folder_for(results: Path, wanted: Plan, *, fresh: bool) -> Path:
    """Return the folder of a run with the same key, to resume or to reuse, or a new one."""
    if not fresh and results.is_dir():
        for folder in sorted(results.iterdir(), reverse=True):
            manifest = read_json(folder / "manifest.json")
            if manifest and manifest.get("key") == wanted.key:
                return folder
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    llm = "".join(c if c.isalnum() else "-" for c in wanted.llm.rpartition("/")[2])
    system = "" if wanted.system == "dateline" else f"_{wanted.system.replace(' ', '-')}"
    folder = results / f"{stamp}_{wanted.suite}_{llm}{system}"
    folder.mkdir(parents=True)
    machine = {"python": platform.python_version(), "system": platform.system(), "cores": os.cpu_count()}
    write_json(
        folder / "manifest.json",
        {"schema": "dateline.run/1", "key": wanted.key, "started": stamp, "machine": machine, "commit": commit()}
        | asdict(wanted),
    )
    return folder


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep a run to one process while the context lasts: of two, each would ask and pay for every case.

    Raises:
        LockHeld: the same run is going on in another process.
    """
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout as exc:
        raise LockHeld(
            "already running", why=f"the same run is going on in another process, in {folder.name}",
            fix="Wait until it is done, then repeat: it is reused. Or add --fresh for a run beside it.",
        ) from exc  # fmt: skip
    try:
        yield
    finally:
        lock.release()


def run_cases(
    folder: Path,
    cases: Sequence[str],
    one: Callable[[str], Mapping[str, Any]],
    progress: Callable[[int, int], None],
    enough: Callable[[Mapping[str, Any]], bool] = lambda _: False,
    failed: Callable[[str, DatelineError], None] = lambda *_: None,
) -> list[dict[str, Any]]:
    """Return the samples of all cases, doing those that the folder does not hold yet.

    Each is written and synced before the next begins. ``enough`` sees every sample, the kept ones first, and ends the
    run early (a spend cap). A case that the provider failed, or that is itself at fault, is told to ``failed`` and not
    kept: the next run asks it. What would fail every case after it, such as a full disk, ends the run.

    Raises:
        DatelineError: every case failed.
    """
    _cut_half_line(folder)
    known = {s["id"]: s for s in read_samples(folder)}
    samples = {c: known[c] for c in cases if c in known}
    if any(enough(s) for s in samples.values()):
        return list(samples.values())
    progress(len(samples), len(cases))
    fault: DatelineError | None = None
    with (folder / SAMPLES).open("a", encoding="utf-8") as lines:
        for case in cases:
            if case in samples:
                continue
            try:
                sample = {"id": case} | dict(one(case))
            except (PrerequisiteError, NothingToWorkOn, OSError, sqlite3.Error):
                raise
            except Exception as error:  # noqa: BLE001
                # Whatever is wrong with one case, of hundreds that run for hours, must not end the others.
                fault = _fault_of(error)
                failed(case, fault)
                continue
            _keep(lines, sample)
            samples[case] = sample
            if enough(sample):
                break
            progress(len(samples), len(cases))
    if fault is not None and not samples:
        raise fault
    return [samples[c] for c in cases if c in samples]


def _fault_of(error: Exception) -> DatelineError:
    if isinstance(error, DatelineError):
        return error
    why = f"{type(error).__name__}: {error}".rstrip(": ")
    return DatelineError("case not answered", why=why, fix="Check the case; if it is right, tell us.")


def _keep(lines: TextIO, sample: Mapping[str, Any]) -> None:
    lines.write(line(sample))
    lines.flush()
    os.fsync(lines.fileno())


def read_samples(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the samples of a run, without what is none: half a line that a kill left, or that is being written.

    The file stays as it is: the run may be going on in another process.
    """
    path = folder / SAMPLES
    if not path.is_file():
        return
    raw = path.read_bytes()
    # A question may hold characters that splitlines() takes for the end of a line, such as U+2028.
    for each in raw[: raw.rfind(b"\n") + 1].split(b"\n"):
        try:
            sample = json.loads(each)
        except ValueError:
            continue
        if isinstance(sample, dict) and "id" in sample:
            yield sample


def _cut_half_line(folder: Path) -> None:
    """Take away half a line at the end, so that the next sample begins a line of its own."""
    path = folder / SAMPLES
    if not path.is_file():
        return
    with path.open("r+b") as file:
        raw = file.read()
        file.truncate(raw.rfind(b"\n") + 1)


def write_summary(
    folder: Path, metrics: Mapping[str, Metric], seconds: float, *, failed: int = 0, worked: bool = True
) -> dict[str, Any]:
    """Write and return ``summary.json``.

    ``failed`` cases were not answered by the provider: every measure of all cases counts them as unscored. The seconds
    are those of all the times that the run went on; one that found everything done adds none.
    """
    before = (read_json(folder / "summary.json") or {}).get("seconds", 0.0)
    told = {n: m if ": " in n else replace(m, unscored=m.unscored + failed) for n, m in metrics.items()}
    body = {
        "schema": "dateline.summary/1", "seconds": round(before + (seconds if worked else 0.0), 1), "failed": failed,
        "metrics": {name: asdict(metric) for name, metric in told.items()},
    }  # fmt: skip
    write_json(folder / "summary.json", body)
    return body


def write_json(path: Path, body: Mapping[str, Any]) -> None:
    """Write JSON beside and rename it into place."""
    beside = path.with_suffix(".part")
    beside.write_text(json.dumps(body, indent=1, ensure_ascii=False, allow_nan=False) + "\n", "utf-8")
    beside.replace(path)


def read_json(path: Path) -> dict[str, Any] | None:
    """Return the object in a file, or None when there is none."""
    try:
        found = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def all_runs(results: Path) -> list[Path]:
    """Return the folders of finished and unfinished runs, oldest first."""
    if not results.is_dir():
        return []
    return [f for f in sorted(results.iterdir()) if (f / "manifest.json").is_file()]


def finished(folder: Path) -> Path:
    """Return the folder of a run that has come to its end.

    Raises:
        NothingToWorkOn: it has not.
    """
    if read_json(folder / "summary.json") is None:
        raise NothingToWorkOn(
            "no report yet", why=f"the run {folder.name} was ended before its last case",
            fix="Type the `dateline eval run` of it again: it goes on from there.",
        )  # fmt: skip
    return folder


def find_run(results: Path, name: str) -> Path:
    """Return the run of that name, or of the end of it; ``last`` is the newest.

    Raises:
        NothingToWorkOn: there is none, or more than one.
    """
    runs = all_runs(results)
    if not runs:
        raise NothingToWorkOn("no such run", why="there are no runs yet", fix="Type: dateline eval run sample")
    if name == "last":
        return runs[-1]
    found = [r for r in runs if r.name == name] or [r for r in runs if name in r.name]
    if len(found) != 1:
        raise NothingToWorkOn(
            "no such run", why=f"{len(found)} runs have {name!r} in their name", fix="See `dateline eval list`."
        )
    return found[0]
