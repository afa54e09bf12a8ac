"""Evaluation cases of one's own: kept from answers, edited here."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from rag.errors import StoreError
from ui.desk import Shared, shared
from ui.evaluation.kept_cases import CASES, merge_cases, read_cases
from ui.parts.faults import in_words, show_fault, told
from ui.parts.render import md

BOX, BEFORE, FAULT = "cases-box", "cases-before", "cases-fault"
"""What a session holds: the text in the box, the kept text that it began from, and why it was not taken."""
LONGEST_S = 60
EXPECTS = ("answer", "abstain", "partial", "any")


def show_cases(parts: Shared) -> None:
    """Show the cases, to be edited."""
    try:
        text = read_cases(parts.desk.settings.home)
    except StoreError as error:  # a file that somebody else wrote: the rest of the page stays
        st.error(in_words(error))
        return
    count = sum(bool(line.strip()) for line in text.split("\n"))
    with st.expander(f"Cases of your own ({count})", icon=":material/edit_note:"):
        st.markdown(
            "One JSON object a line: `question`, and what a right answer must have, such as `answers` or `passages`; "
            "docs/evaluation.md has the fields. An answer on the Ask page is kept here by “Save as evaluation case”, and by a thumb: up expects the same "
            "passages again, down another answer than that one."
        )
        if BOX not in st.session_state:  # what is in the box stays there when the file changes: it may be half edited
            st.session_state[BOX] = st.session_state[BEFORE] = text
        with st.form("cases", border=False):
            st.text_area("Cases", height=220, key=BOX)
            st.form_submit_button("Keep", on_click=_keep)
        if fault := st.session_state.pop(FAULT, None):
            st.error(f"{md(fault)} Nothing was changed.")
        show_fault(BOX)


def _keep() -> None:
    held = st.session_state
    kept, fault = checked(held[BOX])
    fault = fault or fault_of(kept)
    if fault:
        held[FAULT] = fault
        return
    with told(BOX):
        held[BOX] = held[BEFORE] = merge_cases(shared().desk.settings.home, held[BEFORE], kept)
        st.toast("Kept.")


def checked(text: str) -> tuple[str, str | None]:
    """Return the cases as they are kept, or what is wrong with the first line that cannot be a case."""
    lines = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            return "", f"Line {number}: {error}."
        if not isinstance(row, dict) or not str(row.get("question") or "").strip():
            return "", f"Line {number} has no question."
        if row.get("expect", "answer") not in EXPECTS:
            return "", f"Line {number}: expect is one of {', '.join(EXPECTS)}."
        lines.append(line.strip())
    return "".join(f"{line}\n" for line in lines), None


def fault_of(text: str) -> str | None:
    """Return what ``dateline eval check`` finds wrong with the cases, or None; a run would find the same."""
    if not text:
        return None
    with TemporaryDirectory() as folder:
        file = Path(folder) / CASES
        file.write_text(text, "utf-8")
        command = [sys.executable, "-m", "rag", "eval", "check", str(file), "--json"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST_S, check=False)  # noqa: S603
        except subprocess.TimeoutExpired:
            return f"The cases could not be checked within {LONGEST_S} seconds. Try again when this machine has less to do."
    if not done.returncode:
        return None
    try:
        return f"{json.loads(done.stdout)['error']['why']}."
    except (ValueError, KeyError):
        return done.stderr.strip()[-400:]
