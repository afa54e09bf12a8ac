"""What a reader watches for, and which events touch it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rag.brief.event import Event
from rag.text.speakers import names_of_nation, nation_of
from rag.text.words import fold, stem

WatchKind = Literal["words", "outlet", "question"]
_OUTLET = re.compile(r"^(?:outlet|source):\s*", re.IGNORECASE)
_QUESTION = re.compile(r"^(?:question|ask):\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Watch:
    """A name, place or phrase; an outlet (``outlet: Radio Sondreya``); or a saved question."""

    text: str
    kind: WatchKind

    @property
    def bare(self) -> str:
        """The words without ``outlet:`` or ``question:`` in front."""
        return _QUESTION.sub("", _OUTLET.sub("", self.text)).strip()


def watch_of(text: str) -> Watch:
    """Return what the words of a watch mean; words that end in a question mark are a question."""
    plain = " ".join(text.split())
    if _OUTLET.match(plain):
        return Watch(plain, "outlet")
    if _QUESTION.match(plain) or plain.endswith("?"):
        return Watch(plain, "question")
    return Watch(plain, "words")


def touches(watch: Watch, event: Event) -> bool:
    """Return whether an event is on a watch by words or outlet. Questions are answered, not matched."""
    if watch.kind == "outlet":
        return fold(watch.bare) in {fold(a.source or "") for r in event.reports for a in (r.article, *r.copies)}
    if watch.kind == "question":
        return False
    return any(mentions(watch.bare, f"{r.article.title}\n{r.article.text}") for r in event.reports)


def mentions(phrase: str, text: str) -> bool:
    """Return whether a text has a phrase, word by word, in any case, number or accent; of a land also its people."""
    wanted = _words(phrase)
    if not wanted:
        return False
    found = _words(text)
    if len(wanted) == 1:
        nation = nation_of(wanted[0])
        return wanted[0] in found or bool(nation and nation in _nations(text))
    first = wanted[0]
    return any(found[i : i + len(wanted)] == wanted for i, w in enumerate(found) if w == first)


def words_for(phrase: str) -> tuple[tuple[str, ...], ...]:
    """Return for each word of a phrase the words that may stand in its place: of a land by itself also its people."""
    plain = re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", fold(phrase)))

    return tuple((w, *(names_of_nation(w) if len(plain) == 1 else ())) for w in plain)


def _nations(text: str) -> set[str | None]:
    """Return the nations that a text names; "us" is the United States only in capitals."""
    tokens = set(re.findall(r"[^\W_]+", text))
    return {nation_of(fold(w)) for w in tokens if len(w) > len("us") or w.isupper()}


def _words(text: str) -> Sequence[str]:
    return [stem(w) for w in re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", fold(text)))]
