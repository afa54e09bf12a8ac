"""A model's name in the settings to a model. Nothing is loaded or started before it is used."""

from __future__ import annotations

import os
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rag.errors import PrerequisiteError, UsageError
from rag.llm.chat import LangChainChat
from rag.llm.embedded import EmbeddedServer
from rag.ports import ChatModel, Embedder

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

EMBEDDED_CONTEXT = 4096


def make_chat(
    spec: str,
    *,
    base_url: str | None,
    home: Path,
    offline: bool,
    ensure_model: Callable[[str], Path],
) -> ChatModel | None:
    """Return the model that a spec names; None for ``none``.

    ``ensure_model`` gives the path of a catalogued file. It is called at once, so that a missing file is
    known before a question waits for it.

    Raises:
        UsageError: the spec is not understood.
        PrerequisiteError: a file or an integration is missing, or the model is not on this machine and offline.
    """
    if spec == "none":
        return None
    if spec == "embedded" or spec.startswith("embedded:"):
        server = EmbeddedServer(_embedded_path(spec, ensure_model), home)
        return LangChainChat(
            spec, lambda: _openai(*server.ensure(), "embedded"), context_tokens=EMBEDDED_CONTEXT, on_close=server.close
        )
    provider, mark, model = spec.partition(":")
    if not mark or not model:
        raise UsageError(
            f"language model {spec!r} unknown", why="it is not embedded, none, or provider:model",
            fix="For example: --llm openai:gpt-5.4",
        )  # fmt: skip
    refuse_if_offline(base_url, spec, offline=offline)
    _no_tracing()
    if provider == "openai":
        return LangChainChat(spec, lambda: _openai(base_url, _key(base_url), model), address=base_url)
    return LangChainChat(spec, lambda: _any(provider, model), context_tokens=8192)


def make_embedder(spec: str, *, base_url: str | None, offline: bool) -> Embedder:
    """Return the embedder of a provider: ``openai:text-embedding-3-small`` and compatible.

    Raises:
        UsageError: the spec is not understood.
    """
    from rag.llm.openai_embed import OpenAIEmbedder

    provider, _, model = spec.partition(":")
    if provider != "openai" or not model:
        raise UsageError(
            f"embeddings {spec!r} unknown", why="it is not embedded or openai:model",
            fix="For example: DATELINE_EMBEDDINGS=openai:text-embedding-3-small",
        )  # fmt: skip
    refuse_if_offline(base_url, spec, offline=offline)
    return OpenAIEmbedder(model, base_url=base_url)


def refuse_if_offline(base_url: str | None, spec: str, *, offline: bool) -> None:
    """Refuse a model that is not on this machine while offline.

    Raises:
        PrerequisiteError: it is not.
    """
    if offline and not _is_loopback(base_url):
        raise PrerequisiteError(
            f"{spec} not used", why="DATELINE_OFFLINE is set and it is not on this machine",
            fix="Use --llm embedded, or unset DATELINE_OFFLINE.",
        )  # fmt: skip


def _is_loopback(url: str | None) -> bool:
    host = urlsplit(url or "").hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _embedded_path(spec: str, ensure_model: Callable[[str], Path]) -> Path:
    _, _, rest = spec.partition(":")
    if not rest.endswith(".gguf"):
        if rest not in ("", "small"):
            raise UsageError(
                f"embedded model {rest!r} unknown", why="it is neither 'small' nor a .gguf file",
                fix="Use embedded, embedded:small or embedded:PATH.gguf.",
            )  # fmt: skip
        return ensure_model(spec)
    path = Path(rest).expanduser()
    if not path.is_file():
        raise PrerequisiteError("model file missing", why=f"{path} does not exist", fix="Check --llm.")
    return path


def _key(base_url: str | None) -> str:
    """Return the key, read now and kept nowhere of ours; a local server needs none."""
    key = os.environ.get("OPENAI_API_KEY")
    if key:
        return key
    if base_url is None:
        raise PrerequisiteError(
            "OpenAI not asked", why="OPENAI_API_KEY is not set", fix="Set it, or use --llm embedded."
        )
    return "not-needed"


def _openai(base_url: str | None, key: str, model: str) -> BaseChatModel:
    import httpx
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    return ChatOpenAI(
        model=model,
        base_url=base_url,
        api_key=SecretStr(key),
        temperature=0,
        max_retries=0,
        timeout=httpx.Timeout(connect=5.0, read=60.0, write=30.0, pool=5.0),
        stream_usage=True,
        use_responses_api=False,
    )


def _any(provider: str, model: str) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    try:
        made: BaseChatModel = init_chat_model(model, model_provider=provider, temperature=0, max_retries=0)
    except ImportError as exc:
        raise PrerequisiteError(
            f"{provider} not used", why=str(exc).splitlines()[0], fix=f"Type: pip install langchain-{provider}"
        ) from exc
    except ValueError as exc:
        raise UsageError(f"provider {provider!r} unknown", why=str(exc).splitlines()[0], fix="Check --llm.") from exc
    return made


def _no_tracing() -> None:
    # LangSmith would send article text to a third party because of one variable set for another project.
    if os.environ.get("DATELINE_TRACE_TO_LANGSMITH") != "1":
        os.environ["LANGSMITH_TRACING"] = "false"
        os.environ["LANGCHAIN_TRACING_V2"] = "false"
