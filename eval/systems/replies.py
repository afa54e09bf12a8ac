"""Replies of a language model, kept so that the same prompt is paid for once.

A change to a check or to a measure leaves most prompts as they were: a run after it asks the model only what is new.
Samples that were answered from here say so, and their times count for nothing.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from rag.errors import StoreError
from rag.llm.connect import SAMPLING
from rag.ports import ChatModel, Completion, Deadline, Message

FIRST_SAMPLING = {"temperature": 0.0}
"""How words were chosen before that was part of a key: hours of replies that were kept then stay good."""


@dataclass(frozen=True, slots=True)
class Bill:
    """What the replies of one case came to; ``usd`` is None where the price of one of them is not known."""

    usd: float | None = 0.0
    prompt_tokens: int = 0
    completion_tokens: int = 0

    @property
    def tokens(self) -> tuple[int, int]:
        """The tokens in and out."""
        return self.prompt_tokens, self.completion_tokens


def priced(prompt: int | None, completion: int | None, price: tuple[float, float] | None) -> float | None:
    """Return what tokens cost at a price for a million of them in and out; None where any of it is not known."""
    if price is None or not prompt or completion is None:
        return None
    return (prompt * price[0] + completion * price[1]) / 1e6


def _opened(path: Path) -> sqlite3.Connection:
    """Return the file of replies, made first where there is none.

    Raises:
        StoreError: it cannot be used.
    """
    try:
        db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
        db.execute("CREATE TABLE IF NOT EXISTS replies (key TEXT PRIMARY KEY, reply TEXT NOT NULL) WITHOUT ROWID")
        db.execute("CREATE TABLE IF NOT EXISTS models (name TEXT PRIMARY KEY, model TEXT NOT NULL) WITHOUT ROWID")
    except sqlite3.Error as exc:
        raise StoreError("kept replies not read", why=f"{path}: {exc}", fix=_remedy(str(exc))) from exc
    return db


def _remedy(message: str) -> str:
    """Return what mends a file of replies: one that is whole, hours of work, is not to be moved away for a full disk."""
    if "full" in message:
        return "Free some space and repeat; what was kept is safe."
    if "I/O error" in message:
        return "The disk may be full, over its quota or failing: look at it, then repeat; what was kept is safe."
    if "readonly" in message or "unable to open" in message:
        return "Make the file and its folder writable."
    if "locked" in message:
        return "Another process is writing; try again in a moment."
    return "Move the file away: what it held is asked again."


class Replies:
    """A file of replies by a hash of everything that determines them, and the bill of those that were asked for anew.

    ``model`` is what they depend on beside the model's name: the hash of its file, or its server's address. ``price`` is
    what a million tokens in and out cost in US dollars, for a provider that does not tell what it charged.
    """

    def __init__(self, path: Path, model: str = "", price: tuple[float, float] | None = None) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = _opened(path)
        self._model = model
        self._price = price
        self._bill = Bill()

    def told_apart(self, name: str) -> list[str]:
        """Return what a key must have beside the model's name.

        Nothing for the first file that an embedded model is met with: the replies kept before the file counted, hours
        of work, are its own. Another file of that name, or a server, is always part of the key.
        """
        if not self._model:
            return []
        if not name.startswith("embedded"):
            return [self._model]
        self._db.execute("INSERT OR IGNORE INTO models VALUES (?, ?)", [name, self._model])
        first = self._db.execute("SELECT model FROM models WHERE name = ?", [name]).fetchone()[0]
        return [] if first == self._model else [self._model]

    def charge(self, completion: Completion) -> None:
        """Put a reply that was not kept on the bill."""
        tokens = (completion.prompt_tokens, completion.completion_tokens)
        usd = completion.cost_usd if completion.cost_usd is not None else priced(*tokens, self._price)
        before = self._bill.usd
        self._bill = Bill(
            None if before is None or usd is None else before + usd,
            self._bill.prompt_tokens + (tokens[0] or 0),
            self._bill.completion_tokens + (tokens[1] or 0),
        )

    def take_bill(self) -> Bill:
        """Return what was put on the bill since the last time, and begin a new one."""
        bill, self._bill = self._bill, Bill()
        return bill

    def get(self, key: str) -> Any | None:
        """Return a kept reply, or None."""
        row = self._db.execute("SELECT reply FROM replies WHERE key = ?", [key]).fetchone()
        return json.loads(row[0]) if row else None

    def put(self, key: str, reply: Any) -> None:
        """Keep a reply."""
        self._db.execute("INSERT OR REPLACE INTO replies VALUES (?, ?)", [key, json.dumps(reply, ensure_ascii=False)])

    def close(self) -> None:
        """Close the file."""
        self._db.close()


class RememberedChat:
    """A language model that is asked only what it was not asked before. A ``ChatModel``."""

    def __init__(self, chat: ChatModel, replies: Replies, *, again: bool = False) -> None:
        self._chat = chat
        self._replies = replies
        self._again = again
        self.replayed = 0
        """How many replies came from the file."""

    @property
    def name(self) -> str:
        """What the trace calls the model."""
        return self._chat.name

    def stream(self, messages: Sequence[Message], *, max_tokens: int, deadline: Deadline) -> Iterator[str | Completion]:
        """Yield the reply, from the file where it is there; only a finished one is kept."""
        key = self._key("reply", messages, max_tokens)
        kept = None if self._again else self._replies.get(key)
        if kept is not None:
            self.replayed += 1
            yield from kept["pieces"]
            yield Completion(**kept["completion"])
            return
        pieces: list[str] = []
        for item in self._chat.stream(messages, max_tokens=max_tokens, deadline=deadline):
            if not isinstance(item, Completion):
                pieces.append(item)
            else:
                self._replies.charge(item)
                if item.finished:
                    self._replies.put(key, {"pieces": pieces, "completion": asdict(item)})
            yield item

    def yes_probability(self, messages: Sequence[Message], *, deadline: Deadline) -> float | None:
        """Return P(yes), from the file where it is there."""
        key = self._key("yes", messages, 1)
        kept = None if self._again else self._replies.get(key)
        if kept is not None:
            self.replayed += 1
            return float(kept)
        found = self._chat.yes_probability(messages, deadline=deadline)
        if found is not None:
            self._replies.put(key, found)
        return found

    def _key(self, kind: str, messages: Sequence[Message], max_tokens: int) -> str:
        parts = [self.name, kind, max_tokens, [asdict(m) for m in messages], *self._replies.told_apart(self.name)]
        if SAMPLING != FIRST_SAMPLING:
            parts.append(SAMPLING)
        return sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()
