"""One run of a suite from its options to its folder: resumed where it is there, and ended by a spend cap."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from eval.metrics.intervals import Metric
from eval.offered import takes
from eval.runs.folders import SAMPLES, alone, folder_for, plan, read_json, read_samples, run_cases, write_summary
from eval.runs.identity import model_identity
from eval.suites.suite import Suite, prepare
from eval.systems.replies import Replies, priced
from rag.cli.terminal import safe
from rag.config import Settings
from rag.errors import DatelineError, UsageError

OURS = "dateline"
NO_MODEL = "none"
USUAL = "normal"
"""How sure a sentence must be where nobody says."""
SILENT_S = 5.0
"""How long a run may say nothing to what is no terminal, such as the app, while cases are done."""
KEPT = "kept"
"""The folder in a run's own for what is done of a suite whose measures are of all cases together."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be run, as the command line says it."""

    suite: str
    data: Path | None = None
    limit: int | None = None
    system: str = OURS
    library: Path | None = None
    only: str | None = None
    ids: Path | None = None
    p_yes: Path | None = None
    spend: float | None = None
    price: tuple[float, float] | None = None
    fresh: bool = False
    llm: str | None = None
    """The model that the command line names: a setting alone is no option, and left aside where it is not used."""
    sure: str | None = None


def run_suite(settings: Settings, wanted: Wanted) -> Path:
    """Return the folder of the run, which has its samples and its summary.

    Raises:
        UsageError: the suite, its data or an option of it is not understood, or a price is not known under a spend cap.
        DatelineError: no case was answered, or the same run is going on in another process.
    """
    refuse_unused(wanted)
    settings = used(settings, wanted.suite)
    if wanted.suite in ("claims", "briefs"):
        return _whole(settings, wanted)
    sys.stderr.write("Preparing the library …\n")
    replies = Replies(settings.home / "results" / "replies.sqlite", model_identity(settings), wanted.price)
    try:
        prepared = prepare(
            wanted.suite, settings, system=wanted.system, data=wanted.data, library=wanted.library, limit=wanted.limit,
            only=wanted.only, ids=wanted.ids, replies=replies,
        )  # fmt: skip
        try:
            return _cases(settings, wanted, prepared)
        finally:
            prepared.close()
    finally:
        replies.close()


def refuse_unused(wanted: Wanted) -> None:
    """Refuse an option that would do nothing.

    Raises:
        UsageError: there is one.
    """
    if wanted.llm == NO_MODEL:  # what a suite without a model does in any case
        wanted = replace(wanted, llm=None)
    known = takes(wanted.suite)
    given = [f.name for f in fields(Wanted) if f.name != "suite" and getattr(wanted, f.name) != f.default]
    if unused := [name for name in given if name not in known]:
        options = " and ".join(f"--{name.replace('_', '-')}" for name in unused)
        raise UsageError(f"{options} not used", why=f"the suite {wanted.suite} does not take it", fix="Leave it out.")


def used(settings: Settings, suite: str) -> Settings:
    """Return the settings without what a suite does not use, so that its runs neither name it nor differ by it."""
    known = takes(suite)
    if "llm" not in known:
        settings = replace(settings, llm=NO_MODEL)
    return settings if "sure" in known else replace(settings, sure=USUAL)


def _cases(settings: Settings, wanted: Wanted, prepared: Suite) -> Path:
    planned = plan(prepared.name, wanted.system, settings, prepared.data, prepared.ids)
    folder = folder_for(settings.home / "results", planned, fresh=wanted.fresh)
    with alone(folder):
        return _answered(settings, wanted, prepared, folder)


def _answered(settings: Settings, wanted: Wanted, prepared: Suite, folder: Path) -> Path:
    there, failed = len(list(read_samples(folder))), list[str]()

    def tell(case: str, error: DatelineError) -> None:
        failed.append(case)
        sys.stderr.write(f"not answered: {safe(case)}: {safe(str(error))}\n")

    started = time.monotonic()
    samples = run_cases(
        folder, prepared.ids, prepared.one, progress(), cap(wanted.spend, settings.llm, wanted.price), tell
    )
    write_summary(
        folder, prepared.summarise(samples), time.monotonic() - started, failed=len(failed), worked=len(samples) > there
    )
    if failed:
        sys.stderr.write(
            f"{len(failed)} cases were not answered and count as unscored: the same run asks them again.\n"
        )
    elif len(samples) < len(prepared.ids):
        sys.stderr.write(f"Stopped by --spend after {len(samples)} of {len(prepared.ids)} cases.\n")
    return folder


