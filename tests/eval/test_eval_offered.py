"""Which suites there are, and what one without a case ends with."""

from __future__ import annotations

import gzip

from eval import offered
from eval.offered import TAKES
from eval.systems.answering import SYSTEMS
from rag.cli.main import run as cli


def test_an_injection_suite_without_an_attack_is_nothing_to_work_on(tmp_path, monkeypatch, capsys, settings):
    monkeypatch.setenv("DATELINE_HOME", str(settings.home))
    with gzip.open(tmp_path / "attacks.jsonl.gz", "wt") as file:
        file.write("\n")
    assert cli(["eval", "run", "injection", "--data", str(tmp_path)]) == 3
    assert "injection has none" in capsys.readouterr().err
    assert not [p for p in (settings.home / "results").iterdir() if p.is_dir()]


def test_every_suite_that_is_offered_can_be_typed_and_no_other(monkeypatch, capsys, settings):
    monkeypatch.setenv("DATELINE_HOME", str(settings.home))
    assert cli(["eval", "run", "backgrounds"]) == 2
    told = capsys.readouterr().err
    assert "no such suite" in told
    offered = told.partition("Use ")[2].partition(", or a .jsonl")[0].split(", ")
    assert set(offered) == set(TAKES)
    for name in set(offered) - {"sample"}:
        assert cli(["eval", "run", name]) == 2
        assert f"no data for {name}" in capsys.readouterr().err


def test_every_system_that_is_offered_is_there_and_no_other():
    assert set(offered.SYSTEMS) == set(SYSTEMS)


def test_the_help_names_every_suite_every_system_and_both_bounds(capsys):
    assert cli(["eval", "run", "--help"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert f"{', '.join(TAKES)}, or a .jsonl file" in told
    assert ", ".join(SYSTEMS) in told
    assert "least" in told and "most" in told
