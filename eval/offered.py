"""What can be typed behind ``eval run``: suites with the options they use, and systems. Light, for a help text names them."""

from __future__ import annotations

from collections.abc import Mapping

_ASKED = frozenset({"system", "library", "spend", "price", "llm", "sure"})
_ALWAYS = frozenset({"suite", "limit", "fresh"})
TAKES: Mapping[str, frozenset[str]] = {
    "sample": _ASKED, "newsquiz": _ASKED | {"data", "only", "ids"}, "squad": _ASKED | {"data"},
    **dict.fromkeys(("ir", "beir", "trec"), frozenset({"data", "system", "library"})),
    "injection": frozenset({"data", "spend", "price", "llm", "sure"}), "claims": frozenset({"data", "p_yes"}),
    "briefs": frozenset({"data", "llm"}),
}  # fmt: skip
"""The options that a suite uses; a file of one's own takes those of ``_ASKED``."""
SYSTEMS = (
    "dateline", "dense only", "full text only", "tutorial", "no retrieval", "llamaindex", "haystack", "paperqa",
)  # fmt: skip
"""The names of what can be measured; what makes each is heavy."""


def takes(suite: str) -> frozenset[str]:
    """Return the options that a suite uses, those of every suite among them."""
    return TAKES.get(suite, _ASKED) | _ALWAYS
