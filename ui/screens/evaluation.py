"""Evaluation: the runs, one in full, two compared, and the cases of one's own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator

import altair as alt
import streamlit as st

from ui.desk import Shared, shared
from ui.notes import note
from ui.render import label, md
from ui.results import RunView, SampleView, risk_curve, runs, samples, share_done
from ui.tasks import Step

MAIN = (
    "contains", "right_when_answered", "choice_right", "citation_precision", "citation_recall", "abstention_precision",
    "abstention_recall", "right_speaker", "exact_words", "hit_at_5", "mrr", "ndcg_at_10", "answered", "attack_success",
)  # fmt: skip
SHOWN = 40


def main() -> None:
    """Show the page."""
    parts = shared()
    st.title("Evaluation", anchor=False)
    st.write("How often the answers are right, cited to the right words, and withheld when they should be.")
    _start(parts)
    found = runs(parts.desk.settings.home)
    if not found:
        st.info("There is no run yet. The sample suite takes about half a minute without a language model.")
    else:
        one, trend, two = st.tabs(["One run", "Trend", "Compare two"])
        with one:
            _one(parts, found)
        with trend:
            _trend(found)
        with two:
            _two(parts, found)
    _cases(parts)


def _start(parts: Shared) -> None:
    state = parts.tasks.state()
    if state is not None and state.running:
        _progress(state.name)
        return
    if state is not None and state.error:
        st.error(md(state.error))
    own = parts.desk.settings.home / "cases.jsonl"
    with st.container(horizontal=True):
        chosen = None
        if st.button("Run the sample suite without a language model", icon=":material/play_arrow:"):
            chosen = "sample"
        if own.is_file() and st.button("Run your own cases without a language model", icon=":material/person:"):
            chosen = str(own)
    if chosen:
        name = "Running the sample suite" if chosen == "sample" else "Running your own cases"
        if parts.tasks.start(name, None, lambda: _run(parts, chosen)):
            st.rerun()
        st.warning("Something else is running. Try again when it is done.")


@st.fragment(run_every=0.7)
def _progress(name: str) -> None:
    state = shared().tasks.state()
    if state is None or not state.running:
        st.rerun()
        return
    last = state.steps[-1].line if state.steps else "preparing"
    st.progress(share_done(last), text=f"{md(name)}: {md(last)}")


def _run(parts: Shared, suite: str) -> Iterator[Step]:
    settings = parts.desk.settings
    env = os.environ | {"DATELINE_HOME": str(settings.home), "DATELINE_CACHE": str(settings.cache)}
    command = [sys.executable, "-m", "rag", "eval", "run", suite, "--llm", "none"]
    with subprocess.Popen(command, env=env, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as running:  # noqa: S603
        assert running.stderr is not None
        for line in running.stderr:
            yield Step(line.strip())
    if running.returncode:
        raise RuntimeError(f"the run ended with {running.returncode}")


def _one(parts: Shared, found: tuple[RunView, ...]) -> None:
    chosen = st.selectbox("Run", found, format_func=lambda r: r.title)
    rows = [
        {"measure": n, "value": m["value"], "low": m["ci_low"], "high": m["ci_high"]}
        for n, m in chosen.metrics.items()
        if n in MAIN and m["value"] is not None
    ]
    if rows:
        base = alt.Chart(alt.InlineData(values=rows)).encode(y=alt.Y("measure:N", sort=None, title=None))
        bars = base.mark_bar(opacity=0.7).encode(
            x=alt.X("value:Q", scale=alt.Scale(domain=[0, 1]), title="value, 95 % interval")
        )
        st.altair_chart(bars + base.mark_rule(strokeWidth=3).encode(x="low:Q", x2="high:Q"))
    with st.expander("All measures"):
        lines = ["| measure | value | interval | n | unscored |", "|---|---|---|---|---|"]
        for name, m in chosen.metrics.items():
            value = "–" if m["value"] is None else f"{m['value']:.3f}"
            interval = f"{m['ci_low']:.3f} to {m['ci_high']:.3f}" if m["ci_low"] is not None else ""
            lines.append(f"| {md(name)} | {value} | {interval} | {m['n']} | {m['unscored']} |")
        st.markdown("\n".join(lines))
    every = samples(parts.desk.settings.home, chosen.name)
    _risk(every)
    wrong = [s for s in every if s.wrong]
    only = st.toggle(f"Only the {len(wrong)} cases that went wrong", value=bool(wrong))
    for sample in (wrong if only else list(every))[:SHOWN]:
        _sample(sample)


def _risk(every: tuple[SampleView, ...]) -> None:
    points = risk_curve(every)
    if len(points) < 2:
        return
    with st.expander("Risk against coverage"):
        note(
            "If only the surest answers were shown: how many questions would be answered, and how many of those wrongly."
        )
        rows = [{"answered": p.coverage, "wrong": p.risk, "support": p.threshold} for p in points]
        scale = alt.Scale(domain=[0, 1])
        st.altair_chart(
            alt.Chart(alt.InlineData(values=rows))
            .mark_line(point=True, interpolate="step-after")
            .encode(
                x=alt.X("answered:Q", scale=scale, title="share of questions answered"),
                y=alt.Y("wrong:Q", title="share of those wrong"),
                tooltip=["answered:Q", "wrong:Q", "support:Q"],
            )
        )
        last = points[-1]
        st.write(f"All {last.coverage:.0%} that were answered: {last.risk:.1%} of them wrong.")


def _sample(sample: SampleView) -> None:
    with st.expander(label(sample.question, 120)):
        st.markdown(f"**Expected:** {md(sample.expected)}")
        st.markdown(f"**Given:** {md(sample.said)}")
        for text in sample.evidence[:6]:
            st.markdown(f"> {md(text)}")
        note(md(", ".join(f"{n} {v:.2f}" for n, v in sample.scores.items() if v is not None)))


def _trend(found: tuple[RunView, ...]) -> None:
    groups = sorted({(r.suite, r.system, r.llm) for r in found})
    chosen = st.selectbox("Suite", groups, format_func=lambda g: ", ".join(g))
    rows = [
        {"run": r.name[:15], "measure": n, "value": r.metrics[n]["value"]}
        for r in reversed(found)
        if (r.suite, r.system, r.llm) == chosen
        for n in MAIN
        if n in r.metrics and r.metrics[n]["value"] is not None
    ]
    chart = alt.Chart(alt.InlineData(values=rows)).mark_line(point=True)
    st.altair_chart(
        chart.encode(x=alt.X("run:N", sort=None), y=alt.Y("value:Q", scale=alt.Scale(domain=[0, 1])), color="measure:N")
    )


def _two(parts: Shared, found: tuple[RunView, ...]) -> None:
    before = st.selectbox("Before", found, index=len(found) - 1, format_func=lambda r: r.title)
    after = st.selectbox("After", found, format_func=lambda r: r.title)
    if not st.button("Compare", icon=":material/compare_arrows:"):
        return
    env = os.environ | {"DATELINE_HOME": str(parts.desk.settings.home)}
    command = [sys.executable, "-m", "rag", "eval", "compare", before.name, after.name, "--json"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)  # noqa: S603
    if done.returncode:
        st.error(md(done.stderr.strip()[-400:]))
        return
    result = json.loads(done.stdout)
    lines = ["| measure | before | after | difference | p |", "|---|---|---|---|---|"]
    for c in result["changes"]:
        d = c["difference"]
        p = "" if c["p"] is None else f"{c['p']:.3f}"
        lines.append(
            f"| {md(c['name'])} | {c['before']:.3f} | {c['after']:.3f} | {d['value']:+.3f} ({d['ci_low']:.3f} to {d['ci_high']:.3f}) | {p} |"
        )
    st.markdown("\n".join(lines))
    old, new = ({s.id: s for s in samples(parts.desk.settings.home, r.name)} for r in (before, after))
    for title, ids in (("Became wrong", result["broken"]), ("Became right", result["mended"])):
        st.subheader(f"{title} ({len(ids)})", anchor=False)
        for i in ids[:SHOWN]:
            st.markdown(f"**{md(old[i].question)}**  \nbefore: {md(old[i].said)}  \nafter: {md(new[i].said)}")


def _cases(parts: Shared) -> None:
    path = parts.desk.settings.home / "cases.jsonl"
    with st.expander("Cases of your own"):
        text = path.read_text("utf-8") if path.is_file() else ""
        st.write(
            "One JSON object a line; docs/evaluation.md has the fields. Run them with `dateline eval run` and this path:"
        )
        st.code(str(path), language=None)
        with st.form("cases", border=False):
            edited = st.text_area("Cases", text, height=200)
            if st.form_submit_button("Keep"):
                _keep(parts, edited)


def _keep(parts: Shared, text: str) -> None:
    lines = [line for line in text.splitlines() if line.strip()]
    for number, line in enumerate(lines, start=1):
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            st.error(f"Line {number}: {md(str(error))}. Nothing was changed.")
            return
        if not isinstance(row, dict) or not row.get("question"):
            st.error(f"Line {number} has no question. Nothing was changed.")
            return
    (parts.desk.settings.home / "cases.jsonl").write_text("\n".join(lines) + "\n" if lines else "", "utf-8")
    st.toast("Kept.")


main()
