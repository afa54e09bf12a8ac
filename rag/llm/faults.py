"""What goes wrong with a provider: in our words, and whether trying again may help."""

from __future__ import annotations

import re

from rag.errors import ProviderError

RETRYABLE_STATUS = (408, 409, 429, 500, 502, 503, 504)


def status_of(error: BaseException) -> int | None:
    """Return the HTTP status behind an error, or None."""
    status = getattr(error, "status_code", None)
    if status is None:
        status = getattr(getattr(error, "response", None), "status_code", None)
    return status if isinstance(status, int) else None


def retry_after_s(error: BaseException) -> float | None:
    """Return how long the provider asks us to wait, in seconds, or None."""
    headers = getattr(getattr(error, "response", None), "headers", None)
    try:
        return max(0.0, float(headers["retry-after"])) if headers else None
    except (KeyError, ValueError):
        return None


def may_pass(error: BaseException) -> bool:
    """Return whether an error is on the allow-list of those that may pass by themselves."""
    import httpx
    import openai

    if isinstance(error, (openai.APIConnectionError, httpx.TransportError)):
        return True
    return status_of(error) in RETRYABLE_STATUS


def in_our_words(error: BaseException, model: str, address: str | None) -> ProviderError:
    """Return the error as what, why and fix. Keys that a provider echoes are taken out."""
    status, text = status_of(error), redacted(" ".join(str(error).split()))[:300]
    where = address or "the provider"
    if status in (401, 403):
        return ProviderError(f"{model} not asked", why=f"{where} refuses the key ({status})", fix="Set OPENAI_API_KEY.")
    if status == 404:
        return ProviderError(
            f"{model} not asked",
            why=f"{where} has no such model or path (404)",
            fix="Check --llm and the base URL; it ends in /v1.",
        )
    if status == 400 and re.search(r"context|too long|maximum.*tokens", text, re.IGNORECASE):
        return ProviderError(
            f"{model} not asked",
            why=f"the prompt is longer than its context: {text}",
            fix="Use a model with a longer context.",
        )
    if status == 429:
        return ProviderError(
            f"{model} not asked", why=f"{where} says it is too much (429)", fix="Wait, or use another model."
        )
    if status is not None:
        return ProviderError(
            f"{model} failed", why=f"{where} answered {status}: {text}", fix="Try again, or use another model."
        )
    if may_pass(error):
        return ProviderError(
            f"{model} not reached",
            why=f"{where}: {text or type(error).__name__}",
            fix="Check that the server runs and the base URL is right.",
        )
    if isinstance(error, (IndexError, ValueError, KeyError, TypeError, AttributeError)):
        return ProviderError(
            f"{model} not understood",
            why=f"{where} answered what is no chat completion ({text or type(error).__name__})",
            fix="Check the base URL; it ends in /v1.",
        )
    return ProviderError(
        f"{model} failed", why=f"{type(error).__name__}: {text}", fix="Try again, or use another model."
    )


def redacted(text: str) -> str:
    """Return text without anything that looks like a key, and addresses without credentials."""
    text = re.sub(r"\b(?:sk|pk|key|Bearer)[-_ ][\w*.-]{6,}", "[key]", text)
    return re.sub(r"(https?://)[^/@\s]+@", r"\1", text)
