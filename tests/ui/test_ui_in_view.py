"""What was in view leaves the page when something else comes, not when the run of the script ends."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HELD = Path(__file__).parent / "held_app.py"


@pytest.fixture
def held(tmp_path, app_support):
    """Return the address of the held page."""
    port = app_support.free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(HELD), "--server.port", str(port)]
    command += ["--server.headless", "true", "--browser.gatherUsageStats", "false"]
    env = os.environ | {"HELD_UNTIL": str(tmp_path), "PYTHONPATH": str(app_support.ROOT)}
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    app_support.wait_for(url)
    yield url
    for answer in range(4):
        (tmp_path / str(answer)).touch()
    process.terminate()
    process.wait(20)


def test_what_was_in_view_is_gone_while_the_run_that_replaced_it_still_goes_on(visit, held, tmp_path):
    page = visit()
    page.goto(held)
    page.get_by_text("The run of answer 0 has ended").wait_for()
    for answer in (1, 2, 3):
        page.get_by_role("button", name="Ask").click()
        page.get_by_text(f"Line 0 of answer {answer}").wait_for()
        others = page.get_by_text(re.compile(rf"of answer [^{answer}]$"))
        others.first.wait_for(state="detached", timeout=5_000)
        assert others.count() == 0
        assert page.get_by_text(f"The run of answer {answer} has ended").count() == 0
        (tmp_path / str(answer)).touch()
        page.get_by_text(f"The run of answer {answer} has ended").wait_for()
        assert page.get_by_text(f"of answer {answer}", exact=False).count() == 4 - answer + 1
