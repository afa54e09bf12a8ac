"""What of an answer a run keeps, and which answers it does not keep at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eval.systems.replies import Bill
from rag.errors import ProviderError


def refuse_unavailable(given: Mapping[str, Any], llm: str) -> None:
    """Refuse an answer that lacks its language model: a provider's fault is no abstention.

    Raises:
        ProviderError: it does.
    """
    if given["reason"] == "model_unavailable":
        raise ProviderError(
            f"{llm} did not answer", why=str(given.get("note") or "it is not at hand").rstrip("."),
            fix="See that it runs, then type the same again: the case was not kept.",
        )  # fmt: skip


def kept(given: Mapping[str, Any], bill: Bill) -> dict[str, Any]:
    """Return what of an answer a run keeps; a system that tells neither tokens nor price has those of the bill."""
    names = (
        "status",
        "reason",
        "sentences",
        "citations",
        "withheld",
        "quotes",
        "conflicts",
        "missing",
        "trace",
        "window",
    )
    body = {n: given[n] for n in names if n in given}
    body["passages"] = [{k: p[k] for k in ("rank", "article_id", "start", "end")} for p in given["passages"][:10]]
    if not any((body["trace"].get("tokens") or {}).values()) and bill.prompt_tokens:
        tokens = {"prompt": bill.prompt_tokens, "completion": bill.completion_tokens}
        body["trace"] = dict(body["trace"]) | {"tokens": tokens}
    if body["trace"].get("cost_usd") is None and bill.usd:
        body["trace"] = dict(body["trace"]) | {"cost_usd": bill.usd}
    return body
