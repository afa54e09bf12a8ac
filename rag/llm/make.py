"""A model's name in the settings to a model. Nothing is loaded or started before it is used."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from rag.errors import ModelFileError, PrerequisiteError, UsageError
from rag.llm.address import serves_here
from rag.llm.chat import LangChainChat
from rag.llm.connect import KEY, OpenAIConnector, any_provider, key_for
from rag.llm.embedded import EmbeddedServer
from rag.ports import Embedder

_GGUF = b"GGUF"
_ENDPOINT = re.compile(r"/(?:chat/completions|completions|embeddings|models)/*$")


def make_chat(
    spec: str,
    *,
    base_url: str | None,
    home: Path,
    offline: bool,
    ensure_model: Callable[[str], Path],
    tables: Path | None = None,
) -> LangChainChat | None:
    """Return the model that a spec names; None for ``none``.

    ``base_url`` is that of an OpenAI-compatible server and counts for ``openai:`` only. ``ensure_model``
    gives the path of a catalogued file; it is called at once, so that a missing file is known before a
    question waits for it. ``tables`` holds what tokens are counted by where a server does not. A key in the environment alone never selects a provider.

    Raises:
        UsageError: the spec is not understood.
        ModelFileError: a model file is missing, or is none.
        PrerequisiteError: an integration or its key is missing, or the model is not on this machine
            and ``offline``.
    """
    _no_tracing()
    if spec == "none":
        return None
    if spec == "embedded" or spec.startswith("embedded:"):
        server = EmbeddedServer(_embedded_path(spec, ensure_model), home)
        return LangChainChat(
            spec,
            OpenAIConnector("embedded", server.where),
            where="the embedded model",
            on_close=server.close,
            tables=tables,
        )
    provider, _, model = spec.partition(":")
    if not provider or not model:
        raise UsageError(
            f"language model {spec!r} unknown",
            why="it is not embedded, embedded:small, none, or provider:model",
            fix="For example: --llm embedded:small, or --llm openai:gpt-5.4",
        )
    if provider == "openai":
        return _openai_chat(spec, model, base_url, offline=offline, tables=tables)
    refuse_if_offline(None, spec, offline=offline)
    link = any_provider(provider, model)
    return LangChainChat(spec, lambda: link, where=provider, tables=tables)


def _openai_chat(spec: str, model: str, base_url: str | None, *, offline: bool, tables: Path | None) -> LangChainChat:
    url = checked_url(base_url)
    refuse_if_offline(url, spec, offline=offline)
    refuse_without_key(url, spec)
    return LangChainChat(
        spec,
        OpenAIConnector(model, lambda: (url, key_for(url))),
        where=shown(url) if url else "OpenAI",
        tables=tables,
    )


def make_embedder(spec: str, *, base_url: str | None, offline: bool, limit_s: float = 120.0) -> Embedder:
    """Return the embedder of a provider: ``openai:text-embedding-3-small`` and compatible.

    ``limit_s`` is how long it may take to embed some texts, in seconds.

    Raises:
        UsageError: the spec is not understood.
        PrerequisiteError: there is no key, or the server is not on this machine and ``offline``.
    """
    from rag.llm.openai_embed import OpenAIEmbedder

    provider, _, model = spec.partition(":")
    if provider != "openai" or not model:
        raise UsageError(
            f"embeddings {spec!r} unknown",
            why="it is not embedded or openai:model",
            fix="For example: DATELINE_EMBEDDINGS=openai:text-embedding-3-small",
        )
    url = checked_url(base_url)
    refuse_if_offline(url, spec, offline=offline)
    refuse_without_key(url, spec)
    return OpenAIEmbedder(model, base_url=url, limit_s=limit_s)


def checked_url(base_url: str | None) -> str | None:
    """Return the address without a slash at its end, with ``/v1`` where it names only a server.

    The address of the chat or the embeddings themselves, as servers print it, is cut to what both have.

    Raises:
        UsageError: it is no address.
    """
    if not base_url:
        return None
    given = base_url.strip()
    try:
        parts = urlsplit(given)
        wrong = parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0
    except ValueError:
        wrong = True
    if wrong or not given.isprintable() or " " in given:
        raise UsageError(
            "base URL not understood",
            why=f"{shown(base_url)!r} is not http(s)://host",
            fix="For example: DATELINE_LLM_BASE_URL=http://127.0.0.1:11434/v1",
        )
    path = _ENDPOINT.sub("", parts.path).rstrip("/")
    return urlunsplit(parts._replace(path=path or "/v1"))


def shown(url: str) -> str:
    """Return an address as it may be printed: without user, password and query."""
    scheme, mark, rest = url.partition("://")
    return f"{scheme}{mark}{rest.partition('?')[0].partition('#')[0].rpartition('@')[2]}"


def refuse_if_offline(base_url: str | None, spec: str, *, offline: bool) -> None:
    """Refuse a model that is not on this machine while offline.

    Raises:
        PrerequisiteError: it is not.
    """
    if offline and not serves_here(base_url):
        raise PrerequisiteError(
            f"{spec} not used",
            why="DATELINE_OFFLINE is set and it is not on this machine",
            fix="Use --llm embedded, or unset DATELINE_OFFLINE.",
        )


def refuse_without_key(base_url: str | None, spec: str) -> None:
    """Refuse OpenAI itself without a key; a compatible server may need none.

    Raises:
        PrerequisiteError: there is none.
    """
    if base_url is None and not os.environ.get(KEY, "").strip():
        raise PrerequisiteError(f"{spec} not used", why=f"{KEY} is not set", fix=f"Set {KEY}, or use --llm embedded.")


def _embedded_path(spec: str, ensure_model: Callable[[str], Path]) -> Path:
    rest = spec.partition(":")[2]
    if spec in ("embedded", "embedded:small"):
        return ensure_model(spec)
    if not rest.endswith(".gguf"):
        raise UsageError(
            f"embedded model {rest!r} unknown",
            why="it is neither 'small' nor a .gguf file",
            fix="Use embedded, embedded:small or embedded:PATH.gguf.",
        )
    path = Path(rest).expanduser()
    try:
        with path.open("rb") as file:
            magic = file.read(len(_GGUF))
    except OSError as exc:
        raise ModelFileError(
            "model file not read", why=f"{path}: {exc.strerror}", fix="Check the path in --llm."
        ) from exc
    if magic != _GGUF:
        raise ModelFileError("model file not used", why=f"{path} is no GGUF file", fix="Name a GGUF file.")
    return path.absolute()


def _no_tracing() -> None:
    # LangSmith would send article text to a third party because of a variable set for another project.
    for variable in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
        os.environ[variable] = "false"
