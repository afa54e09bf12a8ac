"""The libraries of the suites: their articles, ingested by the code that is measured."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path

from filelock import FileLock, Timeout

from rag.cli.terminal import safe
from rag.config import Settings
from rag.errors import LockHeld, NothingToWorkOn
from rag.ports import Embedder
from rag.service import Newsdesk, open_newsdesk

OURS = "embedded"
"""The embeddings of a library whose folder does not name them."""
READY = "ready"
"""The file that says by which code the library was made."""
TOLD_EVERY = 200
NAMED = 5
"""Articles that were not taken in of which standard error says why."""
MAKERS = (
    "chunk", "embed", "index", "ingest", "neardup", "quotes", "store", "text", "types", "web",
    "service/indexing", "service/ingesting", "service/preparing", "service/spelling",
)  # fmt: skip
"""The packages and modules that decide what a library of given articles holds: all that taking articles in imports."""


def library_of(
    name: str,
    settings: Settings,
    articles: Sequence[str] | Sequence[Mapping[str, str]],
    library: Path | None,
    embedder: Embedder | None = None,
) -> Newsdesk:
    """Return a newsdesk over the articles of a suite, ingested once into a folder of its own.

    A library that other code made, or began, is made anew: what a run measures is the code that it names.

    Raises:
        NothingToWorkOn: the library that is named holds no article, or none of the suite's could be taken in.
        LockHeld: a run of other code is asking the library.
    """
    if library is not None:
        return _stocked(replace(settings, home=library))
    if articles and isinstance(articles[0], str):
        digest = sha256(b"".join(Path(str(a)).read_bytes() for a in articles)).hexdigest()
        targets = [str(a) for a in articles]
    else:
        body = "\n".join(json.dumps(a, ensure_ascii=False, sort_keys=True) for a in articles)
        digest = sha256(body.encode()).hexdigest()
        lines = settings.home / "eval" / f"{name}-{digest[:12]}.jsonl"
        lines.parent.mkdir(parents=True, exist_ok=True)
        beside = lines.with_name(f"{lines.name}.{os.getpid()}")
        beside.write_text(body, "utf-8")
        beside.replace(lines)  # another run may be reading it
        targets = [str(lines)]
    # Of other embeddings there is another index: each has a library of its own.
    own = "" if settings.embeddings == OURS else f"-{sha256(settings.embeddings.encode()).hexdigest()[:8]}"
    home = settings.home / "eval" / f"{name}-{digest[:12]}{own}"
    home.parent.mkdir(parents=True, exist_ok=True)
    with _makers_lock(home):
        if _written(home / READY) != makers() and ((home / READY).is_file() or _written(home / "begun") != makers()):
            _refuse_used(home)
            shutil.rmtree(home, ignore_errors=True)
        desk = Lent(replace(settings, home=home), embedder)
        try:
            _make(desk, targets)
        except BaseException:
            desk.close()
            raise
    return desk


def _make(desk: Newsdesk, targets: Sequence[str]) -> None:
    """Take the articles of a library in, where that was not done before.

    Raises:
        NothingToWorkOn: none of them could be taken in.
    """
    home = desk.settings.home
    if (home / READY).exists():
        return
    home.mkdir(parents=True, exist_ok=True)
    (home / "begun").write_text(makers(), "utf-8")
    _take_in(desk, targets)
    if desk.store.counts().articles == 0:
        raise NothingToWorkOn(
            "nothing to ask", why="none of the suite's articles could be taken in", fix="Check the data of the suite."
        )
    (home / READY).write_text(makers(), "utf-8")


@contextmanager
def _makers_lock(home: Path) -> Iterator[None]:
    """Let one process at a time make a library; the others wait for it, and say so."""
    lock = FileLock(f"{home}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        sys.stderr.write("Another run is making the same library: waiting for it …\n")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _users(home: Path) -> Path:
    return home.with_name(f"{home.name}.users")


def _refuse_used(home: Path) -> None:
    """Refuse to make a library anew under a run that is asking it.

    Raises:
        LockHeld: there is one.
    """
    for file in _users(home).glob("*.lock"):
        try:
            with FileLock(file, timeout=0):
                pass
        except Timeout as exc:
            raise LockHeld(
                "library not made anew", why=f"a run of other code is asking it ({file.stem.rpartition('-')[0]})",
                fix="Wait until it is done, then repeat.",
            ) from exc  # fmt: skip
        file.unlink(missing_ok=True)


class Lent(Newsdesk):
    """The newsdesk of a suite's library: until it is closed, no run of other code makes that library anew."""

    def __init__(self, settings: Settings, embedder: Embedder | None) -> None:
        super().__init__(settings, embedder=embedder)
        users = _users(settings.home)
        users.mkdir(parents=True, exist_ok=True)
        self._use = FileLock(users / f"process {os.getpid()}-{secrets.token_hex(4)}.lock")
        self._use.acquire()

    def close(self) -> None:
        """Close the newsdesk and give the library back."""
        super().close()
        if self._use.is_locked:
            self._use.release()
            Path(self._use.lock_file).unlink(missing_ok=True)


def _written(mark: Path) -> str | None:
    return mark.read_text("utf-8") if mark.is_file() else None


def _stocked(settings: Settings) -> Newsdesk:
    """Return the newsdesk of a library that is there.

    Raises:
        NothingToWorkOn: it holds no article.
    """
    nothing = NothingToWorkOn(
        "nothing to ask", why=f"there are no articles in {settings.home}", fix="Type: dateline ingest PATH"
    )
    if not settings.home.is_dir():
        raise nothing
    desk = open_newsdesk(settings)
    if desk.store.counts().articles == 0:
        desk.close()
        raise nothing
    return desk


def _take_in(desk: Newsdesk, targets: Sequence[str]) -> None:
    """Take articles in; standard error says how far it is, and which were not taken in."""
    total, refused = desk.count_items(targets), 0
    for number, item in enumerate(desk.ingest(targets), start=1):
        if item.fate == "rejected":
            refused += 1
            sys.stderr.write(f"not taken in: {safe(item.ref)}: {safe(item.reason or '')}\n" if refused <= NAMED else "")
        if number % TOLD_EVERY == 0:
            sys.stderr.write(f"{number} of {total or '?'} articles taken in\n")
    if refused:
        sys.stderr.write(f"{refused} articles could not be taken in: nothing can be found in them.\n")


@cache
def makers() -> str:
    """Return a hash of the code that makes a library of articles."""
    return sha256(b"".join(f.read_bytes() for f in maker_files())).hexdigest()


def maker_files() -> list[Path]:
    """Return the files of ``MAKERS``."""
    root = Path(__file__).parents[2] / "rag"
    return sorted(f for name in MAKERS for f in [*root.glob(f"{name}.py"), *(root / name).rglob("*.py")])
