"""Two runs beside each other: what changed, how surely, and the cases that flipped with both answers and evidence."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from rag.errors import DatelineError
from ui.desk import Shared
from ui.evaluation.results import RunView, SampleView, samples, words_of
from ui.evaluation.suite_run import fault_of_command
from ui.parts.faults import in_words
from ui.parts.notes import note
from ui.parts.render import isolated, label, md

SHOWN = 40
LONGEST_S = 120


def show_two(parts: Shared, found: Sequence[RunView]) -> None:
    """Show the choice of two runs, and their comparison when it is asked for."""
    if len(found) < 2:
        st.info("There is one run so far. A second one can be compared with it.")
        return
    before, after = _chosen(found)
    wanted = st.button("Compare", icon=":material/compare_arrows:", disabled=before is None)
    if wanted and before is not None:
        _compared(parts, before, after)


def earlier(found: Sequence[RunView], after: RunView) -> RunView | None:
    """Return the newest run of the same suite that was made before another; None where there is none. The newest come first."""
    return next((r for r in found[found.index(after) + 1 :] if r.suite == after.suite), None)


def _chosen(found: Sequence[RunView]) -> tuple[RunView | None, RunView]:
    first, second = st.container(), st.container()
    after = second.selectbox("After", found, format_func=lambda r: r.title)
    fitting = earlier(found, after)
    with first:
        # A key of the later run: another one has another before it.
        before = st.selectbox(
            "Before", found, index=found.index(fitting) if fitting else None, format_func=lambda r: r.title,
            placeholder="Choose a run", key=f"before-{after.name}",
        )  # fmt: skip
        if fitting is None:
            note(f"There is no earlier run of the suite “{isolated(md(after.suite))}”.")
    return before, after


def _compared(parts: Shared, before: RunView, after: RunView) -> None:
    env = os.environ | {"DATELINE_HOME": str(parts.desk.settings.home)}
    command = [sys.executable, "-m", "rag", "eval", "compare", before.name, after.name, "--json"]
    try:
        done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=LONGEST_S, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        st.error(f"The runs were not compared within {LONGEST_S} seconds. Try again when this machine has less to do.")
        return
    if done.returncode:
        unsaid = DatelineError("the runs were not compared", why=f"it ended with {done.returncode}", fix="Try again.")
        st.error(in_words(fault_of_command(done.stdout) or unsaid))
        return
    result = json.loads(done.stdout)
    note(
        f"{result['pairs']} cases are in both. Not compared: {result['only_before']} only before, {result['only_after']} "
        f"only after, {len(result['different'])} that ask or expect another thing in each."
    )
    st.markdown(changes_table(result["changes"]))
    old, new = ({s.id: s for s in samples(parts.desk.settings.home, r.name)} for r in (before, after))
    for title, ids in (("Became wrong", result["broken"]), ("Became right", result["mended"])):
        st.header(f"{title} ({len(ids)})", anchor=False)
        for i in [i for i in ids if i in old and i in new][:SHOWN]:
            with st.expander(label(old[i].question, 120)):
                _side("Before", old[i])
                _side("After", new[i])


def changes_table(changes: Sequence[Mapping[str, Any]]) -> str:
    """Return the changes of measures as a Markdown table."""
    lines = ["| measure | before | after | difference | p |", "|---|---|---|---|---|"]
    for c in changes:
        d, p = c["difference"], "" if c["p"] is None else f"{c['p']:.3f}"
        interval = f" ({d['ci_low']:+.3f} to {d['ci_high']:+.3f})" if d["ci_low"] is not None else ""
        lines.append(
            f"| {md(words_of(c['name']))} | {c['before']:.3f} | {c['after']:.3f} | {d['value']:+.3f}{interval} | {p} |"
        )
    return "\n".join(lines)


def _side(title: str, sample: SampleView) -> None:
    st.markdown(f"**{title}:** {md(sample.said)}")
    for text in sample.evidence[:3]:
        st.markdown(f"> {md(text)}")
