"""A brief as Markdown that reads well as plain text too. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rag.export.escape import address, markdown
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
from rag.types import Brief, BriefStatus, Citation, Conflict, Sentence, SetAside, Story

_ENTITY = re.compile(r"&(?=#?\w+;)")
"""What Markdown reads as the name of a character in an address too: ``?a=1&lt;=2``."""


def brief_markdown(value: Brief) -> str:
    """Return the whole brief, citations with their exact words at the end."""
    lines = [f"# {title_of(value.window)}", ""]
    lines += [markdown(meta_words(value)), ""]
    if value.status is not BriefStatus.OK:
        lines += [f"**{STATUS[value.status]}** {markdown(value.why or '')}.", ""]
    if value.changed:
        lines += ["**Changed since this brief was made:** " + _changed(value), ""]
    if value.summary:
        lines += ["## In short", "", *(f"- {front}{_cited(s)}" for front, s in short(value)), ""]
    by_number = {c.n: c for c in value.citations}
    for story in value.stories:
        lines += _story(story, by_number)
    lines += _after(value)
    if value.citations:
        lines += ["## Sources", "", *(_source(c) for c in value.citations), ""]
    return "\n".join(lines).rstrip() + "\n"


def _cited(sentence: Sentence) -> str:
    return markdown(sentence.text) + _marks(sentence.citations)


def _marks(numbers: Sequence[int]) -> str:
    return "".join(f" [[{n}]](#source-{n})" for n in numbers)


def _story(story: Story, by_number: Mapping[int, Citation]) -> list[str]:
    head = [KINDS[story.kind], reports(story), *([happened(story)] if happened(story) else [])]
    if story.watch:
        head.append("watched: " + ", ".join(markdown(w) for w in story.watch))
    lines = [f"## {markdown(story.headline)}", "", f"*{' · '.join(head)}*", ""]
    lines += [" ".join(_cited(s) for s in story.sentences), ""]
    for change in story.what_changed:
        about = f" ({markdown(change.about)})" if change.about else ""
        lines.append(f"- **{change_words(change)}**{about}: {_cited(change.new)}")
        if change.old:
            lines.append(f"  - before: {_cited(change.old)}")
    for said in story.quotes:
        words = f"“{markdown(said.quote.text.strip(QUOTE_MARKS))}”"
        lines.append(f"- **{markdown(said.quote.speaker)}**: {words}{_marks([said.citation])}")
    for conflict in story.conflicts:
        lines += _conflict(conflict, by_number)
    lines += [f"- **Not known**: {_cited(s)}" for s in story.unknown]
    if story.timeline:
        lines.append("- **Before**:")
    for step in story.timeline:
        lines.append(f"  - {reported(step)}: {_cited(step.sentence)}")
    return [*lines, ""]


def _conflict(conflict: Conflict, by_number: Mapping[int, Citation]) -> list[str]:
    lines = [f"- **The reports differ** ({markdown(conflict.about)}):"]
    for claim in conflict.claims:
        first = by_number.get(claim.citations[0]) if claim.citations else None
        who = f"{markdown(first.source or first.title)}, {stamp(first.published)}: " if first else ""
        lines.append(f"  - {who}{markdown(claim.text)}{_marks(claim.citations)}")
    return lines


def _after(value: Brief) -> list[str]:
    lines: list[str] = []
    if value.watched:
        titles = {s.id: s.headline for s in value.stories}
        lines += ["## Your watchlist", ""]
        for watched in value.watched:
            lines.append(f"- **{markdown(watched.text)}**: {markdown(watched_words(watched, titles))}")
            lines += [f"  - {_cited(s)}" for s in watched.answer]
        lines.append("")
    if value.quiet:
        lines += ["## Quiet", ""]
        lines += [*(f"- {markdown(q.headline)} (last told {q.last.isoformat()})" for q in value.quiet), ""]
    if value.set_aside:
        lines += ["## Set aside", ""]
        lines += [_set_aside(a) for a in value.set_aside]
        more = value.counts.set_aside + value.counts.undated - len(value.set_aside)
        lines += [f"- and {more:,} more without a date", ""] if more > 0 else [""]
    return lines


def _set_aside(article: SetAside) -> str:
    outlet = f" ({markdown(article.source)})" if article.source else ""
    return f"- {markdown(article.title)}{outlet}: {markdown(article.reason)}"


def _changed(value: Brief) -> str:
    return ", ".join(f"\\[{c.n}\\] {markdown(c.what)}" for c in value.changed)


def _source(citation: Citation) -> str:
    url = address(citation.url)
    title = markdown(citation.title)
    linked = f"[{title}](<{_ENTITY.sub('&amp;', url)}>)" if url else title
    where = " · ".join(x for x in (markdown(citation.source or ""), stamp(citation.published), linked) if x)
    return f'- <a id="source-{citation.n}"></a>\\[{citation.n}\\] {where}: “{markdown(citation.text)}”'
