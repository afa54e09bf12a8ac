"""The parts of the suites that are run as modules end as the command does: what happened, why, and what to do."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize("module", ["eval.suites.claims", "eval.suites.newsquiz", "eval.reports.handcheck"])
def test_a_folder_that_is_not_there_is_an_error_and_no_trace(tmp_path, module):
    done = subprocess.run(
        [sys.executable, "-m", module, "--data", str(tmp_path / "nowhere")],
        capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "DATELINE_HOME": str(tmp_path), "DATELINE_LLM": "none"},
    )  # fmt: skip
    assert done.returncode not in (0, 1)
    assert done.stderr.startswith("dateline: ")
    assert "Traceback" not in done.stderr
