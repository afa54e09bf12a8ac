"""Suites whose measures are of all cases together go on after a kill, and come to what they would have come to."""

from __future__ import annotations

import json

import pytest

import eval.suites.whole as whole
from eval.metrics.intervals import Metric
from eval.running import Wanted, run_suite
from eval.runs.folders import read_json
from rag.errors import UsageError
from tests.eval.test_eval_whole import claims, kept


@pytest.fixture
def data(tmp_path):
    return kept(tmp_path / "data", "claims.jsonl.gz", claims())


def killed_after(monkeypatch, count, embedder):
    """Let the work be ended after so many claims; return the ids that are worked on."""
    done, real = [], whole.row_of

    def row_of(item, *rest):
        if len(done) == count:
            raise KeyboardInterrupt
        done.append(item["id"])
        return real(item, *rest)

    monkeypatch.setattr(whole, "embedder_for", lambda _: embedder)
    monkeypatch.setattr(whole, "row_of", row_of)
    return done


def test_claims_go_on_after_a_kill_and_come_to_the_same(data, settings, embedder, monkeypatch):
    wanted = Wanted("claims", data, limit=40)
    done = killed_after(monkeypatch, 25, embedder)
    with pytest.raises(KeyboardInterrupt):
        run_suite(settings, wanted)
    monkeypatch.undo()
    again = killed_after(monkeypatch, -1, embedder)
    folder = run_suite(settings, wanted)
    assert (len(done), len(again)) == (25, 15)
    assert not (folder / "kept").exists()
    whole_run = run_suite(settings, Wanted("claims", data, limit=40, fresh=True))
    assert (folder / "samples.jsonl").read_text("utf-8") == (whole_run / "samples.jsonl").read_text("utf-8")
    assert read_json(folder / "summary.json")["metrics"] == read_json(whole_run / "summary.json")["metrics"]


def test_a_part_that_was_done_is_not_done_again(tmp_path):
    first = whole.Parts(tmp_path / "kept")
    first.add("one part", lambda: ([{"id": "a"}], {"x": Metric(0.5, 2, 1, 0.1, 0.9)}))
    with pytest.raises(KeyboardInterrupt):
        first.add("another", lambda: (_ for _ in ()).throw(KeyboardInterrupt))
    second = whole.Parts(tmp_path / "kept")
    second.add("one part", lambda: pytest.fail("it was done"))
    second.add("another", lambda: ([{"id": "b"}], {"y": Metric(None, 0)}))
    assert [s["id"] for s in second.samples] == ["a", "b"]
    assert second.measures == {"x": Metric(0.5, 2, 1, 0.1, 0.9), "y": Metric(None, 0)}


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([{"id": "c0"}], "line 1: 'p_yes' is missing"),
        ([{"id": "c0", "p_yes": 7}], "not from 0 to 1"),
        ([{"id": "c0", "p_yes": 0.5}, {"id": "c0", "p_yes": 0.6}], "same id"),
        (None, "does not exist"),
    ],
)
def test_a_file_of_probabilities_that_cannot_be_used_is_told_by_its_line(data, settings, tmp_path, lines, says):
    file = tmp_path / "yes.jsonl"
    if lines is not None:
        file.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    with pytest.raises(UsageError, match=says):
        run_suite(settings, Wanted("claims", data, limit=40, p_yes=file))
