"""The language model of a newsdesk: loaded when it is first needed, and changeable while the app runs."""

from __future__ import annotations

from dataclasses import replace
from threading import RLock

from rag.config import Settings
from rag.ports import ChatModel, Progress

Loaded = tuple[ChatModel | None, str | None]
"""A model, and in words why it is not at hand when it is not; both None is the extractive mode."""


class ModelSlot:
    """Holds one language model. Safe to use from several threads: one fetches, the others go on without it."""

    def __init__(self, settings: Settings, given: ChatModel | None) -> None:
        self._settings = settings
        self._given = given
        self._loading = RLock()
        self._loaded: Loaded | None = (given, None) if given is not None else None

    @property
    def name(self) -> str:
        """What the settings, or the reader since, call the model in use."""
        return self._settings.llm

    @property
    def rewords_speech(self) -> bool:
        """Whether the model may reword what somebody said: a small one loses who said what."""
        return self._given is not None or not self.name.startswith("embedded")

    @property
    def writes(self) -> bool:
        """Whether a model words the answers, which then come some time after their evidence."""
        return self._given is not None or self.name != "none"

    def now(self) -> Loaded:
        """Return the model, loaded first unless its file is still to be fetched: no model then, and no fault.

        Raises:
            PrerequisiteError: a key or an integration is missing.
            UsageError: the settings name no model we know.
        """
        from rag.models import missing
        from rag.service.models import LLM_FILES

        if self._loaded is None and self.name in LLM_FILES and missing((self.name,), self._settings.cache):
            return None, None
        return self.get(None)

    def get(self, progress: Progress | None) -> Loaded:
        """Return the model, fetched and loaded first where it must be.

        Raises:
            PrerequisiteError: a key or an integration is missing.
            UsageError: the settings name no model we know.
        """
        with self._loading:
            if self._loaded is None:
                from rag.service.models import chat_for

                self._loaded = chat_for(self._settings, progress)
            return self._loaded

    def use(self, name: str) -> None:
        """Change to another model, which loads when it is needed; the former one is stopped.

        Raises:
            DatelineError: there is no such model, or a key or an integration is missing; the former one stays in use.
        """
        from rag.service.models import name_chat

        changed = replace(self._settings, llm=name)
        with self._loading:
            name_chat(changed)
            self.close()
            self._settings, self._given, self._loaded = changed, None, None

    def close(self) -> None:
        """Stop the model that this slot started. Calling twice is no error."""
        chat = self._loaded[0] if self._loaded else None
        if self._given is None and chat is not None and hasattr(chat, "close"):
            chat.close()
        self._loaded = (self._given, None) if self._given is not None else None
