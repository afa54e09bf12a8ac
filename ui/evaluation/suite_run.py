"""A suite run in a process of its own, so that it can be stopped and the app stays quick."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from tempfile import TemporaryFile

from rag.config import Settings
from rag.errors import DatelineError
from ui.work.tasks import Step


class SuiteRun:
    """One run of a suite. It is resumable: stopped and run again, it goes on with the case after the last one."""

    def __init__(self, settings: Settings, suite: str, llm: str) -> None:
        self._command = [sys.executable, "-m", "rag", "eval", "run", "--llm", llm, "--json", "--", suite]
        self._env = {"DATELINE_HOME": str(settings.home), "DATELINE_CACHE": str(settings.cache)}
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._stopped = False

    def steps(self) -> Iterator[Step]:
        """Yield what the run says about its progress, until it has ended.

        Raises:
            DatelineError: it failed; it says why as the command does.
        """
        with TemporaryFile() as told:
            with self._lock:
                if self._stopped:
                    return
                self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, no shell
                    self._command, env=os.environ | self._env, stderr=subprocess.PIPE, stdout=told, text=True
                )
            last = ""
            with self._process as running:
                assert running.stderr is not None
                for line in running.stderr:
                    last = line.strip() or last
                    yield Step(line.strip())
            if running.returncode and not self._stopped:
                told.seek(0)
                why = f"it ended with {running.returncode}: {last}".rstrip(": ")
                again = DatelineError("the run failed", why=why, fix="Run it again: it goes on from there.")
                raise fault_of_command(told.read()) or again

    def stop(self) -> None:
        """End the run. Its folder keeps the cases that are done."""
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.terminate()


def fault_of_command(told: str | bytes) -> DatelineError | None:
    """Return the error that a command put on its standard output; None where it put none."""
    try:
        error = json.loads(told)["error"]
        return DatelineError(error["what"], why=error["why"], fix=error["fix"])
    except (ValueError, KeyError, TypeError):
        return None
