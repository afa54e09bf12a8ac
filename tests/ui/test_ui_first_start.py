"""The first start on a machine where Streamlit has never run."""

from __future__ import annotations

import subprocess
import sys


def test_the_first_start_of_a_new_user_asks_for_nothing(tmp_path, app_support):
    port, home = app_support.free_port(), tmp_path / "home"
    home.mkdir()
    env = app_support.app_env(tmp_path / "library") | {"HOME": str(home), "BROWSER": "true", "DATELINE_LLM": "none"}
    command = [sys.executable, "-c", "from ui.command import app; app()", "--port", str(port)]
    process = subprocess.Popen(
        command, env=env, cwd=app_support.ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        app_support.wait_for(f"http://127.0.0.1:{port}")
        assert process.poll() is None
    finally:
        process.terminate()
        process.wait(20)
