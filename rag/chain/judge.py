"""The language model as a judge of support: one word, read by its probability."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import prompts
from rag.answer.context import plain_text
from rag.cite import nearest
from rag.errors import ProviderError
from rag.ports import ChatModel, Deadline, Message
from rag.types import EvidenceSentence


@dataclass(frozen=True, slots=True)
class Opinion:
    """The model's P(yes) on a claim, or in words why it has none; the code's own verdict stands then."""

    p_yes: float | None
    fault: str | None = None
    failed: bool = False
    """Whether it was to have one: a model that never gives odds has not failed."""


def p_supported(
    chat: ChatModel, claim: str, evidence: Sequence[EvidenceSentence], similarity: Sequence[float], deadline: Deadline
) -> float | None:
    """Return the model's P(yes) that the nearest sentences support a claim; None when it gives no odds or fails.

    A failing judge is no fault of the answer: the code's own verdict stands.
    """
    return opinion(chat, claim, evidence, similarity, deadline).p_yes


def opinion(
    chat: ChatModel, claim: str, evidence: Sequence[EvidenceSentence], similarity: Sequence[float], deadline: Deadline
) -> Opinion:
    """Return what the model holds of a claim beside its nearest sentences."""
    near = [evidence[i] for i in nearest(claim, evidence, similarity)]
    system, user = prompts.load("support").render({"evidence": plain_text(near), "claim": claim})
    try:
        p_yes = chat.yes_probability((Message("system", system), Message("user", user)), deadline=deadline)
    except ProviderError as error:
        return Opinion(None, str(error), failed=True)
    return Opinion(p_yes, None if p_yes is not None else f"{chat.name} gives no odds of yes and no")


def not_judged(failed: Mapping[str, str]) -> str | None:
    """Return of how many sentences a model failed to judge, and why; None of none. ``failed`` has the reason of each."""
    if not failed:
        return None
    count = "a sentence" if len(failed) == 1 else f"{len(failed)} sentences"
    return f"the model did not judge {count}, the checks by code stand alone there: {next(iter(failed.values()))}"
