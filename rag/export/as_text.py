"""A brief as plain text, 72 columns wide: what a letter shows where HTML is not wanted. Pure."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

from rag.export.escape import address, plain
from rag.export.words import (
    KINDS,
    QUOTE_MARKS,
    STATUS,
    change_words,
    happened,
    meta_words,
    reported,
    reports,
    short,
    stamp,
    title_of,
    watched_words,
)
from rag.types import Brief, BriefStatus, Citation, Sentence, Story

WIDTH = 72


def brief_text(value: Brief) -> str:
    """Return the whole brief; numbers in brackets point to the sources at the end."""
    title = title_of(value.window)
    parts = [
        title,
        "=" * len(title),
        _wrapped(plain(meta_words(value))),
    ]
    if value.status is not BriefStatus.OK:
        parts += ["", _wrapped(f"{STATUS[value.status]} {plain(value.why or '')}.")]
    if value.changed:
        changed = "; ".join(f"[{c.n}] {plain(c.what)}" for c in value.changed)
        parts += ["", _wrapped(f"Changed since this brief was made: {changed}.")]
    if value.summary:
        parts += ["", "IN SHORT", "", *(_item(front + _cited(s)) for front, s in short(value))]
    by_number = {c.n: c for c in value.citations}
    for story in value.stories:
        parts += ["", *_story(story, by_number)]
    parts += _after(value)
    if value.citations:
        parts += ["", "SOURCES", "", *(_source(c) for c in value.citations)]
    return "\n".join(parts) + "\n"


def _wrapped(text: str, first: str = "", rest: str = "") -> str:
    return textwrap.fill(
        text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )


def _item(text: str, indent: str = "") -> str:
    return _wrapped(text, f"{indent}- ", f"{indent}  ")


def _cited(sentence: Sentence) -> str:
    return plain(sentence.text) + _marks(sentence.citations)


def _marks(numbers: Sequence[int]) -> str:
    return "".join(f" [{n}]" for n in numbers)


def _story(story: Story, by_number: Mapping[int, Citation]) -> list[str]:
    headline = _wrapped(plain(story.headline).upper())
    watched = f", watched: {plain(', '.join(story.watch))}" if story.watch else ""
    of = f", {happened(story)}" if happened(story) else ""
    lines = [headline, _wrapped(f"({KINDS[story.kind]}, {reports(story)}{of}{watched})"), ""]
    lines.append(_wrapped(" ".join(_cited(s) for s in story.sentences)))
    for change in story.what_changed:
        about = f" ({plain(change.about)})" if change.about else ""
        lines.append(_item(f"{change_words(change)}{about}: {_cited(change.new)}"))
        if change.old:
            lines.append(_item(f"before: {_cited(change.old)}", "  "))
    for said in story.quotes:
        words = plain(said.quote.text.strip(QUOTE_MARKS))
        lines.append(_item(f"{plain(said.quote.speaker)}: “{words}”{_marks([said.citation])}"))
    for conflict in story.conflicts:
        lines.append(_item(f"The reports differ ({plain(conflict.about)}):"))
        lines += [
            _item(f"{_who(c.citations, by_number)}{plain(c.text)}{_marks(c.citations)}", "  ") for c in conflict.claims
        ]
    lines += [_item(f"Not known: {_cited(s)}") for s in story.unknown]
    lines += [_item(f"Before, {reported(step)}: {_cited(step.sentence)}") for step in story.timeline]
    return lines


def _who(numbers: Sequence[int], by_number: Mapping[int, Citation]) -> str:
    cited = by_number.get(numbers[0]) if numbers else None
    return f"{plain(cited.source or cited.title)}, {stamp(cited.published)}: " if cited else ""


def _after(value: Brief) -> list[str]:
    lines: list[str] = []
    titles = {s.id: s.headline for s in value.stories}
    if value.watched:
        lines += ["", "YOUR WATCHLIST", ""]
        for watched in value.watched:
            answer = " ".join(_cited(s) for s in watched.answer)
            lines.append(_item(f"{plain(watched.text)}: {plain(watched_words(watched, titles))} {answer}".rstrip()))
    if value.quiet:
        lines += [
            "",
            "QUIET",
            "",
            *(_item(f"{plain(q.headline)} (last told {q.last.isoformat()})") for q in value.quiet),
        ]
    return lines


def _source(citation: Citation) -> str:
    where = ", ".join(x for x in (plain(citation.source or ""), stamp(citation.published), plain(citation.title)) if x)
    text = _wrapped(f"[{citation.n}] {where}: “{plain(citation.text)}”", "", "    ")
    url = address(citation.url)
    return f"{text}\n    {url}" if url else text
