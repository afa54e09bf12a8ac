"""What a case expects, in words for a reader of a report. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eval.cases.questions import Case
from eval.cases.topics import Topic

NAMED = 10
"""Relevant documents that are named."""
BEGINNING = 240
"""Characters of the source of a claim that are shown."""


def of_case(case: Case) -> str:
    """Return what an answer must have and must not have."""
    right = case.answers or tuple(case.choices[i] for i in case.answer_index)
    parts = [", ".join(right) or case.expect]
    said = [*([f"said by {case.speaker}"] if case.speaker else []), *([f"“{case.quote}”"] if case.quote else [])]
    parts += [": ".join(said)] if said else []
    on = [f"{article} {start}–{end}" for article, start, end in case.passages] or (
        [] if right or said else case.articles
    )
    parts += [f"on {', '.join(on)}"] if on else []
    parts += [f"not: {', '.join(case.forbidden)}"] if case.forbidden else []
    return "; ".join(parts)


def of_topic(topic: Topic) -> str:
    """Return the relevant documents, the best first, each with its grade where that is another than 1."""
    ranked = sorted((i for i, grade in topic.relevant.items() if grade > 0), key=lambda i: -topic.relevant[i])
    if not ranked:
        return "no relevant document"
    named = [i if topic.relevant[i] == 1 else f"{i} ({topic.relevant[i]})" for i in ranked[:NAMED]]
    more = f" and {len(ranked) - NAMED} more" if len(ranked) > NAMED else ""
    return f"relevant: {', '.join(named)}{more}"


def of_claim(item: Mapping[str, Any]) -> str:
    """Return a claim with its label and the beginning of its source."""
    source = " ".join(item["source"].split())
    begun = source if len(source) <= BEGINNING else f"{source[:BEGINNING]}…"
    return f"{'supported' if item['supported'] else 'unsupported'}: {item['claim']} By the source: {begun or '(empty)'}"
