"""What goes wrong with a provider: in our words, and whether trying again may help.

Errors are told apart by status and by the names of their classes, not by type: every provider's
library has its own family of the same names, and none of them is imported here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC
from email.utils import parsedate_to_datetime

from rag.errors import DatelineError, ProviderError

RETRYABLE_STATUS = (408, 429, 500, 502, 503, 504, 529)
_TIMEOUTS = ("TimeoutException", "APITimeoutError", "TimeoutError")
_CONNECTIONS = ("TransportError", "APIConnectionError", "ConnectionError")
_BROKEN = ("RemoteProtocolError", "ReadError", "ReadTimeout", "ConnectionResetError", "IncompleteRead")
_NO_REPLY = (IndexError, ValueError, KeyError, TypeError, AttributeError)
_CONTEXT = re.compile(r"context|too long|too many tokens|maximum.*tokens", re.IGNORECASE)
_ODDS = re.compile(r"log_?probs|max_(?:completion_)?tokens|max_output_tokens", re.IGNORECASE)
_REFUSED = {
    "max_tokens": re.compile(r"use ['\"`]?max_completion_tokens", re.IGNORECASE),
    "stream_options": re.compile(r"stream_options"),
    "temperature": re.compile(r"\btemperature\b", re.IGNORECASE),
    "system": re.compile(r"system[- ](?:role|message|prompt)|role\W{1,3}system\b|roles must alternate", re.IGNORECASE),
}
"""What a request can do without, by the words of servers and models that refuse it."""
_SHOWN_CHARS = 300
_SECRETS = ("KEY", "TOKEN", "SECRET", "PASSWORD")
_LEAST_SECRET = 6


@dataclass(frozen=True, slots=True)
class Fault:
    """A failure and what may be done about it.

    ``line_broke``: the connection went, rather than the server saying no. ``rejects_odds``: the
    server takes no log-probabilities. ``refuses``: the part of the request that it does not take.
    """

    error: ProviderError
    may_pass: bool = False
    retry_after_s: float | None = None
    line_broke: bool = False
    rejects_odds: bool = False
    refuses: str | None = None


def diagnose(
    error: BaseException, model: str, where: str, asked: str = "question and evidence", *, now: Callable[[], float]
) -> Fault:
    """Return what an error of a provider's library means; ``where`` and ``asked`` name server and request in messages.

    ``now`` gives the seconds of the real clock: a server may name the moment from which on it answers again.
    """
    chain = tuple(_chain(error))
    ours = next((e for e in chain if isinstance(e, DatelineError)), None)
    if ours is not None:
        return Fault(ours if isinstance(ours, ProviderError) else _as_provider(ours))
    if _named(chain, ("NotAnApi",)):
        return Fault(_no_api(model, where, "a web page"))
    said = next((e for e in chain if type(e).__name__ == "SaysError"), None)
    if said is not None:
        why = f"{where} reported: {_text(said)}"
        return Fault(_error(f"{model} failed", why, "Check the server, the model's name and the base URL."))
    status = _status(chain)
    if status is not None:
        fault = _by_status(status, chain, model, where, asked)
        wait = _retry_after(chain, now) if fault.may_pass else None
        return replace(fault, refuses=_refused(status, str(error)), retry_after_s=wait)
    if _named(chain, _TIMEOUTS):
        slow = _error(f"{model} too slow", f"{where} did not answer in time", "Try again, or use another model.")
        return Fault(slow, may_pass=True, line_broke=True)
    if _named(chain, (*_CONNECTIONS, *_BROKEN)):
        gone = _error(
            f"{model} not reached",
            f"no connection to {where} ({type(chain[-1]).__name__})",
            "Check that the server runs and the base URL is right.",
        )
        return Fault(gone, may_pass=True, line_broke=True)
    if isinstance(error, _NO_REPLY):
        return Fault(_no_api(model, where, f"what is no reply of a model ({type(error).__name__})"))
    why = f"{where} reported: {_text(error)}"
    return Fault(_error(f"{model} failed", why, "Try again, or use another model."))


def _by_status(status: int, chain: tuple[BaseException, ...], model: str, where: str, asked: str) -> Fault:
    text = _text(chain[0])
    again = status in RETRYABLE_STATUS
    if status == 403 and _ODDS.search(text):
        why = f"{where} gives no log-probabilities (403)"
        return Fault(_error(f"{model} not asked", why, "Use another model."), rejects_odds=True)
    if status in (401, 403):
        # The server's own words may hold a part of the key: they are not shown.
        why = f"{where} refuses the key ({status})"
        return Fault(_error(f"{model} not asked", why, "Set the right key (OPENAI_API_KEY for openai)."))
    if status in range(300, 400):
        why = f"{where} sends the request elsewhere ({status}{_place(chain)}), which is not followed"
        return Fault(_error(f"{model} not asked", why, "Set the base URL to where the server is."))
    if status == 404:
        why = f"{where} has no such model or path (404)"
        return Fault(_error(f"{model} not asked", why, "Check the model's name and the base URL; it ends in /v1."))
    if status in (400, 413, 422) and _ODDS.search(text) and not re.search("context", text, re.IGNORECASE):
        why = f"{where} does not take the request ({status}): {text}"
        return Fault(_error(f"{model} not asked", why, "Use another model."), rejects_odds=True)
    if status in (400, 413) and _CONTEXT.search(text):
        why = f"{asked} {'are' if ' and ' in asked else 'is'} longer than its context: {text}"
        return Fault(_error(f"{model} not asked", why, "Use a model with a longer context, or a smaller --top-k."))
    if status == 429:
        why = f"{where} says it is too much, or the quota is used up (429)"
        return Fault(_error(f"{model} not asked", why, "Wait, or use another model."), again)
    why = f"{where} answered {status}: {text}"
    return Fault(_error(f"{model} failed", why, "Try again, or use another model."), again)


def _refused(status: int, text: str) -> str | None:
    """Return the part of the request that the server names as the reason. Templates of prompts fail with 500."""
    named = (part for part, words in _REFUSED.items() if words.search(text))
    found = next(named, None) if status in (400, 422, 500) else None
    return None if status == 500 and found != "system" else found


def _error(what: str, why: str, fix: str) -> ProviderError:
    return ProviderError(what, why=why, fix=fix)


def _as_provider(error: DatelineError) -> ProviderError:
    return ProviderError(error.what, why=error.why, fix=error.fix)


def _no_api(model: str, where: str, what: str) -> ProviderError:
    why = f"{where} answered with {what}"
    return _error(f"{model} not understood", why, "Check the base URL; it ends in /v1.")


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    for _ in range(10):
        if seen is None:
            return
        yield seen
        seen = seen.__cause__ or seen.__context__


def _named(chain: tuple[BaseException, ...], names: tuple[str, ...]) -> bool:
    return any(kind.__name__ in names for e in chain for kind in type(e).__mro__)


def _status(chain: tuple[BaseException, ...]) -> int | None:
    """Return the HTTP status behind an error, also where it is in the error object of a stream."""
    for error in chain:
        response = getattr(error, "response", None)
        for value in (getattr(error, "status_code", None), getattr(response, "status_code", None)):
            if isinstance(value, int):
                return value
        body = getattr(error, "body", None)
        code = str(body.get("code")) if isinstance(body, dict) else ""
        if re.fullmatch(r"[45]\d\d", code):
            return int(code)
    return None


def _place(chain: tuple[BaseException, ...]) -> str:
    found = (getattr(getattr(e, "response", None), "headers", {}).get("location") for e in chain)
    place = next((redacted(str(f)) for f in found if f), "")
    return f", {place[:_SHOWN_CHARS]}" if place else ""


def _retry_after(chain: tuple[BaseException, ...], now: Callable[[], float]) -> float | None:
    for error in chain:
        headers = getattr(getattr(error, "response", None), "headers", None)
        if headers is None:
            continue
        asked = headers.get("retry-after", "")
        try:
            return max(0.0, float(asked) if re.fullmatch(r"\s*[\d.]+\s*", asked) else _moment(asked) - now())
        except ValueError:
            continue
    return None


def _moment(moment: str) -> float:
    """Return a moment, as HTTP spells it, in seconds of Unix time.

    Raises:
        ValueError: it is none.
    """
    when = parsedate_to_datetime(moment)
    return when.replace(tzinfo=when.tzinfo or UTC).timestamp()


def _text(error: BaseException) -> str:
    plain = "".join(c if c.isprintable() else " " for c in redacted(str(error)))
    return " ".join(plain.split())[:_SHOWN_CHARS] or type(error).__name__


def redacted(text: str) -> str:
    """Return text without keys that are set or anything that looks like one, and addresses without credentials."""
    for name, secret in os.environ.items():
        if name.endswith(_SECRETS) and len(secret.strip()) >= _LEAST_SECRET:
            text = text.replace(secret.strip(), "[key]")
    text = re.sub(r"\b(?:sk|pk|key|Bearer)[-_ ][\w*.-]{6,}", "[key]", text)
    return re.sub(r"(https?://)[^/@\s]+@", r"\1", text)