def _whole(settings: Settings, wanted: Wanted) -> Path:
    from eval.suites.claims import probabilities
    from eval.suites.whole import case_names

    suite, data, p_yes = wanted.suite, wanted.data, wanted.p_yes
    if data is None or not data.is_dir():
        raise UsageError(f"no data for {suite}", why=str(data or "--data was not given"), fix="Give --data FOLDER.")
    if p_yes is not None:
        probabilities(p_yes)  # what is wrong with it is known before the work
    digest = b"".join(f.read_bytes() for f in sorted(data.glob("*.gz"))) + (p_yes.read_bytes() if p_yes else b"")
    planned = plan(suite, OURS, settings, digest, case_names(suite, data, wanted.limit))
    folder = folder_for(settings.home / "results", planned, fresh=wanted.fresh)
    with alone(folder):
        if read_json(folder / "summary.json") is None:
            _measured(settings, wanted, data, folder)
    return folder


def _measured(settings: Settings, wanted: Wanted, data: Path, folder: Path) -> None:
    from eval.suites.whole import briefed, claims

    started = time.monotonic()
    metrics: Mapping[str, Metric]
    if wanted.suite == "claims":
        samples, metrics = claims(data, settings, wanted.limit, wanted.p_yes, folder / KEPT, progress())
    else:
        samples, metrics = briefed(data, settings, wanted.limit, folder / KEPT)
    _write_samples(folder, samples)
    write_summary(folder, metrics, time.monotonic() - started)
    shutil.rmtree(folder / KEPT)


def _write_samples(folder: Path, samples: Sequence[Mapping[str, Any]]) -> None:
    lines = [json.dumps(s, ensure_ascii=False) for s in samples]
    beside = folder / f"{SAMPLES}.part"
    beside.write_text("\n".join(lines) + "\n", "utf-8")
    beside.replace(folder / SAMPLES)


def progress(clock: Callable[[], float] = time.monotonic) -> Callable[[int, int], None]:
    """Return what tells how far a run is; the time left goes by the cases of this time, not by those kept from before.

    A terminal is told after every case, and what else reads it after every 25, or after some seconds.
    """
    begun: tuple[int, float] | None = None
    told = 0.0

    def show(done: int, total: int) -> None:
        nonlocal begun, told
        now = clock()
        if begun is None:
            begun, told = (done, now), now
            if done:
                sys.stderr.write(f"{done} of {total} are kept from before\n")
            return
        if not sys.stderr.isatty() and done % 25 and done != total and now - told < SILENT_S:
            return
        told = now
        kept, started = begun
        left = (now - started) / max(1, done - kept) * (total - done)
        sys.stderr.write(f"{done} of {total}, about {left:.0f} s left\n")

    return show


def cap(spend: float | None, llm: str, price: tuple[float, float] | None = None) -> Callable[[Mapping[str, Any]], bool]:
    """Return what ends a run when the provider has charged so much; a model of this machine charges nothing.

    Raises:
        UsageError: when it meets a sample of which nobody knows the price.
    """
    spent = 0.0

    def enough(sample: Mapping[str, Any]) -> bool:
        nonlocal spent
        if spend is None or llm == "none" or llm.startswith("embedded"):
            return False
        charged = _charged(sample, price)
        if charged is None:
            raise UsageError(
                "--spend cannot be kept", why=f"{llm} told no price for its replies to {sample['id']}",
                fix="Give --price IN,OUT, the US dollars for a million tokens, or leave --spend out.",
            )  # fmt: skip
        spent += charged
        return spent >= spend

    return enough


def _charged(sample: Mapping[str, Any], price: tuple[float, float] | None) -> float | None:
    """Return what a sample was charged; one that was kept before its price was known is reckoned by its tokens."""
    usd, tokens = sample.get("charged_usd"), sample.get("charged_tokens")
    return priced(tokens[0], tokens[1], price) if usd is None and tokens else usd
