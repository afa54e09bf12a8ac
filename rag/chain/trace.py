"""What an answer cost: tokens, money and attempts. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.ports import Completion
from rag.types import Trace


def with_costs(trace: Trace, completions: Sequence[Completion]) -> Trace:
    """Return a trace with what the replies of a model cost.

    A count or a price that nobody told is left out; where no reply was asked, none was paid for.
    """
    counted = {
        "prompt": _sum([c.prompt_tokens for c in completions]),
        "completion": _sum([c.completion_tokens for c in completions]),
    }
    told = {n: int(count) for n, count in counted.items() if count is not None}
    return replace(
        trace,
        tokens=told if completions else dict.fromkeys(counted, 0),
        tokens_estimated=any(c.estimated for c in completions),
        cost_usd=_sum([c.cost_usd for c in completions]),
        attempts=max((c.attempts for c in completions), default=1),
    )


def _sum(told: Sequence[float | None]) -> float | None:
    """Return the sum of what was told, None where nothing was: a question in parts takes several replies."""
    known = [each for each in told if each is not None]
    return sum(known) if known else None
