"""A model's stream to whole sentences, as soon as each is whole. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from rag.ports import Completion
from rag.text.clauses import lemma, words
from rag.text.dates import missing_dates
from rag.text.sentences import split
from rag.text.words import content_words
from rag.types import EvidenceSentence

_NOTHING = re.compile(
    r"(?:the )?(?:sources?|news text|text|articles?|evidence|passages?|provided text|information provided)"
    r"(?: \w+){0,3}? (?:do(?:es)? not|don[’']t|doesn[’']t|did not) "
    r"(?:\w+ )?(?:say|state|mention|specify|provide|give|contain|indicate|include|explicitly)",
    re.IGNORECASE,
)
_APART = re.compile(r"\b([UD])\. ([SKNC])\.")
"""A country's initials as a small model writes them: "the U. S. Navy"."""
_MAY_GO_ON = re.compile(r"\b[UD]\.(?: [SKNC]?)?$")
_NUMBERED = re.compile(r" *\[\^?\d{1,3}(?:(?: ?[,;–-] ?)\^?\d{1,3})*\]| *【\d[^】\n]{0,60}】|(?<=[.!?])`+")
"""Numbers that a model cites by: "[1]", "[1, 2]", "【1†source】"; and what ends a quoting of code after a full stop."""
_LIST_MARK = re.compile(r"^\s*(?:(?:\(?\d{1,2}[.)]|[-*+•>]|#{1,6})\s+|\*\*\(?\d{1,2}[.)](?!\w)(?:\*\*)?\s*)")
_STRESSED = re.compile(
    r"(?<![\w*])(?P<star>\*{1,3})(?=[^\s*])(.+?)(?<=[^\s*])(?P=star)(?![\w*])"
    r"|(?<![\w@/])(?P<line>_{1,3})(?=[^\s_])(.+?)(?<=[^\s_])(?P=line)(?!\w)"
)
_HALF_STRESSED = re.compile(r"(?<![\w*])\*\*(?=\w)|^[*_]+(?=[\w“\"])|(?<=[.!?”\"])[*_]+$")
"""Marks of words that are stressed beyond the end of their sentence."""
_FENCE = re.compile(r"\s*(?:`{3,}|~{3,})\w*\s*$")
_CHOOSES = re.compile(
    r"^\W*(?:and |but )?(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might)\b|\bor\b",
    re.IGNORECASE,
)
"""Questions that are answered by their own words: yes or no, this or that."""


MOST_CHARS = 20_000
"""Of a reply so much is read: what a server sends beyond every bound of tokens would be checked for minutes."""


def whole_sentences(stream: Iterable[str | Completion]) -> Iterator[str | Completion]:
    """Yield each sentence of a reply once the next one has begun, the rest at its end, then the Completion.

    Each is without its marks, as ``unmarked`` returns it. An unfinished last sentence (the reply was cut off) is not a
    sentence and is left out, and so is all behind ``MOST_CHARS``.
    """
    pending, left = "", MOST_CHARS
    for item in stream:
        if isinstance(item, Completion):
            yield from _rest(pending, finished=item.finished and left > 0)
            yield item
            return
        piece = item[:left]
        left -= len(piece)
        pending = _NUMBERED.sub("", _APART.sub(r"\1.\2.", pending + piece))
        if _MAY_GO_ON.search(pending):
            continue
        spans = split(pending)
        yield from filter(None, (unmarked(span.of(pending)) for span in spans[:-1]))
        if spans:
            pending = pending[spans[-1].start :]


def _rest(pending: str, *, finished: bool) -> Iterator[str]:
    for span in split(pending):
        text = unmarked(span.of(pending))
        if text and (finished or span.end < len(pending.rstrip()) or text.endswith((".", "!", "?", "”", '"'))):
            yield text


def unmarked(text: str) -> str:
    """Return a drafted sentence without the marks of a list, of numbered sources and of Markdown: none is said by a source.

    Nothing of what is no sentence: a fence, a rule, a row of a table. A number that a sentence begins with stays.
    """
    if _FENCE.match(text) or text.startswith("|") or text.endswith("|"):
        return ""
    text = _LIST_MARK.sub("", _NUMBERED.sub("", text).replace("`", ""))
    text = _STRESSED.sub(lambda m: m[2] or m[4], text)
    text = _HALF_STRESSED.sub("", _STRESSED.sub(lambda m: m[2] or m[4], text))
    text = _LIST_MARK.sub("", text).strip()
    return text if any(c.isalnum() for c in text) else ""


def without_today(text: str, today: date, evidence: Sequence[EvidenceSentence]) -> str:
    """Return a draft without today's date where no source has it: a small model has that from its prompt, and puts it on what it copies."""
    month = f"{today:%B}"
    written = rf"(?:{today.day} {month}|{month} {today.day}),? {today.year}"
    bare = re.sub(rf",? (?:on )?(?:{today:%A},? )?{written}(?=\W|$)", "", text)
    return bare if bare != text and missing_dates(text, evidence) else text


def cut_off(replies: Sequence[Completion]) -> str | None:
    """Return that the last reply of a model was cut off, where it was: of what it did not say nothing follows."""
    return "the model's reply was cut off" if replies and not replies[-1].finished else None


def says_nothing(sentence: str) -> bool:
    """Return whether a sentence says that the sources lack the answer, as the prompt asks for."""
    return _NOTHING.search(sentence) is not None


def only_asks(sentence: str, question: str) -> bool:
    """Return whether a sentence only gives the question back: it ends in a question mark, or has no word of its own."""
    if sentence.rstrip().endswith("?"):
        return True
    own = set(content_words(sentence)) - set(content_words(question))
    own = {lemma(w) for w in own} - {w.lemma for w in words(question)}  # "lost" is no word of its own beside "lose"
    return not own and _CHOOSES.search(question) is None
