"""What the chain is built from, injected by the service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import tzinfo

from rag.chain.reading import Readings
from rag.ports import ArticleReader, ChatModel, Deadline, Embedder
from rag.retrieve.evidence import Budget
from rag.retrieve.hybrid import HybridRetriever
from rag.types import Question


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that one answer needs. ``timer`` gives seconds from any fixed point."""

    reader: ArticleReader
    retriever: HybridRetriever
    embedder: Embedder
    zone: tzinfo
    timer: Callable[[], float]
    budget: Budget
    top_k: int = 10
    cites_keys: bool = False
    """Whether the model names evidence by keys; a small one writes plain sentences and code attributes them."""
    sure: str = "normal"
    """The level that ``rag.cite.support.threshold`` knows."""
    readings: Readings = field(default_factory=Readings)
    """What the model read for the last questions."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on its way: the model that answers it (None: extractive) and its deadline.

    ``model_fault`` says in words why the model that was asked for is not at hand, when it is not.
    """

    question: Question
    deadline: Deadline
    chat: ChatModel | None
    model_fault: str | None = None
    rewords_speech: bool = True
    """Whether the model writes what somebody said; a small one loses who said what, so code gives the words themselves."""
    unjudged: dict[str, str] = field(default_factory=dict, compare=False)
    """The drafted sentences that the model failed to judge, each with the reason: filled as they are checked."""
