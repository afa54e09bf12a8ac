"""Runs as the Evaluation page reads them."""

from __future__ import annotations

import json

from eval.risk import curve
from ui.results import risk_curve, runs, samples, share_done

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
