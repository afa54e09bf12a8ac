"""The part of the evaluation that needs no language model guards every change."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import eval.suites

GATE = Path(next(iter(eval.suites.__path__))) / "sample_gate.json"


@pytest.mark.timeout(180)
def test_the_sample_suite_without_a_model_passes_its_gate(tmp_path: Path) -> None:
    """Runs as users and CI do: another process, the real embedder, thresholds from the file."""
    env = os.environ | {"DATELINE_HOME": str(tmp_path / "home"), "DATELINE_TIMEZONE": "UTC"}
    argv = [sys.executable, "-m", "rag", "eval", "run", "sample", "--llm", "none", "--gate", str(GATE)]
    done = subprocess.run(argv, env=env, capture_output=True, text=True, check=False, timeout=170)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "citation_precision" in done.stdout
