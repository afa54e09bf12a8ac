"""LangChain chat models, made when they are first used, and made again when the server has moved."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING, Protocol

from rag.errors import PrerequisiteError, ProviderError, UsageError
from rag.llm.background import Call

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from rag.llm.lines import Lines

OPENAI = "https://api.openai.com/v1"
KEY = "OPENAI_API_KEY"
TEMPERATURE = 0.0
SAMPLING = {"temperature": TEMPERATURE}
"""How every model is asked to choose its words; another setting here means other replies to the same prompt."""
CONNECT_S, READ_S, WRITE_S = 5.0, 60.0, 30.0


@dataclass(frozen=True, slots=True)
class Link:
    """A chat model, and the connections under it where those can be cut."""

    model: BaseChatModel
    lines: Lines | None = None

    @contextmanager
    def open(self, call: Call) -> Iterator[BaseChatModel]:
        """Give the model to this thread; stopping the call cuts what it waits for."""
        if self.lines is None:
            yield self.model
            return
        with self.lines.line(call):
            if not call.stopped:
                yield self.model
                return
        raise ProviderError("model not asked", why="the question was cancelled", fix="Ask again.")

    def leave_out(self, part: str) -> bool:
        """Send later requests without a part that the server refuses; False where that is done or cannot be."""
        return hasattr(self.model, "leave_out") and bool(self.model.leave_out(part))

    @property
    def said_done(self) -> bool:
        """Whether the stream that this thread read last said that it was whole; not known of every provider."""
        return self.lines is not None and self.lines.said_done

    @property
    def gives_odds(self) -> bool:
        """Whether the model takes OpenAI's ``logprobs``."""
        return {"logprobs", "top_logprobs"} <= set(type(self.model).model_fields)


class Connector(Protocol):
    """Gives a link that works as far as one can know; asked before every attempt.

    Raises ProviderError when there is none.
    """

    def __call__(self) -> Link:
        """Return the link."""


class OpenAIConnector:
    """Links to OpenAI's own API and to servers that speak it. ``where`` gives address and key, now."""

    def __init__(self, model: str, where: Callable[[], tuple[str | None, str]]) -> None:
        self._model = model
        self._where = where
        self._known: tuple[tuple[str | None, str], Link] | None = None

    def __call__(self) -> Link:
        """Return the link, made anew when address or key changed."""
        if self._known is None:
            # The library takes seconds to load, and so may the server behind ``where``: side by side.
            Thread(target=import_module, args=("langchain_openai",), daemon=True).start()
        where = self._where()
        if self._known is None or self._known[0] != where:
            self._known = (where, _openai(self._model, *where))
        return self._known[1]


def _openai(model: str, base_url: str | None, key: str) -> Link:
    import httpx2
    from pydantic import SecretStr

    from rag.llm.compatible import CompatibleChat, OpenAIChat
    from rag.llm.lines import Lines

    # A count of an unexpected kind is no concern of the reader's.
    warnings.filterwarnings("ignore", message="Pydantic serializer warnings", category=UserWarning)
    # Compatible servers know ``max_tokens``; OpenAI's class renames it to what only OpenAI's own takes for sure.
    kind: type[CompatibleChat] = CompatibleChat if base_url else OpenAIChat
    lines = Lines(base_url or OPENAI)
    made = kind(
        model=model,
        base_url=base_url or OPENAI,
        api_key=SecretStr(key),
        temperature=TEMPERATURE,
        max_retries=0,
        timeout=httpx2.Timeout(connect=CONNECT_S, read=READ_S, write=WRITE_S, pool=CONNECT_S),
        stream_usage=True,
        use_responses_api=False,
        openai_proxy=None,  # else OPENAI_PROXY is read, which contradicts a client of ours: ``lines`` knows the proxy
        http_client=httpx2.Client(transport=lines),
        http_async_client=httpx2.AsyncClient(trust_env=False),  # not used; else one is made that takes any proxy
    )
    return Link(made, lines)


def key_for(base_url: str | None) -> str:
    """Return the key, read now and kept nowhere of ours; a compatible server may need none.

    Raises:
        ProviderError: OpenAI itself is meant and there is no key.
    """
    key = os.environ.get(KEY, "").strip()
    if not key and base_url is None:
        raise ProviderError("OpenAI not asked", why=f"{KEY} is not set", fix=f"Set {KEY}, or use --llm embedded.")
    return key or "not-needed"


def any_provider(provider: str, model: str) -> Link:
    """Return a link through LangChain's ``init_chat_model``. The integration reads its own key.

    Raises:
        PrerequisiteError: the integration is not installed, or lacks its key.
        UsageError: LangChain knows no such provider.
    """
    from langchain.chat_models import init_chat_model

    spec = f"{provider}:{model}"
    try:
        made: BaseChatModel = init_chat_model(
            model, model_provider=provider, temperature=TEMPERATURE, max_retries=0, timeout=READ_S
        )
    except ImportError as exc:
        raise PrerequisiteError(
            f"{spec} not used",
            why=f"the integration of {provider} is not installed",
            fix=f"Type: pip install langchain-{provider.replace('_', '-')}",
        ) from exc
    except ValueError as exc:
        first = str(exc).splitlines()[0] if str(exc) else type(exc).__name__
        if "Unsupported" in first:
            raise UsageError(
                f"provider {provider!r} unknown",
                why="LangChain has no integration of that name",
                fix="Use openai, anthropic, google_genai, mistralai, ollama ... or embedded.",
            ) from exc
        raise PrerequisiteError(
            f"{spec} not used", why="its integration refused its settings", fix="Set the provider's key."
        ) from exc
    return Link(made)
