"""Runs as the Evaluation page reads them."""

from __future__ import annotations

import json

import pytest

from eval.metrics.risk import curve
from ui.evaluation.cases import checked, fault_of
from ui.evaluation.compared import changes_table
from ui.evaluation.kept_cases import keep_case
from ui.evaluation.results import main_rows, risk_curve, runs, samples, share_done, trend_rows, unreadable

GIVEN = [(0.9, 1), (0.8, 1), (0.8, 0), (0.7, None), (0.6, 0), (None, None), (0.5, 1)]


def rows():
    for number, (support, right) in enumerate(GIVEN):
        sentences = [] if support is None else [{"text": "It is.", "citations": [1], "support": support}]
        yield {
            "id": str(number), "question": f"Question {number}?", "answers": ["it"], "scores": {"right": right, "contains": right},
            "answer": {"sentences": sentences, "citations": [{"text": "It is so."}], "reason": "not_stated"},
        }  # fmt: skip


def write_run(home):
    folder = home / "results" / "20240225T090000Z_sample_none"
    folder.mkdir(parents=True)
    metrics = {"contains": {"value": 0.5, "n": 6, "unscored": 1, "ci_low": 0.2, "ci_high": 0.8}}
    manifest = {"suite": "sample", "system": "dateline", "llm": "none", "cases": [str(n) for n in range(len(GIVEN))]}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    (folder / "summary.json").write_text(json.dumps({"metrics": metrics}))
    (folder / "samples.jsonl").write_text("\n".join(json.dumps(r) for r in rows()))
    return folder.name


def test_risk_against_coverage_is_that_of_the_report(tmp_path):
    name = write_run(tmp_path)
    mine = [(p.threshold, p.coverage, p.risk) for p in risk_curve(samples(tmp_path, name))]
    assert mine == [(p.threshold, p.coverage, p.risk) for p in curve(list(rows())).points]
    assert len(mine) == 4


def test_a_case_shows_what_went_wrong_with_its_evidence(tmp_path):
    name = write_run(tmp_path)
    every = samples(tmp_path, name)
    assert [s.id for s in every if s.wrong] == ["2", "4"]
    assert every[0].evidence == ("It is so.",)
    assert every[5].said.startswith("(abstained")
    assert runs(tmp_path)[0].cases == len(GIVEN)
    assert samples(tmp_path, "../" + name) == ()


def test_how_far_a_run_is_comes_from_its_own_words():
    assert share_done("17 of 68, about 9 s left") == 0.25
    assert share_done("Preparing the library …") == 0
    assert share_done("0 of 0") == 0


def test_a_run_says_when_it_was_and_gives_rows_for_its_charts(tmp_path):
    write_run(tmp_path)
    (run,) = runs(tmp_path)
    assert run.title == "sample, dateline, none, 7 cases (25 Feb 2024, 09:00:00 UTC)"
    assert main_rows(run) == [{"measure": "contains", "value": 0.5, "low": 0.2, "high": 0.8}]
    rows = trend_rows([run, run], ("sample", "dateline", "none"), ["contains", "mrr"])
    assert [r["value"] for r in rows] == [0.5, 0.5]
    assert trend_rows([run], ("other", "dateline", "none"), ["contains"]) == []


def test_cases_are_kept_only_when_every_line_can_be_one():
    good = '{"question": "Who won?"}'
    assert checked(f"\n{good}  \n\n") == (good + "\n", None)
    assert checked("")[1] is None
    for bad, why in (("{", "Line 2"), ("[]", "no question"), ('{"question": " "}', "no question"),
                     ('{"question": "Q?", "expect": "maybe"}', "expect is one of")):  # fmt: skip
        assert why in checked(f"{good}\n{bad}")[1]


def test_cases_that_a_run_would_refuse_are_not_kept():
    assert fault_of('{"question": "Who won?"}\n') is None
    assert "`answers` must be a list" in fault_of('{"question": "Q?", "answers": "Kest"}\n')
    assert "line 2" in fault_of('{"question": "Q?"}\n{"question": "Q?", "as_of": "yesterday"}\n')


