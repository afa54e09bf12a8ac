"""Two runs compared on the Evaluation page: which two are offered, and what is said where they cannot be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ui.evaluation.compared import earlier
from ui.evaluation.results import runs

APP = str(Path(__file__).parents[2] / "ui" / "app.py")

pytestmark = pytest.mark.usefixtures("pages_in_this_process", "sample")


def write_run(home, name, suite, *ids):
    folder = home / "results" / name
    folder.mkdir(parents=True)
    metrics = {"contains": {"value": 0.5, "n": 1, "unscored": 0, "ci_low": 0.1, "ci_high": 0.9}}
    manifest = {"suite": suite, "system": "dateline", "llm": "none", "cases": ids}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    (folder / "summary.json").write_text(json.dumps({"metrics": metrics}))
    rows = [{"id": i, "question": f"Question {i}?", "answers": ["it"], "scores": {"contains": 1.0}} for i in ids]
    (folder / "samples.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows))


@pytest.fixture
def ran(settings):
    write_run(settings.home, "20240221T090000Z_harbour_none", "harbour", "a", "b")
    write_run(settings.home, "20240222T090000Z_harbour_none", "harbour", "a", "b")
    write_run(settings.home, "20240223T090000Z_cases_none", "cases", "c")
    write_run(settings.home, "20240224T090000Z_harbour_none", "harbour", "a", "b")
    return runs(settings.home)


def page():
    from streamlit.testing.v1 import AppTest

    at = AppTest.from_file(APP, default_timeout=60)
    at.run()
    at.switch_page("screens/evaluation.py").run()
    assert not at.exception, at.exception
    return at


def chosen(at, name):
    return next(s for s in at.selectbox if s.label == name)


def compare(at):
    next(b for b in at.button if b.label == "Compare").click().run()
    assert not at.exception, at.exception


def test_the_newest_earlier_run_of_the_same_suite_is_the_one_before(ran):
    names = [run.name[:8] for run in ran]
    before = [earlier(ran, run) for run in ran]
    assert names == ["20240224", "20240223", "20240222", "20240221"]
    assert [run.name[:8] if run else None for run in before] == ["20240222", None, "20240221", None]


def test_the_two_runs_that_are_offered_can_be_compared(ran):
    at = page()
    assert chosen(at, "After").value.name[:8] == "20240224"
    assert chosen(at, "Before").value.name[:8] == "20240222"
    compare(at)
    assert [e.value for e in at.error] == []
    assert any("2 cases are in both" in m.value for m in at.markdown)


def test_where_no_earlier_run_of_the_suite_is_there_the_page_says_so(ran):
    at = page()
    chosen(at, "After").select(ran[1]).run()
    assert chosen(at, "Before").value is None
    assert any("no earlier run of the suite “cases”" in m.value for m in at.markdown)
    assert next(b for b in at.button if b.label == "Compare").disabled


def test_why_two_runs_cannot_be_compared_is_said_in_words(ran):
    at = page()
    chosen(at, "Before").select(ran[1]).run()
    compare(at)
    said = [e.value.replace("\\", "") for e in at.error]
    assert said == ["nothing to compare: they share no case. Compare two runs of one suite."]
