"""The words that all formats share. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import timedelta

from rag.text.dates import in_words
from rag.types import Brief, BriefStatus, BriefWindow, Change, Published, Sentence, Step, Story, StoryKind, Watched

KINDS = {StoryKind.NEW: "New", StoryKind.UPDATE: "Update", StoryKind.CORRECTION: "Correction"}
STATUS = {BriefStatus.NOTHING_NEW: "Nothing new.", BriefStatus.DEGRADED: "This brief may be incomplete."}
QUOTE_MARKS = '“”"«»„ '
READ_IN_PART = "only the latest"
"""What the reason begins with where no source failed, and more came than one brief reads."""
FAILED = "source(s) failed"
"""What the reason says where sources were asked and did not answer."""
CLOCKS_CHANGE = timedelta(hours=2)
"""By how much days may be longer when the clocks change."""
DIFFER = "The reports differ: "


def stamp(published: Published | None) -> str:
    """Return ``2024-02-20`` or ``2024-02-20 18:00 UTC``."""
    if published is None:
        return "undated"
    return f"{published.at:%Y-%m-%d %H:%M} UTC" if published.has_time else published.day.isoformat()


def window_words(window: BriefWindow) -> str:
    """Return the window in words."""
    return f"{window.since:%Y-%m-%d %H:%M} to {window.until:%Y-%m-%d %H:%M} UTC"


def title_of(window: BriefWindow) -> str:
    """Return the title of a brief: its day, or its first and last day where it is of more than one."""
    last = window.day
    days = max(1, math.ceil((window.until - window.since - CLOCKS_CHANGE) / timedelta(days=1)))
    first = window.first or last - timedelta(days=days - 1)
    if first == last:
        return f"Brief of {in_words(last)}"
    began = f"{first.day} {first:%B}" + (f" {first:%Y}" if first.year != last.year else "")
    return f"Brief of {began} to {last.day} {last:%B %Y}"


def counted(count: int, what: str) -> str:
    """Return ``1 article`` or ``2 articles``."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def meta_words(value: Brief) -> str:
    """Return of what time a brief is, of how many articles, how long it takes to read, and who worded it."""
    said = [window_words(value.window), counted(value.counts.articles, "article"), f"{value.minutes} min"]
    return " · ".join([*said, *([wording_words(value)] if wording_words(value) else [])])


def wording_words(value: Brief) -> str:
    """Return how many stories a model worded, where it was asked to, and why not the others; else nothing."""
    llm, stopped = value.trace.get("llm", "none"), value.trace.get("wording_stopped")
    if llm == "none" or not value.stories:
        return ""
    why = f" ({stopped})" if stopped else ""
    told = f"{value.counts.worded} of {len(value.stories)} stories worded by {llm}, each sentence checked"
    return f"{told}; the others in the sources' own words{why}" if value.counts.worded < len(value.stories) else told


def change_words(change: Change) -> str:
    """Return what stands in front of a change: words with no earlier ones beside them only come in addition."""
    return "What changed" if change.old or change.about else "What is new"


def happened(story: Story) -> str:
    """Return the day of the event where it is known and the first report is of another day, else nothing."""
    if story.happened is None or (story.first_reported and story.first_reported.day == story.happened):
        return ""
    return f"happened {story.happened.isoformat()}"


def reported(step: Step) -> str:
    """Return when a step was reported, and of which day it tells where that is another."""
    of = f" (of {step.event.isoformat()})" if step.event and step.event != step.published.day else ""
    return f"{stamp(step.published)}{of}"


def reports(story: Story) -> str:
    """Return how many reports stand behind a story: one text in five outlets is one report.

    Several articles of one outlet are no independent reports, and no single one either.
    """
    if story.outlets < 2 and len(story.articles) > 1:
        return f"one outlet, {len(story.articles)} articles"
    if story.independent < 2:
        return "one report" if story.outlets < 2 else f"one report, in {story.outlets} outlets"
    return f"{story.independent} independent reports, {story.outlets} outlets"


def watched_words(watched: Watched, titles: Mapping[str, str]) -> str:
    """Return what a brief says of one entry of a watchlist, beside its answer: stories, or since when there was nothing."""
    told = [titles[s] for s in watched.stories if s in titles]
    if told or watched.answer:
        return "; ".join(told)
    return f"nothing since {stamp(watched.last)}" if watched.last else "nothing so far"


def short(brief: Brief) -> tuple[tuple[str, Sentence], ...]:
    """Return the lines at the top of a brief, each with the words in front of it: a lead must not hide that reports differ."""
    return tuple((DIFFER if brief.differs(s) else "", s) for s in brief.summary)
