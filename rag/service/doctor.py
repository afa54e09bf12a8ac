"""What is wrong with this installation, in words, and how to mend each thing. Changes nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rag.config import Settings
from rag.errors import DatelineError
from rag.models import missing, path_of
from rag.service.models import files_for
from rag.service.newsdesk import STORE_FILE, Newsdesk

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
    problems = list(_checks(settings))
    return Findings(_facts(settings), tuple(problems))


def _facts(settings: Settings) -> dict[str, str]:
    facts = {
        "home": str(settings.home),
        "cache": str(settings.cache),
        "llm": settings.llm,
        "embeddings": settings.embeddings,
        "chroma": settings.chroma,
        "text leaves this machine": "yes" if _leaves(settings) else "no",
    }
    if settings.llm_base_url and settings.llm.startswith("openai:"):
        facts["llm base url"] = _without_credentials(settings.llm_base_url)
    return facts


def _leaves(settings: Settings) -> bool:
    local = settings.llm == "none" or settings.llm.startswith("embedded")
    return not (local and settings.embeddings == "embedded")


def _without_credentials(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


def _checks(settings: Settings) -> Iterator[Problem]:
    yield from _folders(settings)
    yield from _models(settings)
    if (settings.home / STORE_FILE).exists():
        yield from _store(settings)


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
    if settings.llm.startswith("embedded:") and settings.llm.endswith(".gguf"):
        path = Path(settings.llm.removeprefix("embedded:")).expanduser()
        if not path.is_file():
            yield Problem("the language model is missing", f"{path} does not exist", "Check DATELINE_LLM.")


def _store(settings: Settings) -> Iterator[Problem]:
    try:
        with Newsdesk(settings) as desk:
            for found in desk.store.integrity():
                yield Problem("the article store is damaged", found, "Put a backup back, or ingest into a new folder.")
            if not missing(files_for(settings)[:2], settings.cache) or settings.embeddings != "embedded":
                yield from _index(desk)
    except DatelineError as error:
        yield _as_problem(error)


def _index(desk: Newsdesk) -> Iterator[Problem]:
    for found in desk.indexing.problems():
        yield Problem("the vector index is damaged or foreign", found, "Run `dateline reindex`.")
    counts = desk.store.counts()
    if counts.chunks and desk.store.index_state() is None:
        yield Problem("there is no vector index", f"{counts.chunks} chunks wait for one", "Run `dateline reindex`.")
    elif counts.pending_chunks:
        yield Problem(
            "the vector index lags behind", f"{counts.pending_chunks} of {counts.chunks} chunks are not in it",
            "Ask or search once, or run `dateline reindex`.",
        )  # fmt: skip


def _as_problem(error: DatelineError) -> Problem:
    return Problem(error.what, error.why, error.fix)
