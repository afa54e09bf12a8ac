"""The language model as a judge of support: one word, read by its probability."""

from __future__ import annotations

from collections.abc import Sequence

import prompts
from rag.answer.context import plain_text
from rag.cite import nearest
from rag.errors import ProviderError
from rag.ports import ChatModel, Deadline, Message
from rag.types import EvidenceSentence


def p_supported(
    chat: ChatModel, claim: str, evidence: Sequence[EvidenceSentence], similarity: Sequence[float], deadline: Deadline
) -> float | None:
    """Return the model's P(yes) that the nearest sentences support a claim; None when it gives no odds or fails.

    A failing judge is no fault of the answer: the code's own verdict stands.
    """
    near = [evidence[i] for i in nearest(claim, evidence, similarity)]
    system, user = prompts.load("support").render({"evidence": plain_text(near), "claim": claim})
    try:
        return chat.yes_probability((Message("system", system), Message("user", user)), deadline=deadline)
    except ProviderError:
        return None
