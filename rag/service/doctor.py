"""What is wrong with this installation, in words, and how to mend each thing. Changes nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from rag.config import Settings
from rag.errors import DatelineError, IndexFault, PrerequisiteError, StoreError
from rag.index import has_had_index, open_index
from rag.llm import make_embedder
from rag.llm.address import serves_here
from rag.llm.connect import KEY
from rag.llm.make import shown
from rag.mail import mail_server, recipients_of
from rag.mail.server import is_loopback
from rag.models import missing, path_of
from rag.service.models import EMBEDDING_FILES, files_for, name_chat
from rag.service.newsdesk import HISTORY_FILE, STORE_FILE, Newsdesk

LEAST_FREE_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: what, why, and the command or step that mends it."""

    what: str
    why: str
    fix: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What was looked at, and what is wrong."""

    facts: Mapping[str, str]
    problems: tuple[Problem, ...]


def examine(read_settings: Callable[[], Settings]) -> Findings:
    """Return what is wrong; an empty tuple of problems means that all is well."""
    try:
        settings = read_settings()
    except DatelineError as error:
        return Findings({}, (_as_problem(error),))
    # Two checks may meet the same fault; it is told once.
    return Findings(_facts(settings), tuple(dict.fromkeys(_checks(settings))))


def _facts(settings: Settings) -> dict[str, str]:
    facts = {
        "home": str(settings.home),
        "cache": str(settings.cache),
        "llm": settings.llm,
        "embeddings": settings.embeddings,
        "chroma": shown(settings.chroma),
        "text leaves this machine": "yes" if leaves_machine(settings) else "no",
    }
    asked = [of for of in (settings.llm, settings.embeddings) if of.startswith("openai:")]
    if settings.llm_base_url and asked:
        facts["llm base url"] = shown(settings.llm_base_url)
    return facts


def leaves_machine(settings: Settings) -> bool:
    """Return whether text goes to another machine: a server that the base URL names may be on this one."""
    beside = serves_here(settings.llm_base_url)
    for of in (settings.llm, settings.embeddings):
        own = of == "none" or of.partition(":")[0] == "embedded"
        if not own and not (beside and of.startswith("openai:")):
            return True
    return False


def _checks(settings: Settings) -> Iterator[Problem]:
    yield from _folders(settings)
    yield from _models(settings)
    yield from _raised(lambda: _name_models(settings))
    yield from _raised(lambda: _name_mail(settings))
    yield from _key_in_clear(settings)
    unreached = list(_raised(lambda: _reach_chroma(settings)))
    yield from unreached
    if (settings.home / STORE_FILE).exists():
        yield from _store(settings)
        if not (settings.home / STORE_FILE).stat().st_size:
            return  # Opened, it would be made anew, and that it was damaged could be seen no more.
        if (settings.home / HISTORY_FILE).exists():
            yield from _history(settings)
        if not unreached and (settings.embeddings != "embedded" or not missing(EMBEDDING_FILES, settings.cache)):
            yield from _index(settings)
    elif has_had_index(settings.home):
        # Not opened, for that would make a new one.
        yield _gone("the store's file is not there", settings.home / STORE_FILE)


def _raised(look: Callable[[], None]) -> Iterator[Problem]:
    try:
        look()
    except DatelineError as error:
        yield _as_problem(error)


def _folders(settings: Settings) -> Iterator[Problem]:
    nearest = settings.home
    while not nearest.exists():
        nearest = nearest.parent
    if not os.access(nearest, os.W_OK):
        yield Problem("the home folder cannot be written", f"{nearest} is read-only", "Set DATELINE_HOME elsewhere.")
        return
    free = os.statvfs(nearest).f_bavail * os.statvfs(nearest).f_frsize
    if free < LEAST_FREE_BYTES:
        yield Problem("the disk is nearly full", f"{free // 1_000_000} MB are free at {nearest}", "Free some space.")


def _models(settings: Settings) -> Iterator[Problem]:
    for name in missing(files_for(settings), settings.cache):
        yield Problem(
            f"model file {name} is missing or damaged", f"{path_of(name, settings.cache)} is not what it should be",
            "Run `dateline setup`.",
        )  # fmt: skip


def _name_models(settings: Settings) -> None:
    """Make the models that the settings name, as a question would; none is loaded, started or called.

    Raises:
        DatelineError: a name, an integration or a key is wrong or missing, or it is not to be used offline.
    """
    name_chat(settings)
    if settings.embeddings != "embedded":
        make_embedder(settings.embeddings, base_url=settings.llm_base_url, offline=settings.offline)


def _key_in_clear(settings: Settings) -> Iterator[Problem]:
    """Yield that a key is sent unencrypted through a network, where it is."""
    url = settings.llm_base_url or ""
    asked = any(of.startswith("openai:") for of in (settings.llm, settings.embeddings))
    if not asked or not url.lower().startswith("http://") or serves_here(url):
        return
    if os.environ.get(KEY, "").strip():
        yield Problem(
            "the key can be read on its way", f"{KEY} and the articles' text go unencrypted to {shown(url)}",
            f"Give the server's https:// address, or unset {KEY} where the server needs none.",
        )  # fmt: skip


def _name_mail(settings: Settings) -> None:
    """Read the settings of mail, as sending would; without a server only the addresses count.

    Raises:
        UsageError: one of them is wrong, or one is missing.
    """
    recipients_of([settings.smtp_from or "", settings.mail_to])
    if settings.smtp_host:
        mail_server(settings)


def _reach_chroma(settings: Settings) -> None:
    """Ask the server of the vector index, where there is one, for something.

    Raises:
        PrerequisiteError: it is beyond this machine and Dateline is offline.
        ProviderError: it does not answer.
    """
    if settings.chroma == "embedded":
        return
    if settings.offline and not is_loopback(urlsplit(settings.chroma).hostname or ""):
        raise PrerequisiteError(
            "Chroma server not asked", why=f"DATELINE_OFFLINE is set and {shown(settings.chroma)} is not on this machine",
            fix="Set DATELINE_CHROMA=embedded, or unset DATELINE_OFFLINE.",
        )  # fmt: skip
    try:
        open_index(
            home=settings.home, where=settings.chroma, collection="dateline-doctor", fingerprint="", dimension=1,
            create=False,
        )  # fmt: skip
    except IndexFault:
        return  # It answers that there is no such collection; what is there is looked at elsewhere.


def _store(settings: Settings) -> Iterator[Problem]:
    file = settings.home / STORE_FILE
    if file.is_file() and not file.stat().st_size:
        yield Problem("the article store is damaged", f"{file} is empty", _put_back(file))
        return
    try:
        with Newsdesk(settings) as desk:
            for found in desk.store.lasting_integrity():
                yield Problem("the article store is damaged", found, _put_back(file))
            for found in desk.store.derived_integrity():
                yield Problem("what is made of the articles is damaged", found, "Run `dateline reindex`.")
            if desk.store.index_state() is None and not desk.store.counts().articles and has_had_index(settings.home):
                yield _gone("the store is a new one", file)
    except DatelineError as error:
        problem = _as_problem(error)
        # What sends the reader here cannot send him on in a circle.
        yield replace(problem, fix=_put_back(file)) if "`dateline doctor`" in problem.fix else problem


def _gone(how: str, file: Path) -> Problem:
    return Problem("the articles are gone", f"an index was made, and {how}", _put_back(file))


def _put_back(file: Path) -> str:
    """Return how to replace a damaged file. What SQLite left beside it would be written into the new one."""
    return (
        f"Move {file.name} and, where they are, {file.name}-wal and {file.name}-shm out of {file.parent}; put a backup"
        f" there as {file.name}, or ingest again; then run `dateline reindex`."
    )


def _history(settings: Settings) -> Iterator[Problem]:
    """Yield what is wrong with the answers that the app keeps."""
    file = settings.home / HISTORY_FILE
    try:
        with Newsdesk(settings) as desk:
            found = desk.history.integrity()
    except DatelineError as error:
        found = (error.why,)
    for why in found:
        yield Problem(
            "the history of answers is damaged", why,
            f"Move {file.name} and, where they are, {file.name}-wal and {file.name}-shm out of {file.parent}: a new one "
            "is made, without the earlier answers. The articles are not touched.",
        )  # fmt: skip


def _index(settings: Settings) -> Iterator[Problem]:
    try:
        with Newsdesk(settings) as desk:
            yield from _vectors(desk)
    except StoreError:
        return  # Told already.
    except DatelineError as error:
        yield _as_problem(error)


def _vectors(desk: Newsdesk) -> Iterator[Problem]:
    if found := desk.indexing.problems():
        yield Problem("the vector index is damaged or foreign", "; ".join(found), "Run `dateline reindex`.")
    counts = desk.store.counts()
    if counts.chunks and desk.store.index_state() is None:
        yield Problem("there is no vector index", f"{counts.chunks} chunks wait for one", "Run `dateline reindex`.")
    elif counts.pending_chunks:
        yield Problem(
            "the vector index lags behind", f"{counts.pending_chunks} of {counts.chunks} chunks are not in it",
            "Ask or search once, or run `dateline reindex`.",
        )  # fmt: skip
    if leaving := len(desk.store.stale_chunks(1_000_000)):
        yield Problem(
            "what was removed is still in the vector index", f"{leaving} chunks of former texts wait to leave it",
            "Ask or search once, or run `dateline reindex`.",
        )  # fmt: skip


def _as_problem(error: DatelineError) -> Problem:
    return Problem(error.what, error.why, error.fix)
