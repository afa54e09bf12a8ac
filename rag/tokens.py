"""Counting tokens with tiktoken, offline: an estimate for every model that is not OpenAI's own.

tiktoken deletes a table it does not like and then goes to the network; so it is only ever shown
tables that were verified here, and without them the count is an estimate from the length.
"""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

TABLES = {
    "cl100k_base": (
        "9b5ad71b2ce5302211f9c61530b329a4922fc6a4",
        "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
    ),
    "o200k_base": (
        "fb374d419588a4632f3f557e76b4b70aebbca790",
        "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
    ),
}
"""Encoding to the name of its table in tiktoken's cache (sha1 of its address) and the table's sha256."""


def count(text: str, *, tables: Path | None, encoding: str = "o200k_base") -> int:
    """Return how many tokens a text has; an upper estimate (UTF-8 bytes / 3) where there are no tables."""
    counter = _counter(encoding, tables) if tables is not None else None
    if counter is None:
        return math.ceil(len(text.encode("utf-8", "replace")) / 3)
    return len(counter.encode(text.encode("utf-8", "replace").decode(), disallowed_special=()))  # type: ignore[attr-defined]


def exact(*, tables: Path | None, encoding: str = "o200k_base") -> bool:
    """Return whether counts come from a table rather than from the length."""
    return tables is not None and _counter(encoding, tables) is not None


def fits(texts: Sequence[str], budget: int, *, tables: Path | None) -> int:
    """Return how many of the texts, from the first on, fit a budget of tokens."""
    spent = 0
    for number, text in enumerate(texts):
        spent += count(text, tables=tables)
        if spent > budget:
            return number
    return len(texts)


@lru_cache(maxsize=8)
def _counter(encoding: str, tables: Path) -> object | None:
    name, expected = TABLES[encoding]
    try:
        if sha256((tables / name).read_bytes()).hexdigest() != expected:
            return None
    except OSError:
        return None
    os.environ.setdefault("TIKTOKEN_CACHE_DIR", str(tables))
    if os.environ["TIKTOKEN_CACHE_DIR"] != str(tables):
        return None  # the user points tiktoken elsewhere: leave that folder alone
    import tiktoken

    return tiktoken.get_encoding(encoding)
