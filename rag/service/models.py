"""Which models the settings name, and where their files come from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rag.config import Settings
from rag.embed import OnnxEmbedder
from rag.errors import ModelFileError
from rag.llm import make_chat, make_embedder
from rag.llm.chat import LangChainChat
from rag.models import ensure, path_of
from rag.ports import ChatModel, Embedder, Progress

EMBEDDING_FILES = ("minilm.onnx", "minilm-tokenizer.json")
TOKEN_TABLES = ("o200k_base", "cl100k_base")
LLM_FILES = ("embedded", "embedded:small")


def files_for(settings: Settings) -> tuple[str, ...]:
    """Return the catalogue names of the files that the settings need."""
    embedding = EMBEDDING_FILES if settings.embeddings == "embedded" else ()
    llm = (settings.llm,) if settings.llm in LLM_FILES else ()
    return (*embedding, *TOKEN_TABLES, *llm)


def set_up(settings: Settings, progress: Progress) -> tuple[str, ...]:
    """Fetch and verify every file that is missing; return the names of all that are there.

    Raises:
        ModelFileError: no source of a file answered.
    """
    names = files_for(settings)
    for name in names:
        fetch_model(settings, name, progress)
    return names


def fetch_model(settings: Settings, name: str, progress: Progress | None = None) -> Path:
    """Return the verified file, fetched first when it is missing.

    Raises:
        ModelFileError: it is missing and no source answered, or offline.
    """
    report = None
    if progress is not None:
        chosen = progress
        report = lambda p: chosen(name, p.done, p.total)  # noqa: E731
    return ensure(name, cache=settings.cache, offline=settings.offline, progress=report)


def embedder_for(settings: Settings, progress: Progress | None = None) -> Embedder:
    """Return the embedder that the settings name.

    Raises:
        ModelFileError: its files are missing and cannot be fetched.
        UsageError: the settings name no embedder we know.
    """
    if settings.embeddings != "embedded":
        return make_embedder(
            settings.embeddings, base_url=settings.llm_base_url, offline=settings.offline, limit_s=settings.deadline_s
        )
    model, tokenizer = (fetch_model(settings, name, progress) for name in EMBEDDING_FILES)
    return OnnxEmbedder(model, tokenizer)


def name_chat(settings: Settings) -> None:
    """Make the language model that the settings name, as a question would; nothing is fetched, loaded, started or called.

    Raises:
        DatelineError: the name, an integration or a key is wrong or missing, or it is not to be used offline.
    """
    chat = _made(settings, lambda name: path_of(name, settings.cache))
    if chat is not None:
        chat.close()


def chat_for(settings: Settings, progress: Progress | None = None) -> tuple[ChatModel | None, str | None]:
    """Return the language model that the settings name, and in words why it is not at hand when it is not.

    (None, None) is the extractive mode.
    """
    try:
        return _made(settings, lambda name: fetch_model(settings, name, progress)), None
    except ModelFileError as error:
        return None, str(error)


def _made(settings: Settings, ensure_model: Callable[[str], Path]) -> LangChainChat | None:
    return make_chat(
        settings.llm, base_url=settings.llm_base_url, home=settings.home, offline=settings.offline,
        ensure_model=ensure_model, tables=settings.cache / "tiktoken",
    )  # fmt: skip