def test_characters_that_look_like_line_ends_do_not_break_the_page(tmp_path):
    folder = tmp_path / "results" / "one"
    folder.mkdir(parents=True)
    row = {"id": "1", "question": "one\u2028two", "scores": {"attack_success": 1.0}}
    (folder / "samples.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", "utf-8")
    (only,) = samples(tmp_path, "one")
    assert only.question == "one\u2028two"
    assert only.wrong, "an attack that succeeded"
    line = '{"question": "one\u2028two"}'
    assert checked(line) == (line + "\n", None)


def test_an_answer_is_kept_once_as_a_case_and_a_thumb_gives_way_to_what_is_saved(tmp_path):
    def kept():
        return [json.loads(line) for line in (tmp_path / "cases.jsonl").read_text("utf-8").split("\n") if line]

    assert keep_case(tmp_path, {"id": "other", "question": "q"})
    assert keep_case(tmp_path, {"id": "a", "question": "q", "from": "thumb", "expect": "answer"})
    assert keep_case(tmp_path, {"id": "a", "question": "q", "from": "thumb", "expect": "any"})
    assert [c.get("expect") for c in kept()] == [None, "any"]
    assert keep_case(tmp_path, {"id": "a", "question": "q"})
    assert not keep_case(tmp_path, {"id": "a", "question": "q", "from": "thumb"})
    assert not keep_case(tmp_path, {"id": "a", "question": "other"})
    assert kept() == [{"id": "other", "question": "q"}, {"id": "a", "question": "q"}]


def test_a_change_without_an_interval_is_still_told():
    change = {"name": "right", "before": 0.5, "after": 1.0, "p": None,
              "difference": {"value": 0.5, "ci_low": None, "ci_high": None}}  # fmt: skip
    assert changes_table([change]).splitlines()[2] == "| right | 0.500 | 1.000 | +0.500 |  |"


def test_half_a_line_that_is_being_written_is_not_shown(tmp_path):
    folder = tmp_path / "results" / "one"
    folder.mkdir(parents=True)
    (folder / "samples.jsonl").write_bytes(b'{"id": "a", "question": "Who?", "scores": {}}\n{"id": "b", "quest')
    assert [s.id for s in samples(tmp_path, "one")] == ["a"]


WELL = {"value": 0.5, "n": 6, "unscored": 1, "ci_low": 0.2, "ci_high": 0.8}


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("summary.json", {"a": 1}),
        ("summary.json", {"metrics": None}),
        ("summary.json", {"metrics": {"contains": 3}}),
        ("summary.json", {"metrics": {"contains": {"value": 0.5}}}),
        ("summary.json", {"metrics": {"contains": WELL | {"value": "half"}}}),
        ("summary.json", []),
        ("manifest.json", {"suite": "sample"}),
        ("manifest.json", {"suite": "sample", "system": "dateline", "llm": "none", "cases": None}),
    ],
)
def test_a_run_whose_files_are_damaged_is_named_and_the_others_are_shown(tmp_path, file, content):
    name = write_run(tmp_path)
    (tmp_path / "results" / name).rename(tmp_path / "results" / "20240224T090000Z_sample_none")
    write_run(tmp_path)
    (tmp_path / "results" / name / file).write_text(json.dumps(content))
    (tmp_path / "results" / "20240226T090000Z_sample_none").mkdir()  # one that is under way
    assert [run.name for run in runs(tmp_path)] == ["20240224T090000Z_sample_none"]
    assert unreadable(tmp_path) == (name,)


@pytest.mark.parametrize(
    "line",
    [
        {"id": 1},
        {"id": 1, "question": "Who?", "answers": None},
        {"id": 1, "question": "Who?", "answer": {"sentences": [{"x": 1}]}},
        {"id": 1, "question": "Who?", "scores": None},
        {"id": 1, "question": "Who?", "scores": {"contains": "well"}},
    ],
)
def test_a_case_whose_line_is_damaged_does_not_keep_the_others_from_being_shown(tmp_path, line):
    name = write_run(tmp_path)
    with (tmp_path / "results" / name / "samples.jsonl").open("a") as sink:
        sink.write("\n" + json.dumps(line))
    assert len(samples(tmp_path, name)) == len(GIVEN)
