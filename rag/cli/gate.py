"""The gate at which faults of files, numbers and text become errors that say what, why and what to do."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from types import FrameType

from typer import Abort, Exit
from typer._click.exceptions import ClickException

from rag.errors import DatelineError, PrerequisiteError, UsageError

STOPPED = 130
TERMINATED = 143
Foreign = OSError | EOFError | OverflowError | UnicodeError


class Terminated(KeyboardInterrupt):
    """Somebody, or the system, asks this process to end."""


@contextmanager
def terminable() -> Iterator[None]:
    """Let SIGTERM end a command as Ctrl-C does: half a file is taken away, a model's server is stopped."""
    mine = threading.current_thread() is threading.main_thread()
    if not mine or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, _terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _terminate(_signal: int, _frame: FrameType | None) -> None:
    raise Terminated


def code_of(work: Callable[[], object], *, as_json: bool) -> int:
    """Return the exit code of a command: 0 when it was done.

    Expected errors are printed as what, why and fix; ``as_json`` also puts them on standard output as an object.
    A fault of ours goes on as it is, with its trace; so does what the command line itself raises to end a command.
    """
    try:
        work()
        sys.stdout.flush()
    except DatelineError as error:
        return _report(error, as_json=as_json)
    except BrokenPipeError:
        return 0  # The reader (head, less) has what it wanted.
    except (OSError, EOFError, OverflowError, UnicodeError) as exc:
        return _report(as_ours(exc), as_json=as_json)
    except KeyboardInterrupt as stop:
        return _stopped(TERMINATED if isinstance(stop, Terminated) else STOPPED, as_json=as_json)
    except (ClickException, Abort, Exit):
        raise
    except Exception as exc:
        if as_json:
            why = f"{type(exc).__name__}: {exc}".rstrip(": ")
            _print_error("a fault of Dateline's own", why, "Tell us, with the trace on standard error.")
        raise
    return 0


def any_text() -> None:
    """Let standard output take every text: what its encoding lacks is shown as "?", and ends no command.

    A stream that was closed before we began goes nowhere. Its number must be taken at once: the next file that is
    opened, the store perhaps, would get it, and what is meant for the stream.
    """
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # open as long as we run
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # open as long as we run
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def as_ours(exc: Foreign) -> DatelineError:
    """Return what a fault of a file, a number or a text means for whoever typed the command."""
    why = str(exc) or type(exc).__name__
    if isinstance(exc, OverflowError):
        return UsageError("date or number out of range", why=why, fix="Give one that is nearer to today, or smaller.")
    if isinstance(exc, UnicodeError):
        return UsageError(
            "text not taken", why=f"it holds what is no text ({why})", fix="Use UTF-8; PYTHONIOENCODING=utf-8 sets it."
        )
    if isinstance(exc, EOFError):
        return PrerequisiteError("input not read", why=f"it ends too early ({why})", fix="Get the whole file again.")
    return PrerequisiteError(
        "file not read or written", why=why, fix="Check that it and its folder are there and that you may use them."
    )


def finish() -> None:
    """Write out what standard output still holds; what cannot be written any more is dropped without a word."""
    try:
        sys.stdout.flush()
    except OSError:
        # Python would try again at exit, complain, and exit with 120.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _stopped(code: int, *, as_json: bool) -> int:
    fix = "Give the same command again to do the rest."
    if as_json:
        _print_error("stopped", "it was asked to end; what was done is kept", fix)
    sys.stderr.write(f"Stopped. What was done is kept. {fix}\n")
    return code


def _print_error(what: str, why: str, fix: str) -> None:
    from rag.cli.lines import print_json

    print_json({"schema": "dateline.error/1", "error": {"what": what, "why": why, "fix": fix}})


def _report(error: DatelineError, *, as_json: bool) -> int:
    from rag.cli.terminal import safe

    if as_json:
        _print_error(error.what, error.why, error.fix)
    sys.stderr.write(f"dateline: {safe(error.what)}: {safe(error.why)}\n  {safe(error.fix)}\n")
    return error.exit_code
