"""Evaluation: all runs, one in full, the trend, two compared, a suite run with progress, the cases of one's own."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui.desk import Shared, owner, shared
from ui.evaluation.cases import show_cases
from ui.evaluation.compared import show_two
from ui.evaluation.results import (
    MAIN,
    RunView,
    SampleView,
    main_rows,
    risk_curve,
    runs,
    samples,
    share_done,
    trend_rows,
    unreadable,
    words_of,
)
from ui.evaluation.suite_run import SuiteRun
from ui.parts.charts import legible, over_runs, risk_over_coverage, with_intervals
from ui.parts.notes import note
from ui.parts.render import label, md

SHOWN = 40
LISTED = 50
AT_FIRST = ("contains", "citation_precision", "abstention_recall", "right_speaker")


def main() -> None:
    """Show the page."""
    parts = shared()
    st.title("Evaluation", anchor=False)
    st.markdown("How often the answers are right, cited to the right words, and withheld when they should be.")
    _start(parts)
    found = runs(parts.desk.settings.home)
    if not found:
        st.info("There is no run yet. The sample suite takes about half a minute without a language model.")
    else:
        one, every, trend, two = st.tabs(["One run", "All runs", "Trend", "Compare two"])
        with one:
            _one(parts, found)
        with every:
            _every(found)
        with trend:
            _trend(found)
        with two:
            show_two(parts, found)
    if damaged := unreadable(parts.desk.settings.home):
        st.warning(
            f"{len(damaged)} {'run is' if len(damaged) == 1 else 'runs are'} not shown: their files in the folder "
            f"`results` are damaged. Run the same again, or remove the folder: {md(', '.join(damaged[:LISTED]))}"
        )
    show_cases(parts)


def _start(parts: Shared) -> None:
    mine = ("evaluation", owner())
    now = parts.tasks.state()
    if now is not None and now.running:
        _progress(now.name)
        return
    state = parts.tasks.ended(mine)
    if state is not None and state.error:
        st.error(md(state.error))
    if state is not None and state.stopping:
        st.info(
            "The run was stopped. The cases that were done are kept: run the same again, and it goes on from there."
        )
    own = parts.desk.settings.home / "cases.jsonl"
    suites = {"sample": "The sample suite"} | ({str(own): "Your own cases"} if own.is_file() else {})
    models = {"none": "none: half a minute"} | ({parts.desk.llm: parts.desk.llm} if parts.desk.llm != "none" else {})
    with st.form("run", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        suite = st.selectbox("Suite", list(suites), format_func=lambda s: suites[s], width=260)
        llm = st.selectbox("Language model", list(models), format_func=lambda m: models[m], width=260)
        other = st.text_input("Or a file of cases", placeholder="path of a .jsonl file", width=260)
        wanted = st.form_submit_button("Run it", icon=":material/play_arrow:", type="primary")
    if not wanted:
        return
    if typed := other.replace("\0", "").strip():  # no path has that character, and no process is begun with it
        suite = _at_home(typed)
        suites = {suite: Path(suite).name}
    name = f"Running {suites[suite][:1].lower()}{suites[suite][1:]}"
    run = SuiteRun(parts.desk.settings, suite, llm)
    if parts.tasks.start(name, None, run.steps, run.stop, mine):
        st.rerun()
    st.warning("Something else is running. Try again when it is done.")


def _at_home(path: str) -> str:
    """Return a typed path with ``~`` read as a shell reads it."""
    try:
        return str(Path(path).expanduser())
    except RuntimeError:  # there is nobody of that name
        return path


@st.fragment(run_every=0.7)
def _progress(name: str) -> None:
    state = shared().tasks.state()
    if state is None or not state.running:
        st.rerun()
        return
    last = state.steps[-1].line if state.steps else "preparing"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(share_done(last), text=f"{md(name)}: {md(last)}")
        if st.button("Stop", icon=":material/stop:", disabled=state.stopping):
            shared().tasks.stop()


def _one(parts: Shared, found: tuple[RunView, ...]) -> None:
    chosen = st.selectbox("Run", found, format_func=lambda r: r.title)
    rows = main_rows(chosen)
    if rows:
        st.altair_chart(legible(with_intervals(rows)))
    with st.expander("All measures"):
        lines = ["| measure | value | interval | n | unscored |", "|---|---|---|---|---|"]
        for name, m in chosen.metrics.items():
            value = "–" if m["value"] is None else f"{m['value']:.3f}"
            interval = f"{m['ci_low']:.3f} to {m['ci_high']:.3f}" if m["ci_low"] is not None else ""
            lines.append(f"| {md(words_of(name))} | {value} | {interval} | {m['n']} | {m['unscored']} |")
        st.markdown("\n".join(lines))
    every = samples(parts.desk.settings.home, chosen.name)
    _risk(every)
    wrong = [s for s in every if s.wrong]
    only = st.toggle(f"Only the {len(wrong)} cases that went wrong", value=bool(wrong))
    shown = wrong if only else list(every)
    for sample in shown[:SHOWN]:
        _sample(sample)
    if len(shown) > SHOWN:
        note(f"The first {SHOWN} of {len(shown)}; samples.jsonl of the run has them all.")


def _risk(every: tuple[SampleView, ...]) -> None:
    points = risk_curve(every)
    if len(points) < 2:
        return
    with st.expander("Risk against coverage"):
        note(
            "If only the surest answers were shown: how many questions would be answered, and how many of those wrongly."
        )
        rows = [{"answered": p.coverage, "wrong": p.risk, "support": p.threshold} for p in points]
        st.altair_chart(legible(risk_over_coverage(rows)))
        last = points[-1]
        st.markdown(f"All {last.coverage:.0%} that were answered: {last.risk:.1%} of them wrong.")


def _sample(sample: SampleView) -> None:
    with st.expander(label(sample.question, 120), icon=":material/close:" if sample.wrong else ":material/check:"):
        st.markdown(f"**Expected:** {md(sample.expected)}")
        st.markdown(f"**Given:** {md(sample.said)}")
        if sample.evidence:
            st.markdown("**On these words:**")
        for text in sample.evidence[:6]:
            st.markdown(f"> {md(text)}")
        note(md(", ".join(f"{words_of(n)} {v:.2f}" for n, v in sample.scores.items() if v is not None)))


def _every(found: tuple[RunView, ...]) -> None:
    names = [n for n in AT_FIRST if any(n in r.metrics for r in found)]
    lines = ["| when | suite | system | model | cases |" + "".join(f" {words_of(n)} |" for n in names)]
    lines.append("|" + "---|" * (5 + len(names)))
    for run in found[:LISTED]:
        values = [run.metrics.get(n, {}).get("value") for n in names]
        cells = [md(x) for x in (run.when, run.suite, run.system, run.llm, str(run.cases))]
        cells += ["–" if v is None else f"{v:.3f}" for v in values]
        lines.append(f"| {' | '.join(cells)} |")
    st.markdown("\n".join(lines))
    if len(found) > LISTED:
        note(f"The newest {LISTED} of {len(found)}; `dateline eval list` has them all.")


def _trend(found: tuple[RunView, ...]) -> None:
    groups = sorted({(r.suite, r.system, r.llm) for r in found})
    chosen = st.selectbox("Suite, system and model", groups, format_func=lambda g: ", ".join(g))
    there = [n for n in MAIN if any(n in r.metrics for r in found if (r.suite, r.system, r.llm) == chosen)]
    measures = st.multiselect("Measures", there, [n for n in AT_FIRST if n in there], format_func=words_of)
    rows = trend_rows(found, chosen, measures)
    if len({row["run"] for row in rows}) < 2:
        st.info("A trend needs two runs of the same suite, system and model.")
    else:
        st.altair_chart(legible(over_runs(rows)))


main()
